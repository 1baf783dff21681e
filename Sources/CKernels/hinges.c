// SPDX-License-Identifier: GPL-3.0-or-later
#include "Household.h"

#include "clones.h"

#pragma clang fp contract(off)

// One loop for each kind of row, chosen before it: a masked load from no address, which the compiler makes of a choice within the loop,
// costs hundreds of cycles.
static inline __attribute__((always_inline)) void hinge(
    double *out, const double *before, const double *income, double slope, double threshold, const double *level,
    size_t lanes, int adds, int scales) {
#pragma clang fp contract(off)
#pragma clang loop vectorize(assume_safety)
  for (size_t i = 0; i < lanes; i++) {
    double over = income[i] - (scales ? threshold * level[i] : threshold);
    out[i] = (adds ? before[i] : 0) + slope * (over > 0 ? over : 0);
  }
}

CK_CLONES
void ck_hinge_row(
    double *out, const double *before, const double *income, double slope, double threshold, const double *level,
    size_t lanes) {
  if (before == NULL) {
    if (level == NULL) hinge(out, before, income, slope, threshold, level, lanes, 0, 0);
    else hinge(out, before, income, slope, threshold, level, lanes, 0, 1);
  } else {
    if (level == NULL) hinge(out, before, income, slope, threshold, level, lanes, 1, 0);
    else hinge(out, before, income, slope, threshold, level, lanes, 1, 1);
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
