"""What a report says of itself: province, title, publisher, author, dates, years, kind, each with how it was found.

Puts together what the modules beside it find, and what those who add the file say. Everything is read from the file;
where it does not say, the field is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus import furniture, mail, when, whose
from corpus.clean import Article
from corpus.dates import appeared
from corpus.findings import Finding, Given, province_typed
from corpus.formats import Document
from corpus.kind import kind_of, topic_of
from corpus.letterhead import Letterhead, is_office, kind_named, letterhead, signer
from corpus.text import fold, squeeze, syllables

GIVEN = "người thêm cho biết"
SUBJECT = "chủ đề của thư điện tử"
SENDER, SENT = "người gửi thư điện tử", "ngày gửi thư điện tử"
UNTITLED = "những chữ đầu của bài, vì tệp không có tiêu đề"
FORMER = "tỉnh nay có {}, tên nhắc nhiều nhất trong bài đăng sau ngày hợp nhất"

_UNDATED = Finding("published", "", when.SILENT, False)

# The day of the merger: from here on a former province's name means the one that it is part of.
_MERGER = date(2025, 7, 1)
_METADATA_TRUSTED = "html"  # a saved page's own day; an office file's is often that of its copy or template
# A line that begins so may be a site's name, with more words than are known.
_PORTAL = re.compile(
    r"^(?:chao mung\b.*|welcome\b.*|cong (?:thong tin|ttdt|dich vu)\b.*|trang (?:thong tin|tin|chu)\b.*|website\b.*)"
)
_CALLED = r"(?:ong|ba|dong chi|d/c)\s+"
_SPEAKER = re.compile(
    rf"^(?:(?:(?:nguoi )?trinh bay|bao cao vien|dien gia)\s*:\s*(?:{_CALLED})?|(?:(?:bai )?phat bieu )?cua {_CALLED})"
)


@dataclass(frozen=True)
class Description:
    """The fields of a `Report` that say what it is, how each was found, and warnings (Vietnamese).

    `province` is none when the file names none and nobody said which.
    """

    province: str | None
    title: str
    publisher: str | None
    author: str | None
    published: date | None
    not_before: date | None
    years: tuple[int, int]
    kind: str
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]


def describe(document: Document, article: Article, body: str, given: Given, today: date) -> Description:
    """Describe the report whose file is `document`, whose cleaned text is `article`, joined as `body`.

    Raises ValueError, with the fix, when `given.province` is no province.
    """
    lines = document.text.split("\n")
    if letter := mail.opened(lines):
        lines = lines[letter.start : letter.stop]
        document = replace(document, text="\n".join(lines))
    head = letterhead(document.text)
    own = _title(document, article, head, body, letter)
    found_day = _published(own.value, body, head, document, today) or _sent(letter)
    day = when.Day(given.published, GIVEN, True) if given.published else found_day
    since = None if day else when.not_before(body, today)
    years = when.Years(*given.years, GIVEN, True) if given.years else when.years(own.value, body, day, since, today)
    publisher, author = _publisher(lines, head, article, document), _author(lines, head, article, document, letter)
    portals = [article.site, article.source, document.publisher, publisher.value if publisher else None]
    found = _province(own.value, article, head, portals, day)
    province = Finding("province", province_typed(given.province), GIVEN, True) if given.province else found
    on_a_page = when.on_page(lines, own.value) is not None or (document.kind == "html" and document.published)
    kind = kind_of(own.value, lines, head, bool(on_a_page))
    dates = (_day("published", day) or _UNDATED, _day("not_before", since))
    covered = Finding("years", shown_years(years.first, years.last), years.how, years.sure)
    # Only now, since all else is found by the title and the publisher that the file itself has.
    title = Finding("title", given.title, GIVEN, True) if given.title else own
    publisher = Finding("publisher", given.publisher, GIVEN, True) if given.publisher else publisher
    findings = (province, title, publisher, author, *dates, covered, kind, topic_of(own.value, body))
    known = tuple(finding for finding in findings if finding)
    return Description(
        province=province.value if province else None,
        title=title.value,
        publisher=publisher.value if publisher else None,
        author=author.value if author else None,
        published=day.day if day else None,
        not_before=since.day if since else None,
        years=(years.first, years.last),
        kind=kind.value,
        findings=known,
        warnings=tuple(_warnings(known, found, _day("published", found_day))),
    )


def _day(field: str, day: when.Day | None) -> Finding | None:
    return Finding(field, f"{day.day:%d/%m/%Y}", day.how, day.sure) if day else None


def report_id(province: str, published: date | None, not_before: date | None) -> str:
    """A readable id, the same on every run: "lai-chau-2019-06-12", "long-an-sau-2012-05-29" for an undated text."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(province)).strip("-")
    if published:
        return f"{slug}-{published.isoformat()}"
    return f"{slug}-sau-{not_before.isoformat()}" if not_before else f"{slug}-khong-ngay"


