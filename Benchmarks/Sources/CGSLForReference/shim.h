// SPDX-License-Identifier: GPL-3.0-or-later
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
