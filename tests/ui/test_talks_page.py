"""Conversations as people use them: there after a reload and a restart, each user's own, found, named, deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.assistant import Assistant
from assistant.generate import Told
from assistant.records import Mode
from index.library import Library
from tests.test_app import DESK, ONE, PHONE, REFUSED, TWO, Visit, visit
from tests.ui.conftest import serving
from ui import wording
from ui.access import User
from ui.page import launch_options
from ui.wording import talks

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
NAMES = (f"user-{number}" for number in count())


class Doorkeeper:
    """Behind the guard, takes every visitor for the user that the `x-user` header names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            name = dict(scope["headers"]).get(b"x-user", b"").decode()
            scope.setdefault("state", {})["user"] = User(name, "reader")
        await self._app(scope, receive, send)


GUARDED = launch_options("127.0.0.1", 0)["app_kwargs"]
USERS = {"app_kwargs": {**GUARDED, "middleware": [*GUARDED["middleware"], Middleware(Doorkeeper)]}}


@pytest.fixture(scope="module")
def url(library: Library) -> Iterator[str]:
    with serving(Assistant(library), library, **USERS) as address:
        yield address


Enter = Callable[..., Visit]


@pytest.fixture
def enter(browser: Browser, url: str) -> Iterator[Enter]:
    """Opens the page as a user whom no other test knows, or as the one named; each visit is a browser of its own."""
    mine = next(NAMES)
    visits: list[Visit] = []

    def open(size: tuple[int, int] = DESK, user: str = mine, address: str = url) -> Visit:
        visits.append(visit(browser, address, size, extra_http_headers={"x-user": user}))
        return visits[-1]

    yield open
    for each in visits:
        each.page.close()


def entries(page: Page) -> Locator:
    return page.locator("#cac-cuoc-hoi li")


def open_list(page: Page) -> None:
    page.get_by_role("button", name=talks.TALKS).click()
    expect(page.get_by_role("navigation", name=talks.TALKS)).to_be_visible()


def kept(page: Page) -> str:
    """The address of the conversation, once it is kept."""
    expect(page).to_have_url(re.compile("cuoc="))
    return page.url.partition("#")[0]


def begin_anew(page: Page) -> None:
    page.get_by_role("button", name=wording.NEW).click()
    expect(page.locator("#cuoc-hoi .message-row")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("cuoc="))


def rows(page: Page, questions: int) -> list[str]:
    """Questions and answers, once there are so many."""
    expect(page.locator("#cuoc-hoi .bot-row")).to_have_count(questions, timeout=30_000)
    return page.locator("#cuoc-hoi .message-row").all_inner_texts()


@SIZES
def test_a_conversation_is_whole_again_after_a_reload(enter: Enter, size: tuple[int, int]) -> None:
    opened = enter(size)
    page = opened.page
    opened.ask(ONE)
    opened.ask(TWO)
    kept(page)
    before = rows(page, 2)
    page.reload()
    assert rows(page, 2) == before
    expect(page.locator("#dau-cuoc-hoi h2")).to_have_text(ONE)
    page.locator('#cuoc-hoi a[href="#trich-1-1"]').first.click()
    assert "80%" in opened.chosen()
    if size == PHONE:
        page.get_by_role("link", name=wording.BACK_TO_ANSWER).click()
    why = page.locator("#cuoc-hoi details.vi-sao").first
    why.locator("summary").click()
    expect(why).to_contain_text("Lai Châu")
    # It goes on where it was: the history counts.
    opened.ask("Còn Bắc Giang thì sao?")
    expect(page.locator("#cuoc-hoi .bot-row").last).to_contain_text("96%")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert opened.elsewhere() == []


def test_two_users_at_once_see_their_own_only(enter: Enter) -> None:
    one, other = enter(), enter(user=next(NAMES))
    one.ask(ONE)
    address = kept(one.page)
    other.ask(REFUSED)
    kept(other.page)
    for opened, question in ((one, ONE), (other, REFUSED)):
        open_list(opened.page)
        expect(entries(opened.page)).to_have_count(1)
        expect(entries(opened.page)).to_contain_text(question)
    other.page.goto(address)
    expect(other.page.get_by_role("alert")).to_have_text(talks.NOT_THERE)
    assert rows(other.page, 0) == []
    expect(other.page).not_to_have_url(re.compile("cuoc="))


