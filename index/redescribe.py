"""The description of a report that is in the library, changed: its id, its body and its file stay.

Province, year and title stand in the header under which a passage is embedded, so that passages whose header is
another one now get another vector.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from corpus.apart import read_apart
from corpus.describe import shown_years
from corpus.findings import Given
from corpus.records import Passage, Report
from corpus.report import Reading
from index.ledger import Change
from index.receipt import Notes
from index.search import header
from index.shelf import Shelf
from index.stores import Stores


def kept_of(report: Report) -> Given:
    """What is known of the report, as if someone had said so: what is to stay when something else is changed."""
    published = date.fromisoformat(report.published) if report.published else None
    return Given(report.province, published, report.years, report.title, report.publisher)


def read_anew(report: Report, original: Path, given: Given) -> Reading:
    """The report's file read anew, described as `given`; what is not given is found in it. Raises `CorpusError`."""
    with TemporaryDirectory(prefix="troly-") as folder:
        file = Path(folder) / report.file
        copyfile(original, file)
        return read_apart(file, given)


def redescribed(report: Report, reading: Reading) -> Report:
    """The report with the description of `reading`, its own file read anew. Raises ValueError for another file's."""
    told = reading.report
    if told.sha256 != report.sha256:
        raise ValueError(f"{told.file} is not the file of {report.id}; read its original anew")
    return replace(
        report,
        province=told.province,
        province_now=told.province_now,
        title=told.title,
        publisher=told.publisher,
        published=told.published,
        not_before=told.not_before,
        years=told.years,
    )


def changes_of(old: Report, new: Report) -> tuple[Change, ...]:
    """What is another description now, field by field.

    `years` are as in "2012–2014", days ISO dates.
    """
    before, after = fields_of(old), fields_of(new)
    return tuple(Change(field, was, after[field]) for field, was in before.items() if was != after[field])


def fields_of(report: Report) -> Mapping[str, str]:
    """What can be set right in a description, as text; "" for nothing."""
    return {
        "province": report.province,
        "title": report.title,
        "publisher": report.publisher or "",
        "published": report.published or "",
        "not_before": report.not_before or "",
        "years": shown_years(*report.years),
    }


def notes_of(old: Notes, reading: Reading) -> Notes:
    """What is known of how the description was found: what was sure, and says the same, was found as before.

    What was not sure has been looked at by whoever sets the description right.
    """
    known = {(found.field, found.value): found for found in old.findings if found.sure}
    findings = tuple(known.get((found.field, found.value), found) for found in reading.findings)
    return Notes(findings, reading.warnings)


def put_description(stores: Stores, shelf: Shelf, new: Report, notes: Notes, who: str) -> Shelf:
    """Change what is kept of the report, all of it or, when it does not come to its end, what is mended at opening.

    Its vectors and words go first and come back last: what a crash leaves lacks some of them, and they are made anew
    from the ledger, whichever of the two descriptions it has.
    """
    old, split = shelf.reports[new.id], shelf.split[new.id]
    anew = [passage for passage in split if header(old, passage) != header(new, passage)]
    vectors = stores.ledger.vectors(new.id)
    vectors |= dict(zip((passage.id for passage in anew), stores.embed(new, anew), strict=True))
    others: list[tuple[Report, Passage]] = [row for row in shelf.rows() if row[0].id != new.id]
    stores.drop({passage.id for passage in split}, others)
    stores.ledger.describe(new, vectors.items(), changes_of(old, new), who, notes.to_json())
    stores.put_vectors(new, vectors)
    stores.put_words((new, passage) for passage in split)
    return shelf.plus(new, split)
