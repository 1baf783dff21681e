// SPDX-License-Identifier: GPL-3.0-or-later
#include "Surface.h"

#include <string.h>

#include "surface_years.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_fill_counted(
    const ck_surface_path *restrict path, const ck_step *restrict steps, size_t count, const double *restrict entries,
    const double *restrict row, double *restrict factor) {
#pragma clang fp contract(off)
  size_t next = 0;
  for (size_t month = 0; month < path->settled; month++) {
    for (; next < count && steps[next].month <= (int32_t)month; next++) {
      factor[steps[next].claim] = steps[next].scale * entries[steps[next].entry];
    }
    double *restrict counted = path->counted + month * path->stride;
    double level = row[month];
    size_t due = (size_t)path->due[month];
    for (size_t j = 0; j < due; j++) counted[j] = factor[j] * level;
  }
}

CK_CLONES
void ck_sum_years(const ck_surface_path *restrict path, double *restrict scratch) {
#pragma clang fp contract(off)
  size_t claims = path->claims;
  if (path->yearly) memset(scratch, 0, claims * sizeof(double));
  for (size_t month = 0; month < path->settled; month++) {
    const double *restrict counted = path->counted + month * path->stride;
    size_t paid = (size_t)path->paid[month];
    int falls = 0;
    for (size_t j = 1; j < paid; j++) falls |= counted[j] < counted[j - 1];
    path->rising[month] = !falls;
    if (!path->yearly) continue;
    if (path->calendar[month] == 1) memset(scratch, 0, claims * sizeof(double));
    double gross = path->counts[month] * path->whole;
    if (gross > 0) {
      for (size_t j = 0; j < paid; j++) scratch[j] += gross * counted[j];
    }
    if (!(path->yearly[month] > 0)) continue;
    size_t year = ck_year_of(path, month);
    memcpy(path->income + year * path->stride, scratch, claims * sizeof(double));
    double least = scratch[0];
    for (size_t j = 1; j < claims; j++) least = scratch[j] < least ? scratch[j] : least;
    path->least[year] = least;
  }
}

// Takes what advances stand for out of arrears of `lump`.
CK_INLINE double repay(double *owed, double lump, double money) {
#pragma clang fp contract(off)
  double due = *owed * money;
  double repaid = due < lump ? due : lump;
  *owed = (due - repaid) / money;
  return repaid;
}

CK_INLINE double allowance(const ck_surface_path *path, size_t month, double income) {
#pragma clang fp contract(off)
  double over = income * path->yearly[month] - path->limit[month];
  double amount = path->amount[month];
  if (!path->tapers) return over > 0 ? 0 : amount;
  double left = amount - (over > 0 ? over : 0);
  return left > 0 ? left : 0;
}

CK_INLINE double bonus_sum(const ck_surface_path *path, size_t number, size_t month) {
  return path->bonus[2 * number * path->bonus_stride + month];
}

CK_INLINE double bonus_limit(const ck_surface_path *path, size_t number, size_t month) {
  return path->bonus[(2 * number + 1) * path->bonus_stride + month];
}

// What is paid beside the allowance on a year's income.
CK_INLINE double bonuses(const ck_surface_path *path, size_t month, double income) {
#pragma clang fp contract(off)
  double sum = 0;
  for (size_t n = 0; n < path->bonuses; n++) {
    sum += income * path->yearly[month] > bonus_limit(path, n, month) ? 0 : bonus_sum(path, n, month);
  }
  return sum;
}

// Pays the yearly allowance of claims on the year's income.
CK_INLINE void pay_allowance(ck_surface_state *state, const ck_surface_path *path, size_t month) {
#pragma clang fp contract(off)
  size_t own = ck_year_of(path, month);
  // Nobody has it where the least income is too much.
  double least = path->least[own] + state->base;
  if (!state->earns && allowance(path, month, least) == 0 && bonuses(path, month, least) == 0) return;
  const double *restrict income = path->income + own * path->stride;
  double *restrict value = state->value;
  const double *restrict year = state->year;
  double weight = path->weight[month], base = state->base;
  double scale = path->yearly[month], limit = path->limit[month], amount = path->amount[month];
  size_t begun = state->begun;
  if (path->tapers) {
    for (size_t j = 0; j < begun; j++) {
      double over = (income[j] + base + year[j]) * scale - limit;
      double left = amount - (over > 0 ? over : 0);
      value[j] += weight * (left > 0 ? left : 0);
    }
  } else {
    for (size_t j = 0; j < begun; j++) {
      value[j] += weight * ((income[j] + base + year[j]) * scale - limit > 0 ? 0 : amount);
    }
  }
  for (size_t n = 0; n < path->bonuses; n++) {
    double sum = bonus_sum(path, n, month), most = bonus_limit(path, n, month);
    if (sum == 0) continue;
    for (size_t j = 0; j < begun; j++) {
      value[j] += weight * ((income[j] + base + year[j]) * scale > most ? 0 : sum);
    }
  }
  double others = base + state->rest[2];
  state->rest[0] += weight * (allowance(path, month, others) + bonuses(path, month, others));
}

// Eight claims at once. What takes and returns them is always inlined, so that how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
typedef double eight __attribute__((vector_size(64), aligned(8), may_alias));
typedef int64_t eight_masks __attribute__((vector_size(64)));

CK_INLINE eight load(const double *from) { return *(const eight *)from; }

CK_INLINE void add(double *to, eight x) { *(eight *)to += x; }

