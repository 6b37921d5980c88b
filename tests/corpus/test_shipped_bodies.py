"""The reports' bodies, to the letter, and what was cut from them.

The exact statement stands on line numbers of the five published files, whose bytes are pinned; the lists of stretches
beside it say in words what must and must not be there.
"""

from __future__ import annotations

import hashlib
from itertools import chain
from pathlib import Path

import pytest

from corpus.clean import REWORDED
from corpus.split import sentences
from corpus.text import nfc, syllables
from tests.corpus.shipped import INVENTED, LIBRARY, REAL, REPORTS, SHA256, dropped, reading, squash, text_of

# The lines of each file, counted from 1, that are its article.
ARTICLE = {
    "bac-giang-2017.txt": [2, 5, *range(9, 24)],
    "dien-bien-2014.txt": [4],
    "lai-chau-2019.txt": [1, 4, *range(7, 30)],
    "long-an.txt": [1, *range(4, 204)],
    "tay-ninh-2015.txt": [1, 4, *range(12, 23)],
}

KEPT = {
    "bac-giang-2017.txt": [
        "Tăng cường giải pháp liên thông trong ứng dụng công nghệ thông tin",
        "Chiều ngày 15/3, đồng chí Nguyễn Thị Thu Hà - Phó Chủ tịch UBND tỉnh",
        "năm 2016, tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng",
        "Tỷ lệ máy tính/cán bộ, công chức, viên chức đạt 1,36 máy",
        "hiện có 19/20 sở, ngành",
        "UBND cấp huyện đạt 77%. Đã triển khai cấp 298 chứng thư số",
        "nếu không khắc phục được sẽ dừng triển khai phần mềm mới…",
        "xong trước ngày 23/3/2017; triển khai dịch vụ công cấp độ 3, cấp độ 4",
        "những nhiệm vụ mà BCĐ đã đề ra./.",
    ],
    "dien-bien-2014.txt": [
        "Tháng 9/2014, Đoàn Kiểm tra gồm Sở Thông tin và Truyền thông",
        "đánh giá thực tế tại 11 cơ quan, đơn vị trên địa bàn tỉnh",
        "gần 100% cán bộ công chức",
        "cấp tỉnh, cấp huyện đạt trên 80%, cấp xã 30%.",
        "như yahoo, mail, gmail, tiền ẩn rủi ro",
        "yêu cầu của công việc trong giai đoạn mới./.",
    ],
    "lai-chau-2019.txt": [
        "Những chuyển biến tích cực trong ứng dụng công nghệ thông tin ở Lai Châu",
        "Sau 5 năm triển khai thực hiện Nghị quyết số 36-NQ/TW",
        "tỷ lệ văn bản điện tử trao đổi nội bộ trong tỉnh đạt mức cao (80%)",
        "lên phiên bản 3.0. Tỷ lệ cán bộ, công chức sử dụng thư điện tử",
        "66% cán bộ, công chức cấp xã được trang bị máy tính",
        "Toàn tỉnh có 21 cơ quan, đơn vị sử dụng đường truyền số liệu chuyên dùng; 93% xã kết nối mạng LAN",
        "có 78% giáo viên các trường học ứng dụng CNTT trong giảng dạy...",
        "Có chính sách đãi ngộ thu hút nhân lực chất lượng cao",
        "an toàn thông tin hệ thống CNTT của tỉnh./.",
    ],
    "long-an.txt": [
        "Trình bày: Ông Lê Văn Bích",
        "Giám đốc sở TT&TT tỉnh Long An",
        "1755/QĐ-TTg ngày 22/09/2010 của Thủ tướng Chính phủ",
        "Chỉ thị số 32-CT/TU ngày 29/5/2012",
        "theo đúng tinh thần Nghị quyết 11/NQ-CP và từng bước",
        "đến 14 huyện, thành phố và 190 xã trên địa bàn tỉnh",
        "Theo mô hình triển khai của TP. Hồ Chí Minh, từ năm 2008",
        "(072.3888.888) và qua tin nhắn SMS (072.3618.888)",
        "34 điểm truy cập internet tại 34 xã nông thôn trong tỉnh với 58 máy tính cá nhân",
        "với 442 học viên tham dự",
        "II. THUẬN LỢI VÀ KHÓ KHĂN:",
        "3. Bài học kinh nghiệm:",
        "III. KIẾN NGHỊ, ĐỀ XUẤT",
        "nhu cầu ứng dụng CNTT trong cơ quan nhà nước./.",
    ],
    "tay-ninh-2015.txt": [
        "Tây Ninh: Sau năm 2 năm triển khai thực hiện Quy hoạch",
        "ngày 26/10/2012 UBND tỉnh Tây Ninh đã ký Quyết định",
        "Sau 02 năm thực hiện Quy hoạch phát triển CNTT",
        "đạt tỷ lệ 70%",
        "đạt 60%. Đặc biệt, 80% các văn bản",
        "50% Đảng ủy, UBND xã/phường có mạng nội bộ",
        "từ Trung cấp trở lên có 101 người; Chứng chỉ A, B có 1575 người.",
        "để hoàn thành các mục tiêu Quy hoạch đề ra.",
    ],
}

