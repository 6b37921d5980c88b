"""Suggestions and the panel "Vì sao trả lời thế này?" as people meet them, in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from assistant.generate import Told
from assistant.records import Answer, Mode
from index.library import Library
from tests.ui.conftest import serving
from ui import wording

REFUSED = "Tỷ lệ văn bản điện tử của Hà Nội là bao nhiêu?"
SIZES = [(1280, 800), (390, 844)]
HOSTILE = '<img src="x" onerror="alert(1)"></details><script>alert(2)</script> [bấm](http://evil.example) **đậm** `mã`'


def opened(browser: Browser, url: str, size: tuple[int, int]) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on("dialog", lambda dialog: pytest.fail(f"A script ran: {dialog.message}"))
    page.goto(url)
    expect(page.locator("#cau-hoi textarea")).to_be_visible(timeout=30_000)
    return page


def ask(page: Page, question: str) -> None:
    page.locator("#cau-hoi textarea").fill(question)
    page.get_by_role("button", name=wording.ASK, exact=True).click()


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_a_refusal_leads_by_keyboard_to_an_answer_that_says_why(
    browser: Browser, url: str, size: tuple[int, int]
) -> None:
    page = opened(browser, url, size)
    ask(page, REFUSED)
    group = page.get_by_role("group", name="Có thể hỏi tiếp")
    expect(group.get_by_role("button")).to_have_count(2, timeout=30_000)
    for button in group.get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 40 and box["x"] >= 0 and box["x"] + box["width"] <= size[0]
        expect(button).to_be_in_viewport()
    question = group.get_by_role("button").first.inner_text()
    group.get_by_role("button").first.press("Enter")
    expect(page.locator("#cuoc-hoi .user-row").nth(1)).to_have_text(question)
    expect(page.locator('#cuoc-hoi a[href="#trich-2-1"]').first).to_be_visible(timeout=30_000)
    expect(group.get_by_role("button").filter(has_text=question)).to_have_count(0, timeout=30_000)

    panel = page.locator("#cuoc-hoi details").last
    expect(panel.locator("li").first).to_be_hidden()
    panel.get_by_text(wording.WHY).press("Enter")
    expect(panel.locator("p").first).to_contain_text(question)
    expect(panel.locator("li").first).to_be_visible()
    # A passage with its score, and how close it is in meaning and in words.
    expect(panel.locator("li").first).to_contain_text("đoạn")
    assert any(c.isdigit() for c in panel.locator("li").first.inner_text())
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()


def test_the_empty_page_offers_questions_from_the_library(browser: Browser, url: str, library: Library) -> None:
    page = opened(browser, url, SIZES[1])
    examples = page.locator("#cuoc-hoi .example")
    expect(examples.nth(3)).to_be_visible(timeout=30_000)
    for example in examples.all():
        expect(example).to_be_in_viewport()
        assert any(province in example.inner_text() for province in library.provinces())
    page.close()


class Hostile(Assistant):
    """Says and explains what tries to become markup."""

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        answer = Answer("abstained", "Không nêu.", reason="no_evidence")
        yield Told(answer, explained=(HOSTILE, f"  {HOSTILE}"), dropped=(HOSTILE,), left_out=(f"a\n\n{HOSTILE}",))


def test_what_the_panel_shows_stays_text(browser: Browser, library: Library) -> None:
    with serving(Hostile(library), library) as url:
        page = opened(browser, url, SIZES[0])
        ask(page, "Tỷ lệ?")
        panel = page.locator("#cuoc-hoi details")
        panel.get_by_text(wording.WHY).click(timeout=30_000)
        expect(panel.get_by_text(wording.NOT_VERIFIED)).to_be_visible()
        expect(panel.get_by_text(HOSTILE, exact=False)).to_have_count(4)
        assert page.locator("#cuoc-hoi .bot-row").locator("img, script, a, code").count() == 0
        page.close()
