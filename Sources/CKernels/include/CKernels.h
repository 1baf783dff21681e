// SPDX-License-Identifier: GPL-3.0-or-later
// The C that must be vectorised: Philox words, the twin of GSL's ziggurat, exp and log.
//
// Every function gives the same bits on every processor: contraction is off, fused steps are explicit, nothing calls libm.
// Arrays never overlap unless a comment says so.
#ifndef RETIRESIM_CKERNELS_H
#define RETIRESIM_CKERNELS_H

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

// ---- Philox4x32-10 as a generator of GSL (philox.c) ----

// State of the generator. Plain data: gsl_rng_clone and memcpy copy it whole.
typedef struct {
  uint32_t counter[4];  // of the next block to be made
  uint32_t key[2];
  uint32_t word[4];  // the block in hand
  uint32_t next;     // first unread word of it
  uint32_t end;      // words of it that may be read, at most 4
} ck_philox;

const gsl_rng_type *ck_philox_type(void);

// One block: ten rounds of Salmon, Moraes, Dror and Shaw (SC'11).
void ck_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

// Reads `words` words from word `first` of `block`; what is wanted beyond them comes from block `rest` onward.
void ck_philox_seek(
    ck_philox *state, uint64_t seed, uint32_t purpose, uint64_t path, uint32_t block, uint32_t first, uint32_t words,
    uint32_t rest);

// ---- Where a batch of draws comes from ----

// Lanes are paths first, first + 1, …; with `pairs`, two neighbours share a path and the odd one takes the mirror image.
typedef struct {
  uint64_t seed;
  uint64_t first;
  uint32_t purpose;
  uint32_t pairs;
} ck_stream;

// First of the blocks from which period t takes words beyond its own.
#define CK_RETRY_BLOCK(t) (0x80000000u + 256u * (uint32_t)(t))

// ---- Normals: gsl_ran_gaussian_ziggurat with sigma 1, bit for bit (ziggurat.c) ----

#define CK_LAYERS 128

// Width of each layer, and the abscissa below which a word is accepted at once, as the linked GSL has them.
typedef struct {
  double width[CK_LAYERS];
  uint64_t bound[CK_LAYERS];
} ck_ziggurat;

// Asks GSL's own sampler for its tables. Returns 0, or -1 where it does not behave as a ziggurat of 128 layers.
int ck_ziggurat_read(ck_ziggurat *tables);

// Largest number of lanes of one call.
#define CK_LANES 1024

// Normals of `rows` periods from `period`: out[row * stride + lane].
void ck_normals(
    double *out, size_t stride, size_t rows, size_t lanes, ck_stream stream, uint32_t period,
    const ck_ziggurat *tables);

// ---- Bernoulli draws: gsl_ran_bernoulli, bit for bit (chance.c) ----

// The 53 bits of gsl_rng_uniform of `rows` periods from `period`: out[row * stride + lane]; u is the value over 2^53.
void ck_uniform_bits(uint64_t *out, size_t stride, size_t rows, size_t lanes, ck_stream stream, uint32_t period);

// Smallest number of 53 bits that is not below p, so that `bits < threshold` is `u < p`.
uint64_t ck_threshold(double p);

// Two-state chain over one row. `state` holds 0 (calm) or all ones (turbulent) and moves first; then
// shock = mean + spread * shock of the state.
typedef struct {
  uint64_t leave_calm, leave_turbulent;  // thresholds
  double calm_mean, turbulent_mean, calm_spread, turbulent_spread;
} ck_regimes;

void ck_regime_row(uint64_t *state, const uint64_t *bits, double *shock, size_t lanes, ck_regimes regimes);

// ---- Vector functions (vectormath.c) ----

// exp within 1 ulp; arguments are held to [-708, 709].
void ck_exp(double *out, const double *x, size_t n);
// Natural logarithm within 2 ulp of positive normal numbers.
void ck_log(double *out, const double *x, size_t n);
// The same for one number.
double ck_exp1(double x);
double ck_log1(double x);

// ---- Rows of the economy (economy.c) ----

// Log real rate: out = centre + decay * (q - centre) + shock. `out` may be `q`.
void ck_revert_row(
    double *out, const double *q, const double *shock, const double *centre, const double *decay, size_t lanes);

// One month of prices and of the exchange rate: price = previous * factor for both areas,
// rate = scale * exp(q) * us / lu.
void ck_price_row(
    double *rate, double *us, double *lu, const double *q, const double *us_previous, const double *lu_previous,
    const double *us_factor, const double *lu_factor, double scale, size_t lanes);

// out += weight * x.
void ck_add_scaled(double *out, const double *x, double weight, size_t lanes);

// out = constant + sum of weight[k] * x[k] over `count` rows.
void ck_combine(double *out, double constant, const double *const *x, const double *weight, size_t count, size_t lanes);

#endif
