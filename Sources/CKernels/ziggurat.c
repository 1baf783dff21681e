// SPDX-License-Identifier: GPL-3.0-or-later
// The vectorised twin of gsl_ran_gaussian_ziggurat.
//
// GSL's sampler eats one word: bits 0-6 are the layer, bit 7 the sign, bits 8-31 the abscissa, and returns
// sign * abscissa * width[layer] when the abscissa is below bound[layer], which holds for 97 words in 100. The others are
// given to GSL itself, on a generator whose first word is that word and whose next words are the period's own.
#include "CKernels.h"
#include "clones.h"
#include "vectormath.h"

#include <gsl/gsl_randist.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <string.h>

// A generator that hands out one chosen word, and afterwards words that are accepted at once.
typedef struct {
  uint32_t chosen;
  uint32_t asked;
} probe;

static void probe_seed(void *memory, unsigned long value) { *(probe *)memory = (probe){(uint32_t)value, 0}; }

static unsigned long probe_get(void *memory) {
  probe *state = memory;
  // Abscissa 0 of ever another layer: all layers but the one with bound 0 accept it.
  return state->asked++ == 0 ? state->chosen : state->asked % (CK_LAYERS / 2);
}

static double probe_double(void *memory) {
  ((probe *)memory)->asked += 1;
  return 0;
}

static const gsl_rng_type probe_type = {
    "one chosen word", 0xFFFFFFFFul, 0, sizeof(probe), &probe_seed, &probe_get, &probe_double};

static double draw(uint32_t word, uint32_t *asked) {
  probe state = {word, 0};
  gsl_rng generator = {&probe_type, &state};
  double x = gsl_ran_gaussian_ziggurat(&generator, 1);
  *asked = state.asked;
  return x;
}

int ck_ziggurat_read(ck_ziggurat *tables) {
  for (uint32_t layer = 0; layer < CK_LAYERS / 2; layer++) {
    uint32_t positive = layer | 0x80, asked;
    uint32_t low = 0, high = 1u << 24;  // the first abscissa that is not accepted lies in [low, high]
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      draw(positive | middle << 8, &asked);
      if (asked == 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Where abscissa 1 is not accepted at once, as in the layer with bound 0, it is with the probe's second number, 0.
    double width = draw(positive | 1u << 8, &asked);
    double largest = low >= 2 ? draw(layer | (low - 1) << 8, &asked) : -((double)(low - 1) * width);
    if (!(width > 0) || largest != -((double)(low - 1) * width)) return -1;
    tables->width[positive] = width;
    tables->width[layer] = -width;
    tables->last[positive] = tables->last[layer] = (int32_t)low - 1;
    double edge = width * 16777216.0, inner = layer == 0 ? 0 : tables->width[positive - 1] * 16777216.0;
    tables->upper[positive] = tables->upper[layer] = ck_exp1(-0.5 * inner * inner);
    tables->lower[positive] = tables->lower[layer] = ck_exp1(-0.5 * edge * edge);
  }
  return 0;
}

// The words of four periods, which share one block: words[4 * CK_LANES].
CK_CLONES
static void block_words(uint32_t *restrict words, size_t lanes, ck_stream stream, uint32_t block) {
  uint32_t *restrict w0 = words, *restrict w1 = words + CK_LANES;
  uint32_t *restrict w2 = words + 2 * CK_LANES, *restrict w3 = words + 3 * CK_LANES;
  CK_PHILOX_ROW(lanes, stream, block, {
    w0[i] = (uint32_t)c0;
    w1[i] = (uint32_t)c1;
    w2[i] = (uint32_t)c2;
    w3[i] = (uint32_t)c3;
  });
}

// Turns words into normals and lists the lanes that GSL must do; returns their number. Starts at lane `i` with `count` listed.
static size_t accept_from(
    size_t i, size_t count, double *restrict out, uint32_t *restrict refused, const uint32_t *restrict words,
    size_t lanes, const ck_ziggurat *restrict tables) {
  for (; i < lanes; i++) {
    uint32_t word = words[i], layer = word & 0xFF;
    int32_t abscissa = (int32_t)(word >> 8);
    out[i] = (double)abscissa * tables->width[layer];
    refused[count] = (uint32_t)i;
    count += abscissa > tables->last[layer];
  }
  return count;
}

#if defined(__x86_64__)
// Eight words at a time. The same multiplications, hence the same bits.
__attribute__((target("avx2"))) static size_t accept_avx2(
    double *restrict out, uint32_t *restrict refused, const uint32_t *restrict words, size_t lanes,
    const ck_ziggurat *restrict tables) {
  size_t count = 0, i = 0;
  const __m256i low = _mm256_set1_epi32(0xFF);
  for (; i + 8 <= lanes; i += 8) {
    __m256i word = _mm256_loadu_si256((const __m256i *)(words + i));
    __m256i layer = _mm256_and_si256(word, low), abscissa = _mm256_srli_epi32(word, 8);
    __m256i last = _mm256_i32gather_epi32(tables->last, layer, 4);
    __m128i layer0 = _mm256_castsi256_si128(layer), layer1 = _mm256_extracti128_si256(layer, 1);
    __m256d width0 = _mm256_i32gather_pd(tables->width, layer0, 8);
    __m256d width1 = _mm256_i32gather_pd(tables->width, layer1, 8);
    __m256d x0 = _mm256_cvtepi32_pd(_mm256_castsi256_si128(abscissa));
    __m256d x1 = _mm256_cvtepi32_pd(_mm256_extracti128_si256(abscissa, 1));
    _mm256_storeu_pd(out + i, _mm256_mul_pd(x0, width0));
    _mm256_storeu_pd(out + i + 4, _mm256_mul_pd(x1, width1));
    unsigned mask = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(abscissa, last)));
    for (; mask != 0; mask &= mask - 1) refused[count++] = (uint32_t)i + (uint32_t)__builtin_ctz(mask);
  }
  return accept_from(i, count, out, refused, words, lanes, tables);
}

