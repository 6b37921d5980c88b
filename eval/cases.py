"""The evaluation's questions: what a case is, reading them strictly, and checking them against the reports.

Knows nothing of answers. The format is described in `eval/cases/README.md`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from eval.numbers import fold, read_numbers

CATEGORIES = (
    "figure",
    "fact",
    "list",
    "open",
    "comparison",
    "followup",
    "typing",
    "near_miss",
    "unknown_province",
    "off_topic",
    "injection",
)
REASONS = ("no_province", "no_year", "no_evidence", "off_topic")
LEVELS = ("tỉnh", "huyện", "xã")
# The split of the reports that ship; invented reports have theirs in the table of eval/library/README.md.
REAL_SPLITS: Mapping[str, tuple[str, str]] = {
    "lai-chau-2019.txt": ("Lai Châu", "dev"),
    "bac-giang-2017.txt": ("Bắc Giang", "dev"),
    "long-an.txt": ("Long An", "test"),
    "tay-ninh-2015.txt": ("Tây Ninh", "test"),
    "dien-bien-2014.txt": ("Điện Biên", "test"),
}


class BadCase(ValueError):
    """A line that is no case; the message names file, line and what to mend."""


@dataclass(frozen=True)
class Scope:
    """What a question is about: provinces by their name of the report's day, years, level."""

    provinces: tuple[str, ...]
    years: tuple[int, ...] | None
    level: str | None


@dataclass(frozen=True)
class Nugget:
    """A piece of a right answer.

    A figure has `value` (decimal string, or "19/20"), `unit`, `year`, `level`; the other kinds have `text`. An answer
    that lacks a `vital` nugget is wrong.
    """

    kind: str
    province: str
    vital: bool
    aliases: tuple[str, ...] = ()
    text: str | None = None
    value: str | None = None
    unit: str | None = None
    year: int | None = None
    level: str | None = None

    @property
    def number(self) -> tuple[Decimal, Decimal | None]:
        """Value and denominator of a figure.

        >>> Nugget("figure", "Bắc Giang", True, value="19/20", unit="sở").number
        (Decimal('19'), Decimal('20'))
        """
        value, _, denominator = (self.value or "").partition("/")
        return Decimal(value), Decimal(denominator) if denominator else None


@dataclass(frozen=True)
class Evidence:
    """A stretch of a published report that holds the answer; `report` is the file's name."""

    report: str
    sha256: str
    quote: str


@dataclass(frozen=True)
class Case:
    """A question with what a right answer to it holds."""

    id: str
    question: str
    history: tuple[str, ...]
    category: str
    split: str
    library: str
    answerable: bool
    scope: Scope
    nuggets: tuple[Nugget, ...]
    evidence: tuple[Evidence, ...]
    reason: str | None
    rewrite_of: str | None


_FIGURE = {
    "kind": str,
    "value": str,
    "unit": str,
    "province": str,
    "year": (int, type(None)),
    "level": (str, type(None)),
}
_TEXT = {"kind": str, "text": str, "province": str}
_SHARED = {"aliases": list, "vital": bool}
_EVIDENCE = {"report": str, "sha256": str, "quote": str}
_SCOPE = {"provinces": list, "years": (list, type(None)), "level": (str, type(None))}
_CASE = {
    "id": str,
    "question": str,
    "history": list,
    "category": str,
    "split": str,
    "library": str,
    "answerable": bool,
    "scope": dict,
    "nuggets": list,
    "evidence": list,
    "reason": (str, type(None)),
    "rewrite_of": (str, type(None)),
}


def load_cases(folder: Path) -> list[Case]:
    """The cases of every `*.jsonl` in `folder`, in order of file name and line.

    Raises `BadCase` for a line that does not keep to the format and for an id that stands twice.
    """
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            where = f"{path.name}:{number}"
            try:
                case = case_from(json.loads(line))
            except ValueError as error:
                raise BadCase(f"{where}: {error}") from error
            if case.id in seen:
                raise BadCase(f"{where}: id {case.id!r} stands already at {seen[case.id]}; give this case another")
            seen[case.id] = where
            cases.append(case)
    return cases


