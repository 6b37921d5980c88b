"""The house's imports run one way, `corpus <- index <- assistant <- ui <- app.py`, and loading a room does no work."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BELOW = {
    "corpus": set[str](),
    "index": {"corpus"},
    "assistant": {"corpus", "index"},
    "ui": {"corpus", "index", "assistant"},
    "app": {"corpus", "index", "assistant", "ui"},
    "eval": {"corpus", "index", "assistant"},
    "prompts": set[str](),
    "docs": {"ui"},
    "tests": {"corpus", "index", "assistant", "ui", "app", "eval"},
}
"""Room → the rooms that it may import; its own modules besides. `prompts` holds texts, which `assistant` reads."""
BELOW["assistant"].add("prompts")

HEAVY = {"chromadb", "gradio", "langchain", "sentence_transformers", "tantivy", "torch", "transformers"}


def modules(room: str) -> list[Path]:
    """The Python files of a room, `app.py` being one by itself."""
    return [ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py"))


def imported(source: str, room: str) -> Iterator[str]:
    """The rooms that a source text of `room` imports: anywhere in it, by statement or by `import_module("…")`."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [room if node.level else node.module or ""]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            names = [str(node.args[0].value)] if called in ("import_module", "__import__") else []
        yield from (name.split(".")[0] for name in names if name.split(".")[0] in BELOW)


def wrong_arrows(source: str, room: str) -> set[str]:
    return set(imported(source, room)) - BELOW[room] - {room}


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_only_what_stands_below_it(room: str) -> None:
    found = {path.relative_to(ROOT).as_posix(): wrong_arrows(path.read_text("utf-8"), room) for path in modules(room)}
    assert {path: arrows for path, arrows in found.items() if arrows} == {}


def test_every_room_with_modules_is_in_the_table() -> None:
    rooms = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("[!.]*/**/*.py")} | {
        p.stem for p in ROOT.glob("*.py")
    }
    tracked = {room for room in rooms if room not in ("data", "build", "shots")}
    assert tracked <= set(BELOW) | {"conftest"}


@pytest.mark.parametrize(
    ("source", "room", "arrows"),
    [
        ("from index.library import Library", "corpus", {"index"}),
        ("import ui.page as page, corpus.text", "assistant", {"ui"}),
        ("def f():\n    from eval import score", "index", {"eval"}),
        ("if TYPE_CHECKING:\n    import app", "ui", {"app"}),
        ("importlib.import_module('tests.helpers')", "eval", {"tests"}),
        ("from . import records", "corpus", set()),
        ("from corpus.text import nfc\nimport indexed, uix", "index", set()),
    ],
)
def test_a_wrong_arrow_is_seen(source: str, room: str, arrows: set[str]) -> None:
    assert wrong_arrows(source, room) == arrows


def load(names: list[str], folder: Path) -> set[str]:
    """Import the modules in a process of its own, in an empty folder and home; the top names of all that was loaded."""
    code = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules, sep='\\n')"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TROLY_", "XDG_"))}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stdout.split()}


def names_of(room: str) -> list[str]:
    paths = (path.relative_to(ROOT).with_suffix("").parts for path in modules(room))
    return [".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in paths]


@pytest.mark.parametrize("names", [names_of("corpus"), ["assistant.records"]], ids=["corpus", "assistant.records"])
def test_texts_and_records_load_nothing_heavy(names: list[str], tmp_path: Path) -> None:
    assert load(names, tmp_path) & HEAVY == set()


@pytest.mark.parametrize("room", ["corpus", "index", "assistant", "eval"])
def test_loading_a_room_writes_no_file_and_loads_no_page(room: str, tmp_path: Path) -> None:
    loaded = load(names_of(room), tmp_path)
    assert "gradio" not in loaded
    assert list(tmp_path.iterdir()) == []
