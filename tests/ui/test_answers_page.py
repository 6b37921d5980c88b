"""An answer is taken along with its sources, and judged, as people do it in the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.assistant import Assistant
from index.library import Library
from tests.test_app import DESK, ONE, PHONE, TWO, Visit, visit
from ui.footnotes import footnote
from ui.wording import talks

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
HTML = "navigator.clipboard.read().then((all) => all[0].getType('text/html')).then((blob) => blob.text())"


@pytest.fixture
def opened(browser: Browser, url: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    made = visit(browser, url, getattr(request, "param", DESK))
    made.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.page.close()


@pytest.mark.parametrize("secure", [True, False], ids=["https", "http"])
def test_an_answer_is_copied_with_its_sources(browser: Browser, opened: Visit, library: Library, secure: bool) -> None:
    page = opened.page
    opened.ask(TWO)
    if not secure:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.get_by_role("button", name=talks.COPY, exact=True).click()
    expect(page.locator("#danh-gia").get_by_role("status")).to_have_text(talks.COPIED)
    if not secure:
        page.evaluate("delete navigator.clipboard")
    text, html = page.evaluate("navigator.clipboard.readText()"), page.evaluate(HTML)
    answer = Assistant(library).ask(TWO)
    sources = [f"[{citation.n}] {footnote(citation)}" for citation in answer.citations]
    assert text.splitlines()[-len(sources) :] == sources
    assert text.startswith("Tỉnh\tBáo cáo nêu\tThời điểm\nBắc Giang\t")
    assert html.count("<tr>") == 3 and "<strong>96%</strong>" in html and "<sup>[1]</sup>" in html
    assert all(f"<p>{source}</p>" in html for source in sources)
    assert not any(part in html for part in ("<a", "<button", "<details", "class="))


@pytest.mark.parametrize("opened", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
def test_an_answer_is_judged_and_the_judgement_changed(opened: Visit, library: Library) -> None:
    page = opened.page
    question = f"{ONE} {page.viewport_size}"
    opened.ask(question)
    up, down = (page.get_by_role("button", name=name) for name in (talks.UP, talks.DOWN))
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "false")

    down.press("Enter")
    dialog = page.get_by_role("dialog", name=talks.WHY_DOWN)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(down).to_have_attribute("aria-pressed", "false")
    down.click()
    box = dialog.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    dialog.get_by_label(talks.REASONS["scope"]).check()
    dialog.get_by_label(talks.COMMENT).fill("<b>Năm 2018</b>")
    dialog.get_by_role("button", name=talks.SEND).click()
    expect(down).to_have_attribute("aria-pressed", "true")
    (given,) = [each for each in library.journal.feedback() if each.question == question]
    assert (given.vote, given.reason, given.comment) == ("down", "scope", "<b>Năm 2018</b>")

    page.reload()
    expect(down).to_have_attribute("aria-pressed", "true", timeout=30_000)
    down.click()
    expect(dialog.get_by_label(talks.REASONS["scope"])).to_be_checked()
    dialog.get_by_role("button", name=talks.TAKE_BACK).click()
    expect(down).to_have_attribute("aria-pressed", "false")
    assert not [each for each in library.journal.feedback() if each.question == question]
