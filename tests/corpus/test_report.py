"""The reports as they are kept: their bodies to the letter, what was cut from them, and what is known of them.

The exact statement stands on line numbers of the five published files, whose bytes are pinned; the lists of stretches
beside it say in words what must and must not be there.
"""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from corpus.clean import REWORDED
from corpus.errors import NotAReport, Unreadable
from corpus.findings import Given
from corpus.provinces import present_name
from corpus.read import decode
from corpus.records import Report
from corpus.report import Reading, read_report, understand
from corpus.split import sentences
from corpus.text import nfc, syllables

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "corpus" / "reports"
LIBRARY = ROOT / "eval" / "library"
REAL = sorted(REPORTS.glob("*.txt"))
INVENTED = sorted(LIBRARY.glob("*.txt"))

SHA256 = {
    "bac-giang-2017.txt": "f5ac7c97a7fc451941fb6c5327ebb6b608ae5b33ee20652f9857a736da7ba433",
    "dien-bien-2014.txt": "61c32c427f531f16979da37647b041ae9dd10f93ee20e69801dcadb48256fad3",
    "lai-chau-2019.txt": "5addcb363edab0258d894e211054a4692c1000d2ac27a991b0e6b8a9d652c3fa",
    "long-an.txt": "c9d86f6fde12a90debb1c8082601dd41f2ef0831542fd3e5c95a868998bb3b12",
    "tay-ninh-2015.txt": "06de0c0fc84779024de960e6a034dfe98242f9748dabb05096859002a4926f44",
}

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
}


@cache
def reading(path: Path) -> Reading:
    return read_report(path)


def text_of(path: Path) -> str:
    return decode(path.read_bytes(), path.name)


def squash(text: str) -> str:
    return "".join(text.split())


def dropped(path: Path) -> str:
    return "\n".join(cut.text for cut in reading(path).report.dropped)


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


# What is known of them

