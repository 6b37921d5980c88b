"""Right sentences as people and models word them: made of the gold evidence, figures and names of the evaluation's
cases, by the question's own words or the report's, in many wordings.

`WORDINGS` maps the name of a wording to a function that yields its sentences, none where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.claims import Quote
from assistant.wording import dated
from corpus.numbers import Number, numbers
from corpus.provinces import find_provinces
from corpus.records import Report
from corpus.report import read_report
from corpus.roles import parts
from corpus.split import passages
from corpus.text import squeeze
from eval.cases import Case, load_cases, read_later
from eval.metrics import locate
from eval.run import CASES, INVENTED, report_files

LATER = frozenset(read_later((INVENTED / "README.md").read_text(encoding="utf-8")).values())
"""Provinces whose reports came when the checks stood: what they lose of these is counted by itself."""


@dataclass(frozen=True)
class Fact:
    """What a case's evidence says in one place: `text` as a clause, the passages that hold it, the `figure` that is
    asked for, where it is one, as the report writes it.
    """

    case: Case
    text: str
    quotes: tuple[Quote, ...]
    figure: str | None

    @property
    def report(self) -> Report:
        return self.quotes[0].report

    @property
    def province(self) -> str:
        return self.report.province


Worded = tuple[str, tuple[Quote, ...]]
"""A sentence and the passages that it is of."""

Wording = Callable[[tuple[Fact, ...]], Iterator[Worded]]
"""The facts of one case → sentences."""


@cache
def gold() -> tuple[tuple[Fact, ...], ...]:
    """The facts of each case that the reports answer, rewritten ones left out."""
    reports = {report.id: report for report in (read_report(path).report for path in report_files("all"))}
    shelves = {id: passages(id, report.body) for id, report in reports.items()}
    every = []
    for case in load_cases(CASES):
        facts: list[Fact] = []
        for evidence in case.evidence if case.answerable and not case.rewrite_of else ():
            place = locate(evidence, reports)
            report, ((start, end), *_) = reports[place.report or ""], place.spans
            for first, last in _spans(report, start, end):
                held = tuple(
                    Quote(report, p.start, p.end) for p in shelves[report.id] if p.start < last and first < p.end
                )
                text = _clause(report, first, last)
                facts += [Fact(case, text, held, _figure(case, text, report.province))] if text else []
        every += [tuple(facts)] if facts else []
    return tuple(every)


def _spans(report: Report, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of sentences that a stretch of a body is made of."""
    for part in parts(report.body):
        first, last = max(start, part.sentence.start), min(end, part.sentence.end)
        if first < last:
            yield first, last


_PLANNED = re.compile(
    r"\b(?:sẽ|phấn đấu|dự kiến|đề nghị|kiến nghị|đề xuất|cần|phải|giao|yêu cầu|nhiệm vụ|thời gian tới|năm tới)\b"
)


def _clause(report: Report, start: int, end: int) -> str:
    """The stretch as a sentence that can stand alone; empty for a piece of a word, a single word or an address.

    What a report plans or asks for is no fact: where the words that say so stand before the stretch, or only the part
    of the report says it, they are said.
    """
    text = re.sub(r"^(?:\d+[.)]|[-–+*]) ", "", squeeze(report.body[start:end])).rstrip(" .;:,")
    if "://" in text or len(text.split()) < 3 or re.match(r"[\w/-]", report.body[end : end + 1]):
        return ""
    part = next(p for p in parts(report.body) if p.sentence.start <= start < p.sentence.end)
    before = report.body[part.sentence.start : start].lower()
    planned = part.role in ("plan", "proposal") or _PLANNED.search(before)
    done = {"plan": r"đã", "proposal": r"đã|còn|không|hơn nhiều"}.get(part.role or "", r"đã|còn|chưa|không|hơn nhiều")
    said = rf"\b(?:{done})\b|^(?:kính )?(?:đề nghị|kiến nghị)|^(?:phấn đấu|tỷ lệ|dự kiến|mục tiêu|sẽ|cần|phải)\b"
    if not planned or re.search(said, text.lower()):
        return text
    return f"{'Kiến nghị được nêu' if part.role == 'proposal' else 'Nhiệm vụ đặt ra'} là {_small(text)}"


def _figure(case: Case, quote: str, province: str) -> str | None:
    """The one figure that the case asks of the province, with its hedge, as it stands in the quote."""
    asked = [nugget for nugget in case.nuggets if nugget.kind == "figure" and nugget.province == province]
    there = [number for number in numbers(quote) if number.is_figure]
    found = [
        n for n in there if any(n.text in alias or alias in n.text for nugget in asked for alias in nugget.aliases)
    ]
    return _hedged(found[0]) if len(asked) == len(found) == 1 else None


