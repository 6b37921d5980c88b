"""A conversation: its turns, how they read in the chat, and the frames from a question to its answer.

Knows nothing of Gradio: what it yields is plain text and records.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, wait
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Event

from assistant.assistant import Assistant, QuestionError
from assistant.records import Answer, Citation, Mode
from index.errors import LibraryError
from index.library import Library
from ui import wording
from ui.reader import Source, answer_sources, citation_anchor, nothing_to_read

FRAMES = 12
"""An answer appears in at most so many steps,"""
PAUSE = 0.02
"""so many seconds apart: a quarter of a second in all."""

HEARTBEAT = 0.2
"""Seconds after which "Dừng" is heeded at the latest."""

QUICK = 0.1
"""Seconds after which a model's sentence that stands is on the page at the latest."""

_MARKER = re.compile(r"\[(\d{1,3})\]")
_ACTIVE = re.compile(r"[&<\[\]`~_@\\]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_PIECE = re.compile(r"(?:^\|.*\n*)+|(?:\*\*[^*]+\*\*|\S)+\s*", re.MULTILINE)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """A question as typed and its answer; none while it is being looked for, and for good when the user stopped it."""

    question: str
    answer: Answer | None = None


Turns = tuple[Turn, ...]


def as_typed(text: str) -> str:
    """Markdown that shows `text` letter for letter: every sign in it as a character reference.

    >>> as_typed("*a* <b>")
    '&#42;a&#42;&#32;&#60;b&#62;'
    """
    return re.sub(r"[\W_]", lambda sign: f"&#{ord(sign[0])};", text)


def answer_markdown(text: str, turn: int, citations: Sequence[Citation]) -> str:
    """An answer's Markdown with its own `[n]` as links to the reader, and no other link, image, code or HTML.

    >>> answer_markdown("Đạt **80%** <i>[9]", 2, ())
    'Đạt **80%** &#60;i>&#91;9&#93;'
    """
    known = {str(citation.n) for citation in citations}
    parts = _MARKER.split(text)
    for place, part in enumerate(parts):
        marker = place % 2 == 1
        if marker and part in known:
            parts[place] = f"[[{part}]](#{citation_anchor(turn, int(part))})"
        else:
            parts[place] = _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", f"[{part}]" if marker else part)
    return "".join(parts)


def growing(text: str) -> Iterator[str]:
    """The text in at most `FRAMES` growing steps, cut between words, never inside a bold stretch or a table.

    >>> list(growing("Đạt **80 %** [1]."))
    ['Đạt ', 'Đạt **80 %** ', 'Đạt **80 %** [1].']
    """
    ends = [piece.end() for piece in _PIECE.finditer(text)] or [len(text)]
    step = -(-len(ends) // FRAMES)
    for place in range(step - 1, len(ends) - 1, step):
        yield text[: ends[place]]
    yield text


def messages(turns: Turns, last: str | None = None) -> list[dict[str, str]]:
    """The conversation for `gr.Chatbot`; `last` stands for the last answer until that is all there."""
    made = []
    for number, turn in enumerate(turns, start=1):
        text = turn.answer.text if turn.answer else wording.STOPPED
        if last is not None and number == len(turns):
            text = last
        citations = turn.answer.citations if turn.answer else ()
        made.append({"role": "user", "content": as_typed(turn.question)})
        made.append({"role": "assistant", "content": answer_markdown(text, number, citations)})
    return made


def sources_of(library: Library, turns: Turns, number: int) -> str:
    """The reader's HTML for answer `number` (from 1): the reports in the order in which it cites them."""
    answer = turns[number - 1].answer
    if answer is None:
        return nothing_to_read()
    ids = dict.fromkeys(citation.report for citation in answer.citations)
    cited = {name: tuple(c for c in answer.citations if c.report == name) for name in ids}
    return answer_sources(number, [Source(library.report(name), citations) for name, citations in cited.items()])


@dataclass(frozen=True)
class Frame:
    """What the tab shows at one moment; a `reader` or `box` of none stays as it is. `notice` is plain text."""

    turns: Turns
    chat: list[dict[str, str]]
    busy: bool = False
    reader: str | None = None
    box: str | None = None
    notice: str = ""


def respond(
    assistant: Assistant,
    library: Library,
    workers: Executor,
    question: str,
    turns: Turns,
    mode: Mode = "extract",
) -> Iterator[Frame]:
    """The frames from a question to its answer: the question alone, the answer as it appears, the tab at rest again.

    The answer is made by one of `workers` while this looks up every `HEARTBEAT` seconds, since Gradio can stop a
    generator only where it yields. A question that cannot be answered goes back into the box, with a notice why. With
    `mode` "generate" the sentences of a chat model appear as they are found to stand.
    """
    asked = (*turns, Turn(question))
    searching = Frame(asked, messages(asked, wording.SEARCHING), busy=True)
    yield replace(searching, box="")
    history = [turn.question for turn in turns if turn.answer]
    growing_answer: SimpleQueue[Answer] = SimpleQueue()
    stopped = Event()
    if mode == "generate":
        work = workers.submit(_grow, assistant, question, history, growing_answer, stopped)
    else:
        work = workers.submit(assistant.ask, question, history)
    try:
        shown = searching
        while wait([work], timeout=HEARTBEAT if mode == "extract" else QUICK).not_done:
            while not growing_answer.empty():
                grown = (*turns, Turn(question, growing_answer.get()))
                shown = Frame(asked, messages(grown), busy=True, reader=sources_of(library, grown, len(grown)))
            yield shown
            shown = replace(shown, reader=None)
        answer = work.result()
    except (QuestionError, LibraryError) as error:
        yield Frame(turns, messages(turns), box=question, notice=str(error))
        return
    except Exception:  # the page must come to rest whatever happened; the log keeps what it was
        log.exception("The question could not be answered")
        yield Frame(turns, messages(turns), box=question, notice=wording.FAILED)
        return
    finally:
        stopped.set()
        work.cancel()  # stopped before its turn came: nobody waits for it any more
    done = (*turns, Turn(question, answer))
    reader: str | None = sources_of(library, done, len(done))
    steps = growing(answer.text) if answer.mode == "extract" else [answer.text]
    for text in steps:
        yield Frame(done, messages(done, text), busy=True, reader=reader)
        reader = None
        time.sleep(PAUSE)
    yield Frame(done, messages(done))


def _grow(
    assistant: Assistant, question: str, history: Sequence[str], grown: SimpleQueue[Answer], stopped: Event
) -> Answer:
    """The answer in a chat model's words; `grown` gets it as it grows. Ends the model's request once `stopped`."""
    answer = None
    for told in assistant.tell(question, history, "generate"):
        answer = told.answer
        if stopped.is_set():
            break
        if not told.done:
            grown.put(answer)
    assert answer is not None
    return answer
