"""What models write of a report: each sentence of the real and the invented reports as it stands, honestly reworded,
and spoiled in one thing.

`HONEST` and `SPOILED` map the name of a change to a function that yields the changed sentences, none where it does not
apply. A spoiled sentence says something that the report does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.claims import Quote
from assistant.quantities import level_marks
from corpus.numbers import Number, numbers
from corpus.provinces import find_provinces
from corpus.report import read_report
from corpus.roles import Part, parts
from corpus.split import passages
from corpus.text import squeeze
from eval.cases import load_cases
from eval.metrics import locate
from eval.run import CASES, report_files


@dataclass(frozen=True)
class Said:
    """A sentence of a report (`text`, white space squeezed), its part, and the passages that hold it."""

    text: str
    part: Part
    quotes: tuple[Quote, ...]

    @property
    def province(self) -> str:
        return self.quotes[0].report.province

    @property
    def around(self) -> str:
        return squeeze(" ".join(quote.text for quote in self.quotes))


@cache
def sentences_of_reports() -> tuple[Said, ...]:
    """Every sentence of every report with its passages; rows of tables and what holds a link left out."""
    found = []
    for path in report_files("all"):
        read = read_report(path).report
        split = passages(read.id, read.body)
        for part in parts(read.body):
            start, end = part.sentence.start, part.sentence.end
            text = re.sub(r"^(?:\d+[.)]|[-–+*]) ", "", squeeze(part.sentence.text))
            quotes = tuple(Quote(read, p.start, p.end) for p in split if p.start < end and start < p.end)
            if quotes and "|" not in text and "://" not in text:
                found.append(Said(text, part, quotes))
    return tuple(found)


Change = Callable[[Said], Iterator[str]]


def _figures(text: str) -> list[Number]:
    return [n for n in numbers(text) if n.is_figure and n.value is not None]


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _replaced(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """Each place where the pattern stands, replaced by itself."""

    def change(said: Said) -> Iterator[str]:
        for found in re.finditer(pattern, said.text):
            yield _put(said.text, *found.span(), new if isinstance(new, str) else new(found))

    return change


# Spoiled


def other_digit(said: Said) -> Iterator[str]:
    """Each figure with its last digit another one."""
    for figure in _figures(said.text):
        place = max(i for i in range(figure.start, figure.end) if said.text[i].isdigit())
        digit = str((int(said.text[place]) + 3) % 10)
        yield _put(said.text, place, place + 1, digit)


def other_place_value(said: Said) -> Iterator[str]:
    """Each whole number ten times as large, or with its decimal comma gone."""
    for figure in _figures(said.text):
        if figure.kind == "fraction":
            continue
        digits = re.match(r"[\d.,]+", figure.text)
        assert digits
        bigger = digits[0].replace(",", "") if "," in digits[0] else digits[0].replace(".", "") + "0"
        yield _put(said.text, figure.start, figure.start + len(digits[0]), bigger)


def other_unit(said: Said) -> Iterator[str]:
    for figure in _figures(said.text):
        tail = {"%": " đơn vị", "phần trăm": " đơn vị"}.get(figure.unit or "")
        if figure.kind == "percent" and tail:
            yield _put(said.text, figure.start, figure.end, re.sub(r"\s?(?:%|phần trăm)", tail, figure.text))
        elif figure.kind == "money" and re.search("tỷ|tỉ|triệu|nghìn", figure.text):
            swapped = re.sub("tỷ|tỉ|triệu|nghìn", lambda m: "triệu" if m[0] in ("tỷ", "tỉ") else "tỷ", figure.text)
            yield _put(said.text, figure.start, figure.end, swapped)
        elif figure.kind == "count" and figure.unit:
            end = said.text.index(figure.unit, figure.end) + len(figure.unit)
            yield _put(said.text, figure.end, end, "%")
            yield _put(said.text, figure.end, end, " tỷ đồng")
            yield _put(said.text, figure.end, end, " con trâu")


def hedge_dropped(said: Said) -> Iterator[str]:
    for figure in _figures(said.text):
        if figure.hedge:
            start = said.text.lower().rindex(figure.hedge, 0, figure.start)
            if not re.search(r"ước (?:đạt )?$", said.text[:start]):
                yield _put(said.text, start, figure.start, "")


def hedge_added(said: Said) -> Iterator[str]:
    for figure in _figures(said.text):
        if not figure.hedge:
            for hedge in ("trên", "khoảng", "gần", "tối đa"):
                yield _put(said.text, figure.start, figure.start, f"{hedge} ")


def hedge_turned(said: Said) -> Iterator[str]:
    for figure in _figures(said.text):
        other = {"trên": "dưới", "hơn": "gần", "khoảng": "trên", "gần": "hơn", "xấp xỉ": "dưới"}.get(figure.hedge or "")
        if other:
            start = said.text.lower().rindex(figure.hedge, 0, figure.start)  # type: ignore[arg-type]
            yield _put(said.text, start, figure.start, f"{other} ")


def other_province(said: Said) -> Iterator[str]:
    for mention in find_provinces(said.text):
        yield _put(said.text, mention.start, mention.end, "Cà Mau")
    yield f"Tại tỉnh Cà Mau, {said.text}"
    yield f"{said.text.rstrip('.;')} (Kon Tum)"


def other_year(said: Said) -> Iterator[str]:
    for year in [n for n in numbers(said.text) if n.kind == "year"]:
        for step in (1, -1, -7):
            first = re.search(r"\d{4}", year.text)
            assert first
            at = year.start + first.start()
            yield _put(said.text, at, at + 4, str(int(first[0]) + step))
    yield f"Năm 2003, {said.text}"


def year_of_another_sentence(said: Said) -> Iterator[str]:
    """A year that the passage names for something else, tied to a figure that has its own."""
    own = {n.text[-4:] for n in numbers(said.text) if n.kind == "year"}
    others = {n.text[-4:] for n in numbers(said.around) if n.kind == "year"} - own
    if own and _figures(said.text):
        for year in [n for n in numbers(said.text) if n.kind == "year"]:
            for other in sorted(others):
                yield _put(said.text, year.end - 4, year.end, other)


def other_level(said: Said) -> Iterator[str]:
    """Each level beside a figure as another one."""
    if not _figures(said.text):
        return
    for start, end, labels in level_marks(said.text):
        words = said.text[start:end]
        if len(labels) == 1 and re.fullmatch(r"(?i)cấp\s+\w+", words):
            for other in {"tỉnh", "huyện", "xã"} - labels:
                if f"cấp {other}" not in said.text:
                    yield _put(said.text, start, end, f"cấp {other}")


def levels_swapped(said: Said) -> Iterator[str]:
    """Two levels that each have a figure of their own, the one for the other."""
    marks = [(a, b, labels) for a, b, labels in level_marks(said.text) if len(labels) == 1]
    figures = _figures(said.text)
    for (a, b, labels), (c, d, others) in pairwise(marks):
        one, two = said.text[a:b], said.text[c:d]
        between = [f for f in figures if b <= f.start < c]
        after = [f for f in figures if f.start >= d]
        if labels != others and between and after and between[0].text != after[0].text:
            yield said.text[:a] + two + said.text[b:c] + one + said.text[d:]


def figures_swapped(said: Said) -> Iterator[str]:
    """Two figures of a kind in one sentence, the one for the other."""
    figures = _figures(said.text)
    for one, two in pairwise(figures):
        if (
            one.kind == two.kind
            and one.unit == two.unit
            and (one.value, one.denominator) != (two.value, two.denominator)
        ):
            middle = said.text[one.end : two.start]
            yield said.text[: one.start] + two.text + middle + one.text + said.text[two.end :]


def figure_of_another_sentence(said: Said) -> Iterator[str]:
    """A figure of the passage's other sentences in place of one of this sentence's."""
    own = {(f.value, f.denominator) for f in _figures(said.text)}
    others = [f for f in _figures(said.around) if (f.value, f.denominator) not in own]
    for figure in _figures(said.text):
        other = next((o for o in others if o.kind == figure.kind and o.unit == figure.unit), None)
        if other:
            yield _put(said.text, figure.start, figure.end, other.text)


def numerator(said: Said) -> Iterator[str]:
    for figure in _figures(said.text):
        if figure.kind == "fraction" and "/" in figure.text and figure.value != figure.denominator:
            above, below = figure.text.split("/")
            yield _put(said.text, figure.start, figure.end, f"{below}/{above}")
            yield _put(said.text, figure.start, figure.end, f"{below}/{below}")
            yield _put(said.text, figure.start, figure.end, f"{int(above.replace('.', '')) + 1}/{below}")


def ratio(said: Said) -> Iterator[str]:
    """A share, worked out from a fraction, that no report gives."""
    for figure in _figures(said.text):
        if figure.kind == "fraction" and figure.denominator and figure.value is not None:
            share = f"{float(100 * figure.value / figure.denominator):.1f}".replace(".", ",").removesuffix(",0")
            if f"{share}%" not in said.around:
                yield _put(said.text, figure.start, figure.end, f"{share}%")


def total(said: Said) -> Iterator[str]:
    """The sum of two figures of a kind, which no report gives."""
    figures = [f for f in _figures(said.text) if f.kind in ("count", "money") and f.unit]
    for one, two in pairwise(figures):
        if one.unit == two.unit and one.value is not None and two.value is not None:
            added = f"{one.value + two.value}".replace(".", ",")
            if added not in said.around:
                yield f"Tổng cộng có {added} {one.unit}: {said.text}"


_VERBS = r"(?:được|có|đạt|đáp ứng|bảo đảm|đảm bảo|triển khai|thực hiện|hoàn thành|sử dụng|kết nối|xây dựng|ban hành)"


def negation_added(said: Said) -> Iterator[str]:
    for found in re.finditer(rf"(?<!chưa )(?<!không )(?<!chẳng )\b(?:đã )?({_VERBS}) (?=\w)", said.text):
        if not re.search(r"(?:chưa|không)(?: \w+){0,2} $", said.text[: found.start()]):
            yield _put(said.text, *found.span(), f"chưa {found[1]} ")
            yield _put(said.text, *found.span(), f"không {found[1]} ")


negation_removed = _replaced(r"\b(?:chưa|(?<!hay )không(?! gian|\s+chỉ|\s+khí|\s+ngừng)) (?=\w)", "")


def plan_as_result(said: Said) -> Iterator[str]:
    """What is planned, asked for or aimed at, as done."""
    for found in re.finditer(
        r"\b(?:sẽ(?: được)?|phấn đấu(?: đạt)?|dự kiến(?: sẽ)?|cần(?: phải)?(?! thiết)|tiếp tục) (?=\w)", said.text
    ):
        if found[0].startswith(("tiếp tục", "cần")) and said.part.role not in ("plan", "proposal"):
            continue
        yield _put(said.text, *found.span(), "đã ")
    if found := re.search(r"(?i)^(?:mục tiêu|phấn đấu|dự kiến)[^,:]*[,:]\s*", said.text):
        yield said.text[found.end() :]
    if said.part.role == "plan" and (
        verb := re.match(
            r"[-+–*\s]*(Đẩy mạnh|Tăng cường|Triển khai|Xây dựng|Hoàn thành"
            r"|Đầu tư|Ban hành|Nâng cấp|Tổ chức|Thực hiện|Bố trí|Phát triển|Hoàn thiện|Ưu tiên|Đào tạo) ",
            said.text,
        )
    ):
        yield f"Tỉnh đã {verb[1].lower()} {said.text[verb.end() :]}"
        yield f"{said.province} đã {verb[1].lower()} {said.text[verb.end() :]}"
    if said.part.role == "proposal" and (verb := re.match(r"[-+–*\s]*(?:Đề nghị|Kiến nghị|Đề xuất) ", said.text)):
        yield said.text[verb.end() :]


result_as_plan = _replaced(r"\bđã (?=\w)", "sẽ ")


def name_added(said: Said) -> Iterator[str]:
    text = said.text.rstrip(".;: ")
    yield f"{text} theo ông Trần Quốc Bảo"
    yield f"{text} do Công ty FPT thực hiện"
    if "Viettel" not in said.around:
        yield f"{text} với sự hỗ trợ của Viettel"
    yield f"Theo ông Lê Minh, {text[:1].lower() + text[1:]}"
    yield f"Ngân hàng Thế giới cho biết: {text}"


def other_name(said: Said) -> Iterator[str]:
    for found in re.finditer(r"\b(?:ông|bà|đồng chí|đ/c) ((?:[A-ZĐÀ-Ỹ]\w+ ){1,3}[A-ZĐÀ-Ỹ]\w+)", said.text):
        yield _put(said.text, *found.span(1), "Phạm Gia Khang")
    for found in re.finditer(r"\b(?:huyện|thị xã|thành phố|Sở) ([A-ZĐÀ-Ỹ]\w+ [A-ZĐÀ-Ỹ]\w+)", said.text):
        yield _put(said.text, *found.span(1), "Hòa Khánh")


def other_document(said: Said) -> Iterator[str]:
    for code in [n for n in numbers(said.text) if n.kind == "document"]:
        yield _put(said.text, code.start, code.start + 1, "7" if said.text[code.start] != "7" else "4")
        yield _put(said.text, code.start, code.end, re.sub(r"(?<=[/-])\w+", "BTTTT", code.text, count=1))
    yield f"Theo Quyết định số 999/QĐ-UBND, {said.text}"
    yield f"{said.text.rstrip('.;')} (Công văn số 12/CV-STTTT)"


def other_date(said: Said) -> Iterator[str]:
    for day in [n for n in numbers(said.text) if n.kind == "date"]:
        digits = re.match(r"\d+", day.text)
        if digits and int(digits[0]) < 28:
            yield _put(said.text, day.start, day.start + len(digits[0]), str(int(digits[0]) + 1))


def turned(said: Said) -> Iterator[str]:
    pairs = {"tăng": "giảm", "giảm": "tăng", "cao": "thấp", "thấp": "cao", "nhiều": "ít", "tốt": "kém"}
    pairs |= {"nhanh": "chậm", "thiếu": "đủ", "đầy đủ": "thiếu", "đồng bộ": "rời rạc", "trước": "sau"}
    pairs |= {"thuận lợi": "khó khăn"}
    for word, other in pairs.items():
        for found in re.finditer(rf"\b{word}\b(?! cường| tốc| khả năng)", said.text):
            yield _put(said.text, *found.span(), other)


def all_of_them(said: Said) -> Iterator[str]:
    yield from _replaced(r"\b[Mm]ột số\b", "tất cả")(said)
    yield from _replaced(r"\b[Hh]ầu hết\b|\b[Đđ]a số\b|\b[Pp]hần lớn\b", "toàn bộ")(said)
    yield from _replaced(r"(?<!tất cả )\b[Cc]ác (?=cơ quan|sở|huyện|xã|đơn vị|doanh nghiệp)", "toàn bộ các ")(said)


def praise(said: Said) -> Iterator[str]:
    text = said.text.rstrip(".;: ")
    yield f"{text}, dẫn đầu cả nước"
    yield f"{text}, cao nhất trong các tỉnh"
    yield f"{text}, tăng gấp đôi so với năm trước"
    yield f"{text}, một nửa trong số đó ở vùng cao"


_TELLS = re.compile(r"(?P<what>[^,;:()]{8,}?) (?P<much>(?:đã )?(?:đạt|chiếm|là|có|triển khai tại|kết nối) [^;]*)")
_SPEAKS = re.compile(
    r"(?:[^:;,]{,40}[:,] )?(?P<what>[^,;:()\d]{10,70}?) (?:đã|đạt|có|là|được|chiếm|còn|chưa|cung cấp) "
)


def subject_of_another_sentence(said: Said) -> Iterator[str]:
    """What another sentence of the passage speaks of, with this one's figure."""
    own = _TELLS.match(said.text)
    if not own or not _figures(own["much"]) or _figures(own["what"]):
        return
    for other in sentences_of_reports():
        there = _SPEAKS.match(other.text) if other is not said and set(other.quotes) & set(said.quotes) else None
        if there and not _same_subject(there["what"], own["what"]):
            yield f"{there['what'][0].upper()}{there['what'][1:]} {own['much']}"


