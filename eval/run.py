"""Running systems over cases, on a library of the evaluation's own.

The libraries lie under `<data>/eval/`: `real` holds the five shipped reports, `all` these and the invented ones. They
are kept between runs and made anew when reading a report gives another record than the one they hold, and when the
model or the splitter is another one.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter

from corpus.records import Report
from corpus.report import read_report
from eval.cases import Case, load_cases
from eval.runs import Result, Run
from eval.score import score
from eval.systems import System
from index.errors import IndexStale
from index.library import SHIPPED, Library

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
INVENTED = HERE / "library"
LIBRARIES = ("real", "all")

Progress = Callable[[str], None]


def report_files(library: str) -> list[Path]:
    """The report files of an evaluation library ("real" or "all"), in a fixed order."""
    return sorted(SHIPPED.glob("*.txt")) + (sorted(INVENTED.glob("*.txt")) if library == "all" else [])


def open_library(data: Path, name: str, embedding: str | None, progress: Progress) -> Library:
    """Open the evaluation library `name` below `data`, filled with its reports as they are read today."""
    folder = data / "eval" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    readings = [read_report(path) for path in report_files(name)]
    library = _as_read_today(folder, embedding, progress, [reading.report for reading in readings])
    kept = {report.sha256 for report in library.reports()}
    for reading in readings:
        if reading.report.sha256 not in kept:
            progress(f"Đang thêm {reading.report.file}…")
            library.add(reading)
    return library


def _as_read_today(folder: Path, embedding: str | None, progress: Progress, reports: Sequence[Report]) -> Library:
    """The library in `folder`, emptied first when it was made otherwise or holds another record than `reports`."""
    with suppress(IndexStale):
        library = Library.open(folder, embedding, progress, seed=False)
        # An id may carry a suffix, so it does not count in the comparison.
        if {replace(kept, id="") for kept in library.reports()} <= {replace(report, id="") for report in reports}:
            return library
        library.close()
    shutil.rmtree(folder)
    return Library.open(folder, embedding, progress, seed=False)


def cases_for(library: str, split: str | None = None) -> list[Case]:
    """The cases that hold on an evaluation library, of one split or all."""
    return [
        case
        for case in load_cases(CASES)
        if (library == "all" or case.library == "real") and split in (None, case.split)
    ]


def sample(cases: Sequence[Case], size: int, seed: int = 0) -> list[Case]:
    """About `size` of the cases, in their order: of each category its share, at least one, drawn by `seed`."""
    drawn: set[str] = set()
    for category in dict.fromkeys(case.category for case in cases):
        ids = [case.id for case in cases if case.category == category]
        share = min(len(ids), max(1, round(size * len(ids) / len(cases))))
        drawn.update(Random(f"{seed} {category}").sample(ids, share))
    return [case for case in cases if case.id in drawn]


def run(system: System, library: Library, cases: Sequence[Case], name: str, progress: Progress) -> Run:
    """Ask `system` every case and score what it says. `name` is the evaluation library's."""
    reports = {report.id: report for report in library.reports()}
    answers: dict[str, dict[str, object]] = {}
    results = []
    began = perf_counter()
    # A rewrite is compared with the answer to its original, so originals come first.
    for done, case in enumerate(sorted(cases, key=lambda case: case.rewrite_of is not None), 1):
        start = perf_counter()
        answer = system.answer(case)
        took = perf_counter() - start
        answers[case.id] = answer
        answer["seconds"] = 0.0
        hits = system.hits(case) if system.hits else None
        original = answers.get(case.rewrite_of or "")
        results.append(Result(case, answer, hits, score(case, answer, hits, reports, original), took))
        if done % 25 == 0 or done == len(cases):
            left = (perf_counter() - began) / done * (len(cases) - done)
            progress(f"{name} · {system.name}: {done}/{len(cases)} câu, còn khoảng {left:.0f} giây")
    about = {"system": system.name, "library": name, "reports": sorted(reports), "date": date.today().isoformat()}
    return Run({**about, **({"spoken": dict(system.spoken)} if system.spoken else {})}, tuple(results))


def say(line: str) -> None:
    """Progress on stderr, so that the table on stdout can be piped."""
    print(line, file=sys.stderr, flush=True)
