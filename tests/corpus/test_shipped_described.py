"""What is known of the shipped reports and of the invented ones: ids, provinces, days, years, titles."""

from __future__ import annotations

import csv

import pytest

from corpus.provinces import present_name
from tests.corpus.shipped import INVENTED, LIBRARY, REAL, REPORTS, ROOT, SHA256, reading, text_of

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
