"""From a file's bytes to its text. Knows encodings, nothing of what the text says."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from corpus.errors import Unreadable
from corpus.legacy import SURE, plausible, repair
from corpus.text import nfc

MAX_BYTES = 20 * 1024 * 1024
MAX_TEXT = 1_500_000
"""Characters that a report may have: some 600 printed pages, understood in a third of the time that a reader has."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of `path`, the same when read twice; links are followed.

    Raises `Unreadable` when it is missing, no ordinary file, empty, larger than `MAX_BYTES` or changed meanwhile.
    """
    name = shown_name(path)
    try:
        if not path.is_file():
            raise Unreadable(f"Không tìm thấy tệp {name}; hãy kiểm tra lại đường dẫn.")
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(MAX_BYTES + 1)
            file.seek(0)
            steady = file.read(MAX_BYTES + 1) == data and os.fstat(file.fileno()).st_size == len(data)
    except OSError as error:
        raise Unreadable(f"Không đọc được tệp {name}: {error.strerror}; hãy kiểm tra quyền truy cập.") from error
    if len(data) > MAX_BYTES:
        raise Unreadable(f"Tệp {name} lớn hơn {MAX_BYTES // 1024**2} MB; hãy tách thành tệp nhỏ hơn.")
    if not steady:
        raise Unreadable(f"Tệp {name} thay đổi trong khi đọc; hãy đợi ghi xong rồi thêm lại.")
    if not data.strip():
        raise Unreadable(f"Tệp {name} không có nội dung; hãy kiểm tra lại tệp.")
    return data


def check_length(length: int, name: str) -> None:
    """Raise `Unreadable` when a text of so many characters is longer than any report."""
    if length > MAX_TEXT:
        shown, most = (f"{number:,}".replace(",", ".") for number in (length, MAX_TEXT))
        raise Unreadable(
            f"Tệp {name} dài {shown} ký tự, quá mức {most} ký tự của một báo cáo; "
            "hãy tách thành nhiều tệp, mỗi tệp một báo cáo."
        )


def shown_name(path: Path) -> str:
    """The file's name as it is shown and kept: NFC on one line, a long one shortened in its middle (200 bytes).

    What cannot be seen (controls, marks that turn the writing round, bytes that are no text) is replaced.
    """
    name = visible(path.name or str(path))
    raw = name.encode()
    return name if len(raw) <= 200 else raw[:140].decode(errors="ignore") + "…" + raw[-50:].decode(errors="ignore")


def visible(text: str) -> str:
    """The text in NFC with "�" for every character that cannot be printed on one line."""
    return "".join(letter if letter.isprintable() else "�" for letter in nfc(text))


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file so that a pipe put in its place meanwhile is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def decode(data: bytes, name: str) -> str:
    """Plain text (NFC, line ends `\\n`) from UTF-8, UTF-16 (with or without a BOM), Windows-1258, TCVN3 or VNI bytes.

    The letters of the last two come as Western ones, for `legacy.repair`. Raises `Unreadable` for anything else; `name`
    stands in its message.
    """
    marked = next((codec for bom, codec in _BOMS if data.startswith(bom)), None)
    for codec in [marked] if marked else ["utf-8", _utf16(data)]:
        try:
            text = data.decode(codec) if codec else "\0"
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return unified(text)
    guessed = None if marked else _one_byte_a_letter(data) or _damaged_utf8(data)
    if guessed:
        return unified(guessed)
    raise Unreadable(
        f"Không nhận ra bảng mã của tệp {name}, hoặc tệp không phải văn bản; "
        "hãy lưu nội dung thành tệp .txt mã UTF-8 hoặc .docx rồi thêm lại."
    )


def unified(text: str) -> str:
    """The text as NFC with line ends `\\n`."""
    return nfc(text).replace("\r\n", "\n").replace("\r", "\n")


def _utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 text without a BOM, told by the zero bytes of its spaces and plain letters."""
    high, low = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(high, low) < 0.1 * len(data) / 2:
        return None
    return "utf-16-be" if high > low else "utf-16-le"


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bytes of something else in it, as pages put together from several sources have; those as "�"."""
    text = data.decode("utf-8", "replace")
    few = text.count("\ufffd") <= len(text) / 200
    return text if few and "\0" not in text and plausible(text) >= SURE else None


def _one_byte_a_letter(data: bytes) -> str | None:
    """Text of an 8-bit encoding, if its letters make Vietnamese in one: Windows-1258, else TCVN3 or VNI."""
    if re.search(rb"[\0-\x08\x0e-\x1f\x7f]", data):
        return None
    vietnamese = nfc(data.decode("cp1258", "replace"))
    if "\ufffd" not in vietnamese and plausible(vietnamese) >= SURE:
        return vietnamese
    western = data.decode("cp1252", "replace")
    return western if "\ufffd" not in western and repair(western).encoding else None
