"""The program as people meet it: started by its command, asked by a program, read in a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Browser, Page, expect

from assistant.generate import Told
from assistant.records import Answer, Citation, Mode
from corpus.records import Passage, Report
from index.database import Database
from index.journal import Journal
from index.ledger import Past
from index.receipt import Notes
from index.search import Hit
from ui import wording
from ui.page import build_page, launch_options
from ui.wording import access

ROOT = Path(__file__).parents[1]
ONE = "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?"
TWO = "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu"
REFUSED = "Tỷ lệ văn bản điện tử của Hà Nội là bao nhiêu?"
DESK, PHONE = (1280, 800), (390, 844)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def start(*flags: str) -> subprocess.Popen[str]:
    """The app behind a web proxy that does not answer: it must neither need it nor be kept from asking itself."""
    command = [sys.executable, str(ROOT / "app.py"), *flags]
    proxy = dict.fromkeys(["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"], "http://127.0.0.1:9")
    env = {**os.environ, **proxy, "NO_PROXY": "", "no_proxy": ""}
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


@dataclass(frozen=True)
class Running:
    """An app that serves: where, and from which data folder; `first` is what a browser got before it was ready."""

    url: str
    port: int
    data: Path
    first: httpx.Response


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The real app with the shipped reports in a folder of its own; it is ready when it says where it runs."""
    port, data = free_port(), tmp_path_factory.mktemp("app") / "data"
    process = start("--port", str(port), "--data", str(data))
    assert process.stderr is not None
    url, said = f"http://127.0.0.1:{port}", []
    asking = httpx.Client(transport=httpx.HTTPTransport(retries=8), headers={"Accept": "text/html"}, timeout=60)
    first = asking.get(url)
    for line in process.stderr:
        said.append(line)
        if str(port) in line:
            break
    try:
        assert asking.get(url).status_code == 200
        yield Running(url, port, data, first)
    except httpx.ConnectError:
        process.kill()
        pytest.fail("The app did not start:\n" + "".join(said) + process.stderr.read())
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="session")
def client(app: Running) -> Client:
    return Client(app.url, verbose=False)


@dataclass(frozen=True)
class Visit:
    """An open page and every address that it asked for."""

    page: Page
    asked: list[str]

    def ask(self, question: str) -> None:
        """Ask, and wait until the answer stands and the page is at rest."""
        before = self.page.locator("#cuoc-hoi .bot-row").count()
        self.page.locator("#cau-hoi textarea").fill(question)
        self.page.get_by_role("button", name=wording.ASK, exact=True).click()
        expect(self.page.locator("#cuoc-hoi .bot-row")).to_have_count(before + 1, timeout=30_000)
        expect(self.page.get_by_text(wording.SEARCHING)).to_have_count(0, timeout=30_000)
        expect(self.page.get_by_role("button", name=wording.ASK, exact=True)).to_be_visible(timeout=30_000)

    def chosen(self) -> str:
        """The text of the quote that is lit now."""
        lit = self.page.locator("#trich-dan mark.chosen")
        expect(lit.first).to_be_visible()
        return "".join(lit.all_inner_texts())

    def elsewhere(self) -> list[str]:
        here = urlsplit(self.page.url).netloc
        return [
            url for url in self.asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != here
        ]


def visit(browser: Browser, url: str, size: tuple[int, int], **context: Any) -> Visit:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **context)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"A script ran: {dialog.message}"))
    page.goto(url)
    expect(page.locator("#cau-hoi textarea")).to_be_visible(timeout=30_000)
    return Visit(page, asked)


# Asked by a program


def test_ask_answers_as_json(client: Client) -> None:
    answer = client.predict(ONE, [], api_name="/ask")
    assert list(answer)[:5] == ["id", "status", "reason", "mode", "text"]
    assert answer["status"] == "answered"
    assert "80%" in answer["text"] and "[1]" in answer["text"]
    assert answer["citations"][0]["province"] == "Lai Châu"


def test_ask_takes_earlier_questions_into_account(client: Client) -> None:
    answer = client.predict("Còn Bắc Giang thì sao?", ["Tỷ lệ văn bản được ký số của Lai Châu?"], api_name="/ask")
    assert {citation["province"] for citation in answer["citations"]} == {"Bắc Giang"}


def test_a_refusal_has_no_citations(client: Client) -> None:
    answer = client.predict(REFUSED, [], api_name="/ask")
    assert (answer["status"], answer["citations"]) == ("abstained", [])


