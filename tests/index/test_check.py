"""`python -m index check`: every damage that is planted is found, and mended where it can be."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import index.library
import index.vectors
from corpus.records import Passage
from corpus.report import read_report
from index.errors import LibraryError
from index.library import Library
from tests.index.making import LAO_CAI, Instant, assert_whole, ids, written

Damage = Callable[[Path], None]
FIRST, SECOND = LAO_CAI.replace("03", "01"), LAO_CAI.replace("03", "02")


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """No model is loaded, and Chroma writes its graph after some ten vectors, as it does after a thousand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.library, "Embedder", lambda name=None, **options: Instant())
        patch.setitem(index.vectors._CONFIGURATION["hnsw"], "sync_threshold", 10)  # type: ignore[typeddict-item]
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with eight reports, closed: not to be changed."""
    folder = tmp_path_factory.mktemp("sound")
    with Library.open(folder / "data", seed=False) as library:
        for day in range(1, 9):
            library.add(read_report(written(folder, day, 100 + day)))
        assert list((folder / "data" / "chroma").glob("*/index_metadata.pickle")), "Chroma has written no graph"
        assert library.check() == []
    return folder / "data"


@pytest.fixture
def data(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "data")


def opened(damage: Callable[[Library], Any]) -> Damage:
    """A damage done through the library's own stores."""

    def do(data: Path) -> None:
        with Library.open(data, seed=False) as library:
            damage(library)

    return do


def sql(*statements: str) -> Damage:
    """A damage done to the ledger's tables."""

    def do(data: Path) -> None:
        with closing(sqlite3.connect(data / "ledger.sqlite")) as ledger, ledger:
            for statement in statements:
                assert ledger.execute(statement).rowcount != 0, statement

    return do


def file(pattern: str, change: Callable[[Path], Any]) -> Damage:
    """A damage done to the files of that name."""

    def do(data: Path) -> None:
        files = list(data.glob(pattern))
        assert files, pattern
        for each in files:
            change(each)

    return do


def cut(left: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, left)


def scribble(path: Path) -> None:
    """Overwrite the middle of a file, its length unchanged."""
    data = bytearray(path.read_bytes())
    middle, width = len(data) // 2, max(1, len(data) // 4)
    data[middle : middle + width] = b"\xa5" * width
    path.write_bytes(bytes(data[: path.stat().st_size]))


def become_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("tệp")


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def both(one: Damage, other: Damage) -> Damage:
    def do(data: Path) -> None:
        one(data)
        other(data)

    return do


def originals(change: Callable[[Path], Any]) -> Damage:
    """A damage done to one report's file as published."""

    def do(data: Path) -> None:
        change(sorted((data / "library").iterdir())[0])

    return do


def two(library: Library) -> tuple[Passage, Passage]:
    return library.passages(FIRST)[0], library.passages(SECOND)[0]


def put(library: Library, id: str, vector: list[float], province: str = "Lào Cai") -> None:
    library._vectors.put([id], [vector], id.split(":")[0], province)


def vector_of(library: Library, id: str) -> list[float]:
    return np.frombuffer(library._ledger.vectors()[id], np.float32).tolist()  # type: ignore[no-any-return]


def swap_in_chroma(library: Library) -> None:
    one, other = two(library)
    put(library, one.id, vector_of(library, other.id))
    put(library, other.id, vector_of(library, one.id))


def swap_everywhere(library: Library) -> None:
    one, other = two(library)
    kept = library._ledger.vectors()
    library._ledger.keep_vectors([(one.id, kept[other.id]), (other.id, kept[one.id])])
    swap_in_chroma(library)
    put(library, one.id, np.frombuffer(kept[other.id], np.float32).tolist())
    put(library, other.id, np.frombuffer(kept[one.id], np.float32).tolist())


def made_by_an_older_model(library: Library) -> None:
    """All vectors of another model of the same width, in the ledger and in Chroma."""
    for report in library.reports():
        for passage in library.passages(report.id):
            vector = Instant().embed_query("mô hình cũ " + passage.text)
            library._ledger.keep_vectors([(passage.id, np.array(vector, np.float32).tobytes())])
            put(library, passage.id, vector)


def of_another_width(library: Library) -> None:
    library._vectors.clear()
    for passage in library.passages(FIRST):
        put(library, passage.id, [1.0] * 16)


def swap_words(library: Library) -> None:
    one, other = two(library)
    mixed = [
        Passage(one.id, one.report, 0, 1, "", other.text),
        Passage(other.id, other.report, 0, 1, "", one.text + " khác"),
    ]
    library._words.put((passage, "", "Lào Cai") for passage in mixed)


def stray_words(library: Library) -> None:
    library._words.put([(Passage("ai:0-9", "ai", 0, 9, "", "Tháp nước"), "", "Lào Cai")])


def stray_vector(library: Library) -> None:
    put(library, "ai:0-9", [1.0] * 384)


