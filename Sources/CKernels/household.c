// SPDX-License-Identifier: GPL-3.0-or-later
#include "Household.h"

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_product_row(double *restrict out, const double *restrict a, const double *restrict b, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = a[i] * b[i];
}

CK_CLONES
void ck_conversion_row(
    double *restrict out, const double *restrict rate, const double *restrict spent, const double *restrict price,
    size_t lanes) {
#pragma clang fp contract(off)
  if (rate == NULL && spent == NULL) {
    for (size_t i = 0; i < lanes; i++) out[i] = 1 / price[i];
  } else if (spent == NULL) {
    for (size_t i = 0; i < lanes; i++) out[i] = rate[i] / price[i];
  } else if (rate == NULL) {
    for (size_t i = 0; i < lanes; i++) out[i] = 1 / (spent[i] * price[i]);
  } else {
    for (size_t i = 0; i < lanes; i++) out[i] = rate[i] / (spent[i] * price[i]);
  }
}

CK_CLONES
void ck_alive_month(
    double *restrict alive, const double *restrict lived, size_t people, size_t stride, double *restrict adults,
    double *restrict need, double *restrict annuity, double *restrict months, double discount, double least,
    double month, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    alive[i] = month < lived[i] ? 1.0 : 0.0;
    adults[i] = alive[i];
  }
  for (size_t p = 1; p < people; p++) {
    double *restrict other = alive + p * stride;
    const double *restrict theirs = lived + p * stride;
    for (size_t i = 0; i < lanes; i++) {
      other[i] = month < theirs[i] ? 1.0 : 0.0;
      adults[i] += other[i];
    }
  }
  for (size_t i = 0; i < lanes; i++) {
    double any = 0 < adults[i] ? 1.0 : 0.0;
    annuity[i] += discount * any;
    months[i] += any;
    need[i] = any * least;
  }
}

CK_CLONES
void ck_need_row(
    double *restrict need, const double *restrict adults, double amount, const double *restrict conversion,
    const double *restrict price, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    double any = 0 < adults[i] ? 1.0 : 0.0;
    need[i] += any * amount * price[i] * conversion[i];
  }
}

CK_CLONES
void ck_alone_row(double *restrict need, const double *restrict adults, double share, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) need[i] *= adults[i] == 1 ? share : 1.0;
}

CK_CLONES
void ck_gross_row(double *restrict gross, double scale, const double *restrict unit, int add, size_t lanes) {
#pragma clang fp contract(off)
  if (add) {
    for (size_t i = 0; i < lanes; i++) gross[i] += scale * unit[i];
  } else {
    for (size_t i = 0; i < lanes; i++) gross[i] = scale * unit[i];
  }
}

CK_CLONES
void ck_payment_row(
    double *restrict now, double *restrict paid, double *restrict value, double *restrict year,
    const double *restrict gross, const double *restrict net, const double *restrict counted,
    const double *restrict conversion, const double *restrict alive, double discount, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    double x = net[i] * conversion[i] * alive[i];
    now[i] = gross[i] * counted[i] * alive[i];
    paid[i] = x;
    value[i] += discount * x;
    year[i] += x;
  }
}

CK_CLONES
void ck_limit_row(
    double *restrict out, const double *restrict amounts, size_t count, const double *restrict adults,
    const double *restrict level, const double *restrict conversion, size_t lanes) {
#pragma clang fp contract(off)
  double none = amounts[0], one = amounts[count > 1 ? 1 : 0], two = amounts[count > 2 ? 2 : count - 1];
  if (count > 3) {
    for (size_t i = 0; i < lanes; i++) out[i] = amounts[(int)adults[i]] * level[i] * conversion[i];
    return;
  }
  for (size_t i = 0; i < lanes; i++) {
    double amount = adults[i] < 1 ? none : adults[i] < 2 ? one : two;
    out[i] = amount * level[i] * conversion[i];
  }
}

CK_CLONES
void ck_arrears_row(
    double *restrict out, double *restrict waiting, const double *restrict due, const double *restrict first_payment,
    double month, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    double all = waiting[i] + due[i];
    int pays = month >= first_payment[i];
    out[i] = pays ? all : 0;
    waiting[i] = pays ? 0 : all;
  }
}

