"""The programs outside at their real work, inside the limits of the reading child: LibreOffice and Tesseract.

Where they are not installed these tests are skipped; `test_tools.py` says what people are then told.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.text.run import Run
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus import office, tools
from corpus.apart import read_apart
from corpus.errors import CorpusError
from corpus.limits import USUAL
from corpus.report import Reading
from tests.corpus.files import FONT, known, saved, scanned, stored, tcvn3, word
from tests.corpus.hostile.case import ARTICLE, SECRET

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the child's limits are those of Linux")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
# Debian's package without a screen lacks a part of Calc without which no program can use it.
SHEETS = Path(shutil.which("soffice") or "soffice").resolve().parents[1] / "share/config/soffice.cfg/modules/scalc"
needs_calc = pytest.mark.skipif(
    shutil.which("soffice") is None or not (SHEETS / "ui" / "inputbar.ui").exists(),
    reason="LibreOffice Calc is not installed in full",
)
needs_tesseract = pytest.mark.skipif(
    FONT is None
    or shutil.which("tesseract") is None
    or b"vie" not in subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False).stdout.split(),
    reason="Tesseract or its Vietnamese data is not installed",
)


def old(data: bytes, folder: Path, new: str, ending: str) -> Path:
    """A file of today (`new`, such as "docx") as one of the format of `ending`, made by LibreOffice."""
    source, target = folder / f"source.{new}", folder / f"bao-cao.{ending}"
    source.write_bytes(data)
    program = Path(shutil.which("soffice") or "").resolve()
    library = next(path for name in office.LIBRARIES if (path := program.with_name(name)).exists())
    command = [sys.executable, office.__file__, *map(str, (library, source, target, folder / "profile"))]
    subprocess.run(command, check=True, capture_output=True)
    return target


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_an_old_word_file_with_tables_is_read_like_the_new_one(ending: str, tmp_path: Path) -> None:
    data = word(known("phu-tho-2019"))
    (tmp_path / "moi.docx").write_bytes(data)
    new, before = read_apart(tmp_path / "moi.docx"), read_apart(old(data, tmp_path, "docx", ending))
    assert before.report.body == new.report.body and "\t" in new.report.body
    assert [found for found in before.findings if found.field != "title"] == [
        found for found in new.findings if found.field != "title"
    ]


@needs_office
def test_an_old_word_file_in_an_old_encoding_becomes_unicode(tmp_path: Path) -> None:
    made, title = docx.Document(), "Kết quả ứng dụng công nghệ thông tin của tỉnh Sơn La năm 2009"
    told = [
        "Năm 2009, tỉnh Sơn La có 1.250 máy tính; 45% cán bộ, công chức cấp huyện biết sử dụng thư điện tử.",
        "Đã nối mạng cho 31 trường học; ngân sách ứng dụng công nghệ thông tin còn thấp, chỉ được 3,5 tỷ đồng.",
    ]
    rows = [("Đơn vị", "Số máy tính"), ("Huyện Mộc Châu", "120"), ("Huyện Thuận Châu", "96")]
    for text in [title, *told]:
        old_font(made.add_paragraph().add_run(tcvn3(text).decode("latin-1")))
    table = made.add_table(3, 2, "Table Grid")
    for place, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(place.cells, texts, strict=True):
            old_font(cell.paragraphs[0].add_run(tcvn3(text).decode("latin-1")))
    made.add_paragraph()
    found = read_apart(old(saved(made), tmp_path, "docx", "doc")).report
    assert (found.province, found.title) == ("Sơn La", title)
    assert found.body.split("\n") == [title, *told, *("\t".join(texts) for texts in rows)]


def old_font(run: Run) -> None:
    run.font.name = ".VnTime"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hAnsi"), ".VnTime")


@needs_calc
def test_an_old_workbook_is_read_with_its_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = [("Đơn vị", "Mạng LAN", "Máy tính"), ("Huyện Mai Sơn", 0.93, 1250), ("Huyện Yên Châu", 0.775, 96)]
    book.active.append(["Kết quả ứng dụng công nghệ thông tin tỉnh Sơn La năm 2018"])
    for line in [(), *rows]:
        book.active.append(line)
    for row in book.active.iter_rows(min_row=4, min_col=2, max_col=2):
        row[0].number_format = "0.0%"
    book.active.append([])
    book.active.append([ARTICLE[1]])
    body = read_apart(old(stored(book), tmp_path, "xlsx", "xls")).report.body
    assert "Đơn vị\tMạng LAN\tMáy tính\nHuyện Mai Sơn\t93,0%\t1250\nHuyện Yên Châu\t77,5%\t96" in body


# What old files may try

LINKED = r"{\field{\*\fldinst INCLUDETEXT /etc/passwd }{\fldrslt }}{\field{\*\fldinst INCLUDEPICTURE /etc/passwd}}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = r"{\rtf1\ansi\uc0 %s\par }"


def rtf(inside: str) -> bytes:
    told = r"\par ".join("".join(c if c.isascii() else rf"\u{ord(c)} " for c in line) for line in ARTICLE)
    return (RTF % f"{told}{inside}").encode()


@needs_office
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rtf(LINKED), id="text of another file"),
        pytest.param(rtf("{" * 50_000), id="deep"),
        pytest.param(rtf(r"\bin2147483647 "), id="a count beyond the end", marks=pytest.mark.hard),
        pytest.param(rtf(r"\trowd" + r"\cellx1" * 60_000 + r"\row"), id="a row without end"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le") * 999, id="torn"),
    ],
)
def test_an_old_file_that_attacks_harms_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "la.rtf"
    path.write_bytes(data)
    started = time.monotonic()
    came = outcome(path)
    assert time.monotonic() - started < USUAL.seconds + 2
    assert SECRET not in str(came)
    if isinstance(came, CorpusError):
        assert "la.rtf" in str(came) and "hãy " in str(came)
    else:
        assert ARTICLE[1] in came.report.body
    assert [entry.name for entry in tmp_path.iterdir()] == ["la.rtf"]


def outcome(path: Path) -> Reading | CorpusError:
    try:
        return read_apart(path)
    except CorpusError as error:
        return error


# Scanned pages


def pdf(*pages: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for draw in pages:
        assert callable(draw)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


SCAN = (
    "Kết quả ứng dụng công nghệ thông tin của tỉnh Lai Châu",
    "Năm 2019, tỉnh Lai Châu có 95% cán bộ, công chức các sở, ngành được trang bị",
    "máy tính, tăng 12% so với năm 2018. Đến nay 108/108 xã, phường, thị trấn đã",
    "kết nối mạng truyền số liệu chuyên dùng cấp II.",
)
ROWS = (("Huyện", "Mạng LAN", "Máy tính"), ("Tam Đường", "93%", "120"), ("Mường Tè", "77,5%", "96"))


@needs_tesseract
def test_a_scan_is_read_with_its_paragraphs_and_rows_and_said_to_be_recognised(tmp_path: Path) -> None:
    path = tmp_path / "quet.pdf"
    path.write_bytes(pdf(scanned(*SCAN, rows=ROWS), scanned("II. HẠN CHẾ", "Kinh phí chỉ đáp ứng 60% nhu cầu.")))
    found = read_apart(path)
    assert found.report.body.split("\n") == [
        SCAN[0],
        " ".join(SCAN[1:]),
        *("\t".join(row) for row in ROWS),
        "II. HẠN CHẾ",
        "Kinh phí chỉ đáp ứng 60% nhu cầu.",
    ]
    assert (found.report.province, found.report.years) == ("Lai Châu", (2018, 2019))
    assert any("Có 2 trang được đọc bằng nhận dạng chữ" in warning for warning in found.warnings)


@needs_tesseract
@pytest.mark.hard
def test_many_scanned_pages_may_take_longer_than_a_reader_has(tmp_path: Path) -> None:
    path = tmp_path / "quet.pdf"
    lines = [line for block in known("phu-tho-2019").blocks if isinstance(block, str) for line in wrap(block, 60)]
    path.write_bytes(pdf(*(scanned(*lines[at : at + 2]) for at in range(0, 16, 2))))
    limits = replace(USUAL, seconds=5)
    body = read_apart(path, limits=limits).report.body
    assert len([line for line in lines[:16] if line in body]) >= 12
    with pytest.raises(CorpusError, match=r"nhận dạng chữ tệp quet\.pdf mất hơn 3 giây"):
        read_apart(path, limits=replace(limits, whole=3))


@needs_tesseract
def test_tesseract_gives_each_word_its_place() -> None:
    picture = io.BytesIO()
    page = Image.new("L", (900, 200), 255)
    ImageDraw.Draw(page).text((100, 80), "Lai Châu 80%", 0, ImageFont.truetype(str(FONT), 34))
    page.save(picture, "PNG")
    (words,) = tools.recognised([picture.getvalue()], "a.pdf")
    assert [word["text"] for word in words] == ["Lai", "Châu", "80%"]
    assert 95 <= words[0]["x0"] < words[0]["x1"] < words[1]["x0"] and 70 <= words[0]["top"] < words[0]["bottom"] <= 130
