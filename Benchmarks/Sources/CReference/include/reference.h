// SPDX-License-Identifier: GPL-3.0-or-later
// What a C programmer would write with GSL: the baselines, and the constants of the kernel that all versions share.
#ifndef RETIRESIM_REFERENCE_H
#define RETIRESIM_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

enum { REF_MONTHS = 480, REF_YEARS = 40, REF_FACTORS = 6 };

typedef struct {
  double decay[REF_FACTORS];                 // annual AR(1) coefficient
  double spread[REF_FACTORS][REF_FACTORS];   // lower triangle: Cholesky factor times standard deviation
  double rate_decay, rate_spread, rate;      // monthly log rate, EUR per USD at zero
  double us, lu, minimum;                    // amounts a month: USD, EUR, EUR
  int us_claim, lu_claim;                    // months from now
  double us_inflation, lu_inflation, lu_wage, real_rate;
  double survival[REF_MONTHS];
} ref_model;

void ref_model_fill(ref_model *model);

typedef struct {
  double sum, sum_of_squares;
} ref_sums;

// `draws` normals by gsl_ran_gaussian_ziggurat on mt19937, summed; nothing else.
double ref_bare_draws(uint64_t draws, uint64_t seed);

// The kernel, one path after the other.
ref_sums ref_kernel(const ref_model *model, uint64_t paths, uint64_t seed);

// Rows of the kernel in blocks (rows.c), compiled like the program's own: for AVX2 and for any x86-64.

// q = decay * q + spread * shock.
void ref_rate_row(double *q, const double *shock, double decay, double spread, size_t lanes);

// value += weight * (income + max(0, minimum * threshold - income)) with income = us * cola * rate + lu * index and
// weight = discount * alive.
void ref_pay_row(
    double *value, const double *rate, const double *cola, const double *index, const double *threshold,
    const double *discount, double us, double lu, double minimum, double alive, size_t lanes);

#endif
