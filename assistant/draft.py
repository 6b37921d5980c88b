"""What a chat model writes, sentence by sentence as it comes: checked, repaired once, or dropped.

Knows the model, the passages that it was given and the checks; nothing of searching, nor of how an answer is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from assistant.claims import Claim, Quote
from assistant.given import Given
from assistant.model import ChatModel, ModelError
from assistant.prompts import fill
from assistant.verify import bare, faults, holds_words, split_markers
from corpus.roles import parts
from corpus.split import sentences
from corpus.text import squeeze

REPAIRS = 3
"""Sentences that are given back to the model at the most: each costs a request."""

DISTINCT = 0.4
"""Share of a sentence's words that must be different ones."""

GIVES_UP = "KHÔNG"
"""What a model says, as `prompts/repair.md` wants it, when it has no better sentence."""

_LATE_MARKER = re.compile(r"([.!?…]+)((?:\s*\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\])+)")
_ENDED = re.compile(r"[.!…:;)”\"]$")
_ASKS = re.compile(
    r"\?|\b(?:bao nhiêu|mấy|thế nào|ra sao|vì sao|tại sao|(?:là|những|cái|điều) gì|bằng cách nào)\b", re.IGNORECASE
)
_ONLY_MARKER = re.compile(r"\s*\[?[\d,;\[\]\s]*\s*")
_ITEM = re.compile(r"^\s*(?:[-–*•+]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Written:
    """A sentence as the model wrote it, on line `line` (from 0) of its answer; `item` when that line is an item of a
    list.
    """

    text: str
    line: int = 0
    item: bool = False


@dataclass(frozen=True)
class Stands:
    """A sentence that may be shown, with the quotes that carry it."""

    claim: Claim
    line: int
    item: bool


@dataclass(frozen=True)
class Draft:
    """What has come so far: sentences that stand, in the answer's order, and those dropped; `repaired` of those that
    stand were mended by the model. `done` when no more will come."""

    stands: tuple[Stands, ...] = ()
    dropped: tuple[str, ...] = ()
    repaired: int = 0
    done: bool = False


Relevant = Callable[[Claim], str | None]
"""Why a claim is no answer to the question, or none when it is."""


def draft(model: ChatModel, given: Given, provinces: Collection[str], relevant: Relevant) -> Iterator[Draft]:
    """Ask, and tell what stands with every piece that comes, so that who stops listening is heeded at once; the last
    one is done. Raises `ModelError` when the model fails.

    `provinces` are those that may be spoken of. What fails is given back to the model after its answer has come, so
    that a server that answers one request at a time is not asked a second while it still speaks.
    """
    slots: list[Stands | None] = []
    failed: list[tuple[int, Written, str]] = []
    said: set[str] = set()
    for whole in _by_piece(model.stream(given.prompt)):
        for written in whole:
            # A model that runs in circles: what is said already is neither shown nor repaired again.
            if written.text in said:
                continue
            said.add(written.text)
            found = check(written.text, given, provinces, relevant)
            if isinstance(found, str):
                failed.append((len(slots), written, found))
                slots.append(None)
            elif found not in [slot.claim for slot in slots if slot]:
                slots.append(Stands(found, written.line, written.item))
        yield Draft(tuple(filter(None, slots)))
    repaired, dropped = 0, []
    for tried, (place, written, reason) in enumerate(failed):
        mended = _mended(model, given, written.text, reason) if tried < REPAIRS else None
        again = check(mended, given, provinces, relevant) if mended else reason
        if isinstance(again, Claim) and again not in [slot.claim for slot in slots if slot]:
            slots[place] = Stands(again, written.line, written.item)
            repaired += 1
        else:
            dropped.append(bare(split_markers(written.text)[0]))
        yield Draft(tuple(filter(None, slots)), repaired=repaired)
    yield Draft(tuple(filter(None, slots)), tuple(dropped), repaired, done=True)


def check(sentence: str, given: Given, provinces: Collection[str], relevant: Relevant) -> Claim | str:
    """The sentence as a claim with the narrowest quotes that carry it, or why it may not be shown (Vietnamese)."""
    text, named = split_markers(sentence)
    if reason := _no_statement(text, cited=bool(named)):
        return reason
    text = re.sub(r"[\s.;:,]+$", "", text.lstrip("# "))
    text = squeeze(text) if text.count("**") % 2 == 0 else bare(text)
    told = given.prompt.system
    if unknown := [n for n in named if n not in given.passages]:
        return f"dẫn đoạn [{unknown[0]}] không có"
    if named:
        quotes = [given.passages[n] for n in named]
        if wrong := faults(text, quotes, provinces, told, given.plans):
            return "; ".join(wrong)
        if len(quotes) > 1:
            quotes = [quote for quote in quotes if not faults(text, [quote], provinces, told, given.plans)] or quotes
    else:
        near = [quote for quote in given.passages.values() if holds_words(text, quote)]
        quotes = [quote for quote in near if not faults(text, [quote], provinces, told, given.plans)]
        if len(quotes) != 1:
            return "không dẫn đoạn nào"
    claim = Claim(_capital(text), tuple(_narrowed(text, quotes, provinces, given.plans)))
    return relevant(claim) or claim


def _no_statement(text: str, cited: bool) -> str | None:
    """Why a sentence states nothing, whatever words it has: it asks, as when a model repeats the question; it runs in
    circles; or it breaks off, as at the end of what a model may write.
    """
    if _ASKS.search(text):
        return "là câu hỏi, không phải câu trả lời"
    tokens = text.lower().split()
    if len(set(tokens)) < DISTINCT * len(tokens):
        return "lặp đi lặp lại"
    return None if cited or _ENDED.search(text) else "bỏ dở giữa chừng"


def read_sentences(pieces: Iterable[str]) -> Iterator[Written]:
    """The sentences of an answer as soon as each is whole: when the next one begins, its line ends, or the answer does.

    >>> [s.text for s in read_sentences(["Đạt 8", "0%. [1] Có 5 ", "lớp [2].\\n- Tốt."])]
    ['Đạt 80% [1].', 'Có 5 lớp [2].', 'Tốt.']
    """
    return chain.from_iterable(_by_piece(pieces))


def _by_piece(pieces: Iterable[str]) -> Iterator[list[Written]]:
    """For each piece, and for the end, the sentences that are whole with it: often none."""
    line, number = "", 0
    for piece in pieces:
        *ended, line = (line + piece).split("\n")
        whole = [written for at, text in enumerate(ended, number) for written in _of_line(text, at)]
        number += len(ended)
        texts = list(_of_line(line, number))
        # The last one may go on, and a marker may still follow the one before it.
        settled = texts[:-1] if texts and not _ONLY_MARKER.fullmatch(texts[-1].text) else []
        if settled:
            line = line[_end_of(line, "".join(written.text for written in settled)) :]
        yield whole + settled
    yield list(_of_line(line, number))


def _of_line(line: str, number: int) -> Iterator[Written]:
    item = bool(_ITEM.match(line))
    text = _LATE_MARKER.sub(r"\2\1", _ITEM.sub("", line))
    for sentence in sentences(text):
        if any(c.isalnum() for c in sentence.text):
            yield Written(sentence.text, number, item)


def _end_of(line: str, settled: str) -> int:
    """Where in a line the settled sentences end, their late markers counted in; spaces may differ."""
    wanted = sum(not c.isspace() for c in settled)
    start = match.end() if (match := _ITEM.match(line)) else 0
    for place in range(start, len(line)):
        wanted -= not line[place].isspace()
        if wanted == 0:
            return place + 1
    return len(line)


def _mended(model: ChatModel, given: Given, sentence: str, reason: str) -> str | None:
    """The model's second try at a sentence, or none when it has none or does not answer."""
    prompt = given.prompt.asked_again(sentence, fill("repair", sentence=sentence, reason=reason).user)
    try:
        first = next(read_sentences(replace(model, tries=1).stream(prompt)), None)
    except ModelError:
        return None
    return first.text if first and bare(first.text).strip(" .!").upper() != GIVES_UP else None


def _narrowed(text: str, quotes: list[Quote], provinces: Collection[str], plans: bool) -> Iterator[Quote]:
    """Each quote cut down to one sentence of it where that carries the text just as well."""
    for i, quote in enumerate(quotes):
        others = [*quotes[:i], *quotes[i + 1 :]]
        spans = [(max(p.sentence.start, quote.start), min(p.sentence.end, quote.end)) for p in parts(quote.report.body)]
        single = [Quote(quote.report, start, end) for start, end in spans if start < end]
        single.sort(key=lambda q: -_shared(text, q.text))
        yield next((q for q in single[:2] if not faults(text, [q, *others], provinces, plans=plans)), quote)


def _shared(text: str, other: str) -> int:
    return len(set(text.lower().split()) & set(other.lower().split()))


def _capital(text: str) -> str:
    return re.sub(r"^(\W*)(\w)", lambda head: head[1] + head[2].upper(), text)
