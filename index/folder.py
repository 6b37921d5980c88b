"""The data folder: making it usable, keeping originals, and the mark of a change under way.

Knows files and their trouble; nothing of reports, vectors or words.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from index.errors import IndexDamaged, LibraryBusy, LibraryUnusable

LEDGER, ORIGINALS, VECTORS, WORDS = "ledger.sqlite", "library", "chroma", "words"
_MARK = ".changing"


@dataclass(frozen=True)
class Mark:
    """What a process that died in the middle of a change left of it.

    `original` is the sha256 of the file that it was adding, if any.
    """

    original: str | None


def make_usable(folder: Path) -> None:
    """Make the folder when its parent is there, and see that it can be written. Raises `LibraryUnusable`."""
    try:
        if not folder.exists() and not folder.absolute().parent.is_dir():
            raise LibraryUnusable(
                f"Không có thư mục {folder.absolute().parent}; "
                "hãy tạo thư mục đó hoặc đặt TROLY_DATA (--data) trỏ đến nơi khác."
            )
        if folder.exists() and not folder.is_dir():
            raise LibraryUnusable(f"{folder} không phải thư mục; hãy đặt TROLY_DATA (--data) trỏ đến một thư mục.")
        folder.mkdir(exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise LibraryUnusable(
            f"Không ghi được vào thư mục dữ liệu {folder} ({error.strerror}); "
            "hãy cấp quyền ghi hoặc đặt TROLY_DATA trỏ đến nơi khác."
        ) from error
    if shutil.disk_usage(folder).free < 50 * 1024**2:
        raise LibraryUnusable(f"Ổ đĩa chứa {folder} còn dưới 50 MB trống; hãy dọn bớt rồi chạy lại.")


def own(folder: Path) -> FileLock:
    """The lock by which one process owns the folder. Raises `LibraryBusy` when another one has it."""
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LibraryBusy(
            f"Thư mục dữ liệu {folder} đang do một tiến trình khác sử dụng; "
            "hãy tắt tiến trình đó hoặc đặt TROLY_DATA khác."
        ) from error
    return lock


def check_ledger_is_there(folder: Path) -> None:
    """Refuse to begin an empty ledger beside originals: what staff added would be gone without a word."""
    ledger = folder / LEDGER
    lost = not ledger.exists() or (ledger.is_file() and ledger.stat().st_size == 0)
    if lost and any((folder / ORIGINALS).glob("*")):
        raise LibraryUnusable(
            f"Sổ báo cáo {ledger} bị mất hoặc rỗng dù thư mục library/ còn bản gốc; hãy chép lại sổ từ bản sao lưu, "
            "hoặc đặt TROLY_DATA (--data) trỏ đến một thư mục mới rồi thêm lại báo cáo."
        )


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Tell what the disk or a damaged file did to the data folder, each with its fix."""
    try:
        yield
    except ChromaError as error:
        raise IndexDamaged(
            f"Không đọc hoặc ghi được chỉ mục véc-tơ trong {folder} ({error}); hãy chạy: python -m index rebuild."
        ) from error
    except sqlite3.Error as error:
        raise LibraryUnusable(
            f"Không đọc hoặc ghi được sổ báo cáo {folder / LEDGER} ({error}); "
            "hãy kiểm tra ổ đĩa, hoặc chép lại ledger.sqlite và library/ từ bản sao lưu."
        ) from error
    except OSError as error:
        raise LibraryUnusable(
            f"Không đọc hoặc ghi được thư mục dữ liệu {folder} ({error}); hãy kiểm tra ổ đĩa và quyền ghi."
        ) from error


# Originals


def keep_original(folder: Path, digest: str, data: bytes) -> None:
    """Keep a file's bytes under their sha256: whole, on the disk, or not at all."""
    shelf = folder / ORIGINALS
    shelf.mkdir(exist_ok=True)
    target, half = shelf / digest, shelf / f"{digest}.half"
    if target.exists() and digest_of(target) == digest:
        return
    with half.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(target)
    # The name is on the disk only when the folder is.
    handle = os.open(shelf, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def original_in(folder: Path, digest: str, id: str) -> Path:
    """The original of the report `id`, kept under `digest`. Raises `LibraryUnusable` when it is lost or changed."""
    file = folder / ORIGINALS / digest
    if not file.is_file() or digest_of(file) != digest:
        raise LibraryUnusable(f"Bản gốc {file} của {id} bị mất hoặc đã bị sửa; hãy chép lại tệp này từ bản sao lưu.")
    return file


def digest_of(file: Path) -> str:
    """The sha256 of a file's bytes."""
    return sha256(file.read_bytes()).hexdigest()


# The mark of a change under way


@contextmanager
def changing(folder: Path, original: str | None = None) -> Iterator[None]:
    """A change of vectors and words: while it lasts, and after it failed, the folder carries a mark.

    `original` is the sha256 of a file that the change keeps. Inside another change it leaves that one's mark alone.
    """
    if (folder / _MARK).exists():
        yield
        return
    new = original if original and not (folder / ORIGINALS / original).exists() else None
    (folder / _MARK).write_text(json.dumps({"original": new}), encoding="utf-8")
    yield
    (folder / _MARK).unlink(missing_ok=True)


def mark_in(folder: Path) -> Mark | None:
    """The mark that a change which did not end has left, or none."""
    try:
        return Mark(**json.loads((folder / _MARK).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):  # it died while writing the mark, and so before it changed anything
        return Mark(None)


def settle(folder: Path, mark: Mark, known: set[str]) -> None:
    """Drop the mark of a change that has been put right, and the files of an adding that never came to its end.

    `known` are the sha256 of the files that the ledger names.
    """
    for half in (folder / ORIGINALS).glob("*.half"):
        half.unlink()
    if mark.original and mark.original not in known:
        (folder / ORIGINALS / mark.original).unlink(missing_ok=True)
    (folder / _MARK).unlink(missing_ok=True)
