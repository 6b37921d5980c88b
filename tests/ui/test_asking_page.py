"""Asking again as people do it: in another scope, once more, edited, by link, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.assistant import Assistant
from assistant.generate import Told
from assistant.records import Mode
from index.embed import Embedder
from index.library import Library
from tests.test_app import DESK, ONE, PHONE, REFUSED, Visit, visit
from tests.ui.conftest import serving
from ui import wording
from ui.wording import asking

FOLLOWING = "Còn Bắc Giang thì sao?"


def asked(page: Page) -> list[str]:
    return page.locator("#cuoc-hoi .user-row").all_inner_texts()


def answers(page: Page, count: int) -> Locator:
    """The answers, once there are so many and the page is at rest."""
    rows = page.locator("#cuoc-hoi .bot-row")
    expect(rows).to_have_count(count, timeout=30_000)
    expect(rows.last.locator(".viec")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name=wording.ASK, exact=True)).to_be_visible(timeout=30_000)
    return rows


@pytest.fixture
def one_asked(browser: Browser, url: str) -> Visit:
    opened = visit(browser, url, DESK)
    opened.ask(ONE)
    return opened


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_refusal_tells_its_scope_and_a_click_asks_elsewhere(
    browser: Browser, url: str, size: tuple[int, int]
) -> None:
    opened = visit(browser, url, size)
    page = opened.page
    opened.ask(REFUSED)
    scope = answers(page, 1).last.locator(".pham-vi")
    assert scope.locator("summary").all_inner_texts() == ["Hà Nội", "mọi năm", "mọi cấp"]
    scope.get_by_text("Hà Nội").press("Enter")
    scope.get_by_role("button", name="Lai Châu").press("Enter")
    rows = answers(page, 2)
    assert asked(page)[1] == REFUSED.replace("Hà Nội", "Lai Châu")
    assert rows.last.locator("summary").all_inner_texts()[:3] == ["Lai Châu", "mọi năm", "mọi cấp"]
    # Of an earlier answer the scope is told, not changed.
    assert rows.first.locator(".pham-vi summary").count() == 0
    expect(rows.first.locator(".pham-vi")).to_contain_text("Hà Nội")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()


def test_a_list_of_scopes_closes_with_escape(one_asked: Visit) -> None:
    page = one_asked.page
    chip = page.locator("#cuoc-hoi .pham-vi summary").first
    chip.press("Enter")
    other = page.locator("#cuoc-hoi .chon button:visible").first
    other.focus()
    other.press("Escape")
    expect(other).to_be_hidden()
    expect(chip).to_be_focused()
    page.close()


def test_a_short_question_stands_alone_in_another_scope_and_in_its_link(one_asked: Visit) -> None:
    page = one_asked.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one_asked.ask(FOLLOWING)
    answers(page, 2).last.get_by_role("button", name=asking.LINK).click()
    expect(page.get_by_role("button", name=asking.LINK_COPIED)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    alone = ONE.replace("Lai Châu", "Bắc Giang")
    assert link == f"{page.url.partition('?')[0]}?cau-hoi={quote(alone, safe='')}"
    page.locator("#cuoc-hoi .pham-vi").last.get_by_text("Bắc Giang").click()
    page.get_by_role("button", name="Điện Biên", exact=True).click()
    answers(page, 3)
    assert asked(page)[2] == ONE.replace("Lai Châu", "Điện Biên")
    page.close()


def test_an_edited_question_replaces_what_came_after_it(one_asked: Visit) -> None:
    page = one_asked.page
    one_asked.ask(FOLLOWING)
    answers(page, 2).first.get_by_role("button", name=asking.EDIT).click()
    box = page.locator("#cau-hoi textarea")
    expect(box).to_have_value(ONE)
    expect(box).to_be_focused()
    expect(page.get_by_text(asking.EDITING.format(number=1))).to_be_visible()
    page.get_by_role("button", name=asking.STOP_EDITING).click()
    expect(box).to_have_value("")
    assert len(asked(page)) == 2

    answers(page, 2).first.get_by_role("button", name=asking.EDIT).click()
    expect(box).to_have_value(ONE)
    box.fill(REFUSED)
    box.press("Enter")
    expect(page.locator("#cuoc-hoi .user-row")).to_have_count(1)
    answers(page, 1)
    assert asked(page) == [REFUSED]
    expect(page.get_by_text(asking.EDITING.format(number=1))).to_have_count(0)
    page.close()


def test_the_last_question_is_asked_once_more(one_asked: Visit) -> None:
    page = one_asked.page
    answers(page, 1).last.get_by_role("button", name=asking.RETRY).click()
    expect(page.locator("#dung")).to_be_visible()
    answers(page, 1)
    assert asked(page) == [ONE]
    page.close()


def test_a_link_asks_its_question_once(browser: Browser, url: str) -> None:
    page = visit(browser, f"{url}/?cau-hoi={quote(ONE)}", DESK).page
    answers(page, 1)
    assert asked(page) == [ONE]
    assert "cau-hoi" not in page.url
    page.close()


def test_enter_asks_and_shift_enter_begins_a_line(browser: Browser, url: str) -> None:
    page = visit(browser, url, DESK).page
    box = page.locator("#cau-hoi textarea")
    box.press_sequentially("Tỷ lệ văn bản")
    box.press("Shift+Enter")
    box.press_sequentially("điện tử của Lai Châu?")
    expect(box).to_have_value("Tỷ lệ văn bản\nđiện tử của Lai Châu?")
    box.press("Enter")
    answers(page, 1)
    expect(box).to_have_value("")
    page.close()


class Waiting(Assistant):
    """Answers once the model is there."""

    loaded = Event()

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        self.loaded.wait(30)
        yield from super().tell(question, history, mode)


def test_while_the_model_loads_questions_wait_and_can_be_stopped_and_asked_again(
    browser: Browser, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Embedder, "ready", property(lambda embedder: Waiting.loaded.is_set()))
    with serving(Waiting(library), library) as address:
        page = visit(browser, address, DESK).page
        expect(page.get_by_text(asking.LOADING)).to_be_visible()
        page.locator("#cau-hoi textarea").fill(ONE)
        page.locator("#cau-hoi textarea").press("Enter")
        expect(page.get_by_text(asking.ANSWER_WAITS)).to_be_visible()
        page.get_by_role("button", name=wording.STOP).click()
        expect(page.get_by_text(wording.STOPPED)).to_be_visible()
        page.get_by_role("button", name=asking.RETRY).click()
        expect(page.get_by_text(asking.ANSWER_WAITS)).to_be_visible()
        Waiting.loaded.set()
        answers(page, 1)
        assert asked(page) == [ONE]
        expect(page.get_by_text(asking.LOADING)).to_have_count(0)
        page.close()


def test_a_lost_connection_is_told_in_vietnamese(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    expect(page.locator("#cau-hoi textarea")).to_be_visible(timeout=30_000)
    page.locator("#cau-hoi textarea").fill(ONE)
    context.set_offline(True)
    page.keyboard.press("Enter")
    told = page.get_by_test_id("toast-body")
    expect(told).to_contain_text("Mất kết nối với chương trình", timeout=15_000)
    expect(told).not_to_contain_text("Error")
    context.close()
