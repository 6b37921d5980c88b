"""Checking a claim against the quotes that carry it, before anyone sees it.

Knows nothing of how the claim came about: it is the last word on whether a sentence may be shown. `problems` is for
claims made of a report's own words; `faults` is for sentences that a chat model wrote, which may say anything in any
words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from assistant.claims import Claim, Quote
from assistant.framed import content, statements, unframed
from assistant.held import Held, Line, date_of, description, key_of, line_up_to
from assistant.hostile import active, invisible, plain_part, speaks_to_machine
from assistant.mixed import borrowed, documents, patched
from assistant.quantities import Quantity, in_digits, level_marks, quantities
from assistant.turned import FILLER, turns
from corpus.numbers import numbers
from corpus.provinces import find_provinces
from corpus.terms import plain_tokens
from corpus.text import fold, nfc, squeeze

HELD = 0.75
"""Share of a sentence's content words that its quotes must hold."""

LEAST = 2
"""Content words that a sentence without a number must have: "Không" alone says nothing."""

CLOSER = 0.3
"""By how much another figure of the quote may fit a sentence's words better than the one that it gives."""

ON_SUBJECT = 0.5
"""Share of the words round a figure that the line which holds it must hold."""

RATHER = 0.2
"""By how much another line may hold more of these words."""

FEW = 3
"""Words round a figure that are too few to tell what it is of."""

COPIED = 7
"""Syllables in a row that may stand in what the model was told, unless the quote has them too."""

_MARKER = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPEAKER = re.compile(
    r"(?:[Tt]heo )?([^,:;]{2,80}?),? (?:cho biết|cho rằng|cho hay|khẳng định|nhận định|nhấn mạnh|xác nhận|thông báo)\b"
)
_ADDRESS = re.compile(r"[a-zA-Z][\w.-]*\.(?:vn|com|net|org|gov|info|edu)[\w./-]*")
_CAPITAL = "".join(chr(c) for c in range(0x1EF9 + 1) if chr(c).isupper() and chr(c).isalpha())
_CAPITALS = re.compile(rf"(?<!\w)[{_CAPITAL}][\w&]*(?:[ -][{_CAPITAL}][\w&]*)*")
_SYLLABLE = re.compile(
    r"(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|n[gh]|[cmnpt])?"
)  # of Vietnamese, folded; what does not look so is a name or foreign


def problems(claim: Claim, provinces: Collection[str]) -> list[str]:
    """Why the claim may not be shown in answer to a question about `provinces` (empty: about any); none when it may.

    Every number of the claim must stand in its quotes, with the same unit, or in the cited report's own description;
    every province that it names must be the report's or stand in the quotes; every quote must be of an asked province,
    and none may be a text that gives a program orders.
    """
    found = [] if claim.quotes else ["không có trích dẫn"]
    found += [
        f"trích dẫn từ {q.report.province}" for q in claim.quotes if provinces and q.report.province not in provinces
    ]
    found += [f"trích dẫn rỗng của {q.report.id}" for q in claim.quotes if not q.text.strip()]
    found += [
        f"trích dẫn của {q.report.id} là lời ra lệnh cho máy"
        for q in claim.quotes
        if plain_part(line_up_to(q)) != line_up_to(q)
    ]
    quoted = {key_of(number) for quote in claim.quotes for number in numbers(quote.text)}
    described = " ".join(description(quote.report) for quote in claim.quotes)
    for number in numbers(bare(claim.text)):
        if key_of(number) not in quoted and not _stands_in(number.text, described):
            found.append(f"số {number.text} không có trong trích dẫn")
    own = {quote.report.province for quote in claim.quotes}
    named = {mention.name for quote in claim.quotes for mention in find_provinces(quote.text)}
    for mention in find_provinces(bare(claim.text)):
        if mention.name not in own | named and not _stands_in(mention.name, described):
            found.append(f"tên {mention.name} không có trong trích dẫn")
    return found


