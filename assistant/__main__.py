"""`python -m assistant "câu hỏi" [--json]` and `python -m assistant --batch in.jsonl --out out.jsonl`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant, QuestionError
from assistant.model import ModelError, add_mode_option, add_model_options, mode_of, model_of
from assistant.records import Answer, Mode
from index.__main__ import add_library_options, read_batch, write_lines
from index.errors import LibraryError
from index.library import Library


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Hỏi đáp trên báo cáo CNTT của các tỉnh.")
    add_library_options(parser)
    add_model_options(parser)
    add_mode_option(parser)
    parser.add_argument("question", nargs="?", help="câu hỏi")
    parser.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    parser.add_argument("--explain", action="store_true", help="cho biết câu trả lời được tìm ra thế nào")
    parser.add_argument("--batch", type=Path, help="tệp JSONL, mỗi dòng một câu hỏi")
    parser.add_argument("--out", type=Path, help="tệp JSONL kết quả của --batch")
    arguments = parser.parse_args(argv)
    if (arguments.batch is None) == (arguments.question is None) or (arguments.batch is None) != (
        arguments.out is None
    ):
        parser.error("cần một câu hỏi, hoặc --batch cùng với --out")
    try:
        model, mode = model_of(arguments), mode_of(arguments)
        with Library.open(arguments.data, arguments.embedding, progress=_say) as library:
            assistant = Assistant(library, model)
            if arguments.batch:
                # All read before the first answer: a bad line is told at once, and the output may replace the input.
                rows = list(read_batch(arguments.batch))
                write_lines(arguments.out, (_row(assistant, row, mode) for row in rows))
            else:
                *_, told = assistant.tell(arguments.question, mode=mode)
                _print(told.answer, arguments.json)
                if arguments.explain:
                    # Beside JSON it goes where it does not spoil it.
                    print("", *told.explained, sep="\n", file=sys.stderr if arguments.json else sys.stdout)
    except (LibraryError, QuestionError, ModelError) as error:
        _say(str(error))
        return 1
    return 0


def _row(assistant: Assistant, row: dict[str, Any], mode: Mode) -> dict[str, Any]:
    """The answer to one line of a batch; what cannot be asked is answered by asking back, so that the batch goes on."""
    try:
        answer = assistant.ask(row["question"], row["history"], mode)
    except QuestionError as error:
        answer = Answer("clarify", str(error))
    return replace(answer, id=row["id"]).as_json()


def _print(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1))
        return
    print(answer.text)
    for citation in answer.citations:
        print(
            f"\n[{citation.n}] {citation.title} – {citation.report} [{citation.start}, {citation.end})"
            f"\n    «{citation.quote}»"
        )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
