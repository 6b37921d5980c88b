"""The audit in words: who added, removed or changed which report, and when. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from corpus.records import Report
from corpus.text import fold
from index.ledger import Change, Event
from index.library import SEEDER, Library
from index.show import LABELS
from ui import wording
from ui.lists import Choice, Field, form, table, text_of
from ui.wording import staff as texts


@dataclass(frozen=True)
class Line:
    """An event with the report that it was about, as that is now, if it is still known."""

    event: Event
    report: Report | None


def lines(library: Library) -> list[Line]:
    """Everything that was done, the latest first."""
    known = {past.report.id: past.report for past in library.past().values()}
    known |= {report.id: report for report in library.reports()}
    return [Line(event, known.get(event.report)) for event in reversed(library.audit())]


def fitting(every: Sequence[Line], wishes: Any) -> list[Line]:
    """The lines that the form's fields leave, as the browser sent them: person, act, words, days from and to."""
    who, what, first, last = (text_of(wishes, field) for field in ("who", "what", "from", "to"))
    words = fold(text_of(wishes, "words")).split()
    return [
        line
        for line in every
        if who in ("", _who(line.event))
        and what in ("", line.event.what)
        and first <= line.event.at[:10]
        and (not last or line.event.at[:10] <= last)
        and all(word in fold(_searched(line)) for word in words)
    ]


def _searched(line: Line) -> str:
    report = line.report
    return (
        f"{line.event.report} {report.title} {report.province} {report.province_now}" if report else line.event.report
    )


def _who(event: Event) -> str:
    return texts.PROGRAM if event.who in ("", SEEDER) else event.who


def sentence(line: Line) -> str:
    """What was done, as one would say it: "Lan bỏ “Báo cáo …” (Lai Châu) khỏi thư viện."."""
    event, report = line.event, line.report
    named = texts.REPORT.format(title=report.title, province=report.province) if report else event.report
    what = "confirmed" if event.what == "described" and not event.changes else event.what
    shape = texts.SENTENCES.get(what)
    if shape is None:
        return f"{_who(event)}: {event.what} {named}"
    return shape.format(who=_who(event), report=named, changes=_changes(event))


def _changes(event: Event) -> str:
    return "; ".join(map(_change, event.changes))


def _change(change: Change) -> str:
    day = change.field in ("published", "not_before")
    was, now = (wording.day(value) if day else value for value in (change.was, change.now))
    field = LABELS.get(change.field, change.field).lower()
    return texts.CHANGE.format(field=field, was=was or texts.NOTHING, now=now or texts.NOTHING)


def moment(at: str) -> str:
    """`2026-01-31T14:05:09+07:00` as it is written in Vietnam: `31/01/2026 14:05`."""
    return f"{wording.day(at[:10])} {at[11:16]}"


def audit_form(every: Sequence[Line]) -> str:
    """The form that filters the audit."""
    people = sorted({_who(line.event) for line in every}, key=fold)
    done = [(what, text) for what, text in texts.WHAT.items() if any(line.event.what == what for line in every)]
    fields = (
        Field("words", texts.REPORT_WORDS, texts.REPORT_HINT),
        Choice("who", texts.PERSON, (("", texts.ANYONE), *((name, name) for name in people))),
        Choice("what", texts.ACT, (("", texts.ANY_ACT), *done)),
        Field("from", texts.FROM, kind="date"),
        Field("to", texts.TO, kind="date"),
    )
    return form(texts.FILTER_AUDIT, fields)


def audit_table(found: Sequence[Line], total: int, page: int) -> str:
    """A page of the audit."""
    nothing = texts.NO_EVENT_FITS if total else texts.NO_EVENTS
    rows = [(escape(moment(line.event.at)), escape(sentence(line))) for line in found]
    return table(texts.AUDIT_COLUMNS, rows, texts.AUDIT_CAPTION.format(shown=len(found)), nothing, page)


def audit_rows(found: Sequence[Line]) -> list[tuple[str, ...]]:
    """The audit for a file, with a line of column names."""
    made = [
        (
            moment(line.event.at),
            _who(line.event),
            texts.WHAT.get(line.event.what, line.event.what),
            line.event.report,
            line.report.title if line.report else "",
            _changes(line.event),
        )
        for line in found
    ]
    return [texts.AUDIT_FILE_COLUMNS, *made]
