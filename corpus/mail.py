"""What an e-mail has round a text that it brings: lines of sender and subject, a covering note or the mails that it
answers, the signature.

Decides by how lines look; knows nothing of articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from corpus.dates import dates_in
from corpus.text import fold, squeeze, syllables

_HEADER = re.compile(
    r"^[>*\s]*(?:from|to|cc|bcc|sent|date|subject|reply-to|tu|den|dong gui|gui luc|ngay|ngay gui|nguoi gui|nguoi nhan"
    r"|chu de|tieu de)\s*:\**\s*\S"
)
_OTHER_MAIL = re.compile(
    r"^[->\s]*-{2,}\s*(?:forwarded message|original message|thu da chuyen tiep|thu goc)\b.*$"
    r"|^[>\s]*(?:on|vao)\b.{6,120}\b(?:wrote|da viet)\s*:$"
)
_ADDRESS = re.compile(r"\S@\S+\.\w")
_SIGNATURE = re.compile(r"^(?:--|(?:xin )?(?:tran trong|kinh thu|than men|(?:best |kind )?regards)(?: cam on)?\W*)$")
_REPEATED = re.compile(r"^(?:(?:re|fwd?|tra loi|tl|chuyen tiep)\s*:\s*)+")
_FEWEST = 3
"""Lines of sender, receiver, subject, day that stand together at the head of an e-mail, at least."""
_HEAD, _END = 60, 15
"""Lines at the beginning of a text in which a head is looked for, and at a mail's end in which its signature is."""


@dataclass(frozen=True)
class Mail:
    """The text that an e-mail brought, `[start, stop)` in lines, and what the head above it says, none where silent."""

    start: int
    stop: int
    subject: str | None = None
    sender: str | None = None
    sent: date | None = None


def opened(lines: Sequence[str]) -> Mail | None:
    """The longest of an e-mail's mails, without head and signature; none where the lines are no e-mail.

    It is the one forwarded below a covering note, or the one that stands above those that it answers.
    """
    heads = _heads(lines)
    if not heads:
        return None
    stops = [*(start for start, _ in heads[1:]), len(lines)]
    mails = [(*head, stop) for head, stop in zip(heads, stops, strict=True)]
    head, start, stop = max(mails, key=lambda mail: (_size(lines[mail[1] : mail[2]]), mail))
    marks = (i for i in range(max(start, stop - _END), stop) if _SIGNATURE.match(_folded(lines[i])))
    return Mail(start, next(marks, stop), *_said(lines[head:start]))


def _said(head: Sequence[str]) -> tuple[str | None, str | None, date | None]:
    """Subject, sender and day that a mail's head names."""
    said: dict[str, str] = {}
    for line in map(squeeze, head):
        label, _, value = line.lstrip(">* ").partition(":")
        said[fold(label).strip("* ")] = value.strip("* ")
    subject = next((said[label] for label in ("subject", "chu de", "tieu de") if said.get(label)), "")
    subject = subject[_end(_REPEATED.match(fold(subject))) :]
    sender = next((said[label] for label in ("from", "tu", "nguoi gui") if said.get(label)), "")
    named = re.sub(r"[<(\[].*", "", sender).strip(" \"'")
    sent = next((said[label] for label in ("date", "sent", "ngay", "gui luc", "ngay gui") if said.get(label)), "")
    return subject or None, named if named and "@" not in named else None, _day(sent)


def _end(mark: re.Match[str] | None) -> int:
    return mark.end() if mark else 0


def _day(text: str) -> date | None:
    """The day in "Thứ Năm, 24 tháng 3, 2022 08:15", "Fri, 5 Dec 2014 16:22:10 +0700", "November 28, 2014 9:05 AM".

    The last two as the standard library reads them.
    """
    try:
        return next(iter(dates_in(text)), None) or parsedate_to_datetime(text).date()
    except ValueError:
        return None


def _heads(lines: Sequence[str]) -> list[tuple[int, int]]:
    """`[start, end)` of each mail's head, or of the mark that parts it from the one before; none in other texts."""
    found: list[tuple[int, int]] = []
    run: list[int] = []
    addressed = False
    for at, line in enumerate(map(_folded, lines)):
        if not found and at >= _HEAD:
            break
        if _HEADER.match(line):
            run.append(at)
            addressed = addressed or bool(_ADDRESS.search(line))
        elif line:
            run = []
        if len(run) >= _FEWEST and addressed:
            found = [head for head in found if head[0] != run[0]] + [(run[0], at + 1)]
        elif found and _OTHER_MAIL.match(line):
            found.append((at, at + 1))
    return found


def _folded(line: str) -> str:
    return fold(squeeze(line))


def _size(lines: Sequence[str]) -> int:
    """How much a mail says itself, in syllables: what it quotes does not count."""
    return sum(len(syllables(line)) for line in lines if not line.lstrip().startswith(">"))
