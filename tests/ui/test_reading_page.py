"""Thirty citations from five reports: reached by keyboard, one by one, and back; nothing moves but what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from assistant.generate import Told
from assistant.records import Answer, Citation, Mode, Scope
from corpus.split import paragraphs
from index.library import Library
from tests.test_app import DESK, ONE, PHONE, TWO, Visit, visit
from tests.ui.conftest import serving
from ui import wording

CITED = 30


class Citing(Assistant):
    """Answers with a line and a citation for each of the first paragraphs of all reports."""

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        spans = [(r, s) for r in self._library.reports() for s, end in list(paragraphs(r.body))[1:10] if end - s > 40]
        cited = tuple(
            Citation(n, r.id, r.province, r.title, None, start, start + 40, r.body[start : start + 40])
            for n, (r, start) in enumerate(spans[:CITED], start=1)
        )
        text = "\n".join(f"- {citation.quote} [{citation.n}]" for citation in cited)
        yield Told(Answer("answered", text, cited, Scope(("Lai Châu",))))


@pytest.fixture(scope="module")
def citing(library: Library) -> Iterator[str]:
    with serving(Citing(library), library) as address:
        yield address


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def cited(request: pytest.FixtureRequest, browser: Browser, citing: str) -> Iterator[Visit]:
    opened = visit(browser, citing, request.param)
    opened.ask("Cho ba mươi trích dẫn")
    yield opened
    opened.page.close()


def link(page: Page, n: int) -> str:
    return f'#cuoc-hoi a[href="#trich-1-{n}"]'


def test_citations_are_gone_through_by_keyboard(cited: Visit) -> None:
    page = cited.page
    assert page.locator("#trich-dan .numbers a").count() == CITED
    page.locator(link(page, 1)).press("Enter")
    quotes = [cited.chosen()]
    for key in ("n", "ArrowRight", "n"):
        page.keyboard.press(key)
        expect(page.locator("#trich-dan .place")).to_have_text(f"{len(quotes) + 1}/{CITED}")
        quotes.append(cited.chosen())
        expect(page.locator("#trich-dan mark.chosen").first).to_be_in_viewport()
    page.keyboard.press("p")
    expect(page.locator("#trich-dan .place")).to_have_text(f"3/{CITED}")
    assert cited.chosen() == quotes[2]
    assert len(set(quotes)) == 4
    # From the first back to the last one, in another report.
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#trich-dan .place")).to_have_text(f"{CITED}/{CITED}")
    expect(page.locator(f'#trich-dan .numbers a[href="#trich-1-{CITED}"]')).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(link(page, CITED))).to_be_focused()
    expect(page.locator(link(page, CITED))).to_be_in_viewport()


def test_citations_are_gone_through_by_buttons(cited: Visit) -> None:
    page = cited.page
    page.locator(link(page, 2)).click()
    after = page.locator("#trich-dan button[data-step='1']")
    box = after.bounding_box()
    assert box and box["width"] >= 32 and box["height"] >= 32
    after.click()
    expect(page.locator("#trich-dan .place")).to_have_text(f"3/{CITED}")
    page.go_back()  # going on leaves no trail: one step leads out again
    expect(page.locator("#trich-dan .place")).not_to_have_text(f"2/{CITED}")


def test_on_a_telephone_only_the_open_reader_takes_focus(cited: Visit) -> None:
    page = cited.page
    if page.viewport_size != {"width": PHONE[0], "height": PHONE[1]}:
        pytest.skip("on a desk nothing is covered")
    page.locator(link(page, 1)).click()
    expect(page.locator("#trich-dan mark.chosen").first).to_be_in_viewport()
    for _ in range(CITED + 12):
        page.keyboard.press("Tab")
        held = page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('#trich-dan'))"
        )
        assert held, page.evaluate("document.activeElement.outerHTML")
    page.get_by_role("link", name=wording.BACK_TO_ANSWER).click()
    page.locator("#cau-hoi textarea").fill("Nữa?")


def test_a_long_answer_is_read_from_its_question_on(cited: Visit) -> None:
    page = cited.page
    expect(page.locator("#cuoc-hoi .user-row")).to_be_in_viewport()
    expect(page.locator(link(page, 1))).to_be_in_viewport()
    cited.ask("Lần nữa")
    expect(page.locator("#cuoc-hoi .user-row").nth(1)).to_be_in_viewport()
    expect(page.locator('#cuoc-hoi a[href="#trich-2-1"]')).to_be_in_viewport()


def test_who_scrolls_while_an_answer_grows_stays_there(cited: Visit) -> None:
    page = cited.page
    page.locator("#cau-hoi textarea").fill("Lần nữa")
    page.locator("#cau-hoi textarea").press("Enter")
    expect(page.locator("#cuoc-hoi .user-row")).to_have_count(2)
    log = page.locator("#cuoc-hoi [role=log]")
    log.hover()
    page.mouse.wheel(0, -200_000)
    expect(page.locator("#cuoc-hoi .user-row").first).to_be_in_viewport()
    expect(page.locator("#cuoc-hoi .viec")).to_have_count(2, timeout=30_000)
    assert log.evaluate("log => log.scrollTop") == 0


def test_a_new_answer_does_not_take_the_focus_from_the_box(browser: Browser, url: str) -> None:
    opened = visit(browser, url, DESK)
    page = opened.page
    opened.ask(ONE)
    page.locator(link(page, 1)).click()
    opened.chosen()
    page.locator("#cau-hoi textarea").fill(TWO)
    page.locator("#cau-hoi textarea").press("Enter")
    expect(page.locator('#cuoc-hoi a[href="#trich-2-1"]').first).to_be_visible(timeout=30_000)
    expect(page.locator("#cau-hoi textarea")).to_be_focused()
    page.close()
