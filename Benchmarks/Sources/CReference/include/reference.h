// SPDX-License-Identifier: GPL-3.0-or-later
// What a C programmer would write with GSL: the baselines, and the constants of the kernel that all versions share.
#ifndef RETIRESIM_REFERENCE_H
#define RETIRESIM_REFERENCE_H

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

#endif
