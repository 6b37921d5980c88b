"""A text that came by e-mail is the text: sender, covering note and signature are cut, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import furniture, mail
from corpus.clean import clean
from corpus.report import read_report

TITLE = "Tuyên Quang: Kết quả xếp hạng chỉ số chuyển đổi số cấp huyện năm 2021"
TEXT = (
    TITLE,
    "24/03/2022",
    "Theo Quyết định số 310/QĐ-UBND ngày 22/3/2022 của UBND tỉnh Tuyên Quang, huyện Sơn Dương dẫn đầu với 742,5 điểm.",
    "Huyện Lâm Bình đứng cuối với 511 điểm, chủ yếu do chưa có dữ liệu số hóa và thiếu 14 máy quét tài liệu.",
)
HEAD = (
    "Từ: vanphong@tuyenquang.gov.vn",
    "Đến: phongcntt@tuyenquang.gov.vn",
    "Tiêu đề: Fwd: Kết quả xếp hạng",
    "Ngày: Thứ Năm, 24 tháng 3, 2022 08:15",
)
MARK = "---------- Forwarded message ----------"
NOTE = (
    "Kính gửi các anh chị,",
    "Em gửi lại bài đăng cổng để lưu. Trân trọng!",
    MARK,
)
SIGNED = ("--", "Văn phòng Sở Thông tin và Truyền thông", "ĐT: 0207.3812345")


@pytest.mark.parametrize("below", [SIGNED, ()])
@pytest.mark.parametrize(
    "above",
    [(*HEAD, *NOTE), HEAD, (*HEAD, *NOTE, *(f"> {line}" for line in HEAD))],
    ids=["a note", "no note", "quoted once more"],
)
def test_what_the_e_mail_has_round_the_text_is_cut(above: tuple[str, ...], below: tuple[str, ...]) -> None:
    found = clean("\n\n".join([*above, *TEXT, *below]))
    assert (found.title, found.paragraphs, found.date_line) == (TITLE, TEXT[2:], TEXT[1])
    cut = "\n".join(piece.text for piece in found.dropped if piece.reason == furniture.MAIL)
    assert [line for line in (*above, *below) if line not in cut] == []


@pytest.mark.parametrize(
    "lines",
    [
        TEXT,
        (*TEXT, *SIGNED),
        ("Ngày: 24/3/2022", "Chủ đề: chuyển đổi số", *TEXT),
        ("Đến: 30/6", "Từ: 1/1", "Ngày: 24/3", *TEXT),
        (*TEXT, MARK),
    ],
)
def test_what_is_no_e_mail_has_no_head(lines: tuple[str, ...]) -> None:
    assert mail.opened(lines) is None


ANSWER = (
    "From: Phòng CNTT <phongcntt@ninhthuan.gov.vn>",
    "To: Văn phòng UBND tỉnh <vanphong@ninhthuan.gov.vn>",
    "Date: Fri, 5 Dec 2014 16:22:10 +0700",
    "Subject: RE: Fwd: Báo cáo nhanh tình hình ứng dụng CNTT tỉnh Ninh Thuận năm 2014",
    "Kính gửi anh Dũng,",
)
OWN = (
    "Về hạ tầng, đến 30/11/2014 cả 7 huyện, thành phố và 18/19 sở, ngành của tỉnh Ninh Thuận có mạng nội bộ.",
    "Về dịch vụ công: 64 dịch vụ mức độ 3 tại 6 sở, 2 huyện; cả năm nhận được 913 hồ sơ qua mạng.",
    "Kinh phí: kế hoạch giao 8,7 tỷ đồng, thực cấp 6,95 tỷ đồng, đã giải ngân 6,2 tỷ đồng.",
)
BLOCK = ("Trân trọng,", "Đặng Thị Mai Trâm", "Trưởng phòng CNTT")
QUOTED = (
    ("-----Original Message-----", "From: Trần Quốc Dũng", "Sent: 28/11/2014", "Subject: Số liệu", "Em gửi số liệu."),
    ("Vào Th 6, 28 thg 11, 2014 vào lúc 09:05 Trần Quốc Dũng <dung@ninhthuan.gov.vn> đã viết:", "> Em gửi số liệu."),
    ("On Fri, Nov 28, 2014 at 9:05 AM, Dũng <dung@ninhthuan.gov.vn> wrote:", *(f"> {line}" for line in OWN * 2)),
)


@pytest.mark.parametrize("below", [*QUOTED, (*QUOTED[0], *QUOTED[1]), ()])
def test_a_report_written_in_the_mail_itself_stays_and_the_mails_it_answers_are_cut(below: tuple[str, ...]) -> None:
    found = clean("\n".join([*ANSWER, "", *OWN, "", *BLOCK, "", *below]))
    assert found.paragraphs == OWN
    cut = "\n".join(piece.text for piece in found.dropped)
    assert [line for line in (*ANSWER, *BLOCK, *below) if line not in cut] == []


def test_the_head_of_the_mail_tells_what_the_text_does_not(tmp_path: Path) -> None:
    file = tmp_path / "thu.txt"
    file.write_text("\n".join([*ANSWER, "", *OWN, "", *BLOCK, "", *QUOTED[0]]), "utf-8")
    found = read_report(file)
    told = (found.report.title, found.report.author, found.report.published, found.report.years)
    assert told == (ANSWER[3].partition("Fwd: ")[2], "Phòng CNTT", "2014-12-05", (2014, 2014))
    assert [each.sure for each in found.findings if each.field in ("title", "published")] == [False, False]


@pytest.mark.parametrize("sent", ["Date: khi nào đó", "Date: 31/02/2014", "Date: Fri, 99 Dec 2014"])
def test_a_day_that_cannot_be_read_is_none(sent: str) -> None:
    found = mail.opened([*ANSWER[:2], sent, *OWN])
    assert found and found.sent is None
