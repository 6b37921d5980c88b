"""The library as a whole: seeded once, added to all or nothing, refused when another model made it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import corpus.split
import corpus.terms
import index.library
from corpus.report import Reading, read_report
from index.errors import AlreadyThere, IndexStale, LibraryError, LibraryUnusable, UnknownReport
from index.library import SHIPPED, Library
from tests.index.making import IDS, assert_whole, ids, written


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return read_report(written(tmp_path, 3))


# Seeding


def test_a_new_library_holds_the_five_reports(library: Library) -> None:
    assert ids(library) == IDS
    assert_whole(library)
    assert library.provinces() == {
        "Bắc Giang": "Bắc Ninh",
        "Điện Biên": "Điện Biên",
        "Lai Châu": "Lai Châu",
        "Long An": "Tây Ninh",
        "Tây Ninh": "Tây Ninh",
    }
    assert [library.report(id) for id in IDS] == library.reports() and library.report("lai-chau") is None


def test_opening_again_does_no_work_and_makes_the_same_ids(
    fresh_data: Path, library: Library, shared_embedder: Any
) -> None:
    asked = len(shared_embedder.asked)
    told: list[str] = []
    with Library.open(fresh_data, progress=told.append) as again:
        assert [again.passages(id) for id in IDS] == [library.passages(id) for id in IDS]
        assert again.reports() == library.reports()
        assert (again.mended, told, len(shared_embedder.asked)) == ([], [], asked)


def test_each_passage_is_embedded_once_under_its_header(tmp_path: Path, shared_embedder: Any, reading: Reading) -> None:
    with Library.open(tmp_path / "data", seed=False) as library:
        asked = len(shared_embedder.asked)
        added = library.add(reading)
        texts = shared_embedder.asked[asked:]
        assert [text.partition("\n")[2] for text in texts] == [p.text for p in library.passages(added.id)]
        assert all(text.startswith("Lào Cai – 2021 – ") for text in texts)


def test_a_removed_shipped_report_does_not_come_back(fresh_data: Path) -> None:
    with Library.open(fresh_data) as library:
        library.remove(IDS[2])
    with Library.open(fresh_data) as library:
        assert ids(library) == [id for id in IDS if id != IDS[2]]
        assert_whole(library)
        assert all(hit.report.id != IDS[2] for hit in library.search("văn bản điện tử ở Lai Châu", 50))
        assert library.add(read_report(SHIPPED / "lai-chau-2019.txt")).id == IDS[2]  # unless it is added by hand
        assert_whole(library)


def test_seeding_can_be_left_out(tmp_path: Path) -> None:
    with Library.open(tmp_path / "data", seed=False) as library:
        assert (library.reports(), library.search("mạng LAN"), library.check()) == ([], [], [])


def test_nothing_leaves_the_machine(fresh_data: Path, reading: Reading, outside_calls: list[object]) -> None:
    before = len(outside_calls)
    with Library.open(fresh_data) as library:
        library.add(reading)
        assert library.search("Lào Cai có bao nhiêu xã dùng phần mềm")
    assert outside_calls[before:] == []


# Adding and removing


def test_an_added_report_is_found_and_a_removed_one_is_not(fresh_data: Path, reading: Reading) -> None:
    with Library.open(fresh_data) as library:
        added = library.add(reading)
        assert added.id == "lao-cai-2021-05-03" and ids(library) == sorted([*IDS, added.id])
        assert (fresh_data / "library" / added.sha256).read_bytes() == reading.data
        assert library.search("Lào Cai đào tạo bao nhiêu cán bộ", 1)[0].report == added
        assert_whole(library)
    with Library.open(fresh_data) as library:
        assert library.report(added.id) == added
        library.remove(added.id)
        assert ids(library) == IDS and library.search("đào tạo cán bộ", 5, ["Lào Cai"]) == []
        assert_whole(library)
        with pytest.raises(UnknownReport, match="python -m index list"):
            library.remove(added.id)


def test_the_same_bytes_are_added_once(fresh_data: Path, tmp_path: Path, reading: Reading) -> None:
    copy = shutil.copy(written(tmp_path, 3), tmp_path / "another name.txt")
    with Library.open(fresh_data) as library:
        added = library.add(reading)
        with pytest.raises(AlreadyThere, match=added.id):
            library.add(read_report(Path(copy)))
        with pytest.raises(AlreadyThere, match=IDS[0]):
            library.add(read_report(SHIPPED / "bac-giang-2017.txt"))
        assert len(library.reports()) == 6
        assert_whole(library)


def test_two_reports_of_one_province_and_day_have_ids_of_their_own(fresh_data: Path, tmp_path: Path) -> None:
    first, second, third = (read_report(written(tmp_path, 3, count)) for count in (150, 151, 152))
    with Library.open(fresh_data) as library:
        names = [library.add(each).id for each in (first, second, third)]
        assert names[0] == first.report.id and len({*names}) == 3
        assert all(name.startswith(f"{names[0]}-") for name in names[1:])
        assert_whole(library)
        library.remove(names[1])
        assert library.add(second).id == names[1]
    with Library.open(fresh_data) as library:
        assert {*ids(library)} == {*IDS, *names}


STEPS: dict[str, Callable[[Library], tuple[Any, str]]] = {
    "original": lambda library: (index.library, "keep_original"),
    "embed": lambda library: (library.embedder, "embed_documents"),
    "vectors": lambda library: (library._vectors, "put"),
    "words": lambda library: (library._words, "put"),
    "ledger": lambda library: (library._ledger, "add"),
}


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_adding_is_all_or_nothing(
    fresh_data: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch, step: str, done: bool
) -> None:
    """Whichever step fails, before or after its work: at once, and after reopening, all is there or nothing."""

    def failing(*arguments: Any, **named: Any) -> None:
        if done:
            real(*arguments, **named)
        raise RuntimeError("hỏng giữa chừng")

    expected = sorted([*IDS, "lao-cai-2021-05-03"]) if (step, done) == ("ledger", True) else IDS
    with Library.open(fresh_data) as library:
        holder, name = STEPS[step](library)
        real = getattr(holder, name)
        with monkeypatch.context() as patch:
            patch.setattr(holder, name, failing)
            with pytest.raises(RuntimeError, match="giữa chừng"):
                library.add(reading)
        assert ids(library) == expected
        assert_whole(library)
    with Library.open(fresh_data) as library:
        assert (ids(library), library.mended) == (expected, [])
        assert_whole(library)
        if expected == IDS:
            library.add(reading)
            assert_whole(library)


def test_a_full_disk_is_told_when_adding(fresh_data: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with Library.open(fresh_data) as library:
        monkeypatch.setattr(index.library, "keep_original", full)
        with pytest.raises(LibraryUnusable, match=r"No space left.*hãy kiểm tra ổ đĩa"):
            library.add(reading)
        assert ids(library) == IDS


def test_a_passage_that_the_model_cannot_read_whole_is_told(
    fresh_data: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(_: list[str]) -> None:
        raise ValueError("Đoạn văn có 600 token")

    with Library.open(fresh_data) as library:
        with monkeypatch.context() as patch:
            patch.setattr(library.embedder, "embed_documents", too_long)
            with pytest.raises(LibraryError, match=r"lao-cai-03-152\.txt: .*600 token"):
                library.add(reading)
        assert_whole(library)


def test_the_same_library_gives_the_same_hits_whatever_was_in_it_before(
    fresh_data: Path, tmp_path: Path, library: Library
) -> None:
    question = "tỷ lệ văn bản điện tử, mạng truyền số liệu chuyên dùng của tỉnh"
    with Library.open(fresh_data) as other:
        added = [other.add(read_report(written(tmp_path, day))).id for day in range(1, 9)]
        assert other.search(question, 20) != library.search(question, 20)
        for id in added:
            other.remove(id)
        assert other.search(question, 20) == library.search(question, 20)
        assert [other.rarity(token) for token in ("tinh", "van_ban")] == [
            library.rarity(token) for token in ("tinh", "van_ban")
        ]


def test_threads_may_add_and_search_at_once(fresh_data: Path, tmp_path: Path) -> None:
    readings = [read_report(written(tmp_path, day)) for day in (1, 2, 3, 4)]
    with Library.open(fresh_data) as library, ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(library.search, "tỷ lệ văn bản điện tử", 5, ["Lai Châu"]) for _ in range(8)]
        added = [report.id for report in pool.map(library.add, readings)]
        assert all(hit.report.id == IDS[2] for search in searches for hit in search.result())
        assert {*ids(library)} == {*IDS, *added}
        assert_whole(library)


# Another splitter, model or token rules


def test_another_splitter_is_refused_until_rebuilt(fresh_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(fresh_data) as library:
        for id in IDS:
            if id != IDS[1]:
                library.remove(id)
        before = library.passages(IDS[1])
    monkeypatch.setattr(index.library, "SPLITTER", "khác")
    monkeypatch.setattr(corpus.split, "PASSAGE", 40)
    with pytest.raises(IndexStale, match="python -m index rebuild"):
        Library.open(fresh_data)
    with Library.open(fresh_data, rebuild=True) as library:
        assert ids(library) == [IDS[1]]
        assert len(library.passages(IDS[1])) > len(before)
        assert_whole(library)
    with Library.open(fresh_data) as library:
        assert library.mended == []


def test_another_model_is_refused_without_being_loaded(fresh_data: Path) -> None:
    with pytest.raises(IndexStale, match=r"BAAI/bge-m3.*python -m index rebuild"):
        Library.open(fresh_data, "BAAI/bge-m3")
    with Library.open(fresh_data) as library:  # and the refusal let go of the folder
        assert ids(library) == IDS


def test_rebuild_makes_vectors_and_words_anew(fresh_data: Path, library: Library) -> None:
    with Library.open(fresh_data, rebuild=True) as rebuilt:
        assert len(rebuilt.mended) == 5
        assert_whole(rebuilt)
        assert rebuilt.search("mạng LAN ở Lai Châu") == library.search("mạng LAN ở Lai Châu")


def test_words_by_other_rules_are_made_anew_without_embedding(
    fresh_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared_embedder: Any
) -> None:
    """A new expression of a concept reaches reports that are there already."""
    with Library.open(fresh_data) as library:
        before = library._words.holding("=mail")
    asked = len(shared_embedder.asked)
    source = tmp_path / "terms.py"
    source.write_text(Path(corpus.terms.__file__).read_text(encoding="utf-8") + "# khác\n", encoding="utf-8")
    monkeypatch.setattr(corpus.terms, "__file__", str(source))
    monkeypatch.setitem(corpus.terms.CONCEPTS, "mail", (*corpus.terms.CONCEPTS["mail"], "văn bản"))
    corpus.terms._expressions.cache_clear()
    try:
        with Library.open(fresh_data) as library:
            assert library._words.holding("=mail") > before
            assert len(library.mended) == 5 and len(shared_embedder.asked) == asked
            assert_whole(library)
        with Library.open(fresh_data) as library:
            assert library.mended == []
    finally:
        corpus.terms._expressions.cache_clear()
