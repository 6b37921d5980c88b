"""Hostile files are refused with the reason, or read harmlessly where they are fine; nothing else comes of them.

Every file is made here (`hostile/`). Each is read as the service does it, apart, and while it is read the memory of the
child, the folders round it and an address that the files point to are watched.
"""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.apart import read_apart
from corpus.errors import CorpusError, NotAReport, Unreadable
from corpus.limits import USUAL
from corpus.read import read_bytes
from corpus.report import Reading, understand
from corpus.text import seen as without_unseen
from corpus.text import squeeze
from tests.corpus.hostile.case import ARTICLE, LISTENER, SECRET, Hostile
from tests.corpus.hostile.packed import PACKED
from tests.corpus.hostile.pages import PAGES
from tests.corpus.hostile.pdfs import PDFS
from tests.corpus.hostile.texts import TEXTS, text

FILES = (*PACKED, *PAGES, *PDFS, *TEXTS)
LINUX = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")


@pytest.fixture(scope="module")
def asked() -> Iterator[list[object]]:
    """Who connected to the address that the files point to."""
    visitors: list[object] = []

    def listen() -> None:
        while True:
            try:
                visitors.append(LISTENER.accept()[1])
            except OSError:
                return

    threading.Thread(target=listen, daemon=True).start()
    yield visitors
    LISTENER.shutdown(socket.SHUT_RDWR)


def test_the_address_that_files_point_to_is_listened_at(asked: list[object]) -> None:
    with socket.create_connection(LISTENER.getsockname()):
        ended = time.monotonic() + 10
        while not asked and time.monotonic() < ended:
            threading.Event().wait(0.01)
    assert asked.pop() and not asked


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that is the process's own: its home, its temporary files, its working folder."""
    for name in ("home", "temporary", "work", "given"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def seen(folder: Path) -> dict[str, tuple[int, int]]:
    """Every entry below a folder with its size and time of change, folders' times left out."""
    found = {}
    for path in folder.rglob("*"):
        told = path.lstat()
        found[str(path.relative_to(folder))] = (
            (0, 0) if stat.S_ISDIR(told.st_mode) else (told.st_size, told.st_mtime_ns)
        )
    return found


def children() -> set[int]:
    """The processes that this one has started to read a file."""
    lines = []
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread may end meanwhile
            lines.append(path.read_text())
    return {child for child in map(int, " ".join(lines).split()) if b"corpus.apart" in proc(child, "cmdline")}


def proc(process: int, file: str) -> bytes:
    try:
        return Path("/proc", str(process), file).read_bytes()
    except OSError:
        return b""


@contextmanager
def watched() -> Iterator[list[int]]:
    """The memory that children held at their peak, in bytes, looked at a hundred times a second."""
    peaks, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            for child in children():
                peaks.extend(int(peak) * 1024 for peak in re.findall(rb"VmHWM:\s+(\d+)", proc(child, "status")))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        done.set()
        watcher.join()


def outcome(path: Path) -> Reading | CorpusError:
    try:
        return read_apart(path)
    except CorpusError as error:
        return error


def check(hostile: Hostile, came: Reading | CorpusError) -> None:
    """Is this what must come of the file?"""
    if isinstance(came, Reading):
        assert hostile.says is None, f"read, but should be refused: {squeeze(came.report.body)[:300]}"
        body = squeeze(came.report.body)
        assert [line for line in ARTICLE if line not in body] == []
        shown = str(replace(came, data=b""))
        texts = [came.report.body, *(cut.text for cut in came.report.dropped)]
        assert texts == [without_unseen(text) for text in texts]
    else:
        assert hostile.says is not None, f"refused, but is fine: {came}"
        shown = str(came)
        assert re.search(hostile.says, shown), shown
        assert hostile.name in shown and "\n" not in shown
    assert [word for word in hostile.never if word in shown] == []


@LINUX
@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, id=one.name, marks=[pytest.mark.hard] if one.slow else []) for one in FILES],
)
def test_a_hostile_file_harms_nothing(hostile: Hostile, house: Path, asked: list[object]) -> None:
    path = house / "given" / hostile.name
    path.write_bytes(hostile.make())
    before, started = seen(house), time.monotonic()
    with watched() as peaks:
        came = outcome(path)
    seconds = time.monotonic() - started
    check(hostile, came)
    assert seconds < USUAL.seconds + 2
    assert max(peaks) <= USUAL.memory
    assert seen(house) == before
    assert children() == set()
    assert asked == []


def test_there_are_many_quick_ones_and_hardly_two_are_the_same() -> None:
    made = [one.make() for one in FILES if not one.slow and not one.name.startswith("bomb")]
    assert len({sha256(data).digest() for data in made}) >= 90
    assert len({one.name for one in FILES}) == len(FILES) >= 200


# Names


