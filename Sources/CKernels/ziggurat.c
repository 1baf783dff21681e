// SPDX-License-Identifier: GPL-3.0-or-later
// The vectorised twin of gsl_ran_gaussian_ziggurat.
//
// GSL's sampler eats one word: bits 0-6 are the layer, bit 7 the sign, bits 8-31 the abscissa, and returns
// sign * abscissa * width[layer] when the abscissa is below bound[layer], which holds for 97 words in 100. The others are
// given to GSL itself, on a generator whose first word is that word and whose next words are the period's own.
#include "CKernels.h"
#include "clones.h"

#include <gsl/gsl_randist.h>
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
  return state->asked++ == 0 ? state->chosen : state->asked % CK_LAYERS;
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
  for (uint32_t layer = 0; layer < CK_LAYERS; layer++) {
    uint32_t positive = layer | 0x80, asked;
    uint32_t low = 0, high = 1u << 24;  // the bound lies in [low, high]
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      draw(positive | middle << 8, &asked);
      if (asked == 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    tables->bound[layer] = low;
    tables->width[layer] = 0;
    if (low < 2) continue;  // never read
    double width = draw(positive | 1u << 8, &asked);
    double largest = draw(layer | (low - 1) << 8, &asked);
    if (!(width > 0) || largest != -((double)(low - 1) * width)) return -1;
    tables->width[layer] = width;
  }
  return 0;
}

// The words of four periods, which share one block: words[4 * CK_LANES].
CK_CLONES
static void block_words(uint32_t *restrict words, size_t lanes, ck_stream stream, uint32_t block) {
  const uint32_t k0 = (uint32_t)stream.seed, k1 = (uint32_t)(stream.seed >> 32);
  const uint32_t shift = stream.pairs ? 1 : 0;
  uint32_t *restrict w0 = words, *restrict w1 = words + CK_LANES;
  uint32_t *restrict w2 = words + 2 * CK_LANES, *restrict w3 = words + 3 * CK_LANES;
  for (size_t i = 0; i < lanes; i++) {
    uint64_t path = (stream.first + i) >> shift;
    uint64_t c0 = block, c1 = stream.purpose, c2 = path & 0xFFFFFFFFu, c3 = path >> 32;
    CK_PHILOX_10(c0, c1, c2, c3, k0, k1);
    w0[i] = (uint32_t)c0;
    w1[i] = (uint32_t)c1;
    w2[i] = (uint32_t)c2;
    w3[i] = (uint32_t)c3;
  }
}

// Turns words into normals and lists the lanes that GSL must do; returns their number.
CK_CLONES
static size_t accept(
    double *restrict out, uint32_t *restrict refused, const uint32_t *restrict words, size_t lanes,
    const ck_ziggurat *restrict tables) {
  size_t count = 0;
  for (size_t i = 0; i < lanes; i++) {
    uint32_t word = words[i], layer = word & 0x7F, abscissa = word >> 8;
    double x = (double)(int32_t)abscissa * tables->width[layer];
    uint64_t bits;  // the sign by arithmetic: as a branch it would be guessed wrong every other time
    memcpy(&bits, &x, sizeof bits);
    bits ^= (uint64_t)(~word & 0x80) << 56;
    memcpy(out + i, &bits, sizeof bits);
    refused[count] = (uint32_t)i;
    count += abscissa >= tables->bound[layer];
  }
  return count;
}

void ck_normals(
    double *out, size_t stride, size_t rows, size_t lanes, ck_stream stream, uint32_t period,
    const ck_ziggurat *tables) {
  uint32_t words[4 * CK_LANES], refused[CK_LANES + 1];
  ck_philox state;
  gsl_rng generator = {ck_philox_type(), &state};
  const uint32_t shift = stream.pairs ? 1 : 0;
  for (size_t row = 0; row < rows;) {
    uint32_t t = period + (uint32_t)row;
    block_words(words, lanes, stream, t / 4);
    for (uint32_t w = t % 4; w < 4 && row < rows; w++, t++, row++) {
      double *x = out + row * stride;
      const uint32_t *row_words = words + w * CK_LANES;
      size_t count = accept(x, refused, row_words, lanes, tables);
      for (size_t k = 0; k < count; k++) {
        size_t lane = refused[k];
        ck_philox_seek(&state, stream.seed, stream.purpose, (stream.first + lane) >> shift, 0, 0, 0, CK_RETRY_BLOCK(t));
        state.word[0] = row_words[lane];
        state.end = 1;
        x[lane] = gsl_ran_gaussian_ziggurat(&generator, 1);
      }
      if (stream.pairs) {
        for (size_t lane = stream.first & 1 ? 0 : 1; lane < lanes; lane += 2) x[lane] = -x[lane];
      }
    }
  }
}
