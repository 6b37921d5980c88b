"""Asking a person in a terminal what to do with a receipt. Knows nothing of how anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from corpus.findings import Finding, Given, day_typed, province_typed, years_typed
from index.intake import Decide, Decision, Item
from index.receipt import Receipt
from index.show import LABELS, lines_of

_T = TypeVar("_T")

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Puts a question and gives the answer without its line end; "" when there is nobody to answer."""

YES = frozenset(("c", "co", "có", "y", "yes"))


def by_asking(prepare: Callable[[Item], Receipt], replacing: str | None, say: Say, ask: Ask) -> Decide:
    """Show each receipt, ask for what is not sure, then whether to publish, replace or cancel.

    `prepare` reads a file again with what was answered. `replacing` is the report that it is to take the place of.
    """

    def decide(item: Item, receipt: Receipt) -> Decision:
        for line in lines_of(receipt):
            say(line)
        if receipt.there and receipt.there.report != replacing:
            return Decision(receipt, False)
        given = _filled(item.given, receipt, say, ask)
        if given != item.given:
            receipt = prepare(replace(item, given=given))
            for line in lines_of(receipt):
                say(line)
        return _chosen(receipt, replacing, ask)

    return decide


def _chosen(receipt: Receipt, replacing: str | None, ask: Ask) -> Decision:
    """What the person wants done with the receipt."""
    if replacing:
        return Decision(
            receipt, ask(f"Thay {replacing} bằng báo cáo này? [c = thay, K = không] ").lower() in YES, replacing
        )
    if not receipt.copies:
        return Decision(receipt, ask("Thêm báo cáo này? [c = thêm, K = không] ").lower() in YES)
    older = receipt.copies[0].report
    answer = ask(f"[t = thay bản cũ {older}, c = thêm và giữ cả hai, K = không] ").lower()
    return Decision(receipt, answer in YES or answer == "t", older if answer == "t" else None)


def _filled(given: Given, receipt: Receipt, say: Say, ask: Ask) -> Given:
    """`given` with what was answered about the fields that are not sure; an empty answer leaves them as they are."""
    for found in receipt.unsure:
        if found.field == "province":
            given = replace(given, province=_typed(found, province_typed, say, ask) or given.province)
        elif found.field == "published":
            given = replace(given, published=_typed(found, day_typed, say, ask) or given.published)
        elif found.field == "years":
            given = replace(given, years=_typed(found, years_typed, say, ask) or given.years)
    return given


def _typed(found: Finding, read: Callable[[str], _T], say: Say, ask: Ask) -> _T | None:
    """The answer about a field, asked for until it can be read; none for an empty one."""
    while answer := ask(f"{LABELS[found.field]} [{found.value or 'để trống'}] "):
        try:
            return read(answer)
        except ValueError as error:
            say(str(error))
    return None
