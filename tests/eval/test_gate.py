"""Planted defects turn the gate red; an untouched run leaves it green."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import assistant.weights
import index.library
import index.words
from corpus.records import Report
from corpus.report import read_report
from corpus.text import modern_tones, nfc, syllables
from eval.cases import Case
from eval.gate import GIVEN, baseline_of, broken_promises, check, differences, measured
from eval.run import INVENTED, cases_for, open_library, report_files, run
from eval.runs import Result, Run
from eval.score import score
from eval.systems import systems
from index.library import Library
from index.spelling import Spelling

Answer = dict[str, Any]
Change = Callable[[Case, Answer], None]
ABSTAINED = {"status": "abstained", "reason": "no_evidence", "text": "Không có.", "citations": []}


def silent(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True)
class World:
    """The assistant's run on the five reports, as sound as it was, and what it is judged by."""

    data: Path
    library: Library
    reports: Mapping[str, Report]
    run: Run

    def problems(self, spoilt: Run, reports: Mapping[str, Report] | None = None, sound: Run | None = None) -> list[str]:
        """What the gate says of a run, by the numbers of the `sound` one."""
        return check([spoilt], baseline_of([sound or self.run]), {"real": reports or self.reports})

    def spoil(self, change: Change, at_most: int | None = None, reports: Mapping[str, Report] | None = None) -> Run:
        """The run with `change` applied to the answers given, `at_most` so many, and scored anew."""
        results, left = [], at_most
        for result in self.run.results:
            answer = deepcopy(dict(result.answer))
            if answer["status"] in GIVEN and left != 0:
                change(result.case, answer)
            if answer != result.answer:
                left = None if left is None else left - 1
                result = rescored(result, answer, reports or self.reports)
            results.append(result)
        assert left in (None, 0), "the defect could not be planted"
        return replace(self.run, results=tuple(results))

    def asked_again(self, library: Library, about: Callable[[Case], bool]) -> Run:
        """The run with the cases that `about` picks asked of another library."""
        cases = [result.case for result in self.run.results if about(result.case)]
        assert cases
        fresh = run(systems(library, ())["assistant"](), library, cases, "real", silent)
        by_id = {result.case.id: result for result in fresh.results}
        return replace(self.run, results=tuple(by_id.get(r.case.id, r) for r in self.run.results))


def rescored(result: Result, answer: Answer, reports: Mapping[str, Report]) -> Result:
    return replace(result, answer=answer, score=score(result.case, answer, result.hits, reports))


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The dev cases on the five reports, and the figures of Long An, whose file holds a reworded copy of itself.

    Whether the assistant keeps its promises is for the gate to say, and not for its tests: cases in which it does not
    are left out.
    """
    data = tmp_path_factory.mktemp("gate")
    with open_library(data, "real", None, silent) as library, pytest.MonkeyPatch.context() as patch:
        # A question is searched with several times, in each run: embedded once, the tests take a third of the time.
        patch.setattr(library.embedder, "embed_query", cache(library.embedder.embed_query))
        cases = [c for c in cases_for("real") if c.split == "dev" or c.id.startswith("figure-long-an")]
        made = run(systems(library, report_files("real"))["assistant"](), library, cases, "real", silent)
        reports = {report.id: report for report in library.reports()}
        broken = " ".join(broken_promises(made, reports))
        sound = replace(made, results=tuple(r for r in made.results if f"/{r.case.id}:" not in broken))
        assert len(sound.results) > 0.95 * len(cases)
        yield World(data, library, reports, sound)


def rules(problems: list[str]) -> set[str]:
    return {problem.split(":")[0] for problem in problems}


def test_an_untouched_run_is_green(world: World) -> None:
    assert world.problems(world.run) == []
    assert differences(world.run, world.run) == []


# --- defects in answers ----------------------------------------------------------------------------------------------


def citations_shuffled(world: World) -> list[str]:
    given = [r.answer["citations"] for r in world.run.results if r.answer["citations"]]
    following = iter([*given[1:], given[0]])

    def shuffle(_: Case, answer: Answer) -> None:
        others = next(following)
        answer["citations"] = [{**others[i % len(others)], "n": c["n"]} for i, c in enumerate(answer["citations"])]

    return world.problems(world.spoil(shuffle))


def province_swapped(world: World) -> list[str]:
    other = {"Bắc Giang": "Lai Châu", "Lai Châu": "Bắc Giang"}

    def swap(case: Case, answer: Answer) -> None:
        if case.category == "figure":
            answer["text"] = re.sub("|".join(other), lambda name: other[name[0]], answer["text"])

    return world.problems(world.spoil(swap, at_most=1))


def unit_dropped(world: World) -> list[str]:
    def drop(case: Case, answer: Answer) -> None:
        if case.category == "figure":
            answer["text"] = re.sub(r"(?<=\d)(\**)(?:\s?%|\s(?:tỷ|triệu) đồng)", r"\1", answer["text"])

    return world.problems(world.spoil(drop, at_most=1))


def number_changed(world: World) -> list[str]:
    def change(case: Case, answer: Answer) -> None:
        if case.category == "figure":
            answer["text"] = re.sub(r"(?<=\*\*)\d", lambda digit: str(9 - int(digit[0])), answer["text"])

    return world.problems(world.spoil(change, at_most=1))


def offsets_off_by_one(world: World) -> list[str]:
    def shift(_: Case, answer: Answer) -> None:
        answer["citations"][0]["start"] += 1
        answer["citations"][0]["end"] += 1

    return world.problems(world.spoil(shift, at_most=1))


def quote_paraphrased(world: World) -> list[str]:
    def paraphrase(_: Case, answer: Answer) -> None:
        quote = answer["citations"][0]["quote"]
        answer["citations"][0]["quote"] = quote.replace("sử dụng", "tận dụng")

    return world.problems(world.spoil(paraphrase, at_most=1))


def evidence_from_the_reworded_copy(world: World) -> list[str]:
    report = next(report for report in world.reports.values() if report.file == "long-an.txt")
    copy = max((cut.text for cut in report.dropped), key=len)
    quote = next(
        line for line in copy.split("\n") if re.search(r"\d", line) and len(line) > 60 and line not in report.body
    )

    def cite(case: Case, answer: Answer) -> None:
        if case.scope.provinces == ("Long An",):
            answer["citations"] = [{**answer["citations"][0], "n": 1, "quote": quote}]
            answer["text"] = f"{quote} [1]."

    return world.problems(world.spoil(cite, at_most=1))


def invented() -> Report:
    return read_report(INVENTED / "an-giang-2015.txt").report


def cite_a_distractor(case: Case, answer: Answer) -> None:
    """Tell another province's figure, with its source."""
    report = invented()
    sentence = re.search(r"[^\n.]*\d+%[^\n.]*", report.body)
    assert sentence
    told = {"report": report.id, "province": report.province, "title": report.title, "published": report.published}
    if case.category == "figure":
        start, end = sentence.span()
        answer["citations"] = [{"n": 1, **told, "start": start, "end": end, "quote": sentence[0]}]
        answer["text"] = f"{sentence[0].strip()} [1]."


