// SPDX-License-Identifier: GPL-3.0-or-later
// All combinations of the claims of two pensions on one path, by difference arrays (surface.c).
//
// Arrays run over the months of one path. Contraction is off and every sum has a fixed order: the same bits on every processor.
#ifndef RETIRESIM_SURFACE_H
#define RETIRESIM_SURFACE_H

#include <stddef.h>
#include <stdint.h>

// A part of a benefit while nothing but its level moves: scale * entries[entry] * levels[level][month], every month or every
// twelfth one (`step`) from `from` on, before `to`.
typedef struct {
  int32_t level, entry, from, to, step;
  double scale;
} ck_run;

// What is withheld: share of what exceeds exempt * levels[level]; of the whole where exempt is 0.
typedef struct {
  double share, exempt;
  int32_t level;
  int32_t ratio;  // row of the ratios that tell whether all of it is exceeded
} ck_withholding;

// Eight neighbouring lanes of a table [month][stride], each into a row of its own: out[k * out_stride + month].
void ck_gather_lanes(double *out, size_t out_stride, const double *table, size_t stride, size_t lanes, size_t months);

// ---- What a claim is worth ----

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

// A level summed from each month to the last one: of every month and of every twelfth, each times `worth` and by itself.
typedef struct {
  const double *worth, *worth12, *plain, *plain12;
} ck_sums;

// Each row has room for months + 12 numbers, the last of which are 0.
void ck_sum_level(
    double *worth, double *worth12, double *plain, double *plain12, const double *level, const double *weight,
    size_t months);

// [month]: the largest of above / below from that month on.
void ck_suffix_ratio(double *ratio, const double *above, const double *below, size_t months);

// What ck_claim_value says, from sums: for runs of every month that follow each other, others on top.
// Returns 0 and leaves `value` alone where less than the whole of an exemption may be exceeded.
int ck_value_by_sums(
    double *value, double *lump, const ck_sums *sums, size_t months, const ck_run *runs, size_t count,
    const double *entries, const ck_withholding *withheld, size_t withholdings, const double *ratios, size_t stride,
    const double *worth, const double *conversion, int32_t from, int32_t first, double before);

// Runs times the rows in which their levels count in the means test, from month `from` on.
void ck_counted_series(
    double *counted, size_t months, const ck_run *runs, size_t count, const double *rows, size_t stride,
    const double *entries, int32_t from);

// ---- One path with the claims of the inner pension ----

// From `month` on a claim counts scale * entries[entry] of the common row.
typedef struct {
  int32_t month, claim, entry;
  double scale;
} ck_step;

typedef struct {
  size_t months;           // that the person lives, and the one in which the last payment comes
  size_t settled;          // from this month on every claim of both pensions is in payment and moves by `unit` alone
  size_t claims;           // of the inner pension, ordered by start and first payment
  size_t stride;           // of the rows of `counted`
  double *counted;         // [month < settled][claim]: what counts in the means test once it is due
  uint8_t *rising;         // [month < settled]: whether that does not fall among the claims in payment
  double *income;          // [year][claim]: what claims in payment brought of the year when the yearly allowance is paid
  double *least;           // [year]: the least of that
  const int32_t *due;      // [month < settled]: claims due by then,
  const int32_t *used;     // … whose right is used, so that means-tested income is open,
  const int32_t *paid;     // … whose first payment has come
  const int32_t *first;    // [claim]: month of the first payment
  const double *lump;      // [claim]: arrears that come with it
  const double *line;      // [month]: threshold of the means test
  const double *weight;    // [month]: discount
  int32_t claimable;       // first month in which the inner pension could be drawn
  int32_t rights_first;    // whether a right left unused shuts means-tested income out
  const double *factor;    // [claim], not falling, then infinity: from `settled` on a claim counts factor * unit
  const double *unit;      // [month]
  const double *reach;     // [month]: line less what the least factor counts
  const double *gate;      // [year]: income of the outer claim beyond which no claim has the yearly allowance
  const int16_t *bucket;   // [CK_BUCKETS + 1]: claims whose factor lies below the bucket
  double bucket_low, bucket_scale;
  const double *money;     // [month]: what a unit of the means test's money is worth; advances are owed in it
  // A yearly allowance; `yearly` is null without one.
  const double *yearly;    // [month]: in a month of payment, what a year's income is multiplied by; 0 in others
  const double *counts;    // [month]: nominal money for a unit of the month's income; 0 where it does not count
  const double *amount;    // [month]: in a month of payment, the whole allowance,
  const double *limit;     // … and the income up to which it is paid
  const int32_t *calendar; // [month]: 1 is January
  int32_t payment;         // calendar month of the allowance
  double whole;            // gross income for a unit of what counts in the means test, at least 1
  int32_t tapers;          // whether the excess is taken off; else nothing is paid above the limit
  // Sums paid beside it, whole up to a limit of their own and not at all above it.
  const double *bonus;     // [bonuses][2][bonus_stride]: in a month of payment, the sum and the income up to which it is paid
  size_t bonuses, bonus_stride;
} ck_surface_path;

