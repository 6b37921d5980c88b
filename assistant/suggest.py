"""Questions to go on with, each of which has an answer: every one is asked of the assistant before it is offered.

They are made of the question just asked (for another province, without its year or level) and of what the reports hold
(their parts, the shares that they give). Deterministic: the same library and conversation give the same suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, zip_longest

from assistant.asked import theme_of
from assistant.assistant import Assistant
from assistant.figures import statements
from assistant.question import Question, understand
from assistant.records import Answer
from assistant.restate import at_level, in_province, without_level, without_years
from corpus.provinces import find_provinces, near_names
from corpus.records import Report
from corpus.roles import Role, parts
from corpus.terms import plain_tokens
from corpus.text import fold, squeeze, syllables
from index.library import Library

MOST = 2
"""Questions that are offered after an answer at the most;"""
TRIALS = 6
"""so many are tried for them."""

OPENERS = 4
"""Questions that are offered for a start at the most;"""
OPENER_TRIALS = 4
"""so many are tried for each,"""
OPENER_LONGEST = 100
"""none with more characters."""

RECENT = 10
"""Turns up to which a part of a report that was asked for is not offered again."""

LONGEST = 140
"""Characters of a suggestion at the most: it stands on a button."""

KEPT = 2000
"""Tried questions whose answers are remembered while the library stays as it is."""

_PARTS: dict[Role, str] = {
    "weakness": "{} còn những hạn chế gì?",
    "plan": "Nhiệm vụ, giải pháp thời gian tới của {} là gì?",
    "proposal": "{} có những kiến nghị gì?",
    "cause": "Nguyên nhân của những hạn chế ở {} là gì?",
    "lesson": "{} rút ra những bài học kinh nghiệm gì?",
    "advantage": "{} có những thuận lợi gì?",
}
_SHARE = re.compile(
    r"((?:tỷ|tỉ) lệ (?:(?!(?:tỷ|tỉ) lệ)[^;:()\d])+?),?\s+(?:ước )?(?:đạt|là|chiếm|đã|lên)\b[^;:]{0,30}$", re.IGNORECASE
)
_ITS_OWN = re.compile(r" (?:của|trong|toàn|trên địa bàn)(?: toàn)? tỉnh$")
SHARE_SYLLABLES = range(8, 21)
"""Syllables of a share's name; a shorter one leaves open what it is of ("tỷ lệ người sử dụng")."""


@dataclass(frozen=True)
class Trial:
    """A question to try, and the provinces whose reports must answer it, all of them and no other.

    `held` are the sentences it was made from as (report, start, end); the answer must cite one of them, if there are
    any.
    """

    text: str
    provinces: frozenset[str]
    held: tuple[tuple[str, int, int], ...] = ()


