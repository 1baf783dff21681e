// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

void ref_model_fill(ref_model *model) {
  const double sd[REF_FACTORS] = {0.012, 0.011, 0.010, 0.009, 0.009, 0.006};
  const double decay[REF_FACTORS] = {0.6, 0.6, 0.3, 0.7, 0.7, 0.5};
  // Correlation 0.3 between any two; its Cholesky factor row by row.
  double lower[REF_FACTORS][REF_FACTORS] = {{0}};
  for (int i = 0; i < REF_FACTORS; i++) {
    for (int j = 0; j <= i; j++) {
      double s = i == j ? 1.0 : 0.3;
      for (int k = 0; k < j; k++) s -= lower[i][k] * lower[j][k];
      lower[i][j] = i == j ? sqrt(s) : s / lower[j][j];
    }
  }
  for (int i = 0; i < REF_FACTORS; i++) {
    model->decay[i] = decay[i];
    for (int j = 0; j < REF_FACTORS; j++) model->spread[i][j] = j <= i ? lower[i][j] * sd[i] : 0;
  }
  model->rate_decay = exp(-0.16 / 12);
  model->rate_spread = 0.095 * sqrt((1 - exp(-2 * 0.16 / 12)) / (2 * 0.16));
  model->rate = 0.86;
  model->us = 1400;
  model->lu = 1100;
  model->minimum = 1900;
  model->us_claim = 60;
  model->lu_claim = 36;
  model->us_inflation = 0.022;
  model->lu_inflation = 0.020;
  model->lu_wage = 0.008;
  model->real_rate = 0.01;
  for (int m = 0; m < REF_MONTHS; m++) {  // Gompertz from age 62
    double hazard = 0.0065, growth = 0.105, years = (m + 0.5) / 12;
    model->survival[m] = exp(-hazard / growth * (exp(growth * years) - 1));
  }
}

double ref_bare_draws(uint64_t draws, uint64_t seed) {
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, seed);
  double sum = 0;
  for (uint64_t i = 0; i < draws; i++) sum += gsl_ran_gaussian_ziggurat(rng, 1.0);
  gsl_rng_free(rng);
  return sum;
}

ref_sums ref_kernel(const ref_model *model, uint64_t paths, uint64_t seed) {
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, seed);
  ref_sums sums = {0, 0};
  for (uint64_t path = 0; path < paths; path++) {
    double x[REF_FACTORS] = {0};
    double cola = 1, index = 1, threshold = 1, log_discount = 0, discount = 1, q = 0, value = 0;
    for (int m = 0; m < REF_MONTHS; m++) {
      if (m % 12 == 0) {
        double n[REF_FACTORS];
        for (int k = 0; k < REF_FACTORS; k++) n[k] = gsl_ran_gaussian_ziggurat(rng, 1.0);
        for (int k = 0; k < REF_FACTORS; k++) {
          double shock = 0;
          for (int j = 0; j <= k; j++) shock += model->spread[k][j] * n[j];
          x[k] = model->decay[k] * x[k] + shock;
        }
        cola *= 1 + model->us_inflation + x[0];
        index *= 1 + model->lu_inflation + x[1] + 0.5 * (model->lu_wage + x[2]);
        threshold *= 1 + model->lu_inflation + x[1] + x[5];
        log_discount -= model->lu_inflation + x[1] + model->real_rate + x[4] + 0.2 * x[3];
        discount = exp(log_discount);
      }
      q = model->rate_decay * q + model->rate_spread * gsl_ran_gaussian_ziggurat(rng, 1.0);
      double rate = model->rate * exp(q);
      double us = m >= model->us_claim ? model->us * cola * rate : 0;
      double lu = m >= model->lu_claim ? model->lu * index : 0;
      double gap = model->minimum * threshold - us - lu;
      double top = gap > 0 ? gap : 0;
      value += discount * model->survival[m] * (us + lu + top);
    }
    sums.sum += value;
    sums.sum_of_squares += value * value;
  }
  gsl_rng_free(rng);
  return sums;
}
