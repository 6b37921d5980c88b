"""The journal: conversations are their owner's alone, no window overwrites another, and feedback can be changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import index.journal
from index.__main__ import main
from index.database import Database
from index.errors import JournalFull, LibraryUnusable
from index.journal import Feedback, Journal, Kept
from index.library import Library

GIVEN = Feedback("an", "1", "down", "Còn xã?", ("Tỷ lệ?",), {"status": "answered", "text": "80%"}, "figure", "sai")


def kept(journal: Journal, owner: str = "an", name: str = "Lai Châu?", turns: str = "[1]", words: str = "") -> Kept:
    return journal.keep(owner, None, name, turns, words)


def test_a_conversation_grows_turn_by_turn_and_is_there_after_reopening(tmp_path: Path) -> None:
    first = Database(tmp_path / "ledger.sqlite")
    begun = kept(Journal(first))
    grown = Journal(first).keep("an", begun, "another name", "[1, 2]", "")
    first.close()
    second = Database(tmp_path / "ledger.sqlite")
    found = Journal(second).conversation("an", begun.id)
    second.close()
    assert grown == Kept(begun.id, "Lai Châu?", 2)
    assert found and (found.turns, found.name, found.kept) == ("[1, 2]", "Lai Châu?", grown)


def test_nobody_gets_at_anothers_conversation(journal: Journal) -> None:
    mine = kept(journal)
    assert journal.conversations("binh") == []
    assert journal.conversation("binh", mine.id) is None
    journal.rename("binh", mine.id, "x")
    assert journal.delete("binh", mine.id) is None
    stolen = journal.keep("binh", mine, "x", "[]", "")
    assert stolen.id != mine.id
    found = journal.conversation("an", mine.id)
    assert found and (found.name, found.turns) == ("Lai Châu?", "[1]")


def test_two_windows_of_one_conversation_do_not_overwrite_each_other(journal: Journal) -> None:
    begun = kept(journal)
    one = journal.keep("an", begun, "", "[1, 2]", "")
    other = journal.keep("an", begun, "", "[1, 3]", "")
    assert one.id == begun.id != other.id
    assert sorted(journal.conversation("an", each.id).turns for each in (one, other)) == ["[1, 2]", "[1, 3]"]
    assert [entry.name for entry in journal.conversations("an")] == ["Lai Châu?"] * 2


@pytest.mark.parametrize("wanted", ["ty le", "TỶ LỆ", "le ky", "hà giang", "  "])
def test_conversations_are_found_however_accented_in_name_and_text(journal: Journal, wanted: str) -> None:
    found = kept(journal, name="Hà Giang", words="Tỷ lệ ký số đạt 80%").id
    if wanted.strip():
        kept(journal, words="Một cửa")
        kept(journal, owner="binh", words="Hà Giang: tỷ lệ ký số")
    assert [entry.id for entry in journal.conversations("an", wanted)] == [found]


def test_the_same_turns_are_not_written_again(journal: Journal) -> None:
    first, second = kept(journal), kept(journal)
    assert journal.keep("an", first, "", "[1]", "") == first
    assert [entry.id for entry in journal.conversations("an")] == [second.id, first.id]


def test_signs_of_sql_are_letters_like_others(journal: Journal) -> None:
    kept(journal, words="100%")
    assert journal.conversations("an", "%_%") == journal.conversations("an' OR 1=1 --") == []


def test_the_latest_written_comes_first(journal: Journal) -> None:
    first, second = kept(journal), kept(journal)
    assert [entry.id for entry in journal.conversations("an")] == [second.id, first.id]
    journal.keep("an", first, "", "[2]", "")
    assert [entry.id for entry in journal.conversations("an")] == [first.id, second.id]


def test_a_new_name_is_shown_and_found(journal: Journal) -> None:
    id = kept(journal).id
    journal.rename("an", id, "Họp giao ban")
    assert [entry.name for entry in journal.conversations("an", "giao ban")] == ["Họp giao ban"]


def test_deleting_leaves_nothing_and_can_be_undone(journal: Journal, database: Database) -> None:
    id = kept(journal).id
    before = journal.conversation("an", id)
    gone = journal.delete("an", id)
    assert gone == before and journal.conversations("an") == []
    assert database.rows("SELECT * FROM conversations") == []
    assert gone is not None
    journal.put_back("an", gone)
    assert journal.conversation("an", id) == before


def test_what_another_window_deleted_goes_on_as_a_new_one(journal: Journal) -> None:
    begun = kept(journal)
    journal.delete("an", begun.id)
    again = journal.keep("an", begun, "", "[1, 2]", "")
    assert [entry.id for entry in journal.conversations("an")] == [again.id]


def test_limits_are_told_and_keep_what_is_there(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.journal, "MOST_CONVERSATIONS", 2)
    begun = kept(journal)
    kept(journal)
    with pytest.raises(JournalFull, match="xóa bớt"):
        kept(journal)
    kept(journal, owner="binh")
    assert journal.keep("an", begun, "", "[1, 2]", "").version == 2
    with pytest.raises(JournalFull, match="quá dài"):
        journal.keep("an", begun, "", " " * (index.journal.MOST_CHARACTERS + 1), "")
    assert len(journal.conversations("an")) == 2


def test_feedback_is_changed_and_taken_back_by_who_gave_it(journal: Journal) -> None:
    journal.rate(GIVEN)
    journal.rate(replace(GIVEN, who="binh", vote="up", reason="", comment=""))
    journal.rate(replace(GIVEN, vote="up"))
    assert [(each.who, each.vote) for each in journal.feedback()] == [("an", "up"), ("binh", "up")]
    assert [replace(each, at="") for each in journal.feedback("an")] == [replace(GIVEN, vote="up")]
    assert [each.who for each in journal.feedback("binh", ["2", "1"])] == ["binh"]
    assert journal.feedback("binh", ["2"]) == journal.feedback(ids=[]) == []
    journal.take_back("binh", "1")
    assert [each.who for each in journal.feedback()] == ["an"]


def test_trouble_with_the_file_is_told(journal: Journal, database: Database) -> None:
    with database.changing() as db:
        db.execute("DROP TABLE feedback")
    with pytest.raises(LibraryUnusable, match=r"ledger\.sqlite"):
        journal.feedback()


def test_feedback_is_listed_by_command(fresh_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(fresh_data) as library:
        library.journal.rate(GIVEN)
    assert main(["--data", str(fresh_data), "feedback", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["who"], line["vote"], line["history"], line["answer"]) == ("an", "down", ["Tỷ lệ?"], GIVEN.answer)
    assert main(["--data", str(fresh_data), "feedback"]) == 0
    assert "Còn xã?" in capsys.readouterr().out
