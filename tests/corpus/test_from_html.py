"""A saved page becomes its article; all else that it shows is kept with a reason, and nothing that it hides."""

from __future__ import annotations

import pytest

from corpus import furniture
from corpus.formats import read_document
from corpus.from_html import Page, read_page
from corpus.legacy import from_tcvn3
from corpus.text import squeeze
from tests.corpus.files import NAMES, known, page, tcvn3, windows_1258

TITLE = "Kết quả ứng dụng công nghệ thông tin của tỉnh Lai Châu"
PROSE = [
    "Năm 2018, tỉnh đã đầu tư 42,7 tỷ đồng cho hạ tầng công nghệ thông tin của các cơ quan nhà nước.",
    "Đến nay, 93% xã kết nối mạng LAN và 100% sở, ngành sử dụng phần mềm quản lý văn bản và điều hành.",
    "Thời gian tới, tỉnh tiếp tục đào tạo cán bộ chuyên trách và bảo đảm an toàn thông tin cho các hệ thống.",
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)


def read(html: str) -> Page:
    return read_page(f"<html><head><meta charset=utf-8></head><body>{html}</body></html>".encode(), "a.html")


def reasons(found: Page) -> dict[str, str]:
    return {line: cut.reason for cut in found.dropped for line in cut.text.split("\n")}


@pytest.mark.parametrize("name", NAMES)
def test_everything_visible_is_kept_once_or_cut_once_with_a_reason(name: str) -> None:
    report = known(name)
    found = read_page(page(report), "a.html")
    kept, cut = [squeeze(line) for line in found.lines], list(reasons(found))
    assert kept[0] == report.title and all(squeeze(line) in kept for line in report.lines())
    for text in (
        "- Trang chủ",
        "Tìm kiếm",
        "Ý kiến bạn đọc",
        "47/2024/TT-BTC",
        "- Đang truy cập63",
        "Các tin liên quan",
    ):
        assert text in cut and text not in kept
    assert "Không được thấy dòng này" not in " ".join(kept + cut)
    assert all(reasons(found).values())


def test_metadata_is_taken_from_the_page_itself() -> None:
    found = read_page(page(known("ha-giang-2018")), "a.html")
    assert found.title == known("ha-giang-2018").title
    assert (found.publisher, found.published) == ("Cổng TTĐT tỉnh Hà Giang", "2019-12-20")


def test_a_title_that_only_the_metadata_has_begins_the_text() -> None:
    found = read_page(f'<meta property="og:title" content="{TITLE}"><body>{TEXT}'.encode(), "a.html")
    assert (found.title, found.lines) == (TITLE, (TITLE, *PROSE))


def test_a_page_laid_out_with_tables_is_read_as_text() -> None:
    menu = "".join(
        f"<tr><td><a href=#>{entry}</a></td></tr>" for entry in ("Giới thiệu", "Tin tức", "Văn bản", "Liên hệ")
    )
    found = read(
        f"<form id=aspnetForm><table width=100%><tr><td colspan=2>Cổng thông tin điện tử</td></tr><tr><td><table>{menu}"
        f"</table></td><td><table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{TEXT}</td></tr></table></td></tr></table></form>"
    )
    assert found.lines == (TITLE, *PROSE)
    assert {"Giới thiệu", "Liên hệ", "Cổng thông tin điện tử"} <= set(reasons(found))


def test_tables_keep_rows_columns_and_merged_cells() -> None:
    table = (
        "<table><caption>Bảng 1. Kết quả</caption><thead><tr><th rowspan=2>Chỉ tiêu</th><th colspan=2>Năm</th></tr>"
        "<tr><th>2015</th><th>2016</th></tr></thead><tr><td rowspan=2>Cấp<br>tỉnh</td><td>80%</td><td>93%</td></tr>"
        "<tr><td>70%</td><td></td></tr></table>"
    )
    found = read(f"<h1>{TITLE}</h1>{PROSE[0]}{table}<p>{PROSE[1]}</p>")
    assert found.lines[2:-1] == (
        "Bảng 1. Kết quả", "Chỉ tiêu\tNăm\t", "Chỉ tiêu\t2015\t2016", "Cấp tỉnh\t80%\t93%", "Cấp tỉnh\t70%\t",
    )  # fmt: skip


