"""Real footnotes for python-docx, which has none: the part that holds them, and the references to it.

After ECMA-376, part 1, 17.11: a document's footnotes are a part of their own, the first two of which are the lines
that separate notes from the text.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

_REFERENCE = "footnote reference"
_SEPARATORS = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""
_NOTE = f"""<w:footnote {nsdecls("w")}><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>
<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>
<w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>"""


class Footnotes:
    """The footnotes of a document that is being made; `finish` puts them into it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = parse_xml(_SEPARATORS)
        _make_styles(document)

    def add(self, paragraph: Paragraph, text: str) -> None:
        """A reference at the paragraph's end, and its note."""
        if paragraph.runs and paragraph.runs[-1].style.name == _REFERENCE:
            paragraph.add_run(",", _REFERENCE)
        number = str(len(self._notes) - 1)
        note = parse_xml(_NOTE)
        note.set(qn("w:id"), number)
        note.findall(f".//{qn('w:t')}")[0].text = f" {text}"
        self._notes.append(note)
        run = paragraph.add_run(style=_REFERENCE)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), number)
        run._r.append(reference)

    def finish(self) -> None:
        """Put the notes into the document; once, before it is saved."""
        package = self._document.part.package
        blob = etree.tostring(self._notes, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        told = OxmlElement("w:footnotePr")
        for note in list(self._notes)[:2]:
            separator = OxmlElement("w:footnote")
            separator.set(qn("w:id"), note.get(qn("w:id")))
            told.append(separator)
        # The schema wants it before these.
        after = next((child for child in settings if child.tag in (qn("w:endnotePr"), qn("w:compat"))), None)
        settings.append(told) if after is None else after.addprevious(told)


def _make_styles(document: Document) -> None:
    """The two styles of footnotes under the names that Word knows them by."""
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.set(qn("w:styleId"), "FootnoteText")
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(10)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.line_spacing = 1
    reference = document.styles.add_style(_REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.element.set(qn("w:styleId"), "FootnoteReference")
    reference.font.superscript = True
