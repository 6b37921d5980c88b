"""The documentation says what is there: its commands, paths, names, variables and pins are checked against the code."""

from __future__ import annotations

import importlib
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")}
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
TEXTS["docs/huong-dan.md"] = re.sub(r"\]\((?!#|http)", "](docs/", GUIDE)
DOCS = "\n".join(TEXTS.values())
PINS = (ROOT / "constraints.txt").read_text("utf-8")
ROOMS = ("corpus", "index", "assistant", "ui", "eval")

MADE = {"data/", "library/", "chroma/", "words/", "eval/", "ledger.sqlite", ".venv", ".venv/bin/activate"}
"""Paths that the program makes, and that the documentation names as such."""

OTHER_PATHS = {"BAAI/bge-m3", "/ask", "__init__.py"}
"""Code in the documentation that looks like a path and is none."""


def code(text: str) -> Iterator[str]:
    """The code of a Markdown text: lines of fenced blocks without their comments, and spans between backticks."""
    fenced = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
    for block in fenced.findall(text):
        yield from (re.split(r"\s{2,}#", line)[0].strip() for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", fenced.sub("", text))


def commands() -> set[str]:
    """Every command of ours that the documentation names, from `python` on, without variables set before it."""
    found = (re.search(r"\bpython (?:-m (?:corpus|index|assistant|eval)\b|app\.py).*", span) for span in code(DOCS))
    return {command[0] for command in found if command}


def links() -> set[str]:
    """Where Markdown links and pictures lead."""
    return set(re.findall(r"\]\(([^)\s]+)\)", DOCS))


def pins() -> dict[str, str]:
    lines = [line.strip() for line in PINS.splitlines() if line.strip() and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def variables(text: str) -> set[str]:
    return set(re.findall(r"\bTROLY_[A-Z_]*[A-Z]\b", text))


# Commands


def test_every_door_is_documented() -> None:
    assert {command.split()[-1] for command in commands() if len(command.split()) == 3} >= {"corpus", "index", "eval"}
    assert {"app.py", "assistant"} <= {word for command in commands() for word in command.split()}


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_exists_with_its_options(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split(command)
    module, given = (f"{words[2]}.__main__", words[3:]) if words[1] == "-m" else ("app", words[2:])
    main = importlib.import_module(module).main
    said = ""
    for arguments in (["--help"], [*given, "--help"]):
        monkeypatch.setattr(sys, "argv", [module, *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        assert left.value.code == 0, told.err
        said += told.out
    for flag in (word for word in given if re.fullmatch(r"--?[a-z]+", word)):
        assert re.search(rf"(?<![\w-]){flag}\b", said), f"{flag} is no option of {command}"


def test_every_make_target_named_exists() -> None:
    named = {name for span in code(DOCS) for name in re.findall(r"\bmake ([a-z][a-z-]*)", span)}
    assert {"run", "test", "check"} <= named
    assert named <= targets()


def test_the_first_thirty_lines_of_the_readme_suffice_to_start() -> None:
    opening = "\n".join(TEXTS["README.md"].splitlines()[:30])
    assert {"make run", "make test"} <= {" ".join(span.split()[:2]) for span in code(opening)}


# Paths, names, variables


def test_every_path_named_exists() -> None:
    shape = re.compile(r"\.?/?[\w-][\w.-]*(?:/[\w.-]*)+|[\w-]+\.(?:py|md|txt|csv|json|toml|js|css|html|sqlite)|\.venv")
    spans = {word for span in code(DOCS) for word in re.split(r"[\s=]+", span) if shape.fullmatch(word)}
    written = {word for command in commands() for word in command.split()}  # files that an example reads or writes
    named = spans | {link for link in links() if not link.startswith(("#", "http"))}
    assert {path for path in named - MADE - OTHER_PATHS - written if not (ROOT / path).exists()} == set()
    assert len(named) > 20


def test_every_link_into_a_page_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", DOCS, re.M)
    }
    assert {link for link in links() if link.startswith("#") and link[1:] not in headings} == set()


def test_every_name_of_the_code_exists() -> None:
    dotted = re.compile(rf"((?:{'|'.join(ROOMS)})\.\w+)\.([\w.]+)")
    named = {match.groups() for span in code(DOCS) if (match := dotted.fullmatch(span))}
    assert len(named) > 15
    for module, name in named - {(module, "py") for module, _ in named}:
        reduce(getattr, name.split("."), importlib.import_module(module))


@pytest.mark.parametrize("room", ["corpus", "index"])
def test_a_large_room_lists_its_modules(room: str) -> None:
    modules = sorted(path.stem for path in (ROOT / room).glob("*.py") if not path.stem.startswith("__"))
    listed = re.findall(r"^    (\w+) {2,}\S", importlib.import_module(room).__doc__ or "", re.MULTILINE)
    table = TEXTS["ARCHITECTURE.md"].partition(f"| `{room}/` | modules |")[2].partition("\n\n")[0]
    assert sorted(listed) == modules
    assert sorted(re.findall(r"`(\w+)`", table)) == modules


def test_variables_of_the_code_and_of_the_documentation_are_the_same() -> None:
    sources = [path for room in (*ROOMS, "docs", "tests") for path in (ROOT / room).rglob("*.py")]
    assert variables(DOCS) == variables("".join(path.read_text("utf-8") for path in [*sources, ROOT / "app.py"]))


def test_the_readmes_numbers_have_their_place() -> None:
    assert re.search(r"<!-- numbers:start -->\n(\|.*\|\n)+<!-- numbers:end -->", TEXTS["README.md"])


@pytest.mark.parametrize("picture", sorted(path.name for path in (ROOT / "docs").glob("*.png")))
def test_pictures_are_used_and_light(picture: str) -> None:
    assert f"docs/{picture}" in links()
    assert (ROOT / "docs" / picture).stat().st_size <= 200_000


def test_the_guide_calls_things_as_the_page_does() -> None:
    """What stands in bold is written on the page, but for keys and what is only stressed."""
    page = "\n".join(path.read_text("utf-8") for path in (ROOT / "ui" / "wording").glob("*.py"))
    stressed = {"N", "P", "Esc", "tên tỉnh", "biên nhận", "Người dùng.", "Sao lưu.", "Mô hình.", "Đánh giá."}
    bold = {" ".join(name.split()).removesuffix("…") for name in re.findall(r"\*\*([^*]+)\*\*", GUIDE)} - stressed
    assert {name for name in bold if name not in page} == set()
    assert len(bold) > 20


# Pins


def test_no_page_sends_anyone_to_a_package_index() -> None:
    addresses = re.findall(r"https?://[^\s)>`\"]+", DOCS)
    assert {urlsplit(address).hostname for address in addresses} == {"127.0.0.1"}
    assert not re.search(r"index-url|find-links|://", PINS)


def test_every_pin_is_a_name_and_a_version() -> None:
    lines = [line for line in PINS.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line)] == []


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: str(requirement.name))
def test_every_dependency_is_pinned_within_its_range(requirement: Requirement) -> None:
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])
