"""The door `python -m index`: what it prints, where, and the status it leaves."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from index.__main__ import main
from index.library import Library
from index.receipt import described
from tests.index.making import IDS, LAO_CAI, ROOT, written


class Said(NamedTuple):
    status: int
    out: str
    err: str


Door = Callable[..., Said]


@pytest.fixture
def door(capsys: pytest.CaptureFixture[str], fresh_data: Path) -> Door:
    """Run the command on a data folder of its own, in this process, where the model is loaded already."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            status = main(["--data", str(fresh_data), *map(str, arguments)])
        except SystemExit as exit:
            status = int(exit.code or 0)
        return Said(status, *capsys.readouterr())

    return run


def started(*arguments: object) -> Said:
    """Run the command as people do, in a process of its own."""
    command = [sys.executable, "-m", "index", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


def told(said: Said, status: int, *parts: str) -> None:
    """One clear line on stderr, nothing on stdout, and this status."""
    assert said.status == status and said.out == ""
    assert said.err.count("\n") == 1 and said.err.endswith("\n"), said.err
    assert all(part in said.err for part in parts), said.err


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return written(tmp_path, 3).rename(tmp_path / "Lào Cai.txt")


# list, in a process of its own


def test_list_json_prints_the_records(fresh_data: Path) -> None:
    said = started("--data", fresh_data, "list", "--json")
    records = json.loads(said.out)
    assert (said.status, said.err, [record["id"] for record in records]) == (0, "", IDS)
    assert records[2] | {"sha256": ""} == {
        "id": "lai-chau-2019-06-12",
        "province": "Lai Châu",
        "province_now": "Lai Châu",
        "title": "Những chuyển biến tích cực trong ứng dụng công nghệ thông tin ở Lai Châu",
        "publisher": records[2]["publisher"],
        "author": records[2]["author"],
        "published": "2019-06-12",
        "not_before": None,
        "years": records[2]["years"],
        "file": "lai-chau-2019.txt",
        "sha256": "",
        "kind": "tin bài",
    }


def test_list_prints_a_line_a_report(door: Door) -> None:
    said = door("list")
    assert said.status == 0 and [line.split()[0] for line in said.out.splitlines()] == IDS
    assert "không ghi ngày" in said.out


def test_the_data_folder_may_come_from_the_environment(fresh_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_DATA", str(fresh_data))
    assert json.loads(started("list", "--json").out)[0]["id"] == IDS[0]


# search


def test_search_json_prints_the_hits(fresh_data: Path, library: Library) -> None:
    question = "Tỷ lệ văn bản điện tử của Lai Châu là bao nhiêu?"
    said = started("--data", fresh_data, "search", question, "-k", 3, "--json")
    expected = [hit.as_json() for hit in library.search_turns([question], 3)]
    found = json.loads(said.out)
    assert said.status == 0
    assert [hit["text"] for hit in found] == [hit["text"] for hit in expected]
    assert [hit["score"] for hit in found] == pytest.approx([hit["score"] for hit in expected], abs=1e-3)
    assert found[0].keys() == {"report", "province", "start", "end", "text", "score"}


def test_search_prints_hits_for_people(door: Door) -> None:
    said = door("search", "văn bản điện tử ở Lai Châu", "-k", 2)
    assert said.status == 0 and said.out.count("lai-chau-2019-06-12") == 2


def test_search_without_a_hit_prints_an_empty_list(door: Door) -> None:
    assert door("search", "văn bản điện tử của tỉnh Cà Mau", "--json") == (0, "[]\n", "")


@pytest.mark.parametrize("empty", ["", "   ", "🙂🙂", "?!"])
def test_a_question_without_words_is_told(door: Door, empty: str) -> None:
    told(door("search", empty), 1, "Câu hỏi không có chữ hoặc số nào")
    told(door("search", empty, "--json"), 1, "Câu hỏi không có chữ hoặc số nào")


def batch(folder: Path, *rows: str) -> Path:
    path = folder / "in.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_batch_gives_a_line_for_a_line(door: Door, tmp_path: Path, library: Library) -> None:
    asked = batch(
        tmp_path,
        '{"id": "q1", "question": "tỷ lệ văn bản điện tử của Lai Châu"}',
        "",
        '{"id": 2, "question": "còn Long An?", "history": ["khó khăn của Bắc Giang là gì?"]}',
        '{"id": "q3", "question": "🙂", "history": null}',
        '{"question": "Bắc Ninh đầu tư bao nhiêu?"}',
    )
    out = tmp_path / "out.jsonl"
    assert door("search", "--batch", asked, "--out", out, "-k", 4) == (0, "", "")
    rows = lines(out)
    turns = [["tỷ lệ văn bản điện tử của Lai Châu"], ["khó khăn của Bắc Giang là gì?", "còn Long An?"], [""]]
    turns.append(["Bắc Ninh đầu tư bao nhiêu?"])
    assert [row["id"] for row in rows] == ["q1", 2, "q3", None]
    assert [row["hits"] for row in rows] == [[hit.as_json() for hit in library.search_turns(t, 4)] for t in turns]
    found = [{hit["province"] for hit in row["hits"]} for row in rows]
    assert found == [{"Lai Châu"}, {"Long An"}, set(), {"Bắc Giang"}]


@pytest.mark.parametrize(
    "bad",
    [
        "không phải JSON",
        '{"id": "q"}',
        '{"question": 5}',
        '{"question": "a", "history": "b"}',
        '{"question": "a", "history": 7}',
        '{"question": "a", "history": [7]}',
        '"a"',
        "[]",
        "7",
        "null",
    ],
)
def test_a_bad_line_of_a_batch_is_told_with_its_number(door: Door, tmp_path: Path, bad: str) -> None:
    asked = batch(tmp_path, '{"id": "q1", "question": "Lai Châu"}', "", bad)
    told(door("search", "--batch", asked, "--out", tmp_path / "out.jsonl"), 1, str(asked), "dòng 3", '"question"')


def test_files_that_cannot_be_read_or_written_are_told(door: Door, tmp_path: Path) -> None:
    good, latin = batch(tmp_path, '{"id": 1, "question": "Lai Châu"}'), tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"question": "c\xf4"}')
    told(door("search", "--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out"), 1, "Không đọc được", "none")
    told(door("search", "--batch", latin, "--out", tmp_path / "out"), 1, "Không đọc được", "latin.jsonl")
    told(door("search", "--batch", good, "--out", tmp_path / "none" / "out"), 1, "Không ghi được")
    told(door("search", "--batch", tmp_path, "--out", tmp_path / "out"), 1, "Không đọc được")


@pytest.mark.parametrize(
    "usage",
    [
        [],
        ["find"],
        ["search"],
        ["search", "a", "--batch", "b", "--out", "c"],
        ["search", "--batch", "b"],
        ["search", "a", "--out", "c"],
        ["search", "a", "-k", "0"],
        ["search", "a", "-k", "-3"],
        ["search", "a", "-k", "ba"],
        ["add"],
        ["add", "a", "b", "--replace", "x"],
        ["add", "a", "--years", "hai"],
        ["export", "out"],
        ["export", "a", "out", "--all"],
        ["show"],
        ["remove"],
        ["list", "--xml"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_before_anything_is_opened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, usage: list[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["--data", str(tmp_path / "data"), *usage])
    assert exit.value.code == 2
    assert "usage:" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


# add, replace, remove, restore


def test_add_keeps_a_report_and_remove_takes_it_out(door: Door, report: Path, fresh_data: Path) -> None:
    said = door("add", report, "--yes", "--json")
    (added,) = json.loads(said.out)
    assert (said.status, added["id"], added["file"]) == (0, LAO_CAI, "Lào Cai.txt")
    assert f"Đã thêm Lào Cai.txt với mã {LAO_CAI}." in said.err
    assert "body" not in added and "dropped" not in added
    assert door("search", "Lào Cai có bao nhiêu xã dùng phần mềm", "-k", 1).out.count(LAO_CAI) == 1
    told(door("remove", LAO_CAI), 0, f"Đã bỏ {LAO_CAI}.")
    told(door("remove", LAO_CAI), 1, "Không có báo cáo mang mã", "python -m index list")
    assert [line.split()[0] for line in door("list").out.splitlines()] == IDS
    assert door("list", "--removed").out.startswith(LAO_CAI)
    told(door("restore", LAO_CAI), 0, f"Đã đưa lại {LAO_CAI}.")
    told(door("restore", LAO_CAI), 1, "Không có báo cáo đã bỏ nào mang mã", "list --removed")
    assert len(door("list").out.splitlines()) == 6 and door("list", "--removed").out == ""


def test_adding_again_does_no_work_and_gives_the_same_ids(door: Door, report: Path, tmp_path: Path) -> None:
    first = door("add", report, "--yes", "--json")
    again = door("add", report, "--yes", "--json")
    assert (again.status, again.out) == (0, first.out)
    assert again.err == f"Lào Cai.txt đã có trong thư viện với mã {LAO_CAI}.\n"
    resaved = tmp_path / "chép lại.txt"
    resaved.write_text(report.read_text(encoding="utf-8").replace("\n", "\r\n") + "\n\n", encoding="utf-16")
    same = door("add", resaved, "--yes", "--json")
    assert (same.status, same.out) == (0, first.out) and "cùng nội dung" in same.err


def test_add_keeps_the_good_files_and_tells_of_the_others(door: Door, report: Path, tmp_path: Path) -> None:
    (tmp_path / "trống.txt").write_bytes(b"")
    (tmp_path / "ngắn.txt").write_text("Lào Cai", encoding="utf-8")
    files = [tmp_path / name for name in ("trống.txt", "ngắn.txt", "không có.txt")]
    said = door("add", *files, report, "--yes", "--json")
    assert said.status == 1 and [record["id"] for record in json.loads(said.out)] == [LAO_CAI]
    summary = said.err[said.err.index("Tổng kết") :].splitlines()
    assert summary[0] == "Tổng kết 4/4 tệp: 1 đã thêm, 3 không thêm được."
    assert [line.split(": ")[0] for line in summary[1:]] == [f"- {file}" for file in files]


@pytest.mark.parametrize(("reply", "kept"), [("c\n", 6), ("Có\n", 6), ("k\n", 5), ("\n", 5), ("", 5)])
def test_add_asks_first(door: Door, report: Path, monkeypatch: pytest.MonkeyPatch, reply: str, kept: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(reply))
    said = door("add", report)
    assert said.status == 0 and "Tỉnh: Lào Cai" in said.err and "Giữ lại: 2 đoạn, 4 câu" in said.err
    assert len(door("list").out.splitlines()) == kept


def test_replace_shows_what_changed(door: Door, report: Path, tmp_path: Path) -> None:
    door("add", report, "--yes")
    newer = written(tmp_path, 3, 149)
    said = door("add", newer, "--yes", "--replace", LAO_CAI, "--json", "--who", "Chị Hoa")
    (record,) = json.loads(said.out)
    assert said.status == 0 and record["id"].startswith(f"{LAO_CAI}-")
    shown = door("show", record["id"]).out
    assert f"Bản trước: {LAO_CAI} (Lào Cai.txt" in shown and "sửa 1 câu" in shown
    assert "- Năm 2020, tỉnh Lào Cai có 152/152 xã" in shown and "+ Năm 2020, tỉnh Lào Cai có 149/152 xã" in shown
    assert "thêm (Chị Hoa)" in shown
    assert f"đã thay bằng {record['id']}" in door("show", LAO_CAI).out
    told(door("show", "khong-co"), 1, "python -m index list")
    told(door("add", newer, "--yes", "--replace", "khong-co"), 1, "Không có báo cáo mang mã khong-co")


def test_what_was_given_wins(door: Door, report: Path) -> None:
    said = door(
        "add", report, "--yes", "--json", "--province", "yen bai", "--published", "2021-06-01", "--years", "2019"
    )
    (record,) = json.loads(said.out)
    assert (record["id"], record["province"], record["years"]) == ("yen-bai-2021-06-01", "Yên Bái", [2019, 2019])


def test_what_is_exported_is_the_same_report_when_it_is_added(door: Door, report: Path, tmp_path: Path) -> None:
    door("add", report, "--yes")
    door("add", written(tmp_path, 3, 149), "--yes", "--confirm")
    records = json.loads(door("list", "--json").out)
    assert len(records) == 7 and door("export", "--all", tmp_path / "out").status == 0
    assert (tmp_path / "out" / LAO_CAI / "original" / "Lào Cai.txt").read_bytes() == report.read_bytes()
    assert "152/152 xã" in (tmp_path / "out" / LAO_CAI / "body.txt").read_text(encoding="utf-8")
    for record in records:
        door("remove", record["id"])
    other = ["--data", str(tmp_path / "other")]
    assert main([*other, "add", str(tmp_path / "out"), "--yes"]) == 0
    with Library.open(tmp_path / "other") as library:
        assert [described(each) for each in library.reports()] == [{**r, "years": tuple(r["years"])} for r in records]
    told(door("export", "khong-co", tmp_path / "out"), 1, "Không có báo cáo mang mã khong-co")


# check, rebuild, and folders that do not open


def test_check_says_that_all_is_well_or_what_it_mended(door: Door, fresh_data: Path) -> None:
    well = (0, "Chỉ mục khớp với sổ báo cáo.\n", "")
    assert door("check") == well
    shutil.rmtree(fresh_data / "words")
    mended = door("check")
    assert mended.status == 0
    assert [line.split()[-1] for line in mended.out.splitlines()] == [f"{id}." for id in IDS]
    assert door("check") == well


def test_rebuild_mends_a_stale_index(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.library.SPLITTER", "khác")
    told(door("list"), 1, "python -m index rebuild")
    rebuilt = door("rebuild")
    assert rebuilt.status == 0 and rebuilt.out.count("Đã lập lại") == 5
    assert door("check").out == "Chỉ mục khớp với sổ báo cáo.\n"


def test_a_busy_folder_is_told_at_once(fresh_data: Path) -> None:
    with Library.open(fresh_data):
        before = time.monotonic()
        told(started("--data", fresh_data, "list"), 1, "tiến trình khác", "TROLY_DATA")
        assert time.monotonic() - before < 5 + start_up()


def start_up() -> float:
    """Seconds that Python and the imports take on this machine now."""
    before = time.monotonic()
    started("--help")
    return time.monotonic() - before


def test_a_folder_that_cannot_be_opened_is_told(fresh_data: Path, tmp_path: Path) -> None:
    told(started("--data", tmp_path / "none" / "data", "list"), 1, "hãy tạo thư mục đó")
    os.truncate(fresh_data / "ledger.sqlite", 5_000)
    told(started("--data", fresh_data, "search", "a"), 1, "ledger.sqlite", "bản sao lưu")
