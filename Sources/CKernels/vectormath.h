// SPDX-License-Identifier: GPL-3.0-or-later
// exp and log of one lane, to be inlined into loops.
#ifndef RETIRESIM_VECTORMATH_H
#define RETIRESIM_VECTORMATH_H

#include <stdint.h>
#include <string.h>

#include "clones.h"

#pragma clang fp contract(off)

#define CK_FMA(a, b, c) __builtin_elementwise_fma((double)(a), (double)(b), (double)(c))

CK_INLINE uint64_t ck_bits(double x) {
  uint64_t b;
  memcpy(&b, &x, sizeof b);
  return b;
}

CK_INLINE double ck_from_bits(uint64_t b) {
  double x;
  memcpy(&x, &b, sizeof x);
  return x;
}

#define CK_LN2_HIGH 0x1.62e42fefa0000p-1
#define CK_LN2_LOW 0x1.cf79abc9e3b3ap-40

CK_INLINE double ck_exp_inline(double x) {
  x = x < -708.0 ? -708.0 : x;
  x = x > 709.0 ? 709.0 : x;
  // Adding 1.5 * 2^52 rounds to the nearest integer and leaves it in the low bits.
  double shifted = CK_FMA(x, 0x1.71547652b82fep0, 0x1.8p52);
  double n = shifted - 0x1.8p52;
  double r = CK_FMA(-n, CK_LN2_HIGH, x);
  r = CK_FMA(-n, CK_LN2_LOW, r);
  double p = 1.0 / 6227020800.0;
  p = CK_FMA(p, r, 1.0 / 479001600.0);
  p = CK_FMA(p, r, 1.0 / 39916800.0);
  p = CK_FMA(p, r, 1.0 / 3628800.0);
  p = CK_FMA(p, r, 1.0 / 362880.0);
  p = CK_FMA(p, r, 1.0 / 40320.0);
  p = CK_FMA(p, r, 1.0 / 5040.0);
  p = CK_FMA(p, r, 1.0 / 720.0);
  p = CK_FMA(p, r, 1.0 / 120.0);
  p = CK_FMA(p, r, 1.0 / 24.0);
  p = CK_FMA(p, r, 1.0 / 6.0);
  p = CK_FMA(p, r, 0.5);
  p = CK_FMA(p, r, 1.0);
  p = CK_FMA(p, r, 1.0);
  return ck_from_bits(ck_bits(p) + (ck_bits(shifted) << 52));
}

CK_INLINE double ck_log_inline(double x) {
  // Split so that the mantissa lies in [1/sqrt 2, sqrt 2): subtract the bits of 1/sqrt 2 before taking the exponent.
  uint64_t b = ck_bits(x);
  uint64_t k = b - 0x3FE6A09E667F3BCDull;
  int64_t e = (int64_t)k >> 52;
  double m = ck_from_bits((k & 0x000FFFFFFFFFFFFFull) + 0x3FE6A09E667F3BCDull);
  double n = (double)(int32_t)e;
  double f = m - 1.0;  // exact
  double s = f / (2.0 + f);
  double z = s * s;
  double p = 1.0 / 23.0;
  p = CK_FMA(p, z, 1.0 / 21.0);
  p = CK_FMA(p, z, 1.0 / 19.0);
  p = CK_FMA(p, z, 1.0 / 17.0);
  p = CK_FMA(p, z, 1.0 / 15.0);
  p = CK_FMA(p, z, 1.0 / 13.0);
  p = CK_FMA(p, z, 1.0 / 11.0);
  p = CK_FMA(p, z, 1.0 / 9.0);
  p = CK_FMA(p, z, 1.0 / 7.0);
  p = CK_FMA(p, z, 1.0 / 5.0);
  p = CK_FMA(p, z, 1.0 / 3.0);
  // 2 artanh s = 2s + 2s z p; f - s f = 2s exactly in exact arithmetic, which keeps the leading term free of the division's error.
  double h = 0.5 * f * f;
  double tail = CK_FMA(s, h + 2.0 * z * p, -h);  // log(1 + f) - f
  double low = CK_FMA(n, CK_LN2_LOW, tail);
  return CK_FMA(n, CK_LN2_HIGH, f + low);
}

#endif
