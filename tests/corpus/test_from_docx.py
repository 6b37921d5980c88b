"""What Word shows is what is read: numbers, tables, notes, boxes, and none of what it hides or repeats."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.formats import read_document
from corpus.from_docx import lines_of
from tests.corpus.files import numbered, saved

W = nsdecls("w")


def lists(made: docx.document.Document, *levels: tuple[str, str], number: int = 77) -> None:
    """Define list `number` with a level for each (numFmt, lvlText)."""
    root = made.part.numbering_part.element
    shapes = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (shape, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{shapes}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def read(made: docx.document.Document) -> list[str]:
    return [line for line in lines_of(saved(made))[0] if line.strip()]


def test_numbers_of_lists_are_written_out() -> None:
    made = docx.Document()
    lists(made, ("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))
    lists(made, ("bullet", "\uf0b7"), number=78)
    for depth, text in (
        *((0, "Kết quả"), (1, "Hạ tầng"), (2, "Mạng LAN"), (2, "Máy tính"), (1, "Ứng dụng"), (2, "Thư điện tử")),
        *((3, "Cấp tỉnh"), (3, "Cấp xã"), (0, "Hạn chế"), (1, "Kinh phí")),
    ):
        numbered(made.add_paragraph(text), 77, depth)
    numbered(made.add_paragraph("Thiếu cán bộ"), 78, 0)
    assert read(made) == [
        *("I. Kết quả", "1. Hạ tầng", "1.1. Mạng LAN", "1.2. Máy tính", "2. Ứng dụng", "2.1. Thư điện tử"),
        *("a) Cấp tỉnh", "b) Cấp xã", "II. Hạn chế", "1. Kinh phí", "- Thiếu cán bộ"),
    ]


def test_a_list_that_starts_anew_does_and_one_that_goes_on_goes_on() -> None:
    made = docx.Document()
    lists(made, ("decimal", "%1."))
    root = made.part.numbering_part.element
    root.append(parse_xml(f'<w:num {W} w:numId="80"><w:abstractNumId w:val="77"/></w:num>'))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {W} w:numId="81"><w:abstractNumId w:val="77"/>{anew}</w:num>'))
    for number in (77, 77, 80, 81, 81):
        numbered(made.add_paragraph("Việc"), number, 0)
    assert read(made) == ["1. Việc", "2. Việc", "3. Việc", "1. Việc", "2. Việc"]


def test_a_style_may_carry_the_number_and_a_paragraph_may_refuse_it() -> None:
    made = docx.Document()
    lists(made, ("decimal", "Điều %1."))
    style = made.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    made.add_paragraph("Phạm vi", "Heading 1")
    numbered(made.add_paragraph("Phụ chú", "Heading 1"), 0, 0)
    made.add_paragraph("Đối tượng", "Heading 1")
    assert read(made) == ["Điều 1. Phạm vi", "Phụ chú", "Điều 2. Đối tượng"]
    assert lines_of(saved(made))[1] == ["Điều 1. Phạm vi", "Phụ chú", "Điều 2. Đối tượng"]


def test_merged_cells_stand_in_their_first_column_and_in_each_of_their_rows() -> None:
    made = docx.Document()
    table = made.add_table(4, 4)
    texts = [["Chỉ tiêu", "Kết quả", "", "Ghi chú"], ["", "2015", "2016", ""], ["Mạng LAN", "80%", "93%", "Đạt"],
             ["Một cửa", "12/19", "16/19", ""]]  # fmt: skip
    for cells, row in zip(table.rows, texts, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    assert read(made) == [
        "Chỉ tiêu\tKết quả\t\tGhi chú",
        "Chỉ tiêu\t2015\t2016\tGhi chú",
        "Mạng LAN\t80%\t93%\tĐạt",
        "Một cửa\t12/19\t16/19\t",
    ]


def test_a_table_in_a_cell_is_part_of_that_cell() -> None:
    made = docx.Document()
    table = made.add_table(2, 2)
    for at, text in enumerate(("Cấp", "Chi tiết", "Tỉnh", "")):
        table.cell(at // 2, at % 2).text = text
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Thư điện tử", "88,2%"
    assert read(made) == ["Cấp\tChi tiết", "Tỉnh\tThư điện tử 88,2%"]


def change(tag: str, text: str) -> str:
    inner = f"<w:delText>{text}</w:delText>" if tag in ("del", "moveFrom") else f"<w:t>{text}</w:t>"
    return f'<w:{tag} {W} w:id="1" w:author="A"><w:r>{inner}</w:r></w:{tag}>'


def test_inserted_text_is_kept_and_deleted_and_hidden_text_is_not() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Đạt ")
    for tag, text in (("del", "70%"), ("ins", "80%"), ("moveFrom", " cũ"), ("moveTo", " mới")):
        paragraph._p.append(parse_xml(change(tag, text)))
    hidden = paragraph.add_run(" bí mật")
    hidden.font.hidden = True
    gone = made.add_paragraph()
    gone._p.append(parse_xml(change("del", "Cả đoạn này đã xóa.")))
    assert read(made) == ["Đạt 80% mới"]


def test_deleted_rows_of_a_table_are_not_read() -> None:
    made = docx.Document()
    table = made.add_table(3, 2)
    for at, text in enumerate(("Chỉ tiêu", "Kết quả", "Cũ", "1%", "Mới", "2%")):
        table.cell(at // 2, at % 2).text = text
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert read(made) == ["Chỉ tiêu\tKết quả", "Mới\t2%"]


def test_headers_footers_and_comments_are_not_text() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Tài liệu mật"
    made.sections[0].footer.paragraphs[0].text = "Trang 1"
    paragraph = made.add_paragraph("Nội dung")
    made.add_comment(paragraph.runs, "Xem lại", author="A")
    assert read(made) == ["Nội dung"]


def test_breaks_make_lines_and_fields_show_their_result() -> None:
    made = docx.Document()
    run = made.add_paragraph().add_run("BÁO CÁO")
    run.add_break()
    run.add_text("Kết quả")
    paragraph = made.add_paragraph("Năm ")
    for kind, text in (("instrText", " DATE "), ("t", "2016")):
        element = OxmlElement(f"w:{kind}")
        element.text = text
        paragraph.add_run()._r.append(element)
    assert read(made) == ["BÁO CÁO", "Kết quả", "Năm 2016"]


BOX = f"""<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>Lưu ý trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Lưu ý trong khung</w:t></w:r></w:p></w:txbxContent>
</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def test_a_text_box_is_read_once_below_its_paragraph() -> None:
    made = docx.Document()
    made.add_paragraph("Trên")._p.append(parse_xml(BOX))
    made.add_paragraph("Dưới")
    assert read(made) == ["Trên", "Lưu ý trong khung", "Dưới"]


