"""The reader's HTML: the marks stand on the quotes, and nothing in a report is taken as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Citation
from corpus.records import Report
from ui import wording
from ui.reader import Source, answer_sources, citation_anchor, empty, marks_of, report_html, whole_report

BODY = "Ứng dụng CNTT ở Lai Châu\nI. KẾT QUẢ\nTỷ lệ đạt 80%; ký số đạt 18,6%.\nCó 21 cơ quan dùng mạng số liệu."
KNOWN_TAGS = {
    "a", "article", "blockquote", "button", "div", "h2", "h3", "header", "li", "mark", "nav", "p", "span", "ul",
}  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt; \"'--> ${1} {{2}} </mark>"


@dataclass
class Page(HTMLParser):
    """What a browser would make of the HTML: its tags, and each piece of text with the mark that it stands in."""

    tags: list[str] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    pieces: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.mark: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag == "mark":
            self.mark = dict(attrs)
        if tag == "article":
            self.hidden.append("hidden" in dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.mark = {}

    def handle_data(self, data: str) -> None:
        self.pieces.append((data, self.mark))

    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    def marked(self, anchor: str) -> str:
        """The text in all marks that name the anchor, in order."""
        return "".join(text for text, mark in self.pieces if anchor in (mark.get("data-anchor") or "").split())

    def marks(self) -> list[tuple[str, str | None]]:
        return [(text, mark.get("data-n")) for text, mark in self.pieces if mark]


def page(html: str) -> Page:
    read = Page()
    read.feed(html)
    read.close()
    return read


def report(body: str = BODY, **changes: object) -> Report:
    fields: dict[str, object] = {
        "id": "lai-chau-2019-06-12",
        "province": "Lai Châu",
        "province_now": "Lai Châu",
        "title": "Ứng dụng CNTT ở Lai Châu",
        "publisher": "Sở TT&TT",
        "author": None,
        "published": "2019-06-12",
        "not_before": None,
        "years": (2014, 2019),
        "file": "lai-chau-2019.txt",
        "sha256": "0" * 64,
        "body": body,
    }
    return Report(**(fields | changes))


def span(n: int, start: int, end: int, body: str = BODY) -> Citation:
    return Citation(n, "lai-chau-2019-06-12", "Lai Châu", "", None, start, end, body[start:end])


def cite(n: int, quote: str, body: str = BODY) -> Citation:
    start = body.index(quote)
    return span(n, start, start + len(quote), body)


def test_a_quote_is_marked_where_it_stands() -> None:
    body = BODY + "\nLại nói: đạt 80%."
    start = body.rindex("đạt 80%")
    read = page(report_html(report(body), marks_of(3, [span(1, start, start + 7, body)])))
    assert read.marks() == [("đạt 80%", "1")]
    before = "".join(text for text, mark in read.pieces[: [bool(m) for _, m in read.pieces].index(True)])
    assert before.endswith("Lại nói: ")
    assert read.marked("trich-3-1") == "đạt 80%"
    assert read.marked("trich-1-1") == ""


def test_adjacent_quotes_stay_two_marks() -> None:
    read = page(report_html(report(), marks_of(1, [cite(1, "Tỷ lệ đạt 80%;"), cite(2, " ký số đạt 18,6%")])))
    assert read.marks() == [("Tỷ lệ đạt 80%;", "1"), (" ký số đạt 18,6%", "2")]


def test_overlapping_quotes_are_each_whole() -> None:
    read = page(report_html(report(), marks_of(1, [cite(1, "Tỷ lệ đạt 80%; ký số"), cite(2, "80%; ký số đạt 18,6%")])))
    assert read.marks() == [("Tỷ lệ đạt ", "1"), ("80%; ký số", "2"), (" đạt 18,6%", None)]
    assert read.marked("trich-1-1") == "Tỷ lệ đạt 80%; ký số"
    assert read.marked("trich-1-2") == "80%; ký số đạt 18,6%"


def test_the_same_quote_twice_is_one_mark_with_both_numbers() -> None:
    read = page(report_html(report(), marks_of(1, [cite(1, "18,6%"), cite(4, "18,6%")])))
    assert read.marks() == [("18,6%", "1 4")]


def test_a_quote_across_paragraphs_is_marked_in_each() -> None:
    read = page(report_html(report(), marks_of(1, [cite(1, "18,6%.\nCó 21 cơ quan")])))
    assert read.marks() == [("18,6%.", "1"), ("Có 21 cơ quan", None)]


def test_a_quote_in_the_title_is_marked_in_the_title() -> None:
    html = report_html(report(), marks_of(1, [cite(1, "Lai Châu")]))
    assert html.count("Ứng dụng CNTT ở") == 1
    assert page(html.split("</h2>")[0]).marked("trich-1-1") == "Lai Châu"


@given(st.data())
def test_any_quotes_are_whole_and_the_text_is_the_reports_own(data: st.DataObject) -> None:
    body = data.draw(st.text(st.sampled_from("aơ &<>\"'/\n;`{$"), min_size=1, max_size=60))
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(body)), st.integers(0, len(body))), max_size=4))
    citations = [span(n, min(ends), max(ends), body) for n, ends in enumerate(spans, start=1)]
    html = report_html(report(body, title="Không có trong bài"), marks_of(1, citations))
    read = page(html.split("</header>")[1])
    shown = "".join(line for line in body.split("\n") if line.strip())
    assert read.text() == shown
    for citation in citations:
        lines = body[citation.start : citation.end].split("\n")
        in_blank_lines = sum(not line.strip() for line in body.split("\n")) > 0
        if not in_blank_lines:
            assert read.marked(citation_anchor(1, citation.n)) == "".join(lines)


def test_numbered_lines_are_headings() -> None:
    html = report_html(report())
    assert "<h3>I. KẾT QUẢ</h3>" in html
    assert "<p>Có 21 cơ quan dùng mạng số liệu.</p>" in html
    assert html.count("<p>") == 2


def test_what_a_report_is_stands_under_its_title() -> None:
    text = page(report_html(report(province="Bắc Giang", province_now="Bắc Ninh"))).text()
    for fact in ("Bắc Giang (nay thuộc Bắc Ninh)", "đăng 12/06/2019", "số liệu 2014–2019", "Sở TT&TT"):
        assert fact in text


def test_an_undated_report_says_since_when() -> None:
    text = page(report_html(report(published=None, not_before="2012-05-29", publisher=None, years=(2012, 2012)))).text()
    assert "không ghi ngày (sau 29/05/2012)" in text
    assert "số liệu 2012" in text
    assert wording.UNKNOWN_SOURCE in text


def test_nothing_in_a_report_is_taken_as_html() -> None:
    body = f"{HOSTILE}\nHai {HOSTILE} ba"
    hostile = report(
        body, id=f"x-{HOSTILE}", title=f"T {HOSTILE}", publisher=HOSTILE, province=HOSTILE, province_now=HOSTILE
    )
    citation = Citation(1, hostile.id, HOSTILE, HOSTILE, None, 3, len(body) - 3, body[3:-3])
    sources = [Source(hostile, (citation,)), Source(None, (citation,), (citation,), HOSTILE)]
    for html in (answer_sources(1, sources), whole_report(hostile), empty(HOSTILE, HOSTILE)):
        read = page(html)
        assert set(read.tags) <= KNOWN_TAGS
        assert not {name for name in read.attributes if name.startswith("on") or name == "src"}
        assert HOSTILE in read.text()


def test_several_reports_are_all_there_and_the_first_is_open() -> None:
    other = report(id="bac-giang", province="Bắc Giang", title="Báo cáo khác", body="Đạt 96%.")
    second = Citation(2, "bac-giang", "Bắc Giang", "", None, 0, 7, "Đạt 96%")
    html = answer_sources(5, [Source(report(), (cite(1, "80%"), cite(3, "18,6%"))), Source(other, (second,))])
    read = page(html)
    assert read.hidden == [False, True]
    assert read.marked("trich-5-2") == "Đạt 96%"
    assert [link in html for link in ('href="#trich-5-1"', 'href="#trich-5-2"', 'href="#trich-5-3"')] == [True] * 3


def test_a_lost_quote_is_shown_apart_and_marked_nowhere() -> None:
    lost, still = cite(1, "80%"), cite(2, "18,6%")
    read = page(answer_sources(1, [Source(report(), (lost, still), (lost,), "Đã đổi <b>.")]))
    assert read.marks() == [("18,6%", "2")]
    assert "Đã đổi <b>." in read.text() and "[1] “80%”" in read.text()
    gone = answer_sources(1, [Source(None, (lost,), (lost,), "Đã bỏ.")])
    assert page(gone).marks() == [] and 'data-anchor="trich-1-1"' in gone
    assert "[1] “80%”" in page(gone).text()


def test_without_citations_the_reader_says_so() -> None:
    html = answer_sources(1, [])
    assert wording.NO_SOURCES_TITLE in html
    assert "<article" not in html
