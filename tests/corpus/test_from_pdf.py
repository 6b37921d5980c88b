"""Printed pages become paragraphs and tables again; what is printed on every page goes, with its reason."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from corpus import furniture, tools
from corpus.clean import clean
from corpus.errors import Unreadable
from corpus.formats import read_document
from corpus.from_pdf import PdfText, read_pdf
from corpus.records import Dropped
from tests.corpus.files import FONT, known, pdf, scanned

pytestmark = pytest.mark.skipif(FONT is None, reason="no font with Vietnamese letters on this machine")
Draw = Callable[[Canvas], None]


def made(*pages: Draw, **options: Any) -> bytes:
    """A PDF; each function draws a page."""
    pdfmetrics.registerFont(TTFont("Viet", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Viet", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def written(*lines: tuple[float, float, str]) -> Draw:
    """A page with texts at (x, y)."""

    def draw(canvas: Canvas) -> None:
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return draw


def below(*texts: str, top: float = 780, left: float = 72) -> Draw:
    return written(*((left, top - 18 * at, text) for at, text in enumerate(texts)))


def read(data: bytes) -> PdfText:
    def recognise(images: list[bytes], alone: bool) -> list[list[dict[str, Any]]]:
        raise AssertionError("these pages have text")

    return read_pdf(data, recognise)


FULL = "Thời gian qua, tỉnh đã đẩy mạnh ứng dụng công nghệ thông tin trong cơ quan"


def test_a_line_goes_on_where_the_next_word_had_no_room() -> None:
    lines = ("nhà nước. Kết quả đạt được rất tốt.", "Tỉnh có 14 huyện.", "- Cấp xã: 93%", "- Cấp huyện: 100%")
    found = read(made(below(FULL, *lines)))
    assert found.lines == (
        f"{FULL} nhà nước. Kết quả đạt được rất tốt.", "Tỉnh có 14 huyện.", "- Cấp xã: 93%", "- Cấp huyện: 100%",
    )  # fmt: skip


def test_a_paragraph_goes_on_over_the_page_and_running_lines_are_cut() -> None:
    def page(number: int, *texts: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 810, "Sở Thông tin và Truyền thông tỉnh Lai Châu")
            canvas.drawString(290, 30, str(number))
            below(*texts)(canvas)

        return draw

    data = made(page(1, "Tỉnh có 8 huyện.", FULL), page(2, "nhà nước.", "Hết phần một."), page(3, "Phần hai."))
    found = read(data)
    assert found.lines == ("Tỉnh có 8 huyện.", f"{FULL} nhà nước.", "Hết phần một.", "Phần hai.")
    head = Dropped("Sở Thông tin và Truyền thông tỉnh Lai Châu", furniture.RUNNING_HEAD)
    assert found.dropped.count(head) == 3
    assert {cut.text for cut in found.dropped if cut.reason == furniture.PAGE_NUMBER} == {"1", "2", "3"}


def test_words_torn_by_a_hyphen_are_made_whole_and_document_numbers_keep_theirs() -> None:
    texts = (
        "Mạng Internet đã có.",
        f"{FULL} qua Inter-",
        "net, theo đúng tinh thần và các nhiệm vụ nêu tại Nghị quyết số 36-",
        "NQ/TW.",
    )
    found = read(made(below(*texts)))
    assert found.lines[1:] == (
        f"{FULL} qua Internet, theo đúng tinh thần và các nhiệm vụ nêu tại Nghị quyết số 36-NQ/TW.",
    )


def ruled(*rows: list[str], y: float = 600, spans: tuple[Any, ...] = ()) -> Draw:
    def draw(canvas: Canvas) -> None:
        style = [("FONT", (0, 0), (-1, -1), "Viet", 11), ("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans]
        table = Table([list(row) for row in rows], style=style)
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 72, y)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def test_a_ruled_table_keeps_cells_and_merged_ones_go_to_each_row() -> None:
    table = ruled(
        ["Chỉ tiêu", "Kết quả", ""], ["", "2015", "2016"], ["Mạng\nLAN", "80%", ""],
        spans=(("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1))),
    )  # fmt: skip
    found = read(made(both(below("Bảng 1. Kết quả"), table, below("Ghi chú: số liệu của Sở.", top=560))))
    assert found.lines == (
        "Bảng 1. Kết quả", "Chỉ tiêu\tKết quả\t", "Chỉ tiêu\t2015\t2016", "Mạng LAN\t80%\t", "Ghi chú: số liệu của Sở.",
    )  # fmt: skip


def test_a_head_that_is_printed_again_on_the_next_page_is_cut() -> None:
    head = ["Huyện", "Mạng LAN"]
    found = read(made(ruled(head, ["Tam Đường", "93%"]), ruled(head, ["Mường Tè", "77%"])))
    assert found.lines == ("Huyện\tMạng LAN", "Tam Đường\t93%", "Mường Tè\t77%")
    assert found.dropped == (Dropped("Huyện\tMạng LAN", furniture.HEAD_AGAIN),)


def test_columns_without_lines_are_cells_and_a_wide_gap_in_one_line_is_not() -> None:
    rows = [(72, 700, "Huyện"), (300, 700, "LAN"), (72, 682, "Tam Đường"), (300, 682, "93%"), (72, 664, "Mường Tè"),
            (300, 664, "77%")]  # fmt: skip
    found = read(made(both(written(*rows), written((72, 600, "Số lượng:"), (300, 600, "14 huyện")))))
    assert found.lines == ("Huyện\tLAN", "Tam Đường\t93%", "Mường Tè\t77%", "Số lượng: 14 huyện")


def test_a_letterhead_in_two_columns_is_furniture_and_dates_the_text() -> None:
    head = [
        (90, 780, "ỦY BAN NHÂN DÂN"), (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (100, 762, "TỈNH LAI CHÂU"), (340, 762, "Độc lập - Tự do - Hạnh phúc"),
        (100, 730, "Số: 219/BC-UBND"), (310, 730, "Lai Châu, ngày 12 tháng 6 năm 2019"),
        (270, 690, "BÁO CÁO"), (150, 672, "Kết quả ứng dụng công nghệ thông tin năm 2018"),
    ]  # fmt: skip
    text = below(FULL + " nhà", "nước và cả hệ thống chính trị của tỉnh.", top=630)
    document = read_document(made(both(written(*head), text)), "a.pdf")
    article = clean(document.text, document.title, document.headings)
    assert article.title == "BÁO CÁO Kết quả ứng dụng công nghệ thông tin năm 2018"
    assert article.date_line == "Lai Châu, ngày 12 tháng 6 năm 2019"
    assert article.paragraphs == (f"{FULL} nhà nước và cả hệ thống chính trị của tỉnh.",)
    assert [cut.reason for cut in article.dropped] == [furniture.LETTERHEAD]


TORN = "Tỉnh đẩy mạnh chuy ể n đ ổ i số, s ử dụng ph ầ n m ề m quản lý văn b ả n đi ề u hành."


def test_columns_are_read_one_after_the_other_and_the_last_page_may_have_one_only() -> None:
    def page(number: int, *columns: tuple[str, ...]) -> Draw:
        heads = ((72, 810, "Tạp chí Thông tin và Truyền thông"), (510, 30, str(number)))
        lines = [
            (72 + 240 * at, 780 - 18 * row, text) for at, texts in enumerate(columns) for row, text in enumerate(texts)
        ]
        return written(*heads, *lines)

    torn = FULL.split()
    left, right = " ".join(torn[:7]), " ".join(torn[7:14])
    first = page(1, (left, right) * 4, (left, right) * 4)
    found = read(made(first, page(2, (right, left, "nhà nước."))))
    assert " ".join(found.lines) == " ".join([*[left, right] * 8, right, left, "nhà nước."])
    assert {cut.text for cut in found.dropped} == {"Tạp chí Thông tin và Truyền thông", "1", "2"}


def test_spaces_inside_words_are_taken_out_where_the_gaps_show_that_they_are_none() -> None:
    sentence = "Tỉnh đẩy mạnh chuyển đổi số và sử dụng phần mềm quản lý văn bản điều hành"

    def draw(canvas: Canvas) -> None:
        at = 72.0
        for word in sentence.split():
            for letter in word:
                canvas.drawString(at, 700, letter if letter.isascii() else f"{letter} ")
                at += pdfmetrics.stringWidth(letter, "Viet", 12)
            at += 4

    document = read_document(made(draw), "a.pdf")
    assert document.text == sentence
    assert "đã ghép lại" in document.warnings[0]


def test_spaces_that_cannot_be_taken_out_are_warned_of() -> None:
    document = read_document(made(below(TORN)), "a.pdf")
    assert any("khoảng trắng lọt vào giữa chữ" in warning.lower() for warning in document.warnings)


def test_lost_accents_are_warned_of() -> None:
    bare = "Tinh da day manh ung dung cong nghe thong tin trong co quan nha nuoc"
    document = read_document(made(below(bare)), "a.pdf")
    assert "không có dấu tiếng Việt" in document.warnings[0]


def test_a_locked_file_is_refused_with_the_fix() -> None:
    locked = made(below("Mật"), encrypt=StandardEncryption("mo", ownerPassword="chu"))
    with pytest.raises(Unreadable, match="đặt mật khẩu; hãy bỏ mật khẩu"):
        read_document(locked, "a.pdf")


def test_lines_that_begin_small_go_on_from_the_one_above_though_it_ends_early() -> None:
    found = read(made(below(FULL, "tỷ lệ văn bản điện tử", "đạt 85,5%.", "- mạng LAN", "Kết quả:", "đạt 80%")))
    assert found.lines[1:] == ("- mạng LAN", "Kết quả:", "đạt 80%")
    assert found.lines[0].endswith("cơ quan tỷ lệ văn bản điện tử đạt 85,5%.")


def recognised(*lines: str) -> Callable[[list[bytes], bool], list[list[dict[str, Any]]]]:
    """In place of Tesseract: for each page these lines; words as wide as their letters, lines of uneven height."""

    def words() -> list[dict[str, Any]]:
        found = []
        for at, line in enumerate(lines):
            for start, text in ((match.start(), match[0]) for match in re.finditer(r"\S+", line)):
                box = {
                    "x0": 20 * start,
                    "x1": 20 * (start + len(text)),
                    "top": 50 * at,
                    "bottom": 50 * at + 26 + at % 9,
                }
                found.append({"text": text} | box)
        return found

    return lambda images, alone: [words() for _ in images]


def test_words_of_a_scan_become_paragraphs_and_rows_like_printed_ones() -> None:
    lines = ("Năm 2018, tỉnh đã đẩy mạnh ứng dụng công nghệ thông tin trong cơ quan", "nhà nước của tỉnh.")
    table = ("Đơn vị          Mạng LAN", "Tam Đường       93%", "Mường Tè        77%")
    found = read_pdf(made(scanned("x")), recognised(*lines, *table))
    assert found.lines == (" ".join(lines), "Đơn vị\tMạng LAN", "Tam Đường\t93%", "Mường Tè\t77%")


def test_a_scan_names_what_to_install_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(Unreadable, match="cài Tesseract kèm dữ liệu tiếng Việt"):
        read_document(made(scanned("Tỉnh có 14 huyện.")), "quet.pdf")
    mixed = read_document(made(below(FULL), scanned("Tỉnh có 14 huyện.")), "quet.pdf")
    assert mixed.text == FULL and "Có 1 trang là ảnh quét" in mixed.warnings[0]


def test_pages_on_which_nothing_is_recognised_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "recognised", lambda images, name: [[] for _ in images])
    document = read_document(made(below(FULL), scanned("Mờ.")), "quet.pdf")
    assert document.text == FULL and "1 trang không nhận dạng được chữ nào" in document.warnings[1]


def test_a_pdf_gives_the_same_text_each_time() -> None:
    data = pdf(known("quang-nam-2016"))
    assert read_document(data, "a.pdf") == read_document(data, "a.pdf")
