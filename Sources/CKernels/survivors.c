// SPDX-License-Identifier: GPL-3.0-or-later
#include "Household.h"

#include "clones.h"

#pragma clang fp contract(off)

CK_CLONES
void ck_spouse_row(double *restrict x, const double *restrict alive, size_t lanes) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < lanes; i++) x[i] = (x[i] > 0 ? x[i] : 0) * alive[i];
}
