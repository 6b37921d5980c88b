"""Adding reports as staff do, in a browser: choose files, look at the receipts, publish, remove, undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from gradio.utils import get_upload_folder
from playwright.sync_api import Browser, Locator, expect

from assistant.assistant import Assistant
from index.library import Library
from tests.test_app import DESK, PHONE, Visit, free_port, visit
from ui import wording
from ui.page import build_page, launch_options
from ui.wording import reports as texts

TITLE = "Báo cáo kết quả ứng dụng công nghệ thông tin năm 2021 của tỉnh Cà Mau"
QUESTION = "Tỷ lệ hồ sơ trực tuyến của Cà Mau là bao nhiêu?"
HOSTILE = '<script>alert(1)</script><img src="x" onerror="alert(2)">'
LINES = (
    "Ngày 15/12/2021, Sở Thông tin và Truyền thông tỉnh Cà Mau báo cáo kết quả ứng dụng công nghệ thông tin năm 2021.",
    "Năm 2021, tỷ lệ hồ sơ trực tuyến của tỉnh Cà Mau đạt 47,3%, tăng so với năm trước.",
    "Toàn tỉnh có 1.250 cán bộ dùng chữ ký số, 100% cơ quan cấp huyện dùng phần mềm quản lý văn bản và điều hành.",
)


@dataclass(frozen=True)
class Served:
    """A page of this process, and the library behind it."""

    url: str
    library: Library


@pytest.fixture
def served(fresh_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The page on a library that may be changed, uploads in a folder of its own."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    port = free_port()
    with Library.open(fresh_data) as library:
        page = build_page(Assistant(library), library)
        page.launch(**launch_options("127.0.0.1", port), prevent_thread_lock=True)
        yield Served(f"http://127.0.0.1:{port}", library)
        page.close(verbose=False)


def document(path: Path, title: str = TITLE, lines: tuple[str, ...] = LINES) -> Path:
    """A Word file with a heading, paragraphs and a table."""
    made = Document()
    made.add_heading(title, 1)
    for line in lines:
        made.add_paragraph(line)
    rows = (
        ("Đơn vị", "Số máy tính", "Tỷ lệ kết nối"),
        ("Huyện Năm Căn", "312", "97,5%"),
        ("Huyện U Minh", "287", "96%"),
    )
    table = made.add_table(len(rows), len(rows[0]))
    for row, held in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, held, strict=True):
            cell.text = text
    made.save(str(path))
    return path


def reports_of(browser: Browser, url: str, size: tuple[int, int]) -> Visit:
    opened = visit(browser, url, size)
    opened.page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    return opened


def upload(opened: Visit, *files: Path) -> None:
    opened.page.locator("#them-bao-cao input").set_input_files(list(files))


def card(opened: Visit) -> Locator:
    return opened.page.locator("#bien-nhan")


def news(opened: Visit) -> Locator:
    return opened.page.locator("#tin-bao-cao li").first


def press(opened: Visit, name: str) -> None:
    card(opened).get_by_role("button", name=name, exact=True).click()


def answer_to(opened: Visit, question: str) -> Locator:
    opened.page.get_by_role("tab", name=wording.ASK_TAB).click()
    opened.ask(question)
    return opened.page.locator("#cuoc-hoi .bot-row").last


def test_a_report_is_added_answers_is_removed_and_comes_back(browser: Browser, served: Served, tmp_path: Path) -> None:
    opened = reports_of(browser, served.url, DESK)
    page = opened.page
    upload(opened, document(tmp_path / "ca-mau.docx"))
    expect(card(opened)).to_contain_text(TITLE, timeout=30_000)
    for text in ("Cà Mau", "15/12/2021", "2021", "đoạn"):
        expect(card(opened)).to_contain_text(text)
    expect(page.locator("#toan-van")).to_contain_text("Huyện Năm Căn")
    assert len(served.library.reports()) == 5
    press(opened, wording.PUBLISH)
    expect(news(opened)).to_contain_text(wording.PUBLISHED, timeout=30_000)
    expect(card(opened)).to_be_hidden()
    rows = page.locator("#danh-sach tbody tr")
    expect(rows).to_have_count(6)
    assert not [path for path in Path(get_upload_folder()).rglob("*") if path.is_file()]

    answer = answer_to(opened, QUESTION)
    expect(answer).to_contain_text("47,3%")
    answer.locator('a[href="#trich-1-1"]').first.click()
    assert "47,3%" in opened.chosen()

    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    rows.filter(has_text="Cà Mau").get_by_role("button", name=wording.TAKE_OUT).click()
    expect(rows).to_have_count(5)
    expect(answer_to(opened, QUESTION)).not_to_contain_text("47,3%")

    page.get_by_role("tab", name=wording.REPORTS_TAB).click()
    page.get_by_role("button", name=wording.UNDO).click()
    expect(rows).to_have_count(6)
    expect(answer_to(opened, QUESTION)).to_contain_text("47,3%")
    assert opened.elsewhere() == []
    page.close()


def test_what_is_not_taken_is_said_and_the_rest_goes_on(browser: Browser, served: Served, tmp_path: Path) -> None:
    program = tmp_path / "bao-cao.docx"
    program.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 20)
    (tmp_path / "ghi-chu.exe").write_bytes(b"MZ")
    known = next(Path("corpus/reports").glob("lai-chau*.txt"))
    opened = reports_of(browser, served.url, DESK)
    upload(opened, program, tmp_path / "ghi-chu.exe", known, document(tmp_path / "ca-mau.docx"))
    expect(card(opened)).to_contain_text(TITLE, timeout=60_000)
    told = opened.page.locator("#tin-bao-cao")
    expect(told.get_by_role("alert")).to_have_count(3)
    expect(told).to_contain_text("Không nhận ra bảng mã của tệp bao-cao.docx")
    expect(told).to_contain_text(wording.wrong_ending("ghi-chu.exe"))
    expect(told).to_contain_text("đã có trong thư viện")
    press(opened, wording.PUT_DOWN)
    expect(card(opened)).to_be_hidden()
    assert len(served.library.reports()) == 5
    opened.page.close()


def test_too_many_and_too_large_files_are_not_sent(browser: Browser, served: Served, tmp_path: Path) -> None:
    large = tmp_path / "lon.txt"
    with large.open("wb") as file:
        file.truncate(21 * 1024**2)
    opened = reports_of(browser, served.url, DESK)
    upload(opened, large)
    expect(news(opened)).to_contain_text("lớn hơn 20 MB")
    small = [tmp_path / f"{n}.txt" for n in range(11)]
    for path in small:
        path.write_text("x")
    upload(opened, *small)
    expect(opened.page.locator("#them-bao-cao .state")).to_have_text(wording.too_many(10))
    assert not [url for url in opened.asked if "/upload" in url]
    opened.page.close()


def test_an_unsure_province_is_asked_for_and_a_new_version_takes_the_old_ones_place(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    opened = reports_of(browser, served.url, DESK)
    nameless = tuple(line.replace("tỉnh Cà Mau", "tỉnh ta") for line in LINES)
    upload(opened, document(tmp_path / "v1.docx", TITLE.removesuffix(" của tỉnh Cà Mau"), nameless))
    expect(card(opened)).to_contain_text(wording.no_province("v1.docx"), timeout=30_000)
    expect(card(opened).get_by_role("button", name=wording.PUBLISH)).to_be_hidden()
    province = card(opened).get_by_label("Tỉnh")
    province.fill("Atlantis")
    press(opened, wording.READ_WITH_THIS)
    expect(news(opened)).to_contain_text("không phải tên một tỉnh")
    province.fill("ca mau")
    press(opened, wording.READ_WITH_THIS)
    expect(card(opened)).to_contain_text("người thêm cho biết", timeout=30_000)
    press(opened, wording.PUBLISH)
    expect(news(opened)).to_contain_text(wording.PUBLISHED, timeout=30_000)

    upload(opened, document(tmp_path / "v2.docx", lines=(*LINES, "Tỉnh Cà Mau có thêm 12 trạm phát sóng.")))
    expect(card(opened)).to_contain_text("Có thể là bản", timeout=30_000)
    press(opened, wording.REPLACE)
    expect(news(opened)).to_contain_text("Đã thay", timeout=30_000)
    bodies = [report.body for report in served.library.reports() if report.province == "Cà Mau"]
    assert len(bodies) == 1 and "12 trạm phát sóng" in bodies[0]
    opened.page.get_by_role("combobox", name=texts.STATE).select_option("gone")
    expect(opened.page.locator("#danh-sach tbody tr")).to_have_count(1)
    expect(opened.page.locator("#danh-sach tbody")).to_contain_text("bằng bản mới")
    opened.page.close()


def test_ten_files_at_once_each_with_its_own_end(browser: Browser, served: Served, tmp_path: Path) -> None:
    """Six good ones of which one is there twice, one that is in the library, one broken, one empty."""
    names = ("Cà Mau", "Bạc Liêu", "Hà Giang", "Nam Định", "Phú Yên", "Kon Tum")
    files = [
        document(tmp_path / f"{n}.docx", TITLE.replace("Cà Mau", name), tuple(x.replace("Cà Mau", name) for x in LINES))
        for n, name in enumerate(names)
    ]
    (tmp_path / "lap.docx").write_bytes(files[0].read_bytes())
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "trong.txt").write_text("")
    known = next(Path("corpus/reports").glob("lai-chau*.txt"))
    opened = reports_of(browser, served.url, DESK)
    upload(opened, *files, tmp_path / "lap.docx", tmp_path / "hong.pdf", tmp_path / "trong.txt", known)
    expect(card(opened)).to_contain_text("tệp 1/7: 0.docx", timeout=90_000)
    expect(opened.page.locator("#tin-bao-cao").get_by_role("alert")).to_have_count(3)
    for name in names:
        expect(card(opened).locator("h2")).to_contain_text(name, timeout=30_000)
        press(opened, wording.PUBLISH)
    expect(card(opened)).to_be_hidden(timeout=30_000)
    told = opened.page.locator("#tin-bao-cao")
    expect(told.get_by_role("alert").filter(has_text="lap.docx đã có trong thư viện")).to_have_count(1)
    expect(opened.page.locator("#danh-sach tbody tr")).to_have_count(11)
    assert {report.province for report in served.library.reports()} >= {*names}
    opened.page.close()


def test_staff_set_a_description_right(browser: Browser, served: Served) -> None:
    opened = reports_of(browser, served.url, DESK)
    page = opened.page
    row = page.locator("#danh-sach tbody tr").filter(has_text="Điện Biên")
    row.get_by_role("button", name=texts.EDIT).click()
    expect(card(opened)).to_contain_text(texts.EDITING)
    card(opened).get_by_label("Năm nói đến").fill("2013–2014")
    card(opened).get_by_label("Tên", exact=True).fill(f"Kiểm tra {HOSTILE}")
    press(opened, texts.SAVE)
    expect(news(opened)).to_contain_text("Đã sửa mô tả", timeout=30_000)
    expect(row).to_contain_text("2013–2014")
    expect(row).to_contain_text(HOSTILE)
    expect(page.locator("#toan-van h2")).to_contain_text(HOSTILE)
    row.get_by_role("button", name=texts.EDIT).click()
    card(opened).get_by_label("Ngày đăng").fill("hôm qua")
    press(opened, texts.SAVE)
    expect(news(opened)).to_contain_text("không phải một ngày", timeout=30_000)
    press(opened, texts.LEAVE)
    expect(card(opened)).to_be_hidden()
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_in_a_file_becomes_markup(
    browser: Browser, served: Served, tmp_path: Path, size: tuple[int, int]
) -> None:
    opened = reports_of(browser, served.url, size)
    page, lines = opened.page, (*LINES, f"Tỉnh Cà Mau {HOSTILE} có mạng.")
    upload(opened, document(tmp_path / "<img src=x onerror=alert(3)>.docx", f"{TITLE} {HOSTILE}", lines))
    expect(card(opened).locator("h2")).to_contain_text(HOSTILE, timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    wide = "node => node.scrollWidth - node.clientWidth"
    assert page.locator(".pane.desk").evaluate(wide) == 0
    card(opened).get_by_role("link", name=wording.READ_DRAFT).click()
    expect(page.locator("#toan-van article")).to_contain_text(f"Cà Mau {HOSTILE} có mạng")
    if size == PHONE:
        page.get_by_role("link", name=wording.BACK_TO_REPORTS).click()
    press(opened, wording.PUBLISH)
    expect(news(opened)).to_contain_text(HOSTILE, timeout=30_000)
    assert page.locator(".desk img, .desk script, #toan-van img, #toan-van script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert opened.elsewhere() == []
    page.close()
