"""Who has logged in, and how often it was tried: sessions that end, and delays that grow. All in memory.

Knows nothing of requests, pages or files. Times are seconds of `clock`, which tests turn.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.users import Account

IDLE = 60 * 60.0
"""Seconds without a request after which a session ends,"""
LONGEST = 12 * 60 * 60.0
"""and seconds after which it ends in any case."""

FREE = {"name": 3, "address": 20}
"""Failures that cost nothing: of one name, and from one address, behind which many people may sit."""
LONGEST_DELAY = 5 * 60.0
"""Seconds that a further attempt must wait at the most: who guesses is slowed down, nobody is shut out for good."""

_MOST = 10_000  # sessions and counters kept


@dataclass(frozen=True)
class Session:
    """A log-in: of the account as it was then, when it began and when it was last used."""

    account: Account
    began: float
    used: float


class Sessions:
    """The sessions that are open, by their secret tokens."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, account: Account) -> str:
        """The token of a new session."""
        now, token = self._clock(), secrets.token_urlsafe(32)
        with self._lock:
            self._open = {key: session for key, session in self._open.items() if _alive(session, now)}
            if len(self._open) >= _MOST:
                del self._open[min(self._open, key=lambda key: self._open[key].used)]
            self._open[token] = Session(account, now, now)
        return token

    def account(self, token: str) -> Account | None:
        """Whose session it is, which counts as using it; none when it has ended."""
        now = self._clock()
        with self._lock:
            session = self._open.get(token)
            if session is None or not _alive(session, now):
                self._open.pop(token, None)
                return None
            self._open[token] = replace(session, used=now)
        return session.account

    def end(self, token: str) -> None:
        with self._lock:
            self._open.pop(token, None)


def _alive(session: Session, now: float) -> bool:
    return now - session.used < IDLE and now - session.began < LONGEST


@dataclass(frozen=True)
class _Failures:
    count: int
    last: float


class Throttle:
    """Failed attempts to log in, counted by name and by address: each further one must wait twice as long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[tuple[str, str], _Failures] = {}
        self._lock = threading.Lock()

    def attempt(self, name: str, address: str) -> float:
        """Count an attempt as failed before it is looked at, so that many at once gain nothing.

        0 when it may go on; else the seconds to wait, and nothing is counted.
        """
        now, keys = self._clock(), (("name", name), ("address", address))
        with self._lock:
            wait = max(self._wait(key, now) for key in keys)
            if wait <= 0:
                for key in keys:
                    count = self._failed[key].count if key in self._failed else 0
                    self._failed.pop(key, None)  # to the end: the oldest go first
                    self._failed[key] = _Failures(count + 1, now)
                while len(self._failed) > _MOST:
                    del self._failed[next(iter(self._failed))]
        return max(wait, 0.0)

    def succeeded(self, name: str, address: str) -> None:
        """The attempt was no failure: the name begins anew, the address is given back this one attempt."""
        with self._lock:
            self._failed.pop(("name", name), None)
            tried = self._failed.get(("address", address))
            if tried:
                self._failed[("address", address)] = replace(tried, count=tried.count - 1)

    def _wait(self, key: tuple[str, str], now: float) -> float:
        failed = self._failed.get(key)
        if failed is None:
            return 0.0
        if now - failed.last > 10 * LONGEST_DELAY:
            del self._failed[key]
            return 0.0
        over = failed.count - FREE[key[0]]
        return failed.last + min(2.0**over, LONGEST_DELAY) - now if over >= 0 else 0.0
