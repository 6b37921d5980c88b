"""Programs that read what no library here reads: LibreOffice for old Word files, Tesseract for scanned pages.

Both are optional. They work in a temporary folder of their own and are told of no network.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import Unreadable

SECONDS = 120
"""How long a program may take for one file, at most; whoever reads the file may allow less."""


def to_docx(data: bytes, name: str) -> bytes:
    """An old Word file (.doc, .rtf) as a .docx, by LibreOffice. Raises `Unreadable` where that is missing or fails."""
    return _converted(data, name, "doc", "docx")


def to_xlsx(data: bytes, name: str) -> bytes:
    """An old workbook (.xls) as an .xlsx, by LibreOffice. Raises `Unreadable` where that is missing or fails."""
    return _converted(data, name, "xls", "xlsx")


def _converted(data: bytes, name: str, old: str, new: str) -> bytes:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Unreadable(
            f"Tệp {name} có định dạng cũ (.{old}) và máy chưa cài LibreOffice; hãy cài LibreOffice, "
            f"hoặc mở tệp, lưu lại thành .{new} rồi thêm lại."
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source.{old}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", new, "--outdir", folder, str(source)]
        _run(command, folder)
        made = source.with_suffix(f".{new}")
        if not made.exists():
            raise Unreadable(f"LibreOffice không đọc được tệp {name}; hãy mở tệp, lưu lại thành .{new} rồi thêm lại.")
        return made.read_bytes()


def recognised(pages: Sequence[bytes], name: str) -> list[str]:
    """The text of scanned pages (PNG bytes each), by Tesseract with its Vietnamese data.

    Raises `Unreadable`, naming what to install, where one of the two is missing.
    """
    program = shutil.which("tesseract")
    if program is None or "vie" not in _run([program, "--list-langs"], None).split():
        raise Unreadable(
            f"Tệp {name} là bản quét, không có lớp chữ; để đọc cần cài Tesseract kèm dữ liệu tiếng Việt "
            "(tesseract-ocr và tesseract-ocr-vie), hoặc hãy thêm bản có chữ (.docx, PDF xuất từ Word)."
        )
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for number, image in enumerate(pages):
            path = Path(folder) / f"{number}.png"
            path.write_bytes(image)
            texts.append(_run([program, str(path), "stdout", "-l", "vie", "--psm", "4"], folder))
    return texts


def _run(command: list[str], folder: str | None) -> str:
    """What the program writes; "" when it fails or takes too long."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
