"""The article is told from its page, and nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import furniture
from corpus.clean import REWORDED, Article, clean
from corpus.text import nfc

REPORTS = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.txt"))
PROSE = "Tỉnh đã chú trọng đầu tư nâng cấp hạ tầng công nghệ thông tin, đến nay {} cơ quan có mạng nội bộ."
REAL_LINES = sorted({line for path in REPORTS for line in path.read_text("utf-8").split("\n") if len(line) < 400})
LINES = st.one_of(
    st.sampled_from(REAL_LINES), st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))
)


def squash(text: str) -> str:
    return "".join(text.split())


def everything(article: Article) -> str:
    return squash("".join([article.title or "", *article.paragraphs, *(cut.text for cut in article.dropped)]))


def page(*lines: str) -> str:
    return "\n".join(lines)


def reasons(article: Article) -> dict[str, str]:
    return {line: cut.reason for cut in article.dropped for line in cut.text.split("\n")}


@settings(max_examples=60)
@given(st.lists(LINES, max_size=40).map("\n".join).map(nfc))
def test_every_letter_of_any_page_is_kept_once_or_dropped_once(text: str) -> None:
    assert Counter(everything(clean(text))) == Counter(squash(text))


@settings(max_examples=60)
@given(st.lists(LINES, max_size=40).map("\n".join).map(nfc))
def test_what_is_dropped_has_a_reason_and_paragraphs_are_squeezed_lines(text: str) -> None:
    article = clean(text)
    assert all(cut.reason and cut.text.strip() for cut in article.dropped)
    for paragraph in article.paragraphs:
        row = "\t".join(" ".join(cell.split()) for cell in paragraph.split("\t"))
        assert paragraph == (row if "\t" in paragraph else " ".join(paragraph.split())) and paragraph.strip()


def test_an_article_between_menu_and_counters() -> None:
    article = clean(
        page(
            "Tin tức",
            "Kết quả ứng dụng công nghệ thông tin của tỉnh",
            "Thứ tư - 18/10/2017 08:20 3.706 0",
            "CHÍNH QUYỀN", "CÔNG DÂN", "DU KHÁCH",
            "", PROSE.format(14), "", PROSE.format(15)[:-1] + "./.", "",
            "Minh Đạt", "Theo Báo địa phương", "In trang   Gửi email", "Tin liên quan", "Hạ Long: Bắn pháo hoa",
        )
    )  # fmt: skip
    assert article.title == "Kết quả ứng dụng công nghệ thông tin của tỉnh"
    assert article.paragraphs == (PROSE.format(14), PROSE.format(15)[:-1] + "./.")
    assert article.author == "Minh Đạt"
    assert article.date_line == "Thứ tư - 18/10/2017 08:20 3.706 0"
    why = reasons(article)
    assert why["Tin tức"] == furniture.BREADCRUMB
    assert why["CÔNG DÂN"] == furniture.MENU
    assert why["Minh Đạt"] == furniture.SIGNATURE
    assert why["In trang   Gửi email"] == why["Hạ Long: Bắn pháo hoa"] == furniture.TAIL


def test_an_annex_below_the_closing_mark_stays_when_no_page_follows() -> None:
    article = clean(
        page("Báo cáo kết quả ứng dụng CNTT năm 2016", PROSE.format(14)[:-1] + "./.", "Huyện A | 14 | 100%")
    )
    assert article.paragraphs[-1] == "Huyện A | 14 | 100%"


def test_prose_that_begins_like_a_page_tail_does_not_end_the_article() -> None:
    turns = (
        "Bình luận về kết quả này, đại diện Sở cho rằng cần nhân rộng ra tất cả các huyện.",
        "Văn bản mới ban hành quy định rõ trách nhiệm của người đứng đầu cơ quan, đơn vị.",
        "Đăng nhập một lần trên mọi hệ thống thông tin của tỉnh đã có ở tất cả 14 huyện.",
    )
    assert clean(page("Kết quả ứng dụng CNTT của tỉnh", PROSE.format(3), *turns)).paragraphs == (
        PROSE.format(3),
        *turns,
    )


def test_wrapped_lines_are_joined_and_items_and_headings_are_not() -> None:
    wrapped = page(
        "Tham luận về ứng dụng công nghệ thông tin",
        "I. KẾT QUẢ ĐẠT ĐƯỢC:",
        "Thực hiện Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ về Chính",
        "phủ điện tử, UBND tỉnh đã ban hành Kế hoạch theo đúng tinh thần Nghị quyết 11/NQ-",
        "CP và từng bước hiện đại hóa nền hành chính của tỉnh trong giai đoạn tới đây, để",
        "phục vụ người dân tốt hơn.",
        "II. KHÓ KHĂN:",
        "– Máy tính tại nhiều xã được trang bị từ lâu, cấu hình thấp, hay hỏng và không",
        "được thay.",
        "– Nguồn nhân lực còn thiếu.",
    )
    assert clean(wrapped).paragraphs == (
        "I. KẾT QUẢ ĐẠT ĐƯỢC:",
        "Thực hiện Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ về Chính phủ điện tử, UBND tỉnh đã ban hành "
        "Kế hoạch theo đúng tinh thần Nghị quyết 11/NQ-CP và từng bước hiện đại hóa nền hành chính của tỉnh trong giai "
        "đoạn tới đây, để phục vụ người dân tốt hơn.",
        "II. KHÓ KHĂN:",
        "– Máy tính tại nhiều xã được trang bị từ lâu, cấu hình thấp, hay hỏng và không được thay.",
        "– Nguồn nhân lực còn thiếu.",
    )


def test_sentences_that_were_glued_together_are_parted_and_nothing_else_is() -> None:
    glued = (
        "Tỉnh quản lý đảng viên lên phiên bản 3.0.Tỷ lệ cán bộ sử dụng thư điện tử đạt 18,6% tại "
        "http://motcua.longan.gov.vn (072.3888.888) theo TP.HCM và 1.575 người.Toàn tỉnh có 8 huyện."
    )
    parted = glued.replace("3.0.Tỷ", "3.0. Tỷ").replace("người.Toàn", "người. Toàn")
    assert clean(page("Kết quả ứng dụng CNTT của tỉnh", glued)).paragraphs == (parted,)


def test_a_title_that_is_printed_twice_is_kept_once() -> None:
    title = "Kết quả ứng dụng công nghệ thông tin của tỉnh"
    article = clean(page(title, title, PROSE.format(14)))
    assert (article.title, article.paragraphs) == (title, (PROSE.format(14),))
    assert reasons(article) == {title: furniture.TITLE_AGAIN}


def test_a_lead_that_is_printed_twice_is_kept_once() -> None:
    lead = (PROSE.format(14) + " ") * 2 + "Các huyện đều đã có một cửa điện tử và trang thông tin điện tử của mình."
    article = clean(page("Kết quả ứng dụng CNTT của tỉnh", lead, PROSE.format(9), lead))
    assert article.paragraphs == (lead, PROSE.format(9))
    assert article.dropped[-1].reason == REWORDED


# Tables, official texts, printed pages


def test_rows_of_a_table_keep_their_tabs_and_are_neither_title_nor_menu() -> None:
    rows = ("Huyện\tMạng LAN\t", "Tam Đường\t93%\tĐạt", "\t77%\t", "Nguồn: Sở\t\t", "Nguyễn Văn An\tGiám đốc\t")
    article = clean(page(rows[0], *rows[1:], "", PROSE.format(14), *rows))
    assert article.title is None and article.dropped == ()
    assert article.paragraphs == (*rows, PROSE.format(14), *rows)


LETTERHEAD = (
    "ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "---------------", "Số: 219/BC-UBND", "Lai Châu, ngày 12 tháng 6 năm 2019",
)  # fmt: skip
IN_COLUMNS = (
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH LAI CHÂU      Độc lập - Tự do - Hạnh phúc",
    "Số: 219/BC-UBND     Lai Châu, ngày 12 tháng 6 năm 2019",
)  # fmt: skip
SIGNED = (
    "Nơi nhận:",
    "- Thủ tướng Chính phủ;",
    "- Lưu: VT, TH.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "(Đã ký)",
    "Trần Tiến Dũng",
)


@pytest.mark.parametrize("head", [LETTERHEAD, IN_COLUMNS])
def test_an_official_text_loses_letterhead_and_signature_and_keeps_its_title_and_annex(head: tuple[str, ...]) -> None:
    title = ("BÁO CÁO", "Kết quả ứng dụng công nghệ thông tin năm 2018,", "phương hướng năm 2019")
    annex = ("PHỤ LỤC", "Huyện\tMạng LAN", "Tam Đường\t93%")
    article = clean(page(*head, "", *title, "", "I. KẾT QUẢ", PROSE.format(14), "", *SIGNED, "", *annex))
    assert article.title == " ".join(title)
    assert article.paragraphs == ("I. KẾT QUẢ", PROSE.format(14), *annex)
    assert article.date_line == "Lai Châu, ngày 12 tháng 6 năm 2019"
    assert {cut.reason for cut in article.dropped} == {furniture.LETTERHEAD, furniture.SIGNED}


def test_the_title_of_the_metadata_is_found_below_a_banner() -> None:
    banner, title = "Cổng thông tin điện tử tỉnh Lai Châu", "Một năm ứng dụng công nghệ thông tin"
    article = clean(page(banner, title, PROSE.format(14)), title)
    assert article.title == title and reasons(article) == {banner: furniture.BREADCRUMB}


def test_long_headings_without_numbers_stay() -> None:
    headings = (
        "Kết quả ứng dụng công nghệ thông tin trong hoạt động của các cơ quan nhà nước trên địa bàn tỉnh",
        "Người dân và doanh nghiệp tham gia dịch vụ công trực tuyến trên địa bàn các huyện vùng cao",
    )
    title, *rest = "Báo cáo của tỉnh Lai Châu năm qua", PROSE.format(1), headings[0], PROSE.format(2), headings[1]
    portal = page(title, "Ngày đăng: 12/06/2019", *rest, PROSE.format(3))
    assert headings[1] in reasons(clean(portal)) and headings[0] not in reasons(clean(portal))
    assert headings[1] in clean(portal, None, {headings[1]}).paragraphs
    # What is no page has no pictures with captions.
    assert set(headings) <= set(clean(page(title, *rest, PROSE.format(3))).paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "Cổng thông tin điện tử tỉnh tại địa chỉ http://www.ninhbinh.gov.vn đã cung cấp 1.200 dịch vụ",
        "Bản đồ số đặt tại https://ninhbinh.gov.vn/ban-do.png cho phép người dân tra cứu quy hoạch của 8 huyện.",
        "Trang thông tin điện tử: http://sotttt.ninhbinh.gov.vn",
        "Đăng nhập một lần tại địa chỉ https://sso.ninhbinh.gov.vn cho 14 hệ thống.",
        "Trang chủ của cổng thông tin điện tử tỉnh được thiết kế lại năm 2018",
        "Xem và tải văn bản qua mạng: 45% cán bộ",
        "Văn bản mới được gửi qua trục liên thông đạt 98%",
        "Bình luận: tỉnh xếp hạng 12/63",
        "Nguồn: Sở Thông tin và Truyền thông",
        "Nguồn tin: 12 hệ thống cung cấp dữ liệu.",
        "Danh mục",
    ],
)
@pytest.mark.parametrize("at", [2, 3])
def test_lines_that_look_like_a_pages_own_stay_inside_an_article(line: str, at: int) -> None:
    lines = ["Báo cáo của tỉnh Ninh Bình năm qua", *map(PROSE.format, (1, 2, 3, 4))]
    lines.insert(at, line)
    found = clean(page(*lines))
    assert found.paragraphs == tuple(lines[1:]) and not found.dropped


def test_page_numbers_and_what_is_printed_on_each_page_are_cut_and_the_text_goes_on() -> None:
    def printed(number: int, *lines: str) -> tuple[str, ...]:
        return (*lines, f"Trang {number}/3", "", "Báo cáo của Sở Thông tin và Truyền thông")

    first = (
        "thực hiện Nghị quyết của Chính phủ về Chính phủ điện tử, tỉnh đã ban hành",
        "kế hoạch và bố trí kinh phí cho các",
    )
    second = (
        "cơ quan nhà nước trên địa bàn, để phục vụ người dân và doanh nghiệp ngày",
        "càng tốt hơn, nhất là tại các xã",
    )
    third = ("vùng cao của tỉnh, nơi đường truyền số liệu còn hay gián đoạn.",)
    article = clean(
        page("Kết quả ứng dụng CNTT của tỉnh", *printed(1, *first), *printed(2, *second), *printed(3, *third))
    )
    assert article.paragraphs == (" ".join((*first, *second, *third)),)
    assert set(reasons(article).values()) == {furniture.PAGE_NUMBER, furniture.RUNNING_HEAD}


def test_numbers_that_do_not_count_pages_stay() -> None:
    rows = ("Trang 5", "Trang 9", "1", "2", "3")
    article = clean(page("Kết quả ứng dụng CNTT của tỉnh", PROSE.format(1), *rows, PROSE.format(2)))
    assert article.paragraphs[1:-1] == rows


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Năm, 22/12/2016 17:40 | Lượt xem: 2.415 Cỡ chữ In trang",
        "Ngày đăng: 22/12/2016 – Chuyên mục: Khoa học - Công nghệ",
        "Cập nhật lúc 08:15, Thứ Năm, 22/12/2016 (GMT+7)",
    ],
)
@pytest.mark.parametrize(
    "title", ["Lai Châu: Nhiều chuyển biến", 'Ông An: "Chuyển đổi số phải bắt đầu từ người nông dân"']
)
def test_a_line_of_day_and_counters_is_cut_below_whatever_title(title: str, line: str) -> None:
    for named in (title, None):
        article = clean(page(title, line, PROSE.format(14), PROSE.format(15), "Mỹ Hạnh (thực hiện)"), named)
        assert article.author == "Mỹ Hạnh"
    article = clean(page(title, line, PROSE.format(14), PROSE.format(15)), title)
    assert (article.title, article.paragraphs) == (title, (PROSE.format(14), PROSE.format(15)))
    assert reasons(article) == {line: furniture.DATE_LINE} and article.date_line == line


def test_a_bracket_or_list_that_a_wrapped_line_opens_goes_on() -> None:
    lines = (
        "Nhìn chung việc ứng dụng công nghệ thông tin ở tỉnh đã được các cấp, các",
        "ngành quan tâm; đến cuối năm 2015 toàn tỉnh có 5.874 máy tính dùng trong",
        "công việc, tăng hơn 2,5 lần so với",
        "năm 2011; tỷ lệ cán bộ, công chức có máy tính (không kể xã) đạt 89% (cấp tỉnh:",
        "99%; cấp huyện: 93%; cấp xã: 75%). Phần mềm dùng ở mọi sở, ban, ngành của",
        "tỉnh; riêng phần mềm quản lý hộ tịch, đất đai thì đến nay mới có ở các nơi:",
        "huyện Cầu Kè và thành phố Trà Vinh.",
        "Các mặt hạn chế:",
        "Thiếu người.",
    )
    assert clean(page("Tham luận về công nghệ thông tin", *lines)).paragraphs == (" ".join(lines[:7]), *lines[7:])


def test_the_name_of_an_office_is_no_title() -> None:
    article = clean(page("UBND TỈNH TRÀ VINH", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Công nghệ thông tin ở tỉnh", PROSE))
    assert (article.title, article.paragraphs) == ("Công nghệ thông tin ở tỉnh", (PROSE,))


@pytest.mark.parametrize("kind", ["BÀI PHÁT BIỂU", "Tham luận"])
def test_a_speech_is_called_so_in_its_title(kind: str) -> None:
    lines = (kind, "của đồng chí Huỳnh Văn Út - Phó Chủ tịch UBND tỉnh", "(ngày 18 tháng 01 năm 2013)", PROSE)
    assert clean(page("UBND TỈNH BẾN TRE", *lines)).title == " ".join(lines[:2])
    assert clean(page("[TÀI LIỆU GIẢ ĐỊNH, CHỈ DÙNG ĐỂ THỬ]", *lines)).title == " ".join(lines[:2])
    # Where a line above may be the title, it is.
    assert clean(page("Công nghệ thông tin ở tỉnh", *lines)).title == "Công nghệ thông tin ở tỉnh"


def test_the_author_stands_at_the_end_or_above_a_copy() -> None:
    story = [PROSE.format(n) + f" Huyện thứ {n} có {n + 3} máy chủ và {n * 7} hộp thư điện tử." for n in range(5, 14)]
    assert clean(page("Công nghệ thông tin ở tỉnh", *story, "Bài: Khánh Duy")).author == "Khánh Duy"
    article = clean(page("Công nghệ thông tin ở tỉnh", *story, "Nguyên Hoa", " ".join(story)))
    assert (article.author, article.paragraphs) == ("Nguyên Hoa", tuple(story))
    assert reasons(article)["Nguyên Hoa"] == furniture.SIGNATURE
