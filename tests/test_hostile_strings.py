"""A hundred hostile strings through every way into the page: none becomes more than text.

Many go through at a time: ten in a question and in its answer, all as titles in the table and as lines of a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from assistant.generate import Told
from assistant.records import Answer, Citation, Mode
from corpus.read import shown_name
from corpus.records import Report
from tests.hostile_strings import EVIL, STRINGS
from tests.test_app import DESK, HostileAssistant, HostileLibrary, Visit, visit
from tests.ui.conftest import serving
from ui import wording
from ui.listing import PAGE
from ui.wording import reports

AT_ONCE = 10
ARRIVED = r"""text => document.querySelector('#tin-bao-cao').textContent
    .replace(/[\s\x00-\x1f\x7f-\x9f\ufffd\ufeff]/g, '').includes(text)"""
SAMPLE = STRINGS[::9]


def test_there_are_enough_of_them() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 100
    assert sum("ran(" in string for string in STRINGS) > 50
    assert sum(EVIL.split("//")[1] in string for string in STRINGS) > 20


class Flooded(HostileLibrary):
    """A report for each string, by that title and publisher; all of them are lines of each body."""

    def __init__(self, strings: Sequence[str]) -> None:
        super().__init__()
        body = "\n".join(["Đầu đề", *strings])
        self.all = {
            f"x{n}": replace(self.kept, id=f"x{n}", title=text, publisher=text, province="Tỉnh", body=body)
            for n, text in enumerate(strings)
        }

    def reports(self) -> list[Report]:
        return list(self.all.values())

    def report(self, id: str) -> Report | None:
        return self.all.get(id)


class Repeating(HostileAssistant):
    """Answers with the question's own words, and cites the whole first report."""

    def __init__(self, body: str) -> None:
        self._body = body

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        citation = Citation(1, "x0", "Tỉnh", question, None, 0, len(self._body), self._body)
        yield Told(Answer("answered", f"{question} [1]", (citation,)))


def bare(text: str, of_markdown: bool = False) -> str:
    """The text without white space and what HTML has no sign for; of Markdown letters, digits and `<` alone."""
    return re.sub(r"[^\w<]" if of_markdown else r"[\s\x00-\x1f\x7f-\x9f\ufffd\ufeff]", "", text)


def shown(page: Page, selector: str) -> list[str]:
    return page.locator(selector).evaluate_all("nodes => nodes.map(node => node.textContent)")


def open_page(browser: Browser, url: str, blocked: list[str]) -> Visit:
    """A visit in which a script that runs fails the test by a dialog; `blocked` gets what the policy stops."""
    opened = visit(browser, url, DESK)
    opened.page.evaluate("() => { window.ran = (n) => alert(n); }")
    opened.page.on("console", lambda line: blocked.append(line.text) if "Security Policy" in line.text else None)
    return opened


def ask_them(opened: Visit, strings: Sequence[str]) -> None:
    for start in range(0, len(strings), AT_ONCE):
        some = [f"Câu {string}" for string in strings[start : start + AT_ONCE]]
        opened.ask("\n".join(some))
        asked, told = shown(opened.page, "#cuoc-hoi .user-row p"), shown(opened.page, "#cuoc-hoi .bot-row .message")
        for string in some:
            assert bare(string) in bare(asked[-1]), string
            assert bare(string, of_markdown=True) in bare(told[-1], of_markdown=True), string


def read_them(opened: Visit, strings: Sequence[str]) -> None:
    page = opened.page
    page.locator("#cuoc-hoi .bot-row").last.locator('a[href^="#trich-"]').first.click()
    expect(page.locator("#trich-dan mark.chosen").first).to_be_visible()
    read = bare("".join(shown(page, "#trich-dan article:not([hidden])")))
    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    titles, pages = "", -(-len(strings) // PAGE)
    for number in range(1, pages + 1):
        there = min(PAGE, len(strings) - PAGE * (number - 1))
        expect(page.locator("#danh-sach tbody tr")).to_have_count(there)
        if pages > 1:
            expect(page.locator(".pager span")).to_have_text(reports.PAGE.format(page=number, pages=pages))
        titles += bare("".join(shown(page, "#danh-sach tbody td")))
        if number < pages:
            page.locator(".pager button").last.click()
    for string in strings:
        assert bare(string) in read, string
        assert bare(string) in titles, string


def upload_them(opened: Visit, strings: Sequence[str]) -> None:
    """As names of files of a kind that is not taken, which is said with the name."""
    names = [f"{string[:100]}.exe" for string in strings if not re.search(r"[/\\\x00-\x1f\x7f-\x9f]", string)]
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        files: list[FilePayload] = [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in some]
        opened.page.locator("#them-bao-cao input").set_input_files(files)
        last = bare(wording.wrong_ending(shown_name(Path(some[-1]))))
        # By hand: `wait_for_function` would need what the page's policy forbids.
        while not opened.page.evaluate(ARRIVED, last):
            opened.page.wait_for_timeout(50)
        told = bare("".join(shown(opened.page, "#tin-bao-cao li")))
        for name in some:
            assert bare(wording.wrong_ending(shown_name(Path(name)))) in told, name


def pass_through(browser: Browser, strings: Sequence[str]) -> None:
    library, blocked = Flooded(strings), list[str]()
    with serving(Repeating(library.reports()[0].body), library) as url:
        opened = open_page(browser, url, blocked)
        ask_them(opened, strings)
        read_them(opened, strings)
        upload_them(opened, strings)
        for place in ("#cuoc-hoi .message", ".reader", "#danh-sach", "#tin-bao-cao"):
            for made in ("img", "iframe", "script", "svg", "form", "style"):
                assert opened.page.locator(f"{place} {made}").count() == 0, (place, made)
        links = opened.page.locator("#cuoc-hoi .message a")
        leading = links.evaluate_all("nodes => nodes.map(a => a.getAttribute('href'))")
        assert {re.sub(r"\d+", "n", link) for link in leading} == {"#trich-n-n"}
        assert opened.elsewhere() == [] and blocked == []
        opened.page.close()


def test_a_sample_stays_text_everywhere(browser: Browser) -> None:
    pass_through(browser, SAMPLE)


@pytest.mark.hard
def test_all_of_them_stay_text_everywhere(browser: Browser) -> None:
    pass_through(browser, STRINGS)
