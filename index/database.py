"""One SQLite file, safe for use from several threads of one process. Knows nothing of what its tables hold."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Database:
    """The file at `path`, made when it is not there. WAL mode; what has been committed survives a loss of power."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute("PRAGMA foreign_keys=ON")
        except sqlite3.Error:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    def make(self, tables: str) -> None:
        """Run a script of `CREATE … IF NOT EXISTS`."""
        with self._lock:
            self._db.executescript(tables)

    def rows(self, query: str, *values: Any) -> list[Any]:
        """All rows that a query finds."""
        with self._lock:
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that commits whole or not at all; sqlite3's own `with` opens none in autocommit mode."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
