# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel in Numba, one path after the other, compiled before the clock starts."""
import json
import sys
import time

import numba
import numpy as np
from model import Model


@numba.njit(fastmath=False)
def run(rng, paths, months, decay, spread, rates, amounts, claims, drifts, survival):
    rate_decay, rate_spread, rate = rates
    us_amount, lu_amount, minimum = amounts
    us_claim, lu_claim = claims
    us_inflation, lu_inflation, lu_wage, real_rate = drifts
    total = 0.0
    squares = 0.0
    x = np.zeros(6)
    n = np.zeros(6)
    for _ in range(paths):
        x[:] = 0.0
        cola = index = threshold = discount = 1.0
        log_discount = q = value = 0.0
        for month in range(months):
            if month % 12 == 0:
                for k in range(6):
                    n[k] = rng.standard_normal()
                for k in range(6):
                    shock = 0.0
                    for j in range(k + 1):
                        shock += spread[k, j] * n[j]
                    x[k] = decay[k] * x[k] + shock
                cola *= 1 + us_inflation + x[0]
                index *= 1 + lu_inflation + x[1] + 0.5 * (lu_wage + x[2])
                threshold *= 1 + lu_inflation + x[1] + x[5]
                log_discount -= lu_inflation + x[1] + real_rate + x[4] + 0.2 * x[3]
                discount = np.exp(log_discount)
            q = rate_decay * q + rate_spread * rng.standard_normal()
            us = us_amount * cola * rate * np.exp(q) if month >= us_claim else 0.0
            lu = lu_amount * index if month >= lu_claim else 0.0
            income = us + lu
            gap = minimum * threshold - income
            if gap > 0:
                income += gap
            value += discount * survival[month] * income
        total += value
        squares += value * value
    return total, squares


if __name__ == "__main__":
    paths = int(sys.argv[1])
    m = Model()
    arguments = (
        m.months, m.decay, m.spread, (m.rate_decay, m.rate_spread, m.rate), (m.us, m.lu, m.minimum),
        (m.us_claim, m.lu_claim), (m.us_inflation, m.lu_inflation, m.lu_wage, m.real_rate), m.survival,
    )
    run(np.random.Generator(np.random.SFC64(1)), 10, *arguments)
    start = time.perf_counter()
    total, squares = run(np.random.Generator(np.random.SFC64(7)), paths, *arguments)
    seconds = time.perf_counter() - start
    mean = total / paths
    sd = ((squares - paths * mean * mean) / (paths - 1)) ** 0.5
    print(json.dumps({"mean": mean, "sd": sd, "seconds": seconds, "note": "Generator(SFC64), compiled before"}))
