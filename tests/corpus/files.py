"""Files in every format, made from known text: what the readers' tests give to them.

The text is that of the invented reports (`eval/library/`): prose, numbered headings, lists and tables of several
provinces. Each maker returns the bytes of a file as staff have it, with the furniture of its kind round the article.
"""

from __future__ import annotations

import html
import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from corpus import legacy
from corpus.tables import cells

ROOT = Path(__file__).parents[2]
FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
    Path("/Library/Fonts/Arial Unicode.ttf"),
]
FONT = next((path for path in FONTS if path.exists()), None)
"""A font with Vietnamese letters, for PDF; none where the machine has none of those known here."""

NAMES = ["quang-nam-2016", "phu-tho-2019", "cao-bang-2020", "ha-giang-2018", "tien-giang-2019", "son-la-2018"]
CAPTIONS = ("Đồng chí Hoàng Thị Mai Liên phát biểu", "Công chức bộ phận một cửa huyện Mai Sơn hướng dẫn")
"""How the captions begin that stand in those reports; they are no part of the text."""

TONES = "\u0300\u0301\u0309\u0303\u0323"


@dataclass(frozen=True)
class Known:
    """A report whose text is known: its title, and its paragraphs; a table is a tuple of rows."""

    name: str
    province: str
    title: str
    blocks: tuple[str | tuple[tuple[str, ...], ...], ...]

    def lines(self) -> Iterator[str]:
        """The title, and each paragraph and row as one line."""
        yield self.title
        for block in self.blocks:
            yield from [block] if isinstance(block, str) else map(" ".join, block)

    def cells(self) -> Iterator[str]:
        for block in self.blocks:
            if not isinstance(block, str):
                yield from (cell for row in block for cell in row)


def known(name: str) -> Known:
    """The invented report `name`, without the lines of its page."""
    lines = (ROOT / "eval" / "library" / f"{name}.txt").read_text("utf-8").split("\n")
    title, rest = lines[1].strip(), [line.strip() for line in lines[3:]]
    start = next(i for i, line in enumerate(rest) if len(line) > 150)
    blocks: list[str | tuple[tuple[str, ...], ...]] = []
    for line in filter(None, rest[start:]):
        if line.startswith(CAPTIONS):
            continue
        row = cells(line)
        if row is None:
            blocks.append(line)
        elif blocks and not isinstance(blocks[-1], str):
            blocks[-1] = (*blocks[-1], row)
        else:
            blocks.append((row,))
    province = next(p for p in ("Quảng Nam", "Phú Thọ", "Cao Bằng", "Hà Giang", "Tiền Giang", "Sơn La") if p in title)
    closing = next(
        (i for i, block in enumerate(blocks) if isinstance(block, str) and block.endswith("./.")), len(blocks)
    )
    return Known(name, province, title, tuple(blocks[: closing + 1]))


# Plain text, in every encoding


def text_of(report: Known) -> str:
    """The report as the text of a portal page."""
    rows = [
        "\n".join(" | ".join(row) for row in block) if not isinstance(block, str) else block for block in report.blocks
    ]
    return "\n\n".join([report.title, "Ngày đăng: 20/12/2019", *rows]) + "\n"


def plain_signs(text: str) -> str:
    """The text without the signs that old encodings lack."""
    return text.translate(str.maketrans({"“": '"', "”": '"', "–": "-", "…": "...", "•": "-", "’": "'"}))


def windows_1258(text: str) -> bytes:
    """Tones as marks of their own, as this encoding has them."""
    written = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        plain = len(letter.encode("cp1258", "ignore")) == 1
        written += letter if plain else bare + "".join(c for c in parts if c in TONES)
    return written.encode("cp1258")


def tcvn3(text: str) -> bytes:
    """TCVN3 as typed on a keyboard: accented capitals have no codes and come out small."""
    letters = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    codes = [*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD), *range(0xCE, 0xD9)]
    codes += [*range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF)]
    table = dict(zip(letters, map(chr, codes), strict=True))
    return "".join(table.get(c) or table.get(c.lower()) or c for c in plain_signs(text)).encode("latin-1")


