"""An e-mail saved by a mail program is read like one pasted into a text file; what is attached is told, not read."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.errors import Unreadable
from corpus.formats import kind_of, read_document
from corpus.report import read_report

SUBJECT = "Báo cáo nhanh tình hình ứng dụng công nghệ thông tin tỉnh Ninh Thuận năm 2014"
TEXT = (
    "Kính gửi anh Dũng,",
    "Về hạ tầng, đến 30/11/2014 cả 7 huyện, thành phố và 18/19 sở, ngành của tỉnh Ninh Thuận có mạng nội bộ.",
    "Về dịch vụ công: 64 dịch vụ mức độ 3 tại 6 sở, 2 huyện; cả năm nhận được 913 hồ sơ qua mạng.",
    "Kinh phí: kế hoạch giao 8,7 tỷ đồng, thực cấp 6,95 tỷ đồng, đã giải ngân 6,2 tỷ đồng.",
)


def letter(text: str = "\n".join(TEXT)) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Phòng CNTT <phongcntt@ninhthuan.gov.vn>"
    mail["To"] = "vanphong@ninhthuan.gov.vn"
    mail["Date"] = "Fri, 5 Dec 2014 16:22:10 +0700"
    mail["Subject"] = SUBJECT
    mail.set_content(text)
    return mail


def of_both_kinds() -> EmailMessage:
    mail = letter()
    mail.add_alternative("".join(f"<p>{line}</p>" for line in TEXT), subtype="html")
    return mail


def of_html_alone() -> EmailMessage:
    mail = letter()
    mail.set_content("<style>p {}</style>" + "".join(f"<p>{line}</p>" for line in TEXT), subtype="html")
    return mail


@pytest.mark.parametrize("mail", [letter(), of_both_kinds(), of_html_alone()], ids=["plain", "both", "html"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_mail_is_head_and_text(mail: EmailMessage, ends: bytes, tmp_path: Path) -> None:
    file = tmp_path / "thu.eml"
    file.write_bytes(mail.as_bytes().replace(b"\n", ends))
    report = read_report(file).report
    assert report.body == "\n".join(TEXT[1:])
    assert (report.title, report.author, report.published) == (SUBJECT, "Phòng CNTT", "2014-12-05")


def test_what_is_attached_is_told() -> None:
    mail = letter("\n".join(TEXT * 3))
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="phu-luc.pdf")
    (warning,) = read_document(mail.as_bytes(), "thu.eml").warnings
    assert "phu-luc.pdf" in warning
    note = letter("Em gửi báo cáo.")
    note.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="bao-cao.pdf")
    with pytest.raises(Unreadable, match=r"tệp đính kèm \(bao-cao\.pdf\); hãy lưu"):
        read_document(note.as_bytes(), "thu.eml")


@pytest.mark.parametrize(
    "text",
    [
        "From: a@b.vn\nTo: c@d.vn\nDate: 5/12/2014\nSubject: Báo cáo\n\nTỉnh có 9 sở.",
        "Chủ trì: Ông An\nThư ký: Bà Lê\nTo: c@d.vn\nTỉnh có 9 sở.",
    ],
)
def test_a_mail_pasted_into_a_text_is_a_text(text: str) -> None:
    assert kind_of(text.encode(), "thu.txt") == "txt"
