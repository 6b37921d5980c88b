"""Intervals against published values, against known truths, and against their own randomness."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.stats import mean, paired_bootstrap, percentile, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_values_of_newcombe_1998(k: int, n: int, low: float, high: float) -> None:
    estimate = wilson(k, n)
    assert (estimate.low, estimate.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_stays_within_bounds_and_holds_the_rate(case: tuple[int, int]) -> None:
    estimate = wilson(*case)
    assert estimate.low is not None and estimate.high is not None
    assert -1e-12 <= estimate.low <= estimate.value + 1e-12 and estimate.value - 1e-12 <= estimate.high <= 1 + 1e-12


@pytest.mark.parametrize("case", [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_rate(case: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="wilson needs"):
        wilson(*case)


def test_the_bootstrap_is_the_same_for_the_same_seed() -> None:
    a, b = [0.0] * 10, [1.0, 0.0] * 5
    assert paired_bootstrap(a, b, range(10), seed=7) == paired_bootstrap(a, b, range(10), seed=7)
    assert paired_bootstrap(a, b, range(10), seed=7) != paired_bootstrap(a, b, range(10), seed=8)


def test_the_bootstrap_keeps_clusters_whole() -> None:
    generator = random.Random(1)
    b = [float(generator.random() < 0.5) for _ in range(5) for _ in range(1)]
    reports = [report for report in range(5) for _ in range(40)]
    together = [value for value in b for _ in range(40)]
    whole = paired_bootstrap([0.0] * 200, together, reports)
    apart = paired_bootstrap([0.0] * 200, together, range(200))
    assert whole.value == apart.value
    assert None not in (whole.low, whole.high, apart.low, apart.high)
    assert (whole.high or 0) - (whole.low or 0) > 3 * ((apart.high or 0) - (apart.low or 0))


def test_clusters_weigh_by_their_cases() -> None:
    assert mean([1.0, 1.0, 1.0, 0.0], ["a", "a", "a", "b"]).value == 0.75


def test_no_interval_from_a_single_cluster() -> None:
    estimate = paired_bootstrap([0.0, 0.0], [1.0, 1.0], ["a", "a"])
    assert (estimate.value, estimate.low, estimate.high, estimate.p) == (1, None, None, None)


def test_p_tells_a_difference_from_none() -> None:
    generator = random.Random(2)
    a = [generator.random() for _ in range(60)]
    noise = [value + generator.gauss(0, 0.1) for value in a]
    gain = [value + generator.gauss(0.2, 0.1) for value in a]
    none, some = (paired_bootstrap(a, b, range(60)) for b in (noise, gain))
    assert none.p is not None and none.p > 0.05 and none.low is not None and none.low <= 0
    assert some.p is not None and some.p < 0.01 and some.low is not None and some.low > 0


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    generator = random.Random(3)
    held = 0
    for trial in range(100):
        values = [generator.gauss(0.3, 1) for _ in range(40)]
        estimate = mean(values, range(40), seed=trial, n=400)
        held += (estimate.low or 0) <= 0.3 <= (estimate.high or 0)
    assert 86 <= held <= 100


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="one length"):
        paired_bootstrap([1.0], [1.0, 2.0], ["a"])


def test_percentiles_lie_between_neighbours() -> None:
    assert (percentile([3.0, 1.0, 2.0], 0.5), percentile([1.0, 2.0], 0.95)) == (2.0, pytest.approx(1.95))
