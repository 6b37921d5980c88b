"""The library: the one owner of a data folder, its ledger, vectors and words.

Adding embeds and indexes first and commits to the ledger last; removing starts with the ledger. So a report is either
there or not, and what a crash leaves in the vectors or words is mended when the folder is next opened.
"""

from __future__ import annotations

import math
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from corpus.records import Passage, Report
from corpus.report import Reading, read_report
from corpus.roles import THEMES, parts
from corpus.split import SPLITTER, passages
from corpus.terms import word_tokens
from corpus.text import modern_tones
from index.accents import Accents
from index.embed import Embedder
from index.errors import (
    AlreadyThere,
    IndexDamaged,
    IndexStale,
    LibraryBusy,
    LibraryError,
    LibraryUnusable,
    UnknownReport,
)
from index.ledger import Ledger
from index.search import CANDIDATES, PART_WEIGHT, Hit, fuse, header, provinces_in
from index.vectors import Vectors
from index.words import Words

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "reports"
"""The reports that every new library starts with."""

Progress = Callable[[str], None]
Store = TypeVar("Store", Vectors, Words)


def _silent(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True)
class _Shelf:
    """What is visible now; replaced as a whole on every change, so that readers in other threads see one state."""

    reports: dict[str, Report]
    passages: dict[str, Passage]
    accents: Accents

    def share_of_part(self, passage: Passage, tokens: Sequence[str]) -> float:
        """The share of a passage's sentences that play the part of a report which `tokens` ask for ("hạn chế"); 0 when
        they ask for none.
        """
        asked = {role for concept, role in THEMES.items() if concept in tokens}
        if not asked:
            return 0.0
        told = parts(self.reports[passage.report].body)
        held = [part.role in asked for part in told if passage.start <= part.sentence.start < passage.end]
        return sum(held) / len(held) if held else 0.0

    @property
    def provinces(self) -> dict[str, str]:
        """Province with reports → its present name."""
        return {report.province: report.province_now for report in self.reports.values()}