CUT = {
    "bac-giang-2017.txt": [
        "Kinh tế", "Số lần xem: 469", "Ảnh: BGP/Nguyễn An.", "Nguyễn An", "Các tin bài khác", "• map", "Đường dây nóng",
    ],
    "dien-bien-2014.txt": ["assets/images/logo.png", "24/10/2014 11:47", "Ảnh: Xuân Dũng"],
    "lai-chau-2019.txt": [
        "1.642", "Hạ tầng kỹ thuật CNTT của tỉnh được đầu tư phát triển khá nhanh", "Kiên Trung", "0 trong 0 đánh giá",
        "47/2024/TT-BTC", "46/2024/TT-BTC", "72/2024/NĐ-CP", "43/2024/TT-BTC", "54/2024/NĐ-CP", "142/2024/QH15",
        "Thông tư Quy định mức thu, chế độ thu", "giảm thuế giá trị gia tăng", "hành nghề khoan nước dưới đất",
        "lượt tải:107", "Đại hội thi đua yêu nước", "27-28/7/2020", "hienphapvn", "Đang truy cập63",
        "Tổng lượt truy cập", "34,881,766", "duy trì trạng thái đăng nhập",
    ],
    "long-an.txt": [
        "Bạn đang xem bản rút gọn", "117.24 KB", "Tài liệu text",
        "môi trường tự nhiên mạng", "dự án Bất Động Sản", "máy tính cá thể", "ship hàng", "Giao hàng", "tỷ suất",
        "đơn vị chức năng", "giao động 100 %", "góp vốn đầu tư", "Ủy Ban Nhân Dân huyện", "mạng lưới hệ thống",
        "kiến thiết xây dựng", "Thương Hội Lương thực Nước Ta", "số điện thoại cảm ứng", "khó khăn vất vả",
        "kinh nghiệm tay nghề", "chính quyền sở tại", "hoạt động giải trí", "Bộ tin tức và Truyền thông",
        "chớp lấy hiện trạng", "quản lý và vận hành", "nhằm mục đích", "công tác làm việc", "hộp thưđiện tử", "/ .",
    ],
    "tay-ninh-2015.txt": [
        "21:15 993 0",
        "Đào tạo phổ cập kiến thức và kỹ năng ứng dụng CNTT cho cán bộ, công chức, viên chức các sở, ban",
        "Lan Anh", "baochinhphu.vn", "Ý kiến bạn đọc", "Danh mục", "Hộp thư điện tử Tây Ninh", "CÔNG KHAI, MINH BẠCH",
        "Giải báo chí", "Họp không giấy", "Công báo tỉnh Tây Ninh", "Học tập và làm theo tấm gương", "người phát ngôn",
        "Hướng Dẫn Dịch Vụ Công", "phóng viên thường trú", "Thống kê truy cập", "Máy chủ tìm kiếm1", "18,490,745",
        "Tra cứu hồ sơ",
    ],
}  # fmt: skip

