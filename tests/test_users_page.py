"""The page with users: who gets in, what each may do by page and by address, and what every response says."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
import httpx
import pytest
from docx import Document
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from assistant.assistant import Assistant
from index.library import Library
from tests.test_app import DESK, ONE, PHONE, failed_start, free_port
from tests.test_upload_page import document
from ui import wording as words
from ui.login import Door
from ui.page import build_page, launch_options
from ui.users import Account, Users, hashed, write
from ui.wording import access as wording
from ui.wording import staff

PASSWORD = "một mật khẩu dài"
ADMIN, READER = ("lan", PASSWORD), ("minh", PASSWORD)


@dataclass(frozen=True)
class Served:
    """A page of this process, its library and its file of users."""

    url: str
    page: gr.Blocks
    library: Library
    users: Path
    shipped: set[str]

    def logged_in(self, name: str, password: str = PASSWORD) -> httpx.Client:
        client = httpx.Client(base_url=self.url, timeout=60)
        assert client.post("/login", data={"username": name, "password": password}).status_code == 200
        return client

    def as_it_was(self) -> bool:
        return {report.id for report in self.library.reports()} == self.shipped


@pytest.fixture(scope="module")
def served(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("users")
    data, users = shutil.copytree(seeded, folder / "data"), folder / "users.json"
    port, secret = free_port(), hashed(PASSWORD)
    write(users, {"lan": Account("lan", "staff", secret), "minh": Account("minh", "reader", secret)})
    with pytest.MonkeyPatch.context() as patch, Library.open(data) as library:
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "uploads"))
        page = build_page(Assistant(library), library)
        page.launch(**launch_options("127.0.0.1", port, Door(Users(users))), prevent_thread_lock=True)
        yield Served(f"http://127.0.0.1:{port}", page, library, users, {report.id for report in library.reports()})
        page.close(verbose=False)


# Getting in


def test_nothing_but_the_log_in_answers_to_strangers(served: Served) -> None:
    paths = served.page.app.openapi()["paths"]
    assert len(paths) > 70
    answered = set()
    for path, methods in paths.items():
        for method in methods:
            address = re.sub(r"\{[^}]+\}", "x", path)
            if httpx.request(method, served.url + address).status_code != 401:
                answered.add(address.rstrip("/"))
    assert answered <= {"/login", "/logout", "/favicon.ico", "/gradio_api/startup-events"}


def test_a_browser_is_led_to_the_log_in_and_back_to_the_question(served: Served) -> None:
    browsing = {"accept": "text/html"}
    asked = httpx.get(f"{served.url}/?hoi=a%20b", headers=browsing)
    assert (asked.status_code, asked.headers["location"]) == (303, "/login?to=hoi%3Da%2520b")
    form = {"username": "minh", "password": PASSWORD, "to": "hoi=a%20b"}
    let_in = httpx.post(f"{served.url}/login", data=form, headers=browsing)
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/?hoi=a%20b")
    cookie = let_in.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    form["to"] = "//evil.example"
    assert httpx.post(f"{served.url}/login", data=form, headers=browsing).headers["location"].startswith("/?")


def test_a_wrong_password_and_an_unknown_name_are_told_alike(served: Served) -> None:
    told = [
        httpx.post(f"{served.url}/login", data={"username": name, "password": "sai"}) for name in ("minh", "không-có")
    ]
    assert [answer.status_code for answer in told] == [401, 401]
    assert {answer.json()["detail"] for answer in told} == {wording.WRONG}
    served.logged_in("minh")


def test_guessing_is_slowed_down_and_says_for_how_long(served: Served) -> None:
    def guess(n: int) -> httpx.Response:
        return httpx.post(f"{served.url}/login", data={"username": "nam", "password": str(n)}, timeout=60)

    with ThreadPoolExecutor(12) as together:
        answers = list(together.map(guess, range(12)))
    slow = [answer for answer in answers if answer.status_code == 429]
    assert len(slow) >= 6 and {answer.status_code for answer in answers} == {401, 429}
    assert int(slow[-1].headers["retry-after"]) >= 1
    assert "Hãy thử lại sau" in slow[-1].json()["detail"]


def test_logging_out_ends_the_session(served: Served) -> None:
    client = served.logged_in("minh")
    kept = dict(client.cookies)
    assert client.get("/config").status_code == 200
    assert client.post("/logout").status_code == 303
    assert httpx.get(f"{served.url}/config", cookies=kept).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"tam": Account("tam", "staff", hashed(PASSWORD))},
        {"tam": Account("tam", "reader", hashed("một mật khẩu khác"))},
    ],
    ids=["removed", "another role", "another password"],
)
def test_who_is_changed_or_removed_loses_the_session(served: Served, change: dict[str, Account]) -> None:
    rest = {account.name: account for account in map(Users(served.users).account, ("lan", "minh")) if account}
    write(served.users, rest | {"tam": Account("tam", "reader", hashed(PASSWORD))})
    client = served.logged_in("tam")
    assert client.get("/config").status_code == 200
    write(served.users, rest | change)
    assert client.get("/config").status_code == 401
    write(served.users, rest)


def test_programs_may_send_name_and_password_with_each_request(served: Served) -> None:
    assert httpx.get(f"{served.url}/config", auth=READER).status_code == 200
    assert httpx.get(f"{served.url}/config", auth=("minh", "sai")).status_code == 401
    assert "www-authenticate" not in httpx.get(f"{served.url}/config", auth=("minh", "sai")).headers
    served.logged_in("minh")


# What a reader may do


def call(client: httpx.Client, number: int, data: list[Any]) -> httpx.Response:
    body = {"fn_index": number, "data": data, "event_data": {"act": "remove", "report": "long-an", "files": []}}
    return client.post("/gradio_api/run/predict", json={**body, "session_hash": "x"})


def test_a_reader_reaches_no_function_of_the_staff_by_its_number(served: Served) -> None:
    reader = served.logged_in("minh")
    for_staff = {number: fn for number, fn in served.page.fns.items() if getattr(fn.fn, "for_staff", False)}
    assert {"take_in", "read_again", "publish", "replace", "put_away", "act"} <= {fn.name for fn in for_staff.values()}
    for number, fn in for_staff.items():
        answer = call(reader, number, [None] * len(fn.inputs))
        assert answer.status_code == 500 and answer.json()["error"] == wording.STAFF_ONLY, fn.name
    for number in served.page.fns.keys() - for_staff.keys():
        call(reader, number, [None] * len(served.page.fns[number].inputs))
    assert served.as_it_was()


def test_a_reader_reaches_no_function_of_the_staff_through_the_queue(served: Served) -> None:
    reader = served.logged_in("minh")
    number, fn = next(item for item in served.page.fns.items() if item[1].name == "put_away")
    data = [None] * len(fn.inputs)
    reader.post("/gradio_api/queue/join", json={"fn_index": number, "data": data, "session_hash": "hang"})
    with reader.stream("GET", "/gradio_api/queue/data?session_hash=hang") as lines:
        told = next(line for line in lines.iter_lines() if "process_completed" in line)
    assert json.loads(told.removeprefix("data:"))["output"]["error"] == wording.STAFF_ONLY
    assert served.as_it_was()


def spoken(client: httpx.Client, window: str) -> list[dict[str, Any]]:
    """All that a window's queue has to say until it is through, or, where Gradio knows no such window, breaks off."""
    said = []
    with (
        suppress(httpx.RemoteProtocolError),
        client.stream("GET", f"/gradio_api/queue/data?session_hash={window}") as lines,
    ):
        for line in lines.iter_lines():
            said += [json.loads(line.removeprefix("data:"))] if line else []
    return said


