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
    for (size_t m = from; m < to; m++) gross[m] += scale * level[m];
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

// ---- The means test ----

CK_CLONES
void ck_fill_buckets(
    int16_t *restrict bucket, double *restrict low, double *restrict scale, const double *restrict factor,
    size_t claims) {
#pragma clang fp contract(off)
  double width = factor[claims - 1] - factor[0];
  *low = factor[0];
  *scale = width > 0 ? CK_BUCKETS / width : 0;
  size_t claim = 0;
  for (size_t b = 0; b <= CK_BUCKETS; b++) {
    // One bucket to the left, so that rounding in the look-up never starts beyond the answer.
    double edge = factor[0] + width * ((double)b - 1) / CK_BUCKETS;
    while (claim < claims && factor[claim] < edge) claim++;
    bucket[b] = (int16_t)claim;
  }
}

// Takes what advances stand for out of the arrears of claims from..to.
CK_INLINE void repay(
    ck_surface_state state, const ck_surface_path *path, double own, size_t month, size_t from, size_t to) {
#pragma clang fp contract(off)
  double weight = path->weight[month];
  double money = path->money[month];
  double counts = path->yearly ? path->counts[month] : 0;
  for (size_t j = from; j < to; j++) {
    double lump = own + (path->first[j] == (int32_t)month ? path->lump[j] : 0);
    double owed = state.owed[j] * money;
    double repaid = owed < lump ? owed : lump;
    state.owed[j] = (owed - repaid) / money;
    state.value[j] -= weight * repaid;
    if (path->yearly) state.year[j] -= counts * repaid;
  }
}

// Pays the yearly allowance of claims on the year's income.
CK_INLINE void pay_allowance(ck_surface_state state, const ck_surface_path *path, size_t month) {
#pragma clang fp contract(off)
  double scale = path->yearly[month], limit = path->limit[month], amount = path->amount[month];
  double weight = path->weight[month];
  double *restrict value = state.value;
  const double *restrict year = state.year;
  if (path->tapers) {
    for (size_t j = 0; j < path->claims; j++) {
      double over = year[j] * scale - limit;
      double left = amount - (over > 0 ? over : 0);
      value[j] += weight * (left > 0 ? left : 0);
    }
  } else {
    for (size_t j = 0; j < path->claims; j++) value[j] += weight * (year[j] * scale - limit > 0 ? 0 : amount);
  }
}

CK_CLONES
void ck_surface_head(
    ck_surface_state state, const ck_surface_path *path, const ck_outer_claim *outer, size_t from, size_t to) {
#pragma clang fp contract(off)
  double *restrict value = state.value;
  double *restrict owed = state.owed;
  double *restrict year = state.year;
  double *restrict top = state.top;
  size_t claims = path->claims;
  for (size_t month = from; month < to; month++) {
    int32_t m = (int32_t)month;
    size_t paid = (size_t)path->paid[month];
    double weight = path->weight[month];
    const double *restrict counted = path->counted + month * path->stride;
    int shut = path->rights_first && m >= outer->claimable && m < outer->used;
    double due = m >= outer->due ? outer->counted[month] : 0;
    double now = m >= outer->first ? due : 0;
    double line = shut ? 0 : path->line[month];
    double left = line - now;  // beside what is paid of the outer pension
    int closed = path->rights_first && m >= path->claimable;
    size_t begun = (size_t)(closed ? path->used[month] : path->due[month]);
    size_t open = closed ? begun : claims;  // claims from here on have no means-tested income
    if (left > 0) {
      double rightful = line - due;  // beside what is due of it
      double money = path->money[month];
      for (size_t j = 0; j < paid; j++) {
        double gap = left - counted[j];
        top[j] = gap > 0 ? gap : 0;
      }
      for (size_t j = paid; j < open; j++) top[j] = left;
      for (size_t j = 0; j < open; j++) value[j] += weight * top[j];
      if (rightful != left) {
        for (size_t j = 0; j < paid; j++) {
          double own = rightful - counted[j];
          owed[j] += (top[j] - (own > 0 ? own : 0)) / money;
        }
        double advance = (left - (rightful > 0 ? rightful : 0)) / money;
        for (size_t j = begun; j < open; j++) owed[j] += advance;
      }
      for (size_t j = paid; j < begun; j++) {
        double own = rightful - counted[j];
        owed[j] += (left - (own > 0 ? own : 0)) / money;
      }
    }
    if (path->yearly) {
      if (path->calendar[month] == 1) memset(year, 0, claims * sizeof(double));
      double counts = path->counts[month];
      if (counts > 0) {
        double gross = counts * path->whole;
        double base = gross * now;
        if (left > 0) {
          for (size_t j = 0; j < open; j++) year[j] += counts * top[j];
        }
        for (size_t j = 0; j < paid; j++) year[j] += base + gross * counted[j];
        for (size_t j = paid; j < claims; j++) year[j] += base;
      }
    }
    if (m == outer->first) {
      repay(state, path, outer->lump, month, 0, claims);
    } else {
      repay(state, path, 0, month, month > 0 ? (size_t)path->paid[month - 1] : 0, paid);
    }
    if (path->yearly && path->yearly[month] > 0) pay_allowance(state, path, month);
  }
}

