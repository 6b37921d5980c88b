"""Errors of this room, all expected, each with the fix in its message (Vietnamese: users read them).

LibraryError
├── LibraryBusy     another process owns the data folder
├── LibraryUnusable the data folder cannot be made, read or written
├── IndexStale      made with another embedding model or splitter
├── IndexDamaged    the vectors or the words cannot be read
├── ModelMissing    the embedding model cannot be loaded
├── AlreadyThere    a report with these bytes is in the library
├── UnknownReport   no report has this id
└── JournalFull     no more conversations, or no more turns in one, are kept
"""


class LibraryError(Exception):
    """Base of the errors that the library may raise."""


class LibraryBusy(LibraryError):
    """Another process owns the data folder."""


class LibraryUnusable(LibraryError):
    """The data folder cannot be made, read or written."""


class IndexStale(LibraryError):
    """The vectors were made with another embedding model or another splitter."""


class IndexDamaged(LibraryError):
    """The vectors or the words cannot be read or written; both can be made anew from the ledger."""


class ModelMissing(LibraryError):
    """The embedding model is not there or is damaged."""


class AlreadyThere(LibraryError):
    """A report with these very bytes is in the library; `report` is its id."""

    def __init__(self, message: str, report: str) -> None:
        super().__init__(message)
        self.report = report


class UnknownReport(LibraryError):
    """No report has this id."""


class JournalFull(LibraryError):
    """A user has as many conversations, or a conversation as many turns, as are kept."""


def unknown(id: str) -> UnknownReport:
    """The error for an id that no visible report has."""
    return UnknownReport(f"Không có báo cáo mang mã {id}; xem các mã bằng lệnh: python -m index list.")
