"""Telling how far a long piece of work is, and how long it will still take."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

QUIET = 5.0
"""Seconds of work before anything is told; short work needs no telling."""


class Pace:
    """`total` steps of work, told through `tell` with the time left, at most every `every` seconds."""

    def __init__(self, total: int, tell: Callable[[str], None], every: float = QUIET) -> None:
        self._total, self._tell, self._every = total, tell, every
        self._done, self._began = 0, monotonic()
        self._told = self._began

    def step(self, count: int, line: str) -> None:
        """`count` more steps are done; `line` says what they were."""
        self._done += count
        now = monotonic()
        if now - self._told >= self._every:
            self._told = now
            self._tell(f"{self.place}: {line}{self.left}")

    @property
    def place(self) -> str:
        """How far it is: "12/1000"."""
        return f"{self._done}/{self._total}"

    @property
    def left(self) -> str:
        """How long it still takes, as the end of a line: " (còn khoảng 3 phút)"; nothing when it is done."""
        if not 0 < self._done < self._total:
            return ""
        seconds = (monotonic() - self._began) / self._done * (self._total - self._done)
        return (
            f" (còn khoảng {max(1, round(seconds))} giây)"
            if seconds < 90
            else f" (còn khoảng {round(seconds / 60)} phút)"
        )
