"""Changing the description of a report in the library: id, body and answers stay, all else follows, whole or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from corpus.findings import Given
from corpus.report import Reading, read_report
from index.errors import UnknownReport
from index.history import export, exported_in
from index.library import Library
from index.redescribe import kept_of, read_anew
from tests.index.making import LAO_CAI, assert_whole, written

TITLE = "Kết quả ứng dụng công nghệ thông tin của tỉnh Yên Bái"


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return read_report(written(tmp_path, 3))


def told(library: Library, **said: Any) -> Reading:
    """The report's file read anew, described as now but for what is `said`."""
    report = library.report(LAO_CAI)
    assert report is not None
    return read_anew(report, library.original(LAO_CAI), replace(kept_of(report), **said))


def found(library: Library, province: str) -> list[str]:
    return [hit.report.id for hit in library.search("tỷ lệ văn bản ký số", 10, [province])]


def test_all_that_follows_from_the_description_follows(fresh_data: Path, reading: Reading) -> None:
    with Library.open(fresh_data) as library:
        old = library.add(reading)
        said = {"province": "Yên Bái", "published": date(2021, 1, 7), "years": (2019, 2020), "title": TITLE}
        new = library.describe(LAO_CAI, told(library, **said, publisher="Báo Yên Bái"), who="Hoa")
        assert (new.id, new.body, new.sha256, new.file) == (LAO_CAI, old.body, old.sha256, old.file)
        assert (new.province, new.province_now, new.title) == ("Yên Bái", "Lào Cai", TITLE)
        assert (new.published, new.years, new.publisher) == ("2021-01-07", (2019, 2020), "Báo Yên Bái")
        assert library.report(LAO_CAI) == new
        assert found(library, "Yên Bái") and not found(library, "Lào Cai")
        answer = Assistant(library).ask("Tỷ lệ văn bản ký số của Yên Bái là bao nhiêu?")
        assert "97%" in answer.text and answer.citations[0].title == TITLE
        assert_whole(library)
        assert library.check() == []
    with Library.open(fresh_data) as library:
        assert (library.mended, library.report(LAO_CAI)) == ([], new)


def test_what_was_changed_is_in_the_audit_and_in_the_notes(fresh_data: Path, reading: Reading) -> None:
    with Library.open(fresh_data) as library:
        library.add(reading)
        before = {each.field: each for each in library.notes(LAO_CAI).findings}
        library.describe(LAO_CAI, told(library, years=(2019, 2020)), who="Hoa")
        event = library.audit(LAO_CAI)[-1]
        assert (event.who, event.what) == ("Hoa", "described")
        assert [(each.field, each.was, each.now) for each in event.changes] == [("years", "2020–2021", "2019–2020")]
        after = {each.field: each for each in library.notes(LAO_CAI).findings}
        assert after["years"].value == "2019–2020" and after["years"].sure
        assert {name for name in after if after[name] != before.get(name)} == {"years"}
        library.describe(LAO_CAI, told(library), who="Lan")
        assert library.audit(LAO_CAI)[-1] == event  # nothing changed, nothing said


def test_only_passages_with_another_header_are_embedded_again(
    fresh_data: Path, reading: Reading, shared_embedder: Any
) -> None:
    with Library.open(fresh_data) as library:
        library.add(reading)
        for said, some in (({"publisher": "Báo Lào Cai"}, False), ({"years": (2018, 2019)}, True)):
            before = len(shared_embedder.asked)
            library.describe(LAO_CAI, told(library, **said))
            assert (len(shared_embedder.asked) > before) == some


@pytest.mark.parametrize("step", ["embed", "forget", "ledger", "vectors", "words"])
def test_it_is_all_or_nothing(fresh_data: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise RuntimeError("hỏng giữa chừng")

    with Library.open(fresh_data) as library:
        old = library.add(reading)
        anew = told(library, province="Yên Bái", title=TITLE)
        steps: dict[str, tuple[object, str]] = {
            "embed": (library.embedder, "embed_documents"),
            "forget": (library._words, "delete"),
            "ledger": (library._ledger, "describe"),
            "vectors": (library._vectors, "put"),
            "words": (library._words, "put"),
        }
        with monkeypatch.context() as patch:
            patch.setattr(*steps[step], failing)
            with pytest.raises(RuntimeError, match="giữa chừng"):
                library.describe(LAO_CAI, anew)
    with Library.open(fresh_data) as library:
        committed = step in ("vectors", "words")
        now = library.report(LAO_CAI)
        assert now is not None and (now.province, now.title == TITLE) == (
            ("Yên Bái", True) if committed else (old.province, False)
        )
        assert bool(found(library, "Yên Bái")) == committed
        assert_whole(library)
        assert library.check() == []


def test_what_does_not_fit_is_refused(fresh_data: Path, reading: Reading, tmp_path: Path) -> None:
    with Library.open(fresh_data) as library:
        library.add(reading)
        with pytest.raises(UnknownReport):
            library.describe("khong-co", reading)
        with pytest.raises(ValueError, match="not the file of"):
            library.describe(LAO_CAI, read_report(written(tmp_path, 3, 149)))
        emptied = told(library, published=None, title=None)
        assert (emptied.report.published, emptied.report.title) == (reading.report.published, reading.report.title)


def test_an_exported_report_takes_its_description_along(fresh_data: Path, reading: Reading, tmp_path: Path) -> None:
    with Library.open(fresh_data) as library:
        library.add(reading)
        new = library.describe(LAO_CAI, told(library, title=TITLE, publisher="Báo Yên Bái"))
        export(new, library.original(LAO_CAI), tmp_path / "out")
    (exported,) = exported_in(tmp_path / "out").values()
    given = Given("Lào Cai", date(2021, 5, 3), (2020, 2021), TITLE, "Báo Yên Bái")
    assert exported.given == given and read_report(exported.file, exported.given).report.title == TITLE
