"""The one shape of an answer, for the screen, the command line and the evaluation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["answered", "partial", "clarify", "abstained"]
Reason = Literal["no_province", "no_year", "no_evidence", "off_topic"]
Mode = Literal["extract", "generate"]


@dataclass(frozen=True)
class Scope:
    """What a question is about, as understood: provinces by their name in the reports' day, years, level."""

    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] | None = None
    level: str | None = None


@dataclass(frozen=True)
class Citation:
    """A quote that stands letter for letter in the report's body at `[start, end)`; `[n]` in the answer's text points
    to it.
    """

    n: int
    report: str
    province: str
    title: str
    published: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Answer:
    """An answer. `text` is Markdown with `[n]` markers; `citations` is empty with `clarify` and `abstained`.

    `missing` names the asked provinces on which the reports have nothing; `seconds` is how long the answer took.
    """

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    scope: Scope = field(default_factory=Scope)
    missing: tuple[str, ...] = ()
    reason: Reason | None = None
    mode: Mode = "extract"
    seconds: float = 0.0
    id: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data, keys in the order that readers of the JSON expect.

        >>> list(Answer("clarify", "Xin nhập câu hỏi.").as_json())[:5]
        ['id', 'status', 'reason', 'mode', 'text']
        """
        first = ("id", "status", "reason", "mode", "text", "citations", "scope", "missing", "seconds")
        plain = asdict(self)
        return {key: plain[key] for key in first}
