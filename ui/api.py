"""The named endpoints for programs, and the tools for other assistants: ask, search, reports, add.

Shapes are those of the command lines: `python -m assistant --json`, `python -m index search --json`, `list --json`.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.assistant import Assistant, QuestionError
from corpus.findings import Given, day_typed, province_typed, years_typed
from corpus.read import shown_name
from index.errors import LibraryError
from index.intake import Decision, Item, by_rules, take_in
from index.library import Library
from index.receipt import Receipt, described
from ui.access import staff_only, who
from ui.desk import ENDINGS, Upload, delete
from ui.upload import uploads_in
from ui.wording import access as wording

MOST_HITS = 100

_FLAG = re.compile(r"(?<![^\s(])--(province|published|years|replace|confirm)\b")
"""A flag of the command line in one of its texts; the parameter here has the same name."""


@dataclass(frozen=True)
class Endpoints:
    """What programs may ask for. The names, types and docstrings are what they and other assistants are told."""

    assistant: Assistant
    library: Library

    def ask(self, question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question in Vietnamese from reports on ICT in Vietnam's provinces, in their own words.

        Args:
            question: The question, in Vietnamese, naming the province.
            history: The earlier questions of the conversation, oldest first.
        """
        try:
            return self.assistant.ask(question, history or []).as_json()
        except (QuestionError, LibraryError) as error:
            raise _told(error) from None

    def search(self, question: str, k: int = 10) -> list[dict[str, Any]]:
        """Find the passages of the reports that fit a question best, best first.

        Args:
            question: What to look for, in Vietnamese.
            k: How many passages, from 1 to 100.
        """
        if not question.strip() or not 1 <= k <= MOST_HITS:
            raise gr.Error(wording.BAD_SEARCH.format(most=MOST_HITS), print_exception=False)
        try:
            return [hit.as_json() for hit in self.library.search_turns([question], k)]
        except LibraryError as error:
            raise _told(error) from None

    def reports(self) -> list[dict[str, Any]]:
        """List the reports of the library: province, title, date, years, source."""
        return [described(report) for report in self.library.reports()]

    @staff_only
    def add(
        self,
        request: gr.Request,
        file: dict[str, Any],
        province: str = "",
        published: str = "",
        years: str = "",
        replace: str = "",
        confirm: bool = False,
    ) -> dict[str, Any]:
        """Add a file as a report when all that matters of it is sure or given; staff only.

        Args:
            file: The uploaded file.
            province: Its province, when the file does not say.
            published: The day it was published, such as 12/06/2019.
            years: The years it describes, such as 2016 or 2012-2014.
            replace: The id of the report whose place it takes.
            confirm: Whether to add it although something is not sure.
        """
        (upload,) = uploads_in([file]) or [Upload("", None)]
        try:
            given = _given(province, published, years)
            if replace and self.library.report(replace) is None:
                raise ValueError(wording.NO_REPORT.format(id=replace))
            return _added(self.library, upload, given, replace or None, confirm, who(request).name or None)
        except (ValueError, LibraryError) as error:
            raise _told(error) from None
        finally:
            delete([upload])


def endpoints(assistant: Assistant, library: Library, tools: bool = False) -> None:
    """Offer the endpoints, inside the `gr.Blocks` that is open; as `tools` (MCP), too, if wanted.

    A tool gives JSON as text, since Gradio hands on Python's `str` of anything else, and does not go through Gradio's
    queue, which would ask again without saying who asks. What is documented is a tool, so the endpoints are then not.
    `add` is no tool: Gradio would fetch whatever address an assistant names as its file.
    """
    offered = Endpoints(assistant, library)
    shown: Any = "undocumented" if tools else "public"
    for function in (offered.ask, offered.search, offered.reports):
        api(function, api_name=function.__name__, api_visibility=shown)
        if tools:
            api(_as_text(function), api_name=f"{function.__name__}_text", queue=False)
    api(offered.add, api_name="add", api_visibility=shown, concurrency_limit=1)


def _as_text(function: Callable[..., Any]) -> Callable[..., str]:
    """The same function under the same name, giving JSON as text."""

    @wraps(function)
    def told(*values: Any) -> str:
        return json.dumps(function(*values), ensure_ascii=False)

    signed: Any = told
    signed.__signature__ = inspect.signature(function).replace(return_annotation=str)
    return told


def _told(error: Exception) -> gr.Error:
    return gr.Error(str(error), print_exception=False)


def _given(province: str, published: str, years: str) -> Given:
    """Raises ValueError, with the fix, for what cannot be understood."""
    return Given(
        province=province_typed(province) if province else None,
        published=day_typed(published) if published else None,
        years=years_typed(years) if years else None,
    )


def _added(
    library: Library, upload: Upload, given: Given, replacing: str | None, confirmed: bool, by: str | None
) -> dict[str, Any]:
    """`{"kind", "line", "report", "receipt"}`: what became of the file, the report's record, and what was understood.

    `kind` is `added`, `replaced`, `there` or `failed`; `report` is none where none is in the library, `receipt` where
    the file could not be read.
    """
    name = shown_name(Path(upload.name))
    if upload.path is None or not name.lower().endswith(ENDINGS):
        raise ValueError(wording.NO_UPLOAD)
    receipts: list[Receipt] = []
    rules = by_rules(replacing, confirmed)

    def decide(item: Item, receipt: Receipt) -> Decision:
        receipts.append(receipt)
        return rules(item, receipt)

    with TemporaryDirectory(prefix="troly-") as folder:
        path = Path(folder) / name
        path.write_bytes(upload.path.read_bytes())
        (outcome,) = take_in(library, [Item(path, given)], decide, by)
    return {
        "kind": outcome.kind,
        "line": _FLAG.sub(r"\1", outcome.line),
        "report": described(outcome.report) if outcome.report else None,
        "receipt": receipts[0].as_json() if receipts else None,
    }