def distractors_figure(world: World) -> list[str]:
    return world.problems(world.spoil(cite_a_distractor, at_most=1))


def distractors_figure_from_a_report_in_the_library(world: World) -> list[str]:
    reports = {**world.reports, invented().id: invented()}
    return world.problems(world.spoil(cite_a_distractor, at_most=1, reports=reports), reports)


def unsupported_sentence_added(world: World) -> list[str]:
    def add(_: Case, answer: Answer) -> None:
        answer["text"] += "\n\nNgoài ra, 97,3% cán bộ hài lòng."

    return world.problems(world.spoil(add, at_most=1))


def sources_taken_away(world: World) -> list[str]:
    def take(_: Case, answer: Answer) -> None:
        answer["citations"] = []
        answer["text"] = re.sub(r" ?\[\d+\]", "", answer["text"])

    return world.problems(world.spoil(take, at_most=1))


def refusal_with_sources(world: World) -> list[str]:
    def refuse(_: Case, answer: Answer) -> None:
        answer.update(status="abstained", reason="no_evidence")

    return world.problems(world.spoil(refuse, at_most=1))


def source_relabelled(world: World) -> list[str]:
    def label(_: Case, answer: Answer) -> None:
        answer["citations"][0]["published"] = "2024-01-01"

    return world.problems(world.spoil(label, at_most=1))


# --- defects in the whole --------------------------------------------------------------------------------------------


def always_refuse(world: World) -> list[str]:
    return world.problems(world.spoil(lambda _, answer: answer.update(deepcopy(ABSTAINED))))


def never_refuse(world: World) -> list[str]:
    stored = json.loads(assistant.weights.FILE.read_text(encoding="utf-8"))
    bold = world.data / "weights.json"
    bold.write_text(json.dumps({**stored, "threshold": 0.0}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assistant.weights, "FILE", bold)
        assistant.weights.weights.cache_clear()
        spoilt = world.asked_again(world.library, lambda case: case.category == "near_miss")
    assistant.weights.weights.cache_clear()
    return world.problems(spoilt)


def stale_index(world: World) -> list[str]:
    with open_library(world.data / "stale", "real", None, silent) as library:
        report = next(report.id for report in library.reports() if report.province == "Bắc Giang")
        gone = {passage.id for passage in library.passages(report)[::2]}
        library._vectors.delete(gone)
        library._words.delete(gone)
        about = ("figure", ("Bắc Giang",))
        spoilt = world.asked_again(library, lambda case: (case.category, case.scope.provinces) == about)
    return world.problems(spoilt)


def accent_handling_off(world: World) -> list[str]:
    def unfolded(text: str) -> list[str]:
        return [token for token, _, _ in syllables(modern_tones(nfc(text)).lower())]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Spelling, "repair", lambda self, text: nfc(text))
        patch.setattr(index.words, "word_tokens", unfolded)
        patch.setattr(index.library, "word_tokens", unfolded)
        with open_library(world.data / "unfolded", "real", None, silent) as library:
            return world.problems(world.asked_again(library, lambda case: case.category == "typing"))