def test_two_windows_of_one_conversation_lose_nothing(enter: Enter) -> None:
    one = enter()
    one.ask(ONE)
    other = enter(address=kept(one.page))
    rows(other.page, 1)
    one.ask(TWO)
    other.ask(REFUSED)
    expect(other.page.get_by_role("alert")).to_have_text(talks.WENT_APART)
    assert kept(other.page) != kept(one.page)
    for opened, last in ((one, TWO), (other, REFUSED)):
        opened.page.reload()
        assert rows(opened.page, 2)[2] == last


@SIZES
def test_conversations_are_found_named_opened_and_deleted(enter: Enter, size: tuple[int, int]) -> None:
    opened = enter(size)
    page = opened.page
    opened.ask(ONE)
    kept(page)
    begin_anew(page)
    opened.ask(REFUSED)
    kept(page)
    open_list(page)
    expect(entries(page)).to_have_count(2)

    page.get_by_role("searchbox", name=talks.FIND).fill("noi bo lai chau")
    expect(entries(page)).to_have_count(1)
    page.get_by_role("button", name=f"{talks.RENAME}: {ONE}").click()
    page.get_by_role("textbox", name=talks.NEW_NAME).fill("Họp giao ban <b>tháng 6</b>")
    page.keyboard.press("Enter")
    expect(entries(page)).to_contain_text("Họp giao ban <b>tháng 6</b>")
    page.get_by_role("searchbox").fill("không có gì như thế")
    expect(page.locator("#cac-cuoc-hoi")).to_contain_text(talks.NONE_FOUND)
    page.get_by_role("searchbox").fill("")
    expect(entries(page)).to_have_count(2)

    page.get_by_role("button", name=f"{talks.DELETE}: Họp giao ban").click()
    expect(entries(page)).to_have_count(1)
    expect(page.get_by_role("button", name=talks.UNDO)).to_be_focused()
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(2)
    entries(page).filter(has_text="Họp giao ban").get_by_role("button").first.click()
    expect(page.locator("#cuoc-hoi .user-row")).to_have_text(ONE)
    expect(page.locator("#dau-cuoc-hoi h2")).to_have_text("Họp giao ban <b>tháng 6</b>")
    expect(page.get_by_role("navigation", name=talks.TALKS)).to_be_visible(visible=size == DESK)

    if size == PHONE:
        open_list(page)
    page.get_by_role("button", name=f"{talks.DELETE}: Họp giao ban").click()
    expect(entries(page)).to_have_count(1)
    assert rows(page, 0) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


@SIZES
def test_the_list_is_used_by_keyboard(enter: Enter, size: tuple[int, int]) -> None:
    opened = enter(size)
    page = opened.page
    opened.ask(REFUSED)
    kept(page)
    toggle = page.get_by_role("button", name=talks.TALKS)
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    now = entries(page).get_by_role("button").first
    expect(now).to_be_focused()
    now.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(now).to_be_focused()
    page.get_by_role("button", name=f"{talks.RENAME}:").press("Enter")
    page.keyboard.press("Escape")
    expect(now).to_be_focused()
    now.press("Escape")
    expect(page.get_by_role("navigation", name=talks.TALKS)).to_be_hidden()
    expect(toggle).to_be_focused()


def test_after_a_restart_a_removed_reports_quote_is_still_told(fresh_data: Path, enter: Enter) -> None:
    with Library.open(fresh_data) as library, serving(Assistant(library), library, **USERS) as url:
        opened = enter(address=url)
        opened.ask(ONE)
        query = kept(opened.page).partition("?")[2]
        citation = Assistant(library).ask(ONE).citations[0]
        before = rows(opened.page, 1)
        library.remove(citation.report)
    with Library.open(fresh_data) as library, serving(Assistant(library), library, **USERS) as url:
        page = enter(address=f"{url}/?{query}").page
        assert rows(page, 1) == before
        page.locator('#cuoc-hoi a[href="#trich-1-1"]').first.click()
        reader = page.locator("#trich-dan")
        expect(reader).to_contain_text(talks.REMOVED_SINCE)
        expect(reader.locator(".chosen")).to_contain_text(citation.quote)
        assert reader.locator("mark").count() == 0


