"""From a file to the report that is kept, with what was cut and what should be looked at."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.beside import places
from corpus.clean import clean
from corpus.describe import describe, report_id
from corpus.errors import NoProvince, NotAReport
from corpus.findings import NOTHING_GIVEN, Finding, Given
from corpus.formats import read_document
from corpus.provinces import present_name
from corpus.read import read_bytes, shown_name
from corpus.records import Report
from corpus.text import syllables


@dataclass(frozen=True)
class Reading:
    """What was understood of a file: the report, its bytes as published, warnings for staff (Vietnamese).

    `findings` tell how each field of the description was found. `cut_at` tells for each stretch of `report.dropped`
    before which character of the body it stood in the file.
    """

    report: Report
    data: bytes
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    cut_at: tuple[int, ...] = ()


def read_report(path: Path, given: Given = NOTHING_GIVEN) -> Reading:
    """Read, clean and describe the report in `path`; what is `given` wins over what is found.

    Raises `Unreadable` when the file cannot be read, `NotAReport` when it holds no article, `NoProvince` when it names
    none, and ValueError when `given.province` is no province.
    """
    return understand(read_bytes(path), shown_name(path), given)


def understand(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> Reading:
    """`read_report` of a file's bytes; `name` is the file's, as it is shown and kept."""
    document = read_document(data, name)
    article = clean(document.text, document.title, document.headings)
    if sum(len(syllables(paragraph)) for paragraph in article.paragraphs) < 30:
        raise NotAReport(f"Không tìm thấy nội dung bài viết trong tệp {name}; hãy kiểm tra lại tệp.")
    body = "\n".join([article.title, *article.paragraphs] if article.title else article.paragraphs)
    told = describe(document, article, body, given, date.today())
    if told.province is None:
        raise NoProvince(
            f"Tệp {name} không nêu tên tỉnh, thành phố nào; nếu đúng là báo cáo của một tỉnh, "
            "hãy cho biết tỉnh nào (--province)."
        )
    dropped = (*document.dropped, *article.dropped)
    report = Report(
        id=report_id(told.province, told.published, told.not_before),
        province=told.province,
        province_now=present_name(told.province),
        title=told.title,
        publisher=told.publisher,
        author=told.author,
        published=told.published.isoformat() if told.published else None,
        not_before=told.not_before.isoformat() if told.not_before else None,
        years=told.years,
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        body=body,
        dropped=dropped,
        kind=told.kind,
    )
    cut_at = places(document.text, body, [cut.text for cut in dropped])
    return Reading(report, data, (*document.warnings, *told.warnings), told.findings, cut_at)


def as_json(reading: Reading) -> dict[str, Any]:
    """`{"report", "body", "dropped", "warnings", "findings"}`; the body stands beside its report's description."""
    report = asdict(reading.report)
    body, dropped = report.pop("body"), report.pop("dropped")
    return {
        "report": report,
        "body": body,
        "dropped": list(dropped),
        "warnings": list(reading.warnings),
        "findings": [asdict(finding) for finding in reading.findings],
    }
