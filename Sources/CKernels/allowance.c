// SPDX-License-Identifier: GPL-3.0-or-later
#include "Household.h"

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_gross_year_month(
    double *restrict state, size_t strategies, size_t stride, const int32_t *restrict payments,
    const int32_t *restrict offsets, size_t count, const double *restrict net, const double *restrict gross,
    const double *restrict conversion, double *restrict scratch, size_t lanes) {
#pragma clang fp contract(off)
  // Net payments, arrears among them, go out again and gross ones for the month come in: divided once for all strategies.
  for (size_t p = 0; p < count; p++) {
    const double *now = gross + p * stride;
    const double *paid = net + p * stride;
    double *more = scratch + p * stride;
    for (size_t i = 0; i < lanes; i++) more[i] = (now[i] - paid[i]) / conversion[i];
  }
  for (size_t s = 0; s < strategies; s++) {
    double *rows = state + s * CK_STATE_ROWS * stride;
    double *year = rows + CK_YEAR_GROSS * stride;
    const double *income = rows + CK_MONTH_INCOME * stride;
    for (size_t i = 0; i < lanes; i++) year[i] += income[i] / conversion[i];
    for (int32_t p = offsets[s]; p < offsets[s + 1]; p++) {
      const double *more = scratch + (size_t)payments[p] * stride;
      for (size_t i = 0; i < lanes; i++) year[i] += more[i];
    }
  }
}

CK_CLONES
void ck_allowance_pay(
    double *restrict state, size_t strategies, size_t stride, const double *restrict amount,
    const double *restrict limit, const double *restrict conversion, double year_share, int tapers,
    const double *restrict need, double discount, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t s = 0; s < strategies; s++) {
    double *rows = state + s * CK_STATE_ROWS * stride;
    double *value = rows + CK_VALUE * stride;
    double *allowance = rows + CK_ALLOWANCE_VALUE * stride;
    double *below = rows + CK_MONTHS_BELOW * stride;
    double *year = rows + CK_YEAR_TOTAL * stride;
    double *year_allowance = rows + CK_YEAR_ALLOWANCE * stride;
    double *income = rows + CK_MONTH_INCOME * stride;
    const double *gross = rows + CK_YEAR_GROSS * stride;
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) {
      double over = gross[i] * year_share * conversion[i] - limit[i];
      over = over > 0 ? over : 0;
      double left = tapers ? amount[i] - over : (over > 0 ? 0 : amount[i]);
      double paid = left > 0 ? left : 0;
      below[i] -= income[i] < need[i] && income[i] + paid >= need[i] ? 1.0 : 0.0;
      value[i] += discount * paid;
      allowance[i] += discount * paid;
      year[i] += paid;
      year_allowance[i] += paid;
      income[i] += paid;
    }
  }
}

CK_CLONES
void ck_supplement_pay(
    double *restrict state, size_t strategies, size_t stride, const double *restrict amount,
    const double *restrict limit, double multiple, const double *restrict conversion, double year_share,
    const double *restrict need, double discount, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t s = 0; s < strategies; s++) {
    double *rows = state + s * CK_STATE_ROWS * stride;
    double *value = rows + CK_VALUE * stride;
    double *allowance = rows + CK_ALLOWANCE_VALUE * stride;
    double *below = rows + CK_MONTHS_BELOW * stride;
    double *year = rows + CK_YEAR_TOTAL * stride;
    double *year_allowance = rows + CK_YEAR_ALLOWANCE * stride;
    double *income = rows + CK_MONTH_INCOME * stride;
    const double *gross = rows + CK_YEAR_GROSS * stride;
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) {
      double paid = gross[i] * year_share * conversion[i] > multiple * limit[i] ? 0 : amount[i];
      below[i] -= income[i] < need[i] && income[i] + paid >= need[i] ? 1.0 : 0.0;
      value[i] += discount * paid;
      allowance[i] += discount * paid;
      year[i] += paid;
      year_allowance[i] += paid;
      income[i] += paid;
    }
  }
}
