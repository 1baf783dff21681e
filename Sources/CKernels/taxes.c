// SPDX-License-Identifier: GPL-3.0-or-later
#include "Taxes.h"

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_pieces_row(
    double *out, const double *x, const double *index, const double *from, const double *base, const double *slope,
    size_t count, size_t lanes) {
#pragma clang fp contract(off)
  // Some lanes at a time, so that the loop within is over lanes and not over pieces.
  double at[64], value[64];
  for (size_t start = 0; start < lanes; start += 64) {
    size_t some = lanes - start < 64 ? lanes - start : 64;
    for (size_t i = 0; i < some; i++) {
      at[i] = index == NULL ? x[start + i] : x[start + i] / index[start + i];
      value[i] = 0;
    }
    for (size_t j = 0; j < count; j++) {
      for (size_t i = 0; i < some; i++) value[i] = at[i] >= from[j] ? base[j] + slope[j] * (at[i] - from[j]) : value[i];
    }
    for (size_t i = 0; i < some; i++) out[start + i] = index == NULL ? value[i] : index[start + i] * value[i];
  }
}

CK_CLONES
void ck_cut_row(double *out, const double *x, double step, size_t lanes) {
#pragma clang fp contract(off)
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) out[i] = step * __builtin_floor(x[i] / step + 1e-9);
}

CK_CLONES
void ck_lesser_row(double *out, const double *a, const double *b, size_t lanes) {
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) out[i] = a[i] < b[i] ? a[i] : b[i];
}

CK_CLONES
void ck_given_row(double *out, const double *x, const double *positive, size_t lanes) {
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) out[i] = positive[i] > 0 ? x[i] : 0;
}

CK_CLONES
void ck_portion_row(double *out, const double *x, const double *part, const double *whole, size_t lanes) {
#pragma clang fp contract(off)
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) {
    double divisor = whole[i] == 0 ? 1.0 : whole[i];
    out[i] = whole[i] == 0 ? 0.0 : x[i] * (part[i] / divisor);
  }
}

CK_CLONES
void ck_add_row(double *out, double weight, const double *x, const double *factor, size_t lanes) {
#pragma clang fp contract(off)
  if (factor == NULL) {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) out[i] += weight * x[i];
  } else {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) out[i] += weight * (x[i] * factor[i]);
  }
}

CK_CLONES
void ck_count_positive_row(double *out, const double *x, size_t lanes) {
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) out[i] += x[i] > 0 ? 1.0 : 0.0;
}

CK_CLONES
void ck_most_row(double *out, const double *x, size_t lanes) {
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) out[i] = out[i] > x[i] ? out[i] : x[i];
}

CK_CLONES
void ck_choose_row(double *out, const double *x, const double *chosen, double number, size_t lanes) {
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) out[i] = chosen[i] == number ? x[i] : out[i];
}

CK_CLONES
void ck_tax_share_row(double *share, double *carried, const double *tax, const double *paid, size_t lanes) {
#pragma clang fp contract(off)
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) {
    double owed = tax[i] + carried[i];
    double divisor = paid[i] > 0 ? paid[i] : 1.0;
    double wanted = owed / divisor;
    double taken = paid[i] > 0 ? (wanted < 1 ? wanted : 1.0) : 0.0;
    share[i] = taken;
    carried[i] = owed - taken * (paid[i] > 0 ? paid[i] : 0.0);
  }
}