def test_an_empty_question_is_told_in_vietnamese(client: Client) -> None:
    with pytest.raises(AppError, match="âu hỏi"):
        client.predict("  ", [], api_name="/ask")


def test_four_endpoints_have_a_name(client: Client) -> None:
    named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert list(named) == ["/ask", "/search", "/reports", "/add"]


# Read in a browser


def test_whoever_comes_before_the_page_is_ready_is_told_so(app: Running) -> None:
    assert app.first.status_code == 503 and access.STARTING in app.first.text


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_screen_needs_no_scrolling(browser: Browser, app: Running, size: tuple[int, int]) -> None:
    page = visit(browser, app.url, size).page
    for what in (page.locator("#cau-hoi textarea"), page.get_by_role("button", name=wording.ASK, exact=True)):
        box = what.bounding_box()
        assert box and box["y"] + box["height"] <= size[1] and box["x"] + box["width"] <= size[0]
    examples = page.locator("#cuoc-hoi .example")
    expect(examples.nth(2)).to_be_visible(timeout=30_000)
    for example in examples.all():
        expect(example).to_be_in_viewport()
    extent = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert extent == list(size)
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_citation_leads_to_its_quote(browser: Browser, app: Running, client: Client, size: tuple[int, int]) -> None:
    quotes = {c["n"]: c for c in client.predict(TWO, [], api_name="/ask")["citations"]}
    assert len({citation["report"] for citation in quotes.values()}) > 1
    opened = visit(browser, app.url, size)
    page = opened.page
    opened.ask(TWO)
    for n, citation in quotes.items():
        page.locator(f'#cuoc-hoi a[href="#trich-1-{n}"]').first.click()
        expect(page.locator("#trich-dan article:visible h2")).to_have_text(citation["title"])
        assert opened.chosen() == citation["quote"].replace("\n", "")
        expect(page.locator("#trich-dan mark.chosen").first).to_be_in_viewport(ratio=0.5)
        if size == PHONE:
            page.get_by_role("link", name=wording.BACK_TO_ANSWER).click()
            expect(page.locator("#trich-dan article").first).to_be_hidden()
        expect(page.locator("#cuoc-hoi .bot-row").first).to_be_in_viewport()
    assert page.evaluate("[scrollX, scrollY]") == [0, 0]
    assert opened.elsewhere() == []
    page.close()


def test_an_older_answers_citations_keep_working(browser: Browser, app: Running) -> None:
    opened = visit(browser, app.url, DESK)
    opened.ask(ONE)
    opened.page.locator('#cuoc-hoi a[href="#trich-1-1"]').first.click()
    quote = opened.chosen()
    opened.ask(REFUSED)
    expect(opened.page.locator("#trich-dan")).to_contain_text(wording.NO_SOURCES_TITLE)
    opened.page.locator('#cuoc-hoi a[href="#trich-1-1"]').first.click()
    assert opened.chosen() == quote
    opened.page.close()


def test_an_example_is_asked_at_a_click_and_a_new_conversation_starts_empty(browser: Browser, app: Running) -> None:
    page = visit(browser, app.url, DESK).page
    page.locator("#cuoc-hoi .example").first.click(timeout=30_000)
    expect(page.locator('#cuoc-hoi a[href="#trich-1-1"]').first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=wording.NEW).click()
    expect(page.locator("#cuoc-hoi .message-row")).to_have_count(0)
    expect(page.locator("#trich-dan")).to_contain_text(wording.READER_EMPTY_TITLE)
    page.close()


