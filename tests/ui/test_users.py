"""The file of users and the command that edits it."""

from __future__ import annotations

import io
import json
import stat
import unicodedata
from pathlib import Path

import pytest

from ui.__main__ import main
from ui.users import Account, Users, UsersError, hashed, name_typed, read, right, write
from ui.wording import access as wording

SECRET = "mật khẩu rất dài"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users.json"


def run(file: Path, *words: str, typed: str = "") -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(typed))
        return main(["users", str(file), *words])


def test_users_are_added_listed_changed_and_removed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file, "add", " Lan", "--role", "staff", typed=f"{SECRET}\n") == 0
    assert run(file, "add", "minh", typed=f"{SECRET}\r\n") == 0
    assert run(file, "list") == 0
    assert capsys.readouterr().out.split() == ["staff", "lan", "reader", "minh"]
    before = read(file)["minh"]
    assert right(before, SECRET) and not right(before, SECRET + "x")
    assert run(file, "password", "MINH", typed="một câu khác hẳn") == 0
    assert right(read(file)["minh"], "một câu khác hẳn")
    assert run(file, "remove", "minh") == 0
    assert list(read(file)) == ["lan"]


def test_the_file_is_for_its_owner_and_holds_no_password(file: Path) -> None:
    run(file, "add", "lan", typed=SECRET)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = json.loads(file.read_text("utf-8"))["lan"]
    assert kept["hash"].startswith("$argon2id$") and SECRET not in file.read_text("utf-8")
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("words", "typed", "why"),
    [
        (["add", "lan"], SECRET, "Đã có người dùng lan"),
        (["add", "minh"], "ngắn", "từ 10 đến 200"),
        (["add", "lan <b>"], SECRET, "chỉ gồm chữ"),
        (["remove", "minh"], "", "Không có người dùng minh"),
        (["password", "minh"], SECRET, "Không có người dùng minh"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str], words: list[str], typed: str, why: str
) -> None:
    run(file, "add", "lan", typed=SECRET)
    before = file.read_bytes()
    capsys.readouterr()
    assert run(file, *words, typed=typed) == 1
    assert why in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["", "[]", '{"lan": {"role": "king", "hash": ""}}', '{"lan": 1}', "\x00"])
def test_a_damaged_file_is_refused(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(UsersError, match="bị hỏng"):
        read(file)


def test_a_missing_or_empty_file_opens_nothing(file: Path) -> None:
    with pytest.raises(UsersError, match="python -m ui users"):
        Users(file)
    write(file, {})
    with pytest.raises(UsersError, match=wording.NO_USERS.split(";")[0][-10:]):
        Users(file)


def test_a_running_page_sees_what_changes_in_the_file(file: Path) -> None:
    lan = Account("lan", "staff", hashed(SECRET))
    write(file, {"lan": lan})
    users = Users(file)
    assert users.account("lan") == lan and users.account("minh") is None
    write(file, {"minh": Account("minh", "reader", lan.hash)})
    assert users.account("lan") is None and users.account("minh") is not None
    file.write_text("hỏng")
    assert users.account("minh") is None


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    account = Account("lan", "staff", hashed("mật khẩu rất dài"))
    assert right(account, unicodedata.normalize("NFD", "mật khẩu rất dài"))
    assert name_typed("LAN.Sở") == "lan.sở"


def test_nobodys_password_is_never_right() -> None:
    assert not right(None, SECRET)
    assert not right(Account("lan", "staff", "not a hash"), SECRET)
