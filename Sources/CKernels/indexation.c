// SPDX-License-Identifier: GPL-3.0-or-later
#include "Indexation.h"

#include "clones.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#pragma clang fp contract(off)

// From lane `i` on, with `count` listed.
static size_t reached_from(
    size_t i, size_t count, uint32_t *restrict reached, const double *restrict window, const double *restrict limit,
    size_t lanes) {
  for (; i < lanes; i++) {
    reached[count] = (uint32_t)i;
    count += window[i] >= limit[i];
  }
  return count;
}

static void slide_from(
    size_t i, double *restrict window, const double *restrict entering, const double *restrict leaving, size_t lanes) {
#pragma clang fp contract(off)
  for (; i < lanes; i++) window[i] += entering[i] - leaving[i];
}

#if defined(__x86_64__)
// Four lanes at a time. The same additions, hence the same bits.
__attribute__((target("avx2"))) static size_t slide_reached_avx2(
    uint32_t *restrict reached, double *restrict window, const double *restrict entering,
    const double *restrict leaving, const double *restrict limit, size_t lanes) {
  size_t count = 0, i = 0;
  for (; i + 4 <= lanes; i += 4) {
    __m256d sum = _mm256_loadu_pd(window + i);
    __m256d change = _mm256_sub_pd(_mm256_loadu_pd(entering + i), _mm256_loadu_pd(leaving + i));
    sum = _mm256_add_pd(sum, change);
    _mm256_storeu_pd(window + i, sum);
    unsigned mask = (unsigned)_mm256_movemask_pd(_mm256_cmp_pd(sum, _mm256_loadu_pd(limit + i), _CMP_GE_OQ));
    for (; mask != 0; mask &= mask - 1) reached[count++] = (uint32_t)i + (uint32_t)__builtin_ctz(mask);
  }
  slide_from(i, window, entering, leaving, lanes);
  return reached_from(i, count, reached, window, limit, lanes);
}

// Eight lanes at a time, the same way.
__attribute__((target("avx512f,avx512vl,popcnt"))) static size_t slide_reached_avx512(
    uint32_t *restrict reached, double *restrict window, const double *restrict entering,
    const double *restrict leaving, const double *restrict limit, size_t lanes) {
  size_t count = 0, i = 0;
  const __m256i first = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (; i + 8 <= lanes; i += 8) {
    __m512d sum = _mm512_loadu_pd(window + i);
    __m512d change = _mm512_sub_pd(_mm512_loadu_pd(entering + i), _mm512_loadu_pd(leaving + i));
    sum = _mm512_add_pd(sum, change);
    _mm512_storeu_pd(window + i, sum);
    // All eight places are stored and only those reached counted; count <= i, so they have room.
    __mmask8 mask = _mm512_cmp_pd_mask(sum, _mm512_loadu_pd(limit + i), _CMP_GE_OQ);
    __m256i places = _mm256_add_epi32(_mm256_set1_epi32((int)i), first);
    _mm256_storeu_si256((__m256i *)(reached + count), _mm256_maskz_compress_epi32(mask, places));
    count += (size_t)__builtin_popcount(mask);
  }
  slide_from(i, window, entering, leaving, lanes);
  return reached_from(i, count, reached, window, limit, lanes);
}
#endif

size_t ck_slide_reached(
    uint32_t *reached, double *window, const double *entering, const double *leaving, const double *limit,
    size_t lanes) {
  if (entering == NULL) return reached_from(0, 0, reached, window, limit, lanes);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vl")) {
    return slide_reached_avx512(reached, window, entering, leaving, limit, lanes);
  }
  if (__builtin_cpu_supports("avx2")) {
    return slide_reached_avx2(reached, window, entering, leaving, limit, lanes);
  }
#endif
  slide_from(0, window, entering, leaving, lanes);
  return reached_from(0, 0, reached, window, limit, lanes);
}

CK_CLONES
void ck_scale_rows(
    double *restrict a, double *restrict b, double *restrict sum, const double *restrict x, const double *restrict y,
    const double *restrict f, const double *restrict g, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    a[i] = x[i] * f[i];
    b[i] = x[i] * g[i];
    sum[i] += y[i];
  }
}

CK_CLONES
void ck_mean_rows(
    double *restrict out, double before, const double *const *rows, size_t count, double divisor, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = 0;
  for (size_t k = 0; k < count; k++) {
    const double *restrict row = rows[k];
    for (size_t i = 0; i < lanes; i++) out[i] += row[i];
  }
  for (size_t i = 0; i < lanes; i++) out[i] = (before + out[i]) / divisor;
}

CK_CLONES
void ck_step_row(
    double *restrict level, double *restrict base, const double *restrict now, double parts, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    double exact = (now[i] / base[i] - 1) * parts;
    double whole = exact > 0 ? __builtin_elementwise_trunc(exact + 0.5) : 0.0;
    level[i] *= 1 + whole / parts;
    base[i] = whole > 0 ? now[i] : base[i];
  }
}

// In whole thousandths, halves away from zero: what is cut off is exact.
CK_INLINE double thousandths(double x) {
#pragma clang fp contract(off)
  double scaled = x * 1000;
  double whole = __builtin_elementwise_trunc(scaled);
  double rest = scaled - whole;
  double up = rest >= 0.5 ? 1.0 : 0.0;
  double down = rest <= -0.5 ? 1.0 : 0.0;
  return (whole + up - down) / 1000;
}

CK_CLONES
void ck_change_row(double *restrict out, const double *restrict a, const double *restrict b, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = thousandths(a[i] / b[i] - 1);
}

CK_CLONES
void ck_follow_row(
    double *restrict out, const double *restrict x, const double *restrict share, const double *restrict change,
    size_t lanes) {
#pragma clang fp contract(off)
  if (share == NULL) {
    for (size_t i = 0; i < lanes; i++) out[i] = x[i] * (1 + (change[i] > 0 ? change[i] : 0));
  } else {
    for (size_t i = 0; i < lanes; i++) out[i] = x[i] * (1 + share[i] * change[i]);
  }
}

CK_CLONES
void ck_factor_row(
    double *restrict factor, const double *restrict before, const double *restrict real, const double *restrict price,
    const double *restrict sum, double months, double *restrict wage_before, double *restrict mean_before,
    size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    double mean = sum[i] / months;
    double wage = real[i] * price[i];
    factor[i] = thousandths(before[i] * (wage / wage_before[i]) / (mean / mean_before[i]));
    wage_before[i] = wage;
    mean_before[i] = mean;
  }
}
