"""A report's former versions, what changed between two of them, and taking reports out as files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from corpus.findings import Given, line_typed, province_typed
from corpus.records import Report
from corpus.split import sentences
from corpus.text import squeeze
from index.errors import LibraryUnusable
from index.ledger import Past
from index.receipt import described

DESCRIPTION, BODY, ORIGINAL = "report.json", "body.txt", "original"
"""What an exported report's folder holds: its record, its body, and a folder with the file as published."""

ALIKE = 0.5
"""Share of common letters from which a sentence in another's place is that one, changed."""


@dataclass(frozen=True)
class Changes:
    """Sentences of the new version that the old one had not, the other way round, and pairs of (old, new)."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


def versions(id: str, past: Mapping[str, Past]) -> list[Past]:
    """The versions that the report replaced, directly or through others, the newest first."""
    found: list[Past] = []
    wanted = {id}
    for each in sorted(past.values(), key=lambda each: each.at, reverse=True):
        # In order of time a version is met after the one that took its place.
        if each.replaced_by in wanted:
            found.append(each)
            wanted.add(each.report.id)
    return found


def changes(old: Report, new: Report) -> Changes:
    """What changed from one version to the next, sentence by sentence; white space does not count."""
    before, after = _sentences(old), _sentences(new)
    added: list[str] = []
    removed: list[str] = []
    changed: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[a:b], after[c:d]
        for sentence in gone:
            near = max(come, key=lambda other: _likeness(sentence, other), default=None)
            if near is not None and _likeness(sentence, near) >= ALIKE:
                come.remove(near)
                changed.append((sentence, near))
            else:
                removed.append(sentence)
        added += come
    return Changes(tuple(added), tuple(removed), tuple(changed))


def _sentences(report: Report) -> list[str]:
    return [squeeze(sentence.text) for sentence in sentences(report.body)]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def export(report: Report, original: Path, folder: Path) -> Path:
    """Write a report to `folder/ID/`; adding that folder to a library makes the same report with the same id.

    Returns the report's folder. Raises `LibraryUnusable` when it cannot be written.
    """
    target = folder / report.id
    record = described(report) | {"dropped": [{"text": cut.text, "reason": cut.reason} for cut in report.dropped]}
    try:
        (target / ORIGINAL).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, target / ORIGINAL / Path(report.file).name)
        (target / BODY).write_text(report.body, encoding="utf-8")
        (target / DESCRIPTION).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise LibraryUnusable(f"Không ghi được vào {target}: {error.strerror}; hãy chọn thư mục khác.") from error
    return target


@dataclass(frozen=True)
class Exported:
    """A report's file in a folder that `export` wrote, with the id and the description that it had."""

    file: Path
    id: str
    sha256: str
    given: Given


def exported_in(folder: Path) -> dict[Path, Exported]:
    """The reports that were exported to `folder` or below it, each by its own folder."""
    found = {}
    for description in sorted(folder.rglob(DESCRIPTION)):
        files = [file for file in (description.parent / ORIGINAL).glob("*") if file.is_file()]
        try:
            record = json.loads(description.read_text(encoding="utf-8"))
            published = date.fromisoformat(record["published"]) if record["published"] else None
            first, last = map(int, record["years"])
            lines = (line_typed(record[name]) if record[name] else None for name in ("title", "publisher"))
            given = Given(province_typed(record["province"]), published, (first, last), *lines)
            (file,) = files
            found[description.parent] = Exported(file, str(record["id"]), str(record["sha256"]), given)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # some other file of that name
    return found
