// SPDX-License-Identifier: GPL-3.0-or-later
// The vectorised twin of gsl_ran_bernoulli, and the two-state chain that it drives.
//
// gsl_ran_bernoulli is u < p with u = n / 2^53 for an integer n of two words; p * 2^53 is exact, so the test is n < ceil(p * 2^53).
#include "CKernels.h"
#include "clones.h"

#pragma clang fp contract(off)

uint64_t ck_threshold(double p) {
  if (!(p > 0)) return 0;
  if (p >= 1) return (uint64_t)1 << 53;
  return (uint64_t)__builtin_ceil(p * 9007199254740992.0);
}

// Two periods share one block.
CK_CLONES
static void block_bits(
    uint64_t *restrict even, uint64_t *restrict odd, size_t lanes, ck_stream stream, uint32_t block) {
  CK_PHILOX_ROW(lanes, stream, block, {
    even[i] = (uint64_t)((uint32_t)c0 >> 5) << 26 | (uint32_t)c1 >> 6;
    odd[i] = (uint64_t)((uint32_t)c2 >> 5) << 26 | (uint32_t)c3 >> 6;
  });
}

void ck_uniform_bits(uint64_t *out, size_t stride, size_t rows, size_t lanes, ck_stream stream, uint32_t period) {
  uint64_t spare[CK_LANES];
  for (size_t row = 0; row < rows;) {
    uint32_t t = period + (uint32_t)row;
    if (t % 2 == 1) {
      block_bits(spare, out + row * stride, lanes, stream, t / 2);
      row += 1;
    } else {
      block_bits(out + row * stride, row + 1 < rows ? out + (row + 1) * stride : spare, lanes, stream, t / 2);
      row += 2;
    }
  }
}

CK_CLONES
void ck_regime_row(uint64_t *state, const uint64_t *bits, double *shock, size_t lanes, ck_regimes r) {
  uint64_t *restrict now = state;
  const uint64_t *restrict u = bits;
  double *restrict x = shock;
  for (size_t i = 0; i < lanes; i++) {
    uint64_t was = now[i];
    uint64_t threshold = was ? r.leave_turbulent : r.leave_calm;
    uint64_t is = (int64_t)u[i] < (int64_t)threshold ? ~was : was;
    now[i] = is;
    double mean = is ? r.turbulent_mean : r.calm_mean;
    double spread = is ? r.turbulent_spread : r.calm_spread;
    x[i] = __builtin_elementwise_fma(spread, x[i], mean);
  }
}
