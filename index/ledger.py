"""The ledger: which reports there are and how they are split. The truth that vectors and words are rebuilt from.

SQLite in WAL mode. A report is visible from the moment its transaction commits, and not before.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.records import Dropped, Passage, Report

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reports (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    section TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_of_report ON passages(report, start);
"""


class Ledger:
    """The ledger in `path`, made when it is not there. Safe for use from several threads of one process."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    def meta(self, key: str) -> Any:
        """The plain value kept under `key`, or none."""
        with self._lock:
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def set_meta(self, key: str, value: Any) -> None:
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))

    def reports(self) -> list[Report]:
        """All reports, by id."""
        with self._lock:
            rows = self._db.execute("SELECT record FROM reports ORDER BY id").fetchall()
        return [_report(json.loads(row[0])) for row in rows]

    def passages(self, reports: dict[str, Report]) -> list[Passage]:
        """All passages of `reports`, in each report's order; their texts are cut from the bodies."""
        with self._lock:
            rows = self._db.execute(
                'SELECT id, report, start, "end", section FROM passages ORDER BY report, start'
            ).fetchall()
        return [
            Passage(id, report, start, end, section, reports[report].body[start:end])
            for id, report, start, end, section in rows
            if report in reports
        ]

    def add(self, report: Report, passages: list[Passage]) -> None:
        """Make the report visible, with its passages, in one transaction."""
        record = json.dumps(asdict(report), ensure_ascii=False)
        rows = [(p.id, p.report, p.start, p.end, p.section) for p in passages]
        with self._lock, _transaction(self._db):
            self._db.execute("INSERT INTO reports VALUES (?, ?, ?)", (report.id, report.sha256, record))
            self._db.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)

    def replace_passages(self, report: str, passages: list[Passage]) -> None:
        """Put `passages` in the place of the report's former ones, in one transaction."""
        rows = [(p.id, p.report, p.start, p.end, p.section) for p in passages]
        with self._lock, _transaction(self._db):
            self._db.execute("DELETE FROM passages WHERE report = ?", (report,))
            self._db.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)

    def remove(self, report: str) -> None:
        """Make the report invisible, in one transaction."""
        with self._lock, _transaction(self._db):
            self._db.execute("DELETE FROM reports WHERE id = ?", (report,))


class _transaction:
    """`with` block that commits whole or not at all; sqlite3's own opens no transaction in autocommit mode."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")


def _report(record: dict[str, Any]) -> Report:
    record["years"] = tuple(record["years"])
    record["dropped"] = tuple(Dropped(**cut) for cut in record["dropped"])
    return Report(**record)
