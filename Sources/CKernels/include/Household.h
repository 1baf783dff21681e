// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the household's month: benefits, arrears, conversion, means test, sums of each strategy.
//
// A row is one number a lane. Element by element, contraction off: the same bits for any number of lanes.
#ifndef RETIRESIM_HOUSEHOLD_H
#define RETIRESIM_HOUSEHOLD_H

#include <stddef.h>
#include <stdint.h>

// out = a * b.
void ck_product_row(double *out, const double *a, const double *b, size_t lanes);

// What a unit of a currency buys of the household's real money: out = rate / (spent * price), with the rates of the currency and of
// the one that is spent in the currency that prices both. A null rate is 1; both are null for the currency that is spent.
void ck_conversion_row(double *out, const double *rate, const double *spent, const double *price, size_t lanes);

// One month of people, `stride` apart: alive = month < lived, as 0 or 1; adults = their number; need = `least` where there are any;
// annuity += discount and months += 1 there.
void ck_alive_month(
    double *alive, const double *lived, size_t people, size_t stride, double *adults, double *need, double *annuity,
    double *months, double discount, double least, double month, size_t lanes);

// need += amount * price * conversion where anybody is alive: what is needed in a currency that is not the household's own.
void ck_need_row(
    double *need, const double *adults, double amount, const double *conversion, const double *price, size_t lanes);

// need *= share where one person is alive.
void ck_alone_row(double *need, const double *adults, double share, size_t lanes);

// gross = scale * unit, or gross += scale * unit.
void ck_gross_row(double *gross, double scale, const double *unit, int add, size_t lanes);

// ---- Hinges (hinges.c) ----

// out = before + slope * max(0, income - threshold * level). A null `before` is 0, a null `level` 1; the rows may be the same one.
void ck_hinge_row(
    double *out, const double *before, const double *income, double slope, double threshold, const double *level,
    size_t lanes);

// out = weight * x * rate / worth, with a null `rate` weight * x: an amount of one currency in another's, by what both are worth.
void ck_weighted_row(
    double *out, double weight, const double *x, const double *rate, const double *worth, size_t lanes);

// Before the first payment, amounts wait; in its month they come with the month's own, without interest.
void ck_arrears_row(
    double *out, double *waiting, const double *due, const double *first_payment, double month, size_t lanes);

// From its month on, a fund pays a share: x *= share where month >= from.
void ck_shortfall_row(double *x, const double *from, double month, double share, size_t lanes);

// out = month >= from ? later : x; with `later` null, out = month >= from ? x : 0.
void ck_switch_row(
    double *out, const double *x, const double *later, const double *from, double month, size_t lanes);

// out = x * conversion * alive.
void ck_real_row(double *out, const double *x, const double *conversion, const double *alive, size_t lanes);

// value += discount * x; year += x.
void ck_accumulate_row(double *value, double *year, const double *x, double discount, size_t lanes);

// A payment of which nothing waits: now = gross * counted * alive, paid = net * conversion * alive, value += discount * paid,
// year += paid.
void ck_payment_row(
    double *now, double *paid, double *value, double *year, const double *gross, const double *net,
    const double *counted, const double *conversion, const double *alive, double discount, size_t lanes);

// The same as ck_threshold_row, of `count` amounts, for every month.
void ck_limit_row(
    double *out, const double *amounts, size_t count, const double *adults, const double *level,
    const double *conversion, size_t lanes);

// Threshold of the means test in real money: amounts[adults alive] * level * conversion.
void ck_threshold_row(
    double *out, const double *amounts, const double *adults, const double *level, const double *conversion,
    size_t lanes);

// out = a - (month >= from ? b : 0): what comes beside the month's own.
void ck_lump_row(
    double *out, const double *a, const double *b, const double *from, double month, size_t lanes);

