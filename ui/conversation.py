"""A conversation: its turns, how they read in the chat, and the frames from a question to its answer.

Knows nothing of Gradio: what it yields is plain text and records.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Event
from typing import Any

from assistant.assistant import Assistant, QuestionError
from assistant.generate import Told
from assistant.records import Answer, Mode, Scope
from assistant.restate import restated
from index.errors import LibraryError
from index.library import Library
from ui import wording
from ui.answer_row import answer_row
from ui.below import Choices, changed, choices, scope_line, tools
from ui.markdown import aloud, answer_markdown, as_typed
from ui.reader import answer_sources, nothing_to_read
from ui.since import sources
from ui.why import why
from ui.wording import asking

FRAMES = 12
"""An answer appears in at most so many steps,"""
PAUSE = 0.02
"""so many seconds apart: a quarter of a second in all."""

HEARTBEAT = 0.2
"""Seconds after which "Dừng" is heeded at the latest."""

QUICK = 0.1
"""Seconds after which a model's sentence that stands is on the page at the latest."""

SUGGESTING = 3.0
"""Seconds that an answer which is all there waits for its suggestions at the most, before the page comes to rest."""

_PIECE = re.compile(r"(?:^\|.*\n*)+|(?:\*\*[^*]+\*\*|\S)+\s*", re.MULTILINE)

log = logging.getLogger(__name__)


Message = dict[str, Any]
"""A message as `gr.Chatbot` takes it: role, content and, as buttons below it, options."""

Suggest = Callable[[str, Sequence[str], Answer], Sequence[str]]
"""From a question, the earlier ones and its answer to the questions that one might ask next."""


@dataclass(frozen=True)
class Turn:
    """A question as typed and what was told; none while it is being looked for, and for good when the user stopped it.

    `next` are the questions that are offered below the answer; `alone` is the question in words that mean the same
    asked by itself, where they are others.
    """

    question: str
    told: Told | None = None
    next: tuple[str, ...] = ()
    alone: str = ""

    @property
    def answer(self) -> Answer | None:
        return self.told.answer if self.told else None


Turns = tuple[Turn, ...]


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


def messages(turns: Turns, last: str | None = None, offered: Choices | None = None) -> list[Message]:
    """The conversation for `gr.Chatbot`; `last` stands for the last answer until that is all there.

    Below an answer that is all there stand its scope, what can be done with the question, and why, folded; below the
    last one what to ask next, and its scope can be changed for what is `offered`.
    """
    made: list[Message] = []
    for number, turn in enumerate(turns, start=1):
        is_last = number == len(turns)
        growing_now = last is not None and is_last
        made.append({"role": "user", "content": as_typed(turn.question)})
        text = last if last is not None and is_last else turn.answer.text if turn.answer else wording.STOPPED
        content = [answer_markdown(text, number, turn.answer.citations if turn.answer else ())]
        below = [] if growing_now else _below(number, turn, is_last, offered if is_last else None)
        made.append({"role": "assistant", "content": "\n\n".join(filter(None, [*content, *below]))})
    if turns and last is None:
        made[-1]["options"] = [{"value": question} for question in turns[-1].next]
    return made


def _below(number: int, turn: Turn, last: bool, offered: Choices | None) -> list[str]:
    """What stands below an answer that is all there, each on one line of HTML."""
    row = answer_row(number, turn.answer.citations) if turn.answer else ""
    scope = scope_line(turn.answer.scope, offered) if turn.answer else ""
    panel = why(turn.told) if turn.told else ""
    return [scope, row, tools(number, turn.alone or turn.question, last), panel]


def sources_of(library: Library, turns: Turns, number: int) -> str:
    """The reader's HTML for answer `number` (from 1): the reports in the order in which it cites them."""
    answer = turns[number - 1].answer if turns else None
    if answer is None:
        return nothing_to_read()
    return answer_sources(number, list(sources(library, answer.citations)))


@dataclass
class Stop:
    """Whether a visitor wants the answer under way to end: one for each visitor, set by "Dừng"."""

    wanted: bool = False


@dataclass(frozen=True)
class Frame:
    """What the tab shows at one moment; a `reader` or `box` of none stays as it is. `notice` is plain text.

    `editing` is the number of the question that the one in the box will replace; `said` is an answer that is all there,
    as it is read out.
    """

    turns: Turns
    chat: list[Message]
    busy: bool = False
    reader: str | None = None
    box: str | None = None
    notice: str = ""
    editing: int | None = None
    said: str = ""


def at_rest(library: Library, turns: Turns, **changes: Any) -> Frame:
    """The tab when nothing is being looked for; `changes` are fields of the frame that differ."""
    answer = turns[-1].answer if turns else None
    offered = choices(answer.scope, library.reports()) if answer else None
    return replace(Frame(turns, messages(turns, offered=offered)), **changes)


def history_of(turns: Turns) -> list[str]:
    """The questions that were answered, in order: what the next one is understood by."""
    return [turn.question for turn in turns if turn.answer]


def in_other_scope(library: Library, turns: Turns, value: str) -> str | None:
    """The last question put for another scope, `value` being that of the button pressed; none when it cannot be."""
    answer = turns[-1].answer if turns else None
    if answer is None:
        return None
    scope = changed(answer.scope, value, choices(answer.scope, library.reports()))
    return None if scope is None else _restated(library, turns[-1].question, history_of(turns[:-1]), scope)


