"""A conversation as it is kept: its turns as JSON, its name, and the words it is found by. Knows nothing of Gradio."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from corpus.text import seen, squeeze
from ui.conversation import Turns
from ui.wording import talks as wording

NAME_LENGTH = 80
"""Characters of a conversation's name at the most."""


def to_json(turns: Turns) -> str:
    """The turns with all that was told of them, for `from_json`."""
    return _turns().dump_json(turns).decode()


def from_json(text: str) -> Turns:
    """What `to_json` made, by this program or an earlier one. Raises `ValueError` when it cannot be understood."""
    return _turns().validate_json(text)


def name_of(text: str) -> str:
    """A name for a conversation, from its first question or what somebody typed: one line, cut between words.

    >>> name_of("  Tỷ lệ ký số\\ncủa Lai Châu? ")
    'Tỷ lệ ký số của Lai Châu?'
    """
    line = squeeze(seen(text))
    if len(line) > NAME_LENGTH:
        line = line[:NAME_LENGTH].rsplit(" ", 1)[0] + "…"
    return line or wording.NAMELESS


def words_of(turns: Turns) -> str:
    """What a search looks in: every question and answer."""
    return "\n".join(f"{turn.question}\n{turn.answer.text if turn.answer else ''}" for turn in turns)


@cache
def _turns() -> TypeAdapter[Turns]:
    return TypeAdapter(Turns)
