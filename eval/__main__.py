"""The evaluation's door: `python -m eval` prints the table; `gate`, `compare`, `inspect`, `feedback`, `train` apart."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.model import ModelError, add_mode_option, add_model_options, mode_of, model_of
from corpus.errors import CorpusError
from eval.cases import CATEGORIES, REAL_SPLITS, BadCase, Case, load_cases, read_splits
from eval.compare import format_comparison
from eval.feedback import drafts
from eval.gate import gate
from eval.inspect import inspect
from eval.report import write_html
from eval.run import CASES, INVENTED, LIBRARIES, cases_for, open_library, report_files, run, sample, say
from eval.runs import BadRun, Run, load_run, save_run
from eval.summary import write_summary
from eval.systems import systems
from eval.table import table
from index.__main__ import add_library_options
from index.errors import LibraryError
from index.library import Library

NAMES = ("assistant", "plain", "words", "dense", "refuse", "gold")


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (LibraryError, CorpusError, BadCase, BadRun, ModelError, OSError, UnicodeDecodeError) as error:
        say(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Đánh giá trợ lý trên các câu hỏi có đáp án.")
    add_library_options(parser)
    add_model_options(parser)
    add_mode_option(parser)
    parser.add_argument(
        "--library", choices=(*LIBRARIES, "both"), default="both", help="năm báo cáo thật, hay cả báo cáo giả định"
    )
    parser.add_argument("--split", choices=("dev", "test"), help="chỉ phần này (mặc định: tất cả)")
    parser.add_argument("--category", choices=CATEGORIES, help="chỉ loại câu hỏi này")
    parser.add_argument("--only", type=lambda ids: ids.split(","), metavar="MÃ,MÃ", help="chỉ các câu hỏi mang mã này")
    parser.add_argument("--sample", type=int, metavar="SỐ", help="chỉ chừng ấy câu hỏi, mỗi loại theo tỷ lệ")
    parser.add_argument("--seed", type=int, default=0, help="mẫu nào trong các mẫu của --sample (mặc định 0)")
    parser.add_argument(
        "--systems", default="assistant,plain", help=f"cách nhau dấu phẩy, hoặc all: {', '.join(NAMES)}"
    )
    parser.add_argument("--save", type=Path, help="lưu lượt chạy của hệ thống đầu tiên vào tệp JSONL")
    parser.add_argument("--html", type=Path, help="viết trang báo cáo HTML")
    parser.add_argument("--previous", type=Path, help="lượt chạy đã lưu để so sánh trong trang HTML")
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers()
    gated = commands.add_parser("gate", help="có được nhập thay đổi không: so với eval/baseline.json")
    gated.add_argument("--accept", action="store_true", help="lấy kết quả này làm mốc mới")
    gated.set_defaults(run=_gate)
    compared = commands.add_parser("compare", help="so hai lượt chạy đã lưu")
    compared.add_argument("a", type=Path)
    compared.add_argument("b", type=Path)
    compared.set_defaults(run=_compare)
    inspected = commands.add_parser("inspect", help="một câu hỏi từ đầu đến cuối")
    inspected.add_argument("id")
    inspected.set_defaults(run=_inspect)
    said = commands.add_parser("feedback", help="đánh giá của người dùng thành câu hỏi JSONL, để đọc lại và bổ sung")
    said.add_argument("--vote", choices=("up", "down"), help="chỉ câu trả lời được khen hay bị chê")
    said.set_defaults(run=_feedback)
    commands.add_parser("train", help="học trọng số từ phần dev, ghi assistant/weights.json").set_defaults(run=_train)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    wanted = NAMES if arguments.systems == "all" else tuple(arguments.systems.split(","))
    if unknown := [name for name in wanted if name not in NAMES]:
        say(f"Không có hệ thống {', '.join(unknown)}; chọn trong: {', '.join(NAMES)}.")
        return 2
    names = LIBRARIES if arguments.library == "both" else (arguments.library,)
    chosen = {name: _chosen(cases_for(name, arguments.split), arguments) for name in names}
    ids = {case.id for cases in chosen.values() for case in cases}
    if not ids or (arguments.only and not ids.issuperset(arguments.only)):
        lacking = ", ".join(id for id in arguments.only or () if id not in ids) or "nào"
        say(f"Không có câu hỏi {lacking} trong phần được chọn của {CASES}.")
        return 1
    model = model_of(arguments) if mode_of(arguments) == "generate" else None
    runs: list[Run] = []
    for name in filter(chosen.get, names):
        with open_library(arguments.data, name, arguments.embedding, say) as library:
            made = systems(library, report_files(name), model)
            runs += [run(made[wish](), library, chosen[name], name, say) for wish in wanted]
    print(table(runs))
    if not (arguments.only or arguments.category or arguments.sample):
        write_summary(arguments.data, runs, arguments.split)
    if arguments.save:
        save_run(arguments.save, runs[0])
    if arguments.html:
        write_html(arguments.html, runs, load_run(arguments.previous) if arguments.previous else None)
    return 0


def _chosen(cases: Sequence[Case], arguments: argparse.Namespace) -> list[Case]:
    """The cases of the wanted category and ids, all of them where none is named; where wanted, a sample of these."""
    wanted = [case for case in cases if arguments.category in (None, case.category)]
    wanted = [case for case in wanted if not arguments.only or case.id in arguments.only]
    return sample(wanted, arguments.sample, arguments.seed) if arguments.sample else wanted


def _gate(arguments: argparse.Namespace) -> int:
    runs, problems = gate(arguments.data, arguments.embedding, say, arguments.accept)
    print(table(runs), end="\n\n")
    write_summary(arguments.data, runs, None)
    print("\n".join(problems) or "The gate is green.")
    if problems:
        print(
            f"The gate is red: {len(problems)} problems. What is worse on purpose becomes the baseline with --accept;"
        )
        print("broken promises and changing answers are never accepted.")
    return 1 if problems else 0


def _compare(arguments: argparse.Namespace) -> int:
    print(format_comparison(load_run(arguments.a), load_run(arguments.b)))
    return 0


def _inspect(arguments: argparse.Namespace) -> int:
    case = next((case for case in load_cases(CASES) if case.id == arguments.id), None)
    if case is None:
        say(f"Không có câu hỏi mang mã {arguments.id} trong {CASES}.")
        return 1
    with open_library(arguments.data, case.library, arguments.embedding, say) as library:
        for line in inspect(library, case):
            print(line)
    return 0


def _feedback(arguments: argparse.Namespace) -> int:
    files = {path.name: path.read_bytes() for path in report_files("all")}
    splits = {**REAL_SPLITS, **read_splits((INVENTED / "README.md").read_text(encoding="utf-8"))}
    with Library.open(arguments.data, arguments.embedding, say) as library:
        for draft in drafts(library, files, splits, arguments.vote):
            print(json.dumps(draft.line, ensure_ascii=False))
            for remark in draft.remarks:
                say(f"{draft.line['id']}: {remark}")
    return 0


def _train(arguments: argparse.Namespace) -> int:
    # scikit-learn is slow to import and only learning needs it.
    from eval.train import train

    with open_library(arguments.data, "all", arguments.embedding, say) as library:
        print(train(library, cases_for("all", "dev")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
