// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the economy: one month or one year, all lanes.
#include "CKernels.h"
#include "clones.h"
#include "vectormath.h"

CK_CLONES
void ck_revert_row(
    double *restrict row, const double *restrict q, const double *restrict centre, const double *restrict decay,
    size_t lanes) {
  for (size_t i = 0; i < lanes; i++) row[i] = CK_FMA(decay[i], q[i] - centre[i], centre[i] + row[i]);
}

CK_CLONES
void ck_rate_row(
    double *restrict rate, const double *base, const double *restrict q, const double *restrict theirs,
    const double *restrict own, double scale, size_t lanes) {
  if (base == NULL) {
#pragma clang loop interleave_count(2)
    for (size_t i = 0; i < lanes; i++) rate[i] = scale * ck_exp_inline(q[i]) * theirs[i] / own[i];
  } else {
    for (size_t i = 0; i < lanes; i++) rate[i] = base[i] * (scale * ck_exp_inline(q[i]) * theirs[i] / own[i]);
  }
}

CK_CLONES
void ck_fill(double *restrict out, double value, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] = value;
}

CK_CLONES
void ck_add(double *restrict out, const double *restrict x, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] += x[i];
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

CK_CLONES
void ck_spread_row(double *restrict x, double mean, double spread, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) x[i] = CK_FMA(spread, x[i], mean);
}

CK_CLONES
void ck_spread_lanes(double *restrict x, double mean, const double *restrict spread, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) x[i] = CK_FMA(spread[i], x[i], mean);
}

CK_CLONES
void ck_floor_row(double *restrict x, double least, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) x[i] = x[i] < least ? least : x[i];
}

CK_CLONES
void ck_cap_row(double *restrict q, double start, double cap, double shift, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    double x = q[i] - start;
    x = x < -cap ? -cap : x;
    x = x > cap ? cap : x;
    q[i] = start + x + shift;
  }
}

CK_CLONES
void ck_garch_row(
    double *restrict variance, double *restrict shock, double mean, double omega, double alpha, double beta,
    size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    double h = variance[i];
    double e = __builtin_elementwise_sqrt(h) * shock[i];
    shock[i] = mean + e;
    variance[i] = CK_FMA(alpha, e * e, CK_FMA(beta, h, omega));
  }
}

CK_CLONES
void ck_pin_mean(
    double *restrict rows, size_t stride, size_t count, const double *restrict wanted, double weight, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    double sum = 0;
    for (size_t r = 0; r < count; r++) sum += rows[r * stride + i];
    double move = weight * (wanted[i] - sum * weight);
    for (size_t r = 0; r < count; r++) rows[r * stride + i] += move;
  }
}

CK_CLONES
void ck_price_year(
    double *restrict factor, double *restrict mean, double *restrict level, const double *restrict inflation,
    size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    double f = ck_exp_inline(inflation[i] * (1.0 / 12));
    double sum = 1;
    for (int month = 1; month < 12; month++) sum = CK_FMA(sum, f, 1.0);
    factor[i] = f;
    mean[i] = level[i] * (sum * f * (1.0 / 12));
    level[i] *= ck_exp_inline(inflation[i]);
  }
}

CK_CLONES
void ck_grow_row(double *restrict out, const double *restrict previous, const double *restrict growth, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] = previous[i] * ck_exp_inline(growth[i]);
}

CK_CLONES
void ck_log1p_row(double *restrict out, const double *restrict x, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] = ck_log_inline(1 + x[i]);
}

CK_CLONES
void ck_bond_row(
    double *restrict out, const double *restrict now, const double *restrict last, const double *restrict inflation,
    double duration, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) out[i] = last[i] - duration * (now[i] - last[i]) - inflation[i];
}
