"""What part each sentence of a report plays: a result, a weakness, a cause, a plan, a proposal, a lesson…

Read from headings first, then from the words with which reports open such parts ("Tuy nhiên", "Trong thời gian tới"),
then from the sentence's own words. Knows nothing of questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.records import Sentence
from corpus.split import paragraphs, sections, sentences
from corpus.tables import cells, head_rows, tables

Role = Literal["result", "weakness", "cause", "advantage", "plan", "proposal", "lesson"]

THEMES: dict[str, Role] = {
    "=weakness": "weakness",
    "=cause": "cause",
    "=advantage": "advantage",
    "=lesson": "lesson",
    "=propose": "proposal",
    "=plan": "plan",
    "=result": "result",
}
"""Concept (`corpus.terms`) → the part of a report that it names."""

_HEADINGS: tuple[tuple[Role, str], ...] = (
    ("weakness", r"hạn chế|khó khăn|tồn tại|vướng mắc|bất cập|yếu kém"),
    ("cause", r"nguyên nhân"),
    ("advantage", r"thuận lợi|ưu điểm"),
    ("lesson", r"bài học|kinh nghiệm"),
    ("proposal", r"kiến nghị|đề xuất|đề nghị"),
    ("plan", r"nhiệm vụ|phương hướng|giải pháp|mục tiêu|định hướng|kế hoạch"),
    ("result", r"kết quả|thực trạng|tình hình"),
)
_TROUBLES = r"(?:khó khăn|hạn chế|tồn tại|vướng mắc|bất cập|yếu kém)"
_OPENERS: tuple[tuple[Role, str], ...] = (
    ("cause", r"^(?:nguyên nhân|những hạn chế trên (?:là )?do|lý do|sở dĩ)\b"),
    (
        "lesson",
        r"^(?:bài học|từ thực tiễn|kinh nghiệm)\b|\b(?:rút ra|thống nhất|nhấn mạnh|cho rằng|chia sẻ|nêu)\b.{0,30}"
        r"\b(?:bài học|kinh nghiệm)\b|\brút kinh nghiệm:|\bbài học (?:kinh nghiệm )?(?:lớn|rút ra|là)\b",
    ),
    (
        "proposal",
        r"(?:đề xuất,? kiến nghị|kiến nghị,? đề xuất|kính đề nghị|^(?:đề nghị|kiến nghị)|\b(?:đề xuất"
        r"|kiến nghị|đề nghị) (?:cần|với|trung ương|bộ|tỉnh|chính phủ|ubnd|ủy ban|các bộ)\b)",
    ),
    (
        "plan",
        r"(?:thời gian tới|những năm tới|năm tới|nhiệm vụ trọng tâm|^để phát huy|giao (?:các )?nhiệm vụ"
        r"|^trong đó, sở\b"
        r"|^trong đó, nhiệm vụ|\bgiao (?:cho )?(?:các )?(?:sở|văn phòng|ubnd|ủy ban|cơ quan|đơn vị|huyện)\b"
        r"|\byêu cầu (?:các|cả|tất cả|sở|ubnd|thủ trưởng|lãnh đạo)\b"
        r"|\btập trung (?:vào )?(?:\w+ )?(?:nhiệm vụ|giải pháp))",
    ),
    (
        "weakness",
        rf"^(?:tuy nhiên|tuy vậy|song|bên cạnh (?:những )?(?:kết quả|thành tích)|mặc dù|{_TROUBLES})\b"
        rf"|(?:một số|những|chỉ ra|chỉ rõ|nêu rõ|nêu|đánh giá|phát hiện)(?: (?:một số|những|các|nhiều))? {_TROUBLES}"
        r"|hạn chế hiện nay",
    ),
    ("result", r"^(?:kết luận hội nghị|nhìn chung|nổi bật)"),
)
_MENDING = re.compile(rf"\b(?:khắc phục|tháo gỡ|giải quyết|vượt qua|xử lý|gỡ)\b[^;.]{{0,30}}{_TROUBLES}")
_WEAK = re.compile(
    r"\b(?:(?:còn|vẫn|gặp|rất|nhiều)(?: \w+){0,3} (?:hạn chế|khó khăn|vướng mắc|bất cập|lúng túng)|chưa|còn thiếu"
    r"|thiếu đồng bộ|còn thấp|tỷ lệ rất thấp|xuống cấp|hư hỏng|hạn hẹp"
    r"|lãng phí|chồng chéo|khâu yếu|còn yếu|thiếu và yếu|còn ít|manh mún|rời rạc|phân tán|dàn trải|mất an toàn)\b"
)
_DONE = re.compile(r"\b(?:đã|đạt)\b")
_YEAR = re.compile(
    r"(?<!đến )(?<!trước )(?<!mục tiêu )\b(?:[Nn]ăm|[Tt]háng \d{1,2}/|[Qq]uý [IV]+/"
    r"|[Tt]háng \d{1,2} năm)\s?((?:19|20)\d\d)\b"
)
_SINCE = re.compile(r"[Tt]ừ (?:năm|tháng)|giai đoạn")


@dataclass(frozen=True)
class Row:
    """What a table's row needs to be read: the columns' heads, the table's caption, and `[start, end)` of the head rows
    in the body.
    """

    heads: tuple[str, ...]
    caption: str
    start: int
    end: int


@dataclass(frozen=True)
class Part:
    """A sentence with the part it plays; `section` is the heading it stands under, `paragraph` counts from 0.

    `years` are those that the sentence speaks of: the ones it names or, when it names none, the one last named before
    it or by its heading (`before`); empty when the report has named none so far, and its own date tells. `passing` says
    that only
    the sentence's own words make it a weakness, told among results. `row` reads a table's row.
    """

    sentence: Sentence
    role: Role
    section: str
    paragraph: int
    years: tuple[int, ...]
    before: tuple[int, ...]
    passing: bool = False
    row: Row | None = None


@lru_cache(maxsize=256)
def parts(body: str) -> tuple[Part, ...]:
    """Every sentence of a body with its part, in order. Headings are no sentences."""
    return tuple(_parts(body))


def _rows(body: str) -> dict[int, Row | None]:
    """Where each row of a table starts → how it is read; none for the head's own rows, which tell nothing."""
    places = list(paragraphs(body))
    lines = [body[start:end] for start, end in places]
    rows: dict[int, Row | None] = {}
    for table in tables(lines):
        if not table.heads:
            continue
        of = lines[table.first : table.last + 1]
        below = table.first + head_rows([cells(line) or () for line in of])
        for at in range(table.first, below):
            rows[places[at][0]] = None
        row = Row(table.heads, table.caption, places[table.first][0], places[below - 1][1])
        rows |= {places[at][0]: row for at in range(below, table.last + 1)}
    return rows


