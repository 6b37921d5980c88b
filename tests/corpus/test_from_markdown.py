"""Markdown loses its marks, not its text."""

from __future__ import annotations

from corpus import furniture
from corpus.formats import read_document
from corpus.from_markdown import lines_of
from corpus.records import Dropped
from corpus.tables import cells

TEXT = """# Kết quả ứng dụng CNTT năm 2016

Tỉnh **Lai Châu** đã đầu tư
[42,7 tỷ đồng](http://a.vn) cho `CNTT`.

## I. Hạ tầng

3. Mạng LAN
4. Máy tính
   - Cấp tỉnh
   - Cấp xã

| Chỉ tiêu | Kết quả |
|:---------|--------:|
| Mạng *LAN* | 93% |
"""


def test_paragraphs_headings_items_and_rows_are_lines() -> None:
    lines, headings = lines_of(TEXT)
    assert lines == [
        "Kết quả ứng dụng CNTT năm 2016",
        "Tỉnh Lai Châu đã đầu tư 42,7 tỷ đồng cho CNTT.",
        *("I. Hạ tầng", "3. Mạng LAN", "4. Máy tính", "- Cấp tỉnh", "- Cấp xã"),
        *("Chỉ tiêu | Kết quả", "Mạng LAN | 93%"),
    ]
    assert headings == ["Kết quả ứng dụng CNTT năm 2016", "I. Hạ tầng"]
    assert cells(lines[-1]) == ("Mạng LAN", "93%")


def test_the_ending_decides_and_the_first_heading_is_the_title() -> None:
    document = read_document(TEXT.encode(), "a.md")
    assert (document.kind, document.title) == ("md", "Kết quả ứng dụng CNTT năm 2016")
    assert read_document(TEXT.encode(), "a.txt").kind == "txt"


def test_of_html_inside_stays_what_a_browser_shows() -> None:
    html = '<div onclick="x()">Mạng <b>LAN</b><p>93%</p>\n<style>p{}</style></div>'
    html += "\n\n<script>\nevil()\n\n</script>\n\n<!-- x -->"
    assert lines_of(f"Đầu\n\n{html}\n\nCuối <i>bài</i>") == (["Đầu", "Mạng LAN", "93%", "Cuối bài"], [])


def test_what_programs_declare_above_the_text_is_cut_and_its_day_is_not_sure() -> None:
    declared = "title: Tin\ndate: 2020-07-02\ntags:\n  - cntt"
    document = read_document(f"---\n{declared}\n---\n\n{TEXT}".encode(), "a.md")
    assert document.text == read_document(TEXT.encode(), "a.md").text
    assert (document.published, document.dropped) == ("2020-07-02", (Dropped(declared, furniture.DECLARED),))
    rule = read_document(b"---\n\nLai Ch\xc3\xa2u: 93%\n\n---\n", "a.md")
    assert (rule.text, rule.dropped) == ("Lai Châu: 93%", ())
