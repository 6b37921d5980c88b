"""The library: the one owner of a data folder, its ledger, vectors and words.

Adding embeds and indexes first and commits to the ledger last; removing starts with the ledger; replacing is one
transaction between the two. So a report is either there or not, and what a crash leaves in the vectors or words is
mended when the folder is next opened.
"""

from __future__ import annotations

import getpass
import math
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from filelock import FileLock

from corpus.copies import Signature, signature
from corpus.findings import Given
from corpus.records import Passage, Report
from corpus.report import NOTHING_GIVEN, Reading, read_report
from corpus.split import SPLITTER, passages
from corpus.terms import word_tokens
from corpus.text import modern_tones
from index.check import Checked, check
from index.embed import Embedder
from index.errors import AlreadyThere, IndexStale, UnknownReport, unknown
from index.folder import (
    changing,
    check_ledger_is_there,
    disk_errors,
    keep_original,
    make_usable,
    mark_in,
    original_in,
    own,
    settle,
)
from index.journal import Journal
from index.ledger import Event, Past
from index.mend import forget_indexes, mend_indexes, mend_passages, mend_records
from index.receipt import Notes, Receipt, prepare, signatures_in
from index.redescribe import notes_of, put_description, redescribed
from index.search import CANDIDATES, PART_WEIGHT, Hit, as_reports_write, fuse, provinces_in
from index.shelf import Shelf
from index.stores import Stores, token_rules

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "reports"
"""The reports that every new library starts with."""

SEEDER = "tro-ly-cntt"
"""Who adds the shipped reports, in the audit."""

Progress = Callable[[str], None]


