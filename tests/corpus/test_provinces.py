"""What `corpus.provinces` promises: the right merger, every province found, nothing else taken for one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import vietnam_provinces
from hypothesis import given
from hypothesis import strategies as st

from corpus.provinces import Mention, find_provinces, former_names, near_names, present_name, provinces
from corpus.text import fold, modern_tones, nfc

NAMES = [province.name for province in provinces()]
REPORTS = Path(__file__).parents[2] / "corpus" / "reports"

# Nghị quyết 202/2025/QH15, written out a second time: today's province and what joined it.
MERGED = {
    "Tuyên Quang": {"Hà Giang"},
    "Lào Cai": {"Yên Bái"},
    "Thái Nguyên": {"Bắc Kạn"},
    "Phú Thọ": {"Vĩnh Phúc", "Hòa Bình"},
    "Bắc Ninh": {"Bắc Giang"},
    "Hưng Yên": {"Thái Bình"},
    "Hải Phòng": {"Hải Dương"},
    "Ninh Bình": {"Hà Nam", "Nam Định"},
    "Quảng Trị": {"Quảng Bình"},
    "Đà Nẵng": {"Quảng Nam"},
    "Quảng Ngãi": {"Kon Tum"},
    "Gia Lai": {"Bình Định"},
    "Khánh Hòa": {"Ninh Thuận"},
    "Lâm Đồng": {"Đắk Nông", "Bình Thuận"},
    "Đắk Lắk": {"Phú Yên"},
    "Hồ Chí Minh": {"Bình Dương", "Bà Rịa - Vũng Tàu"},
    "Đồng Nai": {"Bình Phước"},
    "Tây Ninh": {"Long An"},
    "Cần Thơ": {"Sóc Trăng", "Hậu Giang"},
    "Vĩnh Long": {"Bến Tre", "Trà Vinh"},
    "Đồng Tháp": {"Tiền Giang"},
    "Cà Mau": {"Bạc Liêu"},
    "An Giang": {"Kiên Giang"},
}
UNCHANGED = ["Hà Nội", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn"]
UNCHANGED += ["Quảng Ninh", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Cao Bằng"]


def named(text: str) -> list[str]:
    return [mention.name for mention in find_provinces(text)]


def meant(text: str) -> list[str]:
    return [mention.name for mention in near_names(text)]


# --- the table


def test_the_table_has_63_provinces_each_once() -> None:
    assert len(NAMES) == len(set(NAMES)) == 63
    assert all(nfc(name) == name == modern_tones(name) for name in NAMES)
    assert [p.name for p in provinces() if p.kind != "tỉnh"] == [
        "Hà Nội",
        "Hải Phòng",
        "Đà Nẵng",
        "Hồ Chí Minh",
        "Cần Thơ",
    ]


def test_today_is_as_the_general_statistics_office_lists_it() -> None:
    cities = vietnam_provinces.VietNamDivisionType.THANH_PHO_TRUNG_UONG
    official = {
        modern_tones(province.name).removeprefix("Thành phố "): "thành phố"
        if province.division_type == cities
        else "tỉnh"
        for province in vietnam_provinces.Province.iter_all()
    }
    assert len(official) == 34
    assert {province.now: province.now_kind for province in provinces()} == official


def test_the_merger() -> None:
    for now, joined in MERGED.items():
        assert former_names(now) == (now, *former_names(now)[1:]), now
        assert set(former_names(now)) == {now, *joined}
    for name in UNCHANGED:
        assert former_names(name) == (name,)
    assert former_names("Huế") == ("Thừa Thiên Huế",)
    assert len(MERGED) + len(UNCHANGED) + 1 == 34


def test_every_former_province_is_part_of_one_of_today() -> None:
    for province in provinces():
        assert present_name(province.name) == province.now
        assert province.name in former_names(province.now)


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("bac giang", "Bắc Ninh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("tỉnh Long An", "Tây Ninh"),
        ("Huế", "Huế"),
        (" Khánh  Hoà ", "Khánh Hòa"),
        (unicodedata.normalize("NFD", "Đắc Lắc"), "Đắk Lắk"),
    ],
)
def test_present_name_takes_any_typing(typed: str, now: str) -> None:
    assert present_name(typed) == now


@pytest.mark.parametrize("typed", ["", "Hà Nam Ninh", "Bắc", "Lai Châu và Sơn La"])
def test_what_is_no_province_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r"provinces\.csv"):
        present_name(typed)


def test_a_former_name_is_no_name_of_today() -> None:
    with pytest.raises(ValueError, match="present_name"):
        former_names("Bắc Giang")


# --- names as they are typed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "typing",
    [str, fold, str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text)],
    ids=["accents", "bare", "upper", "lower", "NFD"],
)
def test_every_name_is_found_in_every_typing(name: str, typing: Callable[[str], str]) -> None:
    text = typing(f"Tỷ lệ ký số ở {name} năm 2016 là bao nhiêu?")
    start = fold(text).index(fold(name))
    assert find_provinces(text) == [Mention(name, start, start + len(name))]


def test_every_alias_is_found_and_no_spelling_is_of_two_provinces() -> None:
    for province in provinces():
        for alias in province.aliases:
            assert find_provinces(f"({alias}).") == [Mention(province.name, 1, 1 + len(alias))], alias


def test_no_spelling_begins_another_so_the_leftmost_match_is_the_longest() -> None:
    spellings = {tuple(fold(name).split()) for province in provinces() for name in (province.name, *province.aliases)}
    assert not [(a, b) for a in spellings for b in spellings if a != b and b[: len(a)] == a]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("so sánh Lai Châu, Điện Biên với tây ninh", ["Lai Châu", "Điện Biên", "Tây Ninh"]),
        ("ty le ky so cua bac giang", ["Bắc Giang"]),
        ("da nang", ["Đà Nẵng"]),
        ("ha nam nam 2016", ["Hà Nam"]),
        ("hoa binh, thai binh, hai duong va an giang", ["Hòa Bình", "Thái Bình", "Hải Dương", "An Giang"]),
        ("Tỷ lệ ở Bac Giang và BAC NINH", ["Bắc Giang", "Bắc Ninh"]),
        ("TỶ LỆ VĂN BẢN ĐIỆN TỬ CỦA TỈNH LONG AN VÀ LAI CHÂU", ["Long An", "Lai Châu"]),
        ("Khánh Hoà, Thanh Hoá, Hoà Bình", ["Khánh Hòa", "Thanh Hóa", "Hòa Bình"]),
        ("tỉnh Long\n   An", ["Long An"]),
        ("Ðiện Biên", ["Điện Biên"]),
        ("Bà Rịa – Vũng Tàu; Bà Rịa Vũng Tàu; BR-VT", ["Bà Rịa - Vũng Tàu"] * 3),
        ("TP.HCM, TP. HCM, TPHCM, tp Hồ Chí Minh, Tp.HCM, hcm", ["Hồ Chí Minh"] * 6),
        ("Thừa Thiên-Huế, TT Huế, thành phố Huế", ["Thừa Thiên Huế"] * 3),
        ("Quảng Nam - Đà Nẵng", ["Quảng Nam", "Đà Nẵng"]),
        ("Lai Châu/Điện Biên", ["Lai Châu", "Điện Biên"]),
        ("thành phố Lai Châu", ["Lai Châu"]),
        ("Sở Khoa học và Công nghệ An Giang", ["An Giang"]),
        ("so khoa hoc va cong nghe an giang", ["An Giang"]),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ NGHỆ AN", ["Nghệ An"]),
        ("Công an Ninh Bình", ["Ninh Bình"]),
        ("Cổng dịch vụ công quốc gia Lai Châu", ["Lai Châu"]),
        ("cong dich vu cong quoc gia lai chau", ["Lai Châu"]),
        ("danh gia lai chau", ["Lai Châu"]),
        ("Long An toàn tỉnh có bao nhiêu máy", ["Long An"]),
        ("long an toan tinh co bao nhieu may", ["Long An"]),
        ("Lâm Đồng thời gian qua", ["Lâm Đồng"]),
        ("miền Trung Bình Định", ["Bình Định"]),
        ("Ninh Bình Thuận", ["Ninh Bình"]),
        ("may tinh cap xa lai chau", ["Lai Châu"]),
        ("máy tính cấp xã Lai Châu, các huyện Tây Ninh, 8 huyện Điện Biên", ["Lai Châu", "Tây Ninh", "Điện Biên"]),
        ("cán bộ cấp huyện, xã Lai Châu", ["Lai Châu"]),
        ("hội nghị từ xa Lai Châu", ["Lai Châu"]),
        ("dia phuong lai chau; di chuyen lai chau", ["Lai Châu", "Lai Châu"]),
    ],
)
def test_provinces_are_found(text: str, names: list[str]) -> None:
    assert named(text) == names


# --- what only looks like a name


@pytest.mark.parametrize(
    "text",
    [
        "máy in đa năng",
        "hai đường truyền số liệu",
        "tỷ lệ phủ cáp quang năm 2016",
        "so km cap quang nam 2016",
        "hóa đơn điện tử, xác thực thanh hóa đơn",
        "kẻ an giang hồ",
        "Hạ Long an toàn thông tin",
        "công nghệ an toàn, công nghệ an ninh mạng",
        "CÔNG NGHỆ AN TOÀN THÔNG TIN",
        "cong nghe an toan thong tin",
        "tinh da nang cao ty le, da nang cap mang",
        "nâng cao bằng cách đào tạo",
        "trung bình định kỳ ba tháng",
        "hang nam dinh ky bao cao",
        "an ninh bình thường",
        "danh gia lai muc do",
        "quốc gia lai tạo giống",
        "hop dong thap nhat, 42 ty dong thap hon",
        "hai duong truyen",
        "cham soc trang thong tin",
        "hệ sinh thái bình ổn",
        "Việt Nam, Viet Nam, VIỆT NAM, việt nam định hướng",
        "Hà Nam Ninh",
        "châu Á - Thái Bình Dương",
        "Viện Hải dương học",
        "phòng chống diễn biến hòa bình",
        "thành phố Điện Biên Phủ, huyện Điện Biên Đông",
        "huyện Điện Biên",
        "huyen dien bien",
        "thị xã Cao Lãnh, huyện Long Thành, thị xã Phú Thọ",
        "huyện Mường Ảng và huyện Điện Biên",
        "xã Hòa Bình, phường An Giang, đường Hồ Chí Minh",
        "Chủ tịch Hồ Chí Minh, tư tưởng Hồ Chí Minh, Đoàn TNCS HCM, tấm gương đạo đức HCM",
        "ông Nguyễn Thái Bình và bà Trần Thị Hà Giang",
        "xlaichau, Lai Châux, Long Anh",
        "tỷ lệ ở bac giang",
        "Hà, Nam",
        "Hải Đường, Bắc Giảng",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert named(text) == []


EVERYDAY = """
    Tỷ lệ văn bản điện tử trao đổi nội bộ là bao nhiêu?
    Bao nhiêu phần trăm cán bộ, công chức có hộp thư điện tử công vụ?
    Có bao nhiêu máy tính kết nối Internet ở cấp xã?
    Hạ tầng kỹ thuật công nghệ thông tin của tỉnh được đầu tư ra sao?
    Trung tâm tích hợp dữ liệu có những thiết bị nào?
    Kinh phí đầu tư cho công nghệ thông tin năm 2016 là bao nhiêu tỷ đồng?
    Hệ thống một cửa điện tử đã triển khai ở bao nhiêu huyện?
    Đơn vị nào đã dùng chữ ký số chuyên dùng?
    Mạng truyền số liệu chuyên dùng nối được bao nhiêu cơ quan?
    Những khó khăn trong an toàn, an ninh thông tin là gì?
    Công tác đào tạo, bồi dưỡng kỹ năng tin học được làm thế nào?
    Các doanh nghiệp trên địa bàn dùng Internet nhiều không?
    Sở Thông tin và Truyền thông tham mưu những văn bản nào?
    Cổng thông tin điện tử có bao nhiêu lượt truy cập?
    Dịch vụ công trực tuyến mức độ 3, 4 gồm những thủ tục nào?
    Nguồn nhân lực công nghệ thông tin còn thiếu ở đâu?
    Tỷ lệ máy tính cài phần mềm diệt vi rút có bản quyền đạt bao nhiêu?
    Hội nghị truyền hình trực tuyến đã nối tới cấp xã chưa?
    Sở Tài nguyên và Môi trường có cơ sở dữ liệu đất đai chưa?
    Sở Lao động - Thương binh và Xã hội dùng phần mềm gì?
    Quản trị mạng của các sở, ngành do ai phụ trách?
    Bài giảng điện tử được dùng ở bao nhiêu trường học?
    Việt Nam có bao nhiêu địa phương công bố chỉ số sẵn sàng?
    Quyết định số 1755/QĐ-TTg nói về điều gì?
    Nghị quyết 36-NQ/TW được triển khai từ năm nào?
    Tỷ lệ hồ sơ giải quyết đúng hạn trung bình là bao nhiêu?
    Kế hoạch năm 2017 đề ra những mục tiêu nào?
    Phần mềm quản lý văn bản và điều hành liên thông tới đâu?
    Hai phòng máy chủ được nâng cấp khi nào?
    Của cả nước thì tỷ lệ này là bao nhiêu?
    Tại các huyện, máy tính được trang bị bình quân mấy cán bộ một máy?
    Đường truyền cáp quang đã đến trung tâm xã chưa?
    Thuê bao băng thông rộng trên 100 dân là bao nhiêu?
    Chuyên gia đánh giá lại mức độ ứng dụng thế nào?
    Hệ sinh thái nội dung số hình thành ra sao?
    Năng lực của cán bộ chuyên trách được nâng cao bằng cách nào?
    Hằng năm, định kỳ báo cáo vào tháng nào?
    Hội đồng nhân dân giám sát hoạt động nào?
    Thư điện tử công vụ có được dùng thường xuyên không?
    Ban Chỉ đạo công nghệ thông tin họp mấy lần?
