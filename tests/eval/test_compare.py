"""Comparing runs: signs, noise, the cases that changed; and runs as they are stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.compare import Changed, changed, compare, format_comparison
from eval.runs import BadRun, Run, load_run, save_run

RIGHT, WRONG = "Đầu tư 42,7 tỷ đồng [1].", "Đầu tư 99 tỷ đồng [1]."


def spread(run: Run) -> Run:
    """The run with each case about a report of its own."""
    results = [replace(result, score=replace(result.score, cluster=result.case.id)) for result in run.results]
    return replace(run, results=tuple(results))


def test_a_run_equals_itself(run_of: Callable[..., Run]) -> None:
    run = spread(run_of({1: RIGHT, 2: WRONG, 100: None}))
    assert all(one.difference == 0 and not one.more_than_noise and one.p in (1, None) for one in compare(run, run))
    assert changed(run, run) == Changed((), (), (), ())


def test_a_clear_gain_is_more_than_noise_and_a_single_case_is_not(run_of: Callable[..., Run]) -> None:
    bad, good = (dict.fromkeys(range(12), text) for text in (WRONG, RIGHT))
    before, after = spread(run_of(bad)), spread(run_of(good))
    right = {one.metric: one for one in compare(before, after)}
    assert (right["right"].a, right["right"].b, right["right"].difference) == (0, 1, 1)
    assert right["right"].more_than_noise and right["right"].better
    assert right["wrong_figures"].difference == -1 and right["wrong_figures"].better
    one = {one.metric: one for one in compare(before, spread(run_of({**bad, 3: RIGHT})))}["right"]
    assert one.difference == pytest.approx(1 / 12) and not one.more_than_noise


def test_cases_about_one_report_are_no_evidence_of_their_own(run_of: Callable[..., Run]) -> None:
    bad, good = (dict.fromkeys(range(12), text) for text in (WRONG, RIGHT))
    right = next(one for one in compare(run_of(bad), run_of(good)) if one.metric == "right")
    assert (right.difference, right.low, right.p, right.more_than_noise) == (1, None, None, False)


def test_the_cases_that_changed_are_named(run_of: Callable[..., Run]) -> None:
    moved = changed(run_of({1: RIGHT, 2: WRONG, 3: RIGHT, 4: RIGHT}), run_of({1: WRONG, 2: RIGHT, 3: RIGHT, 5: RIGHT}))
    assert (moved.lost, moved.gained, moved.only_a, moved.only_b) == (
        ("case-001",),
        ("case-002",),
        ("case-004",),
        ("case-005",),
    )


def test_only_cases_of_both_runs_are_compared(run_of: Callable[..., Run]) -> None:
    differences = compare(run_of({1: RIGHT, 2: RIGHT}), run_of({2: RIGHT, 3: WRONG}))
    assert {(one.metric, one.n, one.b) for one in differences if one.metric == "right"} == {("right", 1, 1)}


def test_the_text_names_metrics_and_cases(run_of: Callable[..., Run]) -> None:
    text = format_comparison(run_of({1: RIGHT}, "cũ"), run_of({1: WRONG}, "mới"))
    assert "a: cũ\nb: mới" in text
    assert "  right                   1    1.000    0.000   -1.000   -" in text
    assert text.endswith("right to not right (1):\n  case-001")


def test_a_stored_run_comes_back_as_it_was(tmp_path: Path, run_of: Callable[..., Run]) -> None:
    run = run_of({1: RIGHT, 2: WRONG, 100: None})
    save_run(tmp_path / "runs" / "a.jsonl", run)
    loaded = load_run(tmp_path / "runs" / "a.jsonl")
    assert loaded.about == run.about and loaded.seconds == run.seconds
    assert [result.case for result in loaded.results] == [result.case for result in run.results]
    assert [result.score for result in loaded.results] == [result.score for result in run.results]
    assert [one.difference for one in compare(run, loaded)] == [0] * len(compare(run, loaded))


def test_canonical_runs_differ_by_nothing_but_what_was_answered(tmp_path: Path, run_of: Callable[..., Run]) -> None:
    runs = {
        "a": run_of({1: RIGHT, 100: None}, seconds=0.5),
        "b": run_of({1: RIGHT, 100: None}, seconds=0.7),
        "c": run_of({1: WRONG, 100: None}, seconds=0.5),
    }
    for name, run in runs.items():
        save_run(tmp_path / name, run, canonical=True)
        save_run(tmp_path / f"{name}-timed", run)
    written = {name: (tmp_path / name).read_bytes() for name in runs}
    assert written["a"] == written["b"] != written["c"]
    assert b"seconds" not in written["a"]
    assert (tmp_path / "a-timed").read_bytes() != (tmp_path / "b-timed").read_bytes()
    assert load_run(tmp_path / "a").seconds == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1: "),
        ("[]\n", ":1: "),
        ('{"run": {}}\n', 'names no "system"'),
        ('{"run": {"system": "x"}}\n{}\n', ":2: "),
    ],
)
def test_a_file_that_is_no_run_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(BadRun, match=message):
        load_run(tmp_path / "a.jsonl")
