"""The ledger: which reports there are and were, how they are split, their vectors, and who did what.

The truth that Chroma and the word index are rebuilt from. SQLite in WAL mode. A report is visible from the moment its
transaction commits, and not before; one that was removed or replaced is kept as `Past`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.records import Dropped, Passage, Report
from index.database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reports (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seals (
    report TEXT PRIMARY KEY REFERENCES reports(id) ON DELETE CASCADE,
    seal TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    section TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_of_report ON passages(report, start);
CREATE TABLE IF NOT EXISTS vectors (
    passage TEXT PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS verified (
    passage TEXT PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE,
    digest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS signatures (
    report TEXT PRIMARY KEY REFERENCES reports(id) ON DELETE CASCADE,
    signature TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS notes (report TEXT PRIMARY KEY, notes TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS past (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    record TEXT NOT NULL,
    at TEXT NOT NULL,
    replaced_by TEXT
);
CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    report TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS changed (
    event INTEGER NOT NULL REFERENCES audit(number),
    field TEXT NOT NULL,
    was TEXT NOT NULL,
    now TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Past:
    """A report that was removed, or replaced by another one, and when (ISO date and time with zone)."""

    report: Report
    at: str
    replaced_by: str | None


@dataclass(frozen=True)
class Change:
    """A field of a description (by its name in `Report`), as it was and as it is now; "" for nothing."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class Event:
    """One line of the audit: `what` is "added", "removed", "restored", "replaced", "described" or "mended".

    `changes` are those of "described".
    """

    at: str
    who: str
    what: str
    report: str
    changes: tuple[Change, ...] = ()


