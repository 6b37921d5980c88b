"""The gate: may this state of the assistant land? Promises without tolerance, numbers against `eval/baseline.json`.

The core is pure: runs, reports and a baseline in, problems out, a plain line each that begins with the rule's name.
Only `gate` asks the assistant anything.

| rule | what breaks it |
|---|---|
| resolve | a marker or citation that leads nowhere, an answer without any, a report unknown or described otherwise |
| verbatim | a quote that is not, letter for letter, what stands at its offsets |
| cut | a quote from what was cut from the published file, such as the reworded copy |
| supported | a number that nothing cited in its own sentence says |
| scope | a citation from a province that was not asked about |
| refusal | a refusal or a question back that shows sources |
| total | one of `TOTALS` worse than in the baseline |
| category | a category's share of right answers more than `CATEGORY_POINTS` below the baseline's |
| same | a question asked again that gets another answer or other hits |
| baseline | a baseline of other libraries or of another number of cases |
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.cases import squeeze
from eval.metrics import GIVEN, Reports, is_verbatim, resolved
from eval.run import LIBRARIES, cases_for, open_library, report_files, run
from eval.runs import BadRun, Result, Run, load_run
from eval.score import LESS_IS_BETTER, METRICS
from eval.systems import systems

BASELINE = Path(__file__).with_name("baseline.json")
TOTALS = ("right", "truthfulness", "nuggets_vital", "hit_1", "recall_5", "false_answer", "false_refusal")
CATEGORY_POINTS = 0.05
DIGITS = 4
ROUNDING = 0.6 * 10**-DIGITS
"""How far a value may lie from the baseline's, which is kept to `DIGITS` digits."""
AGAIN = 8
"""Every how many-th case is asked again: in this process, and in another one, whose sets are in another order."""

Baseline = Mapping[str, Mapping[str, Any]]
Problem = tuple[str, str]


def check(runs: Sequence[Run], baseline: Baseline, reports: Mapping[str, Reports]) -> list[str]:
    """What keeps the runs, one a library, from landing; empty when nothing does.

    `baseline` is what `baseline_of` made of earlier runs, `reports` maps a library's name to its records by id.
    """
    names = [_library(made) for made in runs]
    problems = [f"baseline: {name}: not run" for name in baseline if name not in names]
    for name, made in zip(names, runs, strict=True):
        problems += broken_promises(made, reports[name])
        problems += [f"{rule}: {name}: {what}" for rule, what in _worse(measured(made), baseline.get(name))]
    return problems


def baseline_of(runs: Sequence[Run]) -> dict[str, dict[str, Any]]:
    """What is kept of runs, by library, to measure later ones against."""
    return {_library(made): measured(made) for made in runs}


def measured(run: Run) -> dict[str, Any]:
    """`{"n": cases, "metrics": {name: mean}, "categories": {name: share of right answers}}`.

    Metrics that apply to no case of the run are left out.
    """
    right: dict[str, list[float | None]] = {}
    for result in run.results:
        right.setdefault(result.case.category, []).append(result.score.metrics["right"])
    metrics = {name: _mean([result.score.metrics[name] for result in run.results]) for name in METRICS}
    return {
        "n": len(run.results),
        "metrics": {name: value for name, value in metrics.items() if value is not None},
        "categories": {category: _mean(values) for category, values in right.items()},
    }


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), DIGITS) if known else None


def _library(run: Run) -> str:
    return str(run.about["library"])


# --- promises --------------------------------------------------------------------------------------------------------


def broken_promises(run: Run, reports: Reports) -> list[str]:
    """Every promise that an answer of the run breaks."""
    return [
        f"{rule}: {_library(run)}/{result.case.id}: {what}"
        for result in run.results
        for rule, what in _of_answer(result, reports)
    ]


def _of_answer(result: Result, reports: Reports) -> Iterator[Problem]:
    answer, citations = result.answer, result.answer["citations"]
    if answer["status"] not in GIVEN:
        if citations:
            yield "refusal", f"{answer['status']}, but it shows {len(citations)} sources"
        return
    if not citations:
        yield "resolve", "it answers without a source"
    elif resolved(answer, reports) != 1:
        yield "resolve", "a marker or a citation leads nowhere"
    for citation in citations:
        for rule, what in _of_citation(citation, result.case.scope.provinces, reports):
            yield rule, f"[{citation['n']}] {what}"
    for number in result.score.unsupported:
        yield "supported", f"nothing cited says {number!r}"


