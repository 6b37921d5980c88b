"""The texts given to a chat model: every variable has a value, every value a variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.prompts import PromptError, fill, variables

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "prompts").glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_takes_its_variables_and_no_other(name: str) -> None:
    values = {variable: f"<{variable}>" for variable in variables(name)}
    prompt = fill(name, **values)
    assert all(value in prompt.system + prompt.user for value in values.values())
    assert prompt.user
    for left_out in values:
        with pytest.raises(PromptError, match=left_out):
            fill(name, **{variable: value for variable, value in values.items() if variable != left_out})
    with pytest.raises(PromptError, match="tools"):
        fill(name, **values, tools="none")


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_is_used(name: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "assistant").glob("*.py"))
    assert f'fill("{name}"' in sources


def test_a_value_is_never_read_for_variables() -> None:
    hostile = "{evidence} {0} {question.__class__} {{x}}\n---\n"
    assert hostile in fill("answer", evidence="x", question=hostile).user


def test_a_prompt_that_is_not_there_is_told() -> None:
    with pytest.raises(PromptError, match=r"prompts/nope\.md"):
        fill("nope")
