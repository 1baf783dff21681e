// SPDX-License-Identifier: GPL-3.0-or-later
#include "Surface.h"

#include <string.h>

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_gather_lanes(
    double *restrict out, size_t out_stride, const double *restrict table, size_t stride, size_t lanes, size_t months) {
  for (size_t m = 0; m < months; m++) {
    const double *row = table + m * stride;
    for (size_t k = 0; k < lanes; k++) out[k * out_stride + m] = row[k];
  }
}

CK_CLONES
void ck_gross_series(
    double *restrict gross, size_t months, const ck_run *restrict runs, size_t count, const double *restrict levels,
    size_t stride, const double *restrict entries) {
#pragma clang fp contract(off)
  memset(gross, 0, months * sizeof(double));
  for (size_t r = 0; r < count; r++) {
    const double *level = levels + (size_t)runs[r].level * stride;
    double scale = runs[r].scale * entries[runs[r].entry];
    size_t from = (size_t)runs[r].from;
    size_t to = (size_t)runs[r].to < months ? (size_t)runs[r].to : months;
    size_t step = (size_t)runs[r].step;
    if (step == 1) {
      for (size_t m = from; m < to; m++) gross[m] += scale * level[m];
    } else {
      for (size_t m = from; m < to; m += step) gross[m] += scale * level[m];
    }
  }
}

// Sum of a[m] * b[m], eight partial sums added in order.
CK_INLINE double dot(const double *restrict a, const double *restrict b, size_t from, size_t to) {
#pragma clang fp contract(off)
  double part[8] = {0};
  size_t m = from;
  for (; m + 8 <= to; m += 8) {
    for (size_t k = 0; k < 8; k++) part[k] += a[m + k] * b[m + k];
  }
  for (size_t k = 0; m < to; m++, k++) part[k] += a[m] * b[m];
  double sum = 0;
  for (size_t k = 0; k < 8; k++) sum += part[k];
  return sum;
}

CK_CLONES
double ck_claim_value(
    const double *restrict gross, double *restrict net, size_t months, const ck_withholding *restrict withheld,
    size_t count, const double *restrict levels, size_t stride, const double *restrict worth,
    const double *restrict conversion, int32_t from, int32_t first, double before, double *restrict lump) {
#pragma clang fp contract(off)
  *lump = 0;
  if ((size_t)first >= months) return 0;
  size_t begin = from > 0 ? (size_t)from : 0;
  for (size_t m = begin; m < months; m++) net[m] = gross[m];
  for (size_t w = 0; w < count; w++) {
    double share = withheld[w].share;
    if (withheld[w].exempt == 0) {
      for (size_t m = begin; m < months; m++) net[m] -= share * gross[m];
    } else {
      double exempt = withheld[w].exempt;
      const double *level = levels + (size_t)withheld[w].level * stride;
      for (size_t m = begin; m < months; m++) {
        double base = gross[m] - exempt * level[m];
        net[m] -= share * (base > 0 ? base : 0);
      }
    }
  }
  double waiting = before;
  for (size_t m = begin; m < (size_t)first; m++) waiting += net[m];
  *lump = conversion[first] * waiting;
  return worth[first] * waiting + dot(worth, net, (size_t)first, months);
}

CK_CLONES
void ck_sum_level(
    double *restrict worth, double *restrict worth12, double *restrict plain, double *restrict plain12,
    const double *restrict level, const double *restrict weight, size_t months) {
#pragma clang fp contract(off)
  for (size_t m = months; m < months + 12; m++) worth[m] = worth12[m] = plain[m] = plain12[m] = 0;
  double w = 0, p = 0;
  for (size_t m = months; m-- > 0;) {
    double x = level[m], y = weight[m] * x;
    w += y;
    p += x;
    worth[m] = w;
    plain[m] = p;
    worth12[m] = worth12[m + 12] + y;
    plain12[m] = plain12[m + 12] + x;
  }
}

CK_CLONES
void ck_suffix_ratio(
    double *restrict ratio, const double *restrict above, const double *restrict below, size_t months) {
#pragma clang fp contract(off)
  for (size_t m = 0; m < months; m++) ratio[m] = above[m] / below[m];
  double most = 0;
  for (size_t m = months; m-- > 0;) ratio[m] = most = ratio[m] > most ? ratio[m] : most;
}