def case_from(data: dict[str, Any]) -> Case:
    """The case that plain data describes; raises `BadCase` naming the field that is missing, unknown or wrong."""
    _shape("case", data, _CASE)
    _one_of("category", data["category"], CATEGORIES)
    _one_of("split", data["split"], ("dev", "test"))
    _one_of("library", data["library"], ("real", "all"))
    if data["reason"] is not None:
        _one_of("reason", data["reason"], REASONS)
    _shape("scope", data["scope"], _SCOPE)
    if data["scope"]["level"] is not None:
        _one_of("scope.level", data["scope"]["level"], LEVELS)
    for evidence in data["evidence"]:
        _shape("evidence", evidence, _EVIDENCE)
    years = data["scope"]["years"]
    plain = {
        **data,
        "history": tuple(data["history"]),
        "scope": Scope(
            tuple(data["scope"]["provinces"]), None if years is None else tuple(years), data["scope"]["level"]
        ),
        "nuggets": tuple(_nugget(nugget) for nugget in data["nuggets"]),
        "evidence": tuple(Evidence(**evidence) for evidence in data["evidence"]),
    }
    return Case(**plain)


def _nugget(data: dict[str, Any]) -> Nugget:
    if data.get("kind") == "figure":
        _shape("figure nugget", data, {**_FIGURE, **_SHARED})
        if data["level"] is not None:
            _one_of("nugget level", data["level"], LEVELS)
    else:
        _one_of("nugget kind", data.get("kind"), ("name", "date", "phrase"))
        _shape("text nugget", data, {**_TEXT, **_SHARED})
    nugget = Nugget(**{**data, "aliases": tuple(data["aliases"])})
    if nugget.kind == "figure":
        try:
            _ = nugget.number
        except InvalidOperation:
            raise BadCase(
                f'nugget value {nugget.value!r} is no decimal with a point, such as "42.7" or "19/20"'
            ) from None
    return nugget


def _shape(what: str, data: Any, types: Mapping[str, Any]) -> None:
    if not isinstance(data, dict):
        raise BadCase(f"{what} must be an object, not {type(data).__name__}")
    if missing := types.keys() - data.keys():
        raise BadCase(f"{what} lacks {sorted(missing)}")
    if unknown := data.keys() - types.keys():
        raise BadCase(f"{what} has unknown fields {sorted(unknown)}")
    for name, expected in types.items():
        value = data[name]
        # bool is an int to isinstance; a year must not be true.
        if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
            raise BadCase(f"{what}.{name} has the wrong type: {value!r}")


