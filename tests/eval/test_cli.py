"""The evaluation on the command line: the table on stdout, progress on stderr, an error in one line with its status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import eval.__main__
import eval.gate
from eval.__main__ import main
from eval.run import cases_for
from eval.runs import load_run

FEW = tuple(case.id for case in cases_for("real", "dev") if case.category == "figure")[:3]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli")


@pytest.fixture(scope="module")
def options(data: Path) -> list[str]:
    """A quick run: three cases on the real reports."""
    return ["--data", str(data), "--library", "real", "--systems", "assistant", "--only", ",".join(FEW)]


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line of the latest error."""
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1, (out, err)
    return err


def test_the_table_is_all_that_stands_on_stdout(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(options) == 0
    out, err = capsys.readouterr()
    assert out.split()[0] == "real/assistant" and "hit_1" in out and "right, by category" in out
    assert "3/3 câu" in err and "câu, còn" not in out


def test_a_category_can_be_run_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "--library", "real", "--category", "off_topic", "--systems", "refuse"]) == 0
    off_topic = sum(case.category == "off_topic" for case in cases_for("real"))
    out = capsys.readouterr().out
    assert f"n={off_topic}" in out and "hit_1" not in out


def test_a_sample_is_asked_and_is_not_the_last_evaluation(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = data / "eval" / "summary.json"
    before = summary.read_bytes() if summary.exists() else None
    assert main(["--data", str(data), "--library", "real", "--sample", "20", "--systems", "refuse"]) == 0
    total = re.search(r"right .* n=(\d+)", capsys.readouterr().out)
    assert total and 15 <= int(total[1]) <= 25
    assert (summary.read_bytes() if summary.exists() else None) == before


def test_both_libraries_stand_side_by_side_and_one_without_cases_is_left_out(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invented = next(case.id for case in cases_for("all") if case.library == "all" and not case.answerable)
    assert main(["--data", str(data), "--systems", "refuse", "--only", f"{invented},{FEW[0]}"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["real/refuse", "all/refuse"]
    assert main(["--data", str(data), "--systems", "refuse", "--only", invented]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["all/refuse"]


def test_runs_are_saved_compared_and_shown(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b, page = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "out" / "page.html"
    assert main([*options, "--save", str(a)]) == 0
    assert main([*options, "--systems", "refuse", "--save", str(b), "--html", str(page), "--previous", str(a)]) == 0
    assert [result.case.id for result in load_run(a).results] == list(FEW)
    assert FEW[0] in page.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["compare", str(a), str(b)]) == 0
    out = capsys.readouterr().out
    assert "a: assistant" in out and f"right to not right ({len(FEW)})" in out


def test_a_case_is_shown_from_end_to_end(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "inspect", FEW[0]]) == 0
    out = capsys.readouterr().out
    for part in (FEW[0], "Hiểu câu hỏi", "  đoạn ", "  câu ", "trả lời (answered", "điểm: right"):
        assert part in out


@pytest.mark.parametrize(
    "wrong",
    [
        ["--library", "none"],
        ["--split", "train"],
        ["--category", "weather"],
        ["compare", "one.jsonl"],
        ["inspect"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2 and "usage:" in capsys.readouterr().err


def test_an_unknown_system_is_wrong_usage_and_the_line_names_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--systems", "assistant,oracle"]) == 2
    line = complaint(capsys)
    assert "oracle" in line and "gold" in line


@pytest.mark.parametrize("wrong", [["inspect", "no-such-case"], ["--only", f"{FEW[0]},no-such-case"]], ids=" ".join)
def test_an_unknown_case_is_one_line_that_names_it(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(wrong) == 1
    line = complaint(capsys)
    assert "no-such-case" in line and FEW[0] not in line


def test_a_case_outside_the_chosen_category_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--category", "off_topic", "--only", FEW[0]]) == 1
    assert FEW[0] in complaint(capsys)


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"\xff\xfe\x00", b'{"run": {"system": "a"}}\n{"id": 1}\n'])
def test_a_file_that_is_no_run_is_one_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "run.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert main(["compare", str(path), str(path)]) == 1
    complaint(capsys)


def test_a_busy_library_is_one_line(options: list[str], data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with eval.__main__.open_library(data, "real", None, lambda _: None):
        assert main(options) == 1
    assert "tiến trình khác" in complaint(capsys)


# --- the gate --------------------------------------------------------------------------------------------------------


def test_the_gate_writes_a_baseline_is_green_by_it_and_red_by_a_better_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On three cases of one library, the second process included."""
    baseline = tmp_path / "baseline.json"
    cases = [case for case in cases_for("real") if case.id in FEW]
    monkeypatch.setattr(eval.gate, "LIBRARIES", ("real",))
    monkeypatch.setattr(eval.gate, "BASELINE", baseline)
    monkeypatch.setattr(eval.gate, "cases_for", lambda library: cases)
    assert main(["--data", str(data), "gate", "--accept"]) == 0
    out, err = capsys.readouterr()
    assert "real/assistant" in out and "The gate is green." in out and "tiến trình khác" in err
    kept = json.loads(baseline.read_text(encoding="utf-8"))
    assert kept["real"]["n"] == len(FEW) and kept["real"]["categories"] == {"figure": 1.0}
    kept["real"]["metrics"]["false_refusal"] = -0.1
    baseline.write_text(json.dumps(kept), encoding="utf-8")
    assert main(["--data", str(data), "gate"]) == 1
    out = capsys.readouterr().out
    assert "total: real: false_refusal is 0.0, was -0.1" in out and "The gate is red: 1 problems" in out


def test_a_second_process_that_fails_is_one_line(data: Path) -> None:
    with pytest.raises(eval.gate.BadRun, match="no-such-case"):
        eval.gate._run_elsewhere(data, None, "real", ["no-such-case"])
