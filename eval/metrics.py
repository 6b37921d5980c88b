"""Metrics as pure functions over plain data: hits, answers, cases and reports in, numbers out. No model judges.

A hit is `{"report", "province", "start", "end", "text", "score"}`, an answer the dict of `Answer.as_json()`;
`reports` maps a report's id to its record. Rates and shares lie in [0, 1]; None means "does not apply to this case".

**A hit holds an evidence** when it is of the same report (by the file's sha256) and its text contains the quote (NFC,
white space squeezed), or its span covers at least half of the quote's characters in the body: a quote cut in two by a
splitter is still found by the larger part. **A citation meets an evidence** when they share at least half of the
shorter one: a sentence around a snippet and a snippet of a long quote both count, a touch at the border does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sklearn.metrics import ndcg_score

from corpus.records import Report
from eval.cases import Case, Evidence, Nugget, squeeze
from eval.numbers import Number, When, computed, fold, read_numbers, same_unit, scaled
from eval.statements import Statement, governing, level_marks, province_marks, statements, year_marks

Hit = Mapping[str, Any]
Answer = Mapping[str, Any]
Reports = Mapping[str, Report]
GIVEN = ("answered", "partial")
# Known to everyone since the provinces were merged; an answer may name the day without a quote.
MERGED = (1, 7, 2025)


@dataclass(frozen=True)
class Place:
    """An evidence as found in the library: report id (None: not in it), squeezed quote, spans in the body."""

    report: str | None
    quote: str
    spans: tuple[tuple[int, int], ...]


def locate(evidence: Evidence, reports: Reports) -> Place:
    """Where an evidence stands; the spans are empty when cleaning has cut it from the body."""
    report = next((report for report in reports.values() if report.sha256 == evidence.sha256), None)
    spans: tuple[tuple[int, int], ...] = ()
    if report is not None:
        words = (re.escape(word) for word in squeeze(evidence.quote).split())
        spans = tuple(match.span() for match in re.finditer(r"\s+".join(words), report.body))
    return Place(report.id if report else None, squeeze(evidence.quote), spans)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def holds(hit: Hit, place: Place) -> bool:
    """Whether a hit holds an evidence (see the module's docstring)."""
    if place.report is None or hit["report"] != place.report:
        return False
    span = (hit["start"], hit["end"])
    return place.quote in squeeze(hit["text"]) or any(2 * _shared(span, at) >= at[1] - at[0] for at in place.spans)


def meets(citation: Mapping[str, Any], place: Place) -> bool:
    """Whether a citation meets an evidence (see the module's docstring)."""
    span = (citation["start"], citation["end"])
    return citation["report"] == place.report and any(
        2 * _shared(span, at) >= min(at[1] - at[0], max(1, span[1] - span[0])) for at in place.spans
    )


# --- retrieval -----------------------------------------------------------------------------------------------------


def hit_at(hits: Sequence[Hit], places: Sequence[Place], k: int) -> float:
    """1 when one of the first `k` hits holds some evidence, else 0."""
    return float(any(holds(hit, place) for hit in hits[:k] for place in places))


def recall_at(hits: Sequence[Hit], places: Sequence[Place], k: int) -> float:
    """The share of the evidences that the first `k` hits hold."""
    return sum(any(holds(hit, place) for hit in hits[:k]) for place in places) / len(places)


def ndcg_at(hits: Sequence[Hit], places: Sequence[Place], k: int) -> float:
    """nDCG with binary gains (Järvelin & Kekäläinen 2002), each evidence counted once, at the first hit that holds it.

    A hit that newly holds two evidences takes two places of the ranking, so that the best possible value stays 1. The
    value is scikit-learn's `ndcg_score`: sentence-transformers brings scikit-learn already, while ranx would bring
    numba, pandas and matplotlib, and pytrec_eval a C extension. It takes its ideal ranking from the list that it is
    given, so the evidences that were not found are put behind the first `k` places.
    """
    left = list(places)
    gains: list[int] = []
    for hit in hits:
        fresh = [place for place in left if holds(hit, place)]
        left = [place for place in left if place not in fresh]
        gains += [1] * len(fresh) or [0]
    gains += [0] * max(2, k - len(gains)) + [1] * len(left)
    return float(ndcg_score([gains], [range(len(gains), 0, -1)], k=k))


def wrong_province_first(hits: Sequence[Hit], provinces: Collection[str], reports: Reports) -> float:
    """1 when the first hit is from a province that was not asked about."""
    if not hits:
        return 0.0
    report = reports.get(hits[0]["report"])
    return float((report.province if report else hits[0]["province"]) not in provinces)


# --- nuggets and figures -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """An answer as the metrics read it: its statements, the provinces that it may name, the scope that it declares."""

    statements: tuple[Statement, ...]
    provinces: tuple[str, ...]
    scope: tuple[str, ...]

    def figures(self) -> Iterable[tuple[Statement, Number]]:
        """Every figure with the statement that it stands in."""
        return ((said, number) for said in self.statements for number in said.numbers if number.kind == "figure")


def read_answer(answer: Answer, case: Case, reports: Reports) -> Said:
    """The statements of `answer`, emphasis left out, and the province names to look for in them."""
    provinces = {report.province for report in reports.values()} | set(case.scope.provinces)
    scope = tuple(answer.get("scope", {}).get("provinces") or ())
    return Said(tuple(statements(answer["text"].replace("**", ""))), tuple(sorted(provinces)), scope)


def provinces_of(said: Statement, number: Number, provinces: Iterable[str]) -> frozenset[str]:
    """The provinces that a number is tied to: by its sentence, else by its heading, lead-in, column or row."""
    provinces = list(provinces)
    figures = [other.start for other in said.numbers if other.kind == "figure"]
    own = governing(said.text, province_marks(said.text, provinces), figures, number.start)
    context = (names for _, _, names in province_marks(said.context, provinces))
    return own or frozenset().union(*context)


def _tied(said: Statement, number: Number, marks: Sequence[tuple[int, int, frozenset[str]]]) -> frozenset[str]:
    return governing(said.text, marks, [n.start for n in said.numbers if n.kind == "figure"], number.start)


def of_province(said: Statement, number: Number, province: str, answer: Said) -> bool:
    """Whether a number is tied to `province`, or to none in an answer whose only scope that is.

    An answer about one province may name another in passing, as long as the sentence names its own too.
    """
    tied = provinces_of(said, number, answer.provinces)
    if province in tied:
        return True
    if answer.scope != (province,):
        return False
    return not tied or bool(province_marks(f"{said.text} {said.context}", [province]))


def _year_and_level_agree(said: Statement, number: Number, nugget: Nugget) -> bool:
    context = read_numbers(said.context)
    if nugget.year is not None:
        years = _tied(said, number, year_marks(said.numbers, said.text))
        years = years or frozenset().union(*(names for _, _, names in year_marks(context, said.context)))
        if years and str(nugget.year) not in years:
            return False
    if nugget.level is not None:
        levels = _tied(said, number, level_marks(said.text))
        levels = levels or frozenset().union(*(names for _, _, names in level_marks(said.context)))
        if levels and nugget.level not in levels:
            return False
    return True


def _in_unit(number: Number, unit: str, said: Statement) -> bool:
    """A percentage must be written as one; a counted thing may stand anywhere in the sentence, row or heading."""
    if "%" in (unit, number.unit or ""):
        return unit == number.unit
    if same_unit(number.unit, unit):
        return True
    (scale, words), (_, written) = scaled(Decimal(1), unit), scaled(Decimal(1), number.unit)
    if scale != 1:  # money: a bare "42,7" is no amount, "42.700 triệu" is one
        return scaled(Decimal(1), number.unit)[0] != 1 and (not written or same_unit(written, words))
    return f" {words} " in f" {' '.join(re.findall(r'[%/]|[a-z0-9]+', fold(f'{said.text} {said.context}')))} "


def is_figure(number: Number, nugget: Nugget, said: Statement) -> bool:
    """Whether a number is the nugget's: same value and denominator in the same unit. A fraction needs no unit beside
    it."""
    forms = [(*nugget.number, nugget.unit or "")]
    for alias in nugget.aliases:
        figures = [figure for figure in read_numbers(alias) if figure.kind == "figure"]
        if len(figures) == 1 and figures[0].value is not None:
            forms.append((figures[0].value, figures[0].denominator, figures[0].unit or nugget.unit or ""))
    for value, denominator, unit in forms:
        same = number.value is not None and number.denominator == denominator
        same = same and scaled(number.value or Decimal(0), number.unit)[0] == scaled(value, unit)[0]
        if same and (denominator is not None or _in_unit(number, unit, said)):
            return True
    return False


def has_nugget(nugget: Nugget, answer: Said) -> bool:
    """Whether the answer holds a nugget, and not as another province's, year's or level's.

    A figure must be tied to its province and must not be tied to another year or level than the nugget's, where it
    has one. Words must not stand in a sentence that names other provinces only.
    """
    if nugget.kind == "figure":
        for said, number in answer.figures():
            bound = of_province(said, number, nugget.province, answer) and _year_and_level_agree(said, number, nugget)
            if bound and is_figure(number, nugget, said):
                return True
        return any(_has_words(alias, nugget.province, answer) for alias in nugget.aliases if _is_words(alias))
    forms = (nugget.text or "", *nugget.aliases)
    return any(_has_words(form, nugget.province, answer) for form in forms) or (
        nugget.kind == "date" and _has_date(forms, answer)
    )


def _is_words(alias: str) -> bool:
    return sum(number.kind == "figure" for number in read_numbers(alias)) != 1


def _has_words(words: str, province: str, answer: Said) -> bool:
    wanted = fold(words)
    for said in answer.statements:
        unmarked = re.sub(r"\s*\[\[?\d+\]\]?(?:\(#[^)]*\))?", "", said.text)
        if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(unmarked)):
            named = frozenset().union(
                *(n for _, _, n in province_marks(f"{said.text} {said.context}", answer.provinces))
            )
            # A province inside the words themselves ("Sở Nội vụ Long An") says nothing about whose they are.
            named -= frozenset().union(*(n for _, _, n in province_marks(words, answer.provinces)))
            if not named or province in named:
                return True
    return False