def test_a_bad_question_stays_in_the_box_with_the_reason(browser: Browser, app: Running) -> None:
    page = visit(browser, app.url, DESK).page
    page.locator("#cau-hoi textarea").fill("chữ " * 600)
    page.get_by_role("button", name=wording.ASK, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("âu hỏi")
    expect(page.locator("#cau-hoi textarea")).to_have_value("chữ " * 600)
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_report_opens_from_the_table(browser: Browser, app: Running, size: tuple[int, int]) -> None:
    opened = visit(browser, app.url, size)
    page = opened.page
    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    rows = page.locator("#danh-sach tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.filter(has_text="Long An")).to_contain_text("không ghi ngày (sau 29/05/2012)")
    link = rows.filter(has_text="Lai Châu").get_by_role("link")
    title = link.inner_text()
    link.click()
    expect(page.locator("#toan-van article:visible h2")).to_have_text(title)
    expect(page.locator("#toan-van article")).to_contain_text("tỷ lệ văn bản điện tử trao đổi nội bộ")
    if size == PHONE:
        page.get_by_role("link", name=wording.BACK_TO_REPORTS).click()
        expect(page.locator("#toan-van article")).to_be_hidden()
    assert opened.elsewhere() == []
    page.close()


# Hostile texts, in a page of its own

HOSTILE = '<img src="http://evil.example/x.png" onerror="alert(1)"><script>alert(2)</script> &amp; {{3}} ${4}'
LURES = "[bấm](http://evil.example) ![ảnh](http://evil.example/y.png) http://evil.example *nghiêng* `mã`"
BODY = f"Tiêu đề {HOSTILE}\nĐoạn {HOSTILE} {LURES}"


class HostileLibrary:
    """One report, all of whose texts try to become markup."""

    embedder = SimpleNamespace(ready=True)

    def __init__(self) -> None:
        title = BODY.split("\n")[0]
        self.journal = Journal(Database(Path(":memory:")))
        self.kept = Report("x", HOSTILE, HOSTILE, title, HOSTILE, None, None, None, (2019, 2019), "", "", BODY)

    def reports(self) -> list[Report]:
        return [self.kept]

    def report(self, id: str) -> Report | None:
        return self.kept if id == "x" else None

    def passages(self, report: str) -> list[Passage]:
        return []

    def past(self) -> dict[str, Past]:
        return {"y": Past(self.kept, "", None)}

    def notes(self, id: str) -> Notes:
        return Notes()

    def provinces(self) -> dict[str, str]:
        return {HOSTILE: HOSTILE}

    def search(self, query: str, k: int = 10) -> list[Hit]:
        return []

    def well_spelled(self, text: str) -> str:
        return text


class HostileAssistant:
    """Answers with the report's second line, as if it were Markdown."""

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        start = BODY.index("Đoạn")
        citation = Citation(1, "x", HOSTILE, HOSTILE, None, start, len(BODY), BODY[start:])
        yield Told(Answer("answered", f"{BODY[start:]} [1] [2]", (citation,)))

    def ask(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Answer:
        *_, last = self.tell(question, history, mode)
        return last.answer


@pytest.fixture
def hostile_url() -> Iterator[str]:
    page: gr.Blocks = build_page(HostileAssistant(), HostileLibrary())
    port = free_port()
    page.launch(**launch_options("127.0.0.1", port), prevent_thread_lock=True)
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


def test_nothing_that_is_asked_answered_or_kept_becomes_markup(browser: Browser, hostile_url: str) -> None:
    opened = visit(browser, hostile_url, DESK)
    page, typed = opened.page, f"  # {HOSTILE}\n    {LURES}"
    opened.ask(typed)
    assert page.locator("#cuoc-hoi .user-row p").evaluate("node => node.textContent") == typed
    expect(page.locator("#cuoc-hoi .bot-row")).to_contain_text(HOSTILE)
    assert page.locator("#cuoc-hoi .bot-row a").evaluate_all("links => links.map(a => a.getAttribute('href'))") == [
        "#trich-1-1"
    ]
    page.locator('#cuoc-hoi a[href="#trich-1-1"]').click()
    assert opened.chosen() == BODY.split("\n")[1]
    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    page.locator("#danh-sach tbody a").click()
    expect(page.locator("#toan-van h2")).to_have_text(BODY.split("\n")[0])
    assert page.locator("#cuoc-hoi img, .reader img, #danh-sach img, #danh-sach script, .reader script").count() == 0
    assert opened.elsewhere() == []
    page.close()


# What cannot be started


def failed_start(*flags: str) -> str:
    """What the app says when it cannot start: one line, exit status 1."""
    process = start(*flags)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1, said
    return said


def test_a_busy_port_is_told_before_the_library_opens(app: Running, tmp_path: Path) -> None:
    said = failed_start("--port", str(app.port), "--data", str(tmp_path / "data"))
    assert f"Cổng {app.port}" in said and "--port" in said
    assert not (tmp_path / "data").exists()


def test_a_data_folder_in_use_is_told(app: Running) -> None:
    assert str(app.data) in failed_start("--port", str(free_port()), "--data", str(app.data))


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "file" in failed_start("--port", str(free_port()), "--data", str(tmp_path / "file"))
