"""Stored runs: one JSONL file a run, so that two runs can be compared by `diff` and by `eval.compare`.

The first line is `{"run": {...}}`: the system, the corpus, the date, whatever the caller says of the run. Then a line
a case: the case's own fields, `answer`, `hits`, `scores` and, last, `seconds`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from eval.cases import Case, case_from
from eval.metrics import Answer, Hit
from eval.score import METRICS, CaseScore


@dataclass(frozen=True)
class Result:
    """What a system made of one case. `seconds` is None where it was not measured or not kept."""

    case: Case
    answer: Answer
    hits: Sequence[Hit] | None
    score: CaseScore
    seconds: float | None = None


@dataclass(frozen=True)
class Run:
    """The results of one system over a set of cases; `about` must hold `system`, its name."""

    about: Mapping[str, Any]
    results: tuple[Result, ...]

    @property
    def system(self) -> str:
        """The name of the system that ran."""
        return str(self.about["system"])

    @property
    def seconds(self) -> dict[str, float]:
        """Case id to the seconds that its answer took, where known."""
        return {result.case.id: result.seconds for result in self.results if result.seconds is not None}


class BadRun(ValueError):
    """A file that holds no run; the message names file and line."""


def save_run(path: Path, run: Run, canonical: bool = False) -> None:
    """Write `run` to `path`; `canonical` leaves the times out, so that two runs of one system are the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in _lines(run, canonical)), encoding="utf-8", newline="\n")


def _lines(run: Run, canonical: bool) -> Iterator[str]:
    yield json.dumps({"run": dict(run.about)}, ensure_ascii=False)
    for result in run.results:
        line = asdict(result.case)
        line["nuggets"] = [_nugget(nugget) for nugget in line["nuggets"]]
        line["answer"] = {name: value for name, value in result.answer.items() if name != "seconds"}
        line["hits"] = None if result.hits is None else [dict(hit) for hit in result.hits]
        same = ("id", "category", "split", "library")
        line["scores"] = {name: value for name, value in asdict(result.score).items() if name not in same}
        if not canonical and result.seconds is not None:
            line["seconds"] = result.seconds
        yield json.dumps(line, ensure_ascii=False)


def _nugget(nugget: dict[str, Any]) -> dict[str, Any]:
    """The nugget's fields as its kind has them in a case file."""
    alien = ("text",) if nugget["kind"] == "figure" else ("value", "unit", "year", "level")
    return {name: value for name, value in nugget.items() if name not in alien}


def load_run(path: Path) -> Run:
    """The run stored in `path`. Raises `BadRun` when the file is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    results = []
    try:
        about = json.loads(lines[0])["run"]
        if "system" not in about:
            raise ValueError('the run names no "system"')
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise BadRun(f"{path}:1: the first line must be {{'run': {{'system': …}}}}: {error}") from error
    for number, line in enumerate(lines[1:], start=2):
        try:
            results.append(_result(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            raise BadRun(f"{path}:{number}: no line of a run ({error}); run the evaluation again") from error
    return Run(about, tuple(results))


def _result(line: dict[str, Any]) -> Result:
    # Lists of JSON were tuples; asdict nests plainly, so the case's own reader does the rest.
    answer, hits, scores, seconds = (line.pop(name, None) for name in ("answer", "hits", "scores", "seconds"))
    case = case_from(line)
    if scores["metrics"].keys() != METRICS.keys():
        raise ValueError("its metrics are of another version")
    tuples = {f.name: tuple(scores[f.name]) for f in fields(CaseScore) if isinstance(scores.get(f.name), list)}
    same = {"id": case.id, "category": case.category, "split": case.split, "library": case.library}
    return Result(case, answer, hits, CaseScore(**{**same, **scores, **tuples}), seconds)