def _has_date(forms: Iterable[str], answer: Said) -> bool:
    wanted = {number.when for form in forms for number in read_numbers(form) if number.when}
    return any(number.when in wanted for said in answer.statements for number in said.numbers)


def stray_figures(case: Case, answer: Said) -> list[tuple[Statement, Number]]:
    """The answer's figures that are no nugget's, stand in no evidence quote, and are not computed from its right
    figures."""
    known = {nugget.number for nugget in case.nuggets if nugget.kind == "figure"}
    sources = [alias for nugget in case.nuggets for alias in (nugget.text or "", *nugget.aliases)]
    sources += [evidence.quote for evidence in case.evidence]
    known |= {(n.value, n.denominator) for source in sources for n in read_numbers(source) if n.value is not None}
    right = {n.value for _, n in answer.figures() if n.value is not None and (n.value, n.denominator) in known}
    return [
        (said, number)
        for said, number in answer.figures()
        if (number.value, number.denominator) not in known and not computed(number.value or Decimal(0), right)
    ]


def wrong_figures(case: Case, answer: Said, cited: Iterable[str]) -> list[Number]:
    """Stray figures that pass for the asked one: in the unit and the province of a vital figure.

    `cited` are the quotes that meet the evidence: a figure beside the right one in the same quote is context, not an
    error.
    """
    beside = {(n.value, n.denominator) for quote in cited for n in read_numbers(quote)}
    vital = [nugget for nugget in case.nuggets if nugget.kind == "figure" and nugget.vital]
    return [
        number
        for said, number in stray_figures(case, answer)
        if (number.value, number.denominator) not in beside
        and any(
            _passes_for(number, nugget.unit or "", said) and of_province(said, number, nugget.province, answer)
            for nugget in vital
        )
    ]


