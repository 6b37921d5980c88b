"""What turns a statement round without touching a number or a name: a "chưa" too many or too few, a plan told as done,
"tăng" for "giảm", "tất cả" for "một số".

Words are compared place by place: each word of a sentence with the place in its lines where it stands in the same
company. Knows nothing of figures, names or scopes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.held import Line, level_places, words_of
from assistant.quantities import quantities
from corpus.provinces import find_provinces

NEAR = 3
"""Words on either side that are a word's company."""

REACH = 8
"""Words on either side of a place among which that company is looked for."""

FAR = 99
"""The same for years and levels, which hold for all of their line."""

BETTER = 0.5
"""Words of company by which another year or level of the lines fits better than the one that is told."""

COMPANY = 0.3
"""Share of a weighty word's company that must stand round it in the lines too."""

_SMALL = """bị bởi các cái cho có của cùng cũng dạ đã đang đạt để đến đó được gồm hiện là lên mà mỗi mức nay này
    năm nên nêu những như ở phải qua ra rằng rồi sẽ so sau tại theo thì tỉnh trên trong từ và vào về vẫn
    vì việc với số một báo cáo cụ thể ngoài bên cạnh đồng thời tổng khoảng gần hơn ngày tháng vậy do đây
    bao nhiêu còn thêm cả lại khi trước thuộc bằng nhiều"""
FILLER = frozenset(_SMALL.split())
"""Words that say nothing by themselves."""