LIBRARY_CUT = {
    "an-giang-2015.txt": ["Quang cảnh hội nghị", "Ngọc Thoa", "Các tin khác", "Giá lúa đông xuân", "2.318.406"],
    "binh-phuoc-2014.txt": ["Thanh Nhã", "Danh mục", "Đường dây nóng", "Tổng lượt truy cập"],
    "cao-bang-2020.txt": ["Số lần xem: 738", "Sầm Bích Hà"],
    "ha-giang-2018.txt": ["Trang chủ", "Vàng Sính", "5 trong 1 đánh giá", "Hội Chữ thập đỏ", "Hôm nay3,418"],
    "hau-giang-2016.txt": ["Ngày đăng: 22/11/2016"],
    "kien-giang-2013.txt": ["Ngày đăng: 09/10/2013"],
    "lao-cai-2017.txt": ["Thu Hường", "Các tin đã đưa", "4 triệu lượt khách", "Fansipan", "12.770.354"],
    "phu-tho-2019.txt": ["Ngày đăng: 20/12/2019"],
    "quang-nam-2016.txt": ["Ngày đăng: 28/12/2016"],
    "quang-ninh-2017.txt": [
        "TRANG CHỦ",
        "CÔNG DÂN",
        "DU KHÁCH",
        "Minh Đạt",
        "Theo Báo địa phương",
        "Gửi email",
        "Vân Đồn",
    ],
    "son-la-2014.txt": ["Lượt xem: 352", "Cầm Thị Hoa"],
    "son-la-2018.txt": [
        "hướng dẫn người dân nộp hồ sơ qua mạng",
        "Lò Thanh Tùng",
        "Mã bảo mật",
        "cam Phù Yên",
        "148,922",
    ],
    "tien-giang-2019.txt": ["Ngày đăng: 05/12/2019"],
    "yen-bai-2012.txt": ["TÀI LIỆU GIẢ ĐỊNH"],
    "bac-ninh-2009.txt": ["UỶ BAN NHÂN DÂN", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "Nguyễn Trọng Hiển"],
    "bac-ninh-2016.txt": ["17:40 2.415 0", "Đỗ Hồng Quân"],
    "can-tho-2015.txt": ["Ngày đăng: 21/12/2015"],
    "can-tho-2025.txt": ["Chuyên mục: Khoa học - Công nghệ", "Bài: Khánh Duy"],
    "da-nang-2015.txt": ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "GIÁM ĐỐC", "Trần Quốc Bảo"],
    "dong-nai-2014.txt": [
        "From: Phòng CNTT",
        "Đặng Thị Mai Trâm",
        "-----Original Message-----",
        "Năm ngoái báo cáo 53 dịch vụ",
    ],
    "dong-nai-2019.txt": ["Số: 8417/KH-UBND", "KT. CHỦ TỊCH", "Phan Đức Thái"],
    "dong-thap-2013.txt": ["TÀI LIỆU GIẢ ĐỊNH"],
    "dong-thap-2017.txt": ["ĐẢNG CỘNG SẢN VIỆT NAM", "233-BC/TU"],
    "dong-thap-2021.txt": ["06:30 1.904 2", "Mỹ Hạnh (thực hiện)"],
    "tuyen-quang-2012.txt": ["Cập nhật lúc 08:15", "Nguyên Hoa"],
    "tuyen-quang-2018.txt": ["Ngày đăng: 12/12/2018"],
    "tuyen-quang-2022.txt": ["15:20 3.106 1", "Tin, ảnh: Quang Hòa"],
}


# The reports as published


