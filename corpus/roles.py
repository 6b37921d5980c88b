"""What part each sentence of a report plays: a result, a weakness, a cause, a plan, a proposal, a lesson…

Read from headings first, then from the words with which reports open such parts ("Tuy nhiên", "Trong thời gian tới"),
then from the sentence's own words. Knows nothing of questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.numbers import numbers
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
    (
        "weakness",
        r"hạn chế|khó khăn|tồn tại|vướng|bất cập|yếu kém|khuyết điểm|nhược điểm|thiếu sót|tồn đọng|trở ngại|thách thức"
        r"|điểm nghẽn|nút thắt|chấn chỉnh|còn yếu|chưa (?:làm )?được|chưa (?:đạt|hoàn thành)",
    ),
    ("cause", r"nguyên nhân|lý do|vì sao"),
    ("advantage", r"thuận lợi|ưu điểm"),
    ("lesson", r"bài học|kinh nghiệm"),
    ("proposal", r"kiến nghị|đề xuất|đề nghị"),
    (
        "plan",
        r"nhiệm vụ|phương hướng|giải pháp|mục tiêu|định hướng|kế hoạch|chỉ tiêu|thời gian tới|năm tới|(?:phải|cần) làm"
        r"|công việc năm|tổ chức thực hiện|yêu cầu đối với",
    ),
    ("result", r"kết quả|thực trạng|tình hình|(?<!chưa )làm được|(?<!chưa )đạt được"),
)
# "Kết quả thực hiện nhiệm vụ năm 2018" tells of results.
_CARRIED_OUT = re.compile(r"(?:kết quả|tình hình|đánh giá)\b.{0,30}\b(?:thực hiện|triển khai|hoàn thành)\b")
_TROUBLES = r"(?:khó khăn|hạn chế|tồn tại|vướng mắc|bất cập|yếu kém)"
_OPENERS: tuple[tuple[Role, str], ...] = (
    (
        "cause",
        r"^(?:nguyên nhân|lý do|sở dĩ|vì sao)\b"
        r"|^(?:những|các) (?:[^\W\d_]+,? ){1,6}(?:trên|đó|này|ấy)\b.{0,40}\b(?:do|vì|bắt nguồn|xuất phát từ)\b",
    ),
    (
        "lesson",
        r"^(?:bài học|từ thực tiễn|kinh nghiệm)\b|\b(?:rút ra|thống nhất|nhấn mạnh|cho rằng|chia sẻ|nêu)\b.{0,30}"
        r"\b(?:bài học|kinh nghiệm)\b|\brút kinh nghiệm:|\bbài học (?:kinh nghiệm )?(?:lớn|rút ra|là)\b",
    ),
    (
        "proposal",
        r"(?:đề xuất,? kiến nghị|kiến nghị,? đề xuất|kính (?:đề nghị|mong)|^(?:đề nghị|kiến nghị)|\b(?:đề xuất"
        r"|kiến nghị|đề nghị) (?:cần|với|trung ương|bộ|tỉnh|chính phủ|ubnd|ủy ban|các bộ)\b)",
    ),
    (
        "plan",
        r"(?:thời gian (?:tới|còn lại)|những năm tới|năm tới|những tháng (?:cuối năm|còn lại)"
        r"|nhiệm vụ trọng tâm|^để phát huy|giao (?:các )?nhiệm vụ"
        r"|^trong đó, sở\b"
        r"|(?:việc|nhiệm vụ) (?:phải|cần) làm"
        r"|^trong đó, nhiệm vụ|\bgiao (?:cho )?(?:các )?(?:sở|văn phòng|ubnd|ủy ban|cơ quan|đơn vị|huyện)\b"
        r"|\byêu cầu (?:các|cả|tất cả|sở|ubnd|thủ trưởng|lãnh đạo)\b"
        r"|\byêu cầu\b[^.;:]{0,40}:|\btập trung (?:vào )?(?:\w+ )?(?:nhiệm vụ|giải pháp))",
    ),
    (
        "weakness",
        rf"^(?:tuy nhiên|tuy vậy|song|bên cạnh (?:những |các )?(?:kết quả|thành tích|mặt (?:làm )?được|ưu điểm)|mặc dù"
        rf"|{_TROUBLES})\b"
        rf"|(?:một số|những|chỉ ra|chỉ rõ|nêu rõ|nêu|đánh giá|phát hiện)(?: (?:một số|những|các|nhiều))? {_TROUBLES}"
        r"|hạn chế hiện nay",
    ),
    ("result", r"^(?:kết luận hội nghị|nhìn chung|nổi bật|(?:nhân )?dịp này|kết thúc)\b"),
)
_MENDING = re.compile(rf"\b(?:khắc phục|tháo gỡ|giải quyết|vượt qua|xử lý|gỡ)\b[^;.]{{0,30}}{_TROUBLES}")
_WEAK = re.compile(
    r"\b(?:(?:còn|vẫn|gặp|rất|nhiều)(?: \w+){0,3} (?:hạn chế|khó khăn|vướng mắc|bất cập|lúng túng)"
    r"|chưa(?! (?:kể|tính|(?:bao )?gồm|đến|tới|quá)\b)|còn thiếu"
    r"|thiếu đồng bộ|còn thấp|tỷ lệ rất thấp|xuống cấp|hư hỏng|hạn hẹp"
    r"|lãng phí|chồng chéo|khâu yếu|còn yếu|thiếu và yếu|còn ít|manh mún|rời rạc|phân tán|dàn trải|mất an toàn)\b"
)
_AIMED = re.compile(r"^(?:\w+ ){0,3}(?:phấn đấu|đặt mục tiêu)\b")
_DONE = re.compile(r"\b(?:đã|đạt)\b")
_DUE_TO = re.compile(r"\b(?:phần lớn|chủ yếu|trước hết|một phần|cái gốc)(?: là)? (?:do|vì|người)\b")
_NUMBERED = re.compile(r"^(?:[-–—+*•]|(?:[ivx]+|\d+(?:\.\d+)*|[a-zđ])[.)/])\s*")
_LABEL = re.compile(r"^(?:[^:.;?!]{3,60}:(?=\s)|(?:thứ \w+|một là|hai là|ba là), [^:.;?!]{3,60}\.)")
# A plan's last lines may ask for what others shall do.
_ASKS_OTHERS = re.compile(
    r"^(?:kính )?(?:đề nghị|kiến nghị|đề xuất|mong) (?:với )?(?:các )?(?:bộ|chính phủ|trung ương|thủ tướng)\b"
)
# "Về mục tiêu 100% xã có Internet: …", "Thực hiện kế hoạch: …" tell how it went.
_TELLS = re.compile(r"\d+[.,\d]*\s?%|^(?:về )?(?:việc )?thực hiện\b")
_LONGEST_LABEL = 10  # syllables before the colon of a paragraph that names its part itself
_ASKS = re.compile(r"\?[”\"')]*$")
_WHO = re.compile(r"^[^:?]{2,30}:\s+")  # "Phóng viên: …"
_ONE = r"(?:19|20)\d\d"
# "năm 2016", "NĂM 2016", "năm 2013, 2014 và 2015", "Giai đoạn 2021 – 2025, …": one with all that go on from it. A span
# in mid clause is part of a programme's name.
_YEARS = re.compile(
    rf"(?:\b(?:năm|tháng \d{{1,2}}/|quý [ivx]+/|tháng \d{{1,2}} năm)|(?:^|[,;:(] ?)(?:trong )?giai đoạn)\s?({_ONE}"
    rf"(?:\s*(?:,|-|–|—|và|đến)\s*(?:năm\s)?{_ONE})*)(?!\d|/)",
    re.IGNORECASE,
)
_DATED = re.compile(r"ngày \d{1,2} (?:tháng \d{1,2} )?$", re.IGNORECASE)
# Not "Đến tháng 8/2017, …", with which a sentence says how things stood.
_AHEAD = re.compile(r"(?:(?<!tính )(?<!Tính )đến|ĐẾN|trước|TRƯỚC|mục tiêu|MỤC TIÊU) $")
_SINCE = re.compile(r"từ (?:năm|tháng)|giai đoạn|^trước đó|^sang năm", re.IGNORECASE)
# "đạt 71%, trong khi năm 2015 …", "(năm 2014 tương ứng là …)", "đạt 38%; năm 2017 là 22,5%"
_BESIDE = re.compile(r"(?:\b(?:so với|cùng kỳ|trong khi|còn|gấp \w+)|[(;])\s*(?:cả )?$", re.IGNORECASE)


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
    that only the sentence's own words make it a weakness, told among results. `row` reads a table's row.
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
        asked: Role | None = None
        name = section.heading
        role: Role = headed or "result"
        years = _told_of(_named(section.heading, headed), years)
        for start, end in paragraphs(body[section.start : section.end]):
            begin, stop = section.start + start, section.start + end
            if body[begin:stop].rstrip(" :") == section.heading.split(" › ")[-1]:
                continue
            count += 1
            if begin in rows:
                row = rows[begin]
                if row:
                    own_row = Sentence(begin, stop, body[begin:stop])
                    yield Part(own_row, role, name, count, years, years, row=row)
                continue
            if _ASKS.search(body[begin:stop]):
                # What an interviewer asks heads the answer.
                asked = _of_question(body[begin:stop])
                name = " › ".join(filter(None, (section.heading, _WHO.sub("", body[begin:stop]))))
            labelled = _of_label(body[begin:stop])
            told = labelled or headed
            role = told or asked or ("plan" if role == "plan" else "result")
            opening = years
            for sentence in sentences(body, begin, stop):
                role = _opened(sentence.text, role, told)
                own = _own(sentence.text, role)
                named = _named(sentence.text, role)
                yield Part(sentence, own, name, count, _told_of(named, years), years, own != role)
                years = _going_on(sentence.text, named) or years
            # What a paragraph looks back on is over with it.
            years = max(opening, years)


@dataclass(frozen=True)
class _Year:
    """A year that a sentence names. It `leads` before the first figure; one `beside` is only compared with."""

    year: int
    leads: bool
    beside: bool


def _named(text: str, role: Role | None) -> list[_Year]:
    """The years that a sentence speaks of: no dates of documents, nor planned ends ("đến năm 2020") but in plans."""
    found: list[_Year] = []
    figure = next((number.start for number in numbers(text) if number.is_figure), len(text))
    for mark in _YEARS.finditer(text):
        before, leads = text[: mark.start()], mark.start() < figure
        if not _DATED.search(before) and (role == "plan" or not _AHEAD.search(before)):
            beside = not leads and bool(_BESIDE.search(before))
            found += [_Year(int(year), leads, beside) for year in re.findall(_ONE, mark[1])]
    return found


def _told_of(named: Sequence[_Year], before: tuple[int, ...]) -> tuple[int, ...]:
    """The years of a sentence; where it only compares with those that it names, that of the account goes with them."""
    own = before if all(each.beside for each in named) else ()
    return tuple(dict.fromkeys((*own, *(each.year for each in named))))


def _going_on(text: str, named: Sequence[_Year]) -> tuple[int, ...]:
    """The year that holds for the sentences that follow, too.

    A start ("từ năm 2008"), a span, a look back or ahead and what stands behind a figure tell of their sentence only.
    """
    own = {each.year for each in named if not each.beside}
    leads = any(each.leads for each in named)
    return tuple(own) if len(own) == 1 and leads and not _SINCE.search(text) else ()


def _of_heading(heading: str) -> Role | None:
    """The part that the nearest heading names; one that names two ("Thuận lợi và khó khăn") leaves it to those
    below.
    """
    for name in reversed(heading.lower().split(" › ")):
        roles = [role for role, words in _HEADINGS if re.search(words, name)]
        if roles == ["plan", "result"] and _CARRIED_OUT.search(name):
            return "result"
        if len(roles) == 1 or (roles and roles[0] in ("lesson", "proposal")) or roles == ["weakness", "cause"]:
            return roles[0]
    return None


def _of_question(paragraph: str) -> Role | None:
    """The part that an interview's question asks for, which its answer then plays."""
    return _of_heading(paragraph) or ("plan" if re.search(r"\bsẽ\b", paragraph) else None)


