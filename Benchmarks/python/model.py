# SPDX-License-Identifier: GPL-3.0-or-later
"""The constants of the kernel, as in Sources/CReference/reference.c."""
import numpy as np


class Model:
    months = 480
    us_inflation, lu_inflation, lu_wage, real_rate = 0.022, 0.020, 0.008, 0.01
    rate_decay = np.exp(-0.16 / 12)
    rate_spread = 0.095 * np.sqrt((1 - np.exp(-2 * 0.16 / 12)) / (2 * 0.16))
    rate, us, lu, minimum, us_claim, lu_claim = 0.86, 1400.0, 1100.0, 1900.0, 60, 36

    def __init__(self):
        sd = np.array([0.012, 0.011, 0.010, 0.009, 0.009, 0.006])
        self.decay = np.array([0.6, 0.6, 0.3, 0.7, 0.7, 0.5])
        self.spread = sd[:, None] * np.linalg.cholesky(np.full((6, 6), 0.3) + 0.7 * np.eye(6))
        years = (np.arange(self.months) + 0.5) / 12
        self.survival = np.exp(-0.0065 / 0.105 * (np.exp(0.105 * years) - 1))