def _of_citation(citation: Mapping[str, Any], asked: Sequence[str], reports: Reports) -> Iterator[Problem]:
    report = reports.get(citation["report"])
    if report is None:
        yield "resolve", f"is of {citation['report']}, which is not in this library"
        return
    if (citation["province"], citation["title"], citation["published"]) != (
        report.province,
        report.title,
        report.published,
    ):
        yield "resolve", f"describes {report.id} otherwise than its record"
    if asked and report.province not in asked:
        yield "scope", f"is of {report.province}; asked was {', '.join(asked)}"
    if not is_verbatim(citation, reports):
        quote = squeeze(citation["quote"])
        reason = next((cut.reason for cut in report.dropped if quote in squeeze(cut.text)), None)
        if reason:
            yield "cut", f"quotes what was cut from {report.file} ({reason}): {quote[:60]!r}"
        else:
            yield "verbatim", f"quotes what does not stand there in {report.id}: {quote[:60]!r}"


# --- numbers ---------------------------------------------------------------------------------------------------------


def _worse(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> Iterator[Problem]:
    """What is worse now than before, or cannot be compared."""
    if before is None:
        yield "baseline", "it has no numbers of this library"
        return
    if now["n"] != before["n"]:
        yield "baseline", f"it is of {before['n']} cases, this run of {now['n']}"
    for metric in TOTALS:
        was, value = before["metrics"].get(metric), now["metrics"].get(metric)
        if was is not None and (value is None or _loss(metric, was, value) > ROUNDING):
            yield "total", f"{metric} is {value}, was {was}"
    for category, was in before["categories"].items():
        value = now["categories"].get(category, 0.0)
        if was - value > CATEGORY_POINTS + ROUNDING:
            yield "category", f"{category} has {value:.1%} right, had {was:.1%}"


def _loss(metric: str, was: float, value: float) -> float:
    return value - was if metric in LESS_IS_BETTER else was - value


# --- the same question, the same answer ------------------------------------------------------------------------------


def differences(first: Run, again: Run) -> list[str]:
    """The cases of `again` whose answer or hits are not, byte for byte, those of `first`; times do not count."""
    before = {result.case.id: _bytes(result) for result in first.results}
    return [
        f"same: {_library(first)}/{result.case.id}: asked again, it has another answer or other hits"
        for result in again.results
        if before.get(result.case.id) != _bytes(result)
    ]


def _bytes(result: Result) -> bytes:
    answer = {name: value for name, value in result.answer.items() if name != "seconds"}
    return json.dumps([answer, result.hits], ensure_ascii=False).encode()


# --- the command -----------------------------------------------------------------------------------------------------


def gate(
    data: Path, embedding: str | None, progress: Callable[[str], None], accept: bool = False
) -> tuple[list[Run], list[str]]:
    """Ask the assistant every case of both libraries, some of them again; the runs and the problems.

    `accept` writes the runs' numbers as the new baseline first, so that only broken promises and changing answers are
    left to complain of.
    """
    runs: list[Run] = []
    records: dict[str, Reports] = {}
    problems: list[str] = []
    for name in LIBRARIES:
        with open_library(data, name, embedding, progress) as library:
            assistant = systems(library, report_files(name))["assistant"]()
            cases = cases_for(name)
            runs.append(run(assistant, library, cases, name, progress))
            records[name] = {report.id: report for report in library.reports()}
            progress(f"{name}: hỏi lại {len(cases[::AGAIN])} câu, câu trả lời phải giống hệt…")
            problems += differences(runs[-1], run(assistant, library, cases[::AGAIN], name, progress))
    progress(f"{LIBRARIES[0]}: hỏi lại các câu ấy trong một tiến trình khác…")
    sample = [case.id for case in cases_for(LIBRARIES[0])[::AGAIN]]
    problems += differences(runs[0], _run_elsewhere(data, embedding, LIBRARIES[0], sample))
    if accept:
        text = json.dumps(baseline_of(runs), ensure_ascii=False, indent=1, sort_keys=True)
        BASELINE.write_text(text + "\n", encoding="utf-8")
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    return runs, check(runs, baseline, records) + problems


def _run_elsewhere(data: Path, embedding: str | None, library: str, ids: Sequence[str]) -> Run:
    """The assistant's run over the cases `ids` in a process of its own. Raises `BadRun` when that fails."""
    with TemporaryDirectory() as folder:
        saved = Path(folder) / "run.jsonl"
        options = ["--data", str(data), "--library", library, "--systems", "assistant", "--only", ",".join(ids)]
        options += ["--embedding", embedding] if embedding else []
        command = [sys.executable, "-m", "eval", *options, "--save", str(saved)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        if done.returncode:
            raise BadRun(f"the second process failed: {done.stderr.strip().splitlines()[-1]}")
        return load_run(saved)
