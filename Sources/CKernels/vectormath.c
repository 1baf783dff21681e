// SPDX-License-Identifier: GPL-3.0-or-later
// exp and log with the same bits on every processor.
//
// Goals in order: no bit depends on the processor or on the lane; within 1 ulp (exp) and 2 ulp (log); vectorised.
// exp: x = n ln 2 + r, |r| <= ln 2 / 2, with ln 2 in two parts (Cody and Waite); Taylor's series to r^13, whose
// remainder is 4e-18 there. log: mantissa in [1/sqrt 2, sqrt 2), s = (m - 1) / (m + 1), series of 2 artanh s to s^23.
#include "CKernels.h"
#include "clones.h"
#include "vectormath.h"

CK_CLONES
void ck_exp(double *out, const double *x, size_t n) {
  double *restrict y = out;
  const double *restrict a = x;
#pragma clang loop interleave_count(2)
  for (size_t i = 0; i < n; i++) y[i] = ck_exp_inline(a[i]);
}

CK_CLONES
void ck_log(double *out, const double *x, size_t n) {
  double *restrict y = out;
  const double *restrict a = x;
  for (size_t i = 0; i < n; i++) y[i] = ck_log_inline(a[i]);
}

double ck_exp1(double x) {
  double y;
  ck_exp(&y, &x, 1);
  return y;
}

double ck_log1(double x) {
  double y;
  ck_log(&y, &x, 1);
  return y;
}
