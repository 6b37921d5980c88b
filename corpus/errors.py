"""Errors of this room, all expected, each with the fix in its message (Vietnamese: users read them).

CorpusError
├── Unreadable      the file cannot be read: its kind, its damage, its password, a missing program
└── NotAReport      it was read, but no article or no province was found in it
    └── NoProvince  the article names no province: whoever adds it has to say which
"""


class CorpusError(Exception):
    """Base of the errors that reading a report may raise."""


class Unreadable(CorpusError):
    """The file cannot be read as text."""


class NotAReport(CorpusError):
    """The file was read, but holds no article, or none about a province."""


class NoProvince(NotAReport):
    """The file holds an article that names no province."""
