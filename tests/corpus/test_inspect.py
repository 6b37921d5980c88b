"""`python -m corpus inspect`, run as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.report import read_report

ROOT = Path(__file__).parents[2]
LONG_AN = ROOT / "corpus" / "reports" / "long-an.txt"


def inspect(*arguments: str | Path, columns: int | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "corpus", "inspect", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    environment |= {"COLUMNS": str(columns)} if columns else {}
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, check=False)


def test_json_has_the_documented_shape() -> None:
    done = inspect(LONG_AN, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads(done.stdout)
    report = read_report(LONG_AN).report
    assert list(shown) == ["report", "body", "dropped", "warnings", "findings"]
    assert shown["body"] == report.body
    assert shown["dropped"] == [{"text": cut.text, "reason": cut.reason} for cut in report.dropped]
    assert shown["warnings"] == ["Tệp không ghi ngày đăng; ngày muộn nhất nêu trong bài là 29/05/2012."]
    assert shown["report"] == {
        "id": "long-an-sau-2012-05-29",
        "province": "Long An",
        "province_now": "Tây Ninh",
        "title": report.title,
        "publisher": None,
        "author": "Lê Văn Bích",
        "published": None,
        "not_before": "2012-05-29",
        "years": [2008, 2012],
        "file": "long-an.txt",
        "sha256": report.sha256,
        "kind": "bài phát biểu",
    }
    findings = {found["field"]: found for found in shown["findings"]}
    assert all(list(found) == ["field", "value", "how", "sure"] for found in shown["findings"])
    assert findings["province"] == {
        "field": "province", "value": "Long An", "how": "nêu trong tiêu đề", "sure": True,
    }  # fmt: skip
    assert (findings["published"]["sure"], findings["not_before"]["value"]) == (False, "29/05/2012")


def test_the_page_for_people_shows_what_is_kept_and_what_is_cut() -> None:
    done = inspect(LONG_AN)
    assert (done.returncode, done.stderr) == (0, "")
    described, below = done.stdout.split("=== GIỮ LẠI, và CẮT BỎ sau dấu ✂ ===\n")
    report = read_report(LONG_AN).report
    lines = below.rstrip("\n").split("\n")
    assert "\n".join(line for line in lines if not line.startswith("✂")) == report.body
    cut = "\n".join(line.removeprefix("✂ ") for line in lines if line.startswith("✂"))
    assert "dự án Bất Động Sản" in cut and all(f"[{dropped.reason}]" in cut for dropped in report.dropped)
    assert "long-an-sau-2012-05-29" in described and "! Tệp không ghi ngày đăng" in described
    assert "Long An  [nêu trong tiêu đề]" in described and "tệp không ghi ngày đăng – CẦN XÁC NHẬN" in described


def test_on_a_wide_page_kept_and_cut_stand_side_by_side() -> None:
    done = inspect(LONG_AN, columns=130)
    columns = [
        line.split(" │ ") for line in done.stdout.split("=== GIỮ LẠI │ CẮT BỎ ===\n")[1].rstrip("\n").split("\n")
    ]
    kept = " ".join(line[0].rstrip(" │") for line in columns if line[0].rstrip(" │"))
    assert " ".join(kept.split()) == " ".join(read_report(LONG_AN).report.body.split())
    assert max(len(" │ ".join(line)) for line in columns) <= 130


def test_what_people_know_of_a_file_is_taken() -> None:
    given = ["--province", "tây ninh", "--published", "01/06/2012", "--years", "2010-2012"]
    report = json.loads(inspect(LONG_AN, *given, "--json").stdout)["report"]
    assert (report["province"], report["id"]) == ("Tây Ninh", "tay-ninh-2012-06-01")
    assert (report["published"], report["years"], report["not_before"]) == ("2012-06-01", [2010, 2012], None)
    for flag, value in (("--province", "Atlantis"), ("--published", "hôm qua"), ("--years", "2012-2010")):
        done = inspect(LONG_AN, flag, value)
        assert (done.returncode, done.stdout) == (2, "") and "hãy viết như" in done.stderr


@pytest.mark.parametrize("name", ["missing.txt", "picture.png", "empty.txt", "menu.txt", "folder"])
def test_what_cannot_be_read_is_one_clear_line_and_status_1(tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    (tmp_path / "empty.txt").touch()
    (tmp_path / "menu.txt").write_text("Trang chủ\nLiên hệ\n", "utf-8")
    (tmp_path / "folder").mkdir()
    for options in ([], ["--json"]):
        done = inspect(tmp_path / name, *options)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("\n") == 1 and name in done.stderr and "Traceback" not in done.stderr


def test_wrong_usage_is_status_2() -> None:
    assert inspect().returncode == 2
    assert inspect(LONG_AN, "--yaml").returncode == 2


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_reader_that_closes_early_gets_no_traceback(options: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "corpus", "inspect", str(LONG_AN), *options]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_control_of_a_file_reaches_the_terminal(tmp_path: Path) -> None:
    orders = "\x1b]0;evil\x07\x1b[2J\x9b31m\u202e\u200b"
    text = LONG_AN.read_text("utf-8").replace("\n", f"{orders}\n")
    (tmp_path / f"a{orders}.txt").write_text(f"Trang chủ{orders}\n{text}", "utf-8")
    for columns in (None, 160):
        done = inspect(tmp_path / f"a{orders}.txt", columns=columns)
        assert done.returncode == 0 and "Long An" in done.stdout
        assert [
            letter for letter in done.stdout + done.stderr if not letter.isprintable() and letter not in "\t\n"
        ] == []
