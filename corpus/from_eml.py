"""E-mails as mail programs save them (.eml): head and text as lines, as if the mail had been pasted into a text file.

Attachments are not read. Knows nothing of what a mail says; `corpus.mail` tells its text from what stands round it.
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

from corpus.read import check_length, decode

_HEAD = ("From", "To", "Date", "Subject")


@dataclass(frozen=True)
class Letter:
    """A mail's lines, its head first, and the names of the files attached to it."""

    lines: tuple[str, ...]
    attached: tuple[str, ...]


def read_letter(data: bytes, name: str) -> Letter:
    """The mail in `data`. Raises `Unreadable` when its encoding is not known, or it is too long."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    head = [f"{label}: {' '.join(str(message[label]).split())}" for label in _HEAD if message[label]]
    body = message.get_body(("plain", "html"))
    lines: list[str] = []
    if body is not None:
        payload = body.get_payload(decode=True)
        text = decode(payload if isinstance(payload, bytes) else b"", name)
        check_length(len(text), name)
        lines = _shown(text) if body.get_content_subtype() == "html" else text.split("\n")
    attached = tuple(part.get_filename() or part.get_content_type() for part in message.iter_attachments())
    return Letter((*head, "", *lines), attached)


def _shown(source: str) -> list[str]:
    from corpus.from_html import visible_lines  # brings a parser, which few mails need

    return visible_lines(source)