def short_title(body: str, limit: int = 24) -> str:
    """A title for a report without one: its first words, up to `limit` syllables."""
    first = body.split("\n", 1)[0]
    words = syllables(first)
    return first if len(words) <= limit else first[: words[limit - 1][2]].rstrip(" ,;:(") + "…"


def shown_years(first: int, last: int) -> str:
    """ "2016", "2012–2014"."""
    return str(first) if first == last else f"{first}–{last}"


def _title(
    document: Document, article: Article, head: Letterhead | None, body: str, letter: mail.Mail | None
) -> Finding:
    """The title: that of an official text, else the page's, the file's, the e-mail's, else the first words."""
    above = _above_text(document.text.split("\n"))
    dated = next((i for i, line in enumerate(above) if appeared(line) and i), len(above))
    named = [line for line in above[:dated] if _may_be_title(line)]
    title = article.title if article.title and _may_be_title(article.title) else next(iter(named), None)
    if head and (head.subject or (title and kind_named(title))):
        title, how, sure = head.subject or title or "", "tên loại và trích yếu của văn bản", True
    elif title:
        sure = _agree(title, document) and (dated == len(above) or len(named) <= 1) and not _PORTAL.match(fold(title))
        how = "dòng đầu của bài"
    elif document.title:
        title, how = document.title, when.METADATA
        sure = document.kind == _METADATA_TRUSTED and not _PORTAL.match(fold(title))
    elif letter and letter.subject and _may_be_title(letter.subject):
        title, how, sure = letter.subject, SUBJECT, False
    else:
        title, how, sure = short_title(body), UNTITLED, False
    return Finding("title", title, how, sure)


def _may_be_title(line: str) -> bool:
    """Neither furniture of a page nor a banner, and long enough."""
    furnished = furniture.head_reason(line) or appeared(line) or furniture.is_banner(line)
    return len(syllables(line)) >= 5 and not furnished


def _agree(title: str, document: Document) -> bool:
    """Does the file's own metadata call it the same, or nothing?"""
    ours, theirs = fold(squeeze(title)), fold(squeeze(document.title or title))
    return ours in theirs or theirs in ours


def _above_text(lines: Sequence[str]) -> list[str]:
    """The lines that are not blank up to the first of running text."""
    filled = [squeeze(line) for line in lines if line.strip()]
    return filled[: next((i for i, line in enumerate(filled) if furniture.is_prose(line)), len(filled))]


def _published(title: str, body: str, head: Letterhead | None, document: Document, today: date) -> when.Day | None:
    own = document.published
    trusted = document.kind == _METADATA_TRUSTED
    metadata = when.Day(date.fromisoformat(own), when.METADATA, trusted) if own else None
    return when.published(document.text.split("\n"), title, body, head.day if head else None, metadata, today)


def _sent(letter: mail.Mail | None) -> when.Day | None:
    return when.Day(letter.sent, SENT, False) if letter and letter.sent else None


