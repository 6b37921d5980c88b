"""Descriptions of made texts: almost every field right, and none sure and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from corpus.describe import shown_years
from corpus.findings import Given
from corpus.provinces import present_name
from corpus.report import Reading, understand

FOLDER = Path(__file__).parent / "described"
HALVES = ("first", "held", "later")
FIELDS = ("province", "title", "publisher", "author", "published", "not_before", "years", "kind", "topic")


@dataclass(frozen=True)
class Made:
    """A made text and the fields of its description."""

    name: str
    fields: dict[str, str]
    text: str

    def expected(self, field: str) -> str:
        return self.fields.get(field, "yes" if field == "topic" else "-")


def made(half: str) -> Iterator[Made]:
    for block in (FOLDER / f"{half}.txt").read_text("utf-8").split("#### ")[1:]:
        head, text = block.split("----\n", 1)
        name, *rows = head.strip().split("\n")
        yield Made(name, dict(row.split(": ", 1) for row in rows), text)


@cache
def read(half: str) -> list[tuple[Made, Reading]]:
    return [(one, understand(one.text.encode(), "bai.txt", _given(one))) for one in made(half)]


def _given(one: Made) -> Given:
    day = one.fields.get("given_published")
    return Given(one.fields.get("given_province"), date.fromisoformat(day) if day else None)


def told(reading: Reading, field: str) -> str:
    if field == "topic":
        return "yes" if sure(reading, field) else "no"
    if field == "years":
        return shown_years(*reading.report.years).replace("–", "-")
    return getattr(reading.report, field) or "-"


def sure(reading: Reading, field: str) -> bool:
    return next((found.sure for found in reading.findings if found.field == field), False)


def wrong(half: str) -> list[tuple[str, str, str, bool]]:
    """(text, field, what was told, whether sure) for each field that is not as expected."""
    found = []
    for one, reading in read(half):
        for field in FIELDS:
            certain, value, expected = sure(reading, field), told(reading, field), one.expected(field)
            if value != expected and (expected != "?" or certain):
                found.append((one.name, field, value, certain))
    return found


@pytest.mark.parametrize("half", HALVES)
def test_fields_are_right(half: str) -> None:
    total = len(FIELDS) * len(read(half))
    assert len(wrong(half)) <= 0.05 * total, wrong(half)


@pytest.mark.parametrize("half", HALVES)
def test_no_field_is_sure_and_wrong(half: str) -> None:
    assert [miss for miss in wrong(half) if miss[3]] == []


@pytest.mark.parametrize("half", HALVES[:2])
def test_most_fields_that_are_right_are_sure(half: str) -> None:
    asked = [
        sure(reading, field)
        for one, reading in read(half)
        for field in ("province", "published", "years")
        if one.expected(field) not in ("-", "?")
    ]
    assert sum(asked) >= 0.8 * len(asked)


@pytest.mark.parametrize("half", HALVES)
def test_what_cannot_be_known_is_asked_for(half: str) -> None:
    for one, reading in read(half):
        for field in ("province", "published", "years"):
            if one.expected(field) in ("-", "?") or f"{field}_unsure" in one.fields:
                assert not sure(reading, field), (one.name, field)


def test_the_texts_are_many_and_varied() -> None:
    texts = [one for half in HALVES for one, _ in read(half)]
    assert len({one.fields["province"] for one in texts}) >= 50
    kinds = {one.fields["kind"] for one in texts}
    assert {"tin bài", "báo cáo", "kế hoạch", "công văn", "bài phát biểu", "bảng số liệu", "quyết định"} <= kinds


@pytest.mark.parametrize("half", HALVES)
def test_the_present_province_follows(half: str) -> None:
    assert all(reading.report.province_now == present_name(reading.report.province) for _, reading in read(half))


@pytest.mark.parametrize("half", HALVES)
def test_a_text_on_another_field_is_warned_of(half: str) -> None:
    for one, reading in read(half):
        warned = any("không nói về CNTT" in warning for warning in reading.warnings)
        assert warned == (one.expected("topic") == "no"), one.name