"""
SENTENCES = [line.strip() for line in EVERYDAY.splitlines() if line.strip()]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("typing", [str, fold, str.upper, str.title], ids=["accents", "bare", "upper", "title"])
def test_no_province_in_everyday_sentences(sentence: str, typing: Callable[[str], str]) -> None:
    assert len(SENTENCES) == 40
    assert named(typing(sentence)) == []
    assert meant(typing(sentence)) == []


@pytest.mark.parametrize(
    ("report", "names"),
    [
        ("bac-giang-2017.txt", {"Bắc Giang"}),
        ("dien-bien-2014.txt", {"Điện Biên"}),
        ("lai-chau-2019.txt", {"Lai Châu"}),
        ("long-an.txt", {"Long An", "Hồ Chí Minh"}),
        ("tay-ninh-2015.txt", {"Tây Ninh"}),
    ],
)
def test_real_reports_name_the_same_provinces_with_and_without_accents(report: str, names: set[str]) -> None:
    body = nfc((REPORTS / report).read_text(encoding="utf-8"))
    assert set(named(body)) == names
    assert find_provinces(fold(body)) == find_provinces(body)


# --- one typing error


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bac Giagn co bao nhieu may tinh", ["Bắc Giang"]),
        ("Tỷ lệ ký số của Bắc Giagn", ["Bắc Giang"]),
        ("tỉnh Lai Châuu", ["Lai Châu"]),
        ("o lai chauu", ["Lai Châu"]),
        ("Tỷ lệ ở Tây Nih", ["Tây Ninh"]),
        ("TỈNH TÂY NIH", ["Tây Ninh"]),
        ("laichau", ["Lai Châu"]),
        ("LaiChau nam 2019", ["Lai Châu"]),
        ("số máy ở LaiChâu", ["Lai Châu"]),
        ("tỉnh longan", ["Long An"]),
        ("ở Đà Năng", ["Đà Nẵng"]),
        ("của Đà Nang", ["Đà Nẵng"]),
        ("UBND tỉnh Điên Biên", ["Điện Biên"]),
        ("của bac giang năm nay", ["Bắc Giang"]),
        ("TP.Đà Nẵngg", ["Đà Nẵng"]),
        ("Tây Nih và Lai Châuu", ["Tây Ninh", "Lai Châu"]),
        ("Thừa Thiên Huếs", ["Thừa Thiên Huế"]),
        ("hagiang", ["Hà Giang"]),
        ("Tây Ninh và Bắc Giagn", ["Bắc Giang"]),
    ],
)
def test_one_typing_error_is_understood(text: str, names: list[str]) -> None:
    assert meant(text) == names


@pytest.mark.parametrize("name", NAMES)
def test_a_name_typed_right_is_never_corrected(name: str) -> None:
    for text in (name, fold(name), name.upper(), f"tỉnh {name}", f"o {fold(name)}", f"huyện {name}"):
        assert meant(text) == [], text


def test_no_single_error_turns_one_province_into_another() -> None:
    own = {fold(name).replace(" ", "") for name in NAMES}
    for name in NAMES:
        word = fold(name).title()
        wrong = [
            word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in ("", *"abcdghiklmnortuvy")
        ]
        for typed in wrong:
            if fold(typed).replace(" ", "") not in own:
                assert set(meant(f"Tinh {typed}")) <= {name}, typed


@pytest.mark.parametrize(
    "text",
    [
        "tỉnh Hà Giang, tỉnh Hậu Giang, tỉnh An Giang, tỉnh Bắc Giang",
        "tỉnh Hâu Giang",
        "tỉnh Hả Giang",
        "tinh Han Giang",
        "tỉnh Quảng Xinh",
        "tinh Xien Giang",
        "lai chauu",
        "bắc giagn",
        "cua ca nam 2014",
        "o ca nam",
        "của hai đường truyền",
        "ở đa năng",
        "Bác Gianh",
        "Sở Tài Nguyên và Môi Trường",
        "thành phố Bắc Kinh, tỉnh Vĩnh Phú, huyện Thạnh Hóa",
        "dân tộc Hà Nhì",
        "huyện Điện Biên, thành phố Điện Biên Phủ",
        "Lai. Châuu",
        "",
    ],
)
def test_other_words_and_doubtful_ones_are_not_corrected(text: str) -> None:
    assert meant(text) == []


def test_no_real_commune_is_taken_for_a_province() -> None:
    for ward in vietnam_provinces.Ward.iter_all():
        place = ward.name.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Đặc khu ")
        for text in (f"số liệu ở {place} ạ", f"so lieu cua {fold(place)}", f"báo cáo {fold(place).title()}"):
            assert not near_names(text) or named(place), text


# --- any text at all

FRAGMENTS = ["Lai", "Châu", "châu", "An", "an", "Giang", "Nghệ", "công ", "tỉnh ", "huyện ", "tp.", "HCM"]
FRAGMENTS += [" ", "-", "Ð", "İ", "\u0301"]


@given(st.text() | st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_mentions_stand_in_the_text_in_order_and_apart(text: str) -> None:
    exact, near = find_provinces(text), near_names(text)
    for mentions in (exact, near, sorted(exact + near, key=lambda mention: mention.start)):
        assert all(0 <= m.start < m.end <= len(nfc(text)) and m.name in NAMES for m in mentions)
        assert all(before.end <= after.start for before, after in pairwise(mentions))
    assert find_provinces(unicodedata.normalize("NFD", text)) == exact
