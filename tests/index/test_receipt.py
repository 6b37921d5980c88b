"""The receipt before publishing: what was understood, and what a person is asked about it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.copies import Copy
from corpus.findings import Finding, Given
from corpus.report import read_report
from index.dialog import by_asking
from index.intake import Item, doubt
from index.library import SHIPPED, Library
from index.receipt import Receipt
from index.show import lines_of
from tests.corpus import rewording
from tests.index.making import IDS, LAO_CAI, written

NOTHING = Given()


@pytest.fixture
def receipt(tmp_path: Path, library: Library) -> Receipt:
    return library.prepare(written(tmp_path, 3))


def test_a_receipt_tells_what_would_be_kept(receipt: Receipt, library: Library) -> None:
    assert receipt.report.id == LAO_CAI and library.report(LAO_CAI) is None
    assert (receipt.passages, receipt.sentences, receipt.copies, receipt.unsure) == (2, 4, (), ())
    (cut,) = receipt.cut
    assert (cut.pieces, cut.syllables) == (1, 5)
    plain = json.loads(json.dumps(receipt.as_json()))
    assert plain.keys() == {"report", "findings", "passages", "sentences", "cut", "copies", "warnings", "unsure"}
    assert {found["field"] for found in plain["findings"]} >= {"province", "published", "years"}
    shown = "\n".join(lines_of(receipt))
    assert "Tỉnh: Lào Cai" in shown and "2 đoạn, 4 câu" in shown and "Cắt bỏ: 1 chỗ" in shown


def test_what_is_there_is_found_in_any_form(tmp_path: Path, library: Library) -> None:
    shipped = SHIPPED / "lai-chau-2019.txt"
    same = library.prepare(shipped)
    assert same.there and (same.there.report, same.there.kind) == (IDS[2], "same_bytes")
    other = tmp_path / "lai-chau.txt"
    other.write_text(shipped.read_text(encoding="utf-8-sig"), encoding="utf-16")
    again = library.prepare(other)
    assert again.there and (again.there.report, again.there.kind) == (IDS[2], "same_text")


def test_what_is_given_wins(tmp_path: Path, library: Library) -> None:
    given = library.prepare(written(tmp_path, 3), Given(province="Yên Bái", years=(2018, 2019))).report
    assert (given.province, given.years) == ("Yên Bái", (2018, 2019))


def asked(receipt: Receipt, library: Library, replies: list[str], replacing: str | None = None) -> tuple[object, str]:
    """What a person decides who gives these replies, and what was said."""
    said: list[str] = []
    answers: Iterator[str] = iter(replies)

    def ask(question: str) -> str:
        said.append(question)
        return next(answers)

    item = Item(Path("Lào Cai.txt"), NOTHING)
    decision = by_asking(lambda _: receipt, replacing, said.append, ask)(item, receipt)
    assert next(answers, None) is None, "not all replies were asked for"
    return (decision.publish, decision.replace), "\n".join(said)


@pytest.mark.parametrize(
    ("reply", "decision"), [("c", (True, None)), ("CÓ", (True, None)), ("k", (False, None)), ("", (False, None))]
)
def test_a_person_publishes_or_cancels(receipt: Receipt, library: Library, reply: str, decision: object) -> None:
    assert asked(receipt, library, [reply])[0] == decision


@pytest.mark.parametrize(
    ("reply", "decision"),
    [("t", (True, IDS[2])), ("c", (True, None)), ("", (False, None)), ("gì", (False, None))],
)
def test_a_likely_copy_may_replace_stand_beside_or_be_cancelled(
    receipt: Receipt, library: Library, reply: str, decision: object
) -> None:
    copy = Copy(IDS[2], "new_version", 0.9, "Có thể là bản mới.")
    found, said = asked(replace(receipt, copies=(copy,)), library, [reply])
    assert found == decision and f"thay bản cũ {IDS[2]}" in said and "Có thể là bản mới." in said


def test_what_is_not_sure_is_asked_for_until_it_can_be_read(receipt: Receipt, library: Library) -> None:
    unsure = Finding("province", "Lào Cai", "nêu một lần trong bài", False)
    doubtful = replace(receipt, reading=replace(receipt.reading, findings=(unsure,)))
    assert "--province" in (doubt(doubtful, None) or "")
    found, said = asked(doubtful, library, ["Pa-ri", "Yên Bái", "c"])
    assert found == (True, None)
    assert "CHƯA CHẮC" in said and "“Pa-ri” không phải tên một tỉnh" in said


def test_a_reworded_copy_of_a_report_is_not_taken_unasked(tmp_path: Path, library: Library) -> None:
    source = read_report(SHIPPED / "tay-ninh-2015.txt").report
    text = rewording.reword(source.body, rewording.SYNONYMS, 0.9, random.Random(5))
    (tmp_path / "chép.txt").write_text("06/04/2015\n" + text, encoding="utf-8")
    receipt = library.prepare(tmp_path / "chép.txt", Given(province="Tây Ninh"))
    assert [copy.report for copy in receipt.copies] == [IDS[4]]
    assert f"--replace {IDS[4]}" in (doubt(receipt, None) or "")
