// SPDX-License-Identifier: GPL-3.0-or-later
// Counts and sums over the lanes of a row.
#ifndef RETIRESIM_COUNTING_H
#define RETIRESIM_COUNTING_H

#include <stddef.h>
#include <stdint.h>

// How many values fell into a bin, the least and the largest of them.
typedef struct {
  uint32_t count;
  float low, high;
} ck_bin;

// out = x in single precision.
void ck_narrow_row(float *out, const double *x, size_t count);

// Counts values in bins by their leading bits: bin (bits >> shift) - base + 1, 0 below and for what is
// not positive, `last` above.
void ck_count_row(
    ck_bin *bins, int32_t base, uint32_t shift, int32_t last, const float *values, size_t count);

// Adds the values to a sum one after the other, and what rounding cuts off to its carry (Neumaier 1974).
void ck_add_compensated(double *sum, double *carry, const double *values, size_t count);

// out = a / b of the lanes listed.
void ck_gather_ratio(double *out, const double *a, const double *b, const uint32_t *lanes, size_t count);

// Lanes of a list with a > 0 or b other than 0, in order; returns their number.
size_t ck_list_receiving(
    uint32_t *out, const double *a, const double *b, const uint32_t *lanes, size_t count);

#endif
