// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of price indices: windows of months, thresholds, levels.
#ifndef RETIRESIM_INDEXATION_H
#define RETIRESIM_INDEXATION_H

#include <stddef.h>
#include <stdint.h>

// Lanes in which a moving sum has reached its limit, in order; returns their number. Before the comparison the sum takes in one row
// and lets another out: window += entering - leaving; both are null where it stands still. `reached` has room for every lane.
size_t ck_slide_reached(
    uint32_t *reached, double *window, const double *entering, const double *leaving, const double *limit,
    size_t lanes);

// a = x * f, b = x * g, sum += y.
void ck_scale_rows(
    double *a, double *b, double *sum, const double *x, const double *y, const double *f, const double *g, size_t lanes);

// out = (before + the sum of `count` rows, one after the other) / divisor.
void ck_mean_rows(
    double *out, double before, const double *const *rows, size_t count, double divisor, size_t lanes);

// `level` grows by the change of `now` over `base` in whole parts of 1/parts, halves up, never down; `base` moves to `now` where
// it grew.
void ck_step_row(double *level, double *base, const double *now, double parts, size_t lanes);

// out = a / b - 1 in whole thousandths, halves away from zero.
void ck_change_row(double *out, const double *a, const double *b, size_t lanes);

// out = x * (1 + share * change); where `share` is null, out = x * (1 + max(0, change)).
void ck_follow_row(double *out, const double *x, const double *share, const double *change, size_t lanes);

// factor = before * (wage / wage_before) / (mean / mean_before) in whole thousandths, with wage = real * price and mean = sum / months;
// both are kept for the next year.
void ck_factor_row(
    double *factor, const double *before, const double *real, const double *price, const double *sum, double months,
    double *wage_before, double *mean_before, size_t lanes);

#endif
