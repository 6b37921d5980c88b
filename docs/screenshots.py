"""Make the pictures of the documentation anew from the real app: `.venv/bin/python -m docs.screenshots`.

Starts the app with the shipped reports in a folder of its own, and does in headless Chromium (Debian's, or the one that
TROLY_CHROMIUM names) what the guide tells of: asks, opens a citation, finds words, adds a file, reads who did what.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from ui import wording
from ui.wording import reports, staff

HERE = Path(__file__).resolve().parent
LIMIT = 200_000
"""Bytes that a picture may have."""

QUESTIONS = (
    "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?",
    "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu",
)
WORDS = "chu ky so"
INVENTED = HERE.parent / "eval" / "library" / "ha-giang-2018.txt"
SIZES = {"page-1280.png": (1280, 800), "page-390.png": (390, 844)}


def main() -> int:
    """Write the pictures; 1 with one line on stderr when Chromium is missing."""
    chromium = os.environ.get("TROLY_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("Chromium is missing: install it (apt-get install chromium) or set TROLY_CHROMIUM.", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "data") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(url)
            for question in QUESTIONS:
                ask(page, question)
            if width > 700:  # on a phone the report would cover the answer
                open_last_citation(page)
            write(HERE / name, page.screenshot(animations="disabled"))
            page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(url)
        for name, show in (("bao-cao.png", find_words), ("bien-nhan.png", add_file), ("nhat-ky.png", read_audit)):
            show(page)
            write(HERE / name, page.screenshot(animations="disabled"))
        browser.close()
    return 0


@contextmanager
def started_app(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """An app that begins to serve the data folder, until the block ends: its address to be, and its process."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = [sys.executable, "app.py", "--port", str(port), "--data", str(data)]
    app = subprocess.Popen(command, cwd=HERE.parent, stderr=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{port}", app
    finally:
        app.terminate()
        app.communicate()


@contextmanager
def running_app(data: Path) -> Iterator[str]:
    """The address of an app that serves the data folder, from when it does until the block ends."""
    with started_app(data) as (url, app):
        if not any(url in line for line in app.stderr or ()):
            raise RuntimeError("The app did not start; run `python app.py` to see why.")
        yield url


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands and the page is at rest."""
    answers = page.locator("#cuoc-hoi .bot-row")
    before = answers.count()
    page.locator("#cau-hoi textarea").fill(question)
    page.get_by_role("button", name=wording.ASK, exact=True).click()
    expect(answers).to_have_count(before + 1, timeout=30_000)
    expect(page.get_by_text(wording.SEARCHING)).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("button", name=wording.ASK, exact=True)).to_be_visible(timeout=30_000)


def open_last_citation(page: Page) -> None:
    page.locator('#cuoc-hoi a[href^="#trich-"]').last.click()
    expect(page.locator("#trich-dan mark.chosen").first).to_be_in_viewport()


def find_words(page: Page) -> None:
    """Words found in all reports, the first place open."""
    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    box = page.get_by_label(reports.WORDS)
    box.fill(WORDS)
    box.press("Enter")
    page.locator(".found-in a").first.click()
    expect(page.locator("#toan-van mark.chosen")).to_be_in_viewport()


def add_file(page: Page) -> None:
    """The receipt of an invented report."""
    page.get_by_role("button", name=reports.BACK_TO_TABLE).click()
    page.locator("#them-bao-cao input").set_input_files(INVENTED)
    expect(page.locator("#bien-nhan h2")).to_be_visible(timeout=60_000)


def read_audit(page: Page) -> None:
    """The audit, after the file was added and a report was taken out and brought back."""
    page.get_by_role("button", name=wording.PUBLISH).click()
    expect(page.locator("#danh-sach tbody tr")).to_have_count(6, timeout=60_000)
    page.locator("#danh-sach").get_by_role("button", name=wording.TAKE_OUT).last.click()
    page.get_by_role("button", name=wording.UNDO).click()
    expect(page.locator("#tin-bao-cao")).to_contain_text(wording.BROUGHT_BACK)
    page.get_by_role("tab", name=staff.AUDIT_TAB).click()
    expect(page.locator("#nhat-ky tbody tr").first).to_be_visible()


def write(path: Path, picture: bytes) -> None:
    """Write a PNG of at most 256 colours, which a page of text hardly needs more of."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LIMIT:
        raise RuntimeError(f"{path.name} has {size} bytes; at most {LIMIT} are wanted.")
    print(f"{path.name}: {size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