def vni(text: str) -> bytes:
    pairs = [chr(a) + chr(b) for a in range(0x41, 0x7B) for b in range(0xC0, 0x100)]
    pairs += [chr(a) + chr(b) for a in (0xD4, 0xD6, 0xF4, 0xF6) for b in range(0xC0, 0x100)]
    singles = [chr(code) for code in range(0xC0, 0x100)]
    table: dict[str, str] = {}
    for code in singles + pairs:
        letter = legacy.from_vni(code)
        if len(letter) == 1 and letter != code and (len(code) == 1 or code[0].islower() == code[1].islower()):
            table.setdefault(letter, code)
    return "".join(table.get(c, c) for c in plain_signs(text)).encode("latin-1")


# Pages, Word, PDF, sheets, Markdown


def page(report: Known) -> bytes:
    """A saved portal page: menus, date and counter, the article, comments, related news, documents, a footer."""
    menu = "".join(f'<li><a href="#">{entry}</a></li>' for entry in ("Trang chủ", "Giới thiệu", "Tin tức", "Liên hệ"))
    related = "".join(
        f'<li><a href="#">{title}</a> <span>(12/0{n}/2024)</span></li>'
        for n, title in enumerate(
            ("Bắn pháo hoa mừng năm mới", "Khởi công đường vành đai 3", "Thi tay nghề nấu ăn lần thứ 5"), 1
        )
    )
    laws = "".join(
        f"<div><b>{number}</b><p>Quy định mức thu phí về {field}</p><p>lượt xem:{n}07 | lượt tải:{n}3</p></div>"
        for n, (number, field) in enumerate((("47/2024/TT-BTC", "khoáng sản"), ("72/2024/NĐ-CP", "thuế")), 1)
    )
    article = "".join(map(_html_block, report.blocks))
    title = html.escape(report.title)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{title} - Cổng thông tin điện tử</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Cổng TTĐT tỉnh {report.province}">
<meta property="article:published_time" content="2019-12-20T08:30:00+07:00">
<style>.a{{color:red}}</style><script>var tin = "Không được thấy dòng này";</script></head>
<body><div id="header"><img src="logo.png" alt="logo"><form><input type="text"><button>Tìm kiếm</button></form></div>
<nav><ul>{menu}</ul></nav><div class="breadcrumb"><a href="#">Trang chủ</a> » <a href="#">Chuyển đổi số</a></div>
<div id="content"><div class="main-news"><h1>{title}</h1>
<div class="date">Thứ sáu - 20/12/2019 08:30 1.642 0</div>
<div class="detail">{article}</div><p class="author"><b>Tác giả:</b> Nguyễn Thị Lan Anh</p></div>
<div class="comments"><h3>Ý kiến bạn đọc</h3><p>Nguyễn Văn Bình: Bài viết rất hay, mong tỉnh làm nhanh hơn nữa.</p>
<textarea>Nhập nội dung</textarea></div>
<div class="other-news"><h3>Các tin liên quan</h3><ul>{related}</ul></div></div>
<aside><h3>Văn bản mới</h3>{laws}
<h3>Thống kê truy cập</h3><ul><li>Đang truy cập63</li><li>Hôm nay21,170</li></ul></aside>
<footer><p>Cơ quan chủ quản: UBND tỉnh. Địa chỉ: số 1 đường Hùng Vương.</p><p>© 2019 Bản quyền thuộc về Sở.</p></footer>
</body></html>""".encode()


def _html_block(block: str | tuple[tuple[str, ...], ...]) -> str:
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>\n"
    rows = ["".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) for row in block]
    return "<table border=1><tbody>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</tbody></table>"


def word(report: Known) -> bytes:
    """A Word report with letterhead, signature, header and footer, page numbers, tables with lines."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Tài liệu lưu hành nội bộ"
    made.sections[0].footer.paragraphs[0].text = "Trang 1"
    letterhead(made, report.province)
    made.add_paragraph(report.title).style = made.styles["Title"]
    for block in report.blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
        else:
            table = made.add_table(len(block), len(block[0]), "Table Grid")
            for cells_, row in zip(table.rows, block, strict=True):
                for cell, text in zip(cells_.cells, row, strict=True):
                    cell.text = text
    signature = made.add_table(1, 2)
    signature.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    signature.cell(0, 1).text = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nTrần Văn Minh"
    return saved(made)


