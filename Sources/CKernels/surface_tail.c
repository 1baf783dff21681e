// SPDX-License-Identifier: GPL-3.0-or-later
#include "Surface.h"

#include <math.h>
#include <string.h>

#include "surface_years.h"

#pragma clang fp contract(off)

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

CK_CLONES
void ck_fill_gates(const ck_surface_path *restrict path, double *restrict reach, double *restrict gate) {
#pragma clang fp contract(off)
  double factor = path->factor[0];
  double slope = 0;
  for (size_t month = path->settled; month < path->months; month++) {
    reach[month] = path->line[month] - factor * path->unit[month];
    if (!path->yearly) {
      gate[ck_year_of(path, month)] = -INFINITY;
      continue;
    }
    if (path->calendar[month] == 1) {
      slope = 0;
      gate[ck_year_of(path, month)] = -INFINITY;
    }
    slope += path->counts[month] * path->unit[month];
    if (!(path->yearly[month] > 0)) continue;
    double most = path->limit[month] + (path->tapers ? path->amount[month] : 0);
    for (size_t n = 0; n < path->bonuses; n++) {
      const double *bonus = path->bonus + 2 * n * path->bonus_stride + month;
      if (bonus[0] > 0 && bonus[path->bonus_stride] > most) most = bonus[path->bonus_stride];
    }
    most /= path->yearly[month];
    // A little beyond, so that rounding never shuts anybody out.
    gate[ck_year_of(path, month)] = most * (1 + 0x1p-40) / path->whole - slope * factor * (1 - 0x1p-40);
  }
}

// The months of one calendar year beside one outer claim; months without are zeros.
typedef struct {
  double constant, slope;                 // gross income: constant + slope * factor …
  double left[12], unit[12], counts[12];  // … + counts * max(0, left - unit * factor) of each month
  size_t prefix[12];                      // claims for which that is not 0
} year_income;

CK_INLINE double income_of(const year_income *year, double factor) {
#pragma clang fp contract(off)
  double part[4] = {0};
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

CK_INLINE void tail_bonuses(const year_income *year, const ck_surface_path *path, size_t month, double *scratch) {
#pragma clang fp contract(off)
  for (size_t n = 0; n < path->bonuses; n++) {
    const double *bonus = path->bonus + 2 * n * path->bonus_stride + month;
    double most = bonus[path->bonus_stride] / path->yearly[month];
    if (bonus[0] == 0 || income_of(year, path->factor[0]) > most) continue;
    add_range(scratch, 0, claims_within(year, path, 0, most, 1), path->weight[month] * bonus[0], 0);
  }
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
  for (size_t k = 0; k < 12; k++) {
    size_t to = year->prefix[k] < end ? year->prefix[k] : end;
    double part = weight * scale * year->counts[k];
    add_range(scratch, whole, to, -part * year->left[k], -part * year->unit[k]);
  }
}

// One calendar year in which somebody has means-tested income or the allowance.
CK_INLINE void tail_year(
    const ck_surface_path *restrict path, const double *restrict counted, size_t from, size_t to,
    double *restrict scratch) {
#pragma clang fp contract(off)
  year_income year;
  double ratio[12];
  int32_t bucket[12];
  size_t months = to - from;
  if (months < 12) year = (year_income){0};
  double low = path->bucket_low, scale = path->bucket_scale;
  for (size_t k = 0; k < months; k++) {
    year.left[k] = path->line[from + k] - counted[from + k];
    year.unit[k] = path->unit[from + k];
    ratio[k] = year.left[k] / year.unit[k];
    double place = (ratio[k] - low) * scale;
    place = place > 0 ? place : 0;
    bucket[k] = (int32_t)(place < CK_BUCKETS ? place : CK_BUCKETS);
  }
  // Buckets are so narrow that the answer is nearly always the bucket's or the next: a step without a branch, then a loop.
  const double *restrict factor = path->factor;
  for (size_t k = 0; k < months; k++) {
    size_t prefix = (size_t)path->bucket[bucket[k]];
    prefix += factor[prefix] < ratio[k];
    while (factor[prefix] < ratio[k]) prefix++;
    year.prefix[k] = prefix;
    double weight = path->weight[from + k];
    double *at = scratch + 4 * prefix + 2 * (k & 1);  // the place of no claim is nobody's
    at[0] += weight * year.left[k];
    at[1] += weight * year.unit[k];
  }
  if (!path->yearly) return;
  size_t payment = from + (size_t)path->payment - 1;
  if (payment >= to || !(path->yearly[payment] > 0)) return;
  double constant = 0, slope = 0;
  for (size_t k = 0; k < months; k++) {
    year.counts[k] = path->counts[from + k];
    constant += year.counts[k] * counted[from + k];
    slope += year.counts[k] * year.unit[k];
  }
  year.constant = constant * path->whole;
  year.slope = slope * path->whole;
  tail_allowance(&year, path, payment, scratch);
  tail_bonuses(&year, path, payment, scratch);
}

CK_CLONES
void ck_surface_tail(
    double *restrict value, const ck_surface_path *restrict path, const ck_outer_claim *restrict outer,
    double *restrict scratch) {
#pragma clang fp contract(off)
  size_t claims = path->claims;
  const double *restrict counted = outer->counted;
  const double *restrict reach = path->reach;
  const double *restrict counts = path->counts;
  int touched = 0;
  for (size_t month = path->settled; month < path->months;) {
    size_t end = month + (size_t)(13 - path->calendar[month]);
    if (end > path->months) end = path->months;
    double base = 0;
    int bites = 0;
    if (end - month == 12) {
      double part[4] = {0};
      for (size_t k = 0; k < 12; k += 4) {
        for (size_t i = 0; i < 4; i++) {
          bites |= counted[month + k + i] < reach[month + k + i];
          part[i] += counts[month + k + i] * counted[month + k + i];
        }
      }
      base = (part[0] + part[1]) + (part[2] + part[3]);
    } else {
      for (size_t m = month; m < end; m++) {
        bites |= counted[m] < reach[m];
        base += counts[m] * counted[m];
      }
    }
    if (bites || base <= path->gate[ck_year_of(path, month)]) {
      if (!touched) memset(scratch, 0, 4 * (claims + 1) * sizeof(double));
      touched = 1;
      tail_year(path, counted, month, end, scratch);
    }
    month = end;
  }
  if (!touched) return;
  double constant = 0, slope = 0;
  for (size_t j = claims; j-- > 0;) {
    const double *at = scratch + 4 * (j + 1);
    constant += at[0] + at[2];
    slope += at[1] + at[3];
    value[j] += constant - path->factor[j] * slope;
  }
}

CK_CLONES
void ck_turn_cells(float *restrict out, const double *restrict in, size_t cells, size_t paths) {
  for (size_t first = 0; first < cells; first += 16) {
    size_t end = first + 16 < cells ? first + 16 : cells;
    for (size_t path = 0; path < paths; path++) {
      for (size_t cell = first; cell < end; cell++) out[cell * paths + path] = (float)in[path * cells + cell];
    }
  }
}
