// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RETIRESIM_CKERNELS_H
#define RETIRESIM_CKERNELS_H
#endif