class Library:
    """An open data folder. Use `Library.open(...)` as a context manager, or `close()` it."""

    def __init__(self, folder: Path, lock: FileLock, embedder: Embedder, progress: Progress) -> None:
        self.folder = folder
        self.embedder = embedder
        self._lock = lock
        self._changing = threading.RLock()
        self._progress = progress
        self._ledger = Ledger(folder / "ledger.sqlite")
        self._words = self._sound(Words, folder / "words")
        self._vectors = self._sound(Vectors, folder / "chroma")
        self._shelf = self._read()
        self.mended: list[str] = []

    @classmethod
    def open(
        cls,
        folder: Path,
        embedding: str | None = None,
        progress: Progress = _silent,
        *,
        seed: bool = True,
        rebuild: bool = False,
    ) -> Library:
        """Open `folder`, made when its parent is there; a new library is given the shipped reports when `seed`.

        `rebuild` throws vectors and words away and makes them anew from the ledger, split and embedded as today.

        Raises `LibraryBusy` when another process has it open, `LibraryUnusable` when it cannot be made, read or
        written, and `IndexStale` when it was made with another model or splitter. What a crash left is mended, and told
        in `mended`.
        """
        _make_usable(folder)
        lock = FileLock(folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryBusy(
                f"Thư mục dữ liệu {folder} đang do một tiến trình khác sử dụng; "
                "hãy tắt tiến trình đó hoặc đặt TROLY_DATA khác."
            ) from error
        with _disk_errors(folder), ExitStack() as undo:
            undo.callback(lock.release)
            _check_ledger_is_there(folder)
            if rebuild:
                _forget_index(folder)
            library = cls(folder, lock, Embedder(embedding, progress=progress), progress)
            undo.callback(library.close)
            library._check_maker()
            library.mended = library._mend()
            if seed:
                library._seed()
            undo.pop_all()
        return library

    def close(self) -> None:
        self._vectors.close()
        self._ledger.close()
        self._lock.release()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    # What there is

    def reports(self) -> list[Report]:
        """All reports, by id."""
        return list(self._shelf.reports.values())

    def report(self, id: str) -> Report | None:
        return self._shelf.reports.get(id)

    def passages(self, report: str) -> list[Passage]:
        """The passages of a report in its order."""
        return [passage for passage in self._shelf.passages.values() if passage.report == report]

    def provinces(self) -> dict[str, str]:
        """Provinces with reports, by the name of the reports' day → present name."""
        return self._shelf.provinces

    def restore_accents(self, text: str) -> str:
        """`text` with accents put back when it was typed without any."""
        return self._shelf.accents.restore(text)

    def rarity(self, token: str) -> float:
        """How much an index word tells, 0 to about ln(passages): inverse to how many passages hold it (BM25's idf)."""
        total, holding = len(self._shelf.passages), self._words.holding(token)
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))

    # Searching

    def closeness(self, question: str, text: str) -> float:
        """How close in meaning a question and a sentence are: the cosine of their vectors, of their ends where long."""
        while True:
            try:
                return self.embedder.closeness(modern_tones(question), text)
            except ValueError:
                question, text = question[-len(question) * 3 // 4 :], text[-len(text) * 3 // 4 :]

    def search(self, query: str, k: int = 10, provinces: Collection[str] | None = None) -> list[Hit]:
        """The `k` best passages for `query`, in the given provinces (`None`: all), best first; equal scores by id.

        A query without a single word or number finds nothing.
        """
        shelf = self._shelf
        query = modern_tones(shelf.accents.restore(query))
        tokens = word_tokens(query)
        if not tokens or not shelf.passages or (provinces is not None and not provinces):
            return []
        with _disk_errors(self.folder):
            dense = self._vectors.nearest(self._embedded(query), CANDIDATES, provinces)
            words = self._words.best(tokens, CANDIDATES, provinces)
        dense = {id: score for id, score in dense.items() if id in shelf.passages}
        words = {id: score for id, score in words.items() if id in shelf.passages}
        scores = fuse(dense, words)
        for id in scores:
            scores[id] += PART_WEIGHT * shelf.share_of_part(shelf.passages[id], tokens)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [
            Hit(passage, shelf.reports[passage.report], score, dense.get(id, 0.0), words.get(id, 0.0))
            for id, score in ranked[:k]
            for passage in [shelf.passages[id]]
        ]

    def search_turns(self, turns: Sequence[str], k: int = 10) -> list[Hit]:
        """Search as a plain search box would: the turns joined, in the provinces that the latest of them names.

        Several provinces are searched one by one and their hits taken in turn, so that none crowds out another.
        """
        turns = [self.restore_accents(turn) for turn in turns]
        query = " ".join(turns)
        named = provinces_in(turns, self.provinces())
        if named is None:
            return self.search(query, k)
        lists = [self.search(query, k, [province]) for province in named]
        return [hit for row in range(k) for hits in lists for hit in hits[row : row + 1]][:k]

    # Changing

    def add(self, reading: Reading) -> Report:
        """Keep the report: all of it or, on any error, nothing.

        Raises `AlreadyThere` when its bytes are in the library, and `LibraryUnusable` when the disk fails.
        """
        with self._changing, _disk_errors(self.folder):
            report = self._named(reading.report)
            split = passages(report.id, report.body)
            try:
                self._keep_original(report.sha256, reading.data)
                self._put_vectors(report, split)
                self._put_words((report, passage) for passage in split)
                self._ledger.add(report, split)
            except BaseException:
                with suppress(Exception):  # what cannot be undone now is undone when the folder is next opened
                    self._shelf = self._read()
                    self._mend()
                raise
            self._shelf = self._read()
        return report

    def remove(self, id: str) -> None:
        """Take a report out of the library; its original file stays. Raises `UnknownReport`."""
        with self._changing, _disk_errors(self.folder):
            if id not in self._shelf.reports:
                raise UnknownReport(f"Không có báo cáo mang mã {id}; xem các mã bằng lệnh: python -m index list.")
            gone = {passage.id for passage in self.passages(id)}
            self._ledger.remove(id)
            self._shelf = self._read()
            self._vectors.delete(gone)
            self._drop_words(gone)

    def check(self) -> list[str]:
        """Compare vectors and words with the ledger, mend what differs, and say what was mended (Vietnamese lines)."""
        with self._changing, _disk_errors(self.folder):
            return self._mend()

    # Inside

    def _read(self) -> _Shelf:
        reports = {report.id: report for report in self._ledger.reports()}
        visible = {passage.id: passage for passage in self._ledger.passages(reports)}
        return _Shelf(reports, visible, Accents(report.body for report in reports.values()))

    def _maker(self) -> dict[str, str]:
        return {"embedding": self.embedder.model_id, "splitter": SPLITTER}

    def _check_maker(self) -> None:
        made_by = self._ledger.meta("maker")
        if made_by is None:
            self._ledger.set_meta("maker", self._maker())
        elif made_by != self._maker():
            raise IndexStale(
                f"Chỉ mục được tạo bằng {made_by}, chương trình đang dùng {self._maker()}; "
                "hãy chạy: python -m index rebuild."
            )

    def _seed(self) -> None:
        """Give a new library the shipped reports, each once: one that staff removed does not come back."""
        seeded = set(self._ledger.meta("seeded") or [])
        for path in sorted(SHIPPED.glob("*.txt")):
            if path.name in seeded:
                continue
            reading = read_report(path)
            if all(report.sha256 != reading.report.sha256 for report in self.reports()):
                self._progress(f"Đang thêm báo cáo có sẵn {path.name}…")
                self.add(reading)
            seeded.add(path.name)
            self._ledger.set_meta("seeded", sorted(seeded))

    def _named(self, report: Report) -> Report:
        """The report under an id of its own: a second one of a province and day has its bytes in the id.

        Raises `AlreadyThere`.
        """
        for other in self._shelf.reports.values():
            if other.sha256 == report.sha256:
                raise AlreadyThere(f"Tệp {report.file} đã có trong thư viện với mã {other.id}.")
        taken = report.id in self._shelf.reports
        return replace(report, id=f"{report.id}-{report.sha256[:6]}") if taken else report

    def _keep_original(self, sha256: str, data: bytes) -> None:
        shelf = self.folder / "library"
        shelf.mkdir(exist_ok=True)
        target, half = shelf / sha256, shelf / f"{sha256}.half"
        if not target.exists():
            with half.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            half.rename(target)

    def _embedded(self, query: str) -> list[float]:
        """The vector of a query; of its end where it is too long for the model: the latest words count most."""
        while True:
            try:
                return self.embedder.embed_query(query)
            except ValueError:
                query = query[len(query) // 2 :]

    def _sound(self, store: Callable[[Path], Store], folder: Path) -> Store:
        """The store in `folder`; a damaged one is thrown away, and `_mend` fills it anew."""
        try:
            return store(folder)
        except IndexDamaged:
            self._progress(f"Chỉ mục trong {folder} bị hỏng; sẽ được lập lại từ sổ báo cáo.")
            shutil.rmtree(folder)
            return store(folder)

    def _put_vectors(self, report: Report, split: Sequence[Passage]) -> None:
        """Embed passages and keep their vectors; doing it twice changes nothing."""
        texts = [f"{header(report, passage)}\n{passage.text}" for passage in split]
        try:
            vectors = self.embedder.embed_documents(texts)
        except ValueError as error:
            raise LibraryError(f"Không thêm được {report.file}: {error}") from error
        self._vectors.put([passage.id for passage in split], vectors, report.id, report.province)

    def _put_words(self, split: Iterable[tuple[Report, Passage]]) -> None:
        """Keep the words of passages; doing it twice changes nothing."""
        self._words.put((passage, f"{report.title} {passage.section}", report.province) for report, passage in split)

    def _drop_words(self, ids: Collection[str]) -> None:
        """Forget passages so that scores are as if they had never been there: the same library, the same answers."""
        self._words.delete(ids)
        if self._words.still_counts(ids):
            self._words.clear()
            shelf = self._shelf
            self._put_words((shelf.reports[passage.report], passage) for passage in shelf.passages.values())

    def _mend(self) -> list[str]:
        """Make vectors and words hold exactly the ledger's passages."""
        wanted = set(self._shelf.passages)
        vectors, words = self._vectors.ids(), self._words.ids()
        mended = []
        if extra := (vectors | words) - wanted:
            self._vectors.delete(vectors - wanted)
            self._drop_words(words - wanted)
            mended.append(f"Đã xóa {len(extra)} mục không thuộc báo cáo nào.")
        for report in self.reports() if wanted - (vectors & words) else []:
            split = self.passages(report.id)
            no_vector = [passage for passage in split if passage.id not in vectors]
            no_words = [passage for passage in split if passage.id not in words]
            if no_vector or no_words:
                self._progress(f"Đang lập lại chỉ mục của {report.id}…")
                self._put_vectors(report, no_vector)
                self._put_words((report, passage) for passage in no_words)
                mended.append(f"Đã lập lại {len({p.id for p in no_vector + no_words})} đoạn của {report.id}.")
        return mended


def _forget_index(folder: Path) -> None:
    """Drop vectors, words and their maker's name, and split every report of the ledger anew."""
    for part in ("chroma", "words"):
        shutil.rmtree(folder / part, ignore_errors=True)
    ledger = Ledger(folder / "ledger.sqlite")
    for report in ledger.reports():
        ledger.replace_passages(report.id, passages(report.id, report.body))
    ledger.set_meta("maker", None)
    ledger.close()


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    """Tell what the disk or a damaged file did to the data folder, each with its fix."""
    try:
        yield
    except ChromaError as error:
        raise IndexDamaged(
            f"Không đọc hoặc ghi được chỉ mục véc-tơ trong {folder} ({error}); hãy chạy: python -m index rebuild."
        ) from error
    except sqlite3.Error as error:
        raise LibraryUnusable(
            f"Không đọc hoặc ghi được sổ báo cáo {folder / 'ledger.sqlite'} ({error}); "
            "hãy kiểm tra ổ đĩa, hoặc chép lại ledger.sqlite và library/ từ bản sao lưu."
        ) from error
    except OSError as error:
        raise LibraryUnusable(
            f"Không đọc hoặc ghi được thư mục dữ liệu {folder} ({error}); hãy kiểm tra ổ đĩa và quyền ghi."
        ) from error


def _check_ledger_is_there(folder: Path) -> None:
    """Refuse to begin an empty ledger beside originals: what staff added would be gone without a word."""
    ledger = folder / "ledger.sqlite"
    lost = not ledger.exists() or ledger.stat().st_size == 0
    if lost and any((folder / "library").glob("*")):
        raise LibraryUnusable(
            f"Sổ báo cáo {ledger} bị mất hoặc rỗng dù thư mục library/ còn bản gốc; hãy chép lại sổ từ bản sao lưu, "
            "hoặc đặt TROLY_DATA (--data) trỏ đến một thư mục mới rồi thêm lại báo cáo."
        )


def _make_usable(folder: Path) -> None:
    """Make the folder when its parent is there, and see that it can be written."""
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