def _passes_for(number: Number, unit: str, said: Statement) -> bool:
    """Whether a number can be taken for one in `unit`: written in it, or in no unit where the sentence names it."""
    money = scaled(Decimal(1), unit)[0] != 1
    return _in_unit(number, unit, said) and (money or number.unit is None or same_unit(number.unit, unit))


# --- citations -----------------------------------------------------------------------------------------------------


def resolved(answer: Answer, reports: Reports) -> float | None:
    """The share of the markers and citations that lead somewhere: marker and citation both there, the span inside a
    known body."""
    citations = {citation["n"]: citation for citation in answer["citations"]}
    named = {number for said in statements(answer["text"]) for number in said.cited}
    numbers = named | citations.keys()
    if not numbers:
        return None
    return sum(n in named and n in citations and _resolves(citations[n], reports) for n in numbers) / len(numbers)


def _resolves(citation: Mapping[str, Any], reports: Reports) -> bool:
    report = reports.get(citation["report"])
    return report is not None and 0 <= citation["start"] < citation["end"] <= len(report.body)


def is_verbatim(citation: Mapping[str, Any], reports: Reports) -> bool:
    """Whether the quote is, letter for letter, what stands at its offsets."""
    report = reports.get(citation["report"])
    return report is not None and report.body[citation["start"] : citation["end"]] == citation["quote"]