def _one_of(what: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise BadCase(f"{what} {value!r} is none of {', '.join(allowed)}")


def read_splits(readme: str) -> dict[str, tuple[str, str]]:
    """File name to (province, split), from the Markdown table of `eval/library/README.md`.

    >>> read_splits("| `ha-giang-2018.txt` | Hà Giang | 2018-08-14 | dev |")
    {'ha-giang-2018.txt': ('Hà Giang', 'dev')}
    """
    row = re.compile(r"^\|\s*`([^`]+\.\w+)`\s*\|\s*([^|]+?)\s*\|.*\|\s*(dev|test)\s*\|\s*$", re.MULTILINE)
    return {name: (province, split) for name, province, split in row.findall(readme)}


def read_later(readme: str) -> dict[str, str]:
    """File name to province of the reports that joined later, from the same table.

    >>> read_later("| `da-nang-2015.txt` | Đà Nẵng | 2015-09-25 | later | dev |")
    {'da-nang-2015.txt': 'Đà Nẵng'}
    """
    row = re.compile(r"^\|\s*`([^`]+\.\w+)`\s*\|\s*([^|]+?)\s*\|.*\|\s*later\s*\|[^|]*\|\s*$", re.MULTILINE)
    return dict(row.findall(readme))


def squeeze(text: str) -> str:
    """`text` in NFC with every run of white space as one space: the form in which quotes are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def check_case(
    case: Case,
    files: Mapping[str, bytes],
    splits: Mapping[str, tuple[str, str]] = REAL_SPLITS,
    cases: Mapping[str, Case] | None = None,
) -> list[str]:
    """What is wrong with a case, as sentences; empty when nothing is.

    `files` maps a report's file name to its published bytes, `splits` a file name to its province and dev or test,
    `cases` every id to its case (left out, `rewrite_of` is not looked up).
    """
    problems = _coherence(case)
    for evidence in case.evidence:
        problems += _evidence_problems(evidence, files)
    reports = {evidence.report for evidence in case.evidence}
    if not problems and reports:
        text = "\n".join(_text(files[name]) for name in sorted(reports))
        for nugget in case.nuggets:
            problems += _nugget_problems(nugget, text, case.evidence)
        if case.library == "real" and not reports <= REAL_SPLITS.keys():
            problems.append("library is 'real', but the evidence stands in an invented report")
    if not problems and (expected := split_of(case, splits)) not in (None, case.split):
        problems.append(f"split is {case.split}, but its reports make it {expected}")
    if cases is not None and case.rewrite_of is not None:
        problems += _rewrite_problems(case, cases.get(case.rewrite_of))
    return problems


def _coherence(case: Case) -> list[str]:
    problems = []
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", case.id):
        problems.append("id must be lower-case words joined by hyphens")
    if not case.question.strip():
        problems.append("the question is empty")
    if case.answerable and (not case.evidence or not any(nugget.vital for nugget in case.nuggets) or case.reason):
        problems.append("an answerable case needs evidence, a vital nugget and no reason")
    if not case.answerable and (case.evidence or case.nuggets or case.reason is None):
        problems.append("an unanswerable case has a reason, no evidence and no nuggets")
    if case.history and case.category not in ("followup", "typing"):
        problems.append("only follow-up questions have a history")
    if case.category == "followup" and not case.history:
        problems.append("a follow-up question needs a history")
    if case.answerable and any(nugget.province not in case.scope.provinces for nugget in case.nuggets):
        problems.append("a nugget's province is not in the scope")
    return problems


def split_of(case: Case, splits: Mapping[str, tuple[str, str]]) -> str | None:
    """The split that the case's reports and asked provinces give it; None where they leave it open.

    A province asked about in vain counts as well, unless its reports fall into both splits.
    """
    library = REAL_SPLITS if case.library == "real" else splits
    found = {splits[evidence.report][1] for evidence in case.evidence}
    answered = {splits[evidence.report][0] for evidence in case.evidence}
    for asked in set(case.scope.provinces) - answered:
        of_province = {split for province, split in library.values() if province == asked}
        if len(of_province) == 1:
            found |= of_province
    return "test" if "test" in found else "dev" if found else None


def _text(data: bytes) -> str:
    return squeeze(data.decode("utf-8-sig"))


def _evidence_problems(evidence: Evidence, files: Mapping[str, bytes]) -> list[str]:
    if evidence.report not in files:
        return [f"there is no report {evidence.report}"]
    problems = []
    if hashlib.sha256(files[evidence.report]).hexdigest() != evidence.sha256:
        problems.append(f"sha256 is not that of {evidence.report}")
    if not 20 <= len(evidence.quote) <= 300:
        problems.append(f"the quote has {len(evidence.quote)} characters, not 20 to 300: {evidence.quote!r}")
    if squeeze(evidence.quote) not in _text(files[evidence.report]):
        problems.append(f"the quote does not stand in {evidence.report}: {evidence.quote!r}")
    return problems


def _nugget_problems(nugget: Nugget, text: str, evidence: tuple[Evidence, ...]) -> list[str]:
    if nugget.kind != "figure":
        folded = fold(text)
        words = (nugget.text or "", *nugget.aliases)
        return [
            f"the nugget's words stand in no report of the case: {form!r}" for form in words if fold(form) not in folded
        ]
    # A figure that is merely okay to have need not be quoted, but must not be made up.
    sources = [quoted.quote for quoted in evidence] if nugget.vital else [text]
    stated = [(n.value, n.denominator) for source in sources for n in read_numbers(source) if n.kind == "figure"]
    if nugget.number not in stated:
        return [f"the figure {nugget.value} stands in no {'evidence quote' if nugget.vital else 'report of the case'}"]
    return []


def _rewrite_problems(case: Case, original: Case | None) -> list[str]:
    if original is None:
        return [f"rewrite_of names no case: {case.rewrite_of!r}"]
    same = ("answerable", "scope", "nuggets", "evidence", "split", "reason")
    differing = [name for name in same if getattr(case, name) != getattr(original, name)]
    return [f"{name} is not that of {original.id}, which it rewrites" for name in differing]