def test_nobody_reads_what_anothers_window_holds_whatever_name_it_has(served: Served) -> None:
    numbers = {fn.name: number for number, fn in served.page.fns.items()}
    owner, thief = served.logged_in("lan"), served.logged_in("minh")

    def ask(client: httpx.Client) -> str:
        data = [ONE, *[None] * (len(served.page.fns[numbers["answer"]].inputs) - 1)]
        body = {"fn_index": numbers["answer"], "data": data, "session_hash": "w1"}
        return str(client.post("/gradio_api/queue/join", json=body).json()["event_id"])

    def taken(client: httpx.Client) -> list[str]:
        """The conversation of the window, as its Word document."""
        body = {"fn_index": numbers["download"], "data": [None, None], "session_hash": "w1"}
        (given,) = client.post("/gradio_api/run/predict", json=body).json()["data"]
        document = Document(BytesIO(base64.b64decode(given["props"]["file"]["data"])))
        return [paragraph.text for paragraph in document.paragraphs]

    asked = ask(owner)
    assert [line["msg"] for line in spoken(thief, "w1")] == ["unexpected_error"]
    thief.post("/gradio_api/cancel", json={"session_hash": "w1", "fn_index": numbers["answer"], "event_id": "x"})
    with thief.stream("GET", "/gradio_api/heartbeat/w1") as beating:
        next(beating.iter_lines())
    assert asked in {line.get("event_id") for line in spoken(owner, "w1") if line["msg"] == "process_completed"}
    assert ONE in taken(owner) and ONE not in taken(thief)
    assert ask(thief) in {line.get("event_id") for line in spoken(thief, "w1")}
    assert taken(owner).count(ONE) == 2  # as its name, and as its only question