// Sixteen words at a time, the same way.
__attribute__((target("avx512f,popcnt"))) static size_t accept_avx512(
    double *restrict out, uint32_t *restrict refused, const uint32_t *restrict words, size_t lanes,
    const ck_ziggurat *restrict tables) {
  size_t count = 0, i = 0;
  const __m512i low = _mm512_set1_epi32(0xFF);
  const __m512i first = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (; i + 16 <= lanes; i += 16) {
    __m512i word = _mm512_loadu_si512(words + i);
    __m512i layer = _mm512_and_si512(word, low), abscissa = _mm512_srli_epi32(word, 8);
    __m512i last = _mm512_i32gather_epi32(layer, tables->last, 4);
    __m512d width0 = _mm512_i32gather_pd(_mm512_castsi512_si256(layer), tables->width, 8);
    __m512d width1 = _mm512_i32gather_pd(_mm512_extracti64x4_epi64(layer, 1), tables->width, 8);
    __m512d x0 = _mm512_cvtepi32_pd(_mm512_castsi512_si256(abscissa));
    __m512d x1 = _mm512_cvtepi32_pd(_mm512_extracti64x4_epi64(abscissa, 1));
    _mm512_storeu_pd(out + i, _mm512_mul_pd(x0, width0));
    _mm512_storeu_pd(out + i + 8, _mm512_mul_pd(x1, width1));
    // All sixteen places are stored and only the refused ones counted; count <= i, so they have room.
    __mmask16 mask = _mm512_cmpgt_epi32_mask(abscissa, last);
    __m512i places = _mm512_add_epi32(_mm512_set1_epi32((int)i), first);
    _mm512_storeu_si512(refused + count, _mm512_maskz_compress_epi32(mask, places));
    count += (size_t)__builtin_popcount(mask);
  }
  return accept_from(i, count, out, refused, words, lanes, tables);
}
#endif

static size_t accept(
    double *out, uint32_t *refused, const uint32_t *words, size_t lanes, const ck_ziggurat *tables) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return accept_avx512(out, refused, words, lanes, tables);
  if (__builtin_cpu_supports("avx2")) return accept_avx2(out, refused, words, lanes, tables);
#endif
  return accept_from(0, 0, out, refused, words, lanes, tables);
}

// A generator that hands out a refused word, then the first retry block, then the blocks after it.
typedef struct {
  uint32_t words[5];
  uint32_t next;
  ck_philox rest;
} retry;

static unsigned long retry_get(void *memory) {
  retry *state = memory;
  if (state->next < 5) return state->words[state->next++];
  gsl_rng generator = {ck_philox_type(), &state->rest};
  return gsl_rng_get(&generator);
}

static double retry_double(void *memory) {
  uint32_t a = (uint32_t)retry_get(memory), b = (uint32_t)retry_get(memory);
  return CK_UNIT(a, b);
}

static void retry_seed(void *memory, unsigned long value) { *(retry *)memory = (retry){.words = {(uint32_t)value}}; }

static const gsl_rng_type retry_type = {
    "a refused word and what follows", 0xFFFFFFFFul, 0, sizeof(retry), &retry_seed, &retry_get, &retry_double};

