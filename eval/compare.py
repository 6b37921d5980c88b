"""Two runs side by side: what changed, and whether by more than noise."""

from __future__ import annotations

from dataclasses import dataclass

from eval.runs import Run
from eval.score import LESS_IS_BETTER, METRICS
from eval.stats import paired_bootstrap


@dataclass(frozen=True)
class Difference:
    """A metric over the `n` cases that both runs scored: its mean in either, and b - a with a 95 % interval.

    `more_than_noise` is whether the interval leaves out 0; `better` whether b is the better side of it. Without an
    interval (a single report) it is always noise.
    """

    metric: str
    n: int
    a: float
    b: float
    difference: float
    low: float | None
    high: float | None
    p: float | None
    more_than_noise: bool

    @property
    def better(self) -> bool:
        """Whether b is the better one."""
        return self.difference < 0 if self.metric in LESS_IS_BETTER else self.difference > 0


@dataclass(frozen=True)
class Changed:
    """Ids of the cases that were right in a and are not in b (`lost`), the other way round (`gained`), and in one run
    only."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


def compare(run_a: Run, run_b: Run, seed: int = 0) -> list[Difference]:
    """The difference of each metric over the cases to which it applies in both runs, in the order of `METRICS`."""
    a, b = ({result.case.id: result.score for result in run.results} for run in (run_a, run_b))
    found = []
    for metric in METRICS:
        pairs = [
            (x, y, a[id].cluster)
            for id in a
            if id in b and (x := a[id].metrics[metric]) is not None and (y := b[id].metrics[metric]) is not None
        ]
        if not pairs:
            continue
        before, after = [x for x, _, _ in pairs], [y for _, y, _ in pairs]
        estimate = paired_bootstrap(before, after, [cluster for _, _, cluster in pairs], seed)
        low, high = estimate.low, estimate.high
        noise = low is None or high is None or low <= 0 <= high
        means = sum(before) / len(pairs), sum(after) / len(pairs)
        found.append(Difference(metric, len(pairs), *means, estimate.value, low, high, estimate.p, not noise))
    return found


def changed(run_a: Run, run_b: Run) -> Changed:
    """The cases that changed between the runs, in order of a."""
    a, b = ({result.case.id: result.score.outcome == "right" for result in run.results} for run in (run_a, run_b))
    return Changed(
        lost=tuple(id for id in a if id in b and a[id] and not b[id]),
        gained=tuple(id for id in a if id in b and not a[id] and b[id]),
        only_a=tuple(id for id in a if id not in b),
        only_b=tuple(id for id in b if id not in a),
    )


def format_comparison(run_a: Run, run_b: Run, seed: int = 0) -> str:
    """The comparison as plain text for a terminal; `*` marks what is more than noise."""
    lines = [f"a: {run_a.system}", f"b: {run_b.system}", ""]
    lines.append(f"  {'metric':20} {'n':>4} {'a':>8} {'b':>8} {'b - a':>8}   95 % interval")
    for one in compare(run_a, run_b, seed):
        interval = "-" if one.low is None else f"[{one.low:+.3f}, {one.high:+.3f}]"
        mark = "*" if one.more_than_noise else " "
        lines.append(f"{mark} {one.metric:20} {one.n:4} {one.a:8.3f} {one.b:8.3f} {one.difference:+8.3f}   {interval}")
    moved = changed(run_a, run_b)
    for title, ids in (
        ("right to not right", moved.lost),
        ("not right to right", moved.gained),
        ("only in a", moved.only_a),
        ("only in b", moved.only_b),
    ):
        if ids:
            lines += ["", f"{title} ({len(ids)}):", *(f"  {id}" for id in ids)]
    return "\n".join(lines)
