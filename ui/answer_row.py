"""What a reader can do with an answer: take it along with its sources, and say what it is worth.

The chat lets no `data-` attribute through, so a button says by its class what it does and by its value to which answer;
`answers.js` does it. Knows nothing of Gradio.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Citation
from ui.footnotes import footnote
from ui.markdown import as_typed
from ui.wording import talks as wording


def answer_row(number: int, citations: Sequence[Citation]) -> str:
    """The buttons of answer `number` (from 1), on one line of HTML, with its sources, unseen, to be copied."""
    buttons = (("chep", wording.COPY), ("dung-y", wording.UP), ("chua-dung", wording.DOWN))
    shown = "".join(f'<button type="button" class="{name}" value="{number}">{text}</button>' for name, text in buttons)
    sources = "".join(f"<span>{as_typed(f'[{citation.n}] {footnote(citation)}')}</span>" for citation in citations)
    return f'<div class="y-kien">{shown}<span class="nguon" hidden>{sources}</span></div>'
