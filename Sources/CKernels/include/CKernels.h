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

#include "Counting.h"
#include "Household.h"
#include "Indexation.h"
#include "Surface.h"
#include "Taxes.h"

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

// Lanes are paths first, first + 1, …; with `pairs`, two neighbours share a path and the odd one takes the mirror image. Where there
// is an `order`, lane i is path first + order[i], all below the number of lanes, and there are no pairs.
typedef struct {
  uint64_t seed;
  uint64_t first;
  uint32_t purpose;
  uint32_t pairs;
  const uint32_t *order;
} ck_stream;

// First of the blocks from which period t takes words beyond its own.
#define CK_RETRY_BLOCK(t) (0x80000000u + 256u * (uint32_t)(t))

// ---- Normals: gsl_ran_gaussian_ziggurat with sigma 1, bit for bit (ziggurat.c) ----

// Low bits of a word that choose the layer (0-6) and the sign (7).
#define CK_LAYERS 256

// Signed width of each layer, and the last abscissa that a word is accepted with at once, -1 where there is none, as the linked GSL
// has them. The density at the layer's upper and lower edge, relative to that at 0: to ten digits, as they follow from the widths.
typedef struct {
  double width[CK_LAYERS];
  double upper[CK_LAYERS], lower[CK_LAYERS];
  int32_t last[CK_LAYERS];
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

// Log real rate of the next month: row = centre + decay * (q - centre) + row, where `row` holds the month's shock.
void ck_revert_row(double *row, const double *q, const double *centre, const double *decay, size_t lanes);

// One month of a currency's rate: rate = base * (scale * exp(q) * theirs / own), with the price levels of the area whose currency
// `base` prices, and of the currency's own; without `base` that factor is 1.
void ck_rate_row(
    double *rate, const double *base, const double *q, const double *theirs, const double *own, double scale, size_t lanes);

// out = value.
void ck_fill(double *out, double value, size_t lanes);
// out = constant + sum of weight[k] * x[k] over `count` rows.
void ck_combine(double *out, double constant, const double *const *x, const double *weight, size_t count, size_t lanes);
// out += x.
void ck_add(double *out, const double *x, size_t lanes);
// out += weight * x.
void ck_add_scaled(double *out, const double *x, double weight, size_t lanes);
// x = mean + spread * x, with one spread for all lanes or one a lane.
void ck_spread_row(double *x, double mean, double spread, size_t lanes);
void ck_spread_lanes(double *x, double mean, const double *spread, size_t lanes);
// x = max(x, least).
void ck_floor_row(double *x, double least, size_t lanes);
// q = start + clamp(q - start, -cap, cap) + shift.
void ck_cap_row(double *q, double start, double cap, double shift, size_t lanes);
// One month of GARCH(1,1): shock = mean + e with e = sqrt(variance) * shock, then variance = omega + alpha e^2 + beta variance.
void ck_garch_row(
    double *variance, double *shock, double mean, double omega, double alpha, double beta, size_t lanes);
// Puts the mean of a year's normals in place of the one they have: row r of `rows` rows += weight * (wanted - sum * weight).
void ck_pin_mean(double *rows, size_t stride, size_t count, const double *wanted, double weight, size_t lanes);
// One calendar year: factor = exp(inflation / 12); mean = level * (factor + … + factor^12) / 12; level = level * factor^12.
void ck_price_year(double *factor, double *mean, double *level, const double *inflation, size_t lanes);
// out = previous * exp(growth).
void ck_grow_row(double *out, const double *previous, const double *growth, size_t lanes);
// out = ln(1 + x).
void ck_log1p_row(double *out, const double *x, size_t lanes);
// Real log return of a zero bond of constant duration: last - duration (now - last) - inflation, of the logs of 1 + yield.
void ck_bond_row(
    double *out, const double *now, const double *last, const double *inflation, double duration, size_t lanes);

#endif
