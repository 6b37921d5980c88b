"""Damage to letters is seen; whole text raises no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.quality import LOST_ACCENTS, LOST_LETTERS, TORN_WORDS, torn, warnings
from corpus.report import read_report
from corpus.text import fold

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])
LINE = "Tỉnh đẩy mạnh chuyển đổi số, sử dụng phần mềm quản lý văn bản điều hành tại các huyện."


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reports_raise_no_alarm_and_their_damaged_copies_do(path: Path) -> None:
    body = read_report(path).report.body
    assert warnings(body) == () and torn(body) < 0.002
    assert warnings(fold(body))[0].startswith(LOST_ACCENTS)
    spaced = "".join(f" {letter} " if letter in "ểổốệầềộởữ" else letter for letter in body)
    assert any(warning.startswith(TORN_WORDS) for warning in warnings(spaced))


@pytest.mark.parametrize("damaged", ["T\ufffdnh Lai Ch\ufffdu", "T?nh Lai Châu", "(cid:12)nh Lai Châu", "T\ue001nh"])
def test_lost_letters_are_quoted(damaged: str) -> None:
    (warning,) = warnings(f"{LINE}\n" * 20 + damaged)
    assert warning.startswith(LOST_LETTERS) and damaged in warning


def test_a_part_without_accents_is_enough() -> None:
    text = "\n".join([LINE] * 5 + [fold(LINE)])
    assert warnings(text)[0].startswith(LOST_ACCENTS)


@pytest.mark.parametrize(
    "text",
    ["http://motcua.longan.gov.vn?id=1&x=2", "a) Cấp xã", "Dài 12 km, nặng 3 kg", "Windows Server Standard Edition"],
)
def test_codes_units_and_foreign_words_are_no_damage(text: str) -> None:
    assert warnings(f"{LINE}\n{text}") == ()
