"""A conversation as a Word document: questions as headings, answers with their sources as footnotes.

Knows nothing of Gradio. Set as Vietnamese offices set their documents: A4, Times New Roman.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from assistant.records import Scope
from ui import wording
from ui.conversation import Turns
from ui.footnotes import footnote
from ui.word_notes import Footnotes
from ui.wording import asking, talks

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FONT = "Times New Roman"
_MARKER = re.compile(r"(\s*\[\d{1,3}\])")
# What XML cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT_WIDTH = Mm(165)


def file_name(name: str) -> str:
    """A file's name for a conversation, without signs that file systems refuse.

    >>> file_name("Tỷ lệ: 80%?")
    'Tỷ lệ 80%.docx'
    """
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "", name).strip(" .") + ".docx"


def word(name: str, turns: Turns, day: date) -> bytes:
    """The document's bytes; `day` is the day of the export."""
    document = _blank(name)
    notes = Footnotes(document)
    document.add_heading(_clean(name), 0)
    exported = talks.EXPORTED.format(day=f"{day:%d/%m/%Y}", program=wording.TITLE)
    document.add_paragraph(exported, style="Subtitle")
    for turn in turns:
        document.add_heading(_clean(turn.question), 1)
        if turn.answer is None:
            document.add_paragraph(talks.UNANSWERED)
            continue
        document.add_paragraph(_clean(scope_text(turn.answer.scope)), style="Subtitle")
        told = {f"[{citation.n}]": _clean(footnote(citation)) for citation in turn.answer.citations}
        _Writer(document, notes, told).answer(turn.answer.text)
    notes.finish()
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def scope_text(scope: Scope) -> str:
    """What a question was about, as understood.

    >>> scope_text(Scope(("Lai Châu", "Bắc Giang"), (2016,)))
    'Phạm vi: Lai Châu, Bắc Giang; năm 2016; mọi cấp'
    """
    provinces = ", ".join(scope.provinces) or asking.ALL_PROVINCES
    return f"{asking.SCOPE} {provinces}; {asking.years(scope.years)}; {asking.level(scope.level)}"


@dataclass(frozen=True)
class _Writer:
    """Writes an answer's Markdown into a document; `told` is the text of the footnote behind each `[n]`."""

    document: Document
    notes: Footnotes
    told: Mapping[str, str]

    def answer(self, text: str) -> None:
        """Paragraphs, lists, tables and bold: what answers are made of. All other Markdown is text."""
        tokens = MarkdownIt("zero").enable(["table", "list", "emphasis"]).parse(_clean(text))
        for block in SyntaxTreeNode(tokens).children:
            if block.type == "table":
                self.table([row for part in block.children for row in part.children])
            elif block.type == "bullet_list":
                for line in (line for item in block.children for line in item.children):
                    self.write(self.document.add_paragraph(style="List Bullet"), line)
            else:
                self.write(self.document.add_paragraph(), block)

    def table(self, rows: Sequence[SyntaxTreeNode]) -> None:
        """A table whose first row is its head, repeated on every page."""
        made = self.document.add_table(len(rows), len(rows[0].children), style="Table Grid")
        made.autofit = False
        widths = _widths([[_text(cell) for cell in row.children] for row in rows])
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            for place, cell in enumerate(row.children):
                made.cell(number, place).width = widths[place]
                paragraph = made.cell(number, place).paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(0)
                self.write(paragraph, cell, bold=number == 0)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def write(self, paragraph: Paragraph, node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> None:
        """The text below `node` as runs of the paragraph, every `[n]` that has a source as a footnote."""
        if node.type in ("softbreak", "hardbreak"):
            paragraph.add_run().add_break()
        for piece in _MARKER.split(node.content) if node.type == "text" else ():
            if piece.strip() in self.told:
                self.notes.add(paragraph, self.told[piece.strip()])
            elif piece:
                run = paragraph.add_run(piece)
                run.bold, run.italic = bold or None, italic or None
        for child in node.children:
            self.write(paragraph, child, bold or node.type == "strong", italic or node.type == "em")


def _text(node: SyntaxTreeNode) -> str:
    return node.content if node.type == "text" else "".join(map(_text, node.children))


def _widths(rows: Sequence[Sequence[str]]) -> list[Length]:
    """The columns' widths, by their longest text, none of them too narrow."""
    longest = [min(max(map(len, column)), 80) for column in zip(*rows, strict=True)]
    shares = [max(length / sum(longest), 0.18) for length in longest]
    return [Length(int(_TEXT_WIDTH * share / sum(shares))) for share in shares]


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _blank(name: str) -> Document:
    """An empty document: A4 with the margins of official papers, every style in one font, Vietnamese."""
    document = docx.Document()
    document.core_properties.title = _clean(name)
    document.core_properties.author = wording.TITLE
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    for style, size in (("Normal", 13), ("Title", 18), ("Heading 1", 14), ("Subtitle", 11)):
        font = document.styles[style].font
        font.size, font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # the theme's font would win
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
    for spread in document.styles["Subtitle"].element.iter(qn("w:spacing")):
        spread.attrib.pop(qn("w:val"), None)  # letters apart
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    return document
