"""Running systems: the evaluation's own libraries, the order of cases, what a result holds, and every baseline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.cases import Case
from eval.run import cases_for, open_library, report_files, run, sample
from eval.systems import System, systems
from eval.table import table
from index.library import Library
from index.search import Hit
from tests.assistant.conftest import serve  # noqa: F401

SYSTEMS = ("assistant", "plain", "words", "dense", "refuse", "gold")
HIT_FIELDS = {"report", "province", "start", "end", "text", "score"}


def silent(_: str) -> None:
    """No progress wanted."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture
def real(data: Path) -> Iterator[Library]:
    with open_library(data, "real", None, silent) as library:
        yield library


def figures() -> list[Case]:
    return [case for case in cases_for("real", "dev") if case.category == "figure"]


# --- libraries -------------------------------------------------------------------------------------------------------


def test_the_real_library_holds_the_five_reports_and_all_the_invented_ones_too() -> None:
    real, every = report_files("real"), report_files("all")
    assert len(real) == 5 and every[:5] == real and len(every) >= 5 + 12


def test_a_library_is_filled_once_and_kept(data: Path, real: Library) -> None:
    assert {report.file for report in real.reports()} == {path.name for path in report_files("real")}
    real.close()
    told: list[str] = []
    with open_library(data, "real", None, told.append) as again:
        assert len(again.reports()) == 5
    assert not [line for line in told if "thêm" in line]


@pytest.mark.parametrize("change", [{"title": "Tên cũ"}, {"published": "2001-01-01"}, {"body": "Đã sửa."}], ids=str)
def test_a_library_with_another_record_than_is_read_today_is_made_anew(tmp_path: Path, change: dict[str, Any]) -> None:
    with open_library(tmp_path, "real", None, silent) as library:
        old = library.reports()[0]
        library.remove(old.id)
        library._ledger.add(replace(old, **change), [])
    told: list[str] = []
    with open_library(tmp_path, "real", None, told.append) as library:
        assert old in library.reports() and len(library.reports()) == 5
    assert len([line for line in told if "thêm" in line]) == 5


def test_a_library_of_another_model_is_made_anew(tmp_path: Path) -> None:
    with open_library(tmp_path, "real", None, silent) as library:
        library._ledger.set_meta("maker", {"embedding": "another", "splitter": "another"})
    with open_library(tmp_path, "real", None, silent) as library:
        assert len(library.reports()) == 5


def test_cases_of_the_real_library_need_no_invented_report() -> None:
    real, every = cases_for("real"), cases_for("all")
    assert {case.library for case in real} == {"real"} and {case.id for case in real} < {case.id for case in every}
    assert {case.split for case in cases_for("all", "dev")} == {"dev"}
    assert len(cases_for("all", "dev")) + len(cases_for("all", "test")) == len(every)


def test_a_sample_is_of_each_category_its_share_and_the_same_every_time() -> None:
    cases = cases_for("all")
    drawn = sample(cases, 250)
    assert 245 <= len(drawn) <= 255 and drawn == sample(cases, 250) != sample(cases, 250, seed=1)
    assert drawn == [case for case in cases if case in drawn]
    of_all, of_drawn = (Counter(case.category for case in some) for some in (cases, drawn))
    assert all(abs(of_drawn[name] - 250 * count / len(cases)) <= 0.5 for name, count in of_all.items())
    assert len({case.category for case in sample(cases, 3)}) == len(of_all)


# --- runs ------------------------------------------------------------------------------------------------------------


def test_rewrites_come_after_their_originals_and_are_compared_with_them(real: Library) -> None:
    rewrite = next(case for case in cases_for("real") if case.rewrite_of)
    original = next(case for case in cases_for("real") if case.id == rewrite.rewrite_of)
    made = run(systems(real, ())["assistant"](), real, [rewrite, original], "real", silent)
    assert [result.case.id for result in made.results] == [original.id, rewrite.id]
    assert [result.score.metrics["consistent"] for result in made.results] == [None, 1.0]