def _same_subject(one: str, two: str) -> bool:
    """Whether one names hardly anything that the other does not."""
    here, there = set(one.lower().split()), set(two.lower().split())
    return len(here - there) < 3 or len(there - here) < 3


def day_of_another_document(said: Said) -> Iterator[str]:
    days = list(re.finditer(r"(?<=ngày )\d{1,2}/\d{1,2}/\d{4}", said.text))
    for one, two in pairwise(days):
        if one[0] != two[0] and re.search(r"số \S+ (?:\S+ ){0,2}ngày $", said.text[: one.start()]):
            yield _put(said.text, *one.span(), two[0])


def kind_of_another_document(said: Said) -> Iterator[str]:
    for found in re.finditer(r"\b(Quyết định|Chỉ thị|Kế hoạch|Nghị quyết|Công văn)(?= số \d)", said.text):
        yield _put(said.text, *found.span(), "Chỉ thị" if found[0] != "Chỉ thị" else "Nghị quyết")


SPOILED: dict[str, Change] = {
    "subject of another sentence": subject_of_another_sentence,
    "day of another document": day_of_another_document,
    "kind of another document": kind_of_another_document,
    "another digit": other_digit,
    "another place value": other_place_value,
    "another unit": other_unit,
    "hedge dropped": hedge_dropped,
    "hedge added": hedge_added,
    "hedge turned": hedge_turned,
    "another province": other_province,
    "another year": other_year,
    "year of another sentence": year_of_another_sentence,
    "another level": other_level,
    "levels swapped": levels_swapped,
    "figures swapped": figures_swapped,
    "figure of another sentence": figure_of_another_sentence,
    "numerator": numerator,
    "ratio": ratio,
    "total": total,
    "negation added": negation_added,
    "negation removed": negation_removed,
    "plan as result": plan_as_result,
    "result as plan": result_as_plan,
    "name added": name_added,
    "another name": other_name,
    "another document": other_document,
    "another date": other_date,
    "turned round": turned,
    "all of them": all_of_them,
    "praise": praise,
}


