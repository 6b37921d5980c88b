"""Intervals and differences, with scipy: it has Wilson's interval and the bootstrap, and is there already.

statsmodels has Wilson's interval too, but would bring patsy, formulaic and pandas for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; the interval is None where it cannot be told. `p` is two-sided, for
    differences."""

    value: float
    low: float | None
    high: float | None
    p: float | None = None


def wilson(k: int, n: int) -> Estimate:
    """The rate `k / n` with Wilson's interval (Wilson 1927), which stays inside [0, 1] also for 0 and n.

    >>> e = wilson(9, 10); (e.value, round(e.low, 3), round(e.high, 3))
    (0.9, 0.596, 0.982)
    """
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"wilson needs 0 <= k <= n and n > 0, not k={k}, n={n}")
    interval = stats.binomtest(k, n).proportion_ci(confidence_level=0.95, method="wilson")
    return Estimate(k / n, float(interval.low), float(interval.high))


def paired_bootstrap(
    a: Sequence[float], b: Sequence[float], clusters: Sequence[Hashable], seed: int = 0, n: int = 2000
) -> Estimate:
    """The mean of `b - a` over the same cases, with a percentile interval and p from resampling whole clusters.

    Cases about one report succeed and fail together, so reports are drawn, not cases. With a single cluster there is
    nothing to draw from: the interval and p are None. With few clusters (five reports) take the interval as a lower
    bound of the noise. `p` is twice the smaller share of resamples on either side of 0.
    """
    if not len(a) == len(b) == len(clusters) or not a:
        raise ValueError("a, b and clusters must be of one length, and not empty")
    return _resampled(np.asarray(b, float) - np.asarray(a, float), clusters, seed, n)


def mean(values: Sequence[float], clusters: Sequence[Hashable], seed: int = 0, n: int = 2000) -> Estimate:
    """The mean of `values` with a percentile interval from resampling whole clusters."""
    estimate = _resampled(np.asarray(values, float), clusters, seed, n)
    return Estimate(estimate.value, estimate.low, estimate.high)


def _resampled(values: NDArray[np.float64], clusters: Sequence[Hashable], seed: int, n: int) -> Estimate:
    value = float(values.mean())
    names = {name: number for number, name in enumerate(dict.fromkeys(clusters))}
    if len(names) < 2:
        return Estimate(value, None, None)
    members = np.array([names[name] for name in clusters])
    sums, sizes = np.bincount(members, weights=values), np.bincount(members).astype(float)

    def pooled(total: NDArray[np.float64], size: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
        return np.asarray(total.sum(axis=axis) / size.sum(axis=axis))

    drawn = stats.bootstrap(
        (sums, sizes),
        pooled,
        paired=True,
        vectorized=True,
        n_resamples=n,
        method="percentile",
        rng=np.random.default_rng(seed),
    )
    low, high = drawn.confidence_interval
    around = drawn.bootstrap_distribution
    p = min(1.0, 2 * float(min((around <= 0).mean(), (around >= 0).mean())))
    return Estimate(value, float(low), float(high), p)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie, interpolated between neighbours.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.5
    """
    return float(np.percentile(values, 100 * share))
