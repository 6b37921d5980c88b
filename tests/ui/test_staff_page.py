"""The tabs for staff in a browser: what was done is there, filtered, saved; opinions and the last evaluation."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from index.journal import Feedback
from index.library import Library
from tests.test_app import DESK, PHONE, visit
from tests.ui.conftest import serving
from ui.wording import reports
from ui.wording import staff as texts

HOSTILE = '<img src=x onerror=alert(1)>"=1+1'


@dataclass(frozen=True)
class Place:
    url: str
    library: Library


@pytest.fixture(scope="module")
def place(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A library in which Lan removed a report, and users said what they think."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("staff") / "data")
    with Library.open(folder) as library:
        library.remove("tay-ninh-2015-04-06", f"Lan {HOSTILE}")
        answer = {"text": f"Đạt **80%** {HOSTILE}", "status": "answered", "citations": []}
        library.journal.rate(Feedback("hoa", "1", "up", "Câu một?", (), answer))
        library.journal.rate(Feedback("hoa", "2", "down", f"Câu hai {HOSTILE}?", (), answer, "figure", "Số cũ"))
        with serving(Assistant(library), library) as url:
            yield Place(url, library)


def opened(browser: Browser, place: Place, size: tuple[int, int], name: str) -> Page:
    page = visit(browser, place.url, size).page
    page.get_by_role("tab", name=name).click()
    return page


def saved(page: Page, name: str, tmp_path: Path) -> Path:
    with page.expect_download() as caught:
        page.get_by_role("button", name=name).click()
    path = tmp_path / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_audit_is_read_filtered_and_saved(
    browser: Browser, place: Place, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = opened(browser, place, size, texts.AUDIT_TAB)
    rows = page.locator("#nhat-ky tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text(f"Lan {HOSTILE} bỏ")
    page.get_by_role("combobox", name=texts.ACT).select_option("removed")
    expect(rows).to_have_count(1)
    with saved(page, texts.AS_CSV, tmp_path).open(encoding="utf-8-sig", newline="") as file:
        assert [row[3] for row in csv.reader(file)] == [texts.AUDIT_FILE_COLUMNS[3], "tay-ninh-2015-04-06"]
    book = load_workbook(saved(page, texts.AS_XLSX, tmp_path))
    assert book.active.max_row == 2
    page.get_by_role("searchbox", name=texts.REPORT_WORDS).fill("lai chau")
    page.keyboard.press("Enter")
    expect(page.locator("#nhat-ky")).to_contain_text(texts.NO_EVENT_FITS)
    page.get_by_role("button", name=texts.CLEAR).click()
    expect(rows).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()


def test_staff_save_a_report_as_it_was_published(browser: Browser, place: Place, tmp_path: Path) -> None:
    page = opened(browser, place, DESK, "Báo cáo")
    page.locator("#danh-sach tbody tr", has_text="Lai Châu").get_by_role("link").click()
    path = saved(page, reports.DOWNLOAD, tmp_path)
    assert path.name == "lai-chau-2019.txt"
    assert path.read_bytes() == place.library.original("lai-chau-2019-06-12").read_bytes()
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_opinions_and_the_last_evaluation_are_read(browser: Browser, place: Place, size: tuple[int, int]) -> None:
    page = opened(browser, place, size, texts.EVALUATION_TAB)
    expect(page.locator("#lan-danh-gia")).to_contain_text("python -m eval")
    rows = page.locator("#y-kien tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("combobox", name=texts.VOTE).select_option("down")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Số cũ")
    expect(rows).to_contain_text(HOSTILE)
    assert page.locator(".sheet img, .sheet script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()
