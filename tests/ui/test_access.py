"""Who may do what, asked the way programs ask: events by their number."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import gradio as gr
import pytest
from gradio.context import LocalContext

from ui.access import OWNER, User, staff_only, who


def request_of(user: object) -> gr.Request:
    return gr.Request(request=SimpleNamespace(state=SimpleNamespace(user=user)))  # type: ignore[arg-type]


def test_the_user_is_whom_the_guard_named() -> None:
    assert who(request_of(User("lan", "reader"))) == User("lan", "reader")


@pytest.mark.parametrize("user", [None, "lan", {"name": "lan", "role": "staff"}])
def test_a_request_that_passed_no_guard_is_nobodys(user: object) -> None:
    with pytest.raises(gr.Error):
        who(request_of(user))


@staff_only
def change(what: str) -> str:
    return what.upper()


@staff_only
def change_slowly(what: str) -> Iterator[str]:
    yield "…"
    yield what.upper()


@pytest.mark.parametrize("user", [User("lan", "reader"), None])
def test_a_function_for_staff_does_not_begin_for_others(user: User | None) -> None:
    token = LocalContext.request.set(request_of(user) if user else None)
    with pytest.raises(gr.Error):
        change("x")
    with pytest.raises(gr.Error):
        next(change_slowly("x"))
    LocalContext.request.reset(token)


def test_staff_pass() -> None:
    token = LocalContext.request.set(request_of(OWNER))
    assert change("x") == "X"
    assert list(change_slowly("x")) == ["…", "X"]
    LocalContext.request.reset(token)
