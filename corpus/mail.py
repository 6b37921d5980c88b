"""What an e-mail has round a text that it forwards: lines of sender and subject, the covering note, the signature.

Decides by how lines look; knows nothing of articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text import fold, squeeze

_HEADER = re.compile(
    r"^[>*\s]*(?:from|to|cc|bcc|sent|date|subject|reply-to|tu|den|dong gui|gui luc|ngay|ngay gui|nguoi gui|nguoi nhan"
    r"|chu de|tieu de)\s*:\**\s*\S"
)
_FORWARDED = re.compile(r"^[->\s]*-{2,}\s*(?:forwarded message|original message|thu da chuyen tiep|thu goc)\b.*$")
_ADDRESS = re.compile(r"\S@\S+\.\w")
_SIGNATURE = re.compile(r"^--\s*$")
_FEWEST = 3
"""Lines of sender, receiver, subject, day that stand together at the head of an e-mail, at least."""
_HEAD, _END = 60, 15
"""Lines at the beginning and the end of a text in which these are looked for."""


def head(lines: Sequence[str]) -> int:
    """How many lines at the beginning are the e-mail's, up to the last head or mark of a forwarded text; mostly 0."""
    folded = [fold(squeeze(line)) for line in lines[:_HEAD]]
    last, run, addressed = 0, 0, False
    for at, line in enumerate(folded):
        if _HEADER.match(line):
            run += 1
            addressed = addressed or bool(_ADDRESS.search(line))
        elif line:
            run = 0
        if (run >= _FEWEST and addressed) or (last and _FORWARDED.match(line)):
            last = at + 1
    return last


def signature(lines: Sequence[str]) -> int:
    """Where the signature of an e-mail begins, at a line "--" near the end; the number of lines where there is none."""
    marks = (i for i in range(max(0, len(lines) - _END), len(lines)) if _SIGNATURE.match(lines[i].strip()))
    return next(marks, len(lines))