def faults(
    text: str, quotes: Sequence[Quote], provinces: Collection[str], told: str = "", plans: bool = False
) -> list[str]:
    """Why a sentence of a chat model may not be shown with these quotes in answer to a question about `provinces`;
    none when it may.

    `text` is Markdown without markers; `told` is what the model was told, which it must not tell; `plans` says that
    the question asks for what is planned or proposed. Beyond `problems`:
    hedges and numbers in words; the year, level and words that a figure is tied to; proper names; what turns a
    statement round; what is put together of several lines; and enough
    of the quotes' own words. Reasons are Vietnamese phrases, for the model that repairs and for people.
    """
    text = unframed(bare(text), (quote.report for quote in quotes))
    if (sign := active(text)) or invisible(text) or "|" in text:
        return [f"có liên kết, hình ảnh hoặc mã ({sign or 'ký tự lạ'})"]
    if speaks_to_machine(text):
        return ["là lời ra lệnh hoặc nói về chỉ dẫn, không phải nội dung báo cáo"]
    if not quotes:
        return ["không có trích dẫn"]
    if strangers := [q.report.province for q in quotes if provinces and q.report.province not in provinces]:
        return [f"trích dẫn từ {strangers[0]}, ngoài phạm vi câu hỏi"]
    held = Held.of(tuple(quotes))
    if _copied(plain_tokens(in_digits(text)), told, held):
        return ["nhắc lại lời chỉ dẫn"]
    found = _against(text, held, plans)
    return [] if found and _stand_each(statements(text), quotes, plans) else found


def _stand_each(said: Sequence[str], quotes: Sequence[Quote], plans: bool) -> bool:
    """Whether a sentence joins several statements and each stands by itself; of several provinces each must name its
    own, and stand by that one's quotes.
    """
    owners = {quote.report.province for quote in quotes}
    for text in said:
        named = {mention.name for mention in find_provinces(text)} & owners
        own = tuple(quote for quote in quotes if len(owners) == 1 or {quote.report.province} == named)
        if len(said) == 1 or not own or _against(text, Held.of(own), plans):
            return False
    return True


def _against(text: str, held: Held, plans: bool) -> list[str]:
    """What of a sentence without its frame the quotes do not hold."""
    tokens = plain_tokens(in_digits(text))
    codes = [key_of(number) for number in numbers(text) if number.kind == "document"]
    carrying = held.carrying(frozenset(tokens) - FILLER, [*(quantity.key for quantity in quantities(text)), *codes])
    found = [
        *_figures(text, held.lines),
        *_other_numbers(text, held, carrying),
        *_scope(text, held, carrying),
        *_names(text, held, carrying),
        *turns(text, carrying, plans),
        *_words(text, held),
        *patched(text, held),
    ]
    return list(dict.fromkeys(found))


def holds_words(text: str, quote: Quote) -> bool:
    """Whether the quote holds enough of a sentence's words to be worth a closer look: the fastest check of `faults`."""
    return not any(_words(bare(text), Held.of((quote,))))


def split_markers(sentence: str) -> tuple[str, tuple[int, ...]]:
    """A sentence without its markers, and the numbers that they name.

    >>> split_markers("Tỷ lệ đạt **80%** [1][3].")
    ('Tỷ lệ đạt **80%**.', (1, 3))
    """
    numbers_named = (int(n) for marker in _MARKER.findall(sentence) for n in re.findall(r"\d+", marker))
    return _MARKER.sub("", sentence).strip(), tuple(dict.fromkeys(numbers_named))