def _publisher(lines: Sequence[str], head: Letterhead | None, article: Article, document: Document) -> Finding | None:
    banners = (line for line in _above_text(lines) if len(syllables(line)) >= 5 and furniture.is_banner(line))
    banner = next(banners, None)
    return _first(
        "publisher",
        (head.issuer if head else None, whose.LETTERHEAD),
        (article.site or banner, "tên cổng ở đầu trang"),
        (article.source, "dòng nguồn tin"),
        (document.publisher, when.METADATA),
    )


def _author(
    lines: Sequence[str], head: Letterhead | None, article: Article, document: Document, letter: mail.Mail | None
) -> Finding | None:
    return _first(
        "author",
        (signer(lines) if head else None, "người ký văn bản"),
        (next(filter(None, map(_speaker, lines[:40])), None), "dòng người trình bày"),
        (next(filter(None, map(furniture.author_in, lines)), None), "dòng tên tác giả"),
        (None if article.author and is_office(article.author) else article.author, "tên ở cuối bài"),
        (document.author, when.METADATA),
        (letter.sender if letter else None, SENDER),
    )


def _first(field: str, *found: tuple[str | None, str]) -> Finding | None:
    """The first that there is of (value, how it was found)."""
    return next((Finding(field, value, how, True) for value, how in found if value), None)


def _speaker(line: str) -> str | None:
    """The name in "Trình bày: Ông Lê Văn Bích", "của đồng chí Lê Văn Bích - Giám đốc Sở"."""
    text = squeeze(line)
    label = _SPEAKER.match(fold(text))
    name = re.split(r" [-–] |, ", text[label.end() :])[0] if label else ""
    return name if furniture.is_person(name) else None


def _province(
    title: str, article: Article, head: Letterhead | None, portals: Sequence[str | None], day: when.Day | None
) -> Finding | None:
    issuer = (head.issuer if head else None) or ""
    signs = whose.signs(title, article.paragraphs, issuer, [portal for portal in portals if portal])
    found = whose.judge(signs)
    if found is None or day is None or day.day < _MERGER:
        return found
    merged = whose.judge(whose.merged(signs))
    if merged is None or merged.value == found.value:
        return merged
    return Finding("province", merged.value, FORMER.format(found.value), False)


def _warnings(known: Sequence[Finding], found: Finding | None, dated: Finding | None) -> Iterator[str]:
    """What staff should look at; `found` and `dated` are province and day as the file has them, whatever was given."""
    by = {finding.field: finding for finding in known}
    day, years, topic, province = by["published"], by["years"], by["topic"], by.get("province")
    if by["title"].how == UNTITLED:
        yield "Tệp không có tiêu đề; lấy những chữ đầu của bài làm tên."
    if not day.value:
        since = f"; ngày muộn nhất nêu trong bài là {by['not_before'].value}" if "not_before" in by else ""
        yield f"Tệp không ghi ngày đăng{since}."
    elif not day.sure:
        yield f"Chưa chắc ngày đăng là {day.value} ({day.how}); hãy kiểm tra."
    elif dated and dated.sure and dated.value != day.value:
        yield f"Ngày đăng được ghi là {day.value}, nhưng trong tệp là {dated.value} ({dated.how}); hãy kiểm tra."
    if province and not province.sure:
        yield f"Chưa chắc bài nói về {province.value} ({province.how}); hãy kiểm tra."
    if province and found and found.sure and province.value != found.value:
        yield f"Bài được ghi cho {province.value}, nhưng trong tệp là {found.value} ({found.how}); hãy kiểm tra."
    if years.how == when.NOT_NAMED:
        yield "Tệp không nêu năm nào; hãy cho biết bài nói về năm nào."
    if not topic.sure:
        yield f"Bài không nói về CNTT hoặc chỉ nhắc qua ({topic.how}); chỉ thêm khi đúng là báo cáo về CNTT."
