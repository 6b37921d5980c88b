"""What staff have uploaded and not decided on: read into receipts, read again, published or put away.

Knows nothing of Gradio or HTML. A `Desk` is one visitor's, stays on the server and is replaced, never changed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.copies import copies_of
from corpus.errors import CorpusError, NoProvince
from corpus.findings import NOTHING_GIVEN, Finding, Given, day_typed, line_typed, province_typed, years_typed
from corpus.read import MAX_BYTES, read_bytes, shown_name
from corpus.records import Report
from corpus.report import Reading
from index.errors import AlreadyThere, LibraryError
from index.library import Library
from index.receipt import Receipt
from index.redescribe import changes_of, fields_of, kept_of, read_anew
from index.show import LABELS
from ui import wording
from ui.wording import reports as texts

log = logging.getLogger(__name__)

MAX_FILES = 10
"""Files that may wait for a decision at the same time."""

ENDINGS = (".docx", ".pdf", ".xlsx", ".html", ".htm", ".mhtml", ".mht", ".eml", ".md", ".txt", ".doc", ".xls", ".rtf")


@dataclass(frozen=True)
class Upload:
    """An uploaded file: the name that its owner gave it, and where it lies; nowhere when it did not arrive."""

    name: str
    path: Path | None
    size: int = 0


@dataclass(frozen=True)
class News:
    """One line on what was done or why not; `report` is linked, `undo` offers to bring it back."""

    text: str
    report: Report | None = None
    failed: bool = False
    undo: bool = False


@dataclass(frozen=True)
class Draft:
    """A file that waits for a decision. Without a receipt it names no province: somebody has to.

    `of` is the id of the report in the library whose description is being set right, "" for a new file.
    """

    name: str
    data: bytes
    given: Given
    receipt: Receipt | None
    of: str = ""


@dataclass(frozen=True)
class Desk:
    """The drafts, the first of which is shown; how many were decided on before it; the news, latest first."""

    drafts: tuple[Draft, ...] = ()
    decided: int = 0
    news: tuple[News, ...] = ()

    @property
    def first(self) -> Draft | None:
        return self.drafts[0] if self.drafts else None

    def telling(self, *news: News) -> Desk:
        return replace(self, news=(*news, *self.news)[:12])

    def without_first(self) -> Desk:
        rest = self.drafts[1:]
        return replace(self, drafts=rest, decided=self.decided + 1 if rest else 0)


FIELDS = ("province", "published", "years", "title", "publisher")
"""The fields of the form."""

Typed = tuple[str, str, str, str, str]
"""`FIELDS` as they stand in the form; "" for what is not known."""

_READ: dict[str, Callable[[str], Any]] = {
    "province": province_typed,
    "published": day_typed,
    "years": years_typed,
    "title": line_typed,
    "publisher": line_typed,
}


def form_of(draft: Draft) -> Typed:
    """What the form of a draft shows before anyone types.

    A day or years that are not known are "", never a guess that nobody made.
    """
    found = {each.field: each.value for each in draft.receipt.reading.findings} if draft.receipt else {}
    province, published, years, title, publisher = (found.get(field, "") for field in FIELDS)
    return province, published, years, title, publisher


def typed_in(draft: Draft, typed: Typed) -> Given:
    """What the form says beyond what the file does: fields that were changed, and unsure ones that were left to stand.

    An emptied field is found in the file again. Raises ValueError with the fix.
    """
    unsure = {found.field for found in draft.receipt.unsure} if draft.receipt else set()
    said = {
        field: _READ[field](text.strip()) if text.strip() else None
        for field, text, was in zip(FIELDS, typed, form_of(draft), strict=True)
        if text.strip() != was or field in unsure
    }
    return replace(draft.given, **said)


def take_in(library: Library, desk: Desk, uploads: Sequence[Upload]) -> Iterator[tuple[str, Desk]]:
    """Read the uploads one by one; before each its name, and after the last "", with the desk as it then is.

    The uploaded files are deleted. What cannot be read, or is there already, becomes news instead of a draft.
    """
    fresh = desk if desk.drafts else Desk()
    if len(uploads) + len(fresh.drafts) > MAX_FILES:
        delete(uploads)
        yield "", desk.telling(News(wording.too_many(MAX_FILES), failed=True))
        return
    for upload in uploads:
        yield shown_name(Path(upload.name)), fresh
        taken = _taken(library, upload)
        fresh = fresh.telling(taken) if isinstance(taken, News) else replace(fresh, drafts=(*fresh.drafts, taken))
    yield "", fresh


def _taken(library: Library, upload: Upload) -> Draft | News:
    """The upload read, or why it is not taken."""
    name = shown_name(Path(upload.name))
    try:
        if not name.lower().endswith(ENDINGS):
            return News(wording.wrong_ending(name), failed=True)
        if upload.size > MAX_BYTES:
            return News(wording.too_large(name, MAX_BYTES), failed=True)
        if upload.path is None:
            return News(wording.not_arrived(name), failed=True)
        draft = _read(library, name, read_bytes(upload.path), NOTHING_GIVEN)
    except (CorpusError, LibraryError) as error:
        return News(str(error), failed=True)
    except Exception:  # one file must not keep the others from being read; the log keeps what it was
        log.exception("An uploaded file could not be read")
        return News(wording.not_read(name), failed=True)
    finally:
        delete([upload])
    return _there(library, draft) or draft


def _read(library: Library, name: str, data: bytes, given: Given) -> Draft:
    """The file read as `given`. Raises `CorpusError`."""
    with TemporaryDirectory(prefix="troly-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            receipt = library.prepare(path, given)
        except NoProvince:
            return Draft(name, data, given, None)
    return Draft(name, receipt.reading.data, given, receipt)


def _there(library: Library, draft: Draft) -> News | None:
    """That the draft's text is in the library already."""
    copy = draft.receipt.there if draft.receipt else None
    return News(wording.there(draft.name, copy.reason), library.report(copy.report), failed=True) if copy else None