class Suggester:
    """Makes and tries suggestions; remembers what was tried until the library changes. Serves many threads."""

    def __init__(self, assistant: Assistant, library: Library) -> None:
        self._assistant = assistant
        self._library = library
        self._state: tuple[tuple[str, str], ...] = ()
        self._tried: dict[Question, Answer] = {}

    def after(self, question: str, history: Sequence[str], answer: Answer) -> tuple[str, ...]:
        """Up to `MOST` questions to go on with after `question`, which got `answer` after the earlier turns `history`.

        None of them was asked already, and each brings something that `answer` does not cite.
        """
        turns = [*history, question]
        understood = self._understood(question, history)
        trials = self._refused(understood, answer) if answer.reason else self._beyond(understood, turns, answer)
        asked = {_same(turn) for turn in (*turns, understood.restored)}
        known = {(cited.report, cited.start, cited.end) for cited in answer.citations}
        fresh = (trial for trial in _once(trials) if _same(trial.text) not in asked)
        holding = (t.text for t in islice(fresh, TRIALS) if self._spans(t, turns) - known)
        return tuple(islice(holding, MOST))

    def to_begin_with(self) -> tuple[str, ...]:
        """Up to `OPENERS` questions that show what can be asked: a share, weaknesses, a comparison, another part.

        They are taken from the newest reports, as far as can be each from another one.
        """
        reports = _newest_first(self._library.reports())
        made: list[str] = []
        for place, maker in enumerate((self._shares, _weaknesses, self._comparisons, _other_parts)):
            turned = reports[place:] + reports[:place] if len(reports) > place else reports
            short = ((t for t in maker(report) if len(t.text) <= OPENER_LONGEST) for report in turned)
            trials = (trial for of_report in short for trial in islice(of_report, 1))
            good = (t.text for t in islice(trials, OPENER_TRIALS) if t.text not in made and self._spans(t, ()))
            made += islice(good, 1)
        return tuple(made)

    # What to try

    def _refused(self, question: Question, answer: Answer) -> Iterable[Trial]:
        """After a refusal: the question asked more widely or elsewhere, then what the reports do hold."""
        provinces = [name for name in question.scope.provinces if name in self._library.provinces()]
        elsewhere, widened = self._elsewhere(question), _widened(question, provinces, self._reports(provinces))
        if answer.reason == "no_province":
            return chain(elsewhere, self._openers())
        if answer.reason == "off_topic":
            elsewhere = iter(())
        return chain(widened, _in_turn(elsewhere, self._held(question, provinces)), self._openers())

    def _beyond(self, question: Question, turns: Sequence[str], answer: Answer) -> Iterable[Trial]:
        """After an answer: the same for another province, and another part of the report that was cited."""
        cited = list(dict.fromkeys(citation.province for citation in answer.citations))
        themes = {theme_of(self._understood(turn, ())) for turn in turns[-RECENT:]}
        held = (trial for report in self._reports(cited[:1]) for trial in _of_parts(report, themes))
        return chain(_in_turn(self._elsewhere(question), held), *(self._shares(r) for r in self._reports(cited[:1])))

    def _elsewhere(self, question: Question) -> Iterator[Trial]:
        """The question for other provinces, those first whose reports speak of its words."""
        text = question.restored
        mentions = find_provinces(text) or near_names(text)
        if len({m.name for m in mentions}) != 1 or question.names or question.kind in ("person", "date", "document"):
            return
        found = [hit.report.province for hit in self._library.search(question.query, 20)]
        for province in dict.fromkeys([*found, *sorted(self._library.provinces())]):
            yield from _trial(in_province(text, province), province)

    def _held(self, question: Question, provinces: Sequence[str]) -> Iterator[Trial]:
        """What the reports of the provinces hold: shares, those first that share words with the question, and parts."""
        reports = self._reports(provinces)
        words = set(plain_tokens(question.restored)) - {"tỷ", "lệ"}
        shares = [trial for report in reports for trial in self._shares(report)]
        shares.sort(key=lambda trial: -len(words & set(plain_tokens(trial.text))))
        return _in_turn((trial for report in reports for trial in _of_parts(report)), shares)

    def _openers(self) -> Iterator[Trial]:
        """Parts and shares of the newest reports."""
        for report in _newest_first(self._library.reports()):
            yield from islice(_in_turn(self._shares(report), _of_parts(report)), 2)

    def _shares(self, report: Report) -> Iterator[Trial]:
        for name, start, end in shares(report.body):
            whose = "ở" if " của " in name else "của"
            text = f"{name} {whose} {report.province} là bao nhiêu?"
            yield from _trial(text, report.province, held=((report.id, start, end),))

    def _comparisons(self, report: Report) -> Iterator[Trial]:
        """A share of the report beside the same of the province whose reports speak most of it otherwise."""
        for name, start, end in shares(report.body):
            found = [hit.report.province for hit in self._library.search(name, 20)]
            for other in islice((p for p in dict.fromkeys(found) if p != report.province), 1):
                text = f"So sánh {name[0].lower()}{name[1:]} ở {report.province} và {other}"
                yield from _trial(text, report.province, other, held=((report.id, start, end),))

    def _reports(self, provinces: Sequence[str]) -> list[Report]:
        """The reports of the provinces, the newest first."""
        return _newest_first(report for report in self._library.reports() if report.province in provinces)

    # Trying

    def _spans(self, trial: Trial, turns: Sequence[str]) -> set[tuple[str, int, int]]:
        """What the answer to the trial cites, as (report, start, end); nothing when it is no good."""
        answer = self._answer(trial.text, turns)
        spans = {(cited.report, cited.start, cited.end) for cited in answer.citations}
        if answer.status != "answered" or {cited.province for cited in answer.citations} != trial.provinces:
            return set()
        meets = any(a == b and s < stop and start < e for a, s, e in spans for b, start, stop in trial.held)
        return spans if meets or not trial.held else set()

    def _answer(self, text: str, turns: Sequence[str]) -> Answer:
        """The answer to what would be the next turn; what it is understood as decides it, so that is what is kept."""
        state = tuple((report.id, report.sha256) for report in self._library.reports())
        if state != self._state or len(self._tried) > KEPT:
            self._state, self._tried = state, {}
        tried, understood = self._tried, self._understood(text, turns)
        if understood not in tried:
            tried[understood] = self._assistant.ask(text, turns)
        return tried[understood]

    def _understood(self, text: str, history: Sequence[str]) -> Question:
        return understand(text, history, self._library.provinces(), self._library.well_spelled)


