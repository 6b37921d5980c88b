"""The case files keep to eval/cases/README.md and to the reports; and the checks that say so can fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.report import read_report
from eval.cases import REAL_SPLITS, BadCase, Case, case_from, check_case, load_cases, read_splits
from eval.metrics import locate
from eval.numbers import fold

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "eval" / "cases"
REPORTS = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])
SPLITS = {**REAL_SPLITS, **read_splits((ROOT / "eval" / "library" / "README.md").read_text(encoding="utf-8"))}
PATHS = sorted(FOLDER.glob("*.jsonl"))
GOOD: dict[str, Any] = {
    "id": "figure-bac-giang-900",
    "question": "Năm 2016 Bắc Giang đầu tư bao nhiêu cho CNTT?",
    "history": [],
    "category": "figure",
    "split": "dev",
    "library": "real",
    "answerable": True,
    "scope": {"provinces": ["Bắc Giang"], "years": [2016], "level": None},
    "nuggets": [
        {
            "kind": "figure",
            "value": "42.7",
            "unit": "tỷ đồng",
            "province": "Bắc Giang",
            "year": 2016,
            "level": None,
            "aliases": ["42,7 tỷ"],
            "vital": True,
        },
        {"kind": "name", "text": "Nguyễn Thị Thu Hà", "province": "Bắc Giang", "aliases": [], "vital": False},
    ],
    "evidence": [
        {
            "report": "bac-giang-2017.txt",
            "sha256": hashlib.sha256((ROOT / "corpus" / "reports" / "bac-giang-2017.txt").read_bytes()).hexdigest(),
            "quote": "tỉnh Bắc Giang đã đầu tư 42,7  tỷ đồng cho việc ứng dụng",
        }
    ],
    "reason": None,
    "rewrite_of": None,
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in REPORTS}


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {case.id: case for case in load_cases(FOLDER)}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_cases_of_a_file_keep_to_the_format_and_the_reports(
    path: Path, files: dict[str, bytes], cases: dict[str, Case]
) -> None:
    ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    problems = [(id, problem) for id in ids for problem in check_case(cases[id], files, SPLITS, cases)]
    problems += [
        (id, f"category is {cases[id].category}")
        for id in ids
        if cases[id].category != path.stem.removeprefix("invented_")
    ]
    assert problems == []


def test_every_invented_report_has_a_split_and_every_split_a_report() -> None:
    assert SPLITS.keys() == {path.name for path in REPORTS}


def test_no_question_is_asked_twice(cases: dict[str, Case]) -> None:
    asked: dict[tuple[object, ...], str] = {}
    twice = []
    for case in cases.values():
        key = (fold(case.question), case.history, case.question if case.category == "typing" else "")
        twice += [(asked[key], case.id)] if key in asked else []
        asked[key] = case.id
    assert twice == []


def test_all_evidence_stands_in_what_is_kept_of_the_reports(cases: dict[str, Case]) -> None:
    reports = {report.id: report for report in (read_report(path).report for path in REPORTS)}
    lost = [(c.id, e.quote) for c in cases.values() for e in c.evidence if not locate(e, reports).spans]
    assert lost == []


def changed(**changes: Any) -> dict[str, Any]:
    """The good line with fields set; `nugget`, `evidence_0` and `scope_` set fields inside the first of these."""
    line: dict[str, Any] = json.loads(json.dumps(GOOD))
    for name, value in changes.items():
        if name in ("nugget", "evidence_0", "scope_"):
            part = {"nugget": line["nuggets"][0], "evidence_0": line["evidence"][0], "scope_": line["scope"]}[name]
            part.update(value)
        else:
            line[name] = value
    return line


def test_a_good_line_has_no_problem(files: dict[str, bytes]) -> None:
    assert check_case(case_from(GOOD), files, SPLITS, {}) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({key: value for key, value in GOOD.items() if key != "split"}, r"lacks \['split'\]"),
        ({**GOOD, "note": "x"}, r"unknown fields \['note'\]"),
        (changed(category="figures"), "category 'figures' is none of"),
        (changed(split="train"), "split 'train'"),
        (changed(reason="because"), "reason 'because'"),
        (changed(history="x"), "case.history has the wrong type"),
        (changed(answerable=1), "case.answerable has the wrong type"),
        (changed(nugget={"value": "42,7"}), "nugget value '42,7'"),
        (changed(nugget={"year": True}), "figure nugget.year has the wrong type"),
        (changed(nugget={"kind": "number"}), "nugget kind 'number'"),
        (changed(nugget={"text": "x"}), r"unknown fields \['text'\]"),
        (changed(nugget={"level": "thôn"}), "nugget level 'thôn'"),
        (changed(scope_={"level": "thôn"}), "scope.level 'thôn'"),
        (changed(evidence_0={"page": 1}), "evidence has unknown fields"),
    ],
)
def test_a_line_off_the_format_is_named_with_its_file_and_line(
    tmp_path: Path, line: dict[str, Any], message: str
) -> None:
    path = tmp_path / "figure.jsonl"
    path.write_text(json.dumps(changed(id="first-001")) + "\n" + json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(BadCase, match=f"figure.jsonl:2: .*{message}"):
        load_cases(tmp_path)


def test_an_id_may_stand_once_over_all_files(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    with pytest.raises(BadCase, match=r"b.jsonl:1: .* stands already at a.jsonl:1"):
        load_cases(tmp_path)


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(BadCase, match=r"a\.jsonl:1"):
        load_cases(tmp_path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (changed(evidence_0={"quote": "tỉnh Bắc Giang đã đầu tư 42,8 tỷ đồng"}), "does not stand in bac-giang"),
        (changed(evidence_0={"quote": "42,7 tỷ đồng"}), "not 20 to 300"),
        (changed(evidence_0={"sha256": "0"}), "sha256 is not that"),
        (changed(evidence_0={"report": "none.txt"}), "there is no report"),
        (changed(nugget={"value": "43"}), "43 stands in no evidence quote"),
        (changed(nugget={"province": "Lai Châu"}), "province is not in the scope"),
        (changed(nuggets=[{**GOOD["nuggets"][1], "vital": True, "text": "Trần Văn A"}]), "stand in no report"),
        (changed(nuggets=GOOD["nuggets"][1:]), "needs evidence, a vital nugget"),
        (changed(split="test"), "split is test, but its reports make it dev"),
        (changed(scope_={"provinces": ["Bắc Giang", "Tây Ninh"]}), "split is dev, but its reports make it test"),
        (changed(reason="no_year"), "no reason"),
        (changed(answerable=False), "an unanswerable case has a reason"),
        (changed(history=["Trước đó?"]), "only follow-up"),
        (changed(category="followup"), "needs a history"),
        (changed(rewrite_of="none"), "rewrite_of names no case"),
        (changed(id="Figure 1"), "lower-case words"),
        (changed(question=" "), "question is empty"),
    ],
)
def test_a_case_at_odds_with_the_reports_is_a_problem(
    files: dict[str, bytes], line: dict[str, Any], problem: str
) -> None:
    assert any(problem in found for found in check_case(case_from(line), files, SPLITS, {}))


def test_an_invented_report_needs_the_whole_library(files: dict[str, bytes], case_of: Callable[..., Case]) -> None:
    report = "ha-giang-2018.txt"
    quote = {"report": report, "sha256": hashlib.sha256(files[report]).hexdigest()}
    line = changed(
        scope_={"provinces": ["Hà Giang"]},
        nuggets=[{**GOOD["nuggets"][0], "value": "31.4", "aliases": [], "province": "Hà Giang", "year": None}],
        evidence=[{**quote, "quote": "toàn tỉnh đã bố trí 31,4 tỷ đồng cho ứng dụng CNTT"}],
    )
    assert check_case(case_from(line), files, SPLITS) == [
        "library is 'real', but the evidence stands in an invented report"
    ]
    assert check_case(case_from({**line, "library": "all"}), files, SPLITS) == []


def test_a_rewrite_must_expect_the_same_as_its_original(files: dict[str, bytes]) -> None:
    original = case_from(GOOD)
    rewrite = changed(
        id="typing-001", category="typing", rewrite_of=original.id, question="bac giang 2016 dau tu bao nhieu"
    )
    known = {original.id: original}
    assert check_case(case_from(rewrite), files, SPLITS, known) == []
    rewrite["scope"]["years"] = None
    assert check_case(case_from(rewrite), files, SPLITS, known) == [
        "scope is not that of figure-bac-giang-900, which it rewrites"
    ]
