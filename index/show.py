"""A receipt and a kept report as lines of Vietnamese text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.findings import Finding
from corpus.records import Report
from index.errors import unknown
from index.history import Changes, changes, versions
from index.library import Library
from index.receipt import Cut, Receipt, cut_of

LABELS = {
    "province": "Tỉnh",
    "title": "Tên",
    "publisher": "Nơi đăng",
    "author": "Tác giả",
    "published": "Ngày đăng",
    "not_before": "Không trước ngày",
    "years": "Năm nói đến",
    "kind": "Loại",
    "topic": "Chủ đề",
}
WHAT = {
    "added": "thêm",
    "removed": "bỏ",
    "restored": "đưa lại",
    "replaced": "thay bằng bản khác",
    "described": "sửa mô tả",
    "mended": "đọc lại từ bản gốc",
}


def lines_of(receipt: Receipt) -> Iterator[str]:
    """What was understood of a file, before anything is kept."""
    reading = receipt.reading
    yield f"{receipt.report.file}: {receipt.report.title}"
    yield from _understood(reading.findings, receipt.cut, reading.warnings)
    yield f"  Giữ lại: {receipt.passages} đoạn, {receipt.sentences} câu"
    for copy in receipt.copies:
        yield f"  Giống {copy.report}: {copy.reason}"


def shown(library: Library, id: str) -> Iterator[str]:
    """A kept report: description and how it was found, what was cut, former versions with what changed, the audit.

    Raises `UnknownReport`.
    """
    past = library.past()
    report = library.report(id) or (past[id].report if id in past else None)
    if report is None:
        raise unknown(id)
    notes = library.notes(id)
    yield f"{report.id}: {report.title}"
    yield from _described(report, known=bool(notes.findings))
    yield from _understood(notes.findings, cut_of(report.dropped), notes.warnings)
    if id in past and library.report(id) is None:
        by = past[id].replaced_by
        yield f"  Không còn dùng từ {past[id].at}" + (f", đã thay bằng {by}" if by else f"; đưa lại: restore {id}")
    else:
        yield f"  Giữ lại: {len(library.passages(id))} đoạn"
    older = [each.report for each in versions(id, past)]
    for new, old in pairwise([report, *older]):
        yield f"  Bản trước: {old.id} ({old.file}, đăng {old.published or 'không rõ ngày'})"
        yield from _changed(changes(old, new))
    for event in library.audit(id):
        yield f"  {event.at}: {WHAT.get(event.what, event.what)} ({event.who or 'chương trình'})"
        for change in event.changes:
            yield f"    {LABELS[change.field]}: {change.was or 'không rõ'} → {change.now or 'không rõ'}"


def _described(report: Report, known: bool) -> Iterator[str]:
    """The record's fields; `known`: those that the findings tell are left to them."""
    if not known:
        yield f"  Tỉnh: {report.province}"
        yield f"  Ngày đăng: {report.published or f'không rõ, không trước {report.not_before}'}"
        yield f"  Năm nói đến: {report.years[0]}–{report.years[1]}"
        yield f"  Nơi đăng, tác giả: {report.publisher or 'không rõ'}, {report.author or 'không rõ'}"
    if report.province_now != report.province:
        yield f"  Nay thuộc: {report.province_now}"
    yield f"  Tệp gốc: {report.file} (sha256 {report.sha256})"


def _understood(findings: Sequence[Finding], cuts: Sequence[Cut], warnings: Sequence[str]) -> Iterator[str]:
    for found in findings:
        if found.field != "title" and (found.value or not found.sure):
            doubt = "" if found.sure else " – CHƯA CHẮC"
            yield f"  {LABELS.get(found.field, found.field)}: {found.value or 'không rõ'} ({found.how}){doubt}"
    for cut in cuts:
        yield f"  Cắt bỏ: {cut.pieces} chỗ, {cut.syllables} tiếng – {cut.reason}"
    for warning in warnings:
        yield f"  Lưu ý: {warning}"


def _changed(change: Changes) -> Iterator[str]:
    yield f"    Thêm {len(change.added)} câu, bỏ {len(change.removed)} câu, sửa {len(change.changed)} câu."
    yield from (f"    + {sentence}" for sentence in change.added)
    yield from (f"    - {sentence}" for sentence in change.removed)
    for old, new in change.changed:
        yield f"    - {old}"
        yield f"    + {new}"