// First retry blocks of the refused lanes, together: blocks[4][count].
CK_CLONES
static void retry_blocks(
    uint32_t *restrict blocks, const uint32_t *restrict refused, size_t count, ck_stream stream, uint32_t block) {
  const uint32_t k0 = (uint32_t)stream.seed, k1 = (uint32_t)(stream.seed >> 32);
  uint32_t *restrict w0 = blocks, *restrict w1 = blocks + CK_LANES;
  uint32_t *restrict w2 = blocks + 2 * CK_LANES, *restrict w3 = blocks + 3 * CK_LANES;
  for (size_t i = 0; i < count; i++) {
    uint64_t path = CK_PATH(stream, refused[i]);
    uint64_t c0 = block, c1 = stream.purpose, c2 = path & 0xFFFFFFFFu, c3 = path >> 32;
    CK_PHILOX_10(c0, c1, c2, c3, k0, k1);
    w0[i] = (uint32_t)c0;
    w1[i] = (uint32_t)c1;
    w2[i] = (uint32_t)c2;
    w3[i] = (uint32_t)c3;
  }
}

// How far each refused abscissa's height lies above the density: GSL takes it where that is negative, and begins anew otherwise.
// `heights` are the first two words of the retry blocks. Rounding here and in GSL's printed tables is below 1e-9.
CK_CLONES
static void heights_above(
    double *restrict above, const uint32_t *restrict words, const double *restrict x, const uint32_t *restrict blocks,
    size_t count, const ck_ziggurat *restrict tables) {
#pragma clang fp contract(off)
  for (size_t k = 0; k < count; k++) {
    uint32_t layer = words[k] & 0xFF;
    double u = CK_UNIT(blocks[k], blocks[CK_LANES + k]);
    double height = tables->lower[layer] + (tables->upper[layer] - tables->lower[layer]) * u;
    above[k] = height - ck_exp_inline(-0.5 * x[k] * x[k]);
  }
}

#define CK_CLEAR 1e-8
#define CK_TAIL 127

// What GSL makes of the refused lanes of one row. Where it is clear whether GSL takes the abscissa, and its next word is accepted at
// once, GSL itself is not asked; it is in the tail, in a wedge's narrow seam, and where words are refused again.
static void redo(
    double *x, const uint32_t *words, uint32_t *refused, size_t count, ck_stream stream, uint32_t period,
    const ck_ziggurat *tables) {
  if (count == 0) return;
  double above[CK_LANES], first[CK_LANES];
  uint32_t first_words[CK_LANES];
  uint32_t blocks[4 * CK_LANES];
  // They are made four at a time: up to three entries past the last are read, and must be lanes.
  for (size_t k = count; k < count + 3; k++) refused[k] = 0;
  retry_blocks(blocks, refused, (count + 3) & ~(size_t)3, stream, CK_RETRY_BLOCK(period));
  for (size_t k = 0; k < count; k++) {
    first_words[k] = words[refused[k]];
    first[k] = x[refused[k]];
  }
  heights_above(above, first_words, first, blocks, count, tables);
  for (size_t k = 0; k < count; k++) {
    size_t lane = refused[k];
    if ((words[lane] & 0x7F) != CK_TAIL) {
      if (above[k] < -CK_CLEAR) continue;
      uint32_t next = blocks[2 * CK_LANES + k], layer = next & 0xFF;
      int32_t abscissa = (int32_t)(next >> 8);
      if (above[k] > CK_CLEAR && abscissa <= tables->last[layer]) {
        x[lane] = (double)abscissa * tables->width[layer];
        continue;
      }
    }
    retry state;
    for (int w = 0; w < 4; w++) state.words[w + 1] = blocks[w * CK_LANES + k];
    state.words[0] = words[lane];
    state.next = 0;
    uint64_t path = CK_PATH(stream, lane);
    ck_philox_seek(&state.rest, stream.seed, stream.purpose, path, 0, 0, 0, CK_RETRY_BLOCK(period) + 1);
    gsl_rng generator = {&retry_type, &state};
    x[lane] = gsl_ran_gaussian_ziggurat(&generator, 1);
  }
}

void ck_normals(
    double *out, size_t stride, size_t rows, size_t lanes, ck_stream stream, uint32_t period,
    const ck_ziggurat *tables) {
  uint32_t words[4 * CK_LANES];
  uint32_t refused[CK_LANES + 4];
  for (size_t row = 0; row < rows;) {
    uint32_t t = period + (uint32_t)row;
    block_words(words, lanes, stream, t / 4);
    for (uint32_t w = t % 4; w < 4 && row < rows; w++, t++, row++) {
      double *x = out + row * stride;
      const uint32_t *row_words = words + w * CK_LANES;
      size_t count = accept(x, refused, row_words, lanes, tables);
      redo(x, row_words, refused, count, stream, t, tables);
      if (stream.pairs) {
        for (size_t lane = stream.first & 1 ? 0 : 1; lane < lanes; lane += 2) x[lane] = -x[lane];
      }
    }
  }
}