def _of_label(paragraph: str) -> Role | None:
    """The part that a paragraph names before its first colon: "5/ Kiến nghị: …", "- Kinh nghiệm rút ra: …"."""
    lower = _NUMBERED.sub("", paragraph.lower())
    if _ASKS_OTHERS.match(lower):
        return "proposal"
    label = _LABEL.match(lower)
    if not label or len(label[0].split()) > _LONGEST_LABEL or _TELLS.search(label[0]):
        return None
    return _of_heading(label[0]) or ("result" if re.search(r"\b(?:cái|mặt) (?:làm )?được\b", label[0]) else None)


def _opened(text: str, before: Role, headed: Role | None) -> Role:
    """The part of a sentence from its own beginning, else that of the one before.

    Under a heading or label, which names the part, only causes differ.
    """
    lower = _NUMBERED.sub("", text.lower())
    cause = next(words for role, words in _OPENERS if role == "cause")
    if before in ("weakness", "cause") and (re.search(cause, lower) or _DUE_TO.search(lower)):
        return "cause"
    if headed:
        return before if before == "cause" else headed
    # "Tuy nhiên" reaches no further than the next thing told as done.
    done = before == "weakness" and _DONE.search(lower) and not _WEAK.search(lower)
    lower = _MENDING.sub(" ", lower)
    return next((role for role, words in _OPENERS if re.search(words, lower)), "result" if done else before)


def _own(text: str, role: Role) -> Role:
    """A weakness or an aim told in passing, among results, is one all the same."""
    if role != "result":
        return role
    if _AIMED.match(text.lower()):
        return "plan"
    return "weakness" if _WEAK.search(text.lower()) else role