def _restated(library: Library, question: str, history: Sequence[str], scope: Scope | None = None) -> str | None:
    """The question in words that mean the same by itself; none where it cannot be put so: its answer stands anyhow."""
    try:
        return restated(question, history, scope, library.provinces(), library.well_spelled)
    except QuestionError:
        return None
    except Exception:  # the page must come to rest whatever happened; the log keeps what it was
        log.exception("The question could not be put by itself")
        return None


def respond(
    assistant: Assistant,
    library: Library,
    workers: Executor,
    question: str,
    turns: Turns,
    mode: Mode = "extract",
    suggest: Suggest = lambda question, history, answer: (),
    replaces: int | None = None,
    stop: Stop | None = None,
) -> Iterator[Frame]:
    """The frames from a question to its answer: the question alone, the answer as it appears, the tab at rest again.

    With `replaces` it is asked instead of that question (from 1), and what came after that is dropped.

    The answer is made by one of `workers` while this looks up every `HEARTBEAT` seconds whether to `stop`. A question
    that cannot be answered goes back into the box, with a notice why. With `mode` "generate" the sentences of a chat
    model appear as they are found to stand. What to ask next is looked for while the answer appears.
    """
    stop = stop or Stop()
    stop.wanted = False
    kept = turns if replaces is None else turns[: replaces - 1]
    asked = (*kept, Turn(question))
    yield Frame(asked, messages(asked, _waiting(library)), busy=True, box="")
    history = history_of(kept)
    try:
        told = yield from _looked_for(assistant, library, workers, asked, history, mode, stop)
    except (QuestionError, LibraryError) as error:
        yield at_rest(library, turns, box=question, notice=str(error), editing=replaces)
        return
    except Exception:  # the page must come to rest whatever happened; the log keeps what it was
        log.exception("The question could not be answered")
        yield at_rest(library, turns, box=question, notice=wording.FAILED, editing=replaces)
        return
    if told is None:
        yield at_rest(library, asked)
        return
    following = workers.submit(suggest, question, history, told.answer)
    alone = (_restated(library, question, history) if history else None) or ""
    yield from _appearing(library, (*kept, Turn(question, told)))
    done = (*kept, Turn(question, told, _in_time(following, stop), alone))
    yield at_rest(library, done, said=aloud(told.answer.text))


def _waiting(library: Library) -> str:
    """What stands for an answer that is being made."""
    return wording.SEARCHING if library.embedder.ready else asking.ANSWER_WAITS


def _looked_for(
    assistant: Assistant,
    library: Library,
    workers: Executor,
    asked: Turns,
    history: Sequence[str],
    mode: Mode,
    stop: Stop,
) -> Generator[Frame, None, Told | None]:
    """The frames until the last of `asked` has its answer, which this returns, none when it was stopped; raises what
    the assistant raises.
    """
    turns, question = asked[:-1], asked[-1].question
    grown: SimpleQueue[Told] = SimpleQueue()
    stopped = Event()
    work = workers.submit(_tell, assistant, question, history, mode, grown, stopped)
    shown = Frame(asked, messages(asked, _waiting(library)), busy=True)
    try:
        while wait([work], timeout=HEARTBEAT if mode == "extract" else QUICK).not_done:
            while not grown.empty():
                told = grown.get()
                now = (*turns, Turn(question, told))
                chat = messages(now, told.answer.text)
                shown = Frame(asked, chat, busy=True, reader=sources_of(library, now, len(now)))
            if stop.wanted:
                return None
            yield shown
            shown = replace(shown, reader=None)
        return work.result()
    finally:
        stopped.set()
        work.cancel()  # stopped before its turn came: nobody waits for it any more


def _tell(
    assistant: Assistant,
    question: str,
    history: Sequence[str],
    mode: Mode,
    grown: SimpleQueue[Told],
    stopped: Event,
) -> Told:
    """What the assistant tells at last; `grown` gets it as it grows. Ends a model's request once `stopped`."""
    last, shown = None, ""
    for last in assistant.tell(question, history, mode):
        if stopped.is_set():
            break
        # A model's answer is told again with every piece, so that stopping is heeded; only what has grown is shown.
        if not last.done and last.answer.text != shown:
            shown = last.answer.text
            grown.put(last)
    assert last is not None
    return last


def _appearing(library: Library, done: Turns) -> Iterator[Frame]:
    """The last answer word by word, unless a model's words have appeared already."""
    answer = done[-1].answer
    assert answer is not None
    reader: str | None = sources_of(library, done, len(done))
    for text in growing(answer.text) if answer.mode == "extract" else [answer.text]:
        yield Frame(done, messages(done, text), busy=True, reader=reader)
        reader = None
        time.sleep(PAUSE)


def _in_time(following: Future[Sequence[str]], stop: Stop) -> tuple[str, ...]:
    """The suggestions; none when they fail, take too long, or the visitor does not want to wait."""
    end = time.monotonic() + SUGGESTING
    while wait([following], timeout=HEARTBEAT).not_done:
        if stop.wanted or time.monotonic() > end:
            following.cancel()
            return ()
    try:
        return tuple(following.result())
    except Exception:
        log.exception("No suggestions could be made")
    return ()
