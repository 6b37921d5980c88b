"""Programs that read what no library here reads: LibreOffice for old Word files, Tesseract for scanned pages.

Both are optional. They work in a temporary folder of their own and are told of no network. While Tesseract works, the
clock of a reader that is held to limits (`corpus.limits`) stands still, since a file may have many scanned pages.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus import office
from corpus.errors import Unreadable

SECONDS = 30
"""How long a program may take at a time: for one file, or for one scanned page."""


def to_docx(data: bytes, name: str) -> bytes:
    """An old Word file (.doc, .rtf) as a .docx, by LibreOffice. Raises `Unreadable` where that is missing or fails."""
    return _converted(data, name, "doc", "docx", "Writer")


def to_xlsx(data: bytes, name: str) -> bytes:
    """An old workbook (.xls) as an .xlsx, by LibreOffice. Raises `Unreadable` where that is missing or fails."""
    return _converted(data, name, "xls", "xlsx", "Calc")


def _converted(data: bytes, name: str, old: str, new: str, part: str) -> bytes:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            f"Tệp {name} có định dạng cũ (.{old}) và máy chưa cài LibreOffice; hãy cài LibreOffice {part}, "
            f"hoặc mở tệp, lưu lại thành .{new} rồi thêm lại."
        )
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / f"source.{old}", Path(folder) / f"source.{new}"
        source.write_bytes(data)
        _run(_conversion(program, source, made), folder)
        if not made.exists():
            raise Unreadable(
                f"LibreOffice không đọc được tệp {name}; hãy xem máy đã cài LibreOffice {part} chưa, "
                f"hoặc mở tệp, lưu lại thành .{new} rồi thêm lại."
            )
        return made.read_bytes()


def _conversion(program: str, source: Path, made: Path) -> list[str]:
    """The command that has LibreOffice write `source` as `made`."""
    profile = source.with_name("profile")
    beside = [Path(program).resolve().with_name(name) for name in office.LIBRARIES]
    library = next((path for path in beside if path.exists()), None)
    if library:
        return [sys.executable, "-I", str(Path(office.__file__)), *map(str, (library, source, made, profile))]
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to"]
    return [*command, made.suffix.removeprefix("."), "--outdir", str(made.parent), str(source)]


def recognised(pages: Sequence[bytes], name: str) -> list[list[dict[str, Any]]]:
    """The words of scanned pages (PNG bytes each), by Tesseract with its Vietnamese data.

    A word is `{"text", "x0", "x1", "top", "bottom"}`, its place in pixels, as high as its line. Raises `Unreadable`,
    naming what to install, where one of the two is missing.
    """
    program = shutil.which("tesseract")
    if program is None or "vie" not in _run([program, "--list-langs"], None).split():
        raise Unreadable(
            f"Tệp {name} là bản quét, không có lớp chữ; để đọc cần cài Tesseract kèm dữ liệu tiếng Việt "
            "(tesseract-ocr và tesseract-ocr-vie), hoặc hãy thêm bản có chữ (.docx, PDF xuất từ Word)."
        )
    with tempfile.TemporaryDirectory() as folder, _own_clock_stopped(len(pages)):
        found = []
        for number, image in enumerate(pages):
            path = Path(folder) / f"{number}.png"
            path.write_bytes(image)
            found.append(list(_words(_run([program, str(path), "stdout", "-l", "vie", "--psm", "4", "tsv"], folder))))
    return found


def _words(table: str) -> Iterator[dict[str, Any]]:
    """The words of Tesseract's table; above those of a line (5) stands the line itself (4)."""
    top = bottom = 0
    for line in table.split("\n")[1:]:
        level, *_, left, above, width, height, _, text = line.split("\t") if line.count("\t") == 11 else [""] * 12
        if level == "4":
            top, bottom = int(above), int(above) + int(height)
        elif level == "5" and text.strip():
            yield {"text": text, "x0": int(left), "x1": int(left) + int(width), "top": top, "bottom": bottom}


def _run(command: list[str], folder: str | None) -> str:
    """What the program writes; "" when it fails or takes too long."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


@contextmanager
def _own_clock_stopped(runs: int) -> Iterator[None]:
    """Put this process's alarm off, where it has one, while programs run: each has its own `SECONDS`."""
    left = signal.alarm(0) if hasattr(signal, "alarm") else 0
    try:
        if left:
            signal.alarm(left + runs * SECONDS)
        yield
    finally:
        if left:
            signal.alarm(left)