# Honest

LONG = {"UBND": "Ủy ban nhân dân", "CNTT": "công nghệ thông tin"}


def _lower(text: str) -> str:
    """The first letter small, unless a name or an abbreviation begins there."""
    return text if text[1:2].isupper() or not text[:1].isalpha() else text[:1].lower() + text[1:]


def _once(make: Callable[[Said], str]) -> Change:
    def change(said: Said) -> Iterator[str]:
        if (text := make(said)) and text != said.text:
            yield text

    return change


HONEST: dict[str, Change] = {
    "as it is": lambda said: iter([said.text]),
    "with a lead": _once(lambda said: f"Theo báo cáo, {_lower(said.text)}"),
    "of its province": _once(lambda said: f"Ở {said.province}, {said.text}"),
    "told by the report": _once(lambda said: f"Báo cáo của tỉnh {said.province} nêu: {said.text}"),
    "written out": _once(lambda said: re.sub(r"(?<![-/])\b(?:UBND|CNTT)\b", lambda m: LONG[m[0]], said.text)),
    "shortened": _once(
        lambda said: said.text.replace("công nghệ thông tin", "CNTT").replace("cán bộ, công chức", "CBCC")
    ),
    "with emphasis": _once(lambda said: re.sub(r"(\d+(?:,\d+)?%)", r"**\1**", said.text)),
    "another hedge": _once(lambda said: re.sub(r"\btrên (?=\d)", "hơn ", said.text)),
    "percent in words": _once(lambda said: re.sub(r"(?<=\d)%", " phần trăm", said.text)),
    "its first half": _once(lambda said: said.text.split("; ")[0]),
    "another word for not": _once(lambda said: said.text.replace("chưa có", "không có")),
}


