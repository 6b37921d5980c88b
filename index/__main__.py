"""The library's door: `python -m index search | add | remove | list | check | rebuild`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.records import Report
from corpus.report import read_report
from corpus.text import syllables
from index.errors import LibraryError
from index.library import Library


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command == "search" and not _asks_once(arguments):
        parser.error("search cần một câu hỏi, hoặc --batch cùng với --out")
    if arguments.command == "search" and not arguments.batch and not syllables(arguments.question):
        _say("Câu hỏi không có chữ hoặc số nào; hãy gõ lại, ví dụ: Lai Châu có bao nhiêu xã dùng mạng LAN?")
        return 1
    try:
        with Library.open(
            arguments.data, arguments.embedding, progress=_say, rebuild=arguments.command == "rebuild"
        ) as library:
            return int(arguments.run(library, arguments))
    except (LibraryError, CorpusError) as error:
        _say(str(error))
        return 1


def add_library_options(parser: argparse.ArgumentParser) -> None:
    """`--data` and `--embedding`, with their environment variables, as on every door that opens the library."""
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("TROLY_DATA", "data")), help="thư mục dữ liệu (TROLY_DATA)"
    )
    parser.add_argument(
        "--embedding",
        default=os.environ.get("TROLY_EMBEDDING"),
        help="mô hình nhúng khác: tên hoặc thư mục sentence-transformers (TROLY_EMBEDDING)",
    )


def read_batch(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a batch file: `{"id", "question", "history": […]}` each.

    Raises `LibraryError` with the number of the line that is no such object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"Không đọc được tệp {path}: {error}.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rest = row.get("history") or []
            if not isinstance(rest, list) or not all(isinstance(turn, str) for turn in [row["question"], *rest]):
                raise TypeError("question")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LibraryError(
                f'{path}, dòng {number}: cần một đối tượng JSON {{"id", "question", "history"}}.'
            ) from error
        yield {"id": row.get("id"), "question": row["question"], "history": rest}


def write_lines(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    """Write plain objects as JSON lines, as they come. Raises `LibraryError` when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        raise LibraryError(f"Không ghi được tệp {path}: {error.strerror}.") from error


def described(report: Report) -> dict[str, Any]:
    """The report's record as plain data, without the long texts."""
    record = asdict(report)
    del record["body"], record["dropped"]
    return record


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Thư viện báo cáo: thêm, bớt, tìm kiếm.")
    add_library_options(parser)
    commands = parser.add_subparsers(dest="command", required=True)

    search = commands.add_parser("search", help="các đoạn hợp nhất với câu hỏi")
    search.add_argument("question", nargs="?")
    search.add_argument("-k", type=_positive, default=10, help="số đoạn (mặc định 10)")
    search.add_argument("--json", action="store_true")
    search.add_argument("--batch", type=Path, help="tệp JSONL, mỗi dòng một câu hỏi")
    search.add_argument("--out", type=Path, help="tệp JSONL kết quả của --batch")
    search.set_defaults(run=_search)

    add = commands.add_parser("add", help="thêm tệp báo cáo")
    add.add_argument("files", nargs="+", type=Path)
    add.add_argument("--yes", action="store_true", help="không hỏi lại")
    add.add_argument("--json", action="store_true")
    add.set_defaults(run=_add)

    remove = commands.add_parser("remove", help="bỏ một báo cáo")
    remove.add_argument("id")
    remove.set_defaults(run=_remove)

    listing = commands.add_parser("list", help="các báo cáo đang có")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    commands.add_parser("check", help="kiểm tra và sửa chỉ mục").set_defaults(run=_check)
    commands.add_parser("rebuild", help="lập lại toàn bộ chỉ mục").set_defaults(run=_check)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("cần một số nguyên từ 1 trở lên")
    return int(text)


def _asks_once(arguments: argparse.Namespace) -> bool:
    """Whether there is either a question or a batch with its output."""
    one, many, out = (given is not None for given in (arguments.question, arguments.batch, arguments.out))
    return one != many and many == out


def _search(library: Library, arguments: argparse.Namespace) -> int:
    if arguments.batch:
        write_lines(arguments.out, (_found(library, row, arguments.k) for row in read_batch(arguments.batch)))
        return 0
    hits = library.search_turns([arguments.question], arguments.k)
    if arguments.json:
        print(json.dumps([hit.as_json() for hit in hits], ensure_ascii=False, indent=1))
    else:
        for hit in hits:
            print(f"{hit.score:6.2f}  {hit.report.id}  [{hit.passage.start}, {hit.passage.end})")
            print(f"        {hit.passage.text}\n")
    return 0


def _found(library: Library, row: dict[str, Any], k: int) -> dict[str, Any]:
    hits = library.search_turns([*row["history"], row["question"]], k)
    return {"id": row["id"], "hits": [hit.as_json() for hit in hits]}


def _add(library: Library, arguments: argparse.Namespace) -> int:
    """Add the files one by one; those that fail are told at the end by status 1, the others are kept."""
    failed, added = False, []
    for path in arguments.files:
        try:
            reading = read_report(path)
            for warning in reading.warnings:
                _say(f"{path.name}: {warning}")
            if not arguments.yes and not _confirmed(reading.report):
                continue
            added.append(library.add(reading))
            _say(f"Đã thêm {path.name} với mã {added[-1].id}.")
        except (LibraryError, CorpusError) as error:
            _say(str(error))
            failed = True
    if arguments.json:
        print(json.dumps([described(report) for report in added], ensure_ascii=False, indent=1))
    return 1 if failed else 0


def _confirmed(report: Report) -> bool:
    _say(f"{report.file}: {report.title} – tỉnh {report.province}, đăng {report.published or 'không rõ ngày'}.")
    print("Thêm báo cáo này? [c/K] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("c", "co", "có", "y", "yes")


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    library.remove(arguments.id)
    _say(f"Đã bỏ {arguments.id}.")
    return 0


def _list(library: Library, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps([described(report) for report in library.reports()], ensure_ascii=False, indent=1))
    else:
        for report in library.reports():
            print(f"{report.id:28} {report.province:12} {report.published or 'không ghi ngày':14} {report.title}")
    return 0


def _check(library: Library, _: argparse.Namespace) -> int:
    for line in library.mended or library.check() or ["Chỉ mục khớp với sổ báo cáo."]:
        print(line)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