def _figures(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """Each figure must stand in a line with its unit, its hedge, and what it is tied to."""
    there = [(line, quantity) for line in lines for quantity in line.quantities]
    whole = frozenset(map(fold, plain_tokens(text)))
    for said in quantities(text):
        name = said.number.text
        same = [(line, q) for line, q in there if q.key == said.key and _same_unit(said, q, line)]
        if not same:
            yield f"số {name} không có trong trích dẫn, hoặc khác đơn vị"
        elif not (same := [(line, q) for line, q in same if q.hedge == said.hedge]):
            yield f"số {name} thiếu hoặc sai chữ chỉ mức (trên, khoảng, gần…)"
        elif not (same := [(line, q) for line, q in same if _same_place(said, q, line)]):
            yield f"số {name} không phải của tỉnh được nêu"
        elif not (
            same := [
                (line, q)
                for line, q in same
                if _same_labels(said.years, q.years, frozenset(line.years), _others(q, line, "years"))
            ]
        ):
            yield f"số {name} không phải của năm được nêu"
        elif not (
            same := [
                (line, q)
                for line, q in same
                if _same_labels(said.levels, q.levels, line.levels, _others(q, line, "levels"))
            ]
        ):
            yield f"số {name} không phải của cấp được nêu"
        elif not any(
            _closest(said, q, [other for line, other in there if _tied_alike(said, other, line)])
            and _on_subject(said, q, whole, line, lines)
            and not borrowed(text, said, line, lines)
            for line, q in same
        ):
            yield f"số {name} trong trích dẫn nói về nội dung khác"


def _same_unit(said: Quantity, there: Quantity, line: Line) -> bool:
    """What follows the figure here must be what is counted there; percent and money tell their unit themselves."""
    if said.number.kind in ("percent", "money") or not said.after:
        return True
    if not there.after:
        return said.after[0] in line.folded
    if said.after[0] in there.after[:4] or there.after[0] in said.after[:4]:
        return True
    return len(said.after) > 1 and set(said.after[:2]) <= there.clause


def _same_place(said: Quantity, there: Quantity, line: Line) -> bool:
    return said.places <= ({line.report.province} if not there.places else there.places | {line.report.province})


def _same_labels(said: frozenset[str], there: frozenset[str], around: frozenset[str], others: bool) -> bool:
    """Whether what the sentence ties a figure to is what the quote does, or what stands `around` where it ties it to
    nothing.

    It may be left unsaid where the quote ties no other figure to another.
    """
    if not said:
        return not (there and others)
    return said <= (there or around)


def _others(there: Quantity, line: Line, what: str) -> bool:
    """Whether the quote ties its other figures of this kind to another year or level."""
    tied = [getattr(q, what) for q in line.quantities if q.key[0] == there.key[0]]
    return any(labels and labels != getattr(there, what) for labels in tied)


def _tied_alike(said: Quantity, there: Quantity, line: Line) -> bool:
    """Whether the figure there is of the province, year and level that the sentence ties its own to."""
    return (
        _same_place(said, there, line)
        and _same_labels(said.years, there.years, frozenset(line.years), others=False)
        and _same_labels(said.levels, there.levels, line.levels, others=False)
    )


def _closest(said: Quantity, there: Quantity, rivals: Sequence[Quantity]) -> bool:
    """Whether no other figure of the quotes fits the words round the figure far better than the one of its worth."""
    own, follows = _fit(said, there), said.after[:1] == there.after[:1]
    others = [q for q in rivals if q.key != said.key and q.key[0] == said.key[0]]
    if len(said.after) > 1 and not follows and any(said.after[:2] == q.after[:2] for q in others):
        return False
    return all(_fit(said, q) < own + CLOSER for q in others)


def _fit(said: Quantity, there: Quantity) -> float:
    words = {word for word in said.clause if not word[0].isdigit()} - _FOLDED_FILLER
    return len(words & there.clause) / len(words) if words else 1.0


def _on_subject(said: Quantity, there: Quantity, whole: frozenset[str], line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line speaks of what the sentence says round the figure, and none of the others far rather.

    Where hardly a word stands round it, the `whole` sentence's words are looked for. Signs such as the 3 of "mức độ 3"
    must stand beside it there too.
    """
    words = said.stretch - _FOLDED_FILLER
    words = words if len(words) >= FEW else whole - _FOLDED_FILLER
    signs = {word for word in said.after if word[0].isdigit() and not _YEAR.fullmatch(word)}
    if not words or not signs <= set(there.after) | there.clause:
        return not words
    return _share(words, line) >= max(ON_SUBJECT, max(_share(words, other) for other in lines) - RATHER)


_FOLDED_FILLER = frozenset(map(fold, FILLER)) | {"ty", "le"}


def _share(words: frozenset[str], line: Line) -> float:
    return len(words & line.folded) / len(words)


def _other_numbers(text: str, held: Held, carrying: Sequence[Line]) -> Iterator[str]:
    """Dates, document numbers and other digits that measure nothing."""
    dates = [day for line in carrying for day in line.dates]
    described = [date_of(found.text) for found in numbers(held.described) if found.kind == "date"]
    keys = {key for line in held.lines for key in line.numbers}
    for number in numbers(in_digits(text)):
        if number.is_figure or number.kind in ("ordinal", "year"):
            continue
        if number.kind == "date":
            day = date_of(number.text)
            if any(other[-len(day) :] == day for other in (dates or described)) or (len(day) == 3 and day in described):
                continue
            if any((*other, int(year)) == day for line in carrying for other in line.dates for year in line.years):
                continue
        elif key_of(number) in keys or _stands_in(number.text, held.described):
            continue
        yield f"số {number.text.strip()} không có trong trích dẫn"
    yield from documents(text, held.lines)


def _scope(text: str, held: Held, carrying: Sequence[Line]) -> Iterator[str]:
    """Years and levels of administration must be those of the lines that carry the sentence."""
    dated = [number for number in numbers(text) if number.kind in ("date", "document")]
    told = "".join(c for i, c in enumerate(text) if not any(number.start <= i < number.end for number in dated))
    named = frozenset().union(*(line.named_years for line in carrying))
    headed = set(_YEAR.findall(" ".join(line.heading for line in carrying)))
    around = {year for line in carrying for year in line.years} | set(_YEAR.findall(held.described))
    for year in sorted(set(_YEAR.findall(told)) - named - headed - (set() if named else around)):
        yield f"năm {year} không có trong trích dẫn"
    levels = frozenset().union(*(line.levels for line in carrying))
    for level in sorted({level for _, _, labels in level_marks(text) for level in labels} - levels):
        if level != "tỉnh" or levels:
            yield f"cấp {level} không có trong trích dẫn"


def _names(text: str, held: Held, carrying: Sequence[Line]) -> Iterator[str]:
    """Proper names: provinces, what is written with capitals (in the quote's order, accents counting), addresses."""
    named = frozenset().union(*(line.provinces for line in carrying))
    mentions = find_provinces(text)
    for mention in mentions:
        # Not what the province has become: a report of Long An tells nothing of Tây Ninh.
        if mention.name not in held.provinces | named:
            yield f"tên {mention.name} không có trong trích dẫn"
    codes = [(number.start, number.end) for number in numbers(text) if number.kind == "document"]
    # A province beside a name ("Ban Chỉ đạo CNTT Bắc Giang") is looked at by itself, above.
    blank = "".join(" " if any(m.start <= i < m.end for m in mentions) else c for i, c in enumerate(text))
    for found in _CAPITALS.finditer(blank):
        in_code = any(start < found.end() and found.start() < end for start, end in codes)
        if not in_code and not _is_held(found[0], _begins(text, found.start()), held.joined):
            yield f"tên {found[0]} không có trong trích dẫn"
    if (speaker := _SPEAKER.match(text)) and not _is_known(speaker[1], held):
        yield f"“{speaker[1]}” không có trong trích dẫn"
    for address in _ADDRESS.findall(text):
        if not any(address.lower() in line.text.lower() for line in held.lines):
            yield f"địa chỉ {address} không có trong trích dẫn"


def _is_held(name: str, first: bool, there: str) -> bool:
    """Whether the words with capitals stand in a row in the quotes; of a sentence's `first` the first word need not.

    There the capital is the sentence's, unless the word is none of Vietnamese: then it is a name all the same.
    """
    if _in_order(plain_tokens(name), there):
        return True
    head, _, rest = name.partition(" ")
    return first and bool(_SYLLABLE.fullmatch(fold(head))) and (not rest or _in_order(plain_tokens(rest), there))


def _is_known(speaker: str, held: Held) -> bool:
    """Whether the quotes name whoever is said to say something; the report itself and its province may always."""
    words = plain_tokens(speaker)
    return bool(find_provinces(speaker)) or FILLER.issuperset(words) or _in_order(words, held.joined)


def _begins(text: str, place: int) -> bool:
    """Whether a sentence, a quotation or a part behind a colon or dash begins here."""
    return not re.search(r"[\w)]\W?\s*$", text[:place]) or bool(re.search(r"[:.“\"(–-]\s*$", text[:place]))


def _in_order(words: Sequence[str], there: str) -> bool:
    return f" {' '.join(words)} " in there


def _words(text: str, held: Held) -> Iterator[str]:
    """Enough of the sentence's content words must be the quotes' own, or name the same concept."""
    tokens, named = content(text)
    if len(tokens) < LEAST and not numbers(text):
        yield "không nêu nội dung gì"
    if not tokens:
        return
    own = held.words
    meant = {word for concept, word in named if concept in held.concepts}
    if sum(token in own or token in meant for token in tokens) < HELD * len(tokens):
        yield "nhiều chữ không có trong trích dẫn"


def _copied(tokens: Sequence[str], told: str, held: Held) -> bool:
    """Whether the sentence repeats a run of what the model was told that is not in the quotes."""
    runs = _runs(told) if told else frozenset()
    mine = (" ".join(tokens[i : i + COPIED]) for i in range(len(tokens) - COPIED + 1))
    return any(run in runs and f" {run} " not in held.joined for run in mine)


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[str]:
    tokens = plain_tokens(text)
    return frozenset(" ".join(tokens[i : i + COPIED]) for i in range(len(tokens) - COPIED + 1))


def bare(markdown: str) -> str:
    """A sentence's words: no emphasis, no list mark, one space between them, in NFC.

    >>> bare("- Đạt **80%**.")
    'Đạt 80%.'
    """
    return squeeze(re.sub(r"^\s*[-–*•+]\s+", "", nfc(markdown)).replace("**", "").replace("__", ""))


def _stands_in(text: str, description: str) -> bool:
    return bool(re.search(rf"(?<![\w/]){re.escape(fold(text))}(?![\w/])", fold(description)))
