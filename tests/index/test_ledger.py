"""The ledger: what is put in comes out, in one piece or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Report
from corpus.report import read_report
from corpus.split import passages
from index.ledger import Ledger, seal_of
from index.library import SHIPPED

REPORTS = [read_report(path).report for path in sorted(SHIPPED.glob("*.txt"))]
ONE = REPORTS[0]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


def fill(ledger: Ledger, *reports: Report) -> None:
    for report in reports:
        ledger.add(report, passages(report.id, report.body))


def test_reports_come_back_as_they_were(ledger: Ledger) -> None:
    fill(ledger, *reversed(REPORTS))
    assert any(report.dropped for report in REPORTS)
    assert ledger.reports() == sorted(REPORTS, key=lambda report: report.id)


def test_passages_come_back_in_order_with_their_texts(ledger: Ledger) -> None:
    fill(ledger, *REPORTS)
    known = {report.id: report for report in REPORTS}
    expected = [p for report in sorted(known) for p in passages(report, known[report].body)]
    assert ledger.passages(known) == expected
    assert ledger.passages({ONE.id: ONE}) == passages(ONE.id, ONE.body)


def test_all_is_there_after_reopening(tmp_path: Path) -> None:
    for _ in range(2):
        ledger = Ledger(tmp_path / "ledger.sqlite")
        if not ledger.reports():
            fill(ledger, ONE)
            ledger.set_meta("seeded", ["a", "b"])
        assert (ledger.reports(), ledger.meta("seeded")) == ([ONE], ["a", "b"])
        ledger.close()


def test_a_report_that_fails_midway_leaves_nothing(ledger: Ledger) -> None:
    split = passages(ONE.id, ONE.body)
    with pytest.raises(sqlite3.IntegrityError):
        ledger.add(ONE, [*split, split[0]])
    assert (ledger.reports(), ledger.passages({ONE.id: ONE})) == ([], [])
    fill(ledger, ONE)
    assert ledger.reports() == [ONE]


def test_nothing_is_seen_before_the_commit(tmp_path: Path, ledger: Ledger) -> None:
    reader = Ledger(tmp_path / "ledger.sqlite")
    ledger.file.rows("BEGIN IMMEDIATE")
    ledger.file.rows("INSERT INTO reports VALUES ('x', 'y', '{}')")
    assert reader.reports() == []
    ledger.file.rows("ROLLBACK")
    fill(ledger, ONE)
    assert reader.reports() == [ONE]
    reader.close()


def test_the_same_bytes_are_not_kept_twice(ledger: Ledger) -> None:
    fill(ledger, ONE)
    with pytest.raises(sqlite3.IntegrityError):
        fill(ledger, replace(ONE, id="another"))
    assert ledger.reports() == [ONE]


def test_removing_takes_the_passages_of_that_report_only(ledger: Ledger) -> None:
    fill(ledger, *REPORTS)
    ledger.remove(ONE.id)
    kept = {report.id: report for report in REPORTS[1:]}
    assert {report.id for report in ledger.reports()} == set(kept)
    assert ledger.passages({ONE.id: ONE}) == []
    assert {passage.report for passage in ledger.passages(kept)} == set(kept)


def test_passages_are_replaced_whole_or_not_at_all(ledger: Ledger) -> None:
    fill(ledger, ONE)
    split = passages(ONE.id, ONE.body)
    with pytest.raises(sqlite3.IntegrityError):
        ledger.replace_passages(ONE.id, [split[0], split[0]])
    assert ledger.passages({ONE.id: ONE}) == split
    ledger.replace_passages(ONE.id, split[:2])
    assert ledger.passages({ONE.id: ONE}) == split[:2]


def test_meta_values(ledger: Ledger) -> None:
    assert ledger.meta("maker") is None
    values: list[Any] = [{"embedding": "é", "splitter": "1"}, [], None, 0]
    for value in values:
        ledger.set_meta("maker", value)
        assert ledger.meta("maker") == value


def test_threads_share_one_ledger(ledger: Ledger) -> None:
    many = [replace(ONE, id=f"report-{n:02}", sha256=f"{n}") for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda report: fill(ledger, report), many))
    assert ledger.reports() == many
    assert len(ledger.passages({report.id: report for report in many})) == 24 * len(passages(ONE.id, ONE.body))


# Past, vectors, seals, audit


def test_a_report_takes_anothers_place_in_one_transaction(ledger: Ledger) -> None:
    fill(ledger, ONE)
    split = passages(REPORTS[1].id, REPORTS[1].body)
    with pytest.raises(sqlite3.IntegrityError):
        ledger.add(REPORTS[1], [*split, split[0]], instead_of=ONE.id)
    assert (ledger.reports(), ledger.past()) == ([ONE], {})
    ledger.add(REPORTS[1], split, who="Hoa", instead_of=ONE.id)
    past = ledger.past()[ONE.id]
    assert (ledger.reports(), past.report, past.replaced_by) == ([REPORTS[1]], ONE, REPORTS[1].id)
    assert ledger.owner(ONE.id) == ONE.sha256 and ledger.owner("ai") is None
    assert [(event.what, event.report) for event in ledger.audit()] == [
        ("added", ONE.id),
        ("added", REPORTS[1].id),
        ("replaced", ONE.id),
    ]
    fill(ledger, ONE)
    assert ledger.past() == {}


def test_vectors_go_with_their_passages(ledger: Ledger) -> None:
    split = passages(ONE.id, ONE.body)
    ledger.add(ONE, split, [bytes([n]) for n in range(len(split))])
    assert ledger.vectors() == ledger.vectors(ONE.id) == {p.id: bytes([n]) for n, p in enumerate(split)}
    assert ledger.without_vector() == set()
    ledger.replace_passages(ONE.id, split[1:])
    assert ledger.vectors() == {} and ledger.without_vector() == {p.id for p in split[1:]}
    ledger.keep_vectors([(split[1].id, b"x"), (split[1].id, b"y")])
    assert ledger.vectors() == {split[1].id: b"y"}
    ledger.remove(ONE.id)
    assert ledger.vectors() == {} and ledger.drop_orphans() == 0


def test_a_record_that_was_changed_breaks_its_seal(ledger: Ledger) -> None:
    fill(ledger, ONE)
    assert ledger.broken_seals() == []
    ledger.file.rows("UPDATE reports SET record = replace(record, 'a', 'b')")
    assert ledger.broken_seals() == [(ONE.id, seal_of(ONE))]
    ledger.mend_record(ONE)
    assert (ledger.reports(), ledger.broken_seals()) == ([ONE], [])


def test_notes_and_signatures_are_kept(ledger: Ledger) -> None:
    ledger.add(ONE, [], notes="[1]")
    ledger.keep_signatures([(ONE.id, "x")])
    assert (ledger.notes(ONE.id), ledger.notes("ai"), ledger.signatures()) == ("[1]", None, {ONE.id: "x"})
    ledger.remove(ONE.id)
    assert (ledger.notes(ONE.id), ledger.signatures()) == ("[1]", {})
    assert ledger.damage() is None