CK_INLINE eight positive(eight x) { return (eight)((eight_masks)x & (x > 0)); }

// The first `count` of them, zeros for the others.
CK_INLINE eight among(eight x, size_t count) {
  eight_masks number = {0, 1, 2, 3, 4, 5, 6, 7};
  return (eight)((eight_masks)x & (number < (int64_t)count));
}

// Means-tested income of a month in which `left` of the threshold is beside what is paid of the outer pension, and
// `rightful` beside what is due of it.
CK_INLINE void top_up(
    ck_surface_state *state, const ck_surface_path *path, size_t month, double left, double rightful) {
#pragma clang fp contract(off)
  double *restrict value = state->value;
  double *restrict owed = state->owed;
  double *restrict year = state->year;
  const double *restrict counted = path->counted + month * path->stride;
  double weight = path->weight[month], count = path->counts[month];
  int closed = path->rights_first && (int32_t)month >= path->claimable;
  size_t due = (size_t)(closed ? path->used[month] : path->due[month]);
  size_t own = closed && due < state->begun ? due : state->begun;  // claims with numbers of their own and open
  size_t paid = (size_t)path->paid[month] < own ? (size_t)path->paid[month] : own;
  if (due > own) due = own;
  int rising = path->rising[month];
  int waits = rightful != left;
  int touched = paid < own || (!closed && own < path->claims) || (paid > 0 && !(rising && counted[0] >= left));
  if (!touched) return;
  double inverse = waits || paid < due ? 1 / path->money[month] : 0;
  for (size_t j = 0; j < paid; j += 8) {
    if (rising && counted[j] >= left) break;
    eight amount = load(counted + j);
    eight gap = positive(left - amount);
    // Claims that wait follow those in payment.
    if (j + 8 > paid) gap = among(gap, paid - j);
    add(value + j, weight * gap);
    add(year + j, count * gap);
    if (!waits) continue;
    eight more = gap - positive(rightful - amount);
    if (j + 8 > paid) more = among(more, paid - j);
    add(owed + j, more * inverse);
  }
  double part = weight * left, counting = count * left;
  double advance = waits ? (left - (rightful > 0 ? rightful : 0)) * inverse : 0;
  for (size_t j = paid; j < own; j++) value[j] += part;
  for (size_t j = paid; j < own; j++) year[j] += counting;
  for (size_t j = paid; j < due; j++) {
    double right = rightful - counted[j];
    owed[j] += (left - (right > 0 ? right : 0)) * inverse;
  }
  for (size_t j = due > paid ? due : paid; waits && j < own; j++) owed[j] += advance;
  if (!closed) {
    state->rest[0] += part;
    state->rest[1] += advance;
    state->rest[2] += counting;
  }
  if (waits || paid < due) state->owes = 1;
  if (count > 0) state->earns = 1;
}

CK_CLONES
void ck_surface_head(
    ck_surface_state *restrict state, const ck_surface_path *restrict path, const ck_outer_claim *restrict outer,
    size_t from, size_t to) {
#pragma clang fp contract(off)
  for (size_t month = from; month < to; month++) {
    int32_t m = (int32_t)month;
    int32_t started = path->due[month] > path->used[month] ? path->due[month] : path->used[month];
    for (; state->begun < (size_t)started; state->begun++) {
      state->value[state->begun] = state->rest[0];
      state->owed[state->begun] = state->rest[1];
      state->year[state->begun] = state->rest[2];
    }
    if (path->calendar[month] == 1) {
      state->base = state->rest[2] = 0;
      if (state->earns) memset(state->year, 0, state->begun * sizeof(double));
      state->earns = 0;
    }
    int shut = path->rights_first && m >= outer->claimable && m < outer->used;
    double due = m >= outer->due ? outer->counted[month] : 0;
    double now = m >= outer->first ? due : 0;
    double line = shut ? 0 : path->line[month];
    state->base += path->counts[month] * path->whole * now;
    if (line - now > 0) top_up(state, path, month, line - now, line - due);
    if (state->owes) {
      double paid = 0, weight = path->weight[month], money = path->money[month], count = path->counts[month];
      if (m == outer->first) {
        double *restrict owed = state->owed;
        double *restrict value = state->value;
        double *restrict year = state->year;
        const double *restrict lump = path->lump;
        const int32_t *restrict first = path->first;
        size_t begun = state->begun;
        double own = outer->lump;
        for (size_t j = 0; j < begun; j++) {
          double repaid = repay(&owed[j], own + (first[j] == m ? lump[j] : 0), money);
          value[j] -= weight * repaid;
          year[j] -= count * repaid;
        }
        double left = 0;
        for (size_t j = 0; j < begun; j++) left += owed[j];
        paid = repay(&state->rest[1], own, money);
        state->rest[0] -= weight * paid;
        state->rest[2] -= count * paid;
        state->owes = left + state->rest[1] != 0;
        state->earns = state->earns || count > 0;
      } else {
        size_t j = month > 0 ? (size_t)path->paid[month - 1] : 0;
        for (; j < (size_t)path->paid[month]; j++) {
          paid = repay(&state->owed[j], path->first[j] == m ? path->lump[j] : 0, money);
          state->value[j] -= weight * paid;
          state->year[j] -= count * paid;
          state->earns = state->earns || count > 0;
        }
      }
    }
    if (path->yearly && path->yearly[month] > 0) pay_allowance(state, path, month);
  }
}
