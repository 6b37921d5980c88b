"""Answers by a chat model behind a real socket: what stands is shown, what does not is not, and the built-in answer
is always there.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.claims import Quote
from assistant.draft import draft, read_sentences
from assistant.generate import Told
from assistant.given import give
from assistant.records import Answer
from assistant.wording import NOTHING_STANDS
from corpus.report import read_report
from corpus.split import passages, sentences
from index.library import SHIPPED, Library

SIGNED = "Tỷ lệ văn bản điện tử được ký số của các sở, ngành Bắc Giang là bao nhiêu?"
BOTH = "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu"
WEAK = "Lai Châu còn hạn chế gì trong ứng dụng CNTT?"
REFUSED = [
    "Tỷ lệ văn bản ký số của Cà Mau là bao nhiêu?",
    "Năm 2021, tỷ lệ văn bản ký số của Lai Châu là bao nhiêu?",
    "Ngày mai Lai Châu có mưa không?",
    "Giá vàng hôm nay bao nhiêu?",
]
Request = dict[str, Any]
Serve = Callable[..., Any]


def passage(request: Request, words: str) -> str:
    """The marker of the first passage in a prompt that holds these words."""
    found = re.search(rf"<đoạn (\d+):[^>]*>\n[^<]*{re.escape(words)}", request["messages"][1]["content"])
    assert found, words
    return f"[{found[1]}]"


def is_repair(request: Request) -> bool:
    return len(request["messages"]) > 2


def right(request: Request) -> Iterator[str]:
    mark = passage(request, "ký số của các sở, ngành đạt 96%")
    yield from ("Các sở, ngành của Bắc Giang có ", "**96%** văn bản điện tử được ký số", f" {mark}.")


def last(assistant: Assistant, question: str, history: tuple[str, ...] = ()) -> Told:
    *_, told = assistant.tell(question, history, mode="generate")
    assert told.done
    return told


def content(answer: Answer) -> dict[str, Any]:
    return {**answer.as_json(), "seconds": 0}


def test_a_right_answer_is_shown_in_the_models_words(serve: Serve, library: Library) -> None:
    told = last(Assistant(library, serve(right).model), SIGNED)
    assert told.answer.mode == "generate" and told.answer.status == "answered"
    assert "Các sở, ngành của Bắc Giang có **96%** văn bản điện tử được ký số [1]." in told.answer.text
    (citation,) = told.answer.citations
    assert (
        "96%" in citation.quote
        and library.report(citation.report).body[citation.start : citation.end] == citation.quote
    )  # type: ignore[union-attr]
    assert (told.kept, told.repaired, told.dropped, told.trouble) == (1, 0, (), None)


def test_without_a_model_nothing_changes(library: Library) -> None:
    plain = Assistant(library)
    assert content(plain.ask(SIGNED, mode="generate")) == content(plain.ask(SIGNED))
    assert plain.ask(SIGNED).mode == "extract"


def test_the_model_is_asked_only_when_wanted(serve: Serve, library: Library) -> None:
    served = serve(right)
    assert content(Assistant(library, served.model).ask(SIGNED)) == content(Assistant(library).ask(SIGNED))
    assert served.asked == []


@pytest.mark.parametrize("question", REFUSED)
def test_a_refusal_is_decided_without_the_model(serve: Serve, library: Library, question: str) -> None:
    served = serve(right)
    refused = Assistant(library, served.model).ask(question, mode="generate")
    assert content(refused) == content(Assistant(library).ask(question))
    assert refused.status == "abstained" and served.asked == []


def test_only_passages_of_the_asked_province_are_given(serve: Serve, library: Library) -> None:
    served = serve(right)
    last(Assistant(library, served.model), SIGNED)
    heads = re.findall(r"<đoạn \d+: báo cáo của ([^,>]+)", served.asked[0]["messages"][1]["content"])
    assert set(heads) == {"Bắc Giang"}


def test_an_invented_sentence_is_dropped_and_the_rest_stays(serve: Serve, library: Library) -> None:
    def script(request: Request) -> Iterator[str]:
        if is_repair(request):
            yield "KHÔNG"
            return
        yield from right(request)
        yield " Bắc Giang dẫn đầu cả nước với 98% [1]. Hà Nội đạt 99% [77]."

    told = last(Assistant(library, serve(script).model), SIGNED)
    assert "96%" in told.answer.text
    assert "98%" not in told.answer.text and "99%" not in told.answer.text
    assert told.dropped == ("Bắc Giang dẫn đầu cả nước với 98%.", "Hà Nội đạt 99%.")


PLANS = "Các thành viên Ban Chỉ đạo CNTT Bắc Giang kiến nghị những gì?"


@pytest.mark.parametrize("question", [SIGNED, WEAK, PLANS, "Long An rút ra bài học gì về ứng dụng CNTT?"])
def test_what_the_built_in_answer_says_is_an_answer_in_the_models_words_too(
    serve: Serve, library: Library, question: str
) -> None:
    """Each of its points behind a lead, cited: whatever words of the question it holds, it is on the subject."""
    plain = Assistant(library).ask(question)
    points = [re.sub(r"\s*\[\d+\]", "", line).removeprefix("- ") for line in plain.text.split("\n") if "[" in line]

    def script(request: Request) -> Iterator[str]:
        if is_repair(request):
            yield "KHÔNG"
        for point in points if not is_repair(request) else ():
            told = point.split("): ")[-1].rstrip(".;")
            words = re.escape(re.sub(r"[*…]", "", told).strip()[:40])
            mark = re.search(rf"(?i)<đoạn (\d+):[^>]*>\n[^<]*{words}", request["messages"][1]["content"])
            yield f"- Cụ thể, {told[:1].lower()}{told[1:]} [{mark[1] if mark else 0}].\n"

    told = last(Assistant(library, serve(script, window=32_000).model), question)
    assert len(points) >= 1 and (told.kept, told.dropped) == (len(points), ())


@pytest.mark.parametrize(
    "said",
    [
        "Tỷ lệ văn bản điện tử được ký số của các sở, ngành Bắc Giang là bao nhiêu? [1]",
        "Tỷ lệ văn bản điện tử được ký số của các sở, ngành Bắc Giang đạt bao nhiêu phần trăm [1].",
        "Tỷ lệ văn bản điện tử được ký số của các sở, ngành đạt 96%, UBND cấp huyệ",
        "Tỷ lệ văn bản điện tử được ký số của các sở, ngành Bắc Giang [1].",
        "Các sở, ngành đạt 96%, các sở, ngành đạt 96%, các sở, ngành đạt 96%, các sở, ngành đạt 96% [1].",
    ],
    ids=["repeats the question", "asks", "breaks off", "no figure", "in circles"],
)
def test_what_states_nothing_is_no_answer(serve: Serve, library: Library, said: str) -> None:
    """Each of its words stands in the passage: a small model wrote such sentences."""
    told = last(
        Assistant(library, serve(lambda request: iter(["KHÔNG" if is_repair(request) else said])).model), SIGNED
    )
    assert NOTHING_STANDS in told.answer.text and told.kept == 0


def test_giving_up_is_no_sentence(serve: Serve, library: Library) -> None:
    """Some passage surely holds the word."""
    told = last(Assistant(library, serve(lambda _: iter(["KHÔNG."])).model), WEAK)
    assert NOTHING_STANDS in told.answer.text and told.dropped == ("KHÔNG.",)


def test_a_model_that_runs_in_circles_is_shown_once_and_asked_once(serve: Serve, library: Library) -> None:
    def script(request: Request) -> Iterator[str]:
        if is_repair(request):
            yield "KHÔNG"
            return
        for _ in range(3):
            yield from right(request)
            yield " Bắc Giang dẫn đầu cả nước với 98% [1]. "

    served = serve(script)
    told = last(Assistant(library, served.model), SIGNED)
    assert told.answer.text.count("96%") == 1 and told.kept == 1
    assert told.dropped == ("Bắc Giang dẫn đầu cả nước với 98%.",) and len(served.asked) == 2


def test_a_sentence_is_repaired_once_with_the_reason(serve: Serve, library: Library) -> None:
    def script(request: Request) -> Iterator[str]:
        if is_repair(request):
            yield from right(request)
        else:
            yield f"Các sở, ngành của Bắc Giang có 95% văn bản điện tử được ký số {passage(request, 'đạt 96%')}."

    served = serve(script)
    told = last(Assistant(library, served.model), SIGNED)
    assert (told.kept, told.repaired, told.dropped) == (1, 1, ())
    assert "số 95% không có" in served.asked[1]["messages"][-1]["content"]
    assert len(served.asked) == 2


def test_a_missing_citation_is_added_where_one_passage_supports_the_sentence(serve: Serve, library: Library) -> None:
    told = last(
        Assistant(
            library, serve(lambda _: iter(["Các sở, ngành của Bắc Giang có 96% văn bản điện tử được ký số."])).model
        ),
        SIGNED,
    )
    assert "ký số [1]." in told.answer.text and told.kept == 1


def test_a_province_that_the_model_leaves_out_is_answered_from_its_report(serve: Serve, library: Library) -> None:
    told = last(Assistant(library, serve(right).model), BOTH)
    assert "96%" in told.answer.text and "18,6%" in told.answer.text
    assert {citation.province for citation in told.answer.citations} == {"Bắc Giang", "Lai Châu"}
    assert "- Lai Châu: " in told.answer.text


def test_what_is_missing_is_said_as_ever(serve: Serve, library: Library) -> None:
    question = "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Cà Mau"
    told = last(Assistant(library, serve(right).model), question)
    assert told.answer.status == "partial" and told.answer.missing == ("Cà Mau",)
    assert "Cà Mau" in told.answer.text.split("\n\n")[-1]


def test_supported_sentences_beside_the_question_are_no_answer(serve: Serve, library: Library) -> None:
    def script(request: Request) -> Iterator[str]:
        if is_repair(request):
            yield "KHÔNG"
        else:
            mark = passage(request, "42,7 tỷ đồng")
            yield f"Năm 2016, tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng cho ứng dụng CNTT {mark}."

    told = last(Assistant(library, serve(script).model), SIGNED)
    assert "42,7" not in told.answer.text and NOTHING_STANDS in told.answer.text


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("key", lambda _: iter([401])),
        ("busy", lambda _: iter([429])),
        ("fault", lambda _: iter([500])),
        ("model", lambda _: iter([404])),
        ("empty", lambda _: iter([])),
        ("breaks", lambda request: iter([*right(request), " Ngoài ra, ", OSError()])),
        ("silent", lambda _: iter([threading.Event()])),
        ("dies", lambda request: iter([*right(request), " Ngoài ra, ", threading.Event()])),
        ("nonsense", lambda _: iter(["asdf qwer. zxcv! 12 34"])),
    ],
)
def test_when_the_model_fails_the_built_in_answer_stands_marked(
    serve: Serve, library: Library, name: str, script: Any
) -> None:
    told = last(Assistant(library, serve(script, timeout=0.5).model), SIGNED)
    plain = Assistant(library).ask(SIGNED)
    body, _, line = told.answer.text.rpartition("\n\n")
    assert body == plain.text and told.answer.citations == plain.citations
    assert line.startswith("Câu trả lời trên được trích nguyên văn, không qua mô hình: ")
    assert told.answer.mode == "extract" and told.trouble


def test_sentences_are_told_as_they_come(serve: Serve, library: Library) -> None:
    """The first one at most 300 ms after the model has finished it, while the model still speaks."""
    more, finished = threading.Event(), []

    def script(request: Request) -> Iterator[Any]:
        yield from right(request)
        finished.append(time.perf_counter())
        yield " Tỷ lệ"
        yield more
        yield " khác."

    answer = Assistant(library, serve(script).model).tell(SIGNED, mode="generate")
    first = next(told for told in answer if told.answer.text)
    assert time.perf_counter() - finished[0] < 0.3
    assert not first.done and "96%" in first.answer.text
    more.set()
    assert list(answer)[-1].done


def test_who_stops_listening_before_a_sentence_stands_ends_the_request(serve: Serve, library: Library) -> None:
    def endless(_: Request) -> Iterator[str]:
        while True:
            yield "và " * 1000

    served = serve(endless)
    answer = Assistant(library, served.model).tell(SIGNED, mode="generate")
    assert not next(answer).done
    answer.close()  # type: ignore[attr-defined]
    assert served.broken_off.wait(5)


def test_what_there_was_no_room_for_is_told(serve: Serve, library: Library) -> None:
    told = last(Assistant(library, serve(right, window=2048).model), SIGNED)
    assert told.left_out and all(line.startswith("Bắc Giang, đăng ngày") for line in told.left_out)


def test_a_window_too_small_is_told(serve: Serve, library: Library) -> None:
    served = serve(right, window=300)
    assert "không nhận đủ" in last(Assistant(library, served.model), SIGNED).answer.text
    assert served.asked == []


def test_a_list_stays_a_list(serve: Serve, library: Library) -> None:
    def script(request: Request) -> Iterator[str]:
        if is_repair(request):
            yield "KHÔNG"
            return
        yield "Lai Châu còn các hạn chế sau:\n"
        yield f"- Trung tâm tích hợp dữ liệu quy mô nhỏ, chưa đáp ứng yêu cầu {passage(request, 'quy mô nhỏ')}.\n"
        yield f"- Nguồn nhân lực CNTT còn thiếu {passage(request, 'Nguồn nhân lực CNTT còn thiếu')}.\n"

    told = last(Assistant(library, serve(script).model), WEAK)
    items = [line for line in told.answer.text.split("\n") if line.startswith("- ")]
    assert [re.sub(r" \[\d\]", "", item) for item in items] == [
        "- Trung tâm tích hợp dữ liệu quy mô nhỏ, chưa đáp ứng yêu cầu.",
        "- Nguồn nhân lực CNTT còn thiếu.",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_sentences_are_the_same_however_the_answer_is_cut(size: int) -> None:
    text = "Tỷ lệ đạt 80%. [1] Có 1.575 người, theo TP. Hồ Chí Minh [2]. Nhìn chung:\n- Tốt. [1][3]\n"
    text += "- Chưa đồng bộ [2]\n\n1. Xong."
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert [(s.text, s.line, s.item) for s in read_sentences(pieces)] == [
        ("Tỷ lệ đạt 80% [1].", 0, False),
        ("Có 1.575 người, theo TP. Hồ Chí Minh [2].", 0, False),
        ("Nhìn chung:", 0, False),
        ("Tốt [1][3].", 1, True),
        ("Chưa đồng bộ [2]", 2, True),
        ("Xong.", 4, True),
    ]


def test_a_model_that_answers_correctly_loses_nothing(serve: Serve) -> None:
    """It answers with every sentence of the passages that it is given, cited: at least 99 of 100 are kept."""

    def script(request: Request) -> Iterator[str]:
        given = re.findall(r"<đoạn (\d+):[^>]*>\n(.*)\n</đoạn", request["messages"][1]["content"])
        for n, text in given:
            yield from (f"- {sentence.text.rstrip('.;')} [{n}].\n" for sentence in sentences(text))

    model = serve(script, window=200_000).model
    kept = dropped = 0
    for path in sorted(SHIPPED.glob("*.txt")):
        report = read_report(path).report
        shelf = [Quote(report, p.start, p.end) for p in passages(report.id, report.body) if "://" not in p.text]
        *_, done = draft(model, give("Nêu mọi nội dung.", [], shelf, model.window), [report.province], lambda _: None)
        kept, dropped = kept + len(done.stands), dropped + len(done.dropped)
    assert kept >= 100
    assert dropped <= 0.01 * (kept + dropped)
