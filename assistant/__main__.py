"""`python -m assistant "câu hỏi" [--json]` and `python -m assistant --batch in.jsonl --out out.jsonl`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant, QuestionError
from assistant.records import Answer
from index.__main__ import add_library_options, read_batch, write_lines
from index.errors import LibraryError
from index.library import Library


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Hỏi đáp trên báo cáo CNTT của các tỉnh.")
    add_library_options(parser)
    parser.add_argument("question", nargs="?", help="câu hỏi")
    parser.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    parser.add_argument("--batch", type=Path, help="tệp JSONL, mỗi dòng một câu hỏi")
    parser.add_argument("--out", type=Path, help="tệp JSONL kết quả của --batch")
    arguments = parser.parse_args(argv)
    if (arguments.batch is None) == (arguments.question is None) or (arguments.batch is None) != (arguments.out is None):
        parser.error("cần một câu hỏi, hoặc --batch cùng với --out")
    try:
        with Library.open(arguments.data, arguments.embedding, progress=_say) as library:
            assistant = Assistant(library)
            if arguments.batch:
                write_lines(arguments.out, (_row(assistant, row) for row in read_batch(arguments.batch)))
            else:
                _print(assistant.ask(arguments.question), arguments.json)
    except (LibraryError, QuestionError) as error:
        _say(str(error))
        return 1
    return 0


def _row(assistant: Assistant, row: dict[str, Any]) -> dict[str, Any]:
    """The answer to one line of a batch; what cannot be asked is answered by asking back, so that the batch goes on."""
    try:
        answer = assistant.ask(row["question"], row["history"])
    except QuestionError as error:
        answer = Answer("clarify", str(error))
    return replace(answer, id=row["id"]).as_json()


def _print(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1))
        return
    print(answer.text)
    for citation in answer.citations:
        print(f"\n[{citation.n}] {citation.title} – {citation.report} [{citation.start}, {citation.end})\n    «{citation.quote}»")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