class Ledger:
    """The ledger in `path`, made when it is not there. Safe for use from several threads of one process."""

    def __init__(self, path: Path) -> None:
        self.file = Database(path)
        self._rows, self._changing = self.file.rows, self.file.changing
        try:
            self.file.make(_SCHEMA)
        except sqlite3.Error:
            self.close()
            raise

    def close(self) -> None:
        self.file.close()

    def meta(self, key: str) -> Any:
        """The plain value kept under `key`, or none."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return json.loads(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: Any) -> None:
        with self._changing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))

    # What there is

    def reports(self) -> list[Report]:
        """All visible reports, by id."""
        return [_report(*row) for row in self._rows("SELECT id, record FROM reports ORDER BY id")]

    def broken_seals(self) -> list[tuple[str, str]]:
        """Reports whose record is not the one that was added: id and the seal (see `seal_of`) that it had."""
        rows = self._rows("SELECT id, seal, record FROM reports JOIN seals ON report = id ORDER BY id")
        return [(id, seal) for id, seal, record in rows if seal != _seal(record)]

    def passages(self, reports: dict[str, Report]) -> list[Passage]:
        """All passages of `reports`, in each report's order; their texts are cut from the bodies."""
        rows = self._rows('SELECT id, report, start, "end", section FROM passages ORDER BY report, start')
        return [
            Passage(id, report, start, end, section, reports[report].body[start:end])
            for id, report, start, end, section in rows
            if report in reports
        ]

    def vectors(self, report: str | None = None) -> dict[str, bytes]:
        """The kept vectors (float32) by passage id, of one report or of all."""
        of_one = "JOIN passages ON passage = id WHERE report = ?" if report else ""
        return dict(self._rows(f"SELECT passage, vector FROM vectors {of_one}", *filter(None, [report])))

    def verified(self) -> dict[str, str]:
        """By passage id the digest of text and vector that a check has found to belong together."""
        return dict(self._rows("SELECT passage, digest FROM verified"))

    def without_vector(self) -> set[str]:
        """The passages of which no vector is kept."""
        rows = self._rows("SELECT id FROM passages LEFT JOIN vectors ON passage = id WHERE passage IS NULL")
        return {id for (id,) in rows}

    def drop_orphans(self) -> int:
        """Forget passages of no report and vectors of no passage; how many there were."""
        with self._changing() as db:
            gone = db.execute("DELETE FROM passages WHERE report NOT IN (SELECT id FROM reports)").rowcount
            return gone + db.execute("DELETE FROM vectors WHERE passage NOT IN (SELECT id FROM passages)").rowcount

    def raw_record(self, id: str) -> str:
        """A visible report's record as it is written, damaged or not."""
        return str(self._rows("SELECT record FROM reports WHERE id = ?", id)[0][0])

    def notes(self, id: str) -> str | None:
        """What was kept as `notes` when the report was added."""
        rows = self._rows("SELECT notes FROM notes WHERE report = ?", id)
        return str(rows[0][0]) if rows else None

    def signatures(self) -> dict[str, str]:
        """The kept signatures of visible reports, by id."""
        return dict(self._rows("SELECT report, signature FROM signatures"))

    def past(self) -> dict[str, Past]:
        """The removed and replaced reports by id, the latest first."""
        rows = self._rows("SELECT id, record, at, replaced_by FROM past ORDER BY at DESC, id")
        return {id: Past(_report(id, record), at, by) for id, record, at, by in rows}

    def owner(self, id: str) -> str | None:
        """The sha256 of the file that this id stands for or once stood for: an id never changes its file."""
        rows = self._rows("SELECT sha256 FROM reports WHERE id = ?1 UNION SELECT sha256 FROM past WHERE id = ?1", id)
        return rows[0][0] if rows else None

    def audit(self, report: str | None = None) -> list[Event]:
        """What was done, in order, to one report or to all."""
        changes: dict[int, list[Change]] = {}
        for number, *change in self._rows("SELECT event, field, was, now FROM changed ORDER BY rowid"):
            changes.setdefault(number, []).append(Change(*change))
        rows = self._rows(
            "SELECT number, at, who, what, report FROM audit WHERE ? IN (report, '') ORDER BY number", report or ""
        )
        return [Event(at, who, what, id, tuple(changes.get(number, ()))) for number, at, who, what, id in rows]

    def damage(self) -> str | None:
        """What SQLite finds wrong in the file, or none."""
        (first,) = self._rows("PRAGMA integrity_check(1)")[0]
        return None if first == "ok" else str(first)

    # Changing, each in one transaction

    def add(
        self,
        report: Report,
        passages: Sequence[Passage],
        vectors: Sequence[bytes] = (),
        *,
        who: str = "",
        what: str = "added",
        instead_of: str | None = None,
        notes: str = "",
    ) -> None:
        """Make the report visible, with its passages and their vectors; and `instead_of` invisible, kept as past.

        `notes` are kept under the report's id for good, whatever becomes of it.
        """
        record = json.dumps(asdict(report), ensure_ascii=False)
        with self._changing() as db:
            if instead_of:
                _retire(db, instead_of, report.id)
            db.execute("DELETE FROM past WHERE id = ?", (report.id,))
            db.execute("INSERT INTO reports VALUES (?, ?, ?)", (report.id, report.sha256, record))
            db.execute("INSERT INTO seals VALUES (?, ?)", (report.id, _seal(record)))
            _insert_passages(db, passages)
            _insert_vectors(db, zip((p.id for p in passages), vectors, strict=False))
            if notes:
                db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (report.id, notes))
            _log(db, who, what, report.id)
            if instead_of:
                _log(db, who, "replaced", instead_of)

    def remove(self, report: str, who: str = "") -> None:
        """Make the report invisible; it is kept as past."""
        with self._changing() as db:
            _retire(db, report, None)
            _log(db, who, "removed", report)

    def describe(
        self, report: Report, vectors: Iterable[tuple[str, bytes]], changes: Iterable[Change], who: str, notes: str
    ) -> None:
        """Put the record in the place of that of the same id, with those vectors that are others now."""
        record = json.dumps(asdict(report), ensure_ascii=False)
        with self._changing() as db:
            db.execute("UPDATE reports SET record = ? WHERE id = ?", (record, report.id))
            db.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", (report.id, _seal(record)))
            db.execute("DELETE FROM signatures WHERE report = ?", (report.id,))
            db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (report.id, notes))
            _insert_vectors(db, vectors)
            event = _log(db, who, "described", report.id)
            rows = [(event, change.field, change.was, change.now) for change in changes]
            db.executemany("INSERT INTO changed VALUES (?, ?, ?, ?)", rows)

    def mend_record(self, report: Report) -> None:
        """Put the right record in the place of a damaged one of the same id."""
        record = json.dumps(asdict(report), ensure_ascii=False)
        with self._changing() as db:
            db.execute("UPDATE reports SET record = ?, sha256 = ? WHERE id = ?", (record, report.sha256, report.id))
            db.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", (report.id, _seal(record)))
            _log(db, "", "mended", report.id)

    def replace_passages(self, report: str, passages: Sequence[Passage]) -> None:
        """Put `passages` in the place of the report's former ones, whose vectors go with them."""
        with self._changing() as db:
            db.execute("DELETE FROM passages WHERE report = ?", (report,))
            _insert_passages(db, passages)

    def keep_vectors(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Keep one vector a passage id; the same id again takes the place of the old."""
        with self._changing() as db:
            _insert_vectors(db, vectors)

    def keep_verified(self, digests: Iterable[tuple[str, str]]) -> None:
        """Keep one digest a passage id; the same id again takes the place of the old."""
        with self._changing() as db:
            db.executemany("INSERT OR REPLACE INTO verified VALUES (?, ?)", digests)

    def keep_signatures(self, signatures: Iterable[tuple[str, str]]) -> None:
        """Keep one signature a report id."""
        with self._changing() as db:
            db.executemany("INSERT OR REPLACE INTO signatures VALUES (?, ?)", signatures)


def seal_of(report: Report) -> str:
    """What tells a record from any other: the seal that `broken_seals` compares."""
    return _seal(json.dumps(asdict(report), ensure_ascii=False))


def _seal(record: str) -> str:
    return sha256(record.encode("utf-8", "surrogatepass")).hexdigest()


def _retire(db: sqlite3.Connection, report: str, replaced_by: str | None) -> None:
    db.execute(
        "INSERT OR REPLACE INTO past SELECT id, sha256, record, ?, ? FROM reports WHERE id = ?",
        (_now(), replaced_by, report),
    )
    db.execute("DELETE FROM reports WHERE id = ?", (report,))


def _insert_passages(db: sqlite3.Connection, passages: Iterable[Passage]) -> None:
    rows = [(p.id, p.report, p.start, p.end, p.section) for p in passages]
    db.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)


def _insert_vectors(db: sqlite3.Connection, vectors: Iterable[tuple[str, bytes]]) -> None:
    db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", vectors)


def _log(db: sqlite3.Connection, who: str, what: str, report: str) -> int | None:
    """Write a line of the audit; its number."""
    return db.execute(
        "INSERT INTO audit (at, who, what, report) VALUES (?, ?, ?, ?)", (_now(), who, what, report)
    ).lastrowid


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _report(id: str, record: str) -> Report:
    try:
        plain = json.loads(record)
        plain["years"] = tuple(plain["years"])
        plain["dropped"] = tuple(Dropped(**cut) for cut in plain["dropped"])
        return Report(**plain)
    except (ValueError, KeyError, TypeError) as error:
        raise sqlite3.DatabaseError(f"không hiểu được dòng của {id}") from error
