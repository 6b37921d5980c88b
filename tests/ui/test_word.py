"""The Word document: every source is a real footnote at its place, tables are tables, and any text may stand in it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.generate import Told
from assistant.records import Answer, Citation, Scope
from ui.conversation import Turn, Turns
from ui.footnotes import footnote
from ui.word import file_name, word
from ui.wording import talks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 11, 22)
ONE = Citation(1, "x", "Lai Châu", "Ứng dụng CNTT", "2019-06-12", 0, 7, "đạt 80% & <hơn>")
TWO = Citation(2, "y", "Bắc Giang", "Kết quả", None, 0, 7, "đạt 96%")
TABLE = "| Tỉnh | Báo cáo nêu |\n|---|---|\n| Lai Châu | **80%** [1] |\n| Bắc Giang | 96% [2] |\n\nLưu ý: không cùng."


def asked(text: str, *citations: Citation, scope: Scope | None = None) -> Turns:
    return (Turn("Tỷ lệ?", Told(Answer("answered", text, citations, scope or Scope()))),)


def read(made: bytes) -> tuple[list[str], list[str]]:
    """The document's paragraphs, tables' too, each with `{n}` where it refers to note n; and the notes."""
    with ZipFile(BytesIO(made)) as parts:
        body, notes = (etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    lines = []
    for paragraph in body.iter(f"{W}p"):
        line = ""
        for node in paragraph.iter(f"{W}t", f"{W}footnoteReference"):
            line += node.text if node.tag == f"{W}t" else "{" + node.get(f"{W}id") + "}"
        lines.append(line)
    return lines, ["".join(note.itertext()).strip() for note in notes if int(note.get(f"{W}id")) > 0]


def test_sources_are_footnotes_at_their_place() -> None:
    lines, notes = read(word("Tên", asked("Đạt **80%** [1]. Còn [2] [1]; [3].", ONE, TWO), DAY))
    assert "Đạt 80%{1}. Còn{2},{3}; [3]." in lines
    assert notes == [footnote(ONE), footnote(TWO), footnote(ONE)]


def test_a_comparison_is_a_table_with_its_notes() -> None:
    made = word("Tên", asked(TABLE, ONE, TWO), DAY)
    (table,) = Document(BytesIO(made)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Tỉnh", "Báo cáo nêu"],
        ["Lai Châu", "80%"],
        ["Bắc Giang", "96%"],
    ]
    assert table.cell(1, 1).paragraphs[0].runs[0].bold
    lines, _ = read(made)
    assert {"80%{1}", "96%{2}", "Lưu ý: không cùng."} <= set(lines)


def test_lists_are_lists_and_other_markup_is_text() -> None:
    made = word("Tên", asked("Nêu:\n- **một** [1]\n- <b> [x](http://e.vn) `mã`", ONE), DAY)
    items = [p.text for p in Document(BytesIO(made)).paragraphs if p.style.name == "List Bullet"]
    assert items == ["một", "<b> [x](http://e.vn) `mã`"]


def test_name_day_scope_and_unanswered_questions_are_told() -> None:
    turns = (*asked("Đạt.", scope=Scope(("Lai Châu",), (2016, 2017), "xã")), Turn("Dừng?"))
    lines, notes = read(word("Họp tháng 6", turns, DAY))
    assert lines[:2] == ["Họp tháng 6", "Xuất ngày 22/11/2026 từ Trợ lý CNTT"]
    assert "Phạm vi: Lai Châu; năm 2016, 2017; cấp xã" in lines
    assert lines[-2:] == ["Dừng?", talks.UNANSWERED]
    assert notes == []


@settings(deadline=None, max_examples=40)
@given(st.text(), st.text(st.sampled_from("a|-\n* [1]\x00\ud800&<>\t"), max_size=60))
def test_any_text_makes_a_document(question: str, answer: str) -> None:
    citation = Citation(1, question, question, question, None, 0, 0, question)
    made = word(question, (Turn(question, Told(Answer("answered", answer, (citation,)))),), DAY)
    read(made)
    Document(BytesIO(made))


def test_a_files_name_holds_no_sign_that_file_systems_refuse() -> None:
    assert file_name('A/B\\C: "x" <y>?*|\n.') == "ABC x y.docx"
