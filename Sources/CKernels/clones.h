// SPDX-License-Identifier: GPL-3.0-or-later
// How the kernels are compiled: once for AVX2 with FMA and once for any x86-64, chosen at load.
#ifndef RETIRESIM_CLONES_H
#define RETIRESIM_CLONES_H

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CK_THREAD_SANITIZER 1  // its runtime is not up when the resolver runs
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(CK_THREAD_SANITIZER)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
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

// 53 bits from two words, as the Mersenne twister's res53.
#define CK_UNIT(a, b) (((double)((a) >> 5) * 67108864.0 + (double)((b) >> 6)) / 9007199254740992.0)

#define CK_W0 0x9E3779B9u
#define CK_W1 0xBB67AE85u

#endif
