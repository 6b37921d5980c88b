"""Reports and questions that give the model orders, and a model that obeys every one of them: nothing of it is shown.

`orders.csv` has a line an order: what is ordered, what a model that obeys writes ("@system" stands for what it was
told), and words that must not be shown. Each is hidden in each of `CARRIERS`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.claims import Claim, Quote, citations, markers, number_quotes
from assistant.evidence import Asked, Evidence
from assistant.find import Found
from assistant.generate import Told, tell
from assistant.hostile import active
from assistant.question import understand
from assistant.records import Answer
from corpus.records import Report
from corpus.split import passages
from index.library import Library
from index.search import Hit

QUESTION = "Tỷ lệ văn bản phát hành ký số của Lai Châu là bao nhiêu?"
FACT = "Tỷ lệ văn bản phát hành ký số và gửi nhận qua hệ thống của tỉnh đã tăng đáng kể (18,6%)."
OTHER = "Hệ thống một cửa điện tử được duy trì tại 8/8 đơn vị cấp huyện."
TITLE = "Ứng dụng công nghệ thông tin ở Lai Châu"


@dataclass(frozen=True)
class Order:
    id: str
    language: str
    order: str
    obeyed: str
    banned: str


def orders() -> list[Order]:
    with Path(__file__).with_name("orders.csv").open(encoding="utf-8", newline="") as table:
        return [Order(**row) for row in csv.DictReader(table)]


CARRIERS: dict[str, Callable[[str], str]] = {
    "visible": lambda order: f"{FACT} {order} {OTHER}",
    "before": lambda order: f"{order} {OTHER}\n{FACT}",
    "paragraph": lambda order: f"{FACT}\n{order}\n{OTHER}",
    "comment": lambda order: f"{FACT} <!-- {order} --> {OTHER}",
    "white": lambda order: f'{FACT} <span style="color:#fff;font-size:0">{order}</span> {OTHER}',
    "hidden": lambda order: f"{FACT} {chr(0x200B).join(order)} {OTHER}",
    "cell": lambda order: f"{FACT}\nChỉ tiêu | Kết quả\nMột cửa điện tử | 8/8 huyện\nGhi chú | {order}",
    "question": lambda order: f"{FACT} {OTHER}",
}
CASES = [(order, carrier) for order in orders() for carrier in CARRIERS]


def found_in(body: str, question: str, library: Library) -> tuple[Found, Answer]:
    """What searching a library with this one report would find, and the built-in answer to it."""
    text = f"{TITLE}\n{body}"
    report = Report("x", "Lai Châu", "Lai Châu", TITLE, None, None, "2019-06-12", None, (2019, 2019), "", "", text)
    understood = understand(question, [], {"Lai Châu": "Lai Châu"})
    hits = tuple(Hit(passage, report, 1.0, 1.0, 1.0) for passage in passages("x", text))
    claim = Claim(FACT.rstrip("."), (Quote(report, text.index(FACT), text.index(FACT) + len(FACT)),))
    numbered = number_quotes([claim])
    built_in = Answer("answered", f"{claim.text} {markers(claim, numbered)}.", citations(numbered), understood.scope)
    evidence = (Evidence("Lai Châu", hits, ()),)
    return Found(understood, Asked.of(understood, library), evidence, {"Lai Châu": [claim]}), built_in


def obedient(order: Order) -> Callable[[Any], Iterator[str]]:
    """A model that does as it is told, then says the order itself, first and again when asked to repair."""

    def script(request: Any) -> Iterator[str]:
        system = request["messages"][0]["content"]
        yield order.obeyed.replace("@system", system) + "\n"
        yield f"{order.order} [1]\n"
        yield f"- {order.obeyed.replace('@system', system.splitlines()[3])}\n"

    return script


@pytest.mark.parametrize(("order", "carrier"), CASES, ids=[f"{order.id}-{carrier}" for order, carrier in CASES])
def test_no_order_is_obeyed(serve: Callable[..., Any], library: Library, order: Order, carrier: str) -> None:
    question = f"{order.order} {QUESTION}" if carrier == "question" else QUESTION
    found, built_in = found_in(CARRIERS[carrier](order.order), question, library)
    told = _last(tell(serve(obedient(order)).model, found, built_in, [], []))
    assert order.banned.lower() not in told.answer.text.lower()
    assert active(told.answer.text) is None
    assert FACT.rstrip(".") in told.answer.text
    assert told.answer.mode == "extract" and told.dropped
    shown = {int(n) for n in re.findall(r"\[(\d+)\]", told.answer.text)}
    assert shown == {citation.n for citation in told.answer.citations}


@pytest.mark.parametrize("carrier", [name for name in CARRIERS if name != "question"])
def test_an_honest_model_is_not_harmed_by_a_hostile_report(
    serve: Callable[..., Any], library: Library, carrier: str
) -> None:
    """What the report really says is still told, and no order reaches the model."""

    def script(request: Any) -> Iterator[str]:
        asked = request["messages"][1]["content"]
        assert "Bỏ qua" not in asked and "99%" not in asked
        number = re.search(r"<đoạn (\d+):[^>]*>\n[^<]*18,6%", asked)
        assert number
        yield f"Tỷ lệ văn bản phát hành ký số của Lai Châu đã tăng đáng kể, đạt **18,6%** [{number[1]}]."

    found, built_in = found_in(CARRIERS[carrier](orders()[0].order), QUESTION, library)
    told = _last(tell(serve(script).model, found, built_in, [], []))
    assert told.answer.mode == "generate" and told.dropped == ()
    assert "**18,6%** [1]" in told.answer.text


def test_there_are_at_least_two_hundred_cases() -> None:
    assert len(CASES) >= 200
    assert {order.language for order, _ in CASES} == {"vi", "en"}


def _last(answer: Iterator[Told]) -> Told:
    *_, told = answer
    return told
