"""Where a window stands with its conversations, and what it is told when something goes otherwise than wished."""

from __future__ import annotations

from dataclasses import replace

from assistant.generate import Told
from assistant.records import Answer
from index.database import Database
from index.journal import Journal
from ui import talks
from ui.conversation import Turn
from ui.talks import At
from ui.wording import talks as wording

ONE = (Turn("Tỷ lệ?", Told(Answer("answered", "Đạt 80%."))),)
TWO = (*ONE, Turn("Còn xã?", Told(Answer("abstained", "Không nêu."))))


def test_a_conversation_is_kept_read_and_left(journal: Journal) -> None:
    at = talks.keep(journal, "an", At(), ONE)
    at = talks.keep(journal, "an", at, TWO)
    assert at.open and talks.read(journal, "an", At(), at.open.id) == (replace(at, notice=""), TWO)
    assert talks.keep(journal, "an", at, ()).open is None
    assert talks.read(journal, "binh", At(), at.open.id) == (At(notice=wording.NOT_THERE), ())


def test_a_notice_stands_until_the_next_answer(journal: Journal) -> None:
    begun = talks.keep(journal, "an", At(), ONE)
    talks.keep(journal, "an", begun, TWO)
    apart = talks.keep(journal, "an", begun, (*ONE, Turn("Còn huyện?")))
    assert apart.notice == wording.WENT_APART and apart.open != begun.open
    again = talks.keep(journal, "an", apart, (*ONE, Turn("Còn huyện?", next=("Gì nữa?",))))
    assert again.notice == wording.WENT_APART
    assert talks.keep(journal, "an", again, (*TWO, *TWO)).notice == ""


def test_names_follow_and_what_was_deleted_comes_back(journal: Journal) -> None:
    at = talks.keep(journal, "an", At(), ONE)
    assert at.open
    at = talks.rename(journal, "an", at, at.open.id, "  Họp\n giao ban ")
    assert at.open and at.open.name == "Họp giao ban"
    gone = talks.delete(journal, "an", at, at.open.id)
    assert gone.open is None and gone.gone
    back = talks.undo(journal, "an", gone)
    assert back.gone is None and [entry.name for entry in journal.conversations("an")] == ["Họp giao ban"]


def test_what_another_program_wrote_is_said_not_to_be_readable(journal: Journal, database: Database) -> None:
    at = talks.keep(journal, "an", At(), ONE)
    with database.changing() as db:
        db.execute("UPDATE conversations SET turns = '[{}]'")
    assert at.open and talks.read(journal, "an", at, at.open.id) == (At(notice=wording.NOT_READ), ())


def test_trouble_is_told_and_the_chat_goes_on(journal: Journal, database: Database) -> None:
    at = talks.keep(journal, "an", At(), ONE)
    with database.changing() as db:
        db.execute("DROP TABLE conversations")
    for troubled in (talks.keep(journal, "an", at, TWO), talks.delete(journal, "an", at, "x")):
        assert troubled.open == at.open and "ledger.sqlite" in troubled.notice
