"""What has become of cited reports since an answer was given: pure functions from records to what the reader shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.records import Citation
from corpus.records import Report
from index.library import Library
from ui.reader import Source
from ui.wording import talks as wording


def sources(library: Library, citations: Sequence[Citation]) -> Iterator[Source]:
    """The cited reports in the order of their first citation, as they are now."""
    for id in dict.fromkeys(citation.report for citation in citations):
        cited = [citation for citation in citations if citation.report == id]
        report = library.report(id)
        yield still(report, cited) if report else Source(None, tuple(cited), tuple(cited), _gone(library, id))


def still(report: Report, citations: Iterable[Citation]) -> Source:
    """The report with its quotes where they stand now; those that do not stand in it, or in several places, are lost.

    A mark is never set by offsets alone: the report may have been read anew since.
    """
    found, lost = [], []
    for citation in citations:
        if report.body[citation.start : citation.end] == citation.quote:
            found.append(citation)
        elif report.body.count(citation.quote) == 1:
            start = report.body.index(citation.quote)
            found.append(replace(citation, start=start, end=start + len(citation.quote)))
        else:
            found.append(citation)
            lost.append(citation)
    return Source(report, tuple(found), tuple(lost), wording.CHANGED_SINCE if lost else "")


def _gone(library: Library, id: str) -> str:
    """Why a report is not there any more."""
    past = library.past().get(id)
    newer = library.report(past.replaced_by) if past and past.replaced_by else None
    return wording.REPLACED_BY.format(title=newer.title) if newer else wording.REMOVED_SINCE
