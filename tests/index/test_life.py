"""A report's life: replaced in one moment, gone at once and everywhere, brought back, and never without its past."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from corpus.report import Reading, read_report
from index.errors import AlreadyThere, LibraryUnusable, UnknownReport
from index.history import changes, versions
from index.library import Library
from tests.index.making import IDS, LAO_CAI, assert_whole, ids, written

QUESTION = "Năm 2020 Lào Cai có bao nhiêu xã dùng phần mềm quản lý văn bản?"


@pytest.fixture
def old(tmp_path: Path) -> Reading:
    return read_report(written(tmp_path, 3, 152))


@pytest.fixture
def new(tmp_path: Path) -> Reading:
    return read_report(written(tmp_path, 3, 149))


def quotes(library: Library, question: str = QUESTION) -> str:
    return " ".join(citation.quote for citation in Assistant(library).ask(question).citations)


def test_a_removed_report_is_gone_from_answers_at_once(fresh_data: Path, old: Reading) -> None:
    with Library.open(fresh_data) as library:
        library.add(old)
        assert "152/152 xã" in quotes(library)
        library.remove(LAO_CAI)
        answer = Assistant(library).ask(QUESTION)
        assert (answer.status, answer.reason, answer.citations) == ("abstained", "no_province", ())
        assert library.search(QUESTION, 100, ["Lào Cai"]) == [] and library.report(LAO_CAI) is None
        assert all(hit.report.id != LAO_CAI for hit in library.search(QUESTION, 100))
        assert "Lào Cai" not in library.provinces() and library.passages(LAO_CAI) == []
        assert_whole(library)


def test_a_new_version_takes_the_place_of_the_old_at_once(fresh_data: Path, old: Reading, new: Reading) -> None:
    with Library.open(fresh_data) as library:
        library.add(old)
        report = library.add(new, replace=LAO_CAI)
        assert ids(library) == sorted([*IDS, report.id]) and report.id != LAO_CAI
        assert "149/152 xã" in quotes(library) and "152/152 xã" not in quotes(library)
        assert (fresh_data / "library" / old.report.sha256).read_bytes() == old.data
        assert library.original(LAO_CAI).read_bytes() == old.data
        (past,) = versions(report.id, library.past())
        assert (past.report.id, past.replaced_by) == (LAO_CAI, report.id)
        assert_whole(library)
    with Library.open(fresh_data) as library:
        assert (library.mended, ids(library)) == ([], sorted([*IDS, report.id]))
        assert_whole(library)


@pytest.mark.parametrize("step", ["embed", "vectors", "words", "ledger"])
def test_replacing_is_all_or_nothing(
    fresh_data: Path, old: Reading, new: Reading, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise RuntimeError("hỏng giữa chừng")

    with Library.open(fresh_data) as library:
        library.add(old)
        steps: dict[str, tuple[object, str]] = {
            "embed": (library.embedder, "embed_documents"),
            "vectors": (library._vectors, "put"),
            "words": (library._words, "put"),
            "ledger": (library._ledger, "add"),
        }
        with monkeypatch.context() as patch:
            patch.setattr(*steps[step], failing)
            with pytest.raises(RuntimeError, match="giữa chừng"):
                library.add(new, replace=LAO_CAI)
        assert LAO_CAI in ids(library) and len(ids(library)) == 6 and library.past() == {}
        assert_whole(library)
        with pytest.raises(UnknownReport):
            library.add(new, replace="khong-co")
        with pytest.raises(AlreadyThere) as there:
            library.add(old, replace=LAO_CAI)
        assert there.value.report == LAO_CAI


def test_an_id_never_stands_for_another_file(fresh_data: Path, old: Reading, new: Reading) -> None:
    """Else a passage of the new one could be taken for the old one's."""
    with Library.open(fresh_data) as library:
        library.add(old)
        library.remove(LAO_CAI)
        second = library.add(new).id
        assert second != LAO_CAI
        assert library.add(old).id == LAO_CAI
        library.remove(second)
        assert library.add(new).id == second


def test_a_removed_report_can_be_brought_back(fresh_data: Path, old: Reading, new: Reading) -> None:
    with Library.open(fresh_data) as library:
        added = library.add(old, who="Hoa")
        library.remove(LAO_CAI, who="Lan")
        assert library.restore(LAO_CAI) == added == library.report(LAO_CAI)
        assert "152/152 xã" in quotes(library) and library.past() == {}
        assert_whole(library)
        newer = library.add(new, replace=LAO_CAI)
        library.restore(LAO_CAI)  # both are there now
        assert {LAO_CAI, newer.id} <= {*ids(library)}
        me = getpass.getuser()
        assert [(event.what, event.who) for event in library.audit(LAO_CAI)] == [
            ("added", "Hoa"),
            ("removed", "Lan"),
            ("restored", me),
            ("replaced", me),
            ("restored", me),
        ]
        assert len(library.audit()) == 5 + 5 + 1  # the shipped ones and the newer one
        with pytest.raises(UnknownReport, match="list --removed"):
            library.restore(LAO_CAI)
        library.remove(LAO_CAI)
        (fresh_data / "library" / old.report.sha256).write_bytes(b"?")
        with pytest.raises(LibraryUnusable, match="Bản gốc"):
            library.restore(LAO_CAI)
        assert LAO_CAI not in ids(library)


def test_what_changed_is_told_sentence_by_sentence(old: Reading, tmp_path: Path) -> None:
    text = (tmp_path / old.report.file).read_text(encoding="utf-8")
    text = text.replace("152/152", "149/152").replace("Tỉnh đã đầu tư 12,5 tỷ đồng cho hạ tầng mạng", "Hạ tầng mạng")
    text = text.replace("Năm 2021, tỉnh", "Cổng dịch vụ công có 320 dịch vụ mức độ 4. Năm 2021,  tỉnh")
    text = text.replace("Hạ tầng mạng truyền số liệu chuyên dùng.\n", "")
    (tmp_path / "moi.txt").write_text(text, encoding="utf-8")
    change = changes(old.report, read_report(tmp_path / "moi.txt").report)
    assert change.added == ("Cổng dịch vụ công có 320 dịch vụ mức độ 4.",)
    assert change.removed == ("Tỉnh đã đầu tư 12,5 tỷ đồng cho hạ tầng mạng truyền số liệu chuyên dùng.",)
    ((before, after),) = change.changed
    assert before.replace("152/152", "149/152") == after
    assert changes(old.report, old.report) == type(change)((), (), ())
