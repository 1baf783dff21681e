// SPDX-License-Identifier: GPL-3.0-or-later
#include "Counting.h"

#include <string.h>

#include "clones.h"

#pragma clang fp contract(off)

#define CK_COUNT_TILE 64

CK_CLONES
static void bins_of(
    int32_t *restrict bins, const float *restrict single, size_t count, int32_t base, uint32_t shift, int32_t last) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &single[i], sizeof bits);
    int32_t place = (int32_t)(bits >> shift) - base + 1;
    place = place < last ? place : last;
    bins[i] = single[i] <= 0 || place < 1 ? 0 : place;
  }
}

CK_CLONES
void ck_narrow_row(float *restrict out, const double *restrict x, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = (float)x[i];
}

void ck_count_row(
    ck_bin *restrict bins, int32_t base, uint32_t shift, int32_t last, const float *restrict values, size_t count) {
  int32_t places[CK_COUNT_TILE];
  for (size_t from = 0; from < count; from += CK_COUNT_TILE) {
    size_t n = count - from < CK_COUNT_TILE ? count - from : CK_COUNT_TILE;
    bins_of(places, values + from, n, base, shift, last);
    for (size_t i = 0; i < n; i++) __builtin_prefetch(bins + places[i], 1);
    for (size_t i = 0; i < n; i++) {
      ck_bin *bin = bins + places[i];
      float x = values[from + i], low = bin->low, high = bin->high;
      bin->count += 1;
      bin->low = x < low ? x : low;
      bin->high = x > high ? x : high;
    }
  }
}

void ck_add_compensated(double *sum, double *carry, const double *values, size_t count) {
#pragma clang fp contract(off)
  double s = *sum, c = *carry;
  for (size_t i = 0; i < count; i++) {
    double x = values[i], total = s + x;
    c += __builtin_fabs(s) >= __builtin_fabs(x) ? (s - total) + x : (x - total) + s;
    s = total;
  }
  *sum = s;
  *carry = c;
}

CK_CLONES
void ck_gather_ratio(
    double *restrict out, const double *restrict a, const double *restrict b, const uint32_t *restrict lanes,
    size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = a[lanes[i]] / b[lanes[i]];
}

size_t ck_list_receiving(
    uint32_t *restrict out, const double *restrict a, const double *restrict b, const uint32_t *restrict lanes,
    size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t lane = lanes[i];
    out[found] = lane;
    found += (a[lane] > 0) | (b[lane] != 0);
  }
  return found;
}
