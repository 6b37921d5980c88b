"""Taking files and folders of files into a library: each by itself whole or not at all, and what became of it.

Decides by rules or lets a person decide; knows nothing of how a person is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from corpus.errors import CorpusError
from corpus.findings import Given
from corpus.read import read_bytes
from corpus.records import Report
from index.errors import AlreadyThere, LibraryError
from index.history import exported_in
from index.library import Library
from index.pace import Pace
from index.receipt import Receipt

Kind = Literal["added", "replaced", "there", "left", "cancelled", "failed"]


@dataclass(frozen=True)
class Item:
    """A file to take in. `listed`: it was found in a folder; `id` and `digest` are those of an exported report."""

    path: Path
    given: Given
    listed: bool = False
    id: str | None = None
    digest: str | None = None


@dataclass(frozen=True)
class Decision:
    """What to do with a receipt: publish it, in place of `replace` or beside the others, or not, for a `reason`.

    Without a reason it was cancelled by whoever was asked.
    """

    receipt: Receipt
    publish: bool
    replace: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a file, with the report that it is in the library, and in a Vietnamese line what was done."""

    path: Path
    kind: Kind
    report: Report | None
    line: str


Decide = Callable[[Item, Receipt], Decision]


def items_in(paths: Sequence[Path], given: Given) -> list[Item]:
    """The files named, and those in the folders named and below them, by name; hidden ones are left out.

    Of a folder that `history.export` wrote only the file as published is taken, described as it was.
    """
    items: list[Item] = []
    for path in paths:
        if not path.is_dir():
            items.append(Item(path, given))
            continue
        exported = exported_in(path)
        items += [Item(each.file, each.given, True, each.id, each.sha256) for each in exported.values()]
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.is_file() and not hidden and exported.keys().isdisjoint(file.parents):
                items.append(Item(file, given, True))
    return items


def take_in(library: Library, items: Sequence[Item], decide: Decide, who: str | None = None) -> Iterator[Outcome]:
    """Take the files in, one after the other. What is there already is known by its bytes and not read again."""
    there = {report.sha256: report for report in library.reports()}
    past = {each.report.sha256: each.report for each in library.past().values()}
    for item in items:
        try:
            digest = sha256(read_bytes(item.path)).hexdigest()
            if digest in there:
                outcome = _there(item, there[digest])
            elif item.listed and digest in past:
                outcome = _left(item, past[digest])
            else:
                outcome = _taken(library, item, decide, who)
        except (CorpusError, LibraryError) as error:
            outcome = Outcome(item.path, "failed", None, str(error))
        if outcome.report and outcome.kind in ("added", "replaced"):
            there[outcome.report.sha256] = outcome.report
        yield outcome


def _there(item: Item, report: Report) -> Outcome:
    return Outcome(item.path, "there", report, f"{item.path.name} đã có trong thư viện với mã {report.id}.")


def _left(item: Item, report: Report) -> Outcome:
    line = (
        f"{item.path.name} đã từng được bỏ hoặc thay (mã {report.id}) nên không thêm lại; "
        f"muốn đưa lại, hãy chạy: python -m index restore {report.id}."
    )
    return Outcome(item.path, "left", None, line)


def _taken(library: Library, item: Item, decide: Decide, who: str | None) -> Outcome:
    receipt = library.prepare(item.path, item.given)
    if item.id and receipt.report.sha256 == item.digest:
        reading = replace(receipt.reading, report=replace(receipt.report, id=item.id))
        receipt = replace(receipt, reading=reading)
    decision = decide(item, receipt)
    if decision.reason:
        return Outcome(item.path, "failed", None, f"{item.path.name}: {decision.reason}")
    copy = decision.receipt.there
    if copy and copy.report != decision.replace:
        report = library.report(copy.report)
        return Outcome(
            item.path,
            "there",
            report,
            f"{item.path.name} có cùng nội dung với báo cáo đã có {copy.report}; không thêm.",
        )
    if not decision.publish:
        return Outcome(item.path, "cancelled", None, f"Không thêm {item.path.name}.")
    try:
        report = library.publish(decision.receipt, decision.replace, who)
    except AlreadyThere as error:
        return Outcome(item.path, "there", library.report(error.report), str(error))
    if decision.replace:
        line = f"Đã thay {decision.replace} bằng {item.path.name} với mã {report.id}."
        return Outcome(item.path, "replaced", report, line)
    return Outcome(item.path, "added", report, f"Đã thêm {item.path.name} với mã {report.id}.")


def by_rules(replacing: str | None, confirmed: bool) -> Decide:
    """Decide without asking: what is a likely copy, or whose province or subject is not sure, is not taken.

    `replacing` is the report that it takes the place of; `confirmed`: someone has looked, and it is taken all the same,
    as is what a library exported.
    """

    def decide(item: Item, receipt: Receipt) -> Decision:
        looked_at = confirmed or item.digest == receipt.report.sha256
        return Decision(receipt, True, replacing, None if looked_at else doubt(receipt, replacing))

    return decide


def doubt(receipt: Receipt, replacing: str | None) -> str | None:
    """Why nobody should publish this unasked, with the flag that helps, or none."""
    if receipt.there:
        return None
    for found in receipt.unsure:
        if found.field == "province":
            return (
                f"chưa chắc tỉnh là {found.value} ({found.how}); hãy thêm --province TỈNH, "
                "hoặc --confirm để nhận như chương trình hiểu."
            )
        if found.field == "topic":
            return f"chưa chắc đây là báo cáo về CNTT của một tỉnh ({found.how}); hãy thêm --confirm nếu đúng là vậy."
    if receipt.copies and not replacing:
        copy = receipt.copies[0]
        return (
            f"có thể trùng với {copy.report} ({copy.reason.rstrip('.')}); hãy thêm --replace {copy.report} để thay "
            "bản cũ, hoặc --confirm để giữ cả hai."
        )
    return None


def teller(total: int, tell: Callable[[str], None]) -> Callable[[Outcome], None]:
    """Tells what became of each file; of many, how far it is and how long it will take."""
    pace = Pace(total, tell, every=0.0)

    def told(outcome: Outcome) -> None:
        if total == 1:
            tell(outcome.line)
        else:
            pace.step(1, outcome.line)

    return told


def summary(outcomes: Sequence[Outcome], total: int) -> list[str]:
    """What became of many files: a line of counts, then the files that could not be added, with the reasons."""
    names = {
        "added": "đã thêm",
        "replaced": "đã thay bản cũ",
        "there": "đã có từ trước",
        "left": "đã bỏ trước đây",
        "cancelled": "không thêm",
        "failed": "không thêm được",
    }
    counts = {kind: sum(outcome.kind == kind for outcome in outcomes) for kind in names}
    said = ", ".join(f"{count} {names[kind]}" for kind, count in counts.items() if count)
    lines = [f"Tổng kết {len(outcomes)}/{total} tệp: {said or 'chưa làm tệp nào'}."]
    failed = [outcome for outcome in outcomes if outcome.kind == "failed"]
    return lines + [f"- {outcome.path}: {outcome.line}" for outcome in failed]
