// SPDX-License-Identifier: GPL-3.0-or-later
// All combinations of the claims of two pensions on one path, by difference arrays (surface.c).
//
// Arrays run over the months of one path. Contraction is off and every sum has a fixed order: the same bits on every processor.
#ifndef RETIRESIM_SURFACE_H
#define RETIRESIM_SURFACE_H

#include <stddef.h>
#include <stdint.h>

// A part of a benefit while nothing but its level moves: scale * entries[entry] * levels[level][month], months from <= m < to.
typedef struct {
  int32_t level, entry, from, to;
  double scale;
} ck_run;

// What is withheld: share of what exceeds exempt * levels[level]; of the whole where exempt is 0.
typedef struct {
  double share, exempt;
  int32_t level;
} ck_withholding;

// Eight neighbouring lanes of a table [month][stride], each into a row of its own: out[k * out_stride + month].
void ck_gather_lanes(double *out, size_t out_stride, const double *table, size_t stride, size_t lanes, size_t months);

// Sum of a benefit's runs over `months` months; zero where nothing is due.
void ck_gross_series(
    double *gross, size_t months, const ck_run *runs, size_t count, const double *levels, size_t stride,
    const double *entries);

// Present value of a claim's net payments, arrears in the month `first`; 0 where the path ends before it.
// `worth` is discount times conversion, `before` what was due before the first month; `net` is scratch.
// `lump` receives the arrears in real money.
double ck_claim_value(
    const double *gross, double *net, size_t months, const ck_withholding *withheld, size_t count,
    const double *levels, size_t stride, const double *worth, const double *conversion, int32_t from, int32_t first,
    double before, double *lump);

// One path with the claims of the inner pension.
typedef struct {
  size_t months;           // that the person lives
  size_t settled;          // from this month on every claim of both pensions is in payment and moves by `unit` alone
  size_t claims;           // of the inner pension, ordered by start and first payment
  size_t stride;           // of the rows of `counted`
  const double *counted;   // [month < settled][claim]: what counts in the means test once it is due
  const int32_t *due;      // [month < settled]: claims due by then,
  const int32_t *used;     // … whose right is used, so that means-tested income is open,
  const int32_t *paid;     // … whose first payment has come
  const int32_t *first;    // [claim]: month of the first payment
  const double *lump;      // [claim]: arrears that come with it
  const double *line;      // [month]: threshold of the means test
  const double *weight;    // [month]: discount
  int32_t claimable;       // first month in which the inner pension could be drawn
  int32_t rights_first;    // whether a right left unused shuts means-tested income out
  const double *factor;    // [claim], not falling: from `settled` on a claim counts factor * unit
  const double *unit;      // [month]
  const int16_t *bucket;   // [CK_BUCKETS + 1]: claims whose factor lies below the bucket
  double bucket_low, bucket_scale;
  const double *money;     // [month]: what a unit of the means test's money is worth; advances are owed in it
  // A yearly allowance; `yearly` is null without one.
  const double *yearly;    // [month]: in a month of payment, what a year's income is multiplied by; 0 in others
  const double *counts;    // [month]: nominal money for a unit of the month's income; 0 where it does not count
  const double *amount;    // [month]: in a month of payment, the whole allowance,
  const double *limit;     // … and the income up to which it is paid
  const int32_t *calendar; // [month]: 1 is January
  double whole;            // gross income for a unit of what counts in the means test, at least 1
  int32_t tapers;          // whether the excess is taken off; else nothing is paid above the limit
} ck_surface_path;

#define CK_BUCKETS 128

// A claim of the outer pension. One that is never made has all months beyond the last.
typedef struct {
  const double *counted;  // [month]
  int32_t due, used, first, claimable;
  double lump;
} ck_outer_claim;

// Fills the buckets that place a number among ascending factors.
void ck_fill_buckets(int16_t *bucket, double *low, double *scale, const double *factor, size_t claims);

// Income of all inner claims beside one outer claim, from month `from` to `to`, at most `settled`.
typedef struct {
  double *value;  // [claim]: present value of means-tested income, less advances taken out of arrears, and of yearly allowances
  double *owed;   // [claim]: what advances still stand for, in the money of the means test
  double *year;   // [claim]: what counts of the calendar year so far for the yearly allowance
  double *top;    // [claim]: scratch
} ck_surface_state;

void ck_surface_head(
    ck_surface_state state, const ck_surface_path *path, const ck_outer_claim *outer, size_t from, size_t to);

// The months from `settled` on, a January where there is a yearly allowance. `scratch` has room for 4 * (claims + 1) numbers.
void ck_surface_tail(double *value, const ck_surface_path *path, const ck_outer_claim *outer, double *scratch);

// ---- What is told of a cell ----

// Sum and sum of squares of x - shift over `count` observations of `group` neighbours each; of y - x - shift where y is given.
void ck_moments(
    double out[2], const double *x, const double *y, double shift, size_t count, size_t group);

// Order statistics: out[i] is the value of rank ranks[i] (from 0, ascending) among n numbers. `scratch` has room for n numbers
// and `places` for n.
void ck_order_statistics(
    double *out, const size_t *ranks, size_t wanted, const double *x, size_t n, double *scratch, uint16_t *places);

#endif
