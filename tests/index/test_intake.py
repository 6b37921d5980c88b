"""Many files: each by itself, told with the time left, summed up, and gone on with where it was interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import index.intake
from corpus.findings import Given
from index.intake import Item, by_rules, items_in, summary, take_in, teller
from index.library import Library
from tests.index.making import LAO_CAI, ROOT, assert_whole, ids, written

NOTHING = Given()


@pytest.fixture
def empty(tmp_path: Path, shared_embedder: object) -> Iterator[Library]:
    with Library.open(tmp_path / "data", seed=False) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two days' reports, one of them twice, a broken file, a hidden one and one in a folder below."""
    place = tmp_path / "hồ sơ"
    (place / "dưới").mkdir(parents=True)
    (place / "a.txt").write_bytes(written(tmp_path, 1).read_bytes())
    (place / "b hỏng.txt").write_bytes(b"\x00\x01")
    (place / "c.txt").write_bytes(written(tmp_path, 1).read_bytes())
    (place / "dưới" / "d.txt").write_bytes(written(tmp_path, 2, 90).read_bytes())
    (place / ".ẩn.txt").write_bytes(b"?")
    return place


def taken(library: Library, items: list[Item], confirmed: bool = True) -> list[index.intake.Outcome]:
    return list(take_in(library, items, by_rules(None, confirmed)))


def test_a_folder_is_all_files_in_it_and_below(folder: Path) -> None:
    items = items_in([folder], NOTHING)
    assert [item.path.name for item in items] == ["a.txt", "b hỏng.txt", "c.txt", "d.txt"]
    assert all(item.listed for item in items)
    assert items_in([folder / "a.txt"], NOTHING) == [Item(folder / "a.txt", NOTHING)]


def test_each_file_by_itself_and_a_summary(empty: Library, folder: Path) -> None:
    said: list[str] = []
    items = items_in([folder], NOTHING)
    outcomes = taken(empty, items)
    tell = teller(len(items), said.append)
    for outcome in outcomes:
        tell(outcome)
    assert [outcome.kind for outcome in outcomes] == ["added", "failed", "there", "added"]
    assert said[0].startswith("1/4: Đã thêm a.txt") and "(còn khoảng" in said[0] and "còn" not in said[3]
    counts, failure = summary(outcomes, 4)
    assert counts == "Tổng kết 4/4 tệp: 2 đã thêm, 1 đã có từ trước, 1 không thêm được."
    assert str(folder / "b hỏng.txt") in failure
    assert len(ids(empty)) == 2
    assert_whole(empty)


def test_what_is_there_is_not_read_again(empty: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = taken(empty, items_in([folder], NOTHING))
    empty.remove(first[0].report.id if first[0].report else "")
    read: list[Path] = []
    real = empty.prepare
    monkeypatch.setattr(empty, "prepare", lambda path, given: read.append(path) or real(path, given))
    again = taken(empty, items_in([folder], NOTHING))
    assert [outcome.kind for outcome in again] == ["left", "failed", "left", "there"]
    assert "python -m index restore" in again[0].line
    assert [path.name for path in read] == ["b hỏng.txt"]
    (named,) = taken(empty, [Item(folder / "a.txt", NOTHING)])  # named by itself, it is meant
    assert named.kind == "added"


def test_what_is_likely_a_copy_or_not_sure_is_not_taken_unasked(empty: Library, tmp_path: Path) -> None:
    first, second = written(tmp_path, 1, 152), written(tmp_path, 1, 149)
    assert taken(empty, [Item(first, NOTHING)], confirmed=False)[0].kind == "added"
    (doubtful,) = taken(empty, [Item(second, NOTHING)], confirmed=False)
    assert doubtful.kind == "failed"
    assert f"--replace {LAO_CAI.replace('03', '01')}" in doubtful.line and "--confirm" in doubtful.line
    (replaced,) = take_in(empty, [Item(second, NOTHING)], by_rules(LAO_CAI.replace("03", "01"), False))
    assert replaced.kind == "replaced" and len(ids(empty)) == 1


def test_an_interrupted_folder_is_gone_on_with(tmp_path: Path) -> None:
    """Ctrl-C in the middle: one line says how to go on, and the same command does the rest."""
    place = tmp_path / "hồ sơ"
    place.mkdir()
    for day in range(1, 9):
        written(place, day, 90 + day)
    add = ["--data", str(tmp_path / "data"), "add", str(place), "--confirm", "--json"]
    command = [sys.executable, "-m", "index", *add]
    with Library.open(tmp_path / "data"):
        pass
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stderr is not None and child.stdout is not None
        before = []
        for line in child.stderr:
            before.append(line)
            if line.startswith("2/8"):
                os.kill(child.pid, signal.SIGINT)
                break
        rest, out = child.stderr.read(), child.stdout.read()
    assert child.returncode == 1 and "chạy lại lệnh này" in rest and "Traceback" not in rest
    done = len(json.loads(out))
    assert 2 <= done < 8
    again = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert again.returncode == 0 and f"{8 - done} đã thêm, {done} đã có từ trước" in again.stderr
    assert len(json.loads(again.stdout)) == 8
    with Library.open(tmp_path / "data") as library:
        assert len(library.reports()) == 13
        assert_whole(library)


@pytest.mark.hard
def test_the_last_of_many_files_costs_what_the_first_did(tmp_path: Path, empty: Library) -> None:
    """Two hundred and fifty short reports with the real model: processor seconds a file of the first and last fifty."""
    names = ["Lào Cai", "Yên Bái", "Hà Giang", "Sơn La", "Bắc Kạn", "Cao Bằng", "Lạng Sơn", "Quảng Ninh", "Thái Bình"]
    place = tmp_path / "hồ sơ"
    place.mkdir()
    for number in range(250):
        name = names[number % len(names)]
        text = written(tmp_path, 1 + number % 28, number).read_text(encoding="utf-8").replace("Lào Cai", name)
        text = text.replace("12,5 tỷ", f"{number},{number % 9} tỷ").replace("300 cán bộ", f"{1000 + 7 * number} cán bộ")
        text = text.replace("97%", f"{number % 97},{number % 7}%")
        (place / f"{number:03}.txt").write_text(text, encoding="utf-8")
    times, began = [], spent()
    for outcome in take_in(empty, items_in([place], NOTHING), by_rules(None, True)):
        assert outcome.kind == "added", outcome.line
        times.append(spent() - began)
        began = spent()
    first, last = sum(times[1:51]) / 50, sum(times[-50:]) / 50
    print(f"seconds a file: {first:.3f} for the first fifty, {last:.3f} for the last")
    assert last < 1.5 * first + 0.05


def spent() -> float:
    """Processor seconds of this process and of those that read files for it: other work on the machine counts not."""
    return sum(os.times()[:4])
