"""Finding words in one report or in all: the places found, and how they are shown. Knows nothing of Gradio.

A place is named by where it stands (`bao-cao-lai-chau-2019-06-12.1200-1210`), so that a link to it holds whatever else
is found later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice

from corpus.exact import occurrences
from corpus.records import Report
from index.library import Library
from ui import wording
from ui.listing import Mode, View, fitting
from ui.reader import Mark, empty, report_anchor, whole_report
from ui.wording import reports as texts

REPORTS = 25
"""Reports that are shown of those that have the words;"""
PLACES = 4
"""places shown of each, beside the table,"""
MARKS = 200
"""and marked in one report at most."""
NEAREST = 20
"""Passages shown that are near in meaning."""
AROUND = 90
"""Characters shown on each side of a place."""

_PLACE = re.compile(r"bao-cao-([a-z0-9-]+)(?:\.(\d{1,7})-(\d{1,7}))?")


@dataclass(frozen=True)
class Found:
    """A report, where it has what was looked for as `[start, end)` of its body, and how many places there are."""

    report: Report
    places: tuple[tuple[int, int], ...]
    count: int


def find(library: Library, reports: Sequence[Report], words: str, mode: Mode) -> list[Found]:
    """Those of the reports that have the words, most places first; or whose passages are nearest in meaning."""
    if mode == "near":
        return _near(library, reports, words)
    found = []
    for report in reports:
        places = tuple(occurrences(report.body, words))
        if places:
            found.append(Found(report, places[:MARKS], len(places)))
    return sorted(found, key=lambda each: (-each.count, each.report.id))


def _near(library: Library, reports: Sequence[Report], words: str) -> list[Found]:
    """The nearest passages, report by report, the one with the best first."""
    ids = {report.id for report in reports}
    hits = library.search(words, 10 * NEAREST, sorted({report.province for report in reports}))
    near = list(islice((hit.passage for hit in hits if hit.report.id in ids), NEAREST))
    by_report = {passage.report: [p for p in near if p.report == passage.report] for passage in near}
    kept = {report.id: report for report in reports}
    return [Found(kept[id], tuple((p.start, p.end) for p in held), len(held)) for id, held in by_report.items()]


def results(library: Library, view: View) -> str:
    """What was found of the view's words in the reports of its province and year, as HTML for the table's place."""
    found = find(library, fitting(library.reports(), view), view.words, view.mode)
    exact = view.mode == "exact"
    if not found:
        told = (texts.NOT_FOUND_EXACT if exact else texts.NOT_FOUND_NEAR).format(words=view.words)
    else:
        places = sum(each.count for each in found)
        told = (texts.FOUND_EXACT if exact else texts.FOUND_NEAR).format(
            words=view.words, places=places, reports=len(found)
        )
    shown = "".join(_of_report(each) for each in found[:REPORTS])
    rest = len(found) - REPORTS
    more = f"<p>{texts.MORE_REPORTS.format(count=rest)}</p>" if rest > 0 else ""
    back = f'<button type="button" data-view="clear">{texts.BACK_TO_TABLE}</button>'
    return f'<div class="found-all"><p role="status">{escape(told)}</p>{back}</div>{shown}{more}'


def _of_report(found: Found) -> str:
    report = found.report
    facts = f"{wording.province(report)} · {wording.published(report)} · số liệu {wording.years(report)}"
    items = "".join(
        f'<li><a href="#{place_anchor(report.id, *place)}">{_snippet(report.body, *place)}</a></li>'
        for place in found.places[:PLACES]
    )
    rest = found.count - PLACES
    more = f"<p>{texts.MORE_PLACES.format(count=rest)}</p>" if rest > 0 else ""
    head = f"<h3>{escape(report.title)}</h3><p>{escape(facts)}</p>"
    return f'<section class="found-in">{head}<ul>{items}</ul>{more}</section>'


def place_anchor(id: str, start: int, end: int) -> str:
    """The name of a place in a report's own page."""
    return f"{report_anchor(id)}.{start}-{end}"


def _snippet(body: str, start: int, end: int) -> str:
    """The place in its surroundings, within its line, cut between words; of a long place its beginning."""
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", end) if "\n" in body[end:] else len(body)
    before, after = body[first:start], body[end:last]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    place = body[start:end]
    if len(place) > 3 * AROUND:
        return f"<mark>{escape(place[: 3 * AROUND].rpartition(' ')[0])} …</mark>"
    return f"{escape(before)}<mark>{escape(place)}</mark>{escape(after)}"


@dataclass(frozen=True)
class Place:
    """What a link to a report asks for: the report, and the stretch of its body, if one is named."""

    report: str
    span: tuple[int, int] | None


def place_of(anchor: str) -> Place | None:
    """The place that a link names, not trusted; none when it names no such thing."""
    named = _PLACE.fullmatch(anchor)
    if not named:
        return None
    return Place(named[1], (int(named[2]), int(named[3])) if named[2] else None)


def opened(library: Library, place: Place | None, words: str, mode: Mode, staff: bool = False) -> str:
    """The report for the reader, the places that have the words marked, with a form to find others in it.

    The place that is named is marked too, if there is such a stretch. Staff may save the file as it was published.
    """
    report = library.report(place.report) if place else None
    if place is None or report is None:
        return empty(wording.REPORTS_EMPTY_TITLE, wording.REMOVED)
    found = find(library, [report], words, mode) if words else []
    spans = {span for each in found for span in each.places}
    if place.span and 0 <= place.span[0] < place.span[1] <= len(report.body):
        spans.add(place.span)
    ordered = sorted(spans)
    marks = [Mark(*span, name=place_anchor(report.id, *span)) for span in ordered]
    return whole_report(report, marks, above=_bar(report, words, mode, ordered, staff))


def _bar(report: Report, words: str, mode: Mode, spans: Sequence[tuple[int, int]], staff: bool) -> str:
    """The form that finds words in this report, and the places found as numbers to press."""
    told = ""
    if words and not spans:
        told = texts.NOT_FOUND_HERE.format(words=words)
    elif words:
        told = (texts.SOME_HERE if len(spans) >= MARKS else texts.FOUND_HERE).format(places=len(spans))
    links = "".join(
        f'<a href="#{place_anchor(report.id, *span)}" aria-label="{wording.READER_BAR} {n}">{n}</a>'
        for n, span in enumerate(spans, 1)
    )
    chosen = {mode: " selected"}
    original = f'<button type="button" class="plain" data-original>{texts.DOWNLOAD}</button>'
    return (
        f'<form class="find-here" role="search" aria-label="{texts.FIND_HERE}" data-report="{escape(report.id)}">'
        f'<input type="search" name="words" maxlength="200" value="{escape(words)}" autocomplete="off" '
        f'placeholder="{texts.FIND_HERE}" aria-label="{texts.FIND_HERE}">'
        f'<select name="mode" aria-label="{texts.HOW}"><option value="exact"{chosen.get("exact", "")}>{texts.EXACT}'
        f'</option><option value="near"{chosen.get("near", "")}>{texts.NEAR}</option></select>'
        f'<button type="submit">{texts.FIND}</button>{original if staff else ""}<p role="status">{escape(told)}</p>'
        f'<nav class="places" aria-label="{texts.FIND_HERE}">{links}</nav></form>'
    )