def files(*names: str, size: int = 4) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, b"x" * size)) for name in names]


@pytest.mark.parametrize(
    ("name", "sent", "status"),
    [
        ("minh", files("a.txt"), 403),
        ("lan", files("a.exe"), 415),
        ("lan", files("a.txt", "a.svg"), 415),
        ("lan", files(*[f"{n}.txt" for n in range(11)]), 413),
        ("lan", files("a.txt", size=22 * 1024**2), 413),
        ("lan", files("a.txt"), 200),
    ],
)
def test_uploads_are_limited_by_role_type_count_and_size(
    served: Served, name: str, sent: list[tuple[str, tuple[str, bytes]]], status: int
) -> None:
    assert served.logged_in(name).post("/gradio_api/upload", files=sent).status_code == status


# Where requests come from, and what responses say


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "localhost.evil.example", ""])
def test_another_name_for_this_machine_is_refused(served: Served, host: str) -> None:
    assert httpx.get(f"{served.url}/login", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_another_sites_page_can_send_nothing(served: Served, headers: dict[str, str]) -> None:
    client = served.logged_in("lan")
    for path in ("/login", "/logout", "/gradio_api/queue/join", "/gradio_api/upload"):
        answer = client.post(path, headers=headers, json={})
        assert answer.status_code == 403 and answer.json()["detail"] == wording.WRONG_ORIGIN


def test_a_preflight_promises_other_sites_nothing_that_they_get(served: Served) -> None:
    """Gradio answers it before the guard is asked; whatever it announces says where it comes from, and is refused."""
    client, other = served.logged_in("lan"), {"origin": "http://evil.example"}
    for host in (urlsplit(served.url).netloc, "127.0.0.2:1", "evil.example"):
        for path in ("/", "/config", "/gradio_api/queue/join", "/gradio_api/upload"):
            for method in ("GET", "POST", "DELETE"):
                asks = {**other, "host": host, "access-control-request-method": method}
                assert client.options(path, headers=asks).text == "OK"
                refused = client.request(method, path, headers={**other, "host": host})
                assert refused.status_code == (421 if host == "evil.example" else 403)
    plain = httpx.options(f"{served.url}/config")
    assert (plain.status_code, plain.json()["detail"]) == (401, wording.NOT_LOGGED_IN)


def test_every_response_carries_the_policy_and_no_error_a_path(served: Served) -> None:
    lan = served.logged_in("lan")
    answers = [
        httpx.get(f"{served.url}/login"),
        httpx.get(f"{served.url}/config"),
        httpx.get(f"{served.url}/", headers={"host": "evil.example"}),
        *map(lan.get, ("/", "/config", "/known.js", "/theme.css", "/assets/none.js", "/none", "/gradio_api/vibe-code")),
        *map(
            lan.get, ("/gradio_api/file=/etc/passwd", "/gradio_api/file=app.py", "/gradio_api/file=http://127.0.0.1/")
        ),
        *map(lan.get, ("/gradio_api/file=none", "/gradio_api/proxy=http://x.hf.space/")),
        lan.post("/gradio_api/queue/join", content=b"{"),
        lan.post("/gradio_api/queue/join", json={"data": [], "fn_index": 999, "session_hash": "x"}),
        lan.post("/gradio_api/run/none", json={"data": []}),
        lan.post("/gradio_api/upload", content=b"x"),
        lan.post("/gradio_api/queue/join", content=b"x" * 5 * 1024**2),
    ]
    inside = (str(Path(__file__).parents[1]), "site-packages", "/usr/lib", str(served.users.parent), "Traceback")
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert scripts and "unsafe" not in scripts[1] and "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy and answer.headers["x-content-type-options"] == "nosniff"
        if answer.status_code >= 400:
            assert not [text for text in inside if text in answer.text], answer.url
    assert len({answer.headers["content-security-policy"] for answer in answers}) == len(answers)


# Asked by programs


def test_each_role_has_its_endpoints(served: Served, tmp_path: Path) -> None:
    reader, staff = (Client(served.url, auth=who, verbose=False) for who in (READER, ADMIN))
    file = document(tmp_path / "ca-mau.docx")
    assert "80%" in reader.predict(ONE, [], api_name="/ask")["text"]
    hits = reader.predict("kinh phí ở Tây Ninh", 3, api_name="/search")
    assert len(hits) == 3 and list(hits[0]) == ["report", "province", "start", "end", "text", "score"]
    assert {report["id"] for report in reader.predict(api_name="/reports")} == served.shipped
    with pytest.raises(Exception):  # noqa: B017 - the client has one kind for refused uploads, another for refused calls
        reader.predict(handle_file(file), api_name="/add")
    assert served.as_it_was()
    added = staff.predict(handle_file(file), published="16/12/2021", api_name="/add")
    assert (added["kind"], added["report"]["published"]) == ("added", "2021-12-16")
    assert added["receipt"]["passages"] > 0 and served.library.report(added["report"]["id"])
    assert served.library.audit(added["report"]["id"])[-1].who == "lan"
    assert staff.predict(handle_file(file), api_name="/add")["kind"] == "there"
    served.library.remove(added["report"]["id"], None)


def test_a_reader_cannot_name_the_endpoint_of_the_staff(served: Served) -> None:
    reader = served.logged_in("minh")
    answer = reader.post("/gradio_api/run/add", json={"data": [{"path": "x"}, "", "", "", "", True]})
    assert answer.json()["error"] == wording.STAFF_ONLY


def test_only_what_was_uploaded_and_is_sure_is_added(served: Served, tmp_path: Path) -> None:
    staff, client = Client(served.url, auth=ADMIN, verbose=False), served.logged_in("lan")
    for path in ("/etc/passwd", str(served.users), "corpus/reports/long-an.txt", ""):
        answer = client.post("/gradio_api/run/add", json={"data": [{"path": path}, "Cà Mau", "", "", "", True]})
        assert answer.json()["error"] == wording.NO_UPLOAD
    nameless = tmp_path / "x.txt"
    nameless.write_text("Tỷ lệ hồ sơ trực tuyến đạt 47,3% trong năm 2021, tăng so với năm trước.\n" * 3, "utf-8")
    told = staff.predict(handle_file(nameless), api_name="/add")
    assert (told["kind"], told["report"]) == ("failed", None)
    assert "(province)" in told["line"] and "--" not in told["line"]
    with pytest.raises(AppError, match="/reports"):
        staff.predict(handle_file(nameless), replace="none", api_name="/add")
    with pytest.raises(AppError, match="không phải tên một tỉnh"):
        staff.predict(handle_file(nameless), province="Atlantis", api_name="/add")
    assert served.as_it_was()


def test_the_documentations_example_runs(served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = re.findall(r"```python\n(.*?)```", Path("docs/api.md").read_text("utf-8"), re.DOTALL)
    example = code[0].replace('"http://127.0.0.1:7860"', f'"{served.url}", auth={ADMIN!r}')
    named: dict[str, Any] = {}
    exec(example.replace("bao-cao.docx", str(document(tmp_path / "bao-cao.docx"))), named)
    printed = capsys.readouterr().out
    assert "answered" in printed and "added" in printed
    assert named["again"]["citations"][0]["province"] == "Lai Châu"
    assert len(named["hits"]) == 3 and len(named["reports"]) == 5
    served.library.remove(named["added"]["report"]["id"], None)


# In a browser


def entered(context: BrowserContext, url: str, name: str, blocked: list[str]) -> Page:
    """A page after logging in as people do; `blocked` gets what the policy stops."""
    page = context.new_page()
    page.on("console", lambda line: blocked.append(line.text) if "Security Policy" in line.text else None)
    page.goto(url)
    page.get_by_label(wording.NAME).fill(name)
    page.get_by_label(wording.PASSWORD).fill(PASSWORD)
    page.get_by_role("button", name=wording.LOG_IN).click()
    expect(page.locator("#cau-hoi textarea")).to_be_visible(timeout=30_000)
    return page


def test_two_users_at_once_each_have_what_is_theirs(browser: Browser, served: Served) -> None:
    pages, blocked = {}, list[str]()
    for name, size in (("lan", DESK), ("minh", PHONE)):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        pages[name] = entered(context, served.url, name, blocked)
    for name, page in pages.items():
        page.locator("#cau-hoi textarea").fill(ONE)
        page.get_by_role("button", name=words.ASK, exact=True).click()
        page.get_by_role("tab", name=words.REPORTS_TAB).click()
        expect(page.locator("#danh-sach tbody tr")).to_have_count(5)
        expect(page.locator("#nguoi-dung")).to_contain_text(name)
        assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]  # type: ignore[index]
    expect(pages["lan"].locator("#them-bao-cao button")).to_be_visible()
    expect(pages["lan"].locator("#danh-sach tbody button").first).to_be_visible()
    for hidden in ("#them-bao-cao", "#danh-sach tbody button"):
        expect(pages["minh"].locator(hidden)).to_have_count(0)
    for page in pages.values():
        page.get_by_role("tab", name=words.ASK_TAB).click()
        expect(page.locator("#cuoc-hoi .bot-row")).to_contain_text("80%", timeout=30_000)
    pages["minh"].get_by_role("button", name=wording.LOG_OUT).click()
    expect(pages["minh"].get_by_role("alert")).to_have_text(wording.LOGGED_OUT)
    pages["lan"].locator("#cuoc-hoi a[href^='#trich-']").first.click()
    expect(pages["lan"].locator("#trich-dan mark.chosen").first).to_be_visible()
    assert blocked == []
    for page in pages.values():
        page.context.close()


def test_an_ended_session_leads_to_the_log_in_and_back_to_what_was_open(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = entered(context, served.url, "minh", [])
    page.locator("#cau-hoi textarea").fill(ONE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("cuoc="), timeout=30_000)
    page.locator("#cau-hoi textarea").fill('Còn "Bắc Giang" & <b>?')
    assert context.request.post(f"{served.url}/logout", headers={"origin": served.url}).ok
    with suppress(Error):  # the page may notice by itself, and leave meanwhile
        page.evaluate("document.querySelector('#hoi button.primary')?.click()")
    expect(page.get_by_role("alert")).to_have_text(wording.ENDED)
    page.get_by_label(wording.NAME).fill("minh")
    page.get_by_label(wording.PASSWORD).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#cuoc-hoi .user-row")).to_have_text([ONE], timeout=30_000)
    expect(page.locator("#cau-hoi textarea")).to_have_value('Còn "Bắc Giang" & <b>?')
    expect(page).to_have_url(re.compile(r"/\?cuoc=[^&]+$"))
    context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_staffs_tabs_all_fit(browser: Browser, served: Served, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = entered(context, served.url, "lan", [])
    for name in (staff.AUDIT_TAB, staff.EVALUATION_TAB, words.REPORTS_TAB, words.ASK_TAB):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="Thẻ khác")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_log_in_says_what_was_wrong_and_fits(browser: Browser, served: Served, size: tuple[int, int]) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(served.url)
    page.get_by_label(wording.NAME).fill('"><script>alert(1)</script>')
    page.get_by_label(wording.PASSWORD).fill("sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(wording.WRONG)
    expect(page.get_by_label(wording.NAME)).to_have_value('"><script>alert(1)</script>')
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()


# What cannot be started


def test_other_machines_are_let_in_only_with_users_or_when_it_is_said(tmp_path: Path) -> None:
    said = failed_start("--host", "0.0.0.0", "--port", str(free_port()), "--data", str(tmp_path / "data"))
    assert "--users" in said and "--open-to-all" in said


def test_a_missing_file_of_users_is_told(tmp_path: Path) -> None:
    users = tmp_path / "none.json"
    said = failed_start("--users", str(users), "--port", str(free_port()), "--data", str(tmp_path / "data"))
    assert f"python -m ui users {users}" in said and not (tmp_path / "data").exists()
