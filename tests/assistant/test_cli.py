"""The door `python -m assistant`: what it prints, where, and the status it leaves."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.__main__ import main
from index.library import Library

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?"
KEYS = ["id", "status", "reason", "mode", "text", "citations", "scope", "missing", "seconds"]
CITATION = ["n", "report", "province", "title", "published", "start", "end", "quote"]


class Said(NamedTuple):
    status: int
    out: str
    err: str


Door = Callable[..., Said]


@pytest.fixture(scope="module")
def data(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five reports for all these tests: asking changes nothing in it."""
    return shutil.copytree(seeded, tmp_path_factory.mktemp("asked") / "data")


@pytest.fixture
def door(capsys: pytest.CaptureFixture[str], data: Path) -> Door:
    """Run the command in this process, where the model is loaded already."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            status = main(["--data", str(data), *map(str, arguments)])
        except SystemExit as exit:
            status = int(exit.code or 0)
        return Said(status, *capsys.readouterr())

    return run


def told(said: Said, *parts: str) -> None:
    """One clear line on stderr, nothing on stdout, status 1."""
    assert said.status == 1 and said.out == ""
    assert said.err.count("\n") == 1 and said.err.endswith("\n"), said.err
    assert all(part in said.err for part in parts), said.err


def batch(path: Path, *rows: Any) -> Path:
    """A batch file: a line each, strings as they are, everything else as JSON."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def started(*arguments: object) -> Said:
    """Run the command as people do, in a process of its own."""
    command = [sys.executable, "-m", "assistant", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


# one question


def test_json_in_a_process_of_its_own(fresh_data: Path) -> None:
    said = started("--data", fresh_data, QUESTION, "--json")
    assert said.status == 0 and "Traceback" not in said.err
    answer = json.loads(said.out)
    assert list(answer) == KEYS
    assert [list(citation) for citation in answer["citations"]] == [CITATION]
    (citation,) = answer["citations"]
    assert answer | {"text": "", "citations": [], "seconds": 0.0} == {
        "id": None,
        "status": "answered",
        "reason": None,
        "mode": "extract",
        "text": "",
        "citations": [],
        "scope": {"provinces": ["Lai Châu"], "years": None, "level": None},
        "missing": [],
        "seconds": 0.0,
    }
    assert "**80%**" in answer["text"] and "[1]" in answer["text"]
    assert citation | {"start": 0, "end": 0, "quote": ""} == {
        "n": 1,
        "report": "lai-chau-2019-06-12",
        "province": "Lai Châu",
        "title": "Những chuyển biến tích cực trong ứng dụng công nghệ thông tin ở Lai Châu",
        "published": "2019-06-12",
        "start": 0,
        "end": 0,
        "quote": "",
    }
    assert "(80%)" in citation["quote"] and citation["end"] - citation["start"] == len(citation["quote"])
    assert 0 < answer["seconds"] < 60


def test_a_question_is_answered_in_lines_to_read(door: Door) -> None:
    said = door(QUESTION)
    assert (said.status, said.err) == (0, "")
    first, rest = said.out.split("\n", 1)
    assert "80%" in first and "[1]" in first
    assert "lai-chau-2019-06-12" in rest and re.search(r"^\[1\] ", rest, re.MULTILINE) and "(80%)" in rest


def test_a_refusal_is_an_answer(door: Door) -> None:
    said = door("Cà Mau có bao nhiêu xã dùng LAN?", "--json")
    answer = json.loads(said.out)
    assert (said.status, said.err) == (0, "")
    assert list(answer) == KEYS and answer["citations"] == []
    assert (answer["status"], answer["reason"]) == ("abstained", "no_province")


@pytest.mark.parametrize(
    ("question", "part"), [("", "nhập"), ("  ", "nhập"), ("a" * 2001, "2.000"), ("😀", "không có chữ"), ("?!", "chữ")]
)
def test_what_cannot_be_asked(question: str, part: str, door: Door) -> None:
    told(door(question), part)
    told(door(question, "--json"), part)


# a batch


def test_batch_keeps_the_ids_and_the_order(door: Door, tmp_path: Path) -> None:
    asked = batch(
        tmp_path / "in.jsonl",
        {"id": "b", "question": QUESTION},
        "",
        {"id": "a", "question": "Còn cấp huyện?", "history": ["Tỷ lệ văn bản ký số của các sở, ngành Bắc Giang?"]},
        {"id": 7, "question": "Cà Mau có bao nhiêu xã dùng LAN?", "history": []},
        {"question": "Hạn chế của Lai Châu là gì?", "history": None},
    )
    said = door("--batch", asked, "--out", tmp_path / "out.jsonl")
    assert said == Said(0, "", "")
    got = answers(tmp_path / "out.jsonl")
    assert [(answer["id"], answer["status"]) for answer in got] == [
        ("b", "answered"),
        ("a", "answered"),
        (7, "abstained"),
        (None, "answered"),
    ]
    assert all(list(answer) == KEYS for answer in got)
    assert "77%" in got[1]["text"] and got[1]["citations"][0]["province"] == "Bắc Giang"


def test_batch_asks_back_where_a_question_cannot_be_asked(door: Door, tmp_path: Path) -> None:
    rows = [{"id": n, "question": text} for n, text in enumerate(["", "😀", "a" * 2001, QUESTION])]
    said = door("--batch", batch(tmp_path / "in.jsonl", *rows), "--out", tmp_path / "out.jsonl")
    assert said == Said(0, "", "")
    got = answers(tmp_path / "out.jsonl")
    assert [answer["status"] for answer in got] == ["clarify", "clarify", "clarify", "answered"]
    assert all(answer["text"] and answer["citations"] == [] and answer["reason"] is None for answer in got[:3])
    assert all(list(answer) == KEYS for answer in got)


BAD = [
    "{",
    "[]",
    "12",
    '"Hạn chế của Lai Châu là gì?"',
    '{"id": "x"}',
    '{"question": null}',
    '{"question": 5}',
    '{"question": "a", "history": "b"}',
    '{"question": "a", "history": [1]}',
]


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_told_by_its_number(line: str, door: Door, tmp_path: Path) -> None:
    asked = batch(tmp_path / "in.jsonl", {"id": "a", "question": "Hạn chế của Lai Châu là gì?"}, "", line)
    told(door("--batch", asked, "--out", tmp_path / "out.jsonl"), "in.jsonl", "dòng 3")
    assert not (tmp_path / "out.jsonl").exists()


def test_the_output_may_replace_the_input(door: Door, tmp_path: Path) -> None:
    asked = batch(tmp_path / "x.jsonl", {"id": "a", "question": QUESTION})
    assert door("--batch", asked, "--out", asked).status == 0
    assert [answer["id"] for answer in answers(asked)] == ["a"]


def test_an_empty_batch_has_no_answers(door: Door, tmp_path: Path) -> None:
    said = door("--batch", batch(tmp_path / "in.jsonl"), "--out", tmp_path / "out.jsonl")
    assert said == Said(0, "", "") and (tmp_path / "out.jsonl").read_text() == ""


def test_files_that_cannot_be_read_or_written(door: Door, tmp_path: Path) -> None:
    asked = batch(tmp_path / "in.jsonl", {"id": "a", "question": QUESTION})
    told(door("--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out.jsonl"), "none.jsonl")
    told(door("--batch", tmp_path, "--out", tmp_path / "out.jsonl"), str(tmp_path))
    told(door("--batch", asked, "--out", tmp_path / "missing" / "out.jsonl"), "missing")
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "\xe0\xe9"}\n')
    told(door("--batch", tmp_path / "latin.jsonl", "--out", tmp_path / "out.jsonl"), "latin.jsonl")