#define CK_BUCKETS 512

// A claim of the outer pension. One that is never made has all months beyond the last.
typedef struct {
  const double *counted;  // [month]
  int32_t due, used, first, claimable;
  double lump;
} ck_outer_claim;

// Fills the buckets that place a number among ascending factors.
void ck_fill_buckets(int16_t *bucket, double *low, double *scale, const double *factor, size_t claims);

// Fills `rising`, `income` and `least` from `counted`.
void ck_sum_years(const ck_surface_path *path, double *scratch);

// Fills `counted` from steps in order of their months; `row` is what they are multiples of, `factor` is scratch.
void ck_fill_counted(
    const ck_surface_path *path, const ck_step *steps, size_t count, const double *entries, const double *row,
    double *factor);

// Fills `reach` and `gate` of the months from `settled` on.
void ck_fill_gates(const ck_surface_path *path, double *reach, double *gate);

// Income of all inner claims beside one outer claim. Claims that are not due yet are all alike: `rest` stands for them.
typedef struct {
  double *value;  // [claim]: present value of means-tested income, less advances taken out of arrears, and of yearly allowances
  double *owed;   // [claim]: what advances still stand for, in the money of the means test
  double *year;   // [claim]: means-tested income of the calendar year so far that counts for the yearly allowance
  size_t begun;   // claims with numbers of their own
  double rest[3]; // value, owed, year of the others
  double base;    // the outer pension's income of the calendar year so far
  int32_t owes, earns;  // whether any `owed`, any `year` may be other than 0
} ck_surface_state;

// The months `from` to `to`, at most `settled`. Rows have room for a multiple of eight claims.
void ck_surface_head(
    ck_surface_state *state, const ck_surface_path *path, const ck_outer_claim *outer, size_t from, size_t to);

// The months from `settled` on, a January where there is a yearly allowance. `scratch` has room for 4 * (claims + 1) numbers.
void ck_surface_tail(double *value, const ck_surface_path *path, const ck_outer_claim *outer, double *scratch);

// out[cell * paths + path] = in[path * cells + cell], in single precision.
void ck_turn_cells(float *out, const double *in, size_t cells, size_t paths);

// ---- What is told of a cell ----

// Sum and sum of squares of x - shift over `count` observations of `group` neighbours each; of y - x - shift where y is given.
void ck_moments(
    double out[2], const double *x, const double *y, double shift, size_t count, size_t group);

// Order statistics: out[i] is the value of rank ranks[i] (from 0, ascending) among n numbers. `scratch` has room for n numbers
// and `places` for n.
void ck_order_statistics(
    double *out, const size_t *ranks, size_t wanted, const double *x, size_t n, double *scratch, uint16_t *places);

#endif
