"""The article is told from its page, and nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

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


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=40).map("\n".join).map(nfc))
def test_every_letter_of_any_page_is_kept_once_or_dropped_once(text: str) -> None:
    assert Counter(everything(clean(text))) == Counter(squash(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=40).map("\n".join).map(nfc))
def test_what_is_dropped_has_a_reason_and_paragraphs_are_squeezed_lines(text: str) -> None:
    article = clean(text)
    assert all(cut.reason and cut.text.strip() for cut in article.dropped)
    assert all(p == " ".join(p.split()) != "" for p in article.paragraphs)


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
