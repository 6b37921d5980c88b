"""The data folder: clear words when it cannot be used, originals whole or not at all, the mark of a change."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import LibraryBusy, LibraryUnusable
from index.folder import Mark, changing, digest_of, keep_original, mark_in, settle
from index.library import Library
from tests.index.making import IDS, ids

# Folders that cannot be used


def test_a_second_owner_is_refused_at_once(fresh_data: Path) -> None:
    with Library.open(fresh_data), pytest.raises(LibraryBusy, match=r"tiến trình khác.*TROLY_DATA"):
        Library.open(fresh_data)
    Library.open(fresh_data).close()


def test_a_folder_whose_parent_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match=r"không có.*hãy tạo thư mục đó"):
        Library.open(tmp_path / "không có" / "data")
    assert not (tmp_path / "không có").exists()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("tệp")
    with pytest.raises(LibraryUnusable, match=r"không phải thư mục; hãy đặt TROLY_DATA"):
        Library.open(tmp_path / "data")


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Nobody may write in `folder` meanwhile: root, whom no mode stops, acts as another user."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        mode = folder.stat().st_mode
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(mode)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_read_only_folder(open_folder: Path) -> None:
    folder = open_folder / "data"
    folder.mkdir(mode=0o755)
    with without_rights(folder):
        with pytest.raises(OSError, match="Permission denied"):
            (folder / "file").touch()
        with pytest.raises(LibraryUnusable, match=r"Không ghi được vào.*hãy cấp quyền ghi"):
            Library.open(folder)
    assert list(folder.iterdir()) == []


def test_a_folder_behind_a_closed_door(open_folder: Path) -> None:
    (open_folder / "closed").mkdir(mode=0o700)
    if os.geteuid() != 0:
        (open_folder / "closed").chmod(0)
    with without_rights(open_folder), pytest.raises(LibraryUnusable, match="hãy cấp quyền ghi"):
        Library.open(open_folder / "closed" / "data")
    (open_folder / "closed").chmod(0o700)


@pytest.mark.parametrize("left", [100, 5_000, 65_536, -4_096])
def test_a_truncated_ledger_is_told_and_left_alone(fresh_data: Path, left: int) -> None:
    file = fresh_data / "ledger.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    for rebuild in (False, True):
        with pytest.raises(LibraryUnusable, match=r"ledger\.sqlite.*bản sao lưu"):
            Library.open(fresh_data, rebuild=rebuild)
    file.write_bytes(whole)
    with Library.open(fresh_data) as library:
        assert ids(library) == IDS


@pytest.mark.parametrize("lost", [Path.unlink, lambda file: file.write_bytes(b"")], ids=["gone", "empty"])
def test_a_lost_ledger_is_told_not_begun_anew(fresh_data: Path, lost: Callable[[Path], object]) -> None:
    """Else reports that staff added would be gone without a word."""
    lost(fresh_data / "ledger.sqlite")
    with pytest.raises(LibraryUnusable, match=r"mất hoặc rỗng.*bản sao lưu"):
        Library.open(fresh_data)
    assert len(list((fresh_data / "library").iterdir())) == 5


# Originals and the mark


def test_an_original_is_kept_whole_and_a_damaged_one_put_right(tmp_path: Path) -> None:
    digest = sha256(b"bytes").hexdigest()
    keep_original(tmp_path, digest, b"bytes")
    file = tmp_path / "library" / digest
    assert file.read_bytes() == b"bytes" and list(file.parent.iterdir()) == [file]
    file.write_bytes(b"byt")
    keep_original(tmp_path, digest, b"bytes")
    assert digest_of(file) == digest


def test_a_change_that_does_not_end_leaves_its_mark(tmp_path: Path) -> None:
    with changing(tmp_path, "a"), changing(tmp_path):  # one inside another leaves the mark alone
        assert mark_in(tmp_path) == Mark("a")
    assert mark_in(tmp_path) is None
    with pytest.raises(RuntimeError), changing(tmp_path, "a"):
        (tmp_path / "library").mkdir()
        (tmp_path / "library" / "a").touch()
        (tmp_path / "library" / "b.half").touch()
        raise RuntimeError
    mark = mark_in(tmp_path)
    assert mark == Mark("a")
    settle(tmp_path, mark, known={"a"})
    assert [file.name for file in (tmp_path / "library").iterdir()] == ["a"] and mark_in(tmp_path) is None
    settle(tmp_path, mark, known=set())
    assert list((tmp_path / "library").iterdir()) == []
    (tmp_path / ".changing").write_text("{")  # killed while it wrote the mark
    assert mark_in(tmp_path) == Mark(None)