// Number of factors below `ratio`: a prefix, since factors do not fall.
CK_INLINE size_t below(const ck_surface_path *path, double ratio) {
#pragma clang fp contract(off)
  double place = (ratio - path->bucket_low) * path->bucket_scale;
  if (!(place > 0)) return 0;
  size_t claim = (size_t)path->bucket[place < CK_BUCKETS ? (size_t)place : CK_BUCKETS];
  while (claim < path->claims && path->factor[claim] < ratio) claim++;
  return claim;
}

// The months of one calendar year whose income counts for the allowance, beside one outer claim.
typedef struct {
  size_t months;
  double constant, slope;                     // gross income: constant + slope * factor …
  double left[12], unit[12], counts[12];      // … + counts * max(0, left - unit * factor) of each month
  size_t prefix[12];                          // claims for which that is not 0
} year_income;

CK_INLINE double income_of(const year_income *year, double factor) {
#pragma clang fp contract(off)
  double part[4] = {0};  // months without are zeros
  for (size_t k = 0; k < 12; k += 4) {
    for (size_t i = 0; i < 4; i++) {
      double top = year->left[k + i] - year->unit[k + i] * factor;
      part[i] += year->counts[k + i] * (top > 0 ? top : 0);
    }
  }
  return year->constant + year->slope * factor + ((part[0] + part[1]) + (part[2] + part[3]));
}

// Claims from `low` on whose year's income stays below `most`, or at it with `equal`; income does not fall with the factor.
CK_INLINE size_t claims_within(
    const year_income *year, const ck_surface_path *path, size_t low, double most, int equal) {
  size_t high = path->claims;
  while (low < high) {
    size_t middle = (low + high) / 2;
    double income = income_of(year, path->factor[middle]);
    if (income < most || (equal && income == most)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// Adds constant - slope * factor to the values of claims from..to, by way of the prefixes that end there.
CK_INLINE void add_range(double *scratch, size_t from, size_t to, double constant, double slope) {
  if (to <= from) return;
  scratch[4 * to] += constant;
  scratch[4 * to + 1] += slope;
  scratch[4 * from] -= constant;
  scratch[4 * from + 1] -= slope;
}

CK_INLINE void tail_allowance(const year_income *year, const ck_surface_path *path, size_t month, double *scratch) {
#pragma clang fp contract(off)
  double scale = path->yearly[month], limit = path->limit[month], amount = path->amount[month];
  double weight = path->weight[month];
  double most = (path->tapers ? limit + amount : limit) / scale;
  if (income_of(year, path->factor[0]) > most) return;
  // All of it where even the largest factor stays within the limit.
  size_t whole = income_of(year, path->factor[path->claims - 1]) * scale <= limit
      ? path->claims
      : claims_within(year, path, 0, limit / scale, 1);
  add_range(scratch, 0, whole, weight * amount, 0);
  if (!path->tapers || whole == path->claims) return;
  size_t end = claims_within(year, path, whole, most, 0);
  if (end == whole) return;
  add_range(
      scratch, whole, end, weight * (amount + limit - scale * year->constant), weight * scale * year->slope);
  for (size_t k = 0; k < year->months; k++) {
    size_t to = year->prefix[k] < end ? year->prefix[k] : end;
    double part = weight * scale * year->counts[k];
    add_range(scratch, whole, to, -part * year->left[k], -part * year->unit[k]);
  }
}

CK_CLONES
void ck_surface_tail(
    double *restrict value, const ck_surface_path *restrict path, const ck_outer_claim *restrict outer,
    double *restrict scratch) {
#pragma clang fp contract(off)
  size_t claims = path->claims;
  memset(scratch, 0, 4 * (claims + 1) * sizeof(double));
  const double *restrict factor = path->factor;
  double last = factor[claims - 1];
  year_income year = {0};
  for (size_t month = path->settled; month < path->months; month++) {
    double counted = outer->counted[month];
    double left = path->line[month] - counted;
    double unit = path->unit[month];
    size_t prefix = 0;
    if (left > 0) {
      prefix = left <= last * unit ? below(path, left / unit) : claims;
      double weight = path->weight[month];
      double *at = scratch + 4 * prefix + 2 * (month & 1);
      at[0] += weight * left;
      at[1] += weight * unit;
    }
    if (!path->yearly) continue;
    if (path->calendar[month] == 1) memset(&year, 0, sizeof year);
    double counts = path->counts[month];
    if (counts > 0) {
      year.constant += counts * path->whole * counted;
      year.slope += counts * path->whole * unit;
      if (prefix > 0) {
        size_t k = year.months++;
        year.left[k] = left;
        year.unit[k] = unit;
        year.counts[k] = counts;
        year.prefix[k] = prefix;
      }
    }
    if (path->yearly[month] > 0) tail_allowance(&year, path, month, scratch);
  }
  double constant = 0, slope = 0;
  for (size_t j = claims; j-- > 0;) {
    const double *at = scratch + 4 * (j + 1);
    constant += at[0] + at[2];
    slope += at[1] + at[3];
    value[j] += constant - factor[j] * slope;
  }
}
