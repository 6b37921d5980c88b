"""Reading apart gives what reading here gives, and a child that misbehaves costs its file and nothing else.

Where a child must misbehave in a way that no file brings it to, a program of the test's own stands in for Python.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from corpus import apart, errors
from corpus.apart import read_apart
from corpus.errors import CorpusError, NotAReport, Unreadable
from corpus.findings import NOTHING_GIVEN, Given
from corpus.limits import Limits
from corpus.report import read_report

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "corpus" / "reports").glob("*.txt"))
REPORT = REPORTS[0]

MB = 1024**2


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_read_apart_is_the_report_read_here(path: Path) -> None:
    assert read_apart(path) == read_report(path)


def test_what_is_given_reaches_the_child() -> None:
    given = Given(province="Hà Giang", published=date(2020, 2, 29), years=(2018, 2020))
    reading = read_apart(REPORT, given)
    assert reading == read_report(REPORT, given)
    assert (reading.report.province, reading.report.published) == ("Hà Giang", "2020-02-29")


@pytest.mark.parametrize(
    "content", ["", "Trang chủ\nDanh mục\n", "Ứng dụng công nghệ thông tin đạt kết quả tốt. " * 9, "\0\0\0", "%PDF-1.7"]
)
def test_the_errors_are_those_of_reading_here(content: str, tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(CorpusError) as here:
        read_report(path)
    with pytest.raises(CorpusError) as there:
        read_apart(path)
    assert (type(there.value), str(there.value)) == (type(here.value), str(here.value))


def test_many_threads_read_at_once() -> None:
    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(read_apart, REPORTS)) == [read_report(path) for path in REPORTS]


def test_a_service_with_torch_loaded_reads_from_a_thread() -> None:
    import torch

    found = []
    with torch.inference_mode():
        torch.ones(200, 200) @ torch.ones(200, 200)
        thread = threading.Thread(target=lambda: found.append(read_apart(REPORT)))
        thread.start()
        thread.join()
    assert found == [read_report(REPORT)]


# Limits


def long_text(path: Path, size: int) -> Path:
    path.write_text(REPORT.read_text("utf-8") + "điện tử " * (size // 8), "utf-8")
    return path


def test_too_little_time_is_said(tmp_path: Path) -> None:
    path = long_text(tmp_path / "dai.txt", MB)
    started = time.monotonic()
    with pytest.raises(Unreadable, match=r"^Đọc tệp dai\.txt mất hơn 1 giây .*; hãy ") as raised:
        read_apart(path, limits=Limits(seconds=1))
    assert time.monotonic() - started < 10
    assert "\n" not in str(raised.value)


def test_too_little_memory_is_said(tmp_path: Path) -> None:
    path = long_text(tmp_path / "dai.txt", MB)
    with pytest.raises(Unreadable, match=r"^Đọc tệp dai\.txt cần hơn 100 MB bộ nhớ .*; hãy "):
        read_apart(path, limits=Limits(memory=100 * MB))


def test_too_much_text_is_said(tmp_path: Path) -> None:
    path = long_text(tmp_path / "dai.txt", 100_000)
    with pytest.raises(Unreadable, match=r"^Tệp dai\.txt mở ra thành hơn 0 MB chữ .*; hãy "):
        read_apart(path, limits=Limits(output=100_000))


# Children that misbehave


def child(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this shell script be what is started instead of Python."""
    program = folder / "child"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 3", "làm hỏng chương trình đọc;"),
        ("kill -SEGV $$", "làm hỏng chương trình đọc;"),
        ("kill -ABRT $$", "làm hỏng chương trình đọc;"),
        ("kill -KILL $$", "cần hơn 1024 MB bộ nhớ"),
        ("kill -XCPU $$", "mất hơn 2 giây"),
        ("exec sleep 60", "mất hơn 2 giây"),
        ("trap '' TERM INT XCPU ALRM; while :; do :; done", "mất hơn 2 giây"),
        ("cat > /dev/null; exit 0", "làm hỏng chương trình đọc;"),
        ("printf memory", "cần hơn 1024 MB bộ nhớ"),
        ("printf 'broken\nKeyError'", r"làm hỏng chương trình đọc \(KeyError\);"),
        ("printf 'broken\nrm -rf <b>'", "làm hỏng chương trình đọc;"),
        ("printf 'SystemExit\n0'", "làm hỏng chương trình đọc;"),
        ("printf 'Path\n/etc/passwd'", "làm hỏng chương trình đọc;"),
        ("printf 'Reading\n{}'", "làm hỏng chương trình đọc;"),
        ("printf 'Unreadable\nmột\nhai\\033'", "^một hai�$"),
        ("head -c 60000000 /dev/zero", "mở ra thành hơn 50 MB"),
    ],
)
def test_a_child_that_misbehaves_is_a_clear_refusal(
    script: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(tmp_path, script, monkeypatch)
    with pytest.raises(Unreadable, match=says) as raised:
        read_apart(REPORT, limits=Limits(seconds=2, whole=2))
    assert str(raised.value).isprintable()


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_what_the_child_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(tmp_path, f"sleep 60 & echo $! > {tmp_path}/grandchild; wait", monkeypatch)
    with pytest.raises(Unreadable, match="mất hơn 1 giây"):
        read_apart(REPORT, limits=Limits(seconds=1, whole=1))
    grandchild = Path("/proc", (tmp_path / "grandchild").read_text().strip(), "stat")
    # Nobody may have taken its exit status yet.
    assert not grandchild.exists() or grandchild.read_text().rsplit(") ", 1)[1][0] == "Z"


def test_the_child_inherits_no_secret_and_lives_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "evil")
    monkeypatch.setenv("PYTHONSTARTUP", "evil")
    monkeypatch.setenv("LD_PRELOAD", "")
    child(tmp_path, f"env > {tmp_path}/env; pwd > {tmp_path}/pwd; ls -A | wc -l >> {tmp_path}/pwd", monkeypatch)
    with pytest.raises(Unreadable):
        read_apart(REPORT)
    environment = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines())
    folder, entries = (tmp_path / "pwd").read_text().split()
    assert "evil" not in environment.values() and "LD_PRELOAD" not in environment
    assert environment["HOME"] == environment["TMPDIR"] == folder
    assert entries == "0" and not Path(folder).exists()


