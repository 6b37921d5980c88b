"""What is mended when a folder is opened: gaps and strays in vectors and words, without embedding anything again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.report import read_report
from corpus.split import passages
from index.library import Library
from tests.index.making import IDS, assert_whole, ids, written

# Mending


def spoil(folder: Path, damage: Callable[[Library], None]) -> None:
    with Library.open(folder) as library:
        damage(library)


def mended_on_opening(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return library.mended


@pytest.fixture
def unembedded(shared_embedder: Any) -> Iterator[None]:
    """Nothing may be embedded meanwhile."""
    asked = len(shared_embedder.asked)
    yield
    assert len(shared_embedder.asked) == asked


def assert_mended(folder: Path, *told: str) -> None:
    """Opening makes the library whole and says what it did; there is nothing left to do after it."""
    with Library.open(folder) as library:
        assert len(library.mended) == len(told)
        assert all(part in line for part, line in zip(told, library.mended, strict=True))
        assert ids(library) == IDS and library.check() == []
        assert_whole(library)
    with Library.open(folder) as library:
        assert library.mended == []


def test_lost_vectors_are_filled_from_the_ledger(fresh_data: Path, unembedded: None) -> None:
    spoil(fresh_data, lambda library: library._vectors.delete([p.id for p in library.passages(IDS[1])[:3]]))
    assert mended_on_opening(fresh_data) == [f"Đã lập lại 3 đoạn của {IDS[1]}."]


def test_lost_folders_are_filled_from_the_ledger(fresh_data: Path, unembedded: None) -> None:
    shutil.rmtree(fresh_data / "words")
    shutil.rmtree(fresh_data / "chroma")
    assert [line.split()[-1] for line in mended_on_opening(fresh_data)] == [f"{id}." for id in IDS]


def test_vectors_that_the_ledger_lost_are_made_again_and_no_others(fresh_data: Path, shared_embedder: Any) -> None:
    """So too the reports of a data folder that was made before the ledger kept vectors."""
    with closing(sqlite3.connect(fresh_data / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("DELETE FROM vectors WHERE passage IN (SELECT id FROM passages WHERE report = ?)", (IDS[0],))
    asked = len(shared_embedder.asked)
    with Library.open(fresh_data) as library:
        assert library.mended == [f"Đã lập lại {len(library.passages(IDS[0]))} đoạn của {IDS[0]}."]
        assert len(shared_embedder.asked) == asked + len(library.passages(IDS[0]))
        assert_whole(library)


def test_stray_vectors_and_words_are_dropped(fresh_data: Path, tmp_path: Path) -> None:
    stray = passages("nobody", read_report(written(tmp_path, 3)).report.body)

    def damage(library: Library) -> None:
        library._vectors.put([p.id for p in stray], [[1.0] * 384 for _ in stray], "nobody", "Lào Cai")
        library._words.put((p, "", "Lào Cai") for p in stray[:1])

    spoil(fresh_data, damage)
    assert_mended(fresh_data, f"Đã xóa {len(stray)} mục")


def test_a_lost_chroma_folder_is_made_again(fresh_data: Path) -> None:
    shutil.rmtree(fresh_data / "chroma")
    assert_mended(fresh_data, *IDS)


@pytest.mark.parametrize("file", ["chroma/chroma.sqlite3", "words/meta.json", "words/*.store"])
@pytest.mark.parametrize("left", [0, 100, 5_000])
def test_a_truncated_index_is_made_again(fresh_data: Path, library: Library, file: str, left: int) -> None:
    for path in fresh_data.glob(file):
        path.write_bytes(path.read_bytes()[:left])
    with Library.open(fresh_data) as mended:
        assert_whole(mended)
        assert mended.search("mạng LAN ở Lai Châu") == library.search("mạng LAN ở Lai Châu")


def test_check_mends_an_open_library_and_says_so(fresh_data: Path) -> None:
    with Library.open(fresh_data) as library:
        assert library.check() == []
        library._vectors.delete([library.passages(IDS[0])[0].id])
        assert library.check() == [f"Đã lập lại 1 đoạn của {IDS[0]}."]
        assert_whole(library)
