"""What is visible now. A shelf never changes: a change makes another one, so that readers see one state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.records import Passage, Report
from corpus.roles import THEMES, parts
from index.ledger import Ledger
from index.spelling import Spelling


@dataclass(frozen=True)
class Shelf:
    """The visible reports by id, in order of their ids; each one's passages; and all passages by id."""

    reports: dict[str, Report]
    split: dict[str, tuple[Passage, ...]]
    passages: dict[str, Passage]

    @classmethod
    def of(cls, ledger: Ledger) -> Shelf:
        """Everything that the ledger shows."""
        reports = {report.id: report for report in ledger.reports()}
        split: dict[str, list[Passage]] = {id: [] for id in reports}
        for passage in ledger.passages(reports):
            split[passage.report].append(passage)
        passages = {passage.id: passage for rows in split.values() for passage in rows}
        return cls(reports, {id: tuple(rows) for id, rows in split.items()}, passages)

    def plus(self, report: Report, split: Iterable[Passage]) -> Shelf:
        """This shelf with one report more."""
        rows = tuple(split)
        return Shelf(
            dict(sorted({**self.reports, report.id: report}.items())),
            {**self.split, report.id: rows},
            {**self.passages, **{passage.id: passage for passage in rows}},
        )

    def minus(self, id: str) -> Shelf:
        """This shelf without one report."""
        gone = {passage.id for passage in self.split[id]}
        return Shelf(
            {other: report for other, report in self.reports.items() if other != id},
            {other: rows for other, rows in self.split.items() if other != id},
            {passage: kept for passage, kept in self.passages.items() if passage not in gone},
        )

    def rows(self) -> Iterator[tuple[Report, Passage]]:
        """Every passage with its report."""
        return ((self.reports[passage.report], passage) for passage in self.passages.values())

    @cached_property
    def spelling(self) -> Spelling:
        """Learned from the bodies when first asked for, not with every file of a thousand."""
        return Spelling(report.body for report in self.reports.values())

    def share_of_part(self, passage: Passage, tokens: Sequence[str]) -> float:
        """The share of a passage's sentences that play the part of a report which `tokens` ask for ("hạn chế"); 0 when
        they ask for none.
        """
        asked = {role for concept, role in THEMES.items() if concept in tokens}
        if not asked:
            return 0.0
        told = parts(self.reports[passage.report].body)
        held = [part.role in asked for part in told if passage.start <= part.sentence.start < passage.end]
        return sum(held) / len(held) if held else 0.0

    @property
    def provinces(self) -> dict[str, str]:
        """Province with reports → its present name."""
        return {report.province: report.province_now for report in self.reports.values()}