def _parts(body: str) -> Iterator[Part]:
    count = -1
    rows = _rows(body)
    years: tuple[int, ...] = ()
    for section in sections(body):
        headed = _of_heading(section.heading)
        role: Role = headed or "result"
        years = _years(section.heading) or years
        for start, end in paragraphs(body[section.start : section.end]):
            begin, stop = section.start + start, section.start + end
            if body[begin:stop].rstrip(" :") == section.heading.split(" › ")[-1]:
                continue
            count += 1
            if begin in rows:
                row = rows[begin]
                if row:
                    yield Part(Sentence(begin, stop, body[begin:stop]), role, section.heading, count, years, years, row=row)
                continue
            if not headed and role != "plan":
                role = "result"
            for sentence in sentences(body, begin, stop):
                role = headed or _opened(sentence.text, role)
                named = _years(sentence.text)
                own = _own(sentence.text, role)
                yield Part(sentence, own, section.heading, count, named or years, years, own != role)
                # A start ("từ năm 2008") or a span tells of its own sentence only.
                years = named if len(named) == 1 and not _SINCE.search(sentence.text) else years


def _years(text: str) -> tuple[int, ...]:
    """The years that a sentence speaks of; dates of cited documents and planned ends ("đến năm 2020") are none."""
    return tuple(dict.fromkeys(int(found[1]) for found in _YEAR.finditer(text)))


def _of_heading(heading: str) -> Role | None:
    """The part that the nearest heading names; one that names two ("Thuận lợi và khó khăn") leaves it to those
    below.
    """
    for name in reversed(heading.lower().split(" › ")):
        roles = [role for role, words in _HEADINGS if re.search(words, name)]
        if len(roles) == 1 or (roles and roles[0] in ("lesson", "proposal")):
            return roles[0]
    return None


def _opened(text: str, before: Role) -> Role:
    lower = text.lower().lstrip("-–—+*• ")
    # "Tuy nhiên" reaches no further than the next thing told as done.
    done = before == "weakness" and _DONE.search(lower) and not _WEAK.search(lower)
    lower = _MENDING.sub(" ", lower)
    return next((role for role, words in _OPENERS if re.search(words, lower)), "result" if done else before)


def _own(text: str, role: Role) -> Role:
    """A weakness told in passing, among results, is a weakness all the same."""
    return "weakness" if role == "result" and _WEAK.search(text.lower()) else role
