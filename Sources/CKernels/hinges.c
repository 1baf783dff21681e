// SPDX-License-Identifier: GPL-3.0-or-later
#include "Household.h"

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_hinge_row(
    double *out, const double *before, const double *income, double slope, double threshold, const double *level,
    size_t lanes) {
#pragma clang fp contract(off)
  if (level == NULL) {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) {
      double over = income[i] - threshold;
      out[i] = (before == NULL ? 0 : before[i]) + slope * (over > 0 ? over : 0);
    }
  } else {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) {
      double over = income[i] - threshold * level[i];
      out[i] = (before == NULL ? 0 : before[i]) + slope * (over > 0 ? over : 0);
    }
  }
}

CK_CLONES
void ck_weighted_row(
    double *restrict out, double weight, const double *restrict x, const double *restrict rate,
    const double *restrict worth, size_t lanes) {
#pragma clang fp contract(off)
  if (rate == NULL) {
    for (size_t i = 0; i < lanes; i++) out[i] = weight * x[i];
  } else {
    for (size_t i = 0; i < lanes; i++) out[i] = weight * (x[i] * rate[i] / worth[i]);
  }
}