def read_again(library: Library, desk: Desk, typed: Typed) -> Desk:
    """The first draft read with what was typed; news and nothing else when that cannot be understood."""
    draft = desk.first
    if draft is None:
        return desk
    try:
        again = _read(library, draft.name, draft.data, typed_in(draft, typed))
    except (ValueError, CorpusError, LibraryError) as error:
        return desk.telling(News(str(error), failed=True))
    if again.receipt is None:
        return desk.telling(News(wording.no_province(draft.name), failed=True))
    return replace(desk, drafts=(again, *desk.drafts[1:])).telling(News(wording.READ_AGAIN))


def publish(library: Library, desk: Desk, typed: Typed, instead_of: str | None, who: str | None) -> Desk:
    """The desk after the first draft was published, in place of the report `instead_of` if one is named.

    What would not be what the receipt showed is not published but shown anew: fields typed since, copies come since.
    """
    draft = desk.first
    if draft and draft.of:
        return _describe(library, desk, draft, typed, who)
    if draft is None or draft.receipt is None or typed != form_of(draft):
        return read_again(library, desk, typed)
    current = compared(library, desk)
    if current != desk:
        return current.telling(News(wording.COPIES_CAME, failed=True))
    older = library.report(instead_of) if instead_of else None
    try:
        report = library.publish(draft.receipt, instead_of, who)
    except AlreadyThere as error:
        news = News(wording.there(draft.name, wording.SAME_BYTES), library.report(error.report), failed=True)
        return desk.without_first().telling(news)
    except LibraryError as error:
        return desk.telling(News(str(error), failed=True))
    text = wording.REPLACED.format(title=older.title) if older else wording.PUBLISHED
    return compared(library, desk.without_first().telling(News(text, report)))


def edit(library: Library, desk: Desk, id: str) -> Desk:
    """The desk with the description of a report in the library in front of everything else."""
    report = library.report(id)
    if report is None:
        return desk.telling(News(wording.REMOVED, failed=True))
    notes, given = library.notes(id), kept_of(report)
    known = {each.field: each for each in notes.findings}
    shown = {**fields_of(report), "published": wording.day(report.published or "")}
    findings = tuple(
        found if (found := known.get(field)) and found.value == shown[field] else Finding(field, shown[field], "", True)
        for field in FIELDS
    )
    reading = Reading(report, b"", notes.warnings, findings)
    receipt = Receipt(reading, len(library.passages(id)), 0, (), ())
    others = tuple(draft for draft in desk.drafts if draft.of != id)
    return replace(desk, drafts=(Draft(report.file, b"", given, receipt, id), *others))


def _describe(library: Library, desk: Desk, draft: Draft, typed: Typed, who: str | None) -> Desk:
    """The desk after the description of a report in the library was set right; nothing but news when it cannot be."""
    old = library.report(draft.of)
    try:
        if old is None:
            return desk.without_first().telling(News(wording.REMOVED, failed=True))
        reading = read_anew(old, library.original(old.id), typed_in(draft, typed))
        new = library.describe(old.id, reading, who)
    except (ValueError, CorpusError, LibraryError) as error:
        return desk.telling(News(str(error), failed=True))
    changed = ", ".join(LABELS[change.field].lower() for change in changes_of(old, new))
    text = texts.DESCRIBED.format(changes=changed) if changed else texts.CONFIRMED
    return compared(library, desk.without_first().telling(News(text, new)))


def put_away(library: Library, desk: Desk) -> Desk:
    """The desk without its first draft, of which nothing is kept."""
    draft = desk.first
    if draft is None:
        return desk
    rest = desk.without_first()
    return compared(library, rest if draft.of else rest.telling(News(wording.PUT_AWAY.format(name=draft.name))))


def compared(library: Library, desk: Desk) -> Desk:
    """The desk with its first draft compared with what is in the library now."""
    draft = desk.first
    if draft is None or draft.receipt is None or draft.of:
        return desk
    copies = tuple(copies_of(draft.receipt.report, library.reports(), library.signatures()))
    if copies == draft.receipt.copies:
        return desk
    anew = replace(draft, receipt=replace(draft.receipt, copies=copies))
    there = _there(library, anew)
    if there:
        return compared(library, desk.without_first().telling(there))
    return replace(desk, drafts=(anew, *desk.drafts[1:]))


def remove(library: Library, desk: Desk, id: str, who: str | None) -> Desk:
    """Take a report out of the library, with the offer to bring it back."""
    report = library.report(id)
    try:
        library.remove(id, who)
    except LibraryError as error:
        return desk.telling(News(wording.REMOVED if report is None else str(error), failed=True))
    return compared(library, desk.telling(News(wording.TAKEN_OUT, report, undo=True)))


def restore(library: Library, desk: Desk, id: str, who: str | None) -> Desk:
    """Bring a removed report back into the library."""
    try:
        report = library.restore(id, who)
    except AlreadyThere as error:
        return desk.telling(News(wording.IS_BACK, library.report(error.report), failed=True))
    except LibraryError as error:
        return desk.telling(News(str(error) if id in library.past() else wording.NOT_KEPT, failed=True))
    undone = replace(desk, news=tuple(news for news in desk.news if news.report is None or news.report.id != id))
    return compared(library, undone.telling(News(wording.BROUGHT_BACK, report)))


def delete(uploads: Sequence[Upload]) -> None:
    """Delete the uploaded files: what is kept of them is in memory, or in the library."""
    for upload in uploads:
        if upload.path is not None:
            upload.path.unlink(missing_ok=True)
