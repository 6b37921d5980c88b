"""The list of hostile archives and Office files."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.corpus.hostile import archives as a
from tests.corpus.hostile.case import REFUSED, SPY, Hostile


def cut(whole: Callable[[], bytes], share: float) -> Callable[[], bytes]:
    """The first part of a file."""

    def make() -> bytes:
        data = whole()
        return data[: int(len(data) * share)]

    return make


def unfolding_docx(size: int, filler: bytes = b"<w:p/>  ") -> bytes:
    return a.unfolding(a.word_parts(a.paragraphs()), "word/document.xml", filler, size)


def unfolding_xlsx(size: int) -> bytes:
    return a.unfolding(a.sheet_parts(a.article_rows()), "xl/worksheets/sheet1.xml", b"<row/>  ", size)


def unfolding_picture(size: int) -> bytes:
    return a.unfolding(a.word_parts(a.paragraphs()) | {"word/media/a.png": b""}, "word/media/a.png", bytes(64), size)


def many_members(count: int) -> bytes:
    return a.laid([*a.members(a.word_parts(a.paragraphs())), *(a.Member(f"{n}", b"\3\0", 0, 0) for n in range(count))])


MB = a.MB
_UTF_7 = b'<?xml version="1.0" encoding="utf-7"?><a/>'
_WIDE_SPAN = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
_MERGED = '<mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>'
_MACRO = {"word/vbaProject.bin": a.compound({"VBA": b"Sub AutoOpen()"})}

PACKED = (
    Hostile("bomb-1gb.docx", lambda: unfolding_docx(1024 * MB), REFUSED),
    Hostile("bomb-1gb.xlsx", lambda: unfolding_xlsx(1024 * MB), REFUSED),
    Hostile("bomb-200mb.docx", lambda: unfolding_docx(200 * MB), REFUSED),
    Hostile("bomb-zeros.docx", lambda: unfolding_docx(1024 * MB, bytes(64)), REFUSED, slow=True),
    Hostile("bomb-picture.docx", lambda: unfolding_picture(1024 * MB), REFUSED),
    Hostile("bomb-overlapping.docx", a.overlapping, REFUSED),
    Hostile("bomb-nested.docx", a.nested_archives, REFUSED),
    Hostile("bomb-nested.zip", a.nested_archives, REFUSED),
    Hostile("bomb-lying.docx", a.lying_size, REFUSED),
    Hostile("members-20k.docx", lambda: many_members(20_000), slow=True),
    Hostile("members-twice.docx", a.twice_the_document, REFUSED),
    Hostile("members-climb.docx", a.climbing_names),
    Hostile("members-locked.docx", a.with_password, "mật khẩu|mã hóa"),
    Hostile("macros.docm", lambda: a.zipped(a.word_parts(a.paragraphs(), macro=True) | _MACRO), "macro"),
    Hostile("macros.docx", lambda: a.docx(more=_MACRO), "macro"),
    Hostile(
        "macros.xlsm", lambda: a.xlsx(more={"xl/vbaProject.bin": a.compound({"VBA": b"Sub Auto_Open()"})}), "macro"
    ),
    Hostile("locked.docx", a.encrypted_office, "mật khẩu|mã hóa"),
    Hostile("locked.xlsx", a.encrypted_office, "mật khẩu|mã hóa"),
    Hostile("compound-noise.doc", lambda: a.COMPOUND + random.Random(20).randbytes(20_000), REFUSED),
    Hostile("compound-noise.docx", lambda: a.COMPOUND + random.Random(21).randbytes(20_000), REFUSED),
    Hostile("compound-loop.doc", lambda: a.compound({"WordDocument": bytes(4096)}, loop=True), REFUSED),
    Hostile("compound-loop.xlsx", lambda: a.compound({"EncryptedPackage": bytes(4096)}, loop=True), REFUSED),
    Hostile("laughs.docx", lambda: a.docx(a.says("&a9;"), a.LAUGHS), REFUSED),
    Hostile("laughs.xlsx", lambda: a.xlsx(a.said_in_cell("&a9;"), doctype=a.LAUGHS), REFUSED),
    Hostile("quadratic.docx", lambda: a.docx(a.says("&a;" * 200_000), a.QUADRATIC), REFUSED),
    Hostile("external.docx", lambda: a.docx(a.says("&secret;"), a.EXTERNAL), REFUSED),
    Hostile("external.xlsx", lambda: a.xlsx(a.said_in_cell("&secret;"), doctype=a.EXTERNAL), REFUSED),
    Hostile("parameter.docx", lambda: a.docx("", a.PARAMETER), REFUSED),
    Hostile("far-dtd.docx", lambda: a.docx("", a.FAR_DTD), REFUSED),
    Hostile("far-dtd.xlsx", lambda: a.xlsx(doctype=a.FAR_DTD), REFUSED),
    Hostile("far-targets.docx", a.pointing_outside),
    Hostile("formulas.xlsx", a.formulas),
    Hostile(
        "deep.docx",
        lambda: a.docx("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000),
        REFUSED,
        slow=True,
    ),
    Hostile("tables-200-deep.docx", lambda: a.docx(a.nested_tables(200)), REFUSED),
    Hostile("tables-50-deep.docx", lambda: a.docx(a.nested_tables(50))),
    Hostile("tables-20k-deep.docx", lambda: a.docx(a.nested_tables(20_000)), REFUSED),
    Hostile("table-200x500.docx", lambda: a.docx(a.wide_table(200, 500)), slow=True),
    Hostile("table-5000x500.docx", lambda: a.docx(a.wide_table(5000, 500)), REFUSED, slow=True),
    Hostile("span-wide.docx", lambda: a.docx(_WIDE_SPAN)),
    Hostile("paragraphs-100k.docx", lambda: a.docx("<w:p/>" * 100_000), slow=True),
    Hostile("attribute-9mb.docx", lambda: a.docx(f'<w:p w:rsidR="{"a" * 9 * MB}"/>'), slow=True),
    Hostile("run-15mb.docx", lambda: a.docx(a.says("a" * 15 * MB)), REFUSED, slow=True),
    Hostile("encoding-wrong.docx", lambda: a.docx(more={"word/document.xml": _UTF_7}), REFUSED),
    Hostile("no-document.docx", lambda: a.zipped({"a.txt": "Lai Châu"}), REFUSED),
    Hostile(
        "relations-loop.docx", lambda: a.docx(more={"_rels/.rels": a.relations(("officeDocument", "_rels/.rels"))})
    ),
    Hostile(
        "relations-far.docx", lambda: a.docx(more={"_rels/.rels": a.relations(("officeDocument", SPY), external=True)})
    ),
    Hostile(
        "last-cell.xlsx",
        lambda: a.xlsx(f'<row r="1048576">{a.cell("XFD1048576", "x")}</row>'),
    ),
    Hostile("dimension.xlsx", lambda: a.xlsx(before='<dimension ref="A1:XFD1048576"/>'), slow=True),
    Hostile("merged-all.xlsx", lambda: a.xlsx(after=_MERGED), "bảng tính quá lớn"),
    Hostile("rows-100k.xlsx", lambda: a.xlsx("".join(f'<row r="{n}"/>' for n in range(9, 100_009))), slow=True),
    Hostile(
        "rows-1m.xlsx",
        lambda: a.xlsx("".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(9, 1_000_009))),
        "quá lớn",
        slow=True,
    ),
    Hostile(
        "row-beyond.xlsx", lambda: a.xlsx(f'<row r="99999999999">{a.cell("ZZZZZ99999999999", "x")}</row>'), REFUSED
    ),
    Hostile("sheets-2k.xlsx", lambda: a.many_sheets(2000), slow=True),
    Hostile("strings-beyond.xlsx", a.shared_strings_out_of_range, REFUSED),
    Hostile("cut-10.docx", cut(a.docx, 0.1), REFUSED),
    Hostile("cut-50.docx", cut(a.docx, 0.5), REFUSED),
    Hostile("cut-99.docx", cut(a.docx, 0.99), REFUSED),
    Hostile("cut-50.xlsx", cut(a.xlsx, 0.5), REFUSED),
    Hostile("cut-99.xlsx", cut(a.xlsx, 0.99), REFUSED),
    Hostile("docx-as.txt", a.docx),
    Hostile("docx-as.pdf", a.docx),
    Hostile("xlsx-as.docx", a.xlsx),
    Hostile("docx-after-gif.docx", lambda: b"GIF89a" + bytes(500) + a.docx(), "ảnh"),
    Hostile("docx-then-html.docx", lambda: a.docx() + b"<script>evil-script</script>", never=("evil-script",)),
)
