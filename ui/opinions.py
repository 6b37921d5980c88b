"""What users think of answers: kept in the journal for staff, changed and taken back by who gave it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import Any

import gradio as gr

from assistant.records import Answer
from index.errors import LibraryError
from index.journal import Feedback, Journal
from ui.access import who
from ui.conversation import Turns, history_of
from ui.pane import script
from ui.wording import talks as wording

LONGEST = 1000
"""Characters of a comment."""

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def opinion_part() -> gr.HTML:
    """The dialog in which a user says what is wrong with an answer; it also knows what was said of the answers shown.

    Its `votes` are, by the answer's number, what `votes` gives.
    """
    return gr.HTML(
        _dialog(),
        elem_id="danh-gia",
        js_on_load=script("answers.js"),
        apply_default_css=False,
        votes={},
        said="",
        sources=wording.SOURCES,
        copied=wording.COPIED,
        not_copied=wording.NOT_COPIED,
    )


def wire_opinions(journal: Journal, part: gr.HTML, turns: gr.State) -> None:
    """Let the buttons at answers keep what their user thinks, and show it whenever `turns` change."""

    def show(now: Turns, request: gr.Request) -> Any:
        return gr.HTML(votes=votes(journal, who(request).name, now), said="")

    def judge(now: Turns, event: gr.EventData, request: gr.Request) -> Any:
        name, number, vote = who(request).name, int(event.turn), str(event.vote)
        try:
            said = judged(journal, name, now, number, vote, str(event.reason), str(event.comment))
        except LibraryError as error:
            said = str(error)
        return gr.HTML(votes=votes(journal, name, now), said=said)

    turns.change(show, [turns], [part], **_QUIET)
    part.like(judge, [turns], [part], **_QUIET, trigger_mode="multiple")


def judged(journal: Journal, name: str, turns: Turns, number: int, vote: str, reason: str, comment: str) -> str:
    """Keep that `name` thinks `vote` ("up", "down", or "" for nothing any more) of answer `number`; what to tell them.

    Raises `LibraryUnusable`. What is not asked for by the page is not kept.
    """
    answer = turns[number - 1].answer if 1 <= number <= len(turns) else None
    if answer is None or vote not in ("up", "down", ""):
        return ""
    question, history = turns[number - 1].question, history_of(turns[: number - 1])
    id = id_of(question, history, answer)
    if not vote:
        journal.take_back(name, id)
        return wording.TAKEN_BACK
    why = reason if vote == "down" and reason in wording.REASONS else ""
    note = comment.strip()[:LONGEST] if vote == "down" else ""
    journal.rate(Feedback(name, id, vote, question, tuple(history), answer.as_json(), why, note))
    return wording.THANKS


def votes(journal: Journal, name: str, turns: Turns) -> dict[str, dict[str, str]]:
    """What `name` said of the answers shown, by their number: `{"1": {"vote", "reason", "comment"}}`."""
    ids = {
        str(number): id_of(turn.question, history_of(turns[: number - 1]), turn.answer)
        for number, turn in enumerate(turns, start=1)
        if turn.answer
    }
    given = {each.id: each for each in journal.feedback(name, ids.values())}
    return {
        number: {"vote": given[id].vote, "reason": given[id].reason, "comment": given[id].comment}
        for number, id in ids.items()
        if id in given
    }


def id_of(question: str, history: Sequence[str], answer: Answer) -> str:
    """What one answer to one question is known by: the same wherever it is shown again."""
    return sha256(json.dumps([list(history), question, answer.text]).encode()).hexdigest()[:16]


def _dialog() -> str:
    reasons = "".join(
        f'<label><input type="radio" name="ly-do" value="{key}"> {escape(text)}</label>'
        for key, text in wording.REASONS.items()
    )
    return (
        f'<dialog aria-labelledby="ly-do-sai"><form method="dialog"><h2 id="ly-do-sai">{wording.WHY_DOWN}</h2>'
        f'<div role="radiogroup" aria-labelledby="ly-do-sai">{reasons}</div>'
        f'<label class="ghi-them">{wording.COMMENT}<textarea rows="3" maxlength="{LONGEST}"></textarea></label>'
        f"<p>{wording.WHO_READS}</p>"
        f'<div class="decide"><button type="submit" class="gui">{wording.SEND}</button>'
        f'<button type="button" class="rut">{wording.TAKE_BACK}</button>'
        f'<button type="button" class="thoi">{wording.CANCEL}</button></div></form></dialog><p role="status"></p>'
    )