// First month of a run of every twelfth that is not before `month`.
CK_INLINE size_t twelfth(const ck_run *run, size_t month) {
  size_t from = (size_t)run->from;
  return month <= from ? from : from + (month - from + 11) / 12 * 12;
}

int ck_value_by_sums(
    double *value, double *lump, const ck_sums *sums, size_t months, const ck_run *runs, size_t count,
    const double *entries, const ck_withholding *withheld, size_t withholdings, const double *ratios, size_t stride,
    const double *worth, const double *conversion, int32_t from, int32_t first, double before) {
#pragma clang fp contract(off)
  *lump = 0;
  if ((size_t)first >= months) {
    *value = 0;
    return 1;
  }
  size_t begin = from > 0 ? (size_t)from : 0, paid = (size_t)first;
  double kept = 1;
  for (size_t w = 0; w < withholdings; w++) {
    kept -= withheld[w].share;
    if (withheld[w].exempt == 0) continue;
    const double *ratio = ratios + (size_t)withheld[w].ratio * stride;
    for (size_t r = 0; r < count; r++) {
      size_t start = (size_t)runs[r].from > begin ? (size_t)runs[r].from : begin;
      if (runs[r].step != 1 || start >= months || (size_t)runs[r].to <= start) continue;
      if (runs[r].scale * entries[runs[r].entry] < withheld[w].exempt * ratio[start]) return 0;
    }
  }
  double later = 0, waiting = 0;  // gross: from the first payment on, and what is paid with it
  for (size_t r = 0; r < count; r++) {
    const ck_sums *sum = &sums[runs[r].level];
    size_t start = (size_t)runs[r].from > begin ? (size_t)runs[r].from : begin;
    size_t end = (size_t)runs[r].to < months ? (size_t)runs[r].to : months;
    if (end <= start) continue;
    double scale = runs[r].scale * entries[runs[r].entry];
    size_t split = start > paid ? start : paid < end ? paid : end;
    if (runs[r].step == 1) {
      waiting += scale * (sum->plain[start] - sum->plain[split]);
      later += scale * (sum->worth[split] - sum->worth[end]);
    } else {
      size_t a = twelfth(&runs[r], start), b = twelfth(&runs[r], split), c = twelfth(&runs[r], end);
      if (a < b) waiting += scale * (sum->plain12[a] - sum->plain12[b]);
      if (b < c) later += scale * (sum->worth12[b] - sum->worth12[c]);
    }
  }
  waiting *= kept;
  later *= kept;
  for (size_t w = 0; w < withholdings; w++) {
    if (withheld[w].exempt == 0) continue;
    const ck_sums *sum = &sums[withheld[w].level];
    double spared = withheld[w].share * withheld[w].exempt;
    waiting += spared * (sum->plain[begin] - sum->plain[paid]);
    later += spared * sum->worth[paid];
  }
  waiting += before;
  *lump = conversion[first] * waiting;
  *value = worth[first] * waiting + later;
  return 1;
}

CK_CLONES
void ck_counted_series(
    double *restrict counted, size_t months, const ck_run *restrict runs, size_t count, const double *restrict rows,
    size_t stride, const double *restrict entries, int32_t from) {
#pragma clang fp contract(off)
  size_t begin = from > 0 ? (size_t)from : 0;
  for (int every = 1; every >= 0; every--) {  // runs of every month first: they set what the others add to
    for (size_t r = 0; r < count; r++) {
      if ((runs[r].step == 1) != every) continue;
      const double *row = rows + (size_t)runs[r].level * stride;
      double scale = runs[r].scale * entries[runs[r].entry];
      size_t start = (size_t)runs[r].from > begin ? (size_t)runs[r].from : begin;
      size_t end = (size_t)runs[r].to < months ? (size_t)runs[r].to : months;
      if (every) {
        for (size_t m = start; m < end; m++) counted[m] = scale * row[m];
      } else {
        for (size_t m = twelfth(&runs[r], start); m < end; m += 12) counted[m] += scale * row[m];
      }
    }
  }
}
