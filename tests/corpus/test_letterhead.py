"""The head of official texts, however its two columns came out of the file."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.letterhead import is_office, kind_named, letterhead, signer

ISSUER = "UBND TỈNH LAI CHÂU – SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BELOW = "BÁO CÁO\nKết quả ứng dụng công nghệ thông tin\n\nThực hiện kế hoạch năm, Sở báo cáo kết quả đạt được như sau:"


@pytest.mark.parametrize(
    "head",
    [
        # side by side
        f"UBND TỈNH LAI CHÂU          {MOTTO}\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG      Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/BC-STTTT         Lai Châu, ngày 12 tháng 6 năm 2019",
        # the cells of a table, each with all its lines
        f"UBND TỈNH LAI CHÂU SỞ THÔNG TIN VÀ TRUYỀN THÔNG Số: 12/BC-STTTT\t{MOTTO} Độc lập - Tự do - Hạnh phúc "
        "Lai Châu, ngày 12 tháng 6 năm 2019",
        # one below the other
        f"UBND TỈNH LAI CHÂU\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 12/BC-STTTT\n{MOTTO}\nĐộc lập – Tự do – Hạnh phúc\n"
        "Lai Châu, ngày 12 tháng 6 năm 2019",
        # torn apart
        "UBND\nTỈNH LAI CHÂU\nSỞ THÔNG TIN\nVÀ TRUYỀN THÔNG\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n-----\n|\nSố: 12/BC-STTTT\n|\nLai Châu, ngày 12\ntháng 6 năm 2019\n|",
        # without motto
        "UBND TỈNH LAI CHÂU\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 12/BC-STTTT\nLai Châu, ngày 12/6/2019",
    ],
)
def test_a_report_s_head(head: str) -> None:
    found = letterhead(f"{head}\n{BELOW}")
    assert found is not None
    assert (found.issuer, found.day, found.kind, found.subject) == (ISSUER, date(2019, 6, 12), "báo cáo", None)


def test_a_letter_s_head() -> None:
    found = letterhead(
        f"UBND TỈNH CÀ MAU      {MOTTO}\nSố: 1043/UBND-VX      Độc lập - Tự do - Hạnh phúc\n"
        "V/v báo cáo tình hình ứng dụng      Cà Mau, ngày 06 tháng 11 năm 2014\ncông nghệ thông tin\nKính gửi: Bộ\n"
    )
    assert found is not None
    assert (found.kind, found.subject) == ("công văn", "V/v báo cáo tình hình ứng dụng công nghệ thông tin")
    assert (found.issuer, found.day) == ("UBND TỈNH CÀ MAU", date(2014, 11, 6))


def test_the_kind_is_told_by_the_number_when_no_line_names_it() -> None:
    found = letterhead(f"TỈNH ỦY ĐIỆN BIÊN\n*\nSố 45-CTr/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n{BELOW.partition(chr(10))[2]}")
    assert found is not None and (found.issuer, found.kind) == ("TỈNH ỦY ĐIỆN BIÊN", "chương trình")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sở Thông tin và Truyền thông tỉnh Lai Châu\nThứ tư, 12/06/2019\nTỉnh họp.",
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG TỈNH LAI CHÂU\nTrang chủ\nGiới thiệu\nỨng dụng CNTT ở Lai Châu",
        "Lai Châu họp bàn về chữ ký số\nTheo Báo cáo số 12/BC-UBND ngày 12/6/2019, tỉnh đã cấp 120 chứng thư số.",
    ],
)
def test_what_is_no_head(text: str) -> None:
    assert letterhead(text) is None


@given(st.text("ABĐ aế:/-\n\t|Số1", max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    found = letterhead(f"{MOTTO}\n{text}")
    assert found is None or found.issuer is None or found.issuer.strip()


def test_who_signed() -> None:
    ending = [
        "Trên đây là báo cáo.",
        "Nơi nhận:",
        "- Như trên;",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "(Đã ký)",
        "Trần Duy Bình",
    ]
    assert signer(ending) == "Trần Duy Bình"
    assert signer(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]) is None
    assert signer(["Trần Duy Bình"]) is None
    beside = ["Nơi nhận:\tT/M BAN THƯỜNG VỤ", "- Lưu Văn phòng.      PHÓ BÍ THƯ THƯỜNG TRỰC", "Nguyễn Đăng Quảng"]
    assert signer(beside) == "Nguyễn Đăng Quảng"
    assert is_office("TM. ỦY BAN NHÂN DÂN") and not is_office("Chủ tịch")


def test_kinds_named_by_titles() -> None:
    assert kind_named("Báo cáo kết quả năm 2016") == "báo cáo"
    assert kind_named("KẾ HOẠCH") == "kế hoạch"
    assert kind_named("Kế hoạch và Đầu tư") is None
    assert kind_named("Lai Châu báo cáo") is None


def test_the_issuer_may_stand_below_motto_and_day() -> None:
    state = f"{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nLai Châu, ngày 12 tháng 6 năm 2019\n-----"
    found = letterhead(f"{state}\nUBND TỈNH LAI CHÂU\nSỞ NỘI VỤ\nSố: 12/BC-SNV\n{BELOW}")
    assert found is not None
    assert (found.issuer, found.day) == ("UBND TỈNH LAI CHÂU – SỞ NỘI VỤ", date(2019, 6, 12))