@lru_cache(maxsize=256)
def shares(body: str) -> tuple[tuple[str, int, int], ...]:
    """The shares that a body gives a percentage for, each with its sentence's place, in order.

    >>> shares("Đến nay, tỷ lệ văn bản điện tử được ký số của các sở đạt 96%.")
    (('Tỷ lệ văn bản điện tử được ký số của các sở', 0, 61),)
    """
    found: dict[str, tuple[int, int]] = {}
    for part in parts(body):
        sentence = part.sentence
        for told in statements(sentence.text):
            mark = _SHARE.search(sentence.text[told.start : told.number.start])
            name = _ITS_OWN.sub("", squeeze(mark[1])) if mark else ""
            if told.number.kind == "percent" and len(syllables(name)) in SHARE_SYLLABLES and not find_provinces(name):
                found.setdefault(name[0].upper() + name[1:], (sentence.start, sentence.end))
    return tuple((name, start, end) for name, (start, end) in found.items())


def _of_parts(report: Report, known: Iterable[Role | None] = ()) -> Iterator[Trial]:
    """A question for each part that the report has, but for those that are `known`."""
    for role, text in _PARTS.items():
        held = tuple((report.id, p.sentence.start, p.sentence.end) for p in parts(report.body) if p.role == role)
        if held and role not in known:
            yield from _trial(text.format(report.province), report.province, held=held)


def _weaknesses(report: Report) -> Iterator[Trial]:
    return _of_parts(report, _PARTS.keys() - {"weakness"})


def _other_parts(report: Report) -> Iterator[Trial]:
    return _of_parts(report, {"weakness"})


def _widened(question: Question, provinces: Sequence[str], reports: Sequence[Report]) -> Iterator[Trial]:
    """The question without its year or level, and for the last year or the other levels that there are."""
    if len(provinces) != 1:
        return
    text, years, level = question.restored, question.scope.years, question.scope.level
    wider = []
    if years:
        wider.append(without_years(text))
        wider += [re.sub(rf"\b{years[0]}\b", str(report.years[1]), text) for report in reports[:1] if len(years) == 1]
    if level:
        wider.append(without_level(text))
        wider += [at_level(text, other) for other in ("tỉnh", "huyện", "xã") if other != level]
    if years and level:
        wider.append(without_level(without_years(text)))
    for made in wider:
        # "Năm 2012 thì sao?" has nothing left without its year.
        if len(syllables(made)) >= 5:
            yield from _trial(made, provinces[0])


def _trial(text: str, *provinces: str, held: tuple[tuple[str, int, int], ...] = ()) -> Iterator[Trial]:
    """The question as a sentence, unless it is too long to be offered."""
    text = squeeze(text).strip(" ,")
    text = text[:1].upper() + text[1:]
    if not text.endswith(("?", ".", "!")) and not text.startswith("So sánh"):
        text += "?"
    if len(text) <= LONGEST:
        yield Trial(text, frozenset(provinces), held)


def _in_turn(*trials: Iterable[Trial]) -> Iterator[Trial]:
    """One of each in turn, so that what is offered differs in kind."""
    return (trial for row in zip_longest(*trials) for trial in row if trial)


def _once(trials: Iterable[Trial]) -> Iterator[Trial]:
    seen: set[str] = set()
    for trial in trials:
        if _same(trial.text) not in seen:
            seen.add(_same(trial.text))
            yield trial


def _same(text: str) -> str:
    """What two ways of typing a question have in common."""
    return " ".join(fold(token) for token, _, _ in syllables(text))


def _newest_first(reports: Iterable[Report]) -> list[Report]:
    by_id = sorted(reports, key=lambda report: report.id)
    return sorted(by_id, key=lambda report: report.published or report.not_before or "", reverse=True)
