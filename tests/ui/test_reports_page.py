"""The tab "Báo cáo" as a reader uses it: sort, filter, find words in all reports and in one, ask about a province."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_app import DESK, PHONE, visit
from ui import wording
from ui.wording import reports as texts

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def reports_of(browser: Browser, url: str, size: tuple[int, int]) -> Page:
    page = visit(browser, url, size).page
    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    expect(page.locator("#danh-sach tbody tr")).to_have_count(5)
    return page


def provinces(page: Page) -> list[str]:
    return [text.split(" (")[0] for text in page.locator("#danh-sach tbody td:nth-child(1) div").all_inner_texts()]


@SIZES
def test_the_table_is_sorted_and_filtered(browser: Browser, url: str, size: tuple[int, int]) -> None:
    page = reports_of(browser, url, size)
    assert provinces(page) == ["Bắc Giang", "Điện Biên", "Lai Châu", "Long An", "Tây Ninh"]
    by_day = page.locator("#danh-sach thead").get_by_role("button", name="Ngày đăng")
    by_day.press("Enter")
    expect(page.locator("#danh-sach tbody tr").first).to_contain_text("Long An")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Ngày đăng")
    expect(by_day).to_be_focused()
    by_day.press("Enter")
    expect(page.locator("#danh-sach tbody tr").first).to_contain_text("Lai Châu")
    page.get_by_role("combobox", name=texts.YEAR, exact=True).select_option("2012")
    expect(page.locator("#danh-sach tbody tr")).to_have_count(1)
    page.get_by_role("button", name=texts.CLEAR).click()
    expect(page.locator("#danh-sach tbody tr")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()


@SIZES
def test_a_province_of_the_grid_filters_and_offers_to_ask(browser: Browser, url: str, size: tuple[int, int]) -> None:
    page = reports_of(browser, url, size)
    page.locator(".grid summary").press("Enter")
    cell = page.get_by_role("button", name="Bắc Ninh 1 báo cáo")
    cell.press("Enter")
    expect(page.locator("#danh-sach tbody tr")).to_have_count(1)
    expect(cell).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("combobox", name=texts.PROVINCE, exact=True)).to_have_value("Bắc Ninh")
    page.get_by_role("button", name=texts.ASK_ABOUT.format(name="Bắc Giang")).click()
    box = page.locator("#cau-hoi textarea")
    expect(box).to_be_focused()
    expect(box).to_have_value("Bắc Giang: ")
    page.keyboard.type("tỷ lệ văn bản được ký số là bao nhiêu?")
    page.get_by_role("button", name=wording.ASK, exact=True).click()
    expect(page.locator("#cuoc-hoi .bot-row").last).to_contain_text("Bắc Giang", timeout=30_000)
    page.close()


@SIZES
def test_words_are_found_and_open_the_report_at_the_place(browser: Browser, url: str, size: tuple[int, int]) -> None:
    page = reports_of(browser, url, size)
    box = page.get_by_label(texts.WORDS)
    box.fill("chu ky so")
    box.press("Enter")
    hit = page.locator(".found-in", has_text="Lai Châu").get_by_role("link").first
    hit.click()
    chosen = page.locator("#toan-van mark.chosen")
    expect(chosen).to_have_text("chữ ký số")
    expect(chosen).to_be_in_viewport()
    here = page.locator(".find-here").get_by_role("searchbox")
    here.fill("van ban dien tu")
    here.press("Enter")
    expect(page.locator(".find-here")).to_contain_text("3 chỗ")
    expect(chosen).to_have_text("văn bản điện tử")
    page.locator(".places a").nth(2).click()
    expect(page.locator("#toan-van mark").nth(2)).to_have_class("chosen")
    expect(chosen).to_be_in_viewport()
    if size == PHONE:
        page.get_by_role("link", name=wording.BACK_TO_REPORTS).click()
    page.get_by_label(texts.HOW).first.select_option("near")
    box.fill("máy tính nối mạng ở xã")
    box.press("Enter")
    expect(page.locator("#danh-sach")).to_contain_text("gần nghĩa nhất")
    page.locator(".found-in a").first.click()
    expect(chosen.first).to_be_in_viewport()
    if size == PHONE:
        page.get_by_role("link", name=wording.BACK_TO_REPORTS).click()
    page.get_by_role("button", name=texts.BACK_TO_TABLE).click()
    expect(page.locator("#danh-sach tbody tr")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.close()
