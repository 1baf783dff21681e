// SPDX-License-Identifier: GPL-3.0-or-later
// Philox4x32-10 as a generator of GSL.
//
// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11. The contract is gsl_rng.h's:
// `get` covers the whole of [0, 2^32), `get_double` is below 1, the state has no pointers, seed 0 is allowed.
#include "CKernels.h"
#include "clones.h"

void ck_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint64_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];
  CK_PHILOX_10(c0, c1, c2, c3, k0, k1);
  out[0] = (uint32_t)c0;
  out[1] = (uint32_t)c1;
  out[2] = (uint32_t)c2;
  out[3] = (uint32_t)c3;
}

static void seed(void *memory, unsigned long value) {
  ck_philox *state = memory;
  *state = (ck_philox){.key = {(uint32_t)value, (uint32_t)((uint64_t)value >> 32)}, .next = 0, .end = 0};
}

CK_INLINE uint32_t word(ck_philox *state) {
  if (state->next >= state->end) {
    ck_philox_block(state->counter, state->key, state->word);
    state->counter[0] += 1;
    state->next = 0;
    state->end = 4;
  }
  return state->word[state->next++];
}

static unsigned long get(void *memory) { return word(memory); }

static double get_double(void *memory) {
  uint32_t a = word(memory), b = word(memory);
  return CK_UNIT(a, b);
}

static const gsl_rng_type philox_type = {
    "philox4x32-10", 0xFFFFFFFFul, 0, sizeof(ck_philox), &seed, &get, &get_double};

const gsl_rng_type *ck_philox_type(void) { return &philox_type; }

void ck_philox_seek(
    ck_philox *state, uint64_t seed, uint32_t purpose, uint64_t path, uint32_t block, uint32_t first, uint32_t words,
    uint32_t rest) {
  *state = (ck_philox){
      .counter = {block, purpose, (uint32_t)path, (uint32_t)(path >> 32)},
      .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
      .next = first,
      .end = first + words};
  if (words > 0) ck_philox_block(state->counter, state->key, state->word);
  state->counter[0] = rest;
}
