"""The texts given to a chat model: read from `prompts/`, filled with named variables. Knows nothing of models."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from string import Formatter

_PARTED = "\n---\n"


class PromptError(ValueError):
    """A prompt lacks a variable, is given one that it does not have, or is no prompt."""


@dataclass(frozen=True)
class Prompt:
    """What a model is told (`system`), what it is asked (`user`), and `then` what it said to that and is asked next."""

    system: str
    user: str
    then: tuple[tuple[str, str], ...] = ()

    @property
    def messages(self) -> list[tuple[str, str]]:
        """The conversation as LangChain takes it: who speaks, and the words."""
        told = [("system", self.system)] if self.system else []
        after = [turn for said, asked in self.then for turn in (("ai", said), ("human", asked))]
        return [*told, ("human", self.user), *after]

    def asked_again(self, said: str, user: str) -> Prompt:
        """The same conversation, gone on with: a server that keeps what it has read need not read it again."""
        return replace(self, then=(*self.then, (said, user)))


def fill(name: str, **values: str) -> Prompt:
    """The prompt `prompts/<name>.md` with its variables filled in; a value is never read for variables of its own.

    `fill("answer", evidence=…, question=…)`. Raises `PromptError` when a variable is missing or unknown.
    """
    system, user = _parts(name)
    wanted = variables(name)
    if missing := sorted(wanted - values.keys()):
        raise PromptError(f"Prompt {name!r} needs {', '.join(missing)}: pass a value for each.")
    if unknown := sorted(values.keys() - wanted):
        raise PromptError(f"Prompt {name!r} has no variable {', '.join(unknown)}: it has {', '.join(sorted(wanted))}.")
    return Prompt(system.format(**values), user.format(**values))


def variables(name: str) -> frozenset[str]:
    """The names of a prompt's variables.

    >>> sorted(variables("answer"))
    ['evidence', 'question']
    """
    fields = (field for part in _parts(name) for _, field, _, _ in Formatter().parse(part))
    return frozenset(field for field in fields if field is not None)


@cache
def _parts(name: str) -> tuple[str, str]:
    """The file's text above and below the line `---`; what has no such line is asked only, later in a conversation."""
    try:
        text = resources.files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PromptError(f"There is no prompt {name!r}: add prompts/{name}.md.") from None
    *system, user = text.split(_PARTED, 1)
    return "".join(system).strip(), user.strip()