def test_footnotes_follow_the_paragraph_that_names_them() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    made = docx.Document()
    paragraph = made.add_paragraph("Tỷ lệ đạt 80%")
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run(" trong năm.")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>Theo Sở Nội vụ.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    assert read(made) == ["Tỷ lệ đạt 80% trong năm.", "[1] Theo Sở Nội vụ."]


@pytest.mark.parametrize(
    ("font", "typed", "read_as"),
    [
        (".VnTime", "C«ng nghÖ th«ng tin", "Công nghệ thông tin"),
        (".VnTimeH", "c«ng nghÖ", "CÔNG NGHỆ"),
        ("VNI-Times", "Coâng ngheä", "Công nghệ"),
        (".VnTime", "Công nghệ thông tin", "Công nghệ thông tin"),
        ("Times New Roman", "Công nghệ", "Công nghệ"),
    ],
)
def test_old_fonts_are_made_unicode_run_by_run(font: str, typed: str, read_as: str) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Ứng dụng ")
    half = len(typed) // 2
    for text in (typed[:half], typed[half:]):
        paragraph.add_run(text).font.name = font
    assert read(made) == [f"Ứng dụng {read_as}"]


def test_the_font_of_a_style_counts_too() -> None:
    made = docx.Document()
    fonts = made.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:ascii"), ".VnTime")
    made.add_paragraph("b¸o c¸o")
    assert read(made) == ["báo cáo"]


def test_ticks_in_a_table_stay_ticks() -> None:
    made = docx.Document()
    table = made.add_table(1, 2)
    table.cell(0, 0).text = "Có mạng LAN"
    table.cell(0, 1).paragraphs[0].add_run()._r.append(parse_xml(f'<w:sym {W} w:font="Wingdings" w:char="F0FC"/>'))
    assert read(made) == ["Có mạng LAN\t✓"]


def test_the_title_of_the_properties_counts_only_when_the_text_shows_it() -> None:
    made = docx.Document()
    made.add_paragraph("Kết quả ứng dụng công nghệ thông tin năm 2016")
    for stated, title in (
        ("Kết quả ứng dụng công nghệ thông tin năm 2016", "Kết quả ứng dụng công nghệ thông tin năm 2016"),
        ("Báo cáo của một tỉnh khác năm 2012", None),
        ("", None),
    ):
        made.core_properties.title = stated
        assert read_document(saved(made), "a.docx").title == title


def test_a_cell_is_spread_over_the_columns_of_a_table_and_not_over_more() -> None:
    made = docx.Document()
    table = made.add_table(1, 2)
    for cell, text in zip(table.rows[0].cells, ("Huyện", "LAN"), strict=True):
        cell.text = text
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {W} w:val="2000000000"/>'))
    (line,) = read(made)
    assert line.split("\t")[0] == "Huyện" and line.endswith("\tLAN") and line.count("\t") == 200
