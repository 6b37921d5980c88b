"""The library as a whole: seeded once, added to all or nothing, mended after anything, clear when it cannot open."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import corpus.split
import index.library
from corpus.report import Reading, read_report
from corpus.split import passages
from index.embed import Embedder
from index.errors import (
    AlreadyThere,
    IndexStale,
    LibraryBusy,
    LibraryError,
    LibraryUnusable,
    UnknownReport,
)
from index.library import SHIPPED, Library

ROOT = Path(__file__).resolve().parents[2]
IDS = [
    "bac-giang-2017-03-15",
    "dien-bien-2014-10-24",
    "lai-chau-2019-06-12",
    "long-an-sau-2012-05-29",
    "tay-ninh-2015-04-06",
]
REPORT = """Lào Cai đẩy mạnh ứng dụng công nghệ thông tin

Thứ hai - {day}/05/2021 08:00
Năm 2020, tỉnh Lào Cai có {count}/152 xã dùng phần mềm quản lý văn bản; tỷ lệ văn bản ký số đạt 97%.
Tỉnh đã đầu tư 12,5 tỷ đồng cho hạ tầng mạng truyền số liệu chuyên dùng.
Năm 2021, tỉnh Lào Cai sẽ đào tạo 300 cán bộ, nối mạng đến mọi xã và mở lớp về an toàn thông tin cho các huyện.
"""


def written(folder: Path, day: int, count: int = 152) -> Path:
    path = folder / f"lao-cai-{day:02}-{count}.txt"
    path.write_text(REPORT.format(day=f"{day:02}", count=count), encoding="utf-8")
    return path


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return read_report(written(tmp_path, 3))


def assert_whole(library: Library) -> None:
    """Ledger, vectors and words hold the same passages: those that the bodies are split into."""
    expected = {p.id for report in library.reports() for p in passages(report.id, report.body)}
    kept = {p.id for report in library._ledger.reports() for p in library._ledger.passages({report.id: report})}
    assert kept == expected
    assert library._vectors.ids() == expected
    assert library._words.ids() == expected
    originals = {file.name for file in (library.folder / "library").iterdir()}
    assert {report.sha256 for report in library.reports()} <= originals


def ids(library: Library) -> list[str]:
    return [report.id for report in library.reports()]


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
    "original": lambda library: (library, "_keep_original"),
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
        monkeypatch.setattr(library, "_keep_original", full)
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


# Killed


class Instant(Embedder):
    """Any vectors will do, at once: what is tested is what is kept."""

    def embed_documents(
        self, texts: list[str], progress: Callable[[int, int], None] | None = None
    ) -> list[list[float]]:
        return [[numbers.uniform(-1, 1) for _ in range(384)] for text in texts for numbers in [random.Random(text)]]


CHILD = """
import sys
from pathlib import Path
import index.library
from corpus.report import read_report
from test_library import Instant

index.library.Embedder = lambda name=None, **options: Instant()
folder, *files = map(Path, sys.argv[1:])
print("STARTED", flush=True)
library = index.library.Library.open(folder)
print("OPENED", flush=True)
there = {report.id for report in library.reports()}
readings = [read_report(file) for file in files]
while files:
    for reading in readings:
        if reading.report.id not in there:
            library.add(reading)
            print("ADDED", reading.report.id, flush=True)
    for reading in readings:
        library.remove(reading.report.id)
        print("REMOVED", reading.report.id, flush=True)
    there.clear()
