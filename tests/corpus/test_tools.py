"""The programs outside: called in a folder of their own, named when missing. Here scripts stand for them."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from corpus import tools
from corpus.errors import Unreadable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are shell scripts")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH; `put` scripts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


# soffice -env:… --headless --norestore --convert-to KIND --outdir FOLDER FILE
COPY = 'read -r line < "$8"; echo "$5: $line" > "$7/source.$5"'


def test_an_old_file_is_converted_in_a_folder_of_its_own(programs: Path) -> None:
    put(programs, "soffice", COPY)
    assert tools.to_docx(b"chu\n", "a.doc") == b"docx: chu\n"
    assert tools.to_xlsx(b"so\n", "a.xls") == b"xlsx: so\n"
    assert [path.name for path in programs.iterdir()] == ["soffice"]


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_a_program_that_fails_is_told_of(programs: Path, script: str) -> None:
    put(programs, "soffice", script)
    with pytest.raises(Unreadable, match=r"LibreOffice không đọc được tệp a\.doc; hãy xem .* Writer chưa, .* \.docx"):
        tools.to_docx(b"x", "a.doc")


def test_missing_programs_are_named(programs: Path) -> None:
    with pytest.raises(Unreadable, match="chưa cài LibreOffice"):
        tools.to_docx(b"x", "a.doc")
    with pytest.raises(Unreadable, match="tesseract-ocr-vie"):
        tools.recognised([b"x"], "a.pdf")


def test_tesseract_without_vietnamese_is_as_good_as_none(programs: Path) -> None:
    put(programs, "tesseract", "echo eng")
    with pytest.raises(Unreadable, match="tesseract-ocr-vie"):
        tools.recognised([b"x"], "a.pdf")


# tesseract PICTURE stdout …; its table: level, page, block, paragraph, line, word, left, top, width, height, sure, text
TABLE = r"""[ "$1" = --list-langs ] && echo vie && exit
read -r text < "$1"
printf 'level\ttext\n4\t1\t1\t1\t1\t0\t10\t20\t90\t30\t-1\t\n5\t1\t1\t1\t1\t1\t10\t22\t40\t25\t96.5\t%s\n' "$text"
"""


def test_the_words_of_each_page_come_in_order_with_their_places(programs: Path) -> None:
    put(programs, "tesseract", TABLE)
    place = {"x0": 10, "x1": 50, "top": 20, "bottom": 50}
    found = tools.recognised(["một\n".encode(), b"ba\n"], "a.pdf")
    assert found == [[{"text": "một"} | place], [{"text": "ba"} | place]]


def test_a_page_on_which_the_program_fails_has_no_words(programs: Path) -> None:
    put(programs, "tesseract", '[ "$1" = --list-langs ] && echo vie && exit; exit 1')
    assert tools.recognised([b"x"], "a.pdf") == [[]]


def test_the_readers_clock_stands_still_while_pages_are_recognised(programs: Path) -> None:
    put(programs, "tesseract", f'[ "$1" != --list-langs ] && /bin/sleep 2; {TABLE}')
    before = signal.alarm(0)
    try:
        signal.alarm(1)
        assert [word["text"] for (word,) in tools.recognised([b"x\n"], "a.pdf")] == ["x"]
        assert signal.alarm(0) == 1
    finally:
        signal.alarm(before)
