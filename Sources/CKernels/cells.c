// SPDX-License-Identifier: GPL-3.0-or-later
#include "Surface.h"

#include <string.h>

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_moments(
    double out[2], const double *restrict x, const double *restrict y, double shift, size_t count, size_t group) {
#pragma clang fp contract(off)
  enum { BLOCK = 4096 };
  double sum = 0, square = 0;
  for (size_t start = 0; start < count; start += BLOCK) {
    size_t end = start + BLOCK < count ? start + BLOCK : count;
    double a[8] = {0}, b[8] = {0};
    if (group == 1) {
      size_t i = start;
      for (; i + 8 <= end; i += 8) {
        for (size_t k = 0; k < 8; k++) {
          double d = (y ? y[i + k] - x[i + k] : x[i + k]) - shift;
          a[k] += d;
          b[k] += d * d;
        }
      }
      for (size_t k = 0; i < end; i++, k++) {
        double d = (y ? y[i] - x[i] : x[i]) - shift;
        a[k] += d;
        b[k] += d * d;
      }
    } else {
      for (size_t i = start; i < end; i++) {
        double d = 0;
        for (size_t k = 0; k < group; k++) d += (y ? y[i * group + k] - x[i * group + k] : x[i * group + k]) - shift;
        d /= (double)group;
        a[i & 7] += d;
        b[i & 7] += d * d;
      }
    }
    double s = 0, q = 0;
    for (size_t k = 0; k < 8; k++) {
      s += a[k];
      q += b[k];
    }
    sum += s;
    square += q;
  }
  out[0] = sum;
  out[1] = square;
}

static void sort(double *x, size_t n) {
  for (size_t gap = n / 2; gap > 0; gap /= 2) {
    for (size_t i = gap; i < n; i++) {
      double value = x[i];
      size_t j = i;
      for (; j >= gap && x[j - gap] > value; j -= gap) x[j] = x[j - gap];
      x[j] = value;
    }
  }
}

#define CK_BINS 1024

CK_CLONES
void ck_order_statistics(
    double *restrict out, const size_t *restrict ranks, size_t wanted, const double *restrict x, size_t n,
    double *restrict scratch, uint16_t *restrict places) {
#pragma clang fp contract(off)
  double low = x[0], high = x[0];
  for (size_t i = 0; i < n; i++) {
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  if (!(high > low)) {
    for (size_t i = 0; i < wanted; i++) out[i] = low;
    return;
  }
  // The map to bins does not fall, so that ranks within a bin are ranks among its values.
  double scale = (CK_BINS - 1) / (high - low);
  uint32_t counts[2][CK_BINS] = {{0}};
  for (size_t i = 0; i < n; i++) places[i] = (uint16_t)(int32_t)((x[i] - low) * scale);
  for (size_t i = 0; i < n; i++) counts[i & 1][places[i]]++;
  size_t before[CK_BINS + 1];
  before[0] = 0;
  for (size_t b = 0; b < CK_BINS; b++) before[b + 1] = before[b] + counts[0][b] + counts[1][b];
  uint8_t marked[CK_BINS] = {0};
  size_t b = 0;
  for (size_t i = 0; i < wanted; i++) {
    b = 0;
    while (before[b + 1] <= ranks[i]) b++;
    marked[b] = 1;
  }
  size_t start[CK_BINS + 1];
  size_t room = 0;
  for (size_t k = 0; k < CK_BINS; k++) {
    start[k] = room;
    if (marked[k]) room += before[k + 1] - before[k];
  }
  start[CK_BINS] = room;
  size_t fill[CK_BINS];
  memcpy(fill, start, sizeof fill);
  for (size_t i = 0; i < n; i++) {
    if (marked[places[i]]) scratch[fill[places[i]]++] = x[i];
  }
  for (size_t k = 0; k < CK_BINS; k++) {
    if (marked[k]) sort(scratch + start[k], start[k + 1] - start[k]);
  }
  for (size_t i = 0; i < wanted; i++) {
    b = 0;
    while (before[b + 1] <= ranks[i]) b++;
    out[i] = scratch[start[b] + (ranks[i] - before[b])];
  }
}
