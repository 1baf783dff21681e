// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a tax form: scales and credits by pieces, cuts, lesser amounts, shares.
//
// A row is one number a lane. Element by element, contraction off: the same bits for any number of lanes.
#ifndef RETIRESIM_TAXES_H
#define RETIRESIM_TAXES_H

#include <stddef.h>

// out = base[j] + slope[j] * (x - from[j]) with the last j whose `from` is not above x; 0 below the first. With `index`, what
// index * T(x / index) is.
void ck_pieces_row(
    double *out, const double *x, const double *index, const double *from, const double *base, const double *slope,
    size_t count, size_t lanes);

// out = x cut to a multiple of `step`; a billionth of a step above x makes up for sums that should be whole.
void ck_cut_row(double *out, const double *x, double step, size_t lanes);

// out = the lesser of a and b.
void ck_lesser_row(double *out, const double *a, const double *b, size_t lanes);

// out = x where `positive` is above 0, else 0.
void ck_given_row(double *out, const double *x, const double *positive, size_t lanes);

// out = x * (part / whole), 0 where `whole` is 0.
void ck_portion_row(double *out, const double *x, const double *part, const double *whole, size_t lanes);

// out += weight * x * factor, with a null `factor` 1.
void ck_add_row(double *out, double weight, const double *x, const double *factor, size_t lanes);

// Adds 1 to out where x is above 0.
void ck_count_positive_row(double *out, const double *x, size_t lanes);

// out = the greater of itself and x.
void ck_most_row(double *out, const double *x, size_t lanes);

// Puts x into out where `chosen` is `number`.
void ck_choose_row(double *out, const double *x, const double *chosen, double number, size_t lanes);

// What a year's tax takes of each unit of what is paid in it: share = min(1, (tax + carried) / paid); what cannot be taken is carried on.
void ck_tax_share_row(double *share, double *carried, const double *tax, const double *paid, size_t lanes);

#endif
