"""Bytes become NFC text, or an error that says what to do; nothing else comes out."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import read
from corpus.errors import Unreadable
from corpus.legacy import repair
from corpus.read import decode, read_bytes
from corpus.text import nfc
from tests.corpus.files import plain_signs, tcvn3, vni, windows_1258

REPORTS = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.txt"))
PLAIN = st.text(st.characters(exclude_characters="\0\ufeff\r", exclude_categories=["Cs"]))


@given(PLAIN)
def test_utf8_and_utf16_give_the_same_nfc_text(text: str) -> None:
    assert decode(text.encode(), "a.txt") == nfc(text)
    assert decode(codecs.BOM_UTF8 + text.encode(), "a.txt") == nfc(text)
    for bom, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert decode(bom + text.encode(codec), "a.txt") == nfc(text)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "a.bin")
    except Unreadable as error:
        assert "a.bin" in str(error) and "\n" not in str(error)
    else:
        assert text == nfc(text) and "\r" not in text and "\0" not in text


def test_decomposed_letters_and_foreign_line_ends_are_made_one() -> None:
    assert decode("Lai Cha\u0302u\r\nĐiện Biên\rTây Ninh".encode(), "a.txt") == "Lai Châu\nĐiện Biên\nTây Ninh"


TEXT = "Lai Châu: 93% xã có mạng LAN\nTỷ lệ văn bản điện tử đạt 80%, cán bộ sử dụng thư điện tử công vụ"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read(codec: str) -> None:
    assert decode(TEXT.encode(codec), "a.txt") == TEXT


def test_windows_1258_is_read_with_its_tones_composed() -> None:
    data = windows_1258(TEXT)
    assert b"\xf2" in data and decode(data, "a.txt") == TEXT


@given(st.sampled_from(REPORTS), st.integers(0, 3000))
def test_windows_1258_of_real_text_is_told_from_older_encodings(path: Path, start: int) -> None:
    text = plain_signs(path.read_text("utf-8"))[start : start + 400]
    assert decode(windows_1258(text), "a.txt") == nfc(text)


@pytest.mark.parametrize("data", [tcvn3(TEXT), vni(TEXT)])
def test_older_encodings_come_as_western_letters_that_can_be_repaired(data: bytes) -> None:
    assert repair(decode(data, "a.txt")).text == TEXT


def test_utf8_with_a_few_damaged_bytes_is_read_with_marks_for_them() -> None:
    data = f"{TEXT}\n".encode() * 6 + b"\xff\xfe"
    assert decode(data, "a.txt") == f"{TEXT}\n" * 6 + "\ufffd\ufffd"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"caf\xe9 cr\xe8me br\xfbl\xe9e", b"\xff\xfea", bytes(range(1, 256)) * 3]
)
def test_what_is_no_vietnamese_text_is_refused_with_the_fix(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"tệp scan\.txt.*hãy lưu"):
        decode(data, "scan.txt")


def test_missing_folder_and_empty_are_refused(tmp_path: Path) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_bytes(b" \n\t\n")
    for path, says in (
        (tmp_path / "no.txt", "Không tìm thấy"),
        (tmp_path, "Không tìm thấy"),
        (blank, "không có nội dung"),
    ):
        with pytest.raises(Unreadable, match=says):
            read_bytes(path)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(read.MAX_BYTES + 1)
    with pytest.raises(Unreadable, match="lớn hơn 20 MB"):
        read_bytes(huge)


def test_the_bytes_are_given_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfea\r\n")
    assert read_bytes(path) == b"\xff\xfea\r\n"