// Rows of a strategy's state, each `stride` apart.
enum {
  CK_VALUE = 0,           // present value of income
  CK_MINIMUM_VALUE = 1,   // present value of means-tested income
  CK_MINIMUM_MONTHS = 2,  // months with a right to means-tested income
  CK_MONTHS_BELOW = 3,    // months below needs
  CK_ADVANCE = 4,         // means-tested income paid in place of pensions that are due, to be taken from their arrears
  CK_YEAR_TOTAL = 5,      // income of the calendar year so far
  CK_YEAR_MINIMUM = 6,    // means-tested income of the calendar year so far
  CK_YEAR_MINIMUM_MONTHS = 7,
  CK_YEAR_WITHDRAWN = 8,  // taken from savings in the calendar year so far
  CK_YEAR_GROSS = 9,      // gross income of the calendar year so far, in the money of the yearly allowance's country
  CK_YEAR_ALLOWANCE = 10, // yearly allowance of the calendar year so far
  CK_YEAR_ROWS = 6,       // how many rows, from CK_YEAR_TOTAL on, are of the calendar year so far
  CK_MONTH_INCOME = 11,   // income of the month
  CK_ALLOWANCE_VALUE = 12, // present value of yearly allowances
  CK_STATE_ROWS = 13
};

// One month of every strategy. `payments` lists the rows of each strategy, from offsets[s] to offsets[s + 1];
// `open` is 1 for strategies that leave no right unclaimed in the month, else 0.
//
// `due` are the gross amounts of the month whether paid or not, `now` those that are paid, `lump` the net arrears that come;
// `due` and `lump` are null in months in which nothing waits: then all that is due is paid. `threshold` is one row of the line of the
// means test for all strategies, its stride 0, or a row for each.
void ck_strategy_month(
    double *state, size_t strategies, size_t stride, const int32_t *payments, const int32_t *offsets,
    const double *open, const double *net, const double *now, const double *due, const double *lump,
    double counted_share, const double *threshold, size_t threshold_stride, const double *need, double discount,
    size_t lanes);
// The same for a household without a means test: what is paid is the income.
void ck_income_month(
    double *state, size_t strategies, size_t stride, const int32_t *payments, const int32_t *offsets, const double *net,
    const double *need, double discount, size_t lanes);

// ---- Spouses (survivors.c) ----

// x = max(0, x) * alive.
void ck_spouse_row(double *x, const double *alive, size_t lanes);

// ---- Yearly allowance (allowance.c) ----

// Adds the month's gross income to the year's: gross pensions paid for the month, arrears left out, and means-tested income
// less what arrears repay of it. A real amount over `conversion` is nominal money. `net`, `gross` and `scratch` are `count` rows.
void ck_gross_year_month(
    double *state, size_t strategies, size_t stride, const int32_t *payments, const int32_t *offsets, size_t count,
    const double *net, const double *gross, const double *conversion, double *scratch, size_t lanes);
// Pays the allowance on the year's gross income, times `year_share` for a whole year. `amount` and `limit` are real money of
// the month; above the limit the excess is taken off, or nothing is paid.
void ck_allowance_pay(
    double *state, size_t strategies, size_t stride, const double *amount, const double *limit, const double *conversion,
    double year_share, int tapers, const double *need, double discount, size_t lanes);
// Pays a sum whole while the year's gross income stays within `multiple` times the limit, beside the allowance.
void ck_supplement_pay(
    double *state, size_t strategies, size_t stride, const double *amount, const double *limit, double multiple,
    const double *conversion, double year_share, const double *need, double discount, size_t lanes);

// What an account grows by in real money: out = interest * now / before.
void ck_growth_row(double *out, const double *interest, const double *now, const double *before, size_t lanes);

// Accounts grow by the month's factors; what the month's income leaves of the need is taken from the first, then from the next.
// `accounts` are rows by strategy and account, in real money, `growth` rows by account. `need` is what counts as missed, `full`
// times it what is wanted; `gap` and `taken` are scratch.
void ck_savings_month(
    double *state, size_t strategies, size_t stride, double *accounts, const double *growth, size_t count,
    const double *need, double full, double *gap, double *taken, size_t lanes);

#endif
