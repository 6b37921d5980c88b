"""A draft's receipt, the news and the place to put files, as HTML: pure functions from records to text.

Knows nothing of Gradio. Whatever comes from a file is escaped: none of it is taken as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from corpus.copies import Copy
from corpus.findings import Finding
from corpus.read import MAX_BYTES
from corpus.text import squeeze
from index.library import Library
from index.receipt import Receipt
from index.show import LABELS
from ui import wording
from ui.desk import ENDINGS, MAX_FILES, Desk, Draft, News
from ui.listing import act
from ui.reader import report_anchor, whole_report
from ui.wording import reports as texts

PREVIEW = "xem-truoc"
"""The id under which the reader shows a draft."""

_SHOWN = 30  # stretches shown of each reason for cutting
_LONG = 400  # letters shown of each


def dropzone() -> str:
    """Where files are chosen or dropped; `upload.js` does the rest."""
    hint = wording.DROP_HINT.format(megabytes=MAX_BYTES // 1024**2, files=MAX_FILES)
    return (
        f'<div class="drop"><input type="file" multiple hidden tabindex="-1" accept="{",".join(ENDINGS)}">'
        f'<button type="button">{wording.CHOOSE}</button><p>{hint}</p></div><p class="state" role="status"></p>'
    )


def news_html(news: Sequence[News]) -> str:
    """The lines of news, latest first."""
    return f'<ul class="news">{"".join(map(_line, news))}</ul>' if news else ""


def _line(news: News) -> str:
    kind, role = ("failed", "alert") if news.failed else ("done", "status")
    text = escape(news.text)
    if news.report and news.undo:
        text += f" {escape(news.report.title)} {act('restore', news.report, wording.UNDO)}"
    elif news.report:
        text += f" {_link(news.report.id, news.report.title)}"
    return f'<li class="{kind}" role="{role}"><span>{text}</span></li>'


def _link(id: str, title: str) -> str:
    return f'<a href="#{escape(report_anchor(id))}">{escape(title)}</a>'


def busy_html(text: str) -> str:
    """That something takes a moment."""
    return f'<ul class="news"><li class="busy" role="status">{escape(text)}</li></ul>'


def preview(draft: Draft) -> str:
    """The report as it would be kept, for the reader; "" without a receipt."""
    return whole_report(replace(draft.receipt.report, id=PREVIEW)) if draft.receipt else ""


def receipt_html(library: Library, desk: Desk) -> str:
    """What was understood of the first draft: description, what is kept, what was cut, likely copies, warnings."""
    draft = desk.first
    if draft is None:
        return ""
    if draft.of and draft.receipt:
        head = f'<p class="step" role="status">{texts.EDITING}</p><h2>{escape(draft.receipt.report.title)}</h2>'
        return (
            f"{head}{_warnings(library, draft.receipt)}{_facts(draft.receipt.reading.findings)}<p>{texts.EDIT_HINT}</p>"
        )
    step = wording.STEP.format(n=desk.decided + 1, total=desk.decided + len(desk.drafts), name=draft.name)
    head = f'<p class="step" role="status">{escape(step)}</p>'
    if draft.receipt is None:
        return f'{head}<p class="warning" role="alert">{escape(wording.no_province(draft.name))}</p>'
    receipt = draft.receipt
    kept = wording.KEPT.format(passages=receipt.passages, sentences=receipt.sentences)
    return (
        f'{head}<h2>{escape(receipt.report.title)}</h2><p class="kept">{kept} '
        f"{_link(PREVIEW, wording.READ_DRAFT)}</p>"
        f"{_warnings(library, receipt)}{_facts(receipt.reading.findings)}{_cuts(receipt)}"
    )


def _warnings(library: Library, receipt: Receipt) -> str:
    """Likely copies, what the reader warned of, and what publishing would confirm."""
    doubts = ", ".join(LABELS[found.field].lower() for found in receipt.unsure)
    lines = [*(_copy(library, copy) for copy in receipt.copies), *map(escape, receipt.reading.warnings)]
    lines += [escape(wording.DOUBTS.format(fields=doubts))] if doubts else []
    return "".join(f'<p class="warning">{line}</p>' for line in lines)


def _copy(library: Library, copy: Copy) -> str:
    report = library.report(copy.report)
    return f"{escape(copy.reason)} {_link(copy.report, report.title if report else copy.report)}"


def _facts(findings: Sequence[Finding]) -> str:
    rows = "".join(_fact(found) for found in findings if found.value or not found.sure)
    return f'<dl class="found">{rows}</dl>'


def _fact(found: Finding) -> str:
    doubt = "" if found.sure else f' <strong class="doubt">{wording.DOUBT}</strong>'
    label, value = LABELS.get(found.field, found.field), escape(found.value or wording.UNKNOWN)
    return f"<dt>{escape(label)}</dt><dd>{value}{doubt}<small>{escape(found.how)}</small></dd>"


def _cuts(receipt: Receipt) -> str:
    """What was cut, folded: reason by reason, the texts folded once more."""
    if not receipt.cut:
        return f"<p>{wording.NOTHING_CUT}</p>"
    total = wording.CUT.format(
        pieces=sum(cut.pieces for cut in receipt.cut), syllables=sum(cut.syllables for cut in receipt.cut)
    )
    parts = []
    for cut in receipt.cut:
        texts = [each.text for each in receipt.report.dropped if each.reason == cut.reason]
        shown = "".join(f"<li>{escape(_short(text))}</li>" for text in texts[:_SHOWN])
        shown += f"<li>{wording.AND_MORE.format(count=len(texts) - _SHOWN)}</li>" if len(texts) > _SHOWN else ""
        head = wording.CUT_FOR.format(reason=cut.reason, pieces=cut.pieces, syllables=cut.syllables)
        parts.append(f"<details><summary>{escape(head)}</summary><ul>{shown}</ul></details>")
    return f'<details class="cuts"><summary>{total}</summary>{"".join(parts)}</details>'


def _short(text: str) -> str:
    line = squeeze(text)
    return line if len(line) <= _LONG else line[:_LONG] + "…"
