"""Reports as HTML, every cited quote marked: pure functions from records to text.

Knows nothing of Gradio or of where reports are kept. A quote's place has the name that the answer's `[n]` links to
(`trich-2-1`: quote 1 of the second answer) as `data-anchor`; as an `id` it would make the browser move the whole page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from assistant.records import Citation
from corpus.records import Report
from corpus.split import heading_level, paragraphs
from ui import wording
from ui.wording import asking


@dataclass(frozen=True)
class Mark:
    """A stretch of a body that is marked: the name that links to it have, and the number that it shows, if any."""

    start: int
    end: int
    name: str
    n: int | None = None


@dataclass(frozen=True)
class Source:
    """A report and what an answer quotes from it; `report` is none when it has been removed since.

    `lost` are the citations whose quotes do not stand in it any more, `note` says why: they are shown apart.
    """

    report: Report | None
    citations: tuple[Citation, ...]
    lost: tuple[Citation, ...] = ()
    note: str = ""


def citation_anchor(turn: int, n: int) -> str:
    """The name that links and marks share: `trich-2-1` is quote 1 of the second answer."""
    return f"trich-{turn}-{n}"


def marks_of(turn: int, citations: Sequence[Citation]) -> list[Mark]:
    """The marks of an answer's citations."""
    return [Mark(c.start, c.end, citation_anchor(turn, c.n), c.n) for c in citations]


def report_anchor(report_id: str) -> str:
    """The name of a report's own page: `bao-cao-lai-chau-2019-06-12`."""
    return f"bao-cao-{report_id}"


def empty(title: str, text: str) -> str:
    """What the reader shows when there is nothing to read, saying what it is for."""
    return f'<div class="empty"><p class="empty-title">{escape(title)}</p><p>{escape(text)}</p></div>'


def nothing_to_read() -> str:
    """What the reader of cited reports shows before the first answer."""
    return empty(wording.READER_EMPTY_TITLE, wording.READER_EMPTY)


def answer_sources(turn: int, sources: Sequence[Source]) -> str:
    """The reports that one answer cites: a bar of their quotes, then each report; the first one is shown."""
    if not sources:
        return empty(wording.NO_SOURCES_TITLE, wording.NO_SOURCES)
    groups = "".join(_bar_group(turn, source) for source in sources)
    steps = _steps() if sum(len(source.citations) for source in sources) > 1 else ""
    bar = f'<nav class="bar" aria-label="{wording.READER_BAR}">{steps}<div class="numbers">{groups}</div></nav>'
    articles = "".join(_article(source, turn, hidden=place > 0) for place, source in enumerate(sources))
    return f"{back(wording.BACK_TO_ANSWER)}{bar}{articles}"


def _steps() -> str:
    """Buttons to the quote before and the next one, and which of how many is shown; `reader.js` brings them to life."""
    before, after = (
        f'<button type="button" data-step="{by}" title="{hint}">{sign}</button>'
        for by, sign, hint in ((-1, "‹", asking.QUOTE_BEFORE), (1, "›", asking.QUOTE_AFTER))
    )
    return f'<div class="steps">{before}<span class="place"></span>{after}</div>'


def whole_report(report: Report, marks: Sequence[Mark] = (), above: str = "") -> str:
    """A report by itself, with the HTML `above` it."""
    return f"{back(wording.BACK_TO_REPORTS)}{above}<article>{report_html(report, marks)}</article>"


def back(text: str) -> str:
    return f'<a class="back" href="#quay-lai">{escape(text)}</a>'


def _bar_group(turn: int, source: Source) -> str:
    name = source.citations[0].province
    links = "".join(
        f'<a href="#{citation_anchor(turn, c.n)}" aria-label="Đoạn trích {c.n}, {escape(name)}">{c.n}</a>'
        for c in source.citations
    )
    return f'<span class="bar-group"><span>{escape(name)}</span>{links}</span>'


def _article(source: Source, turn: int, hidden: bool) -> str:
    state = " hidden" if hidden else ""
    lost = _lost(source, turn) if source.lost else ""
    if source.report is None:
        first = source.citations[0]
        return f"<article{state}><header><h2>{escape(first.title)}</h2></header>{lost}</article>"
    standing = [citation for citation in source.citations if citation not in source.lost]
    return f"<article{state}>{lost}{report_html(source.report, marks_of(turn, standing))}</article>"


def _lost(source: Source, turn: int) -> str:
    """The quotes that cannot be marked, as they were when they were cited."""
    quotes = "".join(
        f'<blockquote tabindex="-1" data-anchor="{citation_anchor(turn, c.n)}">[{c.n}] “{escape(c.quote)}”</blockquote>'
        for c in source.lost
    )
    return f'<div class="lost"><p role="note">{escape(source.note)}</p>{quotes}</div>'


def report_html(report: Report, marks: Sequence[Mark] = ()) -> str:
    """A report's title, description and whole body as paragraphs and headings, with its marks as `<mark>`.

    A body that opens with its own title shows it once. Nothing in the report is taken as HTML.
    """
    lines = list(paragraphs(report.body))
    title = escape(report.title)
    if lines and report.body[slice(*lines[0])] == report.title:
        title = marked(report.body, *lines.pop(0), marks)
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in wording.description(report))
    body = "".join(_paragraph(report.body, start, end, marks) for start, end in lines)
    anchor = escape(report_anchor(report.id))
    return f'<header><h2 tabindex="-1" data-anchor="{anchor}">{title}</h2><ul class="facts">{facts}</ul></header>{body}'


def _paragraph(body: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    tag = "p" if heading_level(body[start:end]) is None else "h3"
    return f"<{tag}>{marked(body, start, end, marks)}</{tag}>"


def marked(body: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """`body[start:end]` escaped, each stretch that marks cover in a `<mark>` of its own: they may overlap.

    It names all of them in `data-anchor`, and in `data-n` the numbers of those that begin with it (CSS shows them, so
    that the text stays the report's own). In `abcdef` with 1 on `abcd` and 2 on `cdef` these are `ab`, `cd` and `ef`.
    """
    return "".join(_stretch(body, a, b, marks) for a, b in _stretches(start, end, marks))


def _stretches(start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    borders = {start, end}
    borders.update(at for mark in marks for at in (mark.start, mark.end) if start < at < end)
    cuts = sorted(borders)
    return pairwise(cuts)


def _stretch(body: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    text = escape(body[start:end])
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    if not here:
        return text
    names = " ".join(escape(mark.name) for mark in here)
    numbers = " ".join(str(mark.n) for mark in here if mark.start == start and mark.n)
    label = f' data-n="{numbers}"' if numbers else ""
    return f'<mark tabindex="-1" data-anchor="{names}"{label}>{text}</mark>'
