"""Killed at random moments of adding, replacing, removing and restoring, the library is whole when it is next opened.

Nothing half there, nothing twice, nothing lost that was told of; vectors, words, ledger and originals agree.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.library import Library
from tests.index.making import IDS, ROOT, assert_whole, ids


def killed(folder: Path, seed: int, times: int, *every: int) -> None:
    command = [sys.executable, "-m", "tests.index.killing", *map(str, (folder, seed, times, *every))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=1800, check=False)
    print(done.stdout, done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr


def test_killed_a_few_times_it_is_whole(tmp_path: Path) -> None:
    killed(tmp_path, 1, 6, 20)


@pytest.mark.hard
@pytest.mark.parametrize("seed", [2, 3])
def test_killed_two_hundred_times_it_is_whole(tmp_path: Path, seed: int) -> None:
    killed(tmp_path, seed, 200)


@pytest.mark.hard
def test_killed_two_hundred_times_while_chroma_writes_its_graph_it_is_whole(tmp_path: Path) -> None:
    """Every ten changes or so, instead of every thousand vectors."""
    killed(tmp_path, 4, 200, 20)


@pytest.mark.parametrize("delay", [0.15, 0.5, 0.9])
def test_killed_while_it_is_first_filled_it_fills_up_when_next_opened(tmp_path: Path, delay: float) -> None:
    code = "import sys; from pathlib import Path; from tests.index.killing import fill; fill(Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(tmp_path / "data")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"STARTED\n"
        time.sleep(delay)
        child.kill()
    with Library.open(tmp_path / "data") as library:
        assert ids(library) == IDS
        assert_whole(library)
        assert library.check() == []
