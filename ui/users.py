"""The file of users: names, roles and hashed passwords. Knows nothing of requests or pages.

A JSON object, a line for each user: `{"lan": {"role": "staff", "hash": "$argon2id$…"}}`. Names are NFC and lower case.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.text import nfc
from ui.wording import access as wording

Role = Literal["reader", "staff"]

SHORTEST, LONGEST = 10, 200
"""Letters of a password, at least and at most."""

ROLES: tuple[Role, ...] = get_args(Role)

_NAME = re.compile(r"[\w.@-]{1,64}")
_AT_ONCE = threading.Semaphore(4)  # each takes 64 MiB


class UsersError(Exception):
    """The file of users cannot be read or written, or what was asked of it cannot be done; the message has the fix."""


@dataclass(frozen=True)
class Account:
    """A user as kept: the hash is Argon2id's own text, with its salt and costs."""

    name: str
    role: Role
    hash: str


Accounts = Mapping[str, Account]


def name_typed(text: str) -> str:
    """The name as it is kept. Raises `UsersError` for what cannot be one.

    >>> name_typed(" Lan.Sở-TTTT ")
    'lan.sở-tttt'
    """
    name = nfc(text).strip().lower()
    if not _NAME.fullmatch(name):
        raise UsersError(wording.BAD_NAME)
    return name


def hashed(password: str) -> str:
    """The password's hash. Raises `UsersError` when it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsersError(wording.BAD_PASSWORD.format(shortest=SHORTEST, longest=LONGEST))
    return _hasher().hash(nfc(password))


def right(account: Account | None, password: str) -> bool:
    """Whether it is the account's password; of no account it takes as long to say no."""
    nobodys = _nobodys()
    with _AT_ONCE:
        try:
            matches = _hasher().verify(account.hash if account else nobodys, nfc(password))
        except (VerificationError, InvalidHashError):
            return False
    return matches and account is not None


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(os.urandom(16))


def read(path: Path) -> dict[str, Account]:
    """The accounts that the file keeps, by name. Raises `UsersError`."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        accounts = {name: Account(name, of["role"], of["hash"]) for name, of in kept.items()}
        if any(account.role not in ROLES or not isinstance(account.hash, str) for account in accounts.values()):
            raise ValueError("role")
    except FileNotFoundError:
        raise UsersError(wording.NO_FILE.format(path=path)) from None
    except OSError as error:
        raise UsersError(wording.NOT_READ.format(path=path, why=error.strerror)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsersError(wording.DAMAGED.format(path=path)) from None
    return accounts


def write(path: Path, accounts: Accounts) -> None:
    """Keep the accounts, whole or not at all, readable by the file's owner alone. Raises `UsersError`."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps({'role': account.role, 'hash': account.hash})}"
        for name, account in sorted(accounts.items())
    ]
    try:
        handle, half = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made with mode 600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write("{\n" + ",\n".join(lines) + "\n}\n")
                stream.flush()
                os.fsync(stream.fileno())
            Path(half).replace(path)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsersError(wording.NOT_WRITTEN.format(path=path, why=error.strerror)) from None


class Users:
    """The accounts of a file that may change at any time; while it cannot be read, there are none."""

    def __init__(self, path: Path) -> None:
        """Raises `UsersError` when the file cannot be read or names nobody."""
        if not read(path):
            raise UsersError(wording.NO_USERS.format(path=path))
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._accounts: Accounts = {}

    def account(self, name: str) -> Account | None:
        """The account of that name, as the file has it now."""
        try:
            state = self._path.stat()
            seen = (state.st_ino, state.st_mtime_ns, state.st_size)
            if seen != self._seen:
                self._accounts, self._seen = read(self._path), seen
        except (OSError, UsersError):
            self._accounts, self._seen = {}, None
        return self._accounts.get(name)
