"""An answer in a chat model's words: what it asks, what of it stands, and the built-in answer wherever nothing does.

Scope and refusals are decided before: this is only asked where the built-in answerer has an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from assistant import wording
from assistant.asked import Asked
from assistant.claims import Claim, Quote, citations, figures_of, markers, number_quotes
from assistant.draft import Draft, Stands, draft
from assistant.features import years_of
from assistant.find import Found
from assistant.given import TooLittleRoom, give, quoted, ranked
from assistant.held import key_of
from assistant.model import ChatModel, ModelError
from assistant.quantities import level_marks
from assistant.records import Answer
from corpus.numbers import numbers
from corpus.roles import parts

ON_SUBJECT = 0.5
"""Share of what the built-in answer holds of a question's subject that a sentence must hold."""


@dataclass(frozen=True)
class Told:
    """An answer and how it came about.

    `dropped` are sentences of the model that could not be verified, `kept` and `repaired` count those that were;
    `left_out` are passages for which the model had no room, as lines; `trouble` is why the model's words are not
    shown. `done` is false while the answer still grows. `explained` are lines that say how the evidence was found.
    """

    answer: Answer
    dropped: tuple[str, ...] = ()
    kept: int = 0
    repaired: int = 0
    left_out: tuple[str, ...] = ()
    trouble: str | None = None
    done: bool = True
    explained: tuple[str, ...] = ()


def tell(
    model: ChatModel, found: Found, built_in: Answer, notes: Sequence[str], history: Sequence[str]
) -> Iterator[Told]:
    """The answer as it grows, each sentence checked before it is told; the last is done. With every piece that comes
    the same is told again, its text empty while nothing stands, so that the asker can stop it.

    `built_in` is the answer in the reports' own words, `notes` the lines below it that say what is missing. It is given
    instead, with a line that says so, when the model fails or nothing that it wrote stands.
    """
    claims = {province: held for province, held in found.claims.items() if held}
    question = found.question.restored
    last = Draft()
    left_out: tuple[str, ...] = ()
    try:
        given = give(question, history, ranked(found.evidence, claims), model.window, quoted(claims))
        given = replace(given, plans=found.asked.theme in ("plan", "proposal"))
        left_out = tuple(f"{q.report.province}, {wording.dated(q.report)}: {q.text[:80]}…" for q in given.left_out)
        growing = Told(replace(built_in, text="", citations=()), done=False)
        for now in draft(model, given, list(claims), lambda claim: _beside(claim, found.asked, claims)):
            if now.stands != last.stands:
                growing = _told(replace(now, done=False), claims, built_in, (), left_out)
            last = now
            if not last.done:
                yield growing
    except TooLittleRoom:
        yield _fallen_back(built_in, "mô hình không nhận đủ văn bản cho câu hỏi này", last, left_out)
        return
    except ModelError as error:
        yield _fallen_back(built_in, str(error), last, left_out)
        return
    if last.stands:
        yield _told(last, claims, built_in, notes, left_out)
    else:
        yield _fallen_back(built_in, wording.NOTHING_STANDS, last, left_out)


def _told(
    last: Draft,
    claims: Mapping[str, Sequence[Claim]],
    built_in: Answer,
    notes: Sequence[str],
    left_out: tuple[str, ...],
) -> Told:
    """The answer of what stands; a province on which the model said nothing that stands is answered in its report's
    words.
    """
    stands = list(last.stands)
    if last.done:
        spoken = {quote.report.province for told in stands for quote in told.claim.quotes}
        more = [claim for province in claims if province not in spoken for claim in claims[province]]
        stands += [Stands(claim, stands[-1].line + place, item=True) for place, claim in enumerate(more, 1)]
    numbered = number_quotes(told.claim for told in stands)
    lines = [_line(list(group), numbered, len(claims) > 1) for _, group in groupby(stands, key=lambda told: told.line)]
    if len(claims) == 1:
        # Said of the first sentence, whose markers carry the date too.
        report = stands[0].claim.quotes[0].report
        lines[:1] = [wording.list_lead(report), lines[0]] if stands[0].item else [f"{wording.lead(report)}: {lines[0]}"]
    text = "\n\n".join([_joined(lines), *notes])
    answer = replace(built_in, text=text, citations=citations(numbered), mode="generate")
    return Told(answer, last.dropped, len(last.stands), last.repaired, left_out, done=last.done)


def _line(stands: Sequence[Stands], numbered: Mapping[Quote, int], several: bool) -> str:
    """The sentences of one line; of `several` provinces each sentence says whose it is."""
    said = []
    for told in stands:
        province = told.claim.province
        whose = f"{province}: " if several and province not in told.claim.text else ""
        said.append(f"{whose}{told.claim.text} {markers(told.claim, numbered)}.")
    return ("- " if stands[0].item else "") + " ".join(said)


def _joined(lines: Sequence[str]) -> str:
    """Items of a list on neighbouring lines, everything else as paragraphs of its own."""
    text = lines[0]
    for before, line in pairwise(lines):
        text += ("\n" if before.startswith("- ") and line.startswith("- ") else "\n\n") + line
    return text


def _fallen_back(built_in: Answer, why: str, last: Draft, left_out: tuple[str, ...]) -> Told:
    """The built-in answer, marked as such."""
    text = f"{built_in.text}\n\n{wording.instead_of_model(why)}"
    dropped = last.dropped or tuple(told.claim.text for told in last.stands)
    return Told(replace(built_in, text=text), dropped, 0, 0, left_out, why)


def _beside(claim: Claim, asked: Asked, claims: Mapping[str, Sequence[Claim]]) -> str | None:
    """Why a sentence that its quotes carry is beside the question: of another year or level, or of another subject."""
    held = [
        p for q in claim.quotes for p in parts(q.report.body) if p.sentence.start < q.end and q.start < p.sentence.end
    ]
    levels = {level for _, _, named in level_marks(claim.text) for level in named}
    if asked.level and levels and asked.level not in levels:
        return "không phải cấp được hỏi"
    if all(other.figures for other in claims[claim.province]) and not numbers(claim.text):
        return "không nêu số liệu được hỏi"
    if any(_tells_the_same(claim, other) for other in claims[claim.province]):
        return None
    if asked.years and not any(years_of(claim.quotes[0].report, part) & set(asked.years) for part in held):
        return "không phải năm được hỏi"
    best = max((asked.on_subject(_whole(other)) for other in claims[claim.province]), default=0.0)
    if asked.on_subject(_whole(claim)) < ON_SUBJECT * best:
        return "không nói về nội dung được hỏi"
    return None


def _tells_the_same(claim: Claim, other: Claim) -> bool:
    """Whether a claim rests on what the built-in one quotes and, where this tells of figures, has one of them."""
    same = any(
        mine.report is theirs.report and mine.start < theirs.end and theirs.start < mine.end
        for mine in claim.quotes
        for theirs in other.quotes
    )
    figures = {key_of(figure) for figure in figures_of(other)}
    return same and (not figures or not figures.isdisjoint(map(key_of, numbers(claim.text))))


def _whole(claim: Claim) -> str:
    """The claim and its quotes' headings: what may name its subject. The rest of a quote may speak of other things."""
    headings = [
        p.section
        for q in claim.quotes
        for p in parts(q.report.body)
        if p.sentence.start < q.end and q.start < p.sentence.end
    ]
    return " . ".join([claim.text, *dict.fromkeys(headings)])