CK_CLONES
void ck_shortfall_row(double *restrict x, const double *restrict from, double month, double share, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) x[i] *= month >= from[i] ? share : 1.0;
}

CK_CLONES
void ck_switch_row(
    double *restrict out, const double *restrict x, const double *restrict later, const double *restrict from,
    double month, size_t lanes) {
  if (later == NULL) {
    for (size_t i = 0; i < lanes; i++) out[i] = month >= from[i] ? x[i] : 0;
  } else {
    for (size_t i = 0; i < lanes; i++) out[i] = month >= from[i] ? later[i] : x[i];
  }
}

CK_CLONES
void ck_real_row(
    double *restrict out, const double *restrict x, const double *restrict conversion, const double *restrict alive,
    size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = x[i] * conversion[i] * alive[i];
}

CK_CLONES
void ck_accumulate_row(
    double *restrict value, double *restrict year, const double *restrict x, double discount, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) {
    value[i] += discount * x[i];
    year[i] += x[i];
  }
}

CK_CLONES
void ck_threshold_row(
    double *restrict out, const double *restrict amounts, const double *restrict adults, const double *restrict level,
    const double *restrict conversion, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = amounts[(int)adults[i]] * level[i] * conversion[i];
}

CK_CLONES
void ck_lump_row(
    double *restrict out, const double *restrict a, const double *restrict b, const double *restrict from,
    double month, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = a[i] - (month >= from[i] ? b[i] : 0);
}

#define CK_TILE 64

CK_INLINE void sum_rows(
    double *restrict out, const double *restrict rows, const int32_t *restrict listed, int32_t from, int32_t to,
    size_t stride, size_t offset, size_t n) {
#pragma clang fp contract(off)
  if (from == to) {
    for (size_t i = 0; i < n; i++) out[i] = 0;
    return;
  }
  const double *start = rows + (size_t)listed[from] * stride + offset;
  for (size_t i = 0; i < n; i++) out[i] = 0 + start[i];
  for (int32_t p = from + 1; p < to; p++) {
    const double *row = rows + (size_t)listed[p] * stride + offset;
    for (size_t i = 0; i < n; i++) out[i] += row[i];
  }
}

CK_CLONES
void ck_strategy_month(
    double *restrict state, size_t strategies, size_t stride, const int32_t *restrict payments,
    const int32_t *restrict offsets, const double *restrict open, const double *restrict net,
    const double *restrict now, const double *restrict due, const double *restrict lump, double counted_share,
    const double *restrict threshold, size_t threshold_stride, const double *restrict need, double discount,
    size_t lanes) {
#pragma clang fp contract(off)
  double income[CK_TILE];
  double counted[CK_TILE];
  double rightful[CK_TILE];
  double arrears[CK_TILE];
  for (size_t from = 0; from < lanes; from += CK_TILE) {
    size_t n = lanes - from < CK_TILE ? lanes - from : CK_TILE;
    for (size_t s = 0; s < strategies; s++) {
      sum_rows(income, net, payments, offsets[s], offsets[s + 1], stride, from, n);
      sum_rows(counted, now, payments, offsets[s], offsets[s + 1], stride, from, n);
      double *value = state + (s * CK_STATE_ROWS + CK_VALUE) * stride + from;
      double *minimum_value = state + (s * CK_STATE_ROWS + CK_MINIMUM_VALUE) * stride + from;
      double *minimum_months = state + (s * CK_STATE_ROWS + CK_MINIMUM_MONTHS) * stride + from;
      double *below = state + (s * CK_STATE_ROWS + CK_MONTHS_BELOW) * stride + from;
      double *advance = state + (s * CK_STATE_ROWS + CK_ADVANCE) * stride + from;
      double *year = state + (s * CK_STATE_ROWS + CK_YEAR_TOTAL) * stride + from;
      double *year_minimum = state + (s * CK_STATE_ROWS + CK_YEAR_MINIMUM) * stride + from;
      double *year_months = state + (s * CK_STATE_ROWS + CK_YEAR_MINIMUM_MONTHS) * stride + from;
      double *month_income = state + (s * CK_STATE_ROWS + CK_MONTH_INCOME) * stride + from;
      const double *limit = threshold + s * threshold_stride + from;
      if (due == NULL) {
#pragma clang loop vectorize(assume_safety)
        for (size_t i = 0; i < n; i++) {
          double gap = open[s] * limit[i] - counted_share * counted[i];
          double top = gap > 0 ? gap : 0;
          double all = income[i] + top;
          value[i] += discount * all;
          minimum_value[i] += discount * top;
          minimum_months[i] += gap > 0 ? 1.0 : 0.0;
          below[i] += all < need[from + i] ? 1.0 : 0.0;
          year[i] += all;
          year_minimum[i] += top;
          year_months[i] += gap > 0 ? 1.0 : 0.0;
          month_income[i] = all;
        }
        continue;
      }
      sum_rows(rightful, due, payments, offsets[s], offsets[s + 1], stride, from, n);
      sum_rows(arrears, lump, payments, offsets[s], offsets[s + 1], stride, from, n);
#pragma clang loop vectorize(assume_safety)
      for (size_t i = 0; i < n; i++) {
        double line = open[s] * limit[i];
        double gap = line - counted_share * counted[i];
        double top = gap > 0 ? gap : 0;
        double own = line - counted_share * rightful[i];
        double owed = advance[i] + (top - (own > 0 ? own : 0));
        double repaid = owed < arrears[i] ? owed : arrears[i];
        advance[i] = owed - repaid;
        double minimum = top - repaid;
        double all = income[i] + minimum;
        value[i] += discount * all;
        minimum_value[i] += discount * minimum;
        minimum_months[i] += own > 0 ? 1.0 : 0.0;
        below[i] += all < need[from + i] ? 1.0 : 0.0;
        year[i] += all;
        year_minimum[i] += minimum;
        year_months[i] += gap > 0 ? 1.0 : 0.0;
        month_income[i] = all;
      }
    }
  }
}

