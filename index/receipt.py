"""The receipt of a file: what would be kept of it, shown before anything is. Knows nothing of screens or terminals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.apart import read_apart
from corpus.copies import VERSION, Copy, Signature, copies_of
from corpus.findings import ASKED, Finding, Given
from corpus.records import Dropped, Report
from corpus.report import Reading
from corpus.split import passages, sentences
from corpus.text import syllables
from index.ledger import Ledger


@dataclass(frozen=True)
class Notes:
    """What was told of a file when it was added, and is kept with the report."""

    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Notes:
        kept = json.loads(text)
        return Notes(tuple(Finding(**found) for found in kept["findings"]), tuple(kept["warnings"]))


@dataclass(frozen=True)
class Cut:
    """What was cut for one reason: how many stretches, of how many syllables."""

    reason: str
    pieces: int
    syllables: int


@dataclass(frozen=True)
class Receipt:
    """What was understood of a file, and which reports of the library it may be a copy of, the likeliest first."""

    reading: Reading
    passages: int
    sentences: int
    cut: tuple[Cut, ...]
    copies: tuple[Copy, ...]

    @property
    def report(self) -> Report:
        return self.reading.report

    @property
    def there(self) -> Copy | None:
        """The report that has the same bytes or the same text: there is nothing to add."""
        return next((copy for copy in self.copies if copy.kind in ("same_bytes", "same_text")), None)

    @property
    def unsure(self) -> tuple[Finding, ...]:
        """What people should be asked about before the report is published."""
        return tuple(found for found in self.reading.findings if found.field in ASKED and not found.sure)

    def as_json(self) -> dict[str, Any]:
        """`{"report", "findings", "passages", "sentences", "cut", "copies", "warnings", "unsure"}`, all plain data."""
        return {
            "report": described(self.report),
            "findings": [asdict(found) for found in self.reading.findings],
            "passages": self.passages,
            "sentences": self.sentences,
            "cut": [asdict(cut) for cut in self.cut],
            "copies": [asdict(copy) for copy in self.copies],
            "warnings": list(self.reading.warnings),
            "unsure": [found.field for found in self.unsure],
        }


def prepare(path: Path, given: Given, others: Sequence[Report], signatures: Mapping[str, Signature]) -> Receipt:
    """Read a file apart from this process and compare it with the reports that are kept. Raises `CorpusError`."""
    reading = read_apart(path, given)
    report = reading.report
    return Receipt(
        reading=reading,
        passages=len(passages(report.id, report.body)),
        sentences=len(sentences(report.body)),
        cut=cut_of(report.dropped),
        copies=tuple(copies_of(report, others, signatures)),
    )


def signatures_in(ledger: Ledger) -> dict[str, Signature]:
    """The signatures that the ledger keeps, by report id, without those that are of another version or damaged."""
    kept = {}
    for id, text in ledger.signatures().items():
        with suppress(ValueError, KeyError, TypeError):
            kept[id] = Signature.from_json(text)
    return {id: made for id, made in kept.items() if made.version == VERSION}


def described(report: Report) -> dict[str, Any]:
    """The report's record as plain data, without the long texts."""
    record = asdict(report)
    del record["body"], record["dropped"]
    return record


def cut_of(dropped: Sequence[Dropped]) -> tuple[Cut, ...]:
    """What was cut, reason by reason."""
    reasons = dict.fromkeys(cut.reason for cut in dropped)
    stretches = {reason: [cut.text for cut in dropped if cut.reason == reason] for reason in reasons}
    return tuple(
        Cut(reason, len(texts), sum(len(syllables(text)) for text in texts)) for reason, texts in stretches.items()
    )
