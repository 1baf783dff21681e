// SPDX-License-Identifier: GPL-3.0-or-later
// How the kernels are compiled: for AVX-512, for AVX2 with FMA and for any x86-64, chosen at load. All give the same bits.
#ifndef RETIRESIM_CLONES_H
#define RETIRESIM_CLONES_H

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CK_THREAD_SANITIZER 1  // its runtime is not up when the resolver runs
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(CK_THREAD_SANITIZER)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif

#define CK_INLINE static inline __attribute__((always_inline))

// One round for the four words held in 64-bit variables; only their low 32 bits count until the end.
#define CK_PHILOX_ROUND(c0, c1, c2, c3, k0, k1)          \
  do {                                                   \
    uint64_t p0 = (uint64_t)0xD2511F53u * (uint32_t)c0;  \
    uint64_t p1 = (uint64_t)0xCD9E8D57u * (uint32_t)c2;  \
    uint64_t n0 = (p1 >> 32) ^ c1 ^ (k0);                \
    uint64_t n2 = (p0 >> 32) ^ c3 ^ (k1);                \
    c1 = p1;                                             \
    c3 = p0;                                             \
    c0 = n0;                                             \
    c2 = n2;                                             \
  } while (0)

#define CK_PHILOX_10(c0, c1, c2, c3, k0, k1)                                             \
  do {                                                                                   \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)(k0), (uint32_t)(k1));                     \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 1 * CK_W0), (uint32_t)((k1) + 1 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 2 * CK_W0), (uint32_t)((k1) + 2 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 3 * CK_W0), (uint32_t)((k1) + 3 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 4 * CK_W0), (uint32_t)((k1) + 4 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 5 * CK_W0), (uint32_t)((k1) + 5 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 6 * CK_W0), (uint32_t)((k1) + 6 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 7 * CK_W0), (uint32_t)((k1) + 7 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 8 * CK_W0), (uint32_t)((k1) + 8 * CK_W1)); \
    CK_PHILOX_ROUND(c0, c1, c2, c3, (uint32_t)((k0) + 9 * CK_W0), (uint32_t)((k1) + 9 * CK_W1)); \
  } while (0)

// Philox blocks of a row of lanes, of a stream `s` from block `b`; what is done with the words c0 to c3 of lane i comes last. Paths that
// share the high half of their number, as nearly all rows do, have most of the first rounds in common.
#define CK_PHILOX_PATH(i, path, high, b, purpose, k0, k1, ...)                     \
  do {                                                                             \
    uint64_t c0 = (b), c1 = (purpose), c2 = (uint32_t)(path), c3 = (high);         \
    CK_PHILOX_10(c0, c1, c2, c3, k0, k1);                                          \
    __VA_ARGS__                                                                    \
  } while (0)

#define CK_PHILOX_ROW(lanes, s, b, ...)                                                                   \
  do {                                                                                                    \
    const uint32_t k0 = (uint32_t)(s).seed, k1 = (uint32_t)((s).seed >> 32);                              \
    const uint32_t shift = (s).pairs ? 1 : 0;                                                             \
    const uint32_t purpose = (s).purpose, block_number = (b);                                             \
    const uint64_t first = (s).first;                                                                     \
    const uint32_t *restrict order = (s).order;                                                           \
    const uint64_t high = first >> shift >> 32;                                                           \
    if ((first + (lanes)-1) >> shift >> 32 != high) {                                                     \
      for (size_t i = 0; i < (lanes); i++) {                                                              \
        uint64_t path = (first + (order ? order[i] : i)) >> shift;                                        \
        CK_PHILOX_PATH(i, path, path >> 32, block_number, purpose, k0, k1, __VA_ARGS__);                  \
      }                                                                                                   \
    } else if (order != NULL) {                                                                           \
      for (size_t i = 0; i < (lanes); i++) {                                                              \
        CK_PHILOX_PATH(i, first + order[i], high, block_number, purpose, k0, k1, __VA_ARGS__);            \
      }                                                                                                   \
    } else {                                                                                              \
      for (size_t i = 0; i < (lanes); i++) {                                                              \
        CK_PHILOX_PATH(i, (first + i) >> shift, high, block_number, purpose, k0, k1, __VA_ARGS__);        \
      }                                                                                                   \
    }                                                                                                     \
  } while (0)

// Path whose address lane i has.
#define CK_PATH(s, i) (((s).first + ((s).order ? (s).order[i] : (i))) >> ((s).pairs ? 1 : 0))

// 53 bits from two words, as the Mersenne twister's res53.
#define CK_UNIT(a, b) (((double)((a) >> 5) * 67108864.0 + (double)((b) >> 6)) / 9007199254740992.0)

#define CK_W0 0x9E3779B9u
#define CK_W1 0xBB67AE85u

#endif