CK_CLONES
void ck_income_month(
    double *restrict state, size_t strategies, size_t stride, const int32_t *restrict payments,
    const int32_t *restrict offsets, const double *restrict net, const double *restrict need, double discount,
    size_t lanes) {
#pragma clang fp contract(off)
  for (size_t s = 0; s < strategies; s++) {
    double *value = state + (s * CK_STATE_ROWS + CK_VALUE) * stride;
    double *below = state + (s * CK_STATE_ROWS + CK_MONTHS_BELOW) * stride;
    double *year = state + (s * CK_STATE_ROWS + CK_YEAR_TOTAL) * stride;
    double *income = state + (s * CK_STATE_ROWS + CK_MONTH_INCOME) * stride;
    sum_rows(income, net, payments, offsets[s], offsets[s + 1], stride, 0, lanes);
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) {
      value[i] += discount * income[i];
      below[i] += income[i] < need[i] ? 1.0 : 0.0;
      year[i] += income[i];
    }
  }
}

CK_CLONES
void ck_growth_row(
    double *restrict out, const double *restrict interest, const double *restrict now, const double *restrict before,
    size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) out[i] = interest[i] * now[i] / before[i];
}

CK_CLONES
void ck_savings_month(
    double *restrict state, size_t strategies, size_t stride, double *restrict accounts, const double *restrict growth,
    size_t count, const double *restrict need, double full, double *restrict gap, double *restrict taken, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t s = 0; s < strategies; s++) {
    double *rows = state + s * CK_STATE_ROWS * stride;
    double *below = rows + CK_MONTHS_BELOW * stride;
    double *year = rows + CK_YEAR_TOTAL * stride;
    double *withdrawn = rows + CK_YEAR_WITHDRAWN * stride;
    const double *income = rows + CK_MONTH_INCOME * stride;
    for (size_t i = 0; i < lanes; i++) {
      double left = full * need[i] - income[i];
      gap[i] = left > 0 ? left : 0;
      taken[i] = 0;
    }
    for (size_t k = 0; k < count; k++) {
      double *restrict account = accounts + (s * count + k) * stride;
      const double *restrict factor = growth + k * stride;
      for (size_t i = 0; i < lanes; i++) {
        double a = account[i] * factor[i];
        double from = gap[i] < a ? gap[i] : a;
        account[i] = a - from;
        gap[i] -= from;
        taken[i] += from;
      }
    }
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < lanes; i++) {
      below[i] -= income[i] < need[i] && income[i] + taken[i] >= need[i] ? 1.0 : 0.0;
      year[i] += taken[i];
      withdrawn[i] += taken[i];
    }
  }
}