def category_quietly_worse(world: World) -> list[str]:
    """Lists get worse by more than 5 points, and facts better by as many cases, so that no total falls."""
    right: dict[str, list[str]] = {"list": [], "fact": []}
    for result in world.run.results:
        if result.case.answerable and result.score.outcome == "right" and result.case.category in right:
            right[result.case.category].append(result.case.id)
    lists = sum(result.case.category == "list" for result in world.run.results)
    some = int(0.06 * lists) + 1

    def refused(ids: list[str]) -> Run:
        def refuse(case: Case, answer: Answer) -> None:
            if case.id in ids:
                answer.update(deepcopy(ABSTAINED))

        return world.spoil(refuse)

    return world.problems(refused(right["list"][:some]), sound=refused(right["fact"][:some]))


def hits_in_reverse(world: World) -> list[str]:
    results = [
        replace(r, score=score(r.case, r.answer, list(reversed(r.hits or ())), world.reports))
        for r in world.run.results
    ]
    return world.problems(replace(world.run, results=tuple(results)))


def second_run_not_identical(world: World) -> list[str]:
    def change(_: Case, answer: Answer) -> None:
        answer["text"] += "\n"

    return differences(world.run, world.spoil(change, at_most=1))


def cases_left_out(world: World) -> list[str]:
    kept = tuple(result for result in world.run.results if result.score.outcome == "right")
    return world.problems(replace(world.run, results=kept))


DEFECTS: dict[Callable[[World], list[str]], str] = {
    citations_shuffled: "supported",
    province_swapped: "supported",
    unit_dropped: "supported",
    number_changed: "supported",
    offsets_off_by_one: "verbatim",
    quote_paraphrased: "verbatim",
    evidence_from_the_reworded_copy: "cut",
    distractors_figure: "resolve",
    distractors_figure_from_a_report_in_the_library: "scope",
    unsupported_sentence_added: "supported",
    sources_taken_away: "resolve",
    refusal_with_sources: "refusal",
    source_relabelled: "resolve",
    always_refuse: "total",
    never_refuse: "total",
    stale_index: "total",
    accent_handling_off: "total",
    category_quietly_worse: "category",
    hits_in_reverse: "total",
    second_run_not_identical: "same",
    cases_left_out: "baseline",
}


@pytest.mark.parametrize("plant", DEFECTS, ids=lambda plant: plant.__name__)
def test_a_planted_defect_turns_the_gate_red(plant: Callable[[World], list[str]], world: World) -> None:
    problems = plant(world)
    assert DEFECTS[plant] in rules(problems), problems


def test_a_category_that_falls_while_totals_hold_is_told_by_its_own_rule_alone(world: World) -> None:
    assert rules(category_quietly_worse(world)) == {"category"}


# --- the numbers -----------------------------------------------------------------------------------------------------


def test_better_numbers_are_green(world: World) -> None:
    worse = world.spoil(lambda case, answer: answer.update(deepcopy(ABSTAINED)) if case.category == "list" else None)
    assert world.problems(world.run, sound=worse) == []


def test_a_baseline_survives_being_stored(world: World) -> None:
    stored = json.loads(json.dumps(baseline_of([world.run])))
    assert check([world.run], stored, {"real": world.reports}) == []
    assert stored["real"] == measured(world.run)


def test_one_lost_answer_is_more_than_rounding(world: World) -> None:
    spoilt = world.spoil(lambda _, answer: answer.update(deepcopy(ABSTAINED)), at_most=1)
    assert any("false_refusal" in problem for problem in world.problems(spoilt))


def test_a_library_that_was_not_run_or_has_no_numbers_is_told(world: World) -> None:
    baseline = baseline_of([world.run])
    assert rules(check([], baseline, {})) == {"baseline"}
    assert rules(check([world.run], {}, {"real": world.reports})) == {"baseline"}


def test_times_make_no_difference(world: World) -> None:
    later = [replace(r, answer={**r.answer, "seconds": 9.0}, seconds=9.0) for r in world.run.results]
    assert differences(world.run, replace(world.run, results=tuple(later))) == []
