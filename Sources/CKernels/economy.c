// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the economy: one month or one year, all lanes.
#include "CKernels.h"
#include "clones.h"
#include "vectormath.h"

CK_CLONES
void ck_revert_row(
    double *out, const double *q, const double *shock, const double *centre, const double *decay, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    out[i] = CK_FMA(decay[i], q[i] - centre[i], centre[i] + shock[i]);
  }
}

CK_CLONES
void ck_price_row(
    double *restrict rate, double *restrict us, double *restrict lu, const double *restrict q,
    const double *restrict us_previous, const double *restrict lu_previous, const double *restrict us_factor,
    const double *restrict lu_factor, double scale, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    double a = us_previous[i] * us_factor[i];
    double b = lu_previous[i] * lu_factor[i];
    us[i] = a;
    lu[i] = b;
    rate[i] = scale * ck_exp_inline(q[i]) * a / b;
  }
}

CK_CLONES
void ck_add_scaled(double *restrict out, const double *restrict x, double weight, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] = CK_FMA(weight, x[i], out[i]);
}

CK_CLONES
void ck_combine(
    double *restrict out, double constant, const double *const *x, const double *weight, size_t count, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] = constant;
  for (size_t k = 0; k < count; k++) {
    const double *restrict row = x[k];
    double w = weight[k];
    for (size_t i = 0; i < lanes; i++) out[i] = CK_FMA(w, row[i], out[i]);
  }
}
