"""From a file's bytes to its text. Knows encodings, nothing of what the text says."""

from __future__ import annotations

import codecs
from pathlib import Path

from corpus.errors import Unreadable
from corpus.text import nfc

MAX_BYTES = 20 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of `path`.

    Raises `Unreadable` when it is missing, no file, empty or larger than `MAX_BYTES`.
    """
    try:
        if not path.is_file():
            raise Unreadable(f"Không tìm thấy tệp {path}; hãy kiểm tra lại đường dẫn.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"Tệp {path.name} lớn hơn {MAX_BYTES // 1024**2} MB; hãy tách thành tệp nhỏ hơn.")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"Không đọc được tệp {path.name}: {error.strerror}; hãy kiểm tra quyền truy cập.") from error
    if not data.strip():
        raise Unreadable(f"Tệp {path.name} không có nội dung.")
    return data


def decode(data: bytes, name: str) -> str:
    """Plain text (NFC, line ends `\\n`) from UTF-8 or UTF-16 bytes.

    Raises `Unreadable` for anything else; `name` stands in its message.
    """
    encoding = next((codec for bom, codec in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"Tệp {name} không phải văn bản UTF-8; hãy lưu lại với mã UTF-8 rồi thêm lại.") from error
    if "\0" in text:
        raise Unreadable(f"Tệp {name} không phải tệp văn bản; hãy lưu nội dung thành tệp .txt mã UTF-8.")
    return nfc(text).replace("\r\n", "\n").replace("\r", "\n")
