"""Who may do what: the user behind a request, and the guard that every function for staff stands behind.

Knows nothing of passwords or sessions: `ui/guard.py` finds out who asks and says so with the request.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from ui.users import Role
from ui.wording import access as wording


@dataclass(frozen=True)
class User:
    """Who asks: readers ask questions and read reports, staff look after the library, too."""

    name: str
    role: Role

    @property
    def staff(self) -> bool:
        return self.role == "staff"


OWNER = User("", "staff")
"""Whoever uses the page where there is no users file: a personal tool, in which all is allowed."""


def who(request: gr.Request) -> User:
    """The user who made the request. Raises `gr.Error` when it did not come by way of the guard."""
    user = getattr(getattr(request, "state", None), "user", None)
    if not isinstance(user, User):
        raise gr.Error(wording.UNKNOWN, print_exception=False)
    return user


def staff_only(handler: Callable[..., Any]) -> Callable[..., Any]:
    """The event handler, function or generator, for staff: anyone else gets a `gr.Error` before it begins.

    Every event of a Gradio page is an address that programs can call by its number, whatever the page shows or hides.
    What comes back is marked, by the attribute `for_staff`.
    """

    def check() -> None:
        request = LocalContext.request.get(None)
        if request is None or not who(request).staff:
            raise gr.Error(wording.STAFF_ONLY, print_exception=False)

    @wraps(handler)
    def once(*values: Any) -> Any:
        check()
        return handler(*values)

    @wraps(handler)
    def steps(*values: Any) -> Iterator[Any]:
        check()
        yield from handler(*values)

    guarded: Any = steps if inspect.isgeneratorfunction(handler) else once
    guarded.for_staff = True
    return guarded


def shown_to_staff(parts: Sequence[Any], tab: gr.Tab | None = None) -> None:
    """Let parts that are made with `visible=False` appear for staff; call it where the page is built.

    Parts inside a tab appear when that `tab` is opened (Gradio forgets what happens to a part of a tab that nobody has
    opened yet), others, such as tabs, when the page is. A `gr.HTML` with properties of its own stands in a column that
    is hidden instead: made visible by itself it would lose them.
    """

    def appear(request: gr.Request) -> Any:
        shown = [gr.update(visible=who(request).staff)] * len(parts)
        return shown if len(parts) > 1 else shown[0]

    gr.on(tab.select if tab else None, appear, None, list(parts), show_progress="hidden", api_visibility="private")
