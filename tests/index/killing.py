"""Kill a process with `SIGKILL` at random moments while it changes a library, and see what is left of it.

`python -m tests.index.killing FOLDER SEED TIMES [EVERY]`: in FOLDER, TIMES kills, moments and changes drawn from SEED;
with EVERY, Chroma writes its graph after so many changed vectors instead of a thousand. Ends with status 1 at the first
library that is not whole. Every life of the library is a child of its own, forked from a process that has loaded the
program but never opened a folder.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import index.library
import index.vectors
from corpus.report import Reading, read_report
from index.library import Library
from tests.index.making import Instant, assert_whole, written

DAYS, VERSIONS = 6, 3
LONGEST = 0.4
"""Seconds that a process may change things before it is killed."""

OPENING = 0.1
"""Seconds within which one in four is killed while it opens, and mends what the last one left."""

State = frozenset[str]
"""The ids that are visible."""


def readings(folder: Path) -> list[list[Reading]]:
    """For each day the versions of one report, under ids that tell them apart."""
    made = []
    for day in range(1, DAYS + 1):
        read = [read_report(written(folder, day, 100 + version)) for version in range(VERSIONS)]
        made.append([replace(each, report=replace(each.report, id=f"ban-{day}-{n}")) for n, each in enumerate(read, 1)])
    return made


def change(library: Library, reports: list[list[Reading]], chance: random.Random, say: Callable[..., None]) -> None:
    """One change of any kind, told before it begins and when it is done."""
    versions = chance.choice(reports)
    there = [reading for reading in versions if library.report(reading.report.id)]
    if not there:
        reading = chance.choice(versions)
        id = reading.report.id
        if id in library.past() and chance.random() < 0.5:
            say("DOING", "+" + id)
            library.restore(id)
        else:
            say("DOING", "+" + id)
            library.add(reading)
    elif chance.random() < 0.3:
        report = there[0].report
        title, province = f"{report.title} {chance.random()}", chance.choice(["Lào Cai", "Yên Bái"])
        say("DOING", "=" + report.id)
        library.describe(report.id, replace(there[0], report=replace(report, title=title, province=province)))
    elif chance.random() < 0.5:
        old = there[0].report.id
        new = chance.choice([reading for reading in versions if reading.report.id != old])
        say("DOING", "+" + new.report.id, "-" + old)
        library.add(new, replace=old)
    else:
        say("DOING", "-" + there[0].report.id)
        library.remove(there[0].report.id)
    say("DONE")


def live(folder: Path, reports: list[list[Reading]], seed: str, say: Callable[..., None]) -> None:
    """A life of the library: it changes without end."""
    chance = random.Random(seed)
    with Library.open(folder, seed=False) as library:
        say("OPENED")
        while True:
            change(library, reports, chance, say)


def inspect(folder: Path, _: list[list[Reading]], __: str, say: Callable[..., None]) -> None:
    """Open what is left, and look at everything."""
    with Library.open(folder, seed=False) as library:
        say("MENDED", *library.mended)
        assert_whole(library)
        checked = library.examine()
        assert (checked.mended, checked.broken, library.broken) == ((), (), [])
        assert not (folder / ".changing").exists()
        say("VISIBLE", *(report.id for report in library.reports()))
        say("EVENTS", len(library.audit()))


def fill(folder: Path) -> None:
    """A life that fills a new library with the shipped reports, with the real model."""
    print("STARTED", flush=True)
    Library.open(folder).close()


def forked(work: Callable[..., None], *arguments: Any) -> tuple[int, Any]:
    """A child that does `work` and tells of it through a pipe: its process id and the pipe's end."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, os.fdopen(reader, encoding="utf-8")
    try:
        work(*arguments, lambda *words: os.write(writer, ("\t".join(map(str, words)) + "\n").encode()))
    except BaseException:
        os.write(writer, ("CRASHED\t" + traceback.format_exc().replace("\n", " | ") + "\n").encode())
    os._exit(0)


def killed_once(folder: Path, reports: list[list[Reading]], seed: str, moments: random.Random) -> list[list[str]]:
    """What a life of the library told until it was killed, while it opened or after."""
    child, told = forked(live, folder, reports, seed)
    opening = moments.random() < 0.25
    first = "" if opening else told.readline()
    time.sleep(moments.uniform(0, OPENING if opening else LONGEST))
    os.kill(child, signal.SIGKILL)
    lines = [line.split("\t") for line in (first + told.read()).splitlines()]
    os.waitpid(child, 0)
    return lines


def inspected(folder: Path, reports: list[list[Reading]]) -> list[list[str]]:
    child, told = forked(inspect, folder, reports, "")
    lines = [line.split("\t") for line in told.read().splitlines()]
    _, status = os.waitpid(child, 0)
    return [*lines, ["STATUS", str(status)]]


def after(state: State, doing: list[str]) -> State:
    for word in doing:
        if word[0] == "=":
            continue
        state = state | {word[1:]} if word[0] == "+" else state - {word[1:]}
    return state


def main(folder: Path, seed: int, times: int, every: int | None) -> int:
    index.library.Embedder = lambda name=None, **options: Instant()  # type: ignore[assignment,misc]
    if every:
        index.vectors._CONFIGURATION["hnsw"]["sync_threshold"] = every  # type: ignore[index]
    folder.mkdir(parents=True, exist_ok=True)
    reports = readings(folder)
    moments = random.Random(seed)
    state: State = frozenset()
    events, mended = 0, 0
    for number in range(times):
        told = killed_once(folder / "data", reports, f"{seed}-{number}", moments)
        doing: list[str] = []
        for line in told:
            if line[0] == "DOING":
                doing = line[1:]
            elif line[0] == "DONE":
                state, doing, events = after(state, doing), [], events + len(doing)
        left = {line[0]: line[1:] for line in inspected(folder / "data", reports)}
        visible = frozenset(left.get("VISIBLE", ["?"]))
        allowed = {(state, events), (after(state, doing), events + len(doing))} if doing else {(state, events)}
        crashed = [line for line in told if line[0] == "CRASHED"]
        if crashed or (visible, int(left.get("EVENTS", ["-1"])[0])) not in allowed:
            print(f"kill {number} of seed {seed}: {told[-3:]} left {left}; told of {sorted(state)}", flush=True)
            return 1
        state, events = visible, int(left["EVENTS"][0])
        mended += bool(left["MENDED"])
    print(f"seed {seed}: {times} kills, {mended} libraries mended, {events} changes", flush=True)
    return 0


if __name__ == "__main__":
    place, seed, times, *rest = sys.argv[1:]
    sys.exit(main(Path(place), int(seed), int(times), int(rest[0]) if rest else None))