def _hedged(number: Number) -> str:
    return f"{number.hedge} {number.text}" if number.hedge else number.text


def _small(text: str) -> str:
    """The first letter small, unless a name or an abbreviation begins there."""
    first, _, second = text.partition(" ")
    named = first[1:2].isupper() or first in ("Sở", "Bộ") or (second[:1].isupper() and second[1:2].islower())
    named = named or bool(find_provinces(text[:12]))
    return text if named else text[:1].lower() + text[1:]


def _plain(facts: tuple[Fact, ...]) -> list[Fact]:
    """Those that are clauses: rows of tables are none."""
    return [fact for fact in facts if "|" not in fact.text]


def _each(make: Callable[[Fact], str]) -> Wording:
    def worded(facts: tuple[Fact, ...]) -> Iterator[Worded]:
        for fact in _plain(facts):
            if (text := make(fact)) and text != fact.text:
                yield text, fact.quotes

    return worded


# In the report's words

LINKS = ("Ngoài ra", "Bên cạnh đó", "Đồng thời", "Cụ thể", "Như vậy", "Nhìn chung", "Tính đến thời điểm báo cáo")


def linked(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """Behind a connective, each fact another one."""
    for place, fact in enumerate(_plain(facts), len(facts[0].case.id)):
        yield f"{LINKS[place % len(LINKS)]}, {_small(fact.text)}", fact.quotes


def joined(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """Two facts of one province in one sentence."""
    for place, (one, two) in enumerate(pairwise(_plain(facts))):
        if one.report == two.report:
            link = (", đồng thời", "; bên cạnh đó,", " và", "; ngoài ra,")[place % 4]
            yield f"{one.text}{link} {_small(two.text)}", tuple(dict.fromkeys((*one.quotes, *two.quotes)))


def compared(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """Two provinces in one sentence."""
    for one, two in pairwise(_plain(facts)):
        if one.province != two.province:
            text = f"{one.province}: {_small(one.text)}, trong khi {two.province}: {_small(two.text)}"
            yield text, tuple(dict.fromkeys((*one.quotes, *two.quotes)))


def listed(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """What is asked for as a list in one sentence."""
    told = _plain(facts)
    if len(told) > 1 and len({fact.report.id for fact in told}) == 1:
        held = tuple(dict.fromkeys(quote for fact in told for quote in fact.quotes))
        yield f"Báo cáo của {told[0].province} nêu: {'; '.join(_small(fact.text) for fact in told)}", held


SYNONYMS = (
    (r"\bsử dụng\b", "dùng"),
    (r"\b[đĐ]ảm bảo\b", "bảo đảm"),
    (r"\bbảo đảm\b", "đảm bảo"),
    (r"\bthư điện tử\b", "email"),
    (r"\bmáy tính\b", "máy vi tính"),
    (r"\bđạt (?=(?:trên |khoảng |gần )?\d)", "ở mức "),
    (r"\bđạt (?=(?:trên |khoảng |gần )?\d)", "là "),
    (r"\bcó (?=\d)", "hiện có "),
    (r"\bkết nối\b", "nối"),
    (r"\bbố trí\b", "dành"),
    (r"\bchưa\b", "vẫn chưa"),
    (r"\bcán bộ, công chức, viên chức\b", "cán bộ, công chức và viên chức"),
    (r"\bcông nghệ thông tin\b", "CNTT"),
    (r"(?<![/-])\bCNTT\b", "công nghệ thông tin"),
    (r"(?<!Phó )\bChủ tịch UBND\b", "Chủ tịch Ủy ban nhân dân"),
    (r"\bmạng LAN\b", "mạng nội bộ (LAN)"),
    (r"\bcác cơ quan nhà nước\b", "các cơ quan Nhà nước"),
    (r"\btoàn tỉnh\b", "cả tỉnh"),
)


def in_other_words(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """One expression as another that means the same."""
    for fact in _plain(facts):
        for pattern, other in SYNONYMS:
            if re.search(pattern, fact.text):
                yield re.sub(pattern, other, fact.text, count=1), fact.quotes


def turned_front(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """ "X đạt 80%" as "80% là X", its figure first."""
    for fact in _plain(facts):
        found = re.fullmatch(r"(?P<what>[^,;:()]+?) (?:đã )?(?:đạt|là|chiếm)(?: tỷ lệ)? (?P<rest>.+)", fact.text)
        if found and fact.figure and found["rest"] == fact.figure:
            yield f"**{fact.figure}** là {_small(found['what'])}", fact.quotes


# In the question's words

_HOW_MUCH = re.compile(r"((?:là|đạt|lên|được|có) )?(?:bao nhiêu(?: phần trăm| %|%)?|mấy phần trăm)|\bmấy\b")


def _restated(fact: Fact) -> str | None:
    """The question with the figure in place of "bao nhiêu", or none where it asks something else as well."""
    case = fact.case
    asked = list(_HOW_MUCH.finditer(case.question))
    alone = not case.history and case.category in ("figure", "fact", "list") and len(case.evidence) == 1
    if not (alone and fact.figure and len(asked) == 1):
        return None
    figure = fact.figure
    (place,) = asked
    before, behind = case.question[: place.start()], case.question[place.end() :].rstrip("? .")
    unit = re.match(r"\s*(\S+)", behind)
    if "%" not in figure and "phần trăm" in place[0]:
        return None
    if unit and figure.endswith(f" {unit[1]}"):
        figure = figure.removesuffix(f" {unit[1]}")
    return f"{before}{place[1] or ''}{figure}{behind}"


def restated(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    for fact in facts:
        if text := _restated(fact):
            yield text[0].upper() + text[1:], fact.quotes


_RATE = re.compile(
    r"(?P<what>(?:Tỷ lệ|Số(?! hiệu| điện)|Tổng số) [^?,:]+?)(?: (?:là|đạt|được))*(?: bao nhiêu[^?]*| mấy[^?]*)?\?*$"
)


def rated(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """ "Tỷ lệ X của P là bao nhiêu?" in the ways in which it is answered."""
    for fact in facts:
        found = _RATE.match(fact.case.question)
        alone = fact.case.category in ("figure", "fact", "list") and len(fact.case.evidence) == 1
        if not (found and fact.figure and alone):
            continue
        what, figure = found["what"].strip(), fact.figure
        what = what if find_provinces(what) else f"{what} của {fact.province}"
        yield f"{what} là {figure}", fact.quotes
        yield f"{what} đạt {figure}", fact.quotes
        yield f"{figure} là {_small(what)}", fact.quotes
        yield f"**{what}**: {figure}", fact.quotes
        yield f"Báo cáo cho biết {_small(what)} ở mức {figure}", fact.quotes
        yield f"Theo báo cáo {dated(fact.report)}, {_small(what)} là **{figure}**", fact.quotes


_WHICH = re.compile(r"(?P<noun>[\w/.-]+) (?:nào|gì|mấy)(?= |\?|$)|(?:là )(?:gì|ai)\b|^Ai\b|(?<= )do ai\b")


def named(facts: tuple[Fact, ...]) -> Iterator[Worded]:
    """A question for a name with the name in place of "nào", "ai", "gì"."""
    for fact in facts:
        case = fact.case
        names = [nugget.text for nugget in case.nuggets if nugget.kind == "name" and nugget.text]
        asked = list(_WHICH.finditer(case.question))
        if case.category != "fact" or len(names) != 1 or len(asked) != 1 or len(facts) != 1 or case.history:
            continue
        name, place = names[0], asked[0]
        noun = place.groupdict().get("noun")
        lead = f"{noun} " if noun and noun.lower() not in name.lower() else ""
        lead = {"là": "là ", "do": "do "}.get(place[0].split()[0], lead)
        text = case.question[: place.start()] + lead + name + case.question[place.end() :].rstrip("? .")
        yield text[0].upper() + text[1:], fact.quotes


WORDINGS: dict[str, Wording] = {
    "behind a connective": linked,
    "of the province": _each(lambda fact: f"Tại tỉnh {fact.province}, {_small(fact.text)}"),
    "told by the report": _each(lambda fact: f"Báo cáo của tỉnh {fact.province} cho biết {_small(fact.text)}"),
    "as of the report's day": _each(
        lambda fact: f"Theo báo cáo của {fact.province} ({dated(fact.report)}), {_small(fact.text)}"
    ),
    "as news": _each(lambda fact: f"Ở {fact.province}, {_small(fact.text)} theo báo cáo của tỉnh"),
    "with emphasis": _each(lambda fact: fact.text.replace(fact.figure, f"**{fact.figure}**", 1) if fact.figure else ""),
    "out of brackets": _each(lambda fact: re.sub(r" \((\d[^()]*%)\)$", r", \1", fact.text)),
    "in other words": in_other_words,
    "two facts joined": joined,
    "two provinces compared": compared,
    "as one list": listed,
    "figure first": turned_front,
    "the question restated": restated,
    "a rate told": rated,
    "a name told": named,
}
