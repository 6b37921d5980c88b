"""Accessible by axe-core: no serious finding on any tab, in light and dark, on a desk, a telephone, and at 200 %."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.test_app import DESK, PHONE, REFUSED, TWO, Visit
from ui.wording import asking, talks

ZOOMED = (640, 400)
"""What a window of 1280 × 800 holds at 200 %."""

LISTEN = """said => {
    window.heard = [];
    const listen = () => said.innerText.trim() && window.heard.push(said.innerText.trim());
    new MutationObserver(listen).observe(said, { subtree: true, childList: true, characterData: true });
}"""

LOOKS = [(size, scheme) for size in (DESK, PHONE, ZOOMED) for scheme in ("light", "dark")]


def findings(page: Page) -> list[str]:
    """What axe finds that keeps people out: rule, place and how to mend it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} {node['target']}: {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.fixture(params=LOOKS, ids=[f"{size[0]}-{scheme}" for size, scheme in LOOKS])
def looked_at(request: pytest.FixtureRequest, browser: Browser, url: str) -> Iterator[Visit]:
    (width, height), scheme = request.param
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(url)
    expect(page.locator("#cuoc-hoi .example").first).to_be_visible(timeout=30_000)
    yield Visit(page, [])
    page.close()


def test_no_serious_finding_on_any_tab(looked_at: Visit) -> None:
    page = looked_at.page
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.evaluate("document.body.classList.contains('dark')") == dark
    found = {"examples": findings(page)}
    looked_at.ask(REFUSED)
    found["refusal"] = findings(page)
    looked_at.ask(TWO)
    page.locator("#cuoc-hoi .pham-vi summary").first.click()
    page.locator("#cuoc-hoi .vi-sao summary").last.click()
    found["comparison"] = findings(page)
    page.locator('#cuoc-hoi a[href^="#trich-2-"]').last.click()
    looked_at.chosen()
    found["reader"] = findings(page)
    page.keyboard.press("Escape")
    page.locator("#cuoc-hoi .viec").last.get_by_role("button", name=asking.EDIT).click()
    expect(page.locator("#thong-bao")).not_to_be_empty()
    found["editing"] = findings(page)
    page.locator("#cuoc-hoi .y-kien").last.get_by_role("button", name=talks.DOWN).click()
    found["opinion"] = findings(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=talks.TALKS).click()
    expect(page.locator("#cac-cuoc-hoi [aria-current]")).to_be_focused()
    found["conversations"] = findings(page)
    page.keyboard.press("Escape")
    for tab in page.get_by_role("tab").all()[1:]:
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        found[tab.inner_text()] = findings(page)
    assert {where: told for where, told in found.items() if told} == {}


def test_an_answer_is_announced_once_when_it_is_complete(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
    page.goto(url)
    said = page.locator("#doc-len .html-container")
    expect(said).to_have_attribute("role", "status")
    said.evaluate(LISTEN)
    Visit(page, []).ask(TWO)
    expect(said).to_contain_text("Lai Châu")
    heard = set(page.evaluate("window.heard"))
    assert len(heard) == 1 and "[1]" not in heard.pop()
    live = "node => node.matches('[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]')"
    assert page.locator("#cuoc-hoi [role=log]").get_attribute("aria-live") == "off"
    assert not page.locator("#cuoc-hoi .message-wrap *").evaluate_all(f"nodes => nodes.some({live})")
    page.close()


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_the_page_is_usable_at_200_percent_and_on_a_telephone(
    browser: Browser, url: str, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page.goto(url)
    Visit(page, []).ask(TWO)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    log = page.locator("#cuoc-hoi [role=log]").bounding_box()
    assert log and log["height"] >= 150
    page.locator('#cuoc-hoi a[href^="#trich-1-"]').first.click()
    lit = page.locator("#trich-dan mark.chosen").first
    expect(lit).to_be_in_viewport()
    assert page.locator("#trich-dan .bar").evaluate("bar => bar.getBoundingClientRect().bottom") < size[1] / 2
    page.close()
