"""A text that came by e-mail is the text: sender, covering note and signature are cut, and nothing else."""

from __future__ import annotations

import pytest

from corpus import furniture, mail
from corpus.clean import clean

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
    assert mail.head(lines) == 0