def lose_the_log(data: Path) -> None:
    """The last adding was in the ledger's log only, which is lost: its file is there, its report is not."""
    shutil.copy(data / "ledger.sqlite", data / "before")
    with Library.open(data, seed=False) as library:
        library.add(read_report(written(data.parent, 20)))
    shutil.move(data / "before", data / "ledger.sqlite")
    (data / "ledger.sqlite-wal").write_bytes(b"\0" * 100)


def change_record(name: str, value: object) -> Damage:
    def do(data: Path) -> None:
        with closing(sqlite3.connect(data / "ledger.sqlite")) as ledger, ledger:
            (record,) = ledger.execute("SELECT record FROM reports WHERE id = ?", (FIRST,)).fetchone()
            changed = json.dumps(json.loads(record) | {name: value}, ensure_ascii=False)
            ledger.execute("UPDATE reports SET record = ? WHERE id = ?", (changed, FIRST))

    return do


MENDED: dict[str, Damage] = {
    "a vector lost": opened(lambda library: library._vectors.delete([two(library)[0].id])),
    "all vectors lost": opened(lambda library: library._vectors.delete(library._vectors.ids())),
    "a stray vector": opened(stray_vector),
    "a wrong vector": opened(lambda library: put(library, two(library)[0].id, [0.5] * 384)),
    "a vector of zeros": opened(lambda library: put(library, two(library)[0].id, [0.0] * 384)),
    "vectors swapped": opened(swap_in_chroma),
    "vectors swapped in the ledger too": opened(swap_everywhere),
    "vectors of an older model": opened(made_by_an_older_model),
    "vectors of another width": opened(of_another_width),
    "a vector of another province": opened(
        lambda library: put(library, two(library)[0].id, vector_of(library, two(library)[0].id), "Huế")
    ),
    "chroma deleted": file("chroma", shutil.rmtree),
    "chroma a file": file("chroma", become_file),
    "chroma's database empty": file("chroma/chroma.sqlite3", cut(0)),
    "chroma's database truncated": file("chroma/chroma.sqlite3", cut(90_000)),
    "chroma's database scribbled over": file("chroma/chroma.sqlite3", scribble),
    "chroma's database deleted": file("chroma/chroma.sqlite3", Path.unlink),
    "chroma's graph deleted": file("chroma/*/", shutil.rmtree),
    "chroma's vectors truncated": file("chroma/*/data_level0.bin", cut(3_000)),
    "chroma's vectors scribbled over": file("chroma/*/data_level0.bin", scribble),
    "chroma's header scribbled over": file("chroma/*/header.bin", scribble),
    "chroma's header truncated": file("chroma/*/header.bin", cut(40)),
    "chroma's links truncated": file("chroma/*/link_lists.bin", cut(0)),
    "chroma's lengths truncated": file("chroma/*/length.bin", cut(4)),
    "chroma's names truncated": file("chroma/*/index_metadata.pickle", cut(50)),
    "chroma's names empty": file("chroma/*/index_metadata.pickle", cut(0)),
    "words deleted": file("words", shutil.rmtree),
    "words a file": file("words", become_file),
    "words of a passage lost": opened(lambda library: library._words.delete([two(library)[0].id])),
    "stray words": opened(stray_words),
    "words swapped": opened(swap_words),
    "words' list truncated": file("words/meta.json", cut(30)),
    "words' list deleted": file("words/meta.json", Path.unlink),
    "words' texts truncated": file("words/*.store", cut(20)),
    "words' index deleted": file("words/*.idx", Path.unlink),
    "words' index scribbled over": file("words/*.idx", scribble),
    "no kept vectors": sql("DELETE FROM vectors"),
    "a kept vector cut short": sql("UPDATE vectors SET vector = x'0000' WHERE rowid = 1"),
    "a report without passages": sql(f"DELETE FROM passages WHERE report = '{FIRST}'"),
    "a passage moved": sql(f"UPDATE passages SET start = start + 1 WHERE report = '{FIRST}'"),
    "a passage beyond the body": sql(f"UPDATE passages SET \"end\" = 99999 WHERE report = '{FIRST}'"),
    "a passage twice": sql(
        "INSERT INTO passages SELECT id || '-2', report, start, \"end\", section "
        f"FROM passages WHERE report = '{FIRST}'"
    ),
    "passages of nobody": sql("INSERT INTO passages VALUES ('ai:0-9', 'ai', 0, 9, '')"),
    "another body": change_record("body", "Năm 2020, tỉnh Lào Cai có 0/152 xã."),
    "another title": change_record("title", "Tên khác"),
    "another province": change_record("province", "Huế"),
    "signatures scribbled over": sql("INSERT INTO signatures SELECT id, 'x' FROM reports"),
}
TOLD: dict[str, tuple[Damage, str]] = {
    "an original lost": (originals(Path.unlink), r"Bản gốc .* bị mất hoặc đã bị sửa; hãy chép lại"),
    "an original changed": (originals(scribble), r"Bản gốc .* bị mất hoặc đã bị sửa"),
    "an original empty": (originals(cut(0)), r"Bản gốc .* bị mất hoặc đã bị sửa"),
    "an original a folder": (originals(become_folder), r"Bản gốc .* bị mất hoặc đã bị sửa"),
    "all originals lost": (file("library", shutil.rmtree), r"Bản gốc .* bị mất"),
    "a file of nobody": (
        file("library", lambda path: (path / "lạ").write_text("?")),
        r"không thuộc báo cáo nào; .*python -m index add",
    ),
    "the ledger's log lost": (lose_the_log, r"không thuộc báo cáo nào; nếu là báo cáo bị mất, hãy thêm lại"),
    "the ledger deleted": (file("ledger.sqlite", Path.unlink), r"mất hoặc rỗng.*bản sao lưu"),
    "the ledger empty": (file("ledger.sqlite", cut(0)), r"mất hoặc rỗng.*bản sao lưu"),
    "the ledger truncated": (file("ledger.sqlite", cut(20_000)), r"ledger\.sqlite.*bản sao lưu"),
    "the ledger scribbled over": (file("ledger.sqlite", scribble), r"ledger\.sqlite.*bản sao lưu"),
    "the ledger no database": (
        file("ledger.sqlite", lambda path: path.write_text("không phải sổ" * 100)),
        r"ledger\.sqlite.*bản sao lưu",
    ),
    "the ledger a folder": (file("ledger.sqlite", become_folder), r"ledger\.sqlite.*bản sao lưu"),
    "a record that says nothing": (sql(f"UPDATE reports SET record = '?' WHERE id = '{FIRST}'"), r"bản sao lưu"),
    "a body changed and its original lost": (
        both(change_record("body", "Năm 2020."), file("library/*", Path.unlink)),
        rf"Nội dung của {FIRST} .*đã bị sửa và không lập lại được.*bản sao lưu",
    ),
    "another model": (
        sql('UPDATE meta SET value = \'{"embedding": "cũ", "splitter": "1"}\' WHERE key = \'maker\''),
        r"được tạo bằng .*cũ.*python -m index rebuild",
    ),
}


