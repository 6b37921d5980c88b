"""One user's conversations: kept turn by turn, opened, renamed, deleted. Knows nothing of Gradio.

Each function takes where a window stands (`At`) and gives where it stands then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from index.errors import LibraryError
from index.journal import Conversation, Journal, Kept
from ui.conversation import Turns
from ui.kept import from_json, name_of, to_json, words_of
from ui.wording import talks as wording

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class At:
    """Where a window stands: the open conversation, if kept; what the list is searched for; what was deleted last.

    `notice` says what went otherwise than wished; it stands until something else is done. `turns` is how many there
    were when it came.
    """

    open: Kept | None = None
    wanted: str = ""
    gone: Conversation | None = None
    notice: str = ""
    turns: int = 0


def keep(journal: Journal, who: str, at: At, turns: Turns) -> At:
    """Write the turns into the open conversation, or a new one; no turns at all: no conversation is open."""
    same = replace(at, notice=at.notice if len(turns) == at.turns else "", turns=len(turns))
    if not turns:
        return replace(same, open=None)
    name, words = name_of(turns[0].question), words_of(turns)
    kept, trouble = _tried(lambda: journal.keep(who, at.open, name, to_json(turns), words))
    if kept is None:
        return replace(same, notice=trouble)
    apart = at.open is not None and kept.id != at.open.id
    return replace(same, open=kept, notice=wording.WENT_APART if apart else same.notice)


def read(journal: Journal, who: str, at: At, id: str) -> tuple[At, Turns]:
    """Open a conversation of this user's; an empty one, with the reason, when that cannot be."""
    found, trouble = _tried(lambda: journal.conversation(who, id))
    empty = replace(at, open=None, gone=None, notice=trouble or wording.NOT_THERE, turns=0)
    if found is None:
        return empty, ()
    try:
        turns = from_json(found.turns)
    except ValueError:
        log.exception("Conversation %s could not be read", id)
        return replace(empty, notice=wording.NOT_READ), ()
    return replace(empty, open=found.kept, notice="", turns=len(turns)), turns


def rename(journal: Journal, who: str, at: At, id: str, name: str) -> At:
    """Give a conversation another name."""
    name = name_of(name)
    _, trouble = _tried(lambda: journal.rename(who, id, name))
    if at.open and at.open.id == id and not trouble:
        at = replace(at, open=replace(at.open, name=name))
    return replace(at, notice=trouble)


def delete(journal: Journal, who: str, at: At, id: str) -> At:
    """Delete a conversation; `gone` has what it was."""
    gone, trouble = _tried(lambda: journal.delete(who, id))
    if trouble:
        return replace(at, notice=trouble)
    return replace(at, gone=gone, open=None if at.open and at.open.id == id else at.open, notice="")


def undo(journal: Journal, who: str, at: At) -> At:
    """Bring back what was deleted last."""
    gone = at.gone
    if gone is None:
        return at
    _, trouble = _tried(lambda: journal.put_back(who, gone))
    return replace(at, gone=gone if trouble else None, notice=trouble)


def _tried(act: Callable[[], T]) -> tuple[T | None, str]:
    """What `act` gives, or a notice why not: the page has to come to rest."""
    try:
        return act(), ""
    except LibraryError as error:
        return None, str(error)
    except Exception:  # the log keeps what it was
        log.exception("The conversations could not be reached")
        return None, wording.WENT_WRONG