def test_the_folder_of_reports_holds_them_and_nothing_else() -> None:
    held = {path.relative_to(REPORTS).as_posix(): path for path in REPORTS.rglob("*")}
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in held.items()} == SHA256


# Their bodies


@pytest.mark.parametrize("name", ARTICLE)
def test_the_body_is_the_article_to_the_letter(name: str) -> None:
    lines = text_of(REPORTS / name).split("\n")
    assert squash(reading(REPORTS / name).report.body) == squash("".join(lines[n - 1] for n in ARTICLE[name]))


@pytest.mark.parametrize(("name", "stretch"), [(name, stretch) for name in KEPT for stretch in KEPT[name]])
def test_the_body_holds(name: str, stretch: str) -> None:
    assert stretch in reading(REPORTS / name).report.body


@pytest.mark.parametrize(
    ("path", "stretch"),
    [
        (folder / name, stretch)
        for folder, cuts in ((REPORTS, CUT), (LIBRARY, LIBRARY_CUT))
        for name, stretches in cuts.items()
        for stretch in stretches
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value[:30],
)  # fmt: skip
def test_furniture_is_dropped_and_not_in_the_body(path: Path, stretch: str) -> None:
    # A name or a menu's word may stand inside a sentence too, so it is looked for as a line's own text.
    lines = reading(path).report.body.split("\n")
    assert stretch not in lines
    if len(syllables(stretch)) > 2:
        assert not any(stretch in line for line in lines)
    assert stretch in dropped(path)


def test_every_invented_report_has_its_furniture_listed() -> None:
    assert set(LIBRARY_CUT) == {path.name for path in INVENTED}


@pytest.mark.parametrize("stretch", CUT["long-an.txt"][3:])
def test_no_word_of_the_reworded_copy_is_kept(stretch: str) -> None:
    assert stretch not in reading(REPORTS / "long-an.txt").report.body
    (copy,) = (cut for cut in reading(REPORTS / "long-an.txt").report.dropped if cut.reason == REWORDED)
    assert stretch in copy.text


@pytest.mark.parametrize("path", [*REAL, *INVENTED], ids=lambda path: path.stem)
def test_every_sentence_of_a_body_stands_in_the_published_file(path: Path) -> None:
    body, published = reading(path).report.body, squash(nfc(path.read_text("utf-8")))
    assert body == nfc(body)
    found = sentences(body)
    assert found and all(squash(sentence.text) in published for sentence in found)


@pytest.mark.parametrize("path", [*REAL, *INVENTED], ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    body, cut = squash(reading(path).report.body), squash(dropped(path))
    lines = [squash(line) for line in text_of(path).split("\n") if line.strip()]
    assert [line for line in lines if line not in body and line not in cut] == []
    assert len(body) + len(cut) == sum(map(len, lines))


@pytest.mark.parametrize("path", [*REAL, *INVENTED], ids=lambda path: path.stem)
def test_everything_that_was_cut_says_why(path: Path) -> None:
    assert all(cut.reason.strip() and cut.text.strip() for cut in reading(path).report.dropped)


def test_wrapped_lines_of_long_an_are_whole_paragraphs() -> None:
    body = reading(REPORTS / "long-an.txt").report.body.split("\n")
    assert len([line for line in body if line.startswith("–")]) == 16
    assert all(line.startswith(("–", "I", "1", "2", "3")) or line[0].isupper() for line in body)
    assert (
        "– Một số chủ trương lớn về ứng dụng CNTT vẫn còn chậm triển khai, thiếu sự hỗ trợ, hướng dẫn kịp thời"
        in "\n".join(body)
    )


def test_the_lists_of_this_file_are_about_the_reports() -> None:
    for name, stretch in chain.from_iterable(((name, s) for s in CUT[name] + KEPT[name]) for name in CUT):
        assert squash(stretch) in squash(text_of(REPORTS / name)), (name, stretch)
    assert len(CUT["long-an.txt"]) - 3 >= 20