def test_there_are_more_than_thirty_damages() -> None:
    assert len(MENDED) + len(TOLD) > 60


def test_a_sound_library_is_left_alone(data: Path) -> None:
    with Library.open(data, seed=False) as library:
        checked = library.examine()
        assert (library.mended, library.broken, checked.mended, checked.broken) == ([], [], (), ())


def counted(library: Library, monkeypatch: pytest.MonkeyPatch, word: str = "") -> list[str]:
    """From now on the texts that the library embeds, each with `word` before it."""
    texts: list[str] = []

    def embed(asked: list[str], progress: object = None) -> list[list[float]]:
        texts.extend(asked)
        return Instant().embed_documents([word + text for text in asked])

    monkeypatch.setattr(library.embedder, "embed_documents", embed)
    return texts


def test_what_a_check_has_embedded_is_embedded_again_only_where_it_changed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(data, seed=False) as library:
        all_of_one = len(library.passages(FIRST))
        texts = counted(library, monkeypatch)
        assert library.check() == [] and len(texts) == 8  # one a report
        one = library.passages(FIRST)[0].id
        library._ledger.keep_vectors([(one, np.ones(384, np.float32).tobytes())])
        texts.clear()
        assert len(library.check()) == 1 and len(texts) == 8 + 1
        library.add(read_report(written(data.parent, 20)))
        texts.clear()
        assert library.check() == [] and len(texts) == 8 + all_of_one
        assert_whole(library)


def test_another_model_under_the_same_name_is_found_though_nothing_kept_has_changed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(data, seed=False) as library:
        counted(library, monkeypatch, "mô hình khác ")
        assert sum("véc-tơ sai" in line for line in library.check()) == 8
        assert_whole(library)
        assert library.check() == []


@pytest.mark.parametrize("name", MENDED)
def test_a_damage_is_found_and_mended(data: Path, name: str) -> None:
    MENDED[name](data)
    with Library.open(data, seed=False) as library:
        found = [*library.mended, *library.check()]
        assert found or name == "signatures scribbled over"
        assert len(ids(library)) == 8
        assert_whole(library)
        library.add(read_report(written(data.parent, 20)))  # and it can be worked with
        assert_whole(library)
        assert library.prepare(written(data.parent, 2, 102)).there
        assert library.search("mạng truyền số liệu chuyên dùng", 5)
    with Library.open(data, seed=False) as library:
        assert (library.mended, library.check()) == ([], [])


@pytest.mark.parametrize("name", TOLD)
def test_a_damage_that_cannot_be_mended_is_told_with_its_fix(data: Path, name: str) -> None:
    damage, told = TOLD[name]
    damage(data)
    with pytest.raises(LibraryError, match=told), Library.open(data, seed=False) as library:
        checked = library.examine()
        raise LibraryError("\n".join([*checked.broken, *library.broken]))
