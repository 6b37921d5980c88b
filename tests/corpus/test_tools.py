"""The programs outside: called in a folder of their own, named when missing. Here scripts stand for them."""

from __future__ import annotations

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
    with pytest.raises(Unreadable, match=r"LibreOffice không đọc được tệp a\.doc; hãy mở tệp, lưu lại thành \.docx"):
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


def test_each_page_is_recognised_in_order(programs: Path) -> None:
    put(programs, "tesseract", '[ "$1" = --list-langs ] && echo vie || { read -r line < "$1"; echo "$line"; }')
    assert tools.recognised(["một\n".encode(), b"ba\n"], "a.pdf") == ["một\n", "ba\n"]