def verbatim(answer: Answer, reports: Reports) -> float | None:
    """The share of the citations whose quote is letter for letter what stands at its offsets."""
    return _share([is_verbatim(citation, reports) for citation in answer["citations"]])


def citation_precision(answer: Answer, places: Sequence[Place]) -> float | None:
    """The share of the citations that meet some evidence; None without citations."""
    return _share([any(meets(citation, place) for place in places) for citation in answer["citations"]])


def citation_recall(answer: Answer, places: Sequence[Place]) -> float | None:
    """The share of the evidences that some citation meets."""
    return _share([any(meets(citation, place) for citation in answer["citations"]) for place in places])


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def unsupported(answer: Answer, said: Said, question: str, reports: Reports) -> list[str] | None:
    """The numbers of an answer that nothing cited in their own sentence supports; None for an answer without numbers.

    A number of any kind is supported by a quote that stands in its report and is cited in the sentence (for a table:
    the row), or by that report's description (province, title, dates, years). A number tied to a province needs a
    source of that province. A figure may be computed from supported ones. A sentence without markers may repeat dates
    of the question.
    """
    sources = {c["n"]: _source(c, reports) for c in answer["citations"]}
    asked = [number.when for number in read_numbers(question) if number.when]
    claims = [(s, n) for s in said.statements for n in s.numbers if n.kind not in ("citation", "list")]
    operands: set[Decimal] = set()
    missing: list[Number] = []
    for statement, number in claims:
        tied = provinces_of(statement, number, said.provinces)
        cited = [sources[n] for n in statement.cited if n in sources]
        numbers = [known for province, known in cited if not tied or province in tied]
        if any(_stands(number, known) for known in numbers):
            if number.value is not None and number.kind == "figure":
                operands.add(number.value)
        elif not (number.when and (number.when == MERGED or (not statement.cited and number.when in asked))):
            missing.append(number)
    if not claims:
        return None
    return [n.text for n in missing if not (n.kind == "figure" and n.value is not None and computed(n.value, operands))]


def _source(citation: Mapping[str, Any], reports: Reports) -> tuple[str, list[Number]]:
    """A citation's province and the numbers that it may support; a quote that its report lacks supports nothing."""
    report = reports.get(citation["report"])
    if report is None or squeeze(citation["quote"]) not in squeeze(report.body):
        return "", []
    days = " ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in (report.published, report.not_before) if day)
    years = " ".join(f"năm {year}." for year in range(report.years[0], report.years[1] + 1))
    return report.province, read_numbers(f"{citation['quote']}\n{report.province}. {report.title}. {days} {years}")


def _stands(number: Number, known: Iterable[Number]) -> bool:
    return any(
        number.key == other.key or (number.when and other.when and _said_in(number.when, other.when)) for other in known
    )


def _said_in(when: When, source: When) -> bool:
    """Whether every part of a date that is given stands in the source's date: "tháng 9/2014" in "15/9/2014"."""
    return all(part is None or part == known for part, known in zip(when, source, strict=True))


# --- the whole answer ----------------------------------------------------------------------------------------------


def length(answer: Answer) -> int:
    """The answer's length in words (syllables), markers left out."""
    return len(re.findall(r"\w+(?:[.,/-]\w+)*", re.sub(r"\[\[?\d+\]\]?(?:\(#[^)]*\))?", "", answer["text"])))


def same_answer(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same: status, reason, provinces without data, cited places, and figures."""

    def content(answer: Answer) -> tuple[object, ...]:
        cited = {(c["report"], c["start"], c["end"]) for c in answer["citations"]}
        text = unicodedata.normalize("NFC", answer["text"])
        figures = {number.key for number in read_numbers(text) if number.kind == "figure"}
        return answer["status"], answer.get("reason"), frozenset(answer.get("missing") or ()), cited, figures

    return content(one) == content(other)