def test_lists_show_their_numbers_and_bullets() -> None:
    items = "<ol start=3><li>Đào tạo cán bộ</li><li>Mua máy tính</li></ol><ul><li>Cấp tỉnh</li><li>- Cấp xã</li></ul>"
    found = read(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p>{items}<p>{PROSE[1]}</p>")
    assert found.lines[2:-1] == ("3. Đào tạo cán bộ", "4. Mua máy tính", "- Cấp tỉnh", "- Cấp xã")


def test_related_news_in_the_middle_do_not_end_the_article() -> None:
    links = "".join(f"<li><a href=#>{text}</a></li>" for text in ("Bắn pháo hoa mừng năm mới", "Khởi công cầu số 2"))
    found = read(
        f"<h1>{TITLE}</h1><p>{PROSE[0]}</p><p>Tin liên quan</p><ul>{links}</ul><p>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    )
    assert found.lines == (TITLE, *PROSE)
    assert reasons(found)["- Khởi công cầu số 2"] == furniture.RELATED == reasons(found)["Tin liên quan"]


def test_captions_and_hidden_parts_are_no_text() -> None:
    figure = "<figure><img src=a.png alt=Ảnh><figcaption>Hội nghị tổng kết của tỉnh</figcaption></figure>"
    found = read(f"<h1>{TITLE}</h1><p>{PROSE[0]}</p>{figure}<p style='display: none'>Ẩn đi</p><p>{PROSE[1]}</p>")
    assert found.lines == (TITLE, *PROSE[:2])
    assert reasons(found) == {"Hội nghị tổng kết của tỉnh": furniture.CAPTION}


def test_an_article_in_a_frame_with_a_menu_s_name_is_not_cut() -> None:
    found = read(
        f"<div class='page-with-menu sidebar'><h1>{TITLE}</h1>{TEXT}</div><div class=menu><p>Giới thiệu</p></div>"
    )
    assert found.lines == (TITLE, *PROSE)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "windows-1258"])
def test_any_encoding_of_a_page_is_read(codec: str) -> None:
    html = f"<html><head><meta charset={codec.removesuffix('-le')}></head><body><h1>{TITLE}</h1>{TEXT}</body></html>"
    data = windows_1258(html) if codec == "windows-1258" else html.encode(codec)
    document = read_document(data, "a.html")
    assert (document.kind, document.title, document.text.split("\n")) == ("html", TITLE, [TITLE, *PROSE])


def test_a_page_in_tcvn3_is_repaired_with_its_title() -> None:
    data = tcvn3(f"<html><head><meta charset=x-user-defined></head><body><h1>{TITLE}</h1>{TEXT}</body></html>")
    document = read_document(data, "a.htm")
    assert document.title == TITLE and document.text.split("\n") == [TITLE, *PROSE]
    assert any("TCVN3" in warning for warning in document.warnings)
    assert from_tcvn3("KÕt qu¶") == "Kết quả"


def test_a_page_saved_in_one_file_is_read() -> None:
    head = "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    html = f"<html><body><h1>{TITLE}</h1>{TEXT}</body></html>"
    part = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + html + "\n--x--\n"
    document = read_document((head + part).encode(), "a.mhtml")
    assert (document.kind, document.text.split("\n")) == ("html", [TITLE, *PROSE])


def test_author_and_source_below_the_text_stay_for_cleaning() -> None:
    found = read(f"<h1>{TITLE}</h1>{TEXT}<p>Tác giả: Kiên Trung</p><p>Nguồn tin: laichau.gov.vn</p><p>Về đầu trang</p>")
    assert found.lines[-2:] == ("Tác giả: Kiên Trung", "Nguồn tin: laichau.gov.vn")
    assert reasons(found)["Về đầu trang"] == furniture.TAIL


def test_nothing_is_fetched(outside_calls: list[object]) -> None:
    seen = len(outside_calls)
    read(f"<link rel=stylesheet href=http://a.vn/x.css><img src=http://a.vn/a.png><h1>{TITLE}</h1>{TEXT}")
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = read_page(f"{doctype}<html><body><h1>{TITLE}</h1>{TEXT}<p>&x;</p></body></html>".encode(), "a.html")
    assert "root:" not in "".join(found.lines) and len(outside_calls) == seen


def test_a_swollen_tag_is_read_without_its_attributes() -> None:
    many = " ".join(f"a{n}=1" for n in range(50_000))
    assert read(f"<h1>{TITLE}</h1><p {many}>{PROSE[0]}</p>").lines == (TITLE, PROSE[0])


@pytest.mark.parametrize("tab", ["{} - Cổng TTĐT", "Cổng thông tin điện tử tỉnh Lai Châu - {}"])
def test_the_title_is_told_by_the_tab_wherever_the_sites_name_stands(tab: str) -> None:
    site = "<div>Cổng thông tin điện tử tỉnh Lai Châu</div><div>Thời tiết: Lai Châu 24°C, có mây, không mưa</div>"
    page_ = f"<html><head><meta charset=utf-8><title>{tab.format(TITLE)}</title></head><body>{site}<div>{TITLE}</div>"
    found = read_page(f"{page_}{TEXT}".encode(), "a.html")
    assert (found.title, found.lines) == (TITLE, (TITLE, *PROSE))


def test_a_line_of_several_links_is_a_row_of_buttons_and_prose_with_links_is_not() -> None:
    buttons = "<div><a href=#>In bài</a> <a href=#>Gửi thư</a> Cỡ chữ A- A+</div>"
    linked = PROSE[1].replace("mạng LAN", "<a href=#>mạng LAN</a>").replace("phần mềm", "<a href=#>phần mềm</a>")
    found = read(f"<h1>{TITLE}</h1>{buttons}<p>{PROSE[0]}</p><p>{linked}</p><p>{PROSE[2]}</p>")
    assert found.lines == (TITLE, *PROSE)
    assert reasons(found) == {"In bài Gửi thư Cỡ chữ A- A+": furniture.CONTROLS}