_HOW_MUCH = re.compile(r"((?:là|đạt|lên|được|có) )?(?:bao nhiêu(?: phần trăm| %|%)?|mấy phần trăm)")


def answered_questions() -> Iterator[tuple[str, str, list[Quote], str]]:
    """Questions of the evaluation for one figure, with the figure in place of "bao nhiêu": id, sentence, the passages
    that hold the evidence, province. So people word it, not the reports.
    """
    reports = {report.id: report for report in (read_report(path).report for path in report_files("all"))}
    for case in load_cases(CASES):
        figures = [nugget for nugget in case.nuggets if nugget.kind == "figure" and nugget.vital]
        asked = _HOW_MUCH.search(case.question)
        alone = not case.rewrite_of and not case.history and case.category in ("figure", "fact", "list")
        if not (alone and case.answerable and asked and len(figures) == len(case.evidence) == 1):
            continue
        place = locate(case.evidence[0], reports)
        read = reports[place.report or ""]
        (start, end), *_ = place.spans
        quotes = [Quote(read, p.start, p.end) for p in passages(read.id, read.body) if p.start < end and start < p.end]
        there = _figures(case.evidence[0].quote)
        number = next(
            (n for n in there if any(n.text in alias or alias in n.text for alias in figures[0].aliases)), None
        )
        if number:
            figure = f"{asked[1] or ''}{number.hedge + ' ' if number.hedge else ''}{number.text}"
            sentence = case.question[: asked.start()] + figure + case.question[asked.end() :].rstrip("? ")
            yield case.id, sentence, quotes, read.province
