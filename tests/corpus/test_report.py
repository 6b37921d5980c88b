"""From a file to its report: the same each time, whatever its encoding; what is no report is refused with the fix."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import NotAReport, Unreadable
from corpus.findings import Given
from corpus.records import Report
from corpus.report import read_report, understand
from tests.corpus.shipped import REAL, REPORTS, reading, text_of


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