def letterhead(made: DocxDocument, province: str) -> None:
    head = made.add_table(2, 2)
    head.cell(0, 0).text = f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}\n-------"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------"
    head.cell(1, 0).text = "Số: 219/BC-UBND"
    head.cell(1, 1).text = f"{province}, ngày 20 tháng 12 năm 2019"


def saved(made: DocxDocument) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def numbered(paragraph: DocxParagraph, number: int, depth: int) -> None:
    """Put the paragraph into list `number` at `depth`, as Word does."""
    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", depth), ("w:numId", number)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        properties.append(element)
    paragraph._p.get_or_add_pPr().append(properties)


def pdf(report: Known) -> bytes:
    """A PDF with a running head and page numbers, wrapped and justified lines, tables with lines."""
    pdfmetrics.registerFont(TTFont("Viet", str(FONT)))
    style = ParagraphStyle(
        "text", fontName="Viet", fontSize=13, leading=19, alignment=4, spaceAfter=6, firstLineIndent=28
    )
    cell = ParagraphStyle("cell", fontName="Viet", fontSize=11, leading=14)
    title = ParagraphStyle("title", fontName="Viet", fontSize=15, leading=20, alignment=1, spaceAfter=12)
    story = [Paragraph(html.escape(report.title), title)]
    for block in report.blocks:
        if isinstance(block, str):
            story.append(Paragraph(html.escape(block), style))
        else:
            rows = [[Paragraph(html.escape(text), cell) for text in row] for row in block]
            grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
            story += [PdfTable(rows, style=grid, repeatRows=0), Spacer(1, 12)]

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Viet", 9)
        canvas.drawString(60, 412, "Sở Thông tin và Truyền thông - Tài liệu phục vụ họp")
        canvas.drawCentredString(297, 24, f"Trang {document.page}")

    stream = io.BytesIO()
    page_ = SimpleDocTemplate(stream, pagesize=(A4[0], 440), topMargin=60, bottomMargin=60)
    page_.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def scanned(*texts: str, rows: Sequence[Sequence[str]] = ()) -> Callable[[Canvas], None]:
    """Draws a page that is a picture of these lines, below them a table without rules."""
    picture = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 34)
    for at, text in enumerate(texts):
        pen.text((180, 200 + 60 * at), text, 0, font)
    for at, row in enumerate(rows, len(texts)):
        for left, text in zip((180, 700, 1100), row, strict=True):
            pen.text((left, 240 + 60 * at), text, 0, font)
    return lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, *A4)


def sheet(report: Known) -> bytes:
    """A workbook: a row a paragraph, the tables among them with an empty row above and below."""
    book = openpyxl.Workbook()
    first = book.active
    first.append([report.title])
    for block in report.blocks:
        if isinstance(block, str):
            first.append([block])
        else:
            first.append([])
            for row in block:
                first.append(list(row))
            first.append([])
    return stored(book)


def stored(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def markdown(report: Known) -> bytes:
    parts = [f"# {report.title}"]
    for block in report.blocks:
        if isinstance(block, str):
            parts.append(block)
        else:
            lines = [f"| {' | '.join(row)} |" for row in block]
            parts.append("\n".join([lines[0], "|" + " --- |" * len(block[0]), *lines[1:]]))
    return ("\n\n".join(parts) + "\n").encode()


MAKERS: dict[str, Callable[[Known], bytes]] = {
    "utf-8.txt": lambda report: text_of(report).encode(),
    "utf-8-bom.txt": lambda report: text_of(report).encode("utf-8-sig"),
    "utf-16.txt": lambda report: text_of(report).encode("utf-16"),
    "utf-16-bare.txt": lambda report: text_of(report).encode("utf-16-le"),
    "nfd.txt": lambda report: unicodedata.normalize("NFD", text_of(report)).encode(),
    "windows-1258.txt": lambda report: windows_1258(plain_signs(text_of(report))),
    "tcvn3.txt": lambda report: tcvn3(text_of(report)),
    "vni.txt": lambda report: vni(text_of(report)),
    "page.html": page,
    "report.docx": word,
    "report.pdf": pdf,
    "report.xlsx": sheet,
    "report.md": markdown,
}
"""Format → maker; every one for every report in `NAMES` is a file of the test."""
