"""From a file's bytes to its text and what the file says of itself, whatever its format.

The one door to the readers: the kind is told by the content, never by the ending alone. Knows nothing of what a
report is; opens no other file and no address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from corpus import archive, furniture, legacy, quality, tools
from corpus.errors import Unreadable
from corpus.read import check_length, decode, unified
from corpus.records import Dropped
from corpus.tables import cells
from corpus.text import seen, squeeze, syllables

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A page may stand below what XML files begin with; the groups do not try again (`?>`, `*+`), whatever stands there.
_HTML = re.compile(
    rb"(?:\s*(?><\?[^>]*>|<!--.*?-->|<!doctype(?!\s+html\b)[^\[>]*(?:\[.*?\]\s*)?>))*+"
    rb"\s*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"(?:From:|MIME-Version:|Snapshot-Content-Location:)", re.IGNORECASE)
# Three or more lines of a mail's head, one of them of the mail itself: a page saved in one file has no receiver.
_LETTER = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*+){3,}+")
_SENT = re.compile(rb"^(?:To|Cc|Received|Delivered-To):", re.IGNORECASE | re.MULTILINE)
_CODED = re.compile(rb"^(?:MIME-Version|Content-Transfer-Encoding):", re.IGNORECASE | re.MULTILINE)
_MARKDOWN = re.compile(r"^#{1,6} \S|^\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
# What programs that make pages of Markdown write above it.
_DECLARED = re.compile(r"---[ \t]*\n((?:[\w-]+:.*\n|[ \t-].*\n)+)---[ \t]*\n")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_COVERING = 150
"""Syllables of a mail, its head included, up to which it only brings the file attached to it."""

_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


@dataclass(frozen=True)
class Document:
    """A file as text.

    `text` is NFC with line ends `\\n`: a paragraph, heading or table row a line; a table row's cells are joined by a
    tab. The lines of a text file may be hard-wrapped. `kind` is "txt", "html", "eml", "docx", "pdf", "xlsx", "md" or
    "doc".
    `title`, `author`, `publisher` and `published` (ISO date) are those of the file's own metadata, none where it has
    none that can be trusted. `dropped` is what the reader itself cut (menus, page headers, …), `warnings` what staff
    should look at; both are in Vietnamese. `headings` are lines that the file itself sets as headings. Characters that
    nobody sees are in none of them (`corpus.text.seen`).
    """

    text: str
    kind: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def read_document(data: bytes, name: str) -> Document:
    """Read a file of any known kind; `name` stands in messages.

    Raises `Unreadable` with the reason and the fix.
    """
    kind = kind_of(data, name)
    try:
        document = _READERS[kind](data, name)
    except (Unreadable, MemoryError):
        raise
    except archive.PartTooLarge as error:
        raise _too_large(name) from error
    except RecursionError as error:
        raise Unreadable(f"Tệp {name} lồng nhau quá sâu; hãy lưu lại thành .docx hoặc .txt.") from error
    except Exception as error:  # what libraries raise on damaged files has no common base
        _raise_if_out_of_memory(error)
        raise Unreadable(f"Tệp {name} hỏng hoặc không đúng định dạng; hãy mở ra, lưu lại rồi thêm lại.") from error
    return _finished(document, name)


def _of_size(text: str, name: str) -> str:
    """The text. Raises `Unreadable` when no report is as long."""
    check_length(len(text), name)
    return text


def _too_large(name: str) -> Unreadable:
    return Unreadable(
        f"Tệp {name} nén quá nhiều dữ liệu hoặc có bảng tính quá lớn; "
        "hãy bỏ bớt ảnh, ô gộp, ô trống rồi lưu lại, hoặc tách thành tệp nhỏ hơn."
    )


def _raise_if_out_of_memory(error: BaseException | None) -> None:
    """Raise the MemoryError from which a library's own error came: the file may be sound, the machine too small."""
    while error is not None:
        if isinstance(error, MemoryError):
            raise error
        error = error.__cause__ or error.__context__


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file, by its content: "docx", "pdf", "xlsx", "doc", "xls", "html", "eml", "md" or "txt".

    Raises `Unreadable` for kinds that are not read. The ending decides between text and Markdown only.
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _office_kind(data, name)
    if data.startswith(_OLE):
        return _old_kind(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "doc"
    if data.startswith(_PICTURES):
        raise Unreadable(f"Tệp {name} là ảnh; hãy thêm tệp văn bản, hoặc bản quét dạng PDF.")
    if data.startswith(_ARCHIVES):
        raise Unreadable(f"Tệp {name} là tệp nén; hãy giải nén rồi thêm từng tệp bên trong.")
    head = re.sub(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", data[:4096]).replace(b"\0", b"")
    if (letter := _LETTER.match(head)) and _SENT.search(letter[0]) and _CODED.search(letter[0]):
        return "eml"
    if _HTML.match(head) or (_MHTML.match(head) and b"text/html" in data):
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        raise Unreadable(f"Tệp {name} là dữ liệu XML; hãy mở bằng chương trình đã tạo ra nó và lưu thành .docx.")
    return "md" if name.lower().endswith((".md", ".markdown")) else "txt"


def _office_kind(data: bytes, name: str) -> str:
    try:
        parts = archive.checked_names(data)
    except archive.PartTooLarge as error:
        raise _too_large(name) from error
    except archive.Foreign as error:
        raise Unreadable(f"Tệp {name} có khai báo thực thể XML, không được phép; hãy lưu lại từ bản gốc.") from error
    except RuntimeError as error:
        raise Unreadable(f"Tệp {name} đặt mật khẩu; hãy bỏ mật khẩu rồi thêm lại.") from error
    except Exception as error:  # zipfile raises half a dozen kinds
        _raise_if_out_of_memory(error)
        raise Unreadable(f"Tệp {name} hỏng (không mở được tệp nén bên trong); hãy lưu lại từ bản gốc.") from error
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise Unreadable(f"Tệp {name} có macro nên không nhận; hãy lưu lại thành .docx hoặc .xlsx không có macro.")
    if "word/document.xml" in parts:
        return "docx"
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if any(part.startswith(("ppt/", "content.xml", "xl/workbook.bin")) for part in parts):
        raise Unreadable(f"Tệp {name} là loại tệp chưa đọc được; hãy lưu lại thành .docx, .xlsx hoặc PDF.")
    raise Unreadable(f"Tệp {name} là tệp nén; hãy giải nén rồi thêm từng tệp bên trong.")


def _old_kind(data: bytes, name: str) -> str:
    """What an OLE container holds, by the names of its streams."""
    streams = {"EncryptedPackage": "", "WordDocument": "doc", "Workbook": "xls"}
    kind = next((kind for stream, kind in streams.items() if stream.encode("utf-16-le") in data), None)
    if kind == "":
        raise Unreadable(f"Tệp {name} đặt mật khẩu; hãy bỏ mật khẩu rồi thêm lại.")
    if kind:
        return kind
    raise Unreadable(f"Tệp {name} là loại tệp chưa đọc được; hãy lưu lại thành .docx, .xlsx hoặc PDF.")


def _read_text(data: bytes, name: str) -> Document:
    return Document("\n".join(_tabbed(_of_size(decode(data, name), name).split("\n"))), "txt")


def _tabbed(lines: list[str]) -> Iterator[str]:
    """A text's lines; tabs stay only where neighbouring lines have as many of them, as rows of a table do."""
    counts = [line.strip().count("\t") for line in lines]
    for at, line in enumerate(lines):
        beside = counts[max(0, at - 1) : at] + counts[at + 1 : at + 2]
        yield line if counts[at] and counts[at] in beside else line.replace("\t", " ")


def _read_markdown(data: bytes, name: str) -> Document:
    from corpus.from_markdown import lines_of

    text = _of_size(decode(data, name), name)
    declared = _DECLARED.match(text)
    lines, headings = lines_of(text[declared.end() :] if declared else text)
    day = re.search(r"^date:\W*(\d{4}-\d\d-\d\d)\b", declared[1], re.M) if declared else None
    return Document(
        "\n".join(lines),
        "md",
        title=_shown_title(next(iter(headings), None), lines),
        published=day[1] if day else None,
        dropped=(Dropped(declared[1].strip(), furniture.DECLARED),) if declared else (),
        headings=tuple(headings),
    )


def _read_html(data: bytes, name: str) -> Document:
    from corpus.from_html import read_page

    page = read_page(data, name)
    return Document(
        "\n".join(page.lines),
        "html",
        title=page.title,
        publisher=page.publisher,
        published=page.published,
        dropped=page.dropped,
        headings=page.headings,
    )


def _read_eml(data: bytes, name: str) -> Document:
    from corpus.from_eml import read_letter

    letter = read_letter(data, name)
    text = "\n".join(letter.lines)
    files = ", ".join(letter.attached)
    if files and len(syllables(text)) < _COVERING:
        raise Unreadable(f"Tệp {name} là thư điện tử có tệp đính kèm ({files}); hãy lưu tệp đính kèm rồi thêm tệp ấy.")
    warnings = (
        (f"Thư có tệp đính kèm chưa được đọc ({files}); nếu là báo cáo, hãy lưu rồi thêm riêng.",) if files else ()
    )
    return Document(text, "eml", warnings=warnings)


def _read_docx(data: bytes, name: str) -> Document:
    from corpus.from_docx import lines_of

    lines, headings = lines_of(data)
    core = archive.part(data, "docProps/core.xml")
    title = None if core is None else core.findtext(_TITLE)
    return Document("\n".join(lines), "docx", title=_shown_title(title, lines), headings=tuple(headings))


def _read_xlsx(data: bytes, name: str) -> Document:
    from corpus.from_xlsx import read_workbook

    book = read_workbook(data)
    warnings = (
        (f"Có {book.uncounted} công thức chưa có kết quả lưu trong tệp; hãy mở bằng Excel, lưu lại rồi thêm lại.",)
        if book.uncounted
        else ()
    )
    return Document("\n".join(book.lines), "xlsx", dropped=book.dropped, warnings=warnings)


def _read_pdf(data: bytes, name: str) -> Document:
    from corpus.from_pdf import Locked, read_pdf

    warnings = []

    def recognise(images: list[bytes], alone: bool) -> list[list[dict[str, Any]]]:
        """The words of scanned pages; without the tools for it an error, or a warning where other pages have text."""
        try:
            found = tools.recognised(images, name)
        except Unreadable as error:
            if alone:
                raise
            warnings.append(f"Có {len(images)} trang là ảnh quét, chưa đọc được. {error}")
            return [[]] * len(images)
        warnings.append(f"Có {len(images)} trang được đọc bằng nhận dạng chữ (OCR); hãy đối chiếu với bản gốc.")
        if blank := sum(not words for words in found):
            warnings.append(f"Trong đó {blank} trang không nhận dạng được chữ nào; hãy kiểm tra các trang ấy.")
        return found

    try:
        found = read_pdf(data, recognise)
    except Locked as error:
        raise Unreadable(f"Tệp {name} đặt mật khẩu; hãy bỏ mật khẩu rồi thêm lại.") from error
    if found.mended:
        warnings.append("Chữ trong PDF bị tách rời, đã ghép lại theo khoảng cách; hãy đối chiếu với bản gốc.")
    return Document("\n".join(found.lines), "pdf", dropped=found.dropped, warnings=tuple(warnings))


def _read_doc(data: bytes, name: str) -> Document:
    return replace(_read_docx(tools.to_docx(data, name), name), kind="doc")


def _read_xls(data: bytes, name: str) -> Document:
    return _read_xlsx(tools.to_xlsx(data, name), name)


_READERS: dict[str, Callable[[bytes, str], Document]] = {
    "txt": _read_text,
    "md": _read_markdown,
    "html": _read_html,
    "eml": _read_eml,
    "docx": _read_docx,
    "xlsx": _read_xlsx,
    "pdf": _read_pdf,
    "doc": _read_doc,
    "xls": _read_xls,
}


def _shown_title(title: str | None, lines: list[str]) -> str | None:
    """The metadata's title, if the file's first lines show it; templates and copies carry those of other texts."""
    wanted = squeeze(unified(title or ""))
    return wanted if len(syllables(wanted)) >= 4 and wanted in map(squeeze, lines[:30]) else None


def _finished(document: Document, name: str) -> Document:
    """The document in Unicode NFC, with what is to be said of its letters."""
    repaired = legacy.repair(unified(_of_size(document.text, name)))
    if repaired.encoding:
        document = _changed(document, partial(legacy.converted, encoding=repaired.encoding))
    document = _changed(replace(document, publisher=seen(document.publisher or "") or None), seen)
    text = "\n".join(line if cells(line) else line.rstrip() for line in seen(repaired.text).split("\n"))
    if not text.strip():
        raise Unreadable(f"Tệp {name} không có chữ nào đọc được; hãy kiểm tra lại tệp.")
    warnings = [*document.warnings, *quality.warnings(text)]
    if repaired.encoding:
        warnings.append(
            f"Văn bản dùng bảng mã cũ {repaired.encoding}, đã chuyển sang Unicode; hãy đối chiếu tên riêng và chữ hoa."
        )
    return replace(document, text=text, warnings=tuple(warnings))


def _changed(document: Document, change: Callable[[str], str]) -> Document:
    """The document with title, headings and cut lines changed as its text is."""
    return replace(
        document,
        title=squeeze(change(document.title or "")) or None,
        headings=tuple(map(change, document.headings)),
        dropped=tuple(replace(cut, text=change(cut.text)) for cut in document.dropped),
    )