def test_a_result_keeps_the_time_apart_from_the_answer(real: Library) -> None:
    made = run(systems(real, ())["assistant"](), real, figures()[:2], "real", silent)
    assert all(result.answer["seconds"] == 0.0 and (result.seconds or 0) > 0 for result in made.results)
    assert made.about["library"] == "real" and len(made.about["reports"]) == 5


def test_progress_tells_how_many_are_done_and_left(real: Library) -> None:
    told: list[str] = []
    cases = [replace(case, id=f"case-{number}") for number, case in enumerate(figures()[:1] * 60)]
    run(systems(real, ())["refuse"](), real, cases, "real", told.append)
    assert [line.split(": ")[1].split(" ")[0] for line in told] == ["25/60", "50/60", "60/60"]


def test_what_became_of_a_models_sentences_is_told_of_its_run(real: Library, serve: Any) -> None:  # noqa: F811
    """One sentence that stands, one that is invented; a refusal asks the model nothing."""

    def script(request: dict[str, Any]) -> Iterator[str]:
        asked = request["messages"][-1]["content"]
        first = re.search(r"<đoạn 1:[^>]*>\n(.+?)[.;]?\n</đoạn", asked)
        yield f"{first[1]} [1]. Đạt 12.345 con trâu [1]." if first else "KHÔNG"

    cases = [figures()[0], next(case for case in cases_for("real") if case.reason == "no_province")]
    made = run(systems(real, (), serve(script).model)["assistant"](), real, cases, "real", silent)
    counts = made.about["spoken"]
    assert (counts["answers"], counts["built_in"], counts["repaired"]) == (1, 0, 0)
    assert counts["kept"] >= 1 and counts["dropped"] >= 1
    assert f"{counts['kept'] + counts['dropped']} sentences of the model: " in table([made]).splitlines()[-1]
    by_reports = run(systems(real, ())["assistant"](), real, cases, "real", silent)
    assert "spoken" not in by_reports.about and "sentences" not in table([by_reports])


# --- systems ---------------------------------------------------------------------------------------------------------


def test_every_system_answers_in_the_one_shape(real: Library) -> None:
    made = systems(real, report_files("real"))
    assert tuple(made) == SYSTEMS
    case = figures()[0]
    shape = systems(real, ())["refuse"]().answer(case).keys()
    for name in SYSTEMS:
        system: System = made[name]()
        answer = system.answer(case)
        assert system.name == name and answer.keys() == shape
        assert system.hits is None or all(hit.keys() == HIT_FIELDS for hit in system.hits(case))


def test_the_gold_system_is_given_the_evidence_first(real: Library) -> None:
    by_words, by_gold = (run(systems(real, ())[name](), real, figures(), "real", silent) for name in ("refuse", "gold"))
    assert sum(result.score.outcome == "right" for result in by_words.results) == 0
    assert sum(result.score.outcome == "right" for result in by_gold.results) > 0.8 * len(figures())


@pytest.mark.parametrize(("name", "part"), [("words", lambda hit: hit.words), ("dense", lambda hit: hit.dense)])
def test_one_half_of_the_search_alone_ranks_by_it(real: Library, name: str, part: Callable[[Hit], float]) -> None:
    case = figures()[0]
    hits: Any = systems(real, ())[name]().hits
    found = real.search_turns([case.question], 60)
    best = max(found, key=part)
    assert (hits(case)[0]["report"], hits(case)[0]["start"]) == (best.report.id, best.passage.start)


def test_the_plain_recipe_searches_raw_files_in_every_province(real: Library) -> None:
    plain = systems(real, report_files("real"))["plain"]()
    assert plain.hits is not None
    hits = [hit for case in figures()[:20] for hit in plain.hits(case)]
    assert len({hit["province"] for hit in hits}) > 2 and max(len(hit["text"]) for hit in hits) <= 1000
