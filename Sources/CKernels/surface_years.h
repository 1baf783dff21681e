// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RETIRESIM_SURFACE_YEARS_H
#define RETIRESIM_SURFACE_YEARS_H

#include "Surface.h"
#include "clones.h"

// Calendar years since that of the first month.
CK_INLINE size_t ck_year_of(const ck_surface_path *path, size_t month) {
  return (month + (size_t)path->calendar[0] - 1) / 12;
}

#endif
