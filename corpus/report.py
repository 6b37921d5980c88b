"""From a file to the report that is kept, with what was cut and what should be looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import describe
from corpus.clean import Article, clean
from corpus.errors import NotAReport
from corpus.provinces import present_name
from corpus.read import decode, read_bytes
from corpus.records import Report
from corpus.text import syllables


@dataclass(frozen=True)
class Reading:
    """What was understood of a file: the report, its bytes as published, and warnings for staff (Vietnamese)."""

    report: Report
    data: bytes
    warnings: tuple[str, ...]


def read_report(path: Path) -> Reading:
    """Read, clean and describe the report in `path`.

    Raises `Unreadable` when the file is no text and `NotAReport` when it holds no article or names no province.
    """
    data = read_bytes(path)
    article = clean(decode(data, path.name))
    if sum(len(syllables(paragraph)) for paragraph in article.paragraphs) < 30:
        raise NotAReport(f"Không tìm thấy nội dung bài viết trong tệp {path.name}; hãy kiểm tra lại tệp.")
    body = "\n".join([article.title, *article.paragraphs] if article.title else article.paragraphs)
    province = describe.province_of(article.title, body)
    if province is None:
        raise NotAReport(f"Tệp {path.name} không nêu tên tỉnh, thành phố nào; chỉ nhận báo cáo của một tỉnh.")
    published = max(describe.dates_in(article.date_line or ""), default=None)
    not_before = None if published else max(describe.dates_in(body), default=None)
    report = Report(
        id=describe.report_id(province, published, not_before),
        province=province,
        province_now=present_name(province),
        title=article.title or describe.short_title(body),
        publisher=article.site or article.source,
        author=article.author,
        published=published.isoformat() if published else None,
        not_before=not_before.isoformat() if not_before else None,
        years=describe.years_of(body, published, not_before),
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        body=body,
        dropped=article.dropped,
    )
    return Reading(report, data, tuple(_warnings(article, published, not_before)))


def _warnings(article: Article, published: date | None, not_before: date | None) -> list[str]:
    warnings = []
    if article.title is None:
        warnings.append("Tệp không có tiêu đề; lấy những chữ đầu của bài làm tên.")
    if published is None:
        since = f"; ngày muộn nhất nêu trong bài là {not_before:%d/%m/%Y}" if not_before else ""
        warnings.append(f"Tệp không ghi ngày đăng{since}.")
    return warnings