# wrong usage, and folders that cannot be used

WRONG = [[], ["a", "b"], ["--batch", "x"], ["--out", "x"], ["a", "--batch", "x", "--out", "y"], ["a", "--none"]]


@pytest.mark.parametrize("arguments", WRONG, ids=map(" ".join, WRONG))
def test_wrong_usage_is_status_2(arguments: list[str], door: Door) -> None:
    said = door(*arguments)
    assert said.status == 2 and said.out == "" and "usage:" in said.err and "Traceback" not in said.err


def test_help_names_every_option(door: Door) -> None:
    said = door("--help")
    assert said.status == 0
    assert all(option in said.out for option in ("--data", "--json", "--batch", "--out", "TROLY_DATA"))


def test_a_locked_folder_is_told(fresh_data: Path) -> None:
    """Another process owns the folder: this one says so at once and touches nothing."""
    with Library.open(fresh_data):
        said = started("--data", fresh_data, QUESTION)
    told(said)
    assert "Traceback" not in said.err


def test_a_folder_that_cannot_be_made_is_told(door: Door, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told(door("--data", tmp_path / "file" / "data", QUESTION))


def test_a_missing_parent_folder_is_told_with_the_way_out(door: Door, tmp_path: Path) -> None:
    """A mistyped path makes no folders."""
    told(door("--data", tmp_path / "a" / "data", QUESTION), "TROLY_DATA", str(tmp_path / "a"))
    assert not (tmp_path / "a").exists()
