"""What users think of answers, for staff to read. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from corpus.text import fold
from index.journal import Feedback
from ui.audit import moment
from ui.lists import Choice, Field, form, table, text_of
from ui.markdown import aloud
from ui.wording import staff as texts
from ui.wording import talks

COMMAND = "python -m eval feedback"
VOTES = {"up": talks.UP, "down": talks.DOWN}

_LONG = 300  # characters shown of an answer


def fitting(every: Sequence[Feedback], wishes: Any) -> list[Feedback]:
    """The opinions that the form's fields leave, as the browser sent them: a vote, and words however accented."""
    vote, words = text_of(wishes, "vote"), fold(text_of(wishes, "words")).split()
    return [
        given
        for given in every
        if vote in ("", given.vote)
        and all(word in fold(f"{given.who} {given.question} {_told(given)} {given.comment}") for word in words)
    ]


def _told(given: Feedback) -> str:
    """The answer without its Markdown."""
    return aloud(str(given.answer.get("text") or ""))


def _reason(given: Feedback) -> str:
    return talks.REASONS.get(given.reason, given.reason)


def opinion_form() -> str:
    """The form that filters the opinions."""
    votes = (("", texts.ANY_VOTE), *VOTES.items())
    words = Field("words", texts.OPINION_WORDS, texts.OPINION_HINT)
    return form(texts.FILTER_OPINIONS, (words, Choice("vote", texts.VOTE, votes)))


def opinion_table(found: Sequence[Feedback], total: int, page: int) -> str:
    """A page of the opinions; each question links to itself, asked anew."""
    if not total:
        return f'<p class="none">{texts.NO_OPINIONS}</p>'
    rows = [_row(given) for given in found]
    caption = texts.OPINION_CAPTION.format(shown=len(found))
    shown = table(texts.OPINION_COLUMNS, rows, caption, texts.NO_OPINION_FITS, page)
    return f"{shown}<p>{texts.AS_CASES}<code>{COMMAND}</code></p>"


def _row(given: Feedback) -> tuple[str, str, str, str]:
    vote = escape(VOTES.get(given.vote, given.vote))
    said = "".join(f"<small>{escape(part)}</small>" for part in (_reason(given), given.comment, given.who) if part)
    told = _told(given)
    short = told if len(told) <= _LONG else told[:_LONG] + "…"
    link = f'<a href="?cau-hoi={quote(given.question)}">{escape(given.question)}</a>'
    return moment(given.at), f"<b>{vote}</b>{said}", link, escape(short)


def opinion_rows(found: Sequence[Feedback]) -> list[tuple[str, ...]]:
    """The opinions for a file, with a line of column names."""
    made = [
        (
            moment(given.at),
            given.who,
            VOTES.get(given.vote, given.vote),
            _reason(given),
            given.comment,
            given.question,
            "\n".join(given.history),
            _told(given),
        )
        for given in found
    ]
    return [texts.OPINION_FILE_COLUMNS, *made]