class Library:
    """An open data folder. Use `Library.open(...)` as a context manager, or `close()` it."""

    def __init__(self, folder: Path, lock: FileLock, embedder: Embedder, progress: Progress) -> None:
        self.folder = folder
        self.embedder = embedder
        self._lock = lock
        self._changing = threading.RLock()
        self._progress = progress
        self._stores = Stores.open(folder, embedder, progress)
        self._ledger, self._vectors, self._words = self._stores.ledger, self._stores.vectors, self._stores.words
        self.journal = Journal(self._ledger.file)
        self._shelf = Shelf({}, {}, {})
        self._signatures: dict[str, Signature] | None = None
        self.mended: list[str] = []
        self.broken: list[str] = []

    @classmethod
    def open(
        cls,
        folder: Path,
        embedding: str | None = None,
        progress: Progress = lambda _: None,
        *,
        seed: bool = True,
        rebuild: bool = False,
    ) -> Library:
        """Open `folder`, made when its parent is there; a new library is given the shipped reports when `seed`.

        `rebuild` throws vectors and words away and makes them anew from the ledger, split and embedded as today.

        Raises `LibraryBusy` when another process has it open, `LibraryUnusable` when it cannot be made, read or
        written, and `IndexStale` when it was made with another model or splitter. What a crash left is mended, and told
        in `mended`; what needs a person, in `broken`.
        """
        make_usable(folder)
        lock = own(folder)
        with disk_errors(folder), ExitStack() as undo:
            undo.callback(lock.release)
            check_ledger_is_there(folder)
            if rebuild:
                forget_indexes(folder)
            library = cls(folder, lock, Embedder(embedding, progress=progress), progress)
            undo.callback(library.close)
            library._check_maker()
            library.mended = library._make_sound()
            for line in library.broken:
                progress(line)
            if seed:
                library._seed()
            undo.pop_all()
        return library

    def close(self) -> None:
        self._stores.close()
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
        return list(self._shelf.split.get(report, ()))

    def provinces(self) -> dict[str, str]:
        """Provinces with reports, by the name of the reports' day → present name."""
        return self._shelf.provinces

    def past(self) -> dict[str, Past]:
        """The reports that were removed or replaced, by id, the latest first; their files are kept."""
        return self._ledger.past()

    def notes(self, id: str) -> Notes:
        """What was found out and warned of when the report was added, if it is known."""
        kept = self._ledger.notes(id)
        return Notes.from_json(kept) if kept else Notes()

    def audit(self, id: str | None = None) -> list[Event]:
        """What was done, when and by whom, to one report or to all, in order."""
        return self._ledger.audit(id)

    def original(self, id: str) -> Path:
        """The file of a report, visible or past, as it was published. Raises `UnknownReport`, `LibraryUnusable`."""
        with disk_errors(self.folder):
            digest = self._ledger.owner(id)
            if digest is None:
                raise unknown(id)
            return original_in(self.folder, digest, id)

    def signatures(self) -> dict[str, Signature]:
        """What copies are told by, of each report; made once and kept."""
        with self._changing:
            if self._signatures is None:
                self._signatures = signatures_in(self._ledger)
            new = {report.id: signature(report) for report in self.reports() if report.id not in self._signatures}
            if new:
                self._ledger.keep_signatures((id, made.to_json()) for id, made in new.items())
                self._signatures |= new
            return self._signatures

    def well_spelled(self, text: str) -> str:
        """`text` as it was meant: accents put back where it was typed without, typing errors mended."""
        return self._shelf.spelling.repair(text)

    def rarity(self, token: str) -> float:
        """How much an index word tells, 0 to about ln(passages): inverse to how many passages hold it (BM25's idf)."""
        total, holding = len(self._shelf.passages), self._words.holding(token)
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))

    # Searching

    def closeness(self, question: str, text: str) -> float:
        """How close in meaning a question and a sentence are: the cosine of their vectors, of their ends where long."""
        return self.embedder.closeness_of_ends(modern_tones(as_reports_write(question)), text)

    def search(self, query: str, k: int = 10, provinces: Collection[str] | None = None) -> list[Hit]:
        """The `k` best passages for `query`, in the given provinces (`None`: all), best first; equal scores by id.

        A query without a single word or number finds nothing.
        """
        shelf = self._shelf
        query = modern_tones(shelf.spelling.repair(query))
        tokens = word_tokens(query)
        if not tokens or not shelf.passages or (provinces is not None and not provinces):
            return []
        with disk_errors(self.folder):
            dense = self._vectors.nearest(self.embedder.embed_end(as_reports_write(query)), CANDIDATES, provinces)
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
        turns = [self.well_spelled(turn) for turn in turns]
        query = " ".join(turns)
        named = provinces_in(turns, self.provinces())
        if named is None:
            return self.search(query, k)
        lists = [self.search(query, k, [province]) for province in named]
        return [hit for row in range(k) for hits in lists for hit in hits[row : row + 1]][:k]

    # Changing

    def prepare(self, path: Path, given: Given = NOTHING_GIVEN) -> Receipt:
        """What would be kept of a file, before anything is. Raises `CorpusError` when it cannot be read."""
        return prepare(path, given, self.reports(), self.signatures())

    def publish(self, receipt: Receipt, replace: str | None = None, who: str | None = None) -> Report:
        """Keep the report of a receipt; see `add`."""
        return self.add(receipt.reading, replace, who)

    def add(self, reading: Reading, replace: str | None = None, who: str | None = None) -> Report:
        """Keep the report, and take the report `replace` out in the same moment: all of it or, on any error, nothing.

        `who` does it, for the audit: without a name, the system's user. Raises `AlreadyThere` when its bytes are in
        the library, `UnknownReport` when `replace` is not, and `LibraryUnusable` when the disk fails.
        """
        with self._change(reading.report.sha256):
            if replace is not None and replace not in self._shelf.reports:
                raise unknown(replace)
            report = self._named(reading.report)
            keep_original(self.folder, report.sha256, reading.data)
            notes = Notes(reading.findings, reading.warnings)
            self._put_up(report, "added", who, replace, notes)
        return report

    def describe(self, id: str, reading: Reading, who: str | None = None) -> Report:
        """Give a report the description of `reading`, its own file read anew: all of it or, on any error, nothing.

        Its id and its body stay. A description that is the same changes nothing. Raises `UnknownReport`,
        `LibraryUnusable` when the disk fails, and ValueError when `reading` is of another file.
        """
        with self._change():
            if id not in self._shelf.reports:
                raise unknown(id)
            new, notes = redescribed(self._shelf.reports[id], reading), notes_of(self.notes(id), reading)
            if (new, notes) != (self._shelf.reports[id], self.notes(id)):
                self._shelf = put_description(self._stores, self._shelf, new, notes, who or _user())
                self._signatures = None
        return new

    def remove(self, id: str, who: str | None = None) -> None:
        """Take a report out of the library; its original file stays. Raises `UnknownReport`."""
        with self._change():
            if id not in self._shelf.reports:
                raise unknown(id)
            gone = self._shelf.split[id]
            self._ledger.remove(id, who or _user())
            self._shelf = self._shelf.minus(id)
            self._drop(gone)

    def restore(self, id: str, who: str | None = None) -> Report:
        """Bring a removed or replaced report back. Raises `UnknownReport`, `AlreadyThere`, `LibraryUnusable`."""
        with self._change():
            past = self._ledger.past().get(id)
            if past is None:
                raise UnknownReport(
                    f"Không có báo cáo đã bỏ nào mang mã {id}; xem các mã bằng lệnh: python -m index list --removed."
                )
            self._check_new(past.report)
            self.original(id)
            self._put_up(past.report, "restored", who)
        return past.report

    def check(self) -> list[str]:
        """Check everything, mend what can be, and say what was mended or is broken (Vietnamese lines)."""
        checked = self.examine()
        return [*checked.mended, *checked.broken]

    def examine(self) -> Checked:
        """As `check`, with what was mended and what needs a person told apart."""
        with self._changing, disk_errors(self.folder):
            mended = self._make_sound()
            try:
                checked = check(self._stores)
            finally:
                self._shelf = Shelf.of(self._ledger)
        return Checked((*mended, *checked.mended), checked.broken)

    # Inside

    @contextmanager
    def _change(self, original: str | None = None) -> Iterator[None]:
        """One change at a time; when it fails, the library is made sound again, now or when it is next opened."""
        with self._changing, disk_errors(self.folder):
            try:
                with changing(self.folder, original):
                    yield
                    self._stores.seal()
            except BaseException:
                with suppress(Exception):
                    if self._vectors.graph_was_written():
                        self._vectors.clear()
                    self._make_sound()
                raise

    def _make_sound(self) -> list[str]:
        """Mend what a change that did not end has left, and read what is there; what was mended."""
        mark = mark_in(self.folder)
        mended, self.broken = mend_records(self._stores)
        mended += mend_passages(self._stores, closely=False)
        self._shelf = Shelf.of(self._ledger)
        mended += mend_indexes(self._stores, self._shelf, closely=mark is not None)
        if mark:
            known = {report.sha256 for report in self.reports()}
            settle(self.folder, mark, known | {past.report.sha256 for past in self.past().values()})
        return mended

    def _put_up(
        self, report: Report, what: str, who: str | None, instead_of: str | None = None, notes: Notes | None = None
    ) -> None:
        """Index the report, then make it visible in one transaction, and `instead_of` invisible."""
        split = passages(report.id, report.body)
        vectors = self._stores.embed(report, split)
        self._stores.put_vectors(report, {p.id: vector for p, vector in zip(split, vectors, strict=True)})
        self._stores.put_words((report, passage) for passage in split)
        kept = notes.to_json() if notes else ""
        self._ledger.add(report, split, vectors, who=who or _user(), what=what, instead_of=instead_of, notes=kept)
        shelf = self._shelf.plus(report, split)
        gone = shelf.split[instead_of] if instead_of else ()
        self._shelf = shelf.minus(instead_of) if instead_of else shelf
        self._drop(gone)

    def _drop(self, gone: Collection[Passage]) -> None:
        """Forget the vectors and words of passages that are no longer visible."""
        if gone:
            self._stores.drop({passage.id for passage in gone}, self._shelf.rows())

    def _check_maker(self) -> None:
        """Refuse an index of another model or splitter; words by other rules are cheap, and made anew."""
        maker = {"embedding": self.embedder.model_id, "splitter": SPLITTER}
        made_by = self._ledger.meta("maker")
        if made_by is not None and made_by != maker:
            raise IndexStale(
                f"Chỉ mục được tạo bằng {made_by}, chương trình đang dùng {maker}; hãy chạy: python -m index rebuild."
            )
        if made_by is None:
            self._ledger.set_meta("maker", maker)
        if self._ledger.meta("words") != token_rules():
            self._words.refill([])
            self._ledger.set_meta("words", token_rules())

    def _seed(self) -> None:
        """Give a new library the shipped reports, each once: one that staff removed does not come back."""
        seeded = set(self._ledger.meta("seeded") or [])
        for path in sorted(SHIPPED.glob("*.txt")):
            if path.name in seeded:
                continue
            reading = read_report(path)
            if all(report.sha256 != reading.report.sha256 for report in self.reports()):
                self._progress(f"Đang thêm báo cáo có sẵn {path.name}…")
                self.add(reading, who=SEEDER)
            seeded.add(path.name)
            self._ledger.set_meta("seeded", sorted(seeded))

    def _check_new(self, report: Report) -> None:
        for other in self._shelf.reports.values():
            if other.sha256 == report.sha256:
                raise AlreadyThere(f"Tệp {report.file} đã có trong thư viện với mã {other.id}.", other.id)

    def _named(self, report: Report) -> Report:
        """The report under an id that no other file has or had: a second one of a province and day has its bytes in it.

        Raises `AlreadyThere`.
        """
        self._check_new(report)
        taken = self._ledger.owner(report.id) not in (None, report.sha256)
        return replace(report, id=f"{report.id}-{report.sha256[:6]}") if taken else report


def _user() -> str:
    """The system's name of whoever runs the program, where it has one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
