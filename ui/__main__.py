"""The users of the page: `python -m ui users FILE add NAME --role staff | list | password NAME | remove NAME`."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from ui.users import ROLES, Account, UsersError, hashed, name_typed, read, write
from ui.wording import access as wording


def main(argv: list[str] | None = None) -> int:
    """0 when done, 1 with one line on stderr when it could not be."""
    options = _parser().parse_args(argv)
    try:
        done = options.run(options)
    except UsersError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    if done:
        print(done, file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description="Người dùng của trang hỏi đáp.")
    rooms = parser.add_subparsers(required=True)
    users = rooms.add_parser("users", help="thêm, sửa, bỏ người dùng trong tệp người dùng")
    users.add_argument("file", type=Path, metavar="TỆP")
    commands = users.add_subparsers(required=True)

    add = commands.add_parser("add", help="thêm một người; mật khẩu được hỏi hai lần, hoặc đọc từ stdin")
    add.add_argument("name", metavar="TÊN")
    add.add_argument("--role", choices=ROLES, default="reader", help="reader: hỏi và đọc; staff: cả quản lý thư viện")
    add.set_defaults(run=_add)
    for word, run, text in (
        ("password", _password, "đặt mật khẩu mới"),
        ("remove", _remove, "bỏ một người"),
    ):
        command = commands.add_parser(word, help=text)
        command.add_argument("name", metavar="TÊN")
        command.set_defaults(run=run)
    commands.add_parser("list", help="các người dùng và quyền").set_defaults(run=_list)
    return parser


def _add(options: argparse.Namespace) -> str:
    accounts = read(options.file) if options.file.exists() else {}
    name = name_typed(options.name)
    if name in accounts:
        raise UsersError(wording.THERE_ALREADY.format(name=name))
    accounts[name] = Account(name, options.role, hashed(_asked(name)))
    write(options.file, accounts)
    return wording.ADDED.format(name=name, role=options.role)


def _password(options: argparse.Namespace) -> str:
    accounts, account = _known(options)
    accounts[account.name] = Account(account.name, account.role, hashed(_asked(account.name)))
    write(options.file, accounts)
    return wording.PASSWORD_SET.format(name=account.name)


def _remove(options: argparse.Namespace) -> str:
    accounts, account = _known(options)
    del accounts[account.name]
    write(options.file, accounts)
    return wording.REMOVED.format(name=account.name)


def _list(options: argparse.Namespace) -> str:
    for account in read(options.file).values():
        print(f"{account.role:8} {account.name}")
    return ""


def _known(options: argparse.Namespace) -> tuple[dict[str, Account], Account]:
    accounts, name = read(options.file), name_typed(options.name)
    if name not in accounts:
        raise UsersError(wording.NOBODY.format(name=name))
    return accounts, accounts[name]


def _asked(name: str) -> str:
    """A new password: typed twice at a terminal, else the first line of stdin."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(wording.ASK_PASSWORD.format(name=name))
    if first != getpass.getpass(wording.ASK_AGAIN):
        raise UsersError(wording.NOT_THE_SAME)
    return first


if __name__ == "__main__":
    sys.exit(main())
