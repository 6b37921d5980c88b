"""The page is whole, escaped, asks nothing of the network, and shows every failure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.report import comma, day, failure_kinds, failures, latency, shown, write_html
from eval.runs import Run

RIGHT, WRONG, EVIL = "Đầu tư 42,7 tỷ đồng [1].", "Đầu tư 99 tỷ đồng [1].", "<script>alert(1)</script> & 99 tỷ đồng [1]."
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The tags of a page that are open, and the attributes that were seen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.failures = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        self.failures += ("class", "failure") in attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def page(tmp_path: Path, run_of: Callable[..., Run]) -> str:
    ours = run_of({1: RIGHT, 2: EVIL, 3: None, 100: None, 101: RIGHT})
    other = run_of({1: WRONG, 2: WRONG, 3: RIGHT, 100: None, 101: RIGHT}, "Cách đơn giản")
    write_html(
        tmp_path / "new" / "report.html", [ours, other], previous=run_of({1: WRONG, 2: RIGHT, 3: None, 100: None})
    )
    return (tmp_path / "new" / "report.html").read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_in_vietnamese(page: str) -> None:
    assert page.startswith('<!doctype html>\n<html lang="vi">')
    assert Page(page).open == []


def test_the_page_asks_nothing_of_the_network(page: str) -> None:
    sources = [value for name, value in Page(page).attributes if name in ("src", "href", "srcset", "action")]
    assert sources == []
    assert "@import" not in page and "url(" not in page and "default-src 'none'" in page


def test_text_of_cases_and_answers_is_escaped(page: str) -> None:
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 99 tỷ đồng" in page
    assert "Câu hỏi &lt;b&gt;2&lt;/b&gt;?" in page


def test_every_failure_stands_with_question_answer_quote_and_evidence(page: str) -> None:
    assert Page(page).failures == 6
    kinds = re.findall(r'<details class="failure".*?data-kind="([^"]*)"', page)
    assert kinds[0] == "wrong|unsupported"
    assert {kind for joined in kinds for kind in joined.split("|")} == {
        "wrong",
        "unsupported",
        "false_refusal",
        "false_answer",
    }
    first = page[page.index('<details class="failure"') :]
    for words in ("case-002", "42.7 tỷ đồng (Bắc Giang)", "tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng", 'class="expected"'):
        assert words in first


def test_systems_stand_side_by_side_with_n_and_interval(page: str) -> None:
    start = page.index("Trả lời đúng</th>")
    row = page[start : page.index("</tr>", start)]
    assert "<b>40\N{NO-BREAK SPACE}%</b>" in row
    assert "11,8\N{NO-BREAK SPACE}% – 76,9\N{NO-BREAK SPACE}%" in row
    assert row.count("n = 5") == 2


def test_differences_and_changed_cases_stand_in_the_page(page: str) -> None:
    part = page[page.index("So với lần chạy trước") : page.index("Thời gian trả lời</h2>")]
    assert "Trước đúng, nay không đúng: 1 câu" in part and "Trước không đúng, nay đúng: 1 câu" in part
    assert "Chỉ có trong lần này: 1 câu" in part


def test_runs_are_told_apart_by_library_and_long_lists_of_reports_are_folded(
    tmp_path: Path, run_of: Callable[..., Run]
) -> None:
    run = run_of({1: WRONG})
    runs = [
        replace(run, about={"system": "assistant", "library": name, "reports": ["bg", "lc"], "date": "2026-11-21"})
        for name in ("real", "all")
    ]
    write_html(tmp_path / "a.html", runs, previous=runs[1])
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "real / assistant</th>" in text and "all / assistant: lần trước ngày 21/11/2026" in text
    assert text.count("<details><summary>2</summary>bg, lc</details>") == 2


def test_what_became_of_a_models_sentences_stands_in_the_page(tmp_path: Path, run_of: Callable[..., Run]) -> None:
    run = run_of({1: RIGHT})
    spoken = {"kept": 3, "repaired": 1, "dropped": 1, "answers": 4, "built_in": 2}
    write_html(tmp_path / "a.html", [replace(run, about={**run.about, "spoken": spoken})])
    text = (tmp_path / "a.html").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "giữ 3 (75 %), trong đó 1 câu được sửa; bỏ 1 (25 %); 2 trên 4 câu trả lời" in text


def test_two_pages_of_the_same_runs_are_the_same_bytes(tmp_path: Path, run_of: Callable[..., Run]) -> None:
    for name in ("a.html", "b.html"):
        write_html(tmp_path / name, [run_of({1: RIGHT, 2: WRONG})])
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_run_without_failures_or_times_says_so(tmp_path: Path, run_of: Callable[..., Run]) -> None:
    write_html(tmp_path / "a.html", [run_of({1: RIGHT}, seconds=None)])
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Không có câu nào chưa đạt." in text and "<svg" not in text


def test_no_runs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="python -m eval"):
        write_html(tmp_path / "a.html", [])


def test_a_right_case_is_no_failure(run_of: Callable[..., Run]) -> None:
    run = run_of({1: RIGHT, 2: WRONG})
    assert [failure_kinds(result.score) for result in run.results] == [(), ("wrong", "unsupported")]
    assert [failure.result.case.id for failure in failures([run])] == ["case-002"]


def test_the_latency_plot_rises_from_none_to_all(run_of: Callable[..., Run]) -> None:
    plot = latency([run_of({1: RIGHT, 2: RIGHT, 3: RIGHT}), run_of({1: RIGHT}, seconds=None)])
    assert plot is not None and plot.curves[1] is None and plot.curves[0] is not None
    assert plot.curves[0].points.startswith(f"{plot.curves[0].points.split(',')[0]},180 ")
    assert plot.curves[0].points.endswith(",12.0")
    assert (plot.curves[0].p50, [seconds for _, seconds in plot.ticks]) == (1.5, [1.0, 10.0])


def test_numbers_are_shown_the_vietnamese_way() -> None:
    assert (comma(1234.5), comma(0.1254), comma(-0.5, signed=True)) == ("1.234,5", "0,125", "−0,5")
    assert (comma(0.0, signed=True), comma(-0.0001, signed=True), day("2019-06-12")) == ("0", "0", "12/06/2019")
    assert shown(0.5, "right") == "50\N{NO-BREAK SPACE}%"
    assert shown(-0.051, "hit_1", signed=True) == "−5,1\N{NO-BREAK SPACE}điểm %"
