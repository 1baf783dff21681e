// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference.h"

#if defined(__x86_64__) && defined(__linux__)
#define REF_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define REF_CLONES
#endif

REF_CLONES
void ref_rate_row(double *restrict q, const double *restrict shock, double decay, double spread, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) q[i] = decay * q[i] + spread * shock[i];
}

REF_CLONES
void ref_pay_row(
    double *restrict value, const double *restrict rate, const double *restrict cola, const double *restrict index,
    const double *restrict threshold, const double *restrict discount, double us, double lu, double minimum,
    double alive, size_t lanes) {
  for (size_t i = 0; i < lanes; i++) {
    double income = us * cola[i] * rate[i] + lu * index[i];
    double gap = minimum * threshold[i] - income;
    value[i] += discount[i] * alive * (income + (gap > 0 ? gap : 0));
  }
}
