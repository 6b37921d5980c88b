"""Files of every kind, made from known text, come back word for word; other files are refused with the fix."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
import zipfile

import docx
import openpyxl
import pytest
from rapidfuzz.distance import LCSseq

from corpus.clean import Article, clean
from corpus.errors import Unreadable
from corpus.formats import kind_of, read_document
from corpus.tables import cells
from corpus.text import nfc
from tests.corpus.files import FONT, MAKERS, NAMES, Known, known, markdown, plain_signs, saved, stored, text_of, word

FILES = [(name, maker) for name in NAMES for maker in MAKERS if FONT or not maker.endswith(".pdf")]
KINDS = {"txt": "txt", "html": "html", "docx": "docx", "pdf": "pdf", "xlsx": "xlsx", "md": "md"}


def article(data: bytes, name: str) -> Article:
    document = read_document(data, name)
    return clean(document.text, document.title, document.headings)


def words(lines: list[str]) -> list[str]:
    """The words of a text, cells of rows one after the other; signs that old encodings lack made plain."""
    return plain_signs(nfc(" ".join(" ".join(cells(line) or [line]) for line in lines))).split()


def lines_of(found: Article) -> list[str]:
    return [*([found.title] if found.title else []), *found.paragraphs]


def test_words_are_right_with_accents_in_all_formats() -> None:
    right = wanted = written = 0
    worst = 1.0
    for name, maker in FILES:
        report = known(name)
        truth, found = words(list(report.lines())), words(lines_of(article(MAKERS[maker](report), maker)))
        same = LCSseq.similarity(truth, found)
        right, wanted, written = right + same, wanted + len(truth), written + len(found)
        worst = min(worst, same / len(truth), same / len(found))
    print(f"\n{len(FILES)} files: {right / wanted:.2%} of {wanted} words right, {1 - right / written:.2%} too many")
    assert len(FILES) >= 30 and worst >= 0.99


def found_cells(report: Known, maker: str) -> set[str]:
    lines = lines_of(article(MAKERS[maker](report), maker))
    return {plain_signs(cell) for line in lines for cell in cells(line) or ()}


@pytest.mark.parametrize(("name", "maker"), FILES)
def test_kind_cells_and_title_of_every_file(name: str, maker: str) -> None:
    report = known(name)
    data = MAKERS[maker](report)
    assert read_document(data, maker).kind == KINDS[maker.rsplit(".")[-1]]
    assert {plain_signs(cell) for cell in report.cells()} <= found_cells(report, maker)
    # A capital with a tone in mid sentence cannot be told in TCVN3: "Hà Giang: Ứng dụng".
    same = str.lower if maker.startswith("tcvn3") else str
    assert same(plain_signs(article(data, maker).title or "")) == same(plain_signs(report.title))


def test_the_content_decides_and_not_the_ending() -> None:
    report = known("ha-giang-2018")
    for maker in ("report.docx", "page.html", "report.xlsx", "utf-16.txt"):
        data = MAKERS[maker](report)
        assert read_document(data, "sai.pdf") == read_document(data, maker)
    assert kind_of(text_of(report).encode(), "bao-cao.docx") == "txt"


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The archive `data` with a part added, or put in place of the one it has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {told.filename: archive.read(told) for told in archive.infolist()}
    return zipped(**parts | {name: part})


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


WORD = word(known("ha-giang-2018"))
ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("macro.docm", with_part(WORD, "word/vbaProject.bin", b"x"), "có macro"),
        ("khoa.docx", ole("EncryptedPackage"), "đặt mật khẩu"),
        ("thuc-the.docx", with_part(WORD, "word/document.xml", ENTITY), "thực thể XML"),
        ("thuc-the-16.docx", with_part(WORD, "word/document.xml", ENTITY.decode().encode("utf-16")), "thực thể XML"),
        ("thuc-the.xlsx", with_part(stored(openpyxl.Workbook()), "xl/workbook.xml", ENTITY), "thực thể XML"),
        ("bom.docx", with_part(WORD, "word/document.xml", bytes(70 * 1024 * 1024)), "nén quá nhiều"),
        ("cut.docx", WORD[: len(WORD) // 2], "hỏng"),
        ("hong.docx", with_part(WORD, "word/document.xml", b"<w:document"), "hỏng"),
        ("trong.docx", saved(docx.Document()), "không có chữ nào"),
        ("trinh-chieu.pptx", zipped(**{"ppt/presentation.xml": b"<p/>"}), "chưa đọc được"),
        ("anh.zip", zipped(a=b"x"), "là tệp nén"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "là ảnh"),
        ("nen.rar", b"Rar!\x1a\x07" + bytes(99), "là tệp nén"),
        ("hong.pdf", b"%PDF-1.4\n%broken", "hỏng|không có chữ"),
        ("khac.msg", ole("__substg1.0"), "chưa đọc được"),
        ("rac.txt", bytes(range(256)) * 4, "Không nhận ra bảng mã"),
        ("trong.html", b"<html><body><script>x</script></body></html>", "không có chữ nào"),
        ("sau.html", b"<html><body>" + b"<div>" * 100_000 + b"x", "lồng nhau quá sâu|hỏng|không có chữ"),
    ],
)
def test_what_cannot_be_read_is_refused_with_reason_and_fix(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as raised:
        read_document(data, name)
    assert name in str(raised.value) and "hãy " in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("data", "new"), [(ole("WordDocument"), ".docx"), (b"{\\rtf1 a}", ".docx"), (ole("Workbook"), ".xlsx")]
)
def test_old_office_files_name_what_to_install(data: bytes, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(Unreadable, match=rf"hãy cài LibreOffice (?:Writer|Calc), .*lưu lại thành \{new}"):
        read_document(data, "cu.doc")


def test_tabs_of_a_text_are_cells_only_where_neighbouring_lines_have_as_many() -> None:
    text = "\tThụt đầu dòng.\nSố:\t12\n\nHuyện\tLAN\nTam Đường\t93%\nTên\tTuổi\tNghề"
    assert read_document(text.encode(), "a.txt").text.split("\n") == [
        " Thụt đầu dòng.", "Số: 12", "", "Huyện\tLAN", "Tam Đường\t93%", "Tên Tuổi Nghề",
    ]  # fmt: skip


def test_markdown_in_a_text_file_is_text() -> None:
    assert read_document(markdown(known("phu-tho-2019")), "a.txt").text.startswith("# Phú Thọ")


def test_readers_are_loaded_when_they_are_needed() -> None:
    code = (
        "import sys, corpus.formats; print([n for n in ('pdfplumber', 'openpyxl', 'trafilatura') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


LINES = "Tỉnh Lai Châu có 95% cán bộ dùng máy tính.", "Tỷ lệ văn bản điện tử đạt 80%."
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>' + "".join(f"<p>{line}</p>" for line in LINES)


@pytest.mark.parametrize(
    "prolog",
    [
        '<?xml version="1.0"?>',
        '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n',
        '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a.xsl"?><!-- x > --> ',
        "<!DOCTYPE page SYSTEM 'a.dtd'>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">',
    ],
)
def test_a_page_is_one_whatever_stands_above_it(prolog: str) -> None:
    found = read_document((prolog + XHTML).encode(), "a.xml")
    assert (found.kind, [line for line in found.text.split("\n") if line != "]>"]) == ("html", list(LINES))


def test_xml_that_is_no_page_is_refused_and_a_text_in_angles_is_text() -> None:
    with pytest.raises(Unreadable, match="là dữ liệu XML"):
        read_document(f'\ufeff<?xml version="1.0"?><bao-cao>{LINES[0]}</bao-cao>'.encode(), "a.xml")
    assert kind_of("<< Lai Châu >>".encode(), "a.txt") == "txt"


@pytest.mark.parametrize("head", ["<!---->", "<?a>", "<!doctype a>", "<!doctype a[>", "<!--"])
def test_the_beginning_of_a_file_is_looked_at_once(head: str) -> None:
    began = time.process_time()
    kind_of((head * 2000).encode(), "a.txt")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_nobody_sees_is_in_no_part_of_a_document(name: str) -> None:
    unseen = "\x1b[2J\u202e\u200b\x9b"
    page = (
        f"<html><title>T</title><body><nav>Trang{unseen} chủ</nav><h1>{LINES[1]}{unseen}</h1><p>{unseen}{LINES[0]}</p>"
    )
    data = page if name.endswith("html") else f"{unseen}{LINES[0]}\n\n# {LINES[1]}{unseen}"
    document = read_document(data.encode(), name)
    said = repr(document)
    assert "Lai Châu" in said and [c for c in ("\\x1b", "\\u202e", "\\u200b", "\\x9b") if c in said] == []


def test_want_of_memory_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    def opened(stream: object) -> None:
        try:
            raise MemoryError
        except MemoryError as error:
            raise ValueError("wrapped, as pdfplumber does") from error

    monkeypatch.setattr(pdfplumber, "open", opened)
    with pytest.raises(MemoryError):
        read_document(b"%PDF-1.7", "a.pdf")
