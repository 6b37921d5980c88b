"""What part each sentence of the five reports plays, and of which years it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.report import read_report
from corpus.roles import Part, parts
from corpus.split import sentences

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
FILES = sorted(path.name for path in REPORTS.glob("*.txt"))

BAC_GIANG, DIEN_BIEN, LAI_CHAU, LONG_AN, TAY_NINH = (
    "bac-giang-2017.txt",
    "dien-bien-2014.txt",
    "lai-chau-2019.txt",
    "long-an.txt",
    "tay-ninh-2015.txt",
)


def body_of(file: str) -> str:
    return read_report(REPORTS / file).report.body


def part_with(file: str, words: str) -> Part:
    (found,) = (part for part in parts(body_of(file)) if words in part.sentence.text)
    return found


ROLES = [
    (BAC_GIANG, "đã đầu tư 42,7 tỷ đồng", "result"),
    (BAC_GIANG, "UBND cấp huyện đạt 77%", "result"),
    (BAC_GIANG, "còn mang tính rời rạc", "weakness"),
    (BAC_GIANG, "Nguồn vốn đầu tư còn nhiều khó khăn", "weakness"),
    (BAC_GIANG, "chất lượng còn hạn chế", "weakness"),
    (BAC_GIANG, "các thành viên BCĐ đề xuất kiến nghị", "proposal"),
    (BAC_GIANG, "ghi nhận những nỗ lực", "result"),
    (BAC_GIANG, "nhiệm vụ trọng tâm trong năm 2017", "plan"),
    (BAC_GIANG, "xong trước ngày 23/3/2017", "plan"),
    (BAC_GIANG, "bảo đảm tuyệt đối an toàn thông tin", "plan"),
    (DIEN_BIEN, "Đoàn Kiểm tra gồm", "result"),
    (DIEN_BIEN, "đã xuống cấp, hư hỏng", "weakness"),
    # What follows a weakness without a word of its own on one is a result again.
    (DIEN_BIEN, "đã đạt được hiệu quả cao", "result"),
    (DIEN_BIEN, "đạt trên 80%, cấp xã 30%", "result"),
    (DIEN_BIEN, "đã được chú trọng", "result"),
    (DIEN_BIEN, "chưa tuân thủ đúng quy định", "weakness"),
    (DIEN_BIEN, "còn rất hạn hẹp", "weakness"),
    (DIEN_BIEN, "rất khó khăn cho việc triển khai", "weakness"),
    (DIEN_BIEN, "cần ưu tiên nguồn kinh phí", "plan"),
    (LAI_CHAU, "108/108 đơn vị cấp xã", "result"),
    (LAI_CHAU, "93% xã kết nối mạng LAN", "result"),
    (LAI_CHAU, "quy mô nhỏ", "weakness"),
    (LAI_CHAU, "chính sách đẩy mạnh ứng dụng CNTT và chế độ đặc thù", "weakness"),
    (LAI_CHAU, "đặc biệt ở cấp xã", "weakness"),
    # It tells how firms use software; "loại bỏ hạn chế" is no weakness of the province.
    (LAI_CHAU, "loại bỏ hạn chế", "result"),
    (LAI_CHAU, "Cần rà soát, chỉnh sửa", "plan"),
    (LAI_CHAU, "nhằm tháo gỡ vướng mắc", "plan"),
    (LAI_CHAU, "Triển khai hạ tầng giao thông thông minh", "plan"),
    (LONG_AN, "442 học viên", "result"),
    (LONG_AN, "14/14 UBND cấp huyện và đang vận hành", "result"),
    (LONG_AN, "UBND tỉnh rất quan tâm", "advantage"),
    (LONG_AN, "theo tiêu chuẩn ISO", "advantage"),
    (LONG_AN, "còn thiếu và yếu", "weakness"),
    (LONG_AN, "An toàn thông tin vẫn là khâu yếu", "weakness"),
    (LONG_AN, "Phải có sự quyết tâm chính trị", "lesson"),
    (LONG_AN, "Tăng cường công tác tuyên truyền", "lesson"),
    (LONG_AN, "danh mục cơ sở dữ liệu điện tử dùng chung", "proposal"),
    (LONG_AN, "chính sách ưu đãi", "proposal"),
    (TAY_NINH, "Chứng chỉ A, B có 1575 người", "result"),
    (TAY_NINH, "Nguồn ngân sách cho ứng dụng CNTT còn hạn chế", "weakness"),
    (TAY_NINH, "còn hạn chế, chưa đồng bộ", "weakness"),
    (TAY_NINH, "Trang bị hệ thống chống sét", "plan"),
    (TAY_NINH, "Triển khai các hệ thống thông tin dùng chung", "plan"),
]


@pytest.mark.parametrize(("file", "words", "role"), ROLES, ids=[f"{file[:8]} {words[:30]}" for file, words, _ in ROLES])
def test_roles(file: str, words: str, role: str) -> None:
    assert part_with(file, words).role == role


YEARS = [
    (BAC_GIANG, "kết quả thực hiện nhiệm vụ năm 2016; triển khai nhiệm vụ năm 2017", (2016, 2017)),
    # The year that an account opens with holds until another is named.
    (BAC_GIANG, "đã đầu tư 42,7 tỷ đồng", (2016,)),
    (BAC_GIANG, "đạt 1,36 máy", (2016,)),
    (BAC_GIANG, "cấp 298 chứng thư số", (2016,)),
    (BAC_GIANG, "Nguồn nhân lực CNTT trong các cơ quan", (2016,)),
    (BAC_GIANG, "nhiệm vụ trọng tâm trong năm 2017", (2017,)),
    (BAC_GIANG, "làm tốt công tác quản lý nhà nước", (2017,)),
    (DIEN_BIEN, "11 cơ quan, đơn vị", (2014,)),
    (DIEN_BIEN, "đạt trên 80%, cấp xã 30%", (2014,)),
    # Dates of documents, ends of plans and starts of programmes do not tell the years of what follows.
    (LONG_AN, "57/2010/QĐ-UBND", ()),
    (LONG_AN, "từ năm 2008 tỉnh đã quan tâm", (2008,)),
    (LONG_AN, "hệ thống tra cứu trực tuyến tình trạng hồ sơ", ()),
    (LONG_AN, "442 học viên", ()),
    (TAY_NINH, "đến 2020", ()),
    (TAY_NINH, "Chứng chỉ A, B có 1575 người", ()),
    (LAI_CHAU, "93% xã kết nối mạng LAN", ()),
]


@pytest.mark.parametrize(
    ("file", "words", "years"), YEARS, ids=[f"{file[:8]} {words[:30]}" for file, words, _ in YEARS]
)
def test_years(file: str, words: str, years: tuple[int, ...]) -> None:
    assert part_with(file, words).years == years


@pytest.mark.parametrize("file", FILES)
def test_every_sentence_but_headings_has_its_part_in_order(file: str) -> None:
    body = body_of(file)
    found = parts(body)
    told = [part.sentence for part in found]
    assert told == sorted(told, key=lambda sentence: sentence.start)
    assert all(body[sentence.start : sentence.end] == sentence.text for sentence in told)
    left = [s.text.rstrip(" :") for s in sentences(body) if s not in told]
    headings = {name for part in found for name in part.section.split(" › ")}
    assert set(left) <= headings
    assert [part.paragraph for part in found] == sorted(part.paragraph for part in found)


def test_two_headings_in_one_leave_the_part_to_those_below() -> None:
    body = "II. THUẬN LỢI VÀ KHÓ KHĂN:\n1. Thuận lợi:\nTỉnh được quan tâm.\n2. Khó khăn:\nMáy đã cũ."
    assert [(part.sentence.text, part.role) for part in parts(body)] == [
        ("Tỉnh được quan tâm.", "advantage"),
        ("Máy đã cũ.", "weakness"),
    ]


def test_a_body_of_no_paragraph_has_no_part() -> None:
    assert parts("") == () and parts("\n \n") == ()


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("III. NHỮNG VIỆC CHƯA LÀM ĐƯỢC", "weakness"),
        ("2. Những điểm cần chấn chỉnh", "weakness"),
        ("3/ Mặt hạn chế và lý do:", "weakness"),
        ("1. Mặt làm được", "result"),
        ("II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2018", "result"),
        ("IV. CÔNG VIỆC NĂM 2019", "plan"),
        ("3. Yêu cầu đối với các đơn vị", "plan"),
        ("V. ĐỀ NGHỊ", "proposal"),
    ],
)
def test_headings_in_other_words_name_the_part_too(heading: str, role: str) -> None:
    assert [part.role for part in parts(f"{heading}\nMỗi huyện có 12 máy quét.\nCấp xã dùng chung máy.")] == [
        role,
        role,
    ]


@pytest.mark.parametrize(
    ("paragraph", "roles"),
    [
        ("5/ Kiến nghị: Bộ hỗ trợ đường truyền cho xã đảo.", ["proposal"]),
        ("Về mục tiêu 100% xã có Internet: đến nay đạt 80%.", ["result"]),
        ("Thực hiện kế hoạch: đã nối 9 huyện.", ["result"]),
        ("4. Kinh nghiệm rút ra: làm điểm trước, nhân rộng sau.", ["lesson"]),
        ("Thứ hai, cái chưa được. Các sở đã có hộp thư. Có 9 sở không mở.", ["weakness"] * 3),
        ("Thứ nhất, cái được. Chúng ta có 32 máy chủ.", ["result"] * 2),
        ("Thứ ba, việc phải làm trong năm 2013. Sở tham mưu 2 đề án.", ["plan"] * 2),
        ("Giám đốc Sở yêu cầu trong năm 2017: 100% xã dùng phần mềm. Sở Tài chính lo vốn.", ["plan"] * 2),
        ("Máy còn thiếu. Vì sao vậy? Cái gốc là người đứng đầu. Kế đó là vốn.", ["weakness", *["cause"] * 3]),
        ("Những yếu kém đó chủ yếu do nhận thức của một số nơi.", ["cause"]),
        ("Về phía Bộ, chúng tôi kính mong Bộ hỗ trợ kinh phí.", ["proposal"]),
        (
            "Tỉnh chi 52 tỷ đồng, chưa kể vốn doanh nghiệp. Chưa đến 9 xã dùng 3G. Xã chưa có LAN.",
            ["result"] * 2 + ["weakness"],
        ),
        ("Tỉnh phấn đấu vào nhóm 30. Tỉnh có 138 xã.", ["plan", "result"]),
        ("Ông yêu cầu các sở khắc phục. Nhân dịp này, tỉnh khen 6 tập thể.", ["plan", "result"]),
    ],
)
def test_a_paragraph_names_its_part_itself(paragraph: str, roles: list[str]) -> None:
    assert [part.role for part in parts(paragraph)] == roles


def test_reasons_stand_among_weaknesses_and_proposals_below_plans() -> None:
    body = (
        "3. Hạn chế\n- Xã đảo ít máy. Lý do: sông nước.\n- Ít người dùng. Lý do: biểu mẫu rắc rối.\n"
        "4. Phương hướng\n- Nối mạng 12 huyện.\nĐề nghị Bộ Tài chính cho vay vốn."
    )
    assert [part.role for part in parts(body)] == ["weakness", "cause", "weakness", "cause", "plan", "proposal"]


def test_an_answer_plays_the_part_that_was_asked_for() -> None:
    body = (
        "Phóng viên: Đâu là trở ngại lớn nhất?\nÔng An: Vẫn là con người. Tỉnh có 112 kỹ sư.\n"
        "Phóng viên: Năm tới, ngành sẽ làm gì?\nÔng An: Chúng tôi lập 143 tổ công nghệ số.\n"
        "Phóng viên: Kết quả năm nay ra sao?\nÔng An: Có 812 dịch vụ."
    )
    assert [part.role for part in parts(body)] == ["weakness"] * 3 + ["plan"] * 2 + ["result"] * 2
    assert [part.section for part in parts(body)][1:3] == ["Đâu là trở ngại lớn nhất?"] * 2


@pytest.mark.parametrize(
    ("body", "years"),
    [
        # What a figure is held beside does not carry the account away from its own year.
        (
            "Năm 2016, tỉnh chi 26,5 tỷ đồng, tăng so với năm 2015.\nCấp xã đạt 71%, trong khi năm 2015 đạt 58%."
            "\nToàn tỉnh có 9 máy chủ.",
            [(2016, 2015), (2016, 2015), (2016,)],
        ),
        ("Năm 2018 có 3 cổng.\nTỷ lệ đạt 38%; năm 2017 là 22,5%.\nCó 9 sở.", [(2018,), (2018, 2017), (2018,)]),
        ("NĂM 2019 tỉnh mua 5 máy. Có 2 máy chủ.", [(2019,), (2019,)]),
        ("Trong năm 2013, 2014 và 2015 lần lượt là 84, 131 và 207 nghìn.", [(2013, 2014, 2015)]),
        ("Giai đoạn 2021 – 2025, tỉnh cần 780 tỷ đồng. Có 5 sở.", [(2021, 2025), ()]),
        ("Đến tháng 8/2017, có 9 huyện. Tính đến năm 2018 có 10.", [(2017,), (2018,)]),
        ("Năm 2022 giao 143 tỷ đồng. Trước đó, năm 2021 giao 97 tỷ đồng.\nCó 9 sở.", [(2022,), (2021,), (2022,)]),
        # What a programme is called, and the day of a text, tell no year.
        ("Tỉnh thực hiện Chương trình giai đoạn 2011 – 2015 tại 5 xã.", [()]),
        ("(Bến Tre, ngày 18 tháng 01 năm 2013)\nTỉnh có 32 máy chủ.", [(), ()]),
        ("II. PHƯƠNG HƯỚNG ĐẾN NĂM 2020\n- Mua 5 máy chủ.\n- Nối 9 huyện.", [(2020,), (2020,)]),
    ],
)
def test_the_years_of_sentences_that_compare_list_and_look_ahead(body: str, years: list[tuple[int, ...]]) -> None:
    assert [part.years for part in parts(body)] == years
