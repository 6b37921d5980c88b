"""The library's door: `python -m index search | add | list | show | describe | remove | restore | export | check |
rebuild`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.findings import add_flags, from_flags
from corpus.text import syllables
from index.dialog import by_asking
from index.errors import LibraryError, unknown
from index.history import export
from index.intake import Outcome, by_rules, items_in, summary, take_in, teller
from index.library import Library
from index.receipt import described
from index.redescribe import changes_of, kept_of, read_anew
from index.show import LABELS, shown

SOUND = "Chỉ mục khớp với sổ báo cáo."


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    arguments = parser.parse_args(argv)
    if trouble := _wrong_usage(arguments):
        parser.error(trouble)
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

    _add_parsers(commands)
    feedback = commands.add_parser("feedback", help="người dùng đánh giá câu trả lời thế nào, mới nhất trước")
    feedback.add_argument("--json", action="store_true")
    feedback.set_defaults(run=_feedback)
    commands.add_parser("check", help="kiểm tra toàn bộ và sửa").set_defaults(run=_check)
    commands.add_parser("rebuild", help="lập lại toàn bộ chỉ mục").set_defaults(run=_rebuilt)
    return parser


def _add_parsers(commands: Any) -> None:
    """The commands of a report's life."""
    add = commands.add_parser("add", help="thêm tệp báo cáo, hoặc mọi tệp trong thư mục")
    add.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    add.add_argument("--yes", action="store_true", help="không hỏi; chỗ chưa chắc thì không thêm")
    add.add_argument("--confirm", action="store_true", help="không hỏi; đã xem và nhận cả chỗ chưa chắc")
    add.add_argument("--replace", metavar="MÃ", help="thay báo cáo này; bản cũ được giữ lại, xem bằng show")
    add.add_argument("--json", action="store_true")
    add_flags(add)
    add.set_defaults(run=_add)

    listing = commands.add_parser("list", help="các báo cáo đang có")
    listing.add_argument("--removed", action="store_true", help="các báo cáo đã bỏ hoặc đã thay")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", help="mô tả một báo cáo, các bản cũ và những gì đã đổi")
    show.add_argument("id")
    show.set_defaults(run=_show)

    describe = commands.add_parser("describe", help="sửa mô tả một báo cáo; điều không nêu thì giữ nguyên")
    describe.add_argument("id")
    add_flags(describe)
    describe.set_defaults(run=_describe)

    out = commands.add_parser("export", help="chép báo cáo ra thư mục: tệp gốc, thân bài, mô tả")
    out.add_argument("id", nargs="?")
    out.add_argument("--all", action="store_true", help="mọi báo cáo đang có")
    out.add_argument("folder", type=Path)
    out.set_defaults(run=_export)

    remove = commands.add_parser("remove", help="bỏ một báo cáo (tệp gốc vẫn giữ)")
    remove.add_argument("id")
    remove.set_defaults(run=_remove)

    restore = commands.add_parser("restore", help="đưa lại báo cáo đã bỏ")
    restore.add_argument("id")
    restore.set_defaults(run=_restore)

    for command in (add, describe, remove, restore):
        command.add_argument("--who", metavar="TÊN", help="ai làm, ghi vào nhật ký (mặc định: tên đăng nhập)")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("cần một số nguyên từ 1 trở lên")
    return int(text)