# What a child says


def said(**changes: object) -> bytes:
    """An honest child's answer, with these fields of the report changed."""
    reading = asdict(replace(read_report(REPORT), data=b""))
    reading["report"] |= changes
    return b"Reading\n" + json.dumps(reading, default=str).encode()


def test_file_hash_and_bytes_are_the_parents_own() -> None:
    lied = said(sha256="0" * 64, file="../evil")
    reading = apart._understood(lied, REPORT.read_bytes(), REPORT.name, Limits())
    assert reading == read_report(REPORT)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": None},
        {"body": 7},
        {"years": [2016]},
        {"years": ["2016", "2017"]},
        {"dropped": [["a", "b", "c"]]},
        {"title": "\ud800"},
    ],
)
def test_an_answer_of_another_shape_is_a_broken_child(changes: dict[str, object]) -> None:
    with pytest.raises(Unreadable, match="làm hỏng chương trình đọc"):
        apart._understood(said(**changes), b"", "a.txt", Limits())


class Bomb:
    """Runs a program when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("evil",)


def test_nothing_that_a_child_sends_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for answer in (pickle.dumps(Bomb()), b"Reading\n" + pickle.dumps(Bomb()), b"\xff\xfe\n\xff", b""):
        with pytest.raises(Unreadable):
            apart._understood(answer, b"", "a.txt", Limits())
    assert list(tmp_path.iterdir()) == []


def test_every_error_of_the_room_comes_back_as_itself() -> None:
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, CorpusError):
            with pytest.raises(error, match=r"^vì sao$") as raised:
                apart._understood(f"{error.__name__}\nvì sao".encode(), b"", "a.txt", Limits())
            assert type(raised.value) is error
    assert NotAReport in vars(errors).values()


def test_the_child_gives_up_what_breaks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for error, answer in (
        (MemoryError, b"memory"),
        (KeyError, b"broken\nKeyError"),
        (RecursionError, b"broken\nRecursionError"),
    ):

        def fails(*_: object, error: type[Exception] = error) -> None:
            raise error

        monkeypatch.setattr(apart, "understand", fails)
        assert apart._answer(b"", "a.txt", NOTHING_GIVEN) == answer