"""


def killed_after(delay: float, sign: str, *arguments: Path) -> list[tuple[str, str]]:
    """Run `CHILD`, kill it `delay` seconds after it said `sign`, and return what it said it had done."""
    command = [sys.executable, "-c", CHILD, *map(str, arguments)]
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        while (line := child.stdout.readline().strip()) != sign:
            assert line, "the child ended before it was killed"
        try:
            child.wait(delay)
        except subprocess.TimeoutExpired:
            child.kill()
        words = (line.split() for line in child.stdout.read().splitlines())
        return [(done[0], done[1]) for done in words if len(done) == 2]


def kill_while_changing(folder: Path, files: list[Path], times: int, seed: int) -> None:
    moments = random.Random(seed)
    acknowledged = {*IDS}
    for _ in range(times):
        for verb, id in killed_after(moments.uniform(0, 1.2), "OPENED", folder, *files):
            acknowledged = acknowledged | {id} if verb == "ADDED" else acknowledged - {id}
        with Library.open(folder) as library:
            assert_whole(library)
            # The change that it was killed in is done or not; all that it had told of is as told.
            assert len(acknowledged ^ {*ids(library)}) <= 1
            assert library.check() == []
            acknowledged = {*ids(library)}


def test_killed_while_adding_and_removing_it_is_whole_and_nothing_told_is_lost(
    fresh_data: Path, tmp_path: Path
) -> None:
    kill_while_changing(fresh_data, [written(tmp_path, day) for day in range(1, 7)], times=6, seed=11)


@pytest.mark.hard
@pytest.mark.parametrize("seed", range(4))
def test_killed_many_times_it_is_whole(fresh_data: Path, tmp_path: Path, seed: int) -> None:
    kill_while_changing(fresh_data, [written(tmp_path, day) for day in range(1, 13)], times=15, seed=seed)


@pytest.mark.hard
def test_killed_with_thousands_of_passages_it_is_whole(
    fresh_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a thousand vectors on Chroma writes its graph, which does not survive every kill."""
    monkeypatch.setattr(index.library, "Embedder", lambda name=None, **options: Instant())
    files = [written(tmp_path, day) for day in range(1, 9)]
    for file in files:
        lines = REPORT.splitlines()[3:6]
        many = "".join(f"{n}. Đợt thứ {n}\n{line}\n" for n in range(1, 101) for line in lines)
        file.write_text(file.read_text(encoding="utf-8") + many, encoding="utf-8")
    assert sum(len(passages("r", read_report(file).report.body)) for file in files) > 2_000
    kill_while_changing(fresh_data, files, times=25, seed=7)


@pytest.mark.parametrize("delay", [0.15, 0.5, 0.9])
def test_killed_while_it_is_first_filled_it_fills_up_when_next_opened(tmp_path: Path, delay: float) -> None:
    killed_after(delay, "STARTED", tmp_path / "data")
    with Library.open(tmp_path / "data") as library:
        assert ids(library) == IDS
        assert_whole(library)


# Mending


def spoil(folder: Path, damage: Callable[[Library], None]) -> None:
    with Library.open(folder) as library:
        damage(library)


def assert_mended(folder: Path, *told: str) -> None:
    """Opening makes the library whole and says what it did; there is nothing left to do after it."""
    with Library.open(folder) as library:
        assert len(library.mended) == len(told)
        assert all(part in line for part, line in zip(told, library.mended, strict=True))
        assert ids(library) == IDS and library.check() == []
        assert_whole(library)
    with Library.open(folder) as library:
        assert library.mended == []


def test_lost_vectors_are_made_again_and_no_others(fresh_data: Path, shared_embedder: Any) -> None:
    spoil(fresh_data, lambda library: library._vectors.delete([p.id for p in library.passages(IDS[1])[:3]]))
    asked = len(shared_embedder.asked)
    assert_mended(fresh_data, f"Đã lập lại 3 đoạn của {IDS[1]}.")
    assert len(shared_embedder.asked) == asked + 3


def test_lost_words_are_made_again_and_nothing_embedded(fresh_data: Path, shared_embedder: Any) -> None:
    shutil.rmtree(fresh_data / "words")
    asked = len(shared_embedder.asked)
    assert_mended(fresh_data, *IDS)
    assert len(shared_embedder.asked) == asked


def test_stray_vectors_and_words_are_dropped(fresh_data: Path, reading: Reading) -> None:
    stray = passages("nobody", reading.report.body)

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


# Another splitter or model


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