def _wrong_usage(arguments: argparse.Namespace) -> str | None:
    """What argparse cannot see of wrong usage, or none."""
    if arguments.command == "search" and not _asks_once(arguments):
        return "search cần một câu hỏi, hoặc --batch cùng với --out"
    if arguments.command == "add" and arguments.replace is not None and len(arguments.files) != 1:
        return "--replace thay một báo cáo bằng một tệp"
    if arguments.command == "export" and arguments.all == (arguments.id is not None):
        return "export cần một mã báo cáo, hoặc --all, rồi đến thư mục"
    return None


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
    """Take the files in one by one; those that fail are told at the end by status 1, the others are kept."""
    if arguments.replace is not None and library.report(arguments.replace) is None:
        raise unknown(arguments.replace)
    items = items_in(arguments.files, from_flags(arguments))
    if arguments.yes or arguments.confirm:
        decide = by_rules(arguments.replace, arguments.confirm)
    else:
        decide = by_asking(lambda item: library.prepare(item.path, item.given), arguments.replace, _say, _asked)
    outcomes: list[Outcome] = []
    stopped = False
    tell = teller(len(items), _say)
    try:
        for outcome in take_in(library, items, decide, arguments.who):
            outcomes.append(outcome)
            tell(outcome)
    except KeyboardInterrupt:
        stopped = True
    if stopped or len(items) != 1:
        for line in summary(outcomes, len(items)):
            _say(line)
    if stopped:
        _say("Đã dừng; chạy lại lệnh này để làm tiếp các tệp còn lại.")
    if arguments.json:
        kept = [outcome.report for outcome in outcomes if outcome.report]
        print(json.dumps([described(report) for report in kept], ensure_ascii=False, indent=1))
    return 1 if stopped or any(outcome.kind == "failed" for outcome in outcomes) else 0


def _asked(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _describe(library: Library, arguments: argparse.Namespace) -> int:
    report = library.report(arguments.id)
    if report is None:
        raise unknown(arguments.id)
    said = {name: value for name, value in vars(from_flags(arguments)).items() if value is not None}
    given = replace(kept_of(report), **said)
    reading = read_anew(report, library.original(report.id), given)
    for warning in reading.warnings:
        _say(f"Lưu ý: {warning}")
    changes = changes_of(report, library.describe(report.id, reading, arguments.who))
    for change in changes:
        _say(f"{LABELS[change.field]}: {change.was or 'không rõ'} → {change.now or 'không rõ'}")
    _say(f"Đã sửa mô tả {report.id}." if changes else f"Mô tả {report.id} không có gì thay đổi.")
    return 0


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    library.remove(arguments.id, arguments.who)
    _say(f"Đã bỏ {arguments.id}.")
    return 0


def _restore(library: Library, arguments: argparse.Namespace) -> int:
    library.restore(arguments.id, arguments.who)
    _say(f"Đã đưa lại {arguments.id}.")
    return 0


def _list(library: Library, arguments: argparse.Namespace) -> int:
    reports = [past.report for past in library.past().values()] if arguments.removed else library.reports()
    if arguments.json:
        print(json.dumps([described(report) for report in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            print(f"{report.id:28} {report.province:12} {report.published or 'không ghi ngày':14} {report.title}")
    return 0


def _show(library: Library, arguments: argparse.Namespace) -> int:
    for line in shown(library, arguments.id):
        print(line)
    return 0


def _export(library: Library, arguments: argparse.Namespace) -> int:
    if not arguments.all and library.report(arguments.id) is None:
        raise unknown(arguments.id)
    for report in library.reports():
        if arguments.all or report.id == arguments.id:
            _say(f"Đã chép {report.id} ra {export(report, library.original(report.id), arguments.folder)}.")
    return 0


def _feedback(library: Library, arguments: argparse.Namespace) -> int:
    given = library.journal.feedback()
    if arguments.json:
        print(json.dumps([asdict(each) for each in given], ensure_ascii=False, indent=1))
    else:
        for each in given:
            print(f"{each.at[:16]}  {each.vote:4}  {each.reason:13} {each.who:12} {each.question}")
            for line in filter(None, [each.comment]):
                print(f"{'':24}{line}")
    return 0


def _check(library: Library, _: argparse.Namespace) -> int:
    checked = library.examine()
    for line in [*library.mended, *checked.mended, *checked.broken] or [SOUND]:
        print(line)
    return 1 if checked.broken else 0


def _rebuilt(library: Library, _: argparse.Namespace) -> int:
    for line in library.mended or [SOUND]:
        print(line)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