_NEGATIONS = frozenset(["chưa", "không", "chẳng"])
_AIMS = ("sẽ", "phấn đấu", "dự kiến", "mục tiêu", "đề nghị", "kiến nghị", "chỉ tiêu", "thời gian tới", "năm tới")
"""What makes of a statement an aim or a wish; it holds for all that follows it, until something is told as done."""
_AIMED = {tuple(words.split()) for words in _AIMS}
_ASKED = re.compile(
    rf"(?<!\S)(?:{'|'.join(_AIMS)}|cần|phải|tới|nhiệm vụ|giải pháp|yêu cầu|đề ra|nhằm|đề xuất|kế hoạch"
    r"|giao(?! dịch| thông| diện)|hướng(?! dẫn)"
    r"|để)(?!\S)"
)
# Words that turn what is said round, or say how much of it: they must be the report's own.
_LOADED = (
    "tăng|giảm|cao|thấp|nhanh|chậm|vượt|nhất|duy nhất|đầu tiên|toàn bộ|(?<!có )tất cả|tất cả(?! \\d)|mọi|hầu hết"
    "|đa số|phần lớn|thiếu|đủ|hoàn thành|(?<!địa )chỉ(?! (?:đạo|thị|tiêu|số|huy))|ít|rời rạc|đồng bộ|phân tán"
    "|manh mún|lạc hậu|hiện đại"
    "|hàng trăm|hàng nghìn|hàng chục|vài|thứ nhất|thứ hai|thứ ba|dẫn đầu|đứng đầu|xếp|tốt|kém|yếu|mạnh"
    "|hạn chế|thuận lợi|khó khăn"
    "|dự kiến|mục tiêu|phấn đấu|kế hoạch(?! số \\d)|đề nghị|kiến nghị|trước|sau|ngừng|dừng|bắt đầu|kết thúc"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOADED_WORDS = re.compile(rf"(?<!\S)(?:{_LOADED})(?!\S)")
_SAME_LOAD = (
    {"toàn bộ", "tất cả", "mọi"},
    {"hầu hết", "đa số", "phần lớn"},
    {"đề nghị", "kiến nghị"},
    {"hạn chế", "khó khăn", "yếu", "kém"},
)
_OPPOSITE = (
    ({"tăng"}, {"giảm"}),
    ({"cao"}, {"thấp"}),
    ({"nhanh"}, {"chậm"}),
    ({"đủ"}, {"thiếu"}),
    ({"tốt"}, {"kém", "yếu"}),
    ({"trước"}, {"sau"}),
    ({"nhiều"}, {"ít"}),
    ({"thuận lợi"}, {"khó khăn", "hạn chế"}),
    ({"một số"}, {"tất cả", "toàn bộ", "mọi"}),
)

Place = tuple[Line, int]
Company = tuple[list[str], list[str]]


def turns(text: str, lines: Sequence[Line], plans: bool = False) -> Iterator[str]:
    """What a sentence turns round against the lines that carry it, as phrases (Vietnamese); provinces' names do not
    count as words. In answer to a question for `plans` it need not say again that it tells of one.
    """
    for mention in reversed(find_provinces(text)):
        text = text[: mention.start] + "tỉnh" + text[mention.end :]
    clauses = [words_of(clause) for clause in text.split(";")]
    tokens = [token for clause in clauses for token in clause]
    found = {i: _places(tokens, i, lines) for i, token in enumerate(tokens) if token not in FILLER}
    yield from _denied(tokens, found)
    yield from _done(tokens, found)
    yield from _aimed(clauses, found, plans)
    for clause in clauses:
        yield from _loaded(clause, lines)
    years = [(i, frozenset({token})) for i, token in enumerate(tokens) if _YEAR.fullmatch(token)]
    yield from _misplaced(tokens, years, lines, [line.year_places for line in lines])
    levels = level_places(text)
    # The one level of a sentence's one figure is looked at with the figure.
    if len(levels) > 1 or [quantity.levels for quantity in quantities(text)] != [labels for _, labels in levels]:
        yield from _misplaced(tokens, levels, lines, [line.level_places for line in lines])


def _places(tokens: Sequence[str], at: int, lines: Sequence[Line]) -> list[Place]:
    """Where the word stands in the lines in the company that fits best; several where they fit alike."""
    company = _company(tokens, at, at + 1)
    fits = [(_fit(company, line.tokens, j, j + 1), line, j) for line in lines for j in line.places.get(tokens[at], ())]
    best = max((fit for fit, _, _ in fits), default=0.0)
    return [(line, j) for fit, line, j in fits if fit == best]


def _company(tokens: Sequence[str], start: int, end: int) -> Company:
    """The nearest words of weight before and behind `[start, end)`."""
    before = [token for token in reversed(tokens[max(0, start - REACH) : start]) if token not in FILLER]
    behind = [token for token in tokens[end : end + REACH] if token not in FILLER]
    return [t for t in before if t not in _NEGATIONS][:NEAR], [t for t in behind if t not in _NEGATIONS][:NEAR]


def _fit(company: Company, tokens: Sequence[str], start: int, end: int, reach: int = REACH) -> float:
    """How much of a company stands round `[start, end)`; a word on the other side counts half."""
    before, behind = tokens[max(0, start - reach) : start], tokens[end : end + reach]
    left, right = company
    return sum(1.0 if word in before else 0.5 if word in behind else 0.0 for word in left) + sum(
        1.0 if word in behind else 0.5 if word in before else 0.0 for word in right
    )


def _denied(tokens: Sequence[str], found: dict[int, list[Place]]) -> Iterator[str]:
    """A "chưa" that the lines have not, or one that the sentence leaves out."""
    for i, places in found.items():
        if tokens[i] in _NEGATIONS:
            continue
        there = [_is_denied(line.tokens, j) for line, j in places]
        if _is_denied(tokens, i) and not any(there):
            yield f"“chưa/không {tokens[i]}” không có trong trích dẫn"
        elif there and all(there) and not _is_denied(tokens, i):
            yield f"trích dẫn nói “chưa/không {tokens[i]}”"


def _is_denied(tokens: Sequence[str], at: int) -> bool:
    """Whether a negation governs the word, with nothing of weight in between: "chưa có", "chưa được đồng bộ"."""
    return _behind(_NEGATIONS, tokens, at) % 2 == 1


def _behind(words: frozenset[str], tokens: Sequence[str], at: int) -> int:
    """How many of `words` stand before the word with nothing of weight in between."""
    found = 0
    for k in range(at - 1, max(-1, at - 6), -1):
        found += tokens[k] in words
        if tokens[k] not in FILLER and tokens[k] not in words:
            break
    return found


_COMPLETED = frozenset(["đã", "vừa"])
_COMING = frozenset(["sẽ"])


def _done(tokens: Sequence[str], found: dict[int, list[Place]]) -> Iterator[str]:
    """What the lines plan, told as done; what they tell as done, told as coming."""
    for i, places in found.items():
        if not places:
            continue
        if _behind(_COMPLETED, tokens, i) and all(
            planned(line)[j] and not _behind(_COMPLETED, line.tokens, j) for line, j in places
        ):
            yield f"trích dẫn nêu “{tokens[i]}” là kế hoạch hoặc đề nghị, không phải việc đã làm"
        if _behind(_COMING, tokens, i) and not any(planned(line)[j] for line, j in places):
            yield f"trích dẫn không nói “sẽ {tokens[i]}”"
    if not _COMING.isdisjoint(tokens) and not any(
        any(planned(line)) for places in found.values() for line, _ in places
    ):
        yield "trích dẫn không nói “sẽ”"


def _aimed(clauses: Sequence[Sequence[str]], found: dict[int, list[Place]], plans: bool) -> Iterator[str]:
    """An aim or a wish told without its word: of a figure always, of other words when they are most of a clause and
    the question does not ask for `plans`.

    The word may stand in the clause or in one before it. A plan's own first word ("Nâng tỷ lệ lên 80%") says it too.
    """
    said, start = "", 0
    for clause in clauses:
        said += " " + " ".join(clause)
        own = {i: found[i] for i in range(start, start + len(clause)) if found.get(i)}
        start += len(clause)
        if _ASKED.search(said):
            return
        bare = [i for i, places in own.items() if all(aimed(line.tokens)[j] for line, j in places)]
        headless = [
            i
            for i, places in own.items()
            if all(planned(line)[j] and line.head not in said.split() for line, j in places)
        ]
        if (2 * len(bare) > len(own) and not plans) or any(clause[i - start][0].isdigit() for i in (*bare, *headless)):
            yield "trích dẫn nêu đây là kế hoạch, mục tiêu hoặc đề nghị"


def aimed(tokens: Sequence[str]) -> list[bool]:
    """For each word whether an aim or a wish governs it: from its word on, until something is told as done."""
    return _governed(tuple(tokens), False)


def planned(line: Line) -> list[bool]:
    """As `aimed`, where a plan's or a proposal's part of a report begins as planned."""
    return _governed(line.tokens, line.role in ("plan", "proposal"))


@lru_cache(maxsize=4096)
def _governed(tokens: tuple[str, ...], begins: bool) -> list[bool]:
    flags, now = [], begins
    for i, token in enumerate(tokens):
        if token in _COMPLETED:
            now = False
        elif any(tokens[i : i + n] in _AIMED for n in (1, 2, 3)):
            now = True
        flags.append(now)
    return flags


_PART_WORDS = {
    "plan": {"kế hoạch", "mục tiêu", "phấn đấu", "dự kiến"},
    "proposal": {"đề nghị", "kiến nghị"},
}


def _loaded(tokens: Sequence[str], lines: Sequence[Line]) -> Iterator[str]:
    """Weighty words that the lines have not in such company, or whose opposite they have in better."""
    said = " ".join(tokens)
    for match in _LOADED_WORDS.finditer(said):
        word = match[0]
        if any(word in _PART_WORDS.get(line.role or "", ()) for line in lines):
            continue
        start = said.count(" ", 0, match.start())
        company = _company(tokens, start, start + word.count(" ") + 1)
        same = next((group for group in _SAME_LOAD if word in group), {word})
        fit = _best_fit(company, same, lines)
        most = len(company[0]) + len(company[1])
        opposite = [other for pair in _OPPOSITE for mine, other in (pair, pair[::-1]) if word in mine]
        if fit is None or fit < COMPANY * most or any((_best_fit(company, o, lines) or 0.0) > fit for o in opposite):
            yield f"“{word}” không có trong trích dẫn"


Marks = Sequence[tuple[int, frozenset[str]]]


def _misplaced(tokens: Sequence[str], said: Marks, lines: Sequence[Line], there: Sequence[Marks]) -> Iterator[str]:
    """A year or level in the company that the lines give to another one; `there` are the marks of each line."""
    for at, labels in said:
        company = _company(tokens, at, at + 1)
        own, other = 0.0, 0.0
        for line, marks in zip(lines, there, strict=True):
            for j, theirs in marks:
                fit = _fit(company, line.tokens, j, j + 1, FAR)
                own, other = (own, max(other, fit)) if labels.isdisjoint(theirs) else (max(own, fit), other)
        if other >= own + BETTER:
            yield f"{', '.join(sorted(labels))} trong trích dẫn thuộc nội dung khác"


def _best_fit(company: Company, words: set[str], lines: Sequence[Line]) -> float | None:
    """The best fit of a company round one of the words, none where none of them stands."""
    fits = [
        _fit(company, line.tokens, j, j + len(parts))
        for parts in (word.split() for word in words)
        for line in lines
        for j in line.places.get(parts[0], ())
        if list(line.tokens[j : j + len(parts)]) == parts
    ]
    return max(fits, default=None)