def test_a_full_journal_is_told_and_the_chat_goes_on(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.journal.MOST_CONVERSATIONS", 1)
    opened = enter()
    page = opened.page
    opened.ask(REFUSED)
    kept(page)
    begin_anew(page)
    opened.ask(REFUSED)
    expect(page.get_by_role("alert")).to_contain_text("hãy xóa bớt")
    assert len(rows(page, 1)) == 2


class Slow(Assistant):
    """Has the answer to questions about figures when it is let go."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.go = Event()

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        if question == TWO:
            self.go.wait(60)
        yield from super().tell(question, history, mode)


def test_a_stopped_question_is_kept_as_one(library: Library, enter: Enter) -> None:
    slow = Slow(library)
    with serving(slow, library, **USERS) as url:
        opened = enter(address=url)
        page = opened.page
        opened.ask(REFUSED)
        first = kept(page)
        page.locator("#cau-hoi textarea").fill(TWO)
        page.keyboard.press("Enter")
        page.get_by_role("button", name=wording.STOP).click()
        expect(page.get_by_role("button", name=wording.ASK, exact=True)).to_be_visible()
        slow.go.set()
        other = enter(address=first).page
        for shown in (page, other):
            expect(shown.locator("#cuoc-hoi .user-row")).to_have_text([REFUSED, TWO])
            expect(shown.locator("#cuoc-hoi .bot-row").last).to_contain_text(wording.STOPPED)


def test_opening_another_conversation_stops_the_answer_as_the_button_does(library: Library, enter: Enter) -> None:
    slow = Slow(library)
    with serving(slow, library, **USERS) as url:
        opened = enter(address=url)
        page = opened.page
        opened.ask(ONE)
        first = kept(page)
        begin_anew(page)
        opened.ask(REFUSED)
        second = kept(page)
        open_list(page)
        page.locator("#cau-hoi textarea").fill(TWO)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=wording.STOP)).to_be_visible()
        entries(page).filter(has_text=ONE).get_by_role("button").first.click()
        expect(page.locator("#cuoc-hoi .user-row")).to_have_text([ONE])
        slow.go.set()  # whatever the stopped answer has still to say comes nowhere
        opened.ask("Còn Bắc Giang thì sao?")
        assert kept(page) == first and rows(page, 2)[0] == ONE
        other = enter(address=second).page
        expect(other.locator("#cuoc-hoi .user-row")).to_have_text([REFUSED, TWO])
        expect(other.locator("#cuoc-hoi .bot-row").last).to_contain_text(wording.STOPPED)


@SIZES
def test_a_plain_visit_offers_the_latest_conversation(enter: Enter, size: tuple[int, int]) -> None:
    opened = enter(size)
    opened.ask(ONE)
    kept(opened.page)
    before = rows(opened.page, 1)
    again = enter(size)
    page = again.page
    assert rows(page, 0) == []
    page.get_by_role("button", name=talks.OPEN_AGAIN.format(name=ONE)).click()
    assert rows(page, 1) == before
    page.locator('#cuoc-hoi a[href="#trich-1-1"]').first.click()
    assert "80%" in again.chosen()
    assert kept(page) == kept(opened.page)


def test_the_conversation_comes_as_a_word_document(enter: Enter, tmp_path: Path) -> None:
    opened = enter(PHONE)
    opened.ask(ONE)
    kept(opened.page)
    for _ in range(2):  # the same once more is another download
        with opened.page.expect_download() as coming:
            opened.page.get_by_role("button", name=talks.WORD).click()
    assert coming.value.suggested_filename == f"{ONE.rstrip('?')}.docx"
    coming.value.save_as(tmp_path / "x.docx")
    texts = [paragraph.text for paragraph in Document(str(tmp_path / "x.docx")).paragraphs]
    assert texts.count(ONE) == 2 and any("80%" in text for text in texts)
    assert opened.elsewhere() == []
