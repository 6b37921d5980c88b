"""What surrounds an article is told from it by how a line looks: what each rule takes and what it must leave."""

from __future__ import annotations

import pytest

from corpus import furniture


@pytest.mark.parametrize(
    "line",
    [
        "Số lần xem: 469            Ngày đăng: 15/03/2017",
        "Thứ sáu - 24/10/2014 11:47",
        "Thứ tư - 12/06/2019 04:20 1.642 0",
        "Chủ nhật, 06/04/2015 21:15 (GMT+7)",
        "Ngày đăng: 11/12/2020          Số lần xem: 738",
        "Cập nhật: 12/06/2019",
        "22/11/2016",
    ],
)
def test_date_lines(line: str) -> None:
    assert furniture.is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 23/12/2016, Sở Thông tin và Truyền thông ban hành Báo cáo số 219/BC-STTTT.",
        "hoạt động của cơ quan nhà nước 22/09/2010",
        "12/06/2019 là ngày khai trương",
    ],
)
def test_a_line_that_says_more_than_a_date_is_no_date_line(line: str) -> None:
    assert not furniture.is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Các tin bài khác:",
        "Các tin đã đưa",
        "Tin liên quan",
        "Tin mới hơn",
        "  Ý kiến bạn đọc",
        "Danh mục",
        "Văn bản mới",
        "  • Đang truy cập63",
        "Hôm nay21,170",
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "Tác giả: Kiên Trung",
        "Nguồn tin: baochinhphu.vn",
        "Tra cứu hồ sơ",
        "Từ khóa: một cửa, ký số",
    ],
)
def test_tail_marks(line: str) -> None:
    assert furniture.is_tail_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "Bình luận về kết quả này, ông Nguyễn Văn Bình cho rằng tỉnh còn phải cố gắng nhiều.",
        "Tra cứu hồ sơ qua mạng đã được triển khai tại 14 huyện, thành phố trong tỉnh.",
        "Văn bản mới ban hành quy định rõ trách nhiệm của người đứng đầu cơ quan, đơn vị.",
        "tra cứu hồ sơ hành chính, giúp người dân có thể trực tiếp tra cứu thông tin về",
        "Danh mục cơ sở dữ liệu dùng chung",
        "Nguồn vốn đầu tư: ngân sách tỉnh",
        "Hôm nay, 14 huyện đã kết nối",
    ],
)
def test_an_article_that_begins_like_a_tail_goes_on(line: str) -> None:
    assert not furniture.is_tail_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "Phó Chủ tịch UBND tỉnh Nguyễn Thị Thu Hà chủ trì hội nghị. Ảnh: BGP/Nguyễn An.",
        "Kiểm tra tình hình ứng dụng một cửa tại huyện Mường Ảng. Ảnh: Xuân Dũng",
        "Ảnh minh hoạ",
        "(Ảnh: Lan Anh)",
        "Quang cảnh hội nghị",
        "TOÀN CẢNH HỘI NGHỊ TRỰC TUYẾN",
    ],
)
def test_photo_lines(line: str) -> None:
    assert furniture.is_photo(line)


@pytest.mark.parametrize(
    "line",
    [
        "Trình độ tiếng Anh: 45 người có chứng chỉ B.",
        "Hệ thống lưu trữ hình ảnh: 14 bệnh viện đã sử dụng.",
        "Hội nghị biểu dương 12 cá nhân (anh hùng lao động và chiến sĩ thi đua).",
        "Toàn cảnh ứng dụng CNTT của tỉnh đã đổi khác.",
    ],
)
def test_text_about_pictures_or_english_is_no_caption(line: str) -> None:
    assert not furniture.is_photo(line)


def test_captions_are_printed_twice_or_stand_between_prose_without_a_mark() -> None:
    prose = "Tỉnh đã chú trọng đầu tư nâng cấp kết cấu hạ tầng công nghệ thông tin của các cơ quan."
    twice = "Hạ tầng kỹ thuật CNTT của tỉnh được đầu tư phát triển khá nhanh"
    plain = "Công chức bộ phận một cửa huyện Mai Sơn hướng dẫn người dân nộp hồ sơ qua mạng"
    assert furniture.captions([prose, twice, twice, prose], plain=False) == {1, 2}
    assert furniture.captions([prose, plain, prose], plain=False) == {1}
    assert furniture.captions([prose, plain, prose], plain=True) == set()


def test_table_cells_and_headings_are_no_captions() -> None:
    prose = "Tỉnh đã chú trọng đầu tư nâng cấp kết cấu hạ tầng công nghệ thông tin của các cơ quan."
    assert furniture.captions([prose, "100%", "100%", "Đạt", "Đạt", prose], plain=False) == set()
    assert furniture.captions([prose, "Kết quả đạt được", prose], plain=False) == set()


@pytest.mark.parametrize(
    ("line", "person"), [("Nguyễn An", True), ("Sầm Bích Hà", True), ("Danh mục", False), ("Hà", False)]
)
def test_signatures(line: str, person: bool) -> None:
    assert furniture.is_person(line) is person


def test_author_and_source_stand_behind_their_labels() -> None:
    assert furniture.author_in("Tác giả bài viết: Vàng Sính") == "Vàng Sính"
    assert furniture.author_in("Tin, ảnh: Ngọc Thoa") == "Ngọc Thoa"
    assert furniture.author_in("Tác giả:") is None
    assert furniture.source_in("Nguồn tin:  baochinhphu.vn") == "baochinhphu.vn"


def test_a_menu_is_three_short_lines_in_a_row() -> None:
    assert furniture.menu(["CHÍNH QUYỀN", "CÔNG DÂN", "DU KHÁCH"]) == {0, 1, 2}
    assert furniture.menu(["THAM LUẬN", "KẾT QUẢ ỨNG DỤNG CÔNG NGHỆ THÔNG TIN", "I. KẾT QUẢ:", "Cấp tỉnh"]) == set()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("DIC-Sở Thông tin và Truyền thônghttps://stttt.dienbien.gov.vn/assets/images/logo.png", furniture.SITE_NAME),
        ("[TÀI LIỆU GIẢ ĐỊNH, CHỈ DÙNG ĐỂ KIỂM THỬ]", furniture.REMARK),
        ("Trang chủ   Giới thiệu   Tin tức - Sự kiện", furniture.NOTICE),
        (
            "Bạn đang xem bản rút gọn của tài liệu. Xem và tải ngay bản đầy đủ tại đây (117.24 KB, 5 trang )",
            furniture.NOTICE,
        ),
        ("Đăng nhập một lần trên mọi hệ thống thông tin của tỉnh đã có ở tất cả 14 huyện.", None),
        ("Hệ thống tại http://motcua.longan.gov.vn trả lời tự động.", None),
    ],
)
def test_lines_above_the_article(line: str, reason: str | None) -> None:
    assert furniture.head_reason(line) == reason
