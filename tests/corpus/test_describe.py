"""What a report says of itself, put together; what staff say wins; what is doubtful is warned of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.clean import clean
from corpus.describe import Description, describe, report_id, short_title, shown_years
from corpus.findings import Given
from corpus.formats import Document

TODAY = date(2026, 11, 22)
TITLE = "Lai Châu: Nhiều cơ quan dùng chữ ký số"
PROSE = (
    "Sáng 11/6, Sở Thông tin và Truyền thông tỉnh Lai Châu tổ chức hội nghị về chữ ký số cho cán bộ các cơ quan.\n"
    "Đến nay, tỉnh Lai Châu đã cấp 640 chứng thư số; tỷ lệ văn bản điện tử được ký số đạt 44% trong năm 2019."
)
PAGE = Document(f"{TITLE}\nThứ tư, 12/06/2019 | 08:30\n{PROSE}", "txt")


def described(document: Document, given: Given = Given()) -> Description:  # noqa: B008 - frozen
    article = clean(document.text, document.title, document.headings)
    body = "\n".join([article.title, *article.paragraphs] if article.title else article.paragraphs)
    return describe(document, article, body, given, TODAY)


def sure(told: Description) -> dict[str, bool]:
    return {finding.field: finding.sure for finding in told.findings}


def test_a_page() -> None:
    told = described(PAGE)
    assert (told.province, told.title, told.published, told.years) == (
        "Lai Châu",
        TITLE,
        date(2019, 6, 12),
        (2019, 2019),
    )
    assert (told.publisher, told.author, told.not_before, told.kind, told.warnings) == (None, None, None, "tin bài", ())
    assert all(sure(told).values())
    assert [finding.field for finding in told.findings] == ["province", "title", "published", "years", "kind", "topic"]


def test_what_staff_say_wins_and_is_sure() -> None:
    told = described(PAGE, Given("bắc giang", date(2020, 1, 2), (2015, 2016)))
    assert (told.province, told.published, told.years) == ("Bắc Giang", date(2020, 1, 2), (2015, 2016))
    values = {finding.field: (finding.value, finding.how, finding.sure) for finding in told.findings}
    assert values["province"] == ("Bắc Giang", "người thêm cho biết", True)
    assert values["published"] == ("02/01/2020", "người thêm cho biết", True)
    assert values["years"] == ("2015–2016", "người thêm cho biết", True)
    assert len(told.warnings) == 2 and "12/06/2019" in told.warnings[0] and "Lai Châu" in told.warnings[1]
    with pytest.raises(ValueError, match="không phải tên một tỉnh"):
        described(PAGE, Given("Atlantis"))


def test_metadata_of_a_saved_page_is_trusted_and_that_of_an_office_file_is_not() -> None:
    bare = Document(f"{TITLE}\n{PROSE}", "html", publisher="Báo Lai Châu", author="Kiên Trung", published="2019-06-13")
    told = described(bare)
    assert (told.publisher, told.author, told.published) == ("Báo Lai Châu", "Kiên Trung", date(2019, 6, 13))
    assert sure(told)["published"]
    told = described(replace(bare, kind="docx"))
    assert told.published == date(2019, 6, 13) and not sure(told)["published"]
    assert described(replace(PAGE, published="2024-01-01")).published == date(2019, 6, 12)


def test_a_title_that_the_metadata_calls_otherwise_is_not_sure() -> None:
    assert sure(described(replace(PAGE, title=TITLE)))["title"]
    assert not sure(described(replace(PAGE, title="Tài liệu hội nghị tổng kết cuối năm")))["title"]


def test_the_name_of_a_portal_is_no_title_but_a_publisher() -> None:
    told = described(replace(PAGE, text=f"Cổng thông tin điện tử tỉnh Lai Châu\n{PAGE.text}"))
    assert (told.title, told.publisher) == (TITLE, "Cổng thông tin điện tử tỉnh Lai Châu")


def test_who_wrote_it() -> None:
    assert described(replace(PAGE, text=f"{PAGE.text}\nTác giả: Kiên Trung")).author == "Kiên Trung"
    speech = f"THAM LUẬN\n{TITLE}\nTrình bày: Ông Lê Văn Bích\n{PROSE}"
    assert described(Document(speech, "txt")).author == "Lê Văn Bích"


@pytest.mark.parametrize(
    "line",
    [
        "Người trình bày: Thạch Sô Phết - Phó Giám đốc Sở",
        "của đồng chí Thạch Sô Phết, Phó Giám đốc Sở",
        "Trình bày: Ông Thạch Sô Phết",
    ],
)
def test_who_speaks(line: str) -> None:
    text = (
        f"Tham luận về công nghệ thông tin ở Trà Vinh\n{line}\nTrà Vinh có 106 xã, phường, thị trấn dùng mạng nội bộ."
    )
    assert described(Document(text, "txt")).author == "Thạch Sô Phết"


@pytest.mark.parametrize(
    "name", ["Cổng thông tin điện tử Đảng bộ Lai Châu - Tiếng nói nhân dân", "Trang tin của đồng bào Lai Châu"]
)
def test_what_may_be_the_name_of_a_portal_is_not_a_sure_title(name: str) -> None:
    text = f"{name}\nTỉnh Lai Châu có 106 xã, phường, thị trấn đã dùng mạng nội bộ trong công việc."
    assert not sure(described(Document(text, "txt")))["title"]
    assert not sure(described(Document(text, "html", title=name)))["title"]


def test_minutes_of_a_meeting() -> None:
    told = described(
        Document(
            "BIÊN BẢN\nHọp Ban Chỉ đạo Chuyển đổi số tỉnh Hậu Giang\nThời gian: 14 giờ 00, ngày 27/7/2018.\n"
            "Chủ trì: Ông An - Phó Chủ tịch.\nTỉnh Hậu Giang có 75 xã, phường, thị trấn đã có tổ công nghệ số.",
            "txt",
        )
    )
    assert (told.kind, told.title) == ("biên bản", "BIÊN BẢN Họp Ban Chỉ đạo Chuyển đổi số tỉnh Hậu Giang")
    assert (told.published, told.not_before) == (None, date(2018, 7, 27))


def test_what_is_doubtful_is_warned_of() -> None:
    told = described(Document(f"Nhiều cơ quan dùng chữ ký số\n{PROSE.replace('Lai Châu', 'Lai Châu, Sơn La')}", "txt"))
    assert any("Chưa chắc bài nói về" in warning for warning in told.warnings)
    assert "Tệp không ghi ngày đăng." in told.warnings
    told = described(Document(PAGE.text.replace("2019", "2036"), "txt"))
    assert any("Chưa chắc ngày đăng" in warning for warning in told.warnings)
    told = described(Document(f"{TITLE}\n{PROSE.replace(' trong năm 2019', '')}", "txt"))
    assert any("không nêu năm nào" in warning for warning in told.warnings) and not sure(told)["years"]


def test_a_text_without_a_province() -> None:
    told = described(replace(PAGE, text=PAGE.text.replace("Lai Châu", "nhà")))
    assert told.province is None and "province" not in sure(told)


def test_since_the_merger_a_former_name_is_not_sure() -> None:
    told = described(replace(PAGE, text=PAGE.text.replace("2019", "2025").replace("/06/", "/10/")))
    assert told.province == "Lai Châu" and sure(told)["province"]
    old = PAGE.text.replace("2019", "2025").replace("/06/", "/10/").replace("Lai Châu", "Bắc Giang")
    told = described(replace(PAGE, text=old))
    assert told.province == "Bắc Ninh" and not sure(told)["province"]


def test_ids() -> None:
    assert report_id("Lai Châu", date(2019, 6, 12), None) == "lai-chau-2019-06-12"
    assert report_id("Long An", None, date(2012, 5, 29)) == "long-an-sau-2012-05-29"
    assert report_id("Bà Rịa - Vũng Tàu", None, None) == "ba-ria-vung-tau-khong-ngay"


def test_a_short_title_is_the_beginning_of_the_text() -> None:
    assert short_title("Kế hoạch của tỉnh.\nPhần sau.") == "Kế hoạch của tỉnh."
    long = "Thực hiện Kế hoạch của Ban Chỉ đạo (CNTT) về kiểm tra"
    assert short_title(long, limit=8) == "Thực hiện Kế hoạch của Ban Chỉ đạo…"


def test_shown_years() -> None:
    assert (shown_years(2016, 2016), shown_years(2012, 2014)) == ("2016", "2012–2014")


def test_what_staff_say_against_the_file_is_warned_of() -> None:
    told = described(PAGE, Given(province="Sơn La", published=date(2019, 6, 21)))
    assert (told.province, told.published) == ("Sơn La", date(2019, 6, 21))
    assert any("ghi cho Sơn La, nhưng trong tệp là Lai Châu" in warning for warning in told.warnings)
    assert any("được ghi là 21/06/2019, nhưng trong tệp là 12/06/2019" in warning for warning in told.warnings)
    assert described(PAGE, Given(province="Lai Châu", published=date(2019, 6, 12))).warnings == ()