DESCRIBED = {
    # file: id, province, province_now, published, not_before, years, title, author
    "bac-giang-2017.txt": (
        "bac-giang-2017-03-15", "Bắc Giang", "Bắc Ninh", "2017-03-15", None, (2016, 2017),
        "Tăng cường giải pháp liên thông trong ứng dụng công nghệ thông tin", "Nguyễn An",
    ),
    "dien-bien-2014.txt": (
        "dien-bien-2014-10-24", "Điện Biên", "Điện Biên", "2014-10-24", None, (2014, 2014),
        "Thực hiện Kế hoạch của Ban Chỉ đạo Công nghệ thông tin (CNTT) về kiểm tra "
        "tình hình ứng dụng và phát triển CNTT…",
        None,
    ),
    "lai-chau-2019.txt": (
        "lai-chau-2019-06-12", "Lai Châu", "Lai Châu", "2019-06-12", None, (2014, 2019),
        "Những chuyển biến tích cực trong ứng dụng công nghệ thông tin ở Lai Châu", "Kiên Trung",
    ),
    "long-an.txt": (
        "long-an-sau-2012-05-29", "Long An", "Tây Ninh", None, "2012-05-29", (2008, 2012),
        "Tham luận kết quả ứng dụng và phát triển công nghệ thông tin trong cơ quan nhà nước cấp huyện tỉnh long an",
        "Lê Văn Bích",
    ),
    "tay-ninh-2015.txt": (
        "tay-ninh-2015-04-06", "Tây Ninh", "Tây Ninh", "2015-04-06", None, (2013, 2015),
        "Tây Ninh: Sau năm 2 năm triển khai thực hiện Quy hoạch phát triển công nghệ thông tin", "Lan Anh",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DESCRIBED)
def test_what_is_known_of_a_report(name: str) -> None:
    report = reading(REPORTS / name).report
    known = (report.id, report.province, report.province_now, report.published, report.not_before, report.years)
    assert (*known, report.title, report.author) == DESCRIBED[name]
    assert (report.file, report.sha256) == (name, SHA256[name])


KINDS = dict.fromkeys(SHA256, "tin bài") | {"long-an.txt": "bài phát biểu"}

UNSURE = {"dien-bien-2014.txt": {"title"}, "long-an.txt": {"published", "years"}}


@pytest.mark.parametrize("name", SHA256)
def test_how_the_shipped_reports_were_understood(name: str) -> None:
    found = reading(REPORTS / name).findings
    assert {finding.field for finding in found if not finding.sure} == UNSURE.get(name, set())
    assert all(finding.how and (finding.value or finding.field == "published") for finding in found)
    assert reading(REPORTS / name).report.kind == KINDS[name]


def test_publishers_stand_where_the_page_names_them() -> None:
    publishers = {path.name: reading(path).report.publisher for path in REAL}
    assert publishers == dict.fromkeys(SHA256) | {
        "dien-bien-2014.txt": "DIC-Sở Thông tin và Truyền thông tỉnh Điện Biên",
        "tay-ninh-2015.txt": "baochinhphu.vn",
    }


def test_warnings_say_what_a_text_does_not_tell() -> None:
    warnings = {path.name: reading(path).warnings for path in REAL if reading(path).warnings}
    assert warnings == {
        "dien-bien-2014.txt": ("Tệp không có tiêu đề; lấy những chữ đầu của bài làm tên.",),
        "long-an.txt": ("Tệp không ghi ngày đăng; ngày muộn nhất nêu trong bài là 29/05/2012.",),
    }


# What the invented reports were called before descriptions told how they were found: file: id, years, title.
INVENTED_AS_EVER = {
    "an-giang-2015.txt": (
        "an-giang-2015-03-20",
        (2014, 2015),
        "An Giang nhìn lại một năm ứng dụng công nghệ thông tin trong cơ quan nhà nước",
    ),
    "binh-phuoc-2014.txt": (
        "binh-phuoc-2014-07-03",
        (2014, 2014),
        "Bình Phước kiểm tra tình hình ứng dụng công nghệ thông tin tại các huyện, thị xã",
    ),
    "cao-bang-2020.txt": (
        "cao-bang-2020-12-11",
        (2019, 2020),
        "Cao Bằng: Kết quả thực hiện kế hoạch ứng dụng công nghệ thông tin năm 2020",
    ),
    "ha-giang-2018.txt": (
        "ha-giang-2018-08-14",
        (2018, 2018),
        "Hà Giang: Ứng dụng công nghệ thông tin gắn với cải cách hành chính",
    ),
    "hau-giang-2016.txt": (
        "hau-giang-2016-11-22",
        (2014, 2016),
        "Tham luận: Ứng dụng CNTT phục vụ cải cách hành chính tại tỉnh Hậu Giang",
    ),
    "kien-giang-2013.txt": (
        "kien-giang-2013-10-09",
        (2013, 2013),
        "Tham luận: Kết quả ứng dụng CNTT và những bài học từ tỉnh Kiên Giang",
    ),
    "lao-cai-2017.txt": (
        "lao-cai-2017-12-07",
        (2017, 2017),
        "Lào Cai: Một cửa điện tử phủ kín ba cấp, tiết kiệm chi phí giấy tờ",
    ),
    "phu-tho-2019.txt": (
        "phu-tho-2019-12-20",
        (2019, 2019),
        "Phú Thọ: Đánh giá mức độ ứng dụng CNTT của các huyện, thị xã, thành phố năm 2019",
    ),
    "quang-nam-2016.txt": (
        "quang-nam-2016-12-28",
        (2016, 2016),
        "Báo cáo tóm tắt kết quả ứng dụng công nghệ thông tin tỉnh Quảng Nam năm 2016",
    ),
    "quang-ninh-2017.txt": (
        "quang-ninh-2017-10-18",
        (2017, 2017),
        "Quảng Ninh: Chính quyền điện tử lấy người dân làm trung tâm",
    ),
    "son-la-2014.txt": (
        "son-la-2014-12-17",
        (2014, 2014),
        "Sơn La: Ứng dụng CNTT trong cơ quan nhà nước năm 2014 còn nhiều khó khăn",
    ),
    "son-la-2018.txt": (
        "son-la-2018-11-26",
        (2016, 2018),
        "Sơn La tạo chuyển biến rõ nét trong xây dựng chính quyền điện tử",
    ),
    "tien-giang-2019.txt": (
        "tien-giang-2019-12-05",
        (2019, 2019),
        "Kế hoạch ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước tỉnh Tiền Giang năm 2020",
    ),
    "yen-bai-2012.txt": (
        "yen-bai-sau-2012-10-18",
        (2012, 2012),
        "Kết quả bước đầu trong ứng dụng công nghệ thông tin tại các cơ quan nhà nước tỉnh Yên Bái",
    ),
}


@pytest.mark.parametrize("name", INVENTED_AS_EVER)
def test_ids_years_and_titles_stay(name: str) -> None:
    report = reading(LIBRARY / name).report
    assert (report.id, report.years, report.title) == INVENTED_AS_EVER[name]


def library_table() -> dict[str, tuple[str, str | None]]:
    """File → province and date of publication, as `eval/library/README.md` gives them."""
    rows = [
        line.split("|") for line in (LIBRARY / "README.md").read_text("utf-8").split("\n") if line.startswith("| `")
    ]
    cells = [[cell.strip(" `") for cell in row] for row in rows]
    return {row[1]: (row[2], None if row[3] == "none" else row[3]) for row in cells}


def test_the_invented_reports_are_described_as_their_readme_says() -> None:
    described = {path.name: reading(path).report for path in INVENTED}
    assert {name: (r.province, r.published) for name, r in described.items()} == library_table()
    assert described["yen-bai-2012.txt"].not_before == "2012-10-18"
    for report in described.values():
        assert report.province_now == present_name(report.province)
        assert report.years[0] <= report.years[1] == int((report.published or report.not_before or "")[:4])
        assert report.id.endswith(report.published or f"sau-{report.not_before}")
    assert len({report.id for report in described.values()}) == len(INVENTED)


def test_sources_agree_with_the_reports() -> None:
    with (ROOT / "corpus" / "sources.csv").open(encoding="utf-8", newline="") as table:
        rows = {row["file"]: row for row in csv.DictReader(table)}
    assert set(rows) == set(SHA256)
    for name, row in rows.items():
        report = reading(REPORTS / name).report
        assert row["published"] == (report.published or "")
        assert row["publisher"] in (report.publisher or row["publisher"])
        # Only what the file itself tells: the address of a site stands in it.
        assert row["url"] in text_of(REPORTS / name)


# What is no report


def test_a_second_reading_is_the_same() -> None:
    for path in REAL:
        assert read_report(path) == reading(path)


def test_nfd_and_other_line_ends_make_the_same_body(tmp_path: Path) -> None:
    source = REPORTS / "lai-chau-2019.txt"
    copy = tmp_path / "copy.txt"
    copy.write_bytes(unicodedata.normalize("NFD", text_of(source)).replace("\n", "\r\n").encode("utf-16"))
    again, first = read_report(copy).report, reading(source).report
    assert (again.id, again.body, again.dropped) == (first.id, first.body, first.dropped)
    assert again.sha256 == hashlib.sha256(copy.read_bytes()).hexdigest()


def test_a_report_that_names_no_province_is_taken_when_staff_say_which(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text("Năm 2019, ứng dụng công nghệ thông tin đạt kết quả tốt, theo chỉ đạo của tỉnh. " * 4, "utf-8")
    with pytest.raises(NotAReport, match="--province"):
        read_report(path)
    report = read_report(path, Given("Yên Bái", date(2019, 4, 26))).report
    assert (report.id, report.province_now) == ("yen-bai-2019-04-26", "Lào Cai")
    assert understand(path.read_bytes(), "bai.txt", Given("Yên Bái", date(2019, 4, 26))).report == report


def test_records_older_than_the_kind_still_load() -> None:
    record = asdict(reading(REPORTS / "bac-giang-2017.txt").report)
    del record["kind"]
    assert Report(**record).kind == ""


def test_each_stretch_that_was_cut_has_its_place_in_the_body() -> None:
    for path in REAL:
        read = reading(path)
        assert len(read.cut_at) == len(read.report.dropped)
        assert all(0 <= at <= len(read.report.body) for at in read.cut_at)
    cut_at = dict(zip((cut.text for cut in reading(REAL[0]).report.dropped), reading(REAL[0]).cut_at, strict=True))
    assert (cut_at["Kinh tế"], cut_at["Nguyễn An"]) == (0, len(reading(REAL[0]).report.body))


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", Unreadable, "không có nội dung"),
        ("Trang chủ\nDanh mục\n", NotAReport, "Không tìm thấy nội dung bài viết"),
        ("Ứng dụng công nghệ thông tin đạt kết quả tốt. " * 9, NotAReport, "không nêu tên tỉnh"),
    ],
)
def test_what_is_no_report_is_refused_with_the_fix(
    tmp_path: Path, text: str, error: type[Exception], says: str
) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(error, match=says) as raised:
        read_report(path)
    assert "bai.txt" in str(raised.value)


def test_the_lists_of_this_file_are_about_the_reports() -> None:
    for name, stretch in chain.from_iterable(((name, s) for s in CUT[name] + KEPT[name]) for name in CUT):
        assert squash(stretch) in squash(text_of(REPORTS / name)), (name, stretch)
    assert len(CUT["long-an.txt"]) - 3 >= 20
