"""What users leave behind in the ledger's file: their conversations, and what they think of answers.

A conversation belongs to its owner: every call names the owner, and nobody gets at another's. Its turns, like the
answers that feedback is about, are JSON of the rooms above; this one keeps them and does not look into them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from sqlite3 import Connection
from typing import Any

from corpus.text import fold
from index.database import Database
from index.errors import JournalFull
from index.folder import disk_errors

MOST_CONVERSATIONS = 500
"""Conversations that are kept of one owner."""

MOST_CHARACTERS = 4_000_000
"""Characters of JSON in one conversation: several hundred turns."""

_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    version INTEGER NOT NULL,
    turns TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_of_owner ON conversations(owner, at);
CREATE TABLE IF NOT EXISTS feedback (
    who TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    vote TEXT NOT NULL,
    reason TEXT NOT NULL,
    comment TEXT NOT NULL,
    question TEXT NOT NULL,
    history TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (who, id)
);
"""


@dataclass(frozen=True)
class Kept:
    """A conversation as it was last written by, or read for, one window: `version` grows with each writing of turns."""

    id: str
    name: str
    version: int


@dataclass(frozen=True)
class Entry:
    """A line in the list of an owner's conversations; `at` is when it was last written (ISO, with zone)."""

    id: str
    name: str
    at: str


@dataclass(frozen=True)
class Conversation:
    """A whole conversation; `words` is the folded text by which it is found."""

    id: str
    name: str
    at: str
    version: int
    turns: str
    words: str

    @property
    def kept(self) -> Kept:
        return Kept(self.id, self.name, self.version)


@dataclass(frozen=True)
class Feedback:
    """What `who` thinks of one answer, `id` telling it from others of theirs: `vote` is "up" or "down".

    `reason` is one of the ready ones or "", `comment` is free text or "". `history` are the questions asked before,
    `answer` is the answer's JSON as it was shown. `at` is when this was last said (ISO, with zone; set when kept).
    """

    who: str
    id: str
    vote: str
    question: str
    history: tuple[str, ...]
    answer: dict[str, Any]
    reason: str = ""
    comment: str = ""
    at: str = ""


class Journal:
    """The conversations and the feedback in a database. Raises `LibraryUnusable` when the disk fails."""

    def __init__(self, file: Database) -> None:
        self._file = file
        file.make(_TABLES)

    # Conversations

    def conversations(self, owner: str, wanted: str = "") -> list[Entry]:
        """The owner's conversations that hold every word of `wanted`, however accented; the latest first."""
        words = fold(wanted).split()
        found = "".join(" AND instr(words, ?) > 0" for _ in words)
        query = f"SELECT id, name, at FROM conversations WHERE owner = ?{found} ORDER BY at DESC, rowid DESC"
        return [Entry(*row) for row in self._rows(query, owner, *words)]

    def conversation(self, owner: str, id: str) -> Conversation | None:
        """A conversation of this owner's, or none."""
        query = "SELECT id, name, at, version, turns, words FROM conversations WHERE owner = ? AND id = ?"
        rows = self._rows(query, owner, id)
        return Conversation(*rows[0]) if rows else None

    def keep(self, owner: str, kept: Kept | None, name: str, turns: str, words: str) -> Kept:
        """Write a conversation as it stands now: a new one called `name`, or the one that `kept` says was read.

        When that one has been written by another window since, or deleted, this becomes a conversation of its own, so
        that neither window's turns are lost; turns that stand there already are not written again. `words` is the text
        to find it by. Raises `JournalFull`.
        """
        if len(turns) > MOST_CHARACTERS:
            raise JournalFull("Cuộc hỏi này đã quá dài, phần mới chưa được lưu; hãy mở cuộc hỏi mới.")
        name = kept.name if kept else name
        words = fold(f"{name} {words}")
        with self._changing() as db:
            if kept:
                query = "SELECT version FROM conversations WHERE owner = ? AND id = ? AND turns = ?"
                if same := db.execute(query, (owner, kept.id, turns)).fetchone():
                    return replace(kept, version=same[0])
                values = (_now(), turns, words, owner, kept.id, kept.version)
                query = "UPDATE conversations SET at = ?, turns = ?, words = ?, version = version + 1"
                if db.execute(f"{query} WHERE owner = ? AND id = ? AND version = ?", values).rowcount:
                    return Kept(kept.id, name, kept.version + 1)
            new = Conversation(token_hex(8), name, _now(), 1, turns, words)
            _insert(db, owner, new)
        return new.kept

    def rename(self, owner: str, id: str, name: str) -> None:
        """Call a conversation of this owner's `name`; nothing happens to another's."""
        values = (name, f"{fold(name)} ", owner, id)
        with self._changing() as db:
            db.execute("UPDATE conversations SET name = ?, words = ? || words WHERE owner = ? AND id = ?", values)

    def delete(self, owner: str, id: str) -> Conversation | None:
        """Forget a conversation of this owner's for good; what it was, for `put_back`."""
        gone = self.conversation(owner, id)
        with self._changing() as db:
            db.execute("DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, id))
        return gone

    def put_back(self, owner: str, gone: Conversation) -> None:
        """Undo `delete`. Raises `JournalFull`."""
        with self._changing() as db:
            _insert(db, owner, gone)

    # Feedback

    def rate(self, given: Feedback) -> None:
        """Keep what a user thinks of an answer, in the place of what the same user thought of it before."""
        history, answer = (json.dumps(each, ensure_ascii=False) for each in (given.history, given.answer))
        texts = (given.vote, given.reason, given.comment, given.question)
        with self._changing() as db:
            db.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (given.who, given.id, _now(), *texts, history, answer),
            )

    def take_back(self, who: str, id: str) -> None:
        """Forget what a user thought of an answer."""
        with self._changing() as db:
            db.execute("DELETE FROM feedback WHERE who = ? AND id = ?", (who, id))

    def feedback(self, who: str | None = None, ids: Collection[str] | None = None) -> list[Feedback]:
        """What was said of answers, the latest first: by all or one user, of all answers or these."""
        columns = "who, id, vote, question, history, answer, reason, comment, at"
        wanted = "ifnull(?1, who) = who AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2)))"
        query = f"SELECT {columns} FROM feedback WHERE {wanted} ORDER BY at DESC, rowid DESC"
        return [_feedback(*row) for row in self._rows(query, who, None if ids is None else json.dumps(list(ids)))]

    def _rows(self, query: str, *values: Any) -> Sequence[Any]:
        with disk_errors(self._file.path.parent):
            return self._file.rows(query, *values)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with disk_errors(self._file.path.parent), self._file.changing() as db:
            yield db


def _insert(db: Connection, owner: str, new: Conversation) -> None:
    (count,) = db.execute("SELECT count(*) FROM conversations WHERE owner = ?", (owner,)).fetchone()
    if count >= MOST_CONVERSATIONS:
        raise JournalFull(f"Đã lưu đủ {MOST_CONVERSATIONS} cuộc hỏi, cuộc này chưa được lưu; hãy xóa bớt cuộc hỏi cũ.")
    values = (new.id, owner, new.name, new.at, new.version, new.turns, new.words)
    db.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def _feedback(
    who: str, id: str, vote: str, question: str, history: str, answer: str, reason: str, comment: str, at: str
) -> Feedback:
    return Feedback(who, id, vote, question, tuple(json.loads(history)), json.loads(answer), reason, comment, at)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="microseconds")
