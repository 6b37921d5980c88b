"""`python -m corpus inspect FILE [--json]`: what would be kept of a file, and what would be cut."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.report import Reading, read_report


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="Xem chương trình hiểu gì về một tệp báo cáo."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    inspect = commands.add_parser("inspect", help="phần giữ lại và phần cắt bỏ của một tệp")
    inspect.add_argument("file", type=Path)
    inspect.add_argument("--json", action="store_true", help="in ra JSON")
    arguments = parser.parse_args(argv)
    try:
        reading = read_report(arguments.file)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        if arguments.json:
            print(json.dumps(as_json(reading), ensure_ascii=False, indent=1))
        else:
            _show(reading)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def as_json(reading: Reading) -> dict[str, Any]:
    """`{"report", "body", "dropped", "warnings"}`; the body stands beside its report's description, not in it."""
    report = asdict(reading.report)
    body, dropped = report.pop("body"), report.pop("dropped")
    return {"report": report, "body": body, "dropped": list(dropped), "warnings": list(reading.warnings)}


def _show(reading: Reading) -> None:
    described = as_json(reading)["report"]
    for key, value in described.items():
        print(f"{key:13} {value}")
    for warning in reading.warnings:
        print(f"! {warning}")
    print("\n=== GIỮ LẠI ===\n" + reading.report.body)
    for cut in reading.report.dropped:
        print(f"\n=== CẮT BỎ: {cut.reason} ===\n{cut.text}")


if __name__ == "__main__":
    sys.exit(main())
