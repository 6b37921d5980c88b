"""How quick the page is, measured in headless Chromium: `.venv/bin/python -m docs.quickness`.

Starts the app twice with the shipped reports in a folder of its own, the second start being a warm one, and prints
seconds: from the start until the browser shows that it starts, until the box is there, until a question asked at once
has its answer, and, once the model is loaded, from Enter to an answer's first words (median and worst of several
questions).
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Error, Page, expect, sync_playwright

from docs.screenshots import running_app, started_app
from ui import wording
from ui.wording import asking

QUESTIONS = (
    "Bắc Giang đầu tư bao nhiêu cho CNTT năm 2016?",
    "Tây Ninh còn những hạn chế gì?",
    "Lai Châu có bao nhiêu xã dùng mạng LAN?",
    "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu",
    "Tỷ lệ văn bản điện tử của Hà Nội là bao nhiêu?",
    "Điện Biên có những kiến nghị gì?",
)

WORDS = """([count, waiting]) => {
    const answers = document.querySelectorAll("#cuoc-hoi .bot-row .message-content");
    return answers.length === count && !waiting.includes(answers[count - 1].innerText.trim());
}"""
"""Whether answer `count` has words of its own, not those that stand for an answer to come."""


def main() -> int:
    """Print the numbers; 1 with one line on stderr when Chromium is missing."""
    chromium = os.environ.get("TROLY_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("Chromium is missing: install it (apt-get install chromium) or set TROLY_CHROMIUM.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        data = Path(folder) / "data"
        with running_app(data):
            pass  # the reports are embedded
        page, began = browser.new_page(), time.perf_counter()
        with started_app(data) as (url, _):
            open_early(page, url)
            print(f"start to a sign       {time.perf_counter() - began:6.2f} s")
            page.locator("#cau-hoi textarea").wait_for()
            print(f"start to box          {time.perf_counter() - began:6.2f} s")
            first_words(page, QUESTIONS[0])
            print(f"start to first answer {time.perf_counter() - began:6.2f} s")
            taken = [first_words(page, question) for question in QUESTIONS[1:]]
            print(f"Enter to first words  {statistics.median(taken):6.2f} s (worst {max(taken):.2f} s)")
        browser.close()
    return 0


def open_early(page: Page, url: str) -> None:
    """Open the page as somebody does who cannot wait: again and again until something is there."""
    for _ in range(1000):
        try:
            page.goto(url)
            return
        except Error:
            time.sleep(0.01)
    raise RuntimeError("The app did not start; run `python app.py` to see why.")


def first_words(page: Page, question: str) -> float:
    """Seconds from Enter until the answer's first words; returns when the page is at rest again."""
    box, count = page.locator("#cau-hoi textarea"), page.locator("#cuoc-hoi .bot-row").count()
    box.fill(question)
    began = time.perf_counter()
    box.press("Enter")
    waiting = [wording.SEARCHING, asking.ANSWER_WAITS, ""]
    page.wait_for_function(WORDS, arg=[count + 1, waiting], polling="raf", timeout=120_000)
    taken = time.perf_counter() - began
    expect(page.get_by_role("button", name=wording.ASK, exact=True)).to_be_visible(timeout=30_000)
    return taken


if __name__ == "__main__":
    sys.exit(main())