NAMES = {
    "..txt": "..txt",
    "-rf.txt": "-rf.txt",
    "--help": "--help",
    "a\nb.txt": "a�b.txt",
    "a\tb\x1b[31m.txt": "a�b�[31m.txt",
    "\u202etxt.exe": "�txt.exe",
    "a\u200bb.txt": "a�b.txt",
    "Ba\u0301o ca\u0301o.txt": "Báo cáo.txt",
    "báo cáo 📊.txt": "báo cáo 📊.txt",
    "$(touch evil) `touch evil`; touch evil.txt": "$(touch evil) `touch evil`; touch evil.txt",
    "%00%2e%2e%2f.txt": "%00%2e%2e%2f.txt",
    "C:\\evil.txt": "C:\\evil.txt",
    "<img src=x onerror=alert(1)>.txt": "<img src=x onerror=alert(1)>.txt",
    "{name}%s.txt": "{name}%s.txt",
    " .txt": " .txt",
    "sitecustomize.py": "sitecustomize.py",
    os.fsdecode(b"\xff\xfe.txt"): "��.txt",
    "a" * 251 + ".txt": "a" * 140 + "…" + "a" * 46 + ".txt",
    "ă" * 125 + ".txt": "ă" * 70 + "…" + "ă" * 23 + ".txt",
}
"""A file's name → as it is shown and kept."""


@pytest.mark.parametrize(("name", "shown"), NAMES.items(), ids=range(len(NAMES)))
def test_a_file_of_any_name_is_read_and_its_name_shown_harmlessly(name: str, shown: str, house: Path) -> None:
    path = house / "given" / name
    path.write_bytes(text())
    before = seen(house)
    assert read_apart(path).report.file == shown
    path.write_bytes(b"")
    with pytest.raises(Unreadable, match=re.escape(shown)) as raised:
        read_apart(path)
    assert str(raised.value).isprintable()
    assert set(seen(house)) == set(before)


@pytest.mark.parametrize("name", ["a" * 300, "a\0.txt", "../given/../nowhere.txt", "", "..", "\ud800.txt"])
def test_a_name_that_no_file_has_is_refused(name: str, house: Path) -> None:
    with pytest.raises(Unreadable, match="hãy kiểm tra") as raised:
        read_apart(house / "given" / name)
    assert str(raised.value).isprintable()


# What is no ordinary file


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "device", "loop", "broken link", "link to a device"])
def test_what_is_no_file_is_refused_at_once(kind: str, house: Path) -> None:
    path = house / "given" / "a.txt"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        socket.socket(socket.AF_UNIX).bind(os.path.relpath(path))
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path("/dev/zero")
    else:
        path.symlink_to({"loop": path, "broken link": "/nowhere", "link to a device": "/dev/zero"}[kind])
    started = time.monotonic()
    with pytest.raises(Unreadable, match=path.name):
        read_apart(path)
    assert time.monotonic() - started < 1


def test_a_link_is_followed_and_what_it_leads_to_is_judged_like_any_file(house: Path) -> None:
    """Whoever gives a file may read it; the content of one that is no report never comes back in the message."""
    report, link = house / "report.txt", house / "given" / "link.txt"
    report.write_bytes(text())
    link.symlink_to(report)
    assert read_apart(link).report.file == "link.txt"
    secret = house / "given" / "secret.txt"
    secret.symlink_to("/etc/passwd")
    with pytest.raises((NotAReport, Unreadable)) as raised:
        read_apart(secret)
    assert "secret.txt" in str(raised.value) and SECRET not in str(raised.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(house: Path) -> None:
    path = house / "given" / "closed.txt"
    path.write_bytes(text())
    path.chmod(0)
    with pytest.raises(Unreadable, match="quyền truy cập"):
        read_apart(path)


def test_what_the_kernel_makes_up_is_refused() -> None:
    with pytest.raises(Unreadable, match="environ"):
        read_apart(Path("/proc/self/environ"))


# Files that change while they are read


WRITER = """
import os, sys
path, way = sys.argv[1:]
content, n = bytes(8 * 1024**2), 0
open(path, "wb").write(content)
print(flush=True)
while True:
    n += 1
    if way == "vanishes":
        os.unlink(path)
        open(path, "wb").write(b"a" * n)
    else:
        with open(path, "r+b" if way == "turns" else "ab") as file:
            file.write(content.replace(b"\\0", bytes([n % 26 + 65])) if way == "turns" else b"x")
"""


@pytest.mark.parametrize("way", ["grows", "turns", "vanishes"])
def test_a_file_that_changes_meanwhile_is_refused_for_that(way: str, house: Path) -> None:
    path = house / "given" / "a.txt"
    refusals = set()
    with subprocess.Popen([sys.executable, "-c", WRITER, path, way], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        started = time.monotonic()
        while not refusals and time.monotonic() - started < 30:
            try:
                read_bytes(path)
            except Unreadable as error:
                refusals.add(str(error))
        writer.kill()
    says = "không có nội dung|Không tìm thấy|Không đọc được|thay đổi" if way == "vanishes" else "thay đổi trong khi đọc"
    assert [refusal for refusal in refusals if re.search(says, refusal)]


def test_hash_and_text_are_of_the_same_bytes(house: Path) -> None:
    path = house / "given" / "a.txt"
    path.write_bytes(text())
    reading = read_apart(path)
    path.write_bytes(b"changed")
    assert reading.report.sha256 == sha256(reading.data).hexdigest() == sha256(text()).hexdigest()
    assert reading == understand(reading.data, "a.txt")
