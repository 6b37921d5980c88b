"""`python -m corpus inspect FILE [--json]`: what is understood of a file, what would be kept, and what would be cut."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.apart import read_apart
from corpus.beside import one_below_the_other, side_by_side
from corpus.errors import CorpusError
from corpus.findings import add_flags, from_flags
from corpus.report import Reading, as_json

WIDE = 120
"""Characters of a page from which on kept and cut stand side by side."""

_LABELS = {
    "province": "tỉnh",
    "title": "tiêu đề",
    "publisher": "nơi đăng",
    "author": "tác giả",
    "published": "ngày đăng",
    "not_before": "không trước",
    "years": "năm",
    "kind": "loại",
    "topic": "nội dung",
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="Xem chương trình hiểu gì về một tệp báo cáo."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    inspect = commands.add_parser("inspect", help="mô tả, phần giữ lại và phần cắt bỏ của một tệp")
    inspect.add_argument("file", type=Path)
    inspect.add_argument("--json", action="store_true", help="in ra JSON")
    add_flags(inspect)
    arguments = parser.parse_args(argv)
    try:
        reading = read_apart(arguments.file, from_flags(arguments))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        if arguments.json:
            print(json.dumps(as_json(reading), ensure_ascii=False, indent=1))
        else:
            width = shutil.get_terminal_size().columns
            print("\n".join(shown(reading, width if sys.stdout.isatty() or "COLUMNS" in os.environ else 0)))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def shown(reading: Reading, width: int) -> Iterator[str]:
    """The page for people: description, warnings, then kept and cut in the file's order, on `width` characters."""
    report = reading.report
    yield f"{'mã':12} {report.id}"
    for finding in reading.findings:
        doubt = "" if finding.sure else " – CẦN XÁC NHẬN"
        yield f"{_LABELS[finding.field]:12} {finding.value or '(không có)'}  [{finding.how}{doubt}]"
        if finding.field == "province" and report.province_now != report.province:
            yield f"{'nay thuộc':12} {report.province_now}"
    for warning in reading.warnings:
        yield f"! {warning}"
    wide = width >= WIDE
    yield "\n=== GIỮ LẠI │ CẮT BỎ ===" if wide else "\n=== GIỮ LẠI, và CẮT BỎ sau dấu ✂ ==="
    if wide:
        yield from side_by_side(report.body, report.dropped, reading.cut_at, width)
    else:
        yield from one_below_the_other(report.body, report.dropped, reading.cut_at)


if __name__ == "__main__":
    sys.exit(main())
