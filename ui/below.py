"""What stands below an answer: the scope in which it was looked for, and what can be done with the question.

Buttons say what they want by `name` and of what by `value`; `below.js` hands both to the server. Knows nothing of
Gradio.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.records import Scope
from corpus.records import Report
from corpus.text import fold
from ui.markdown import as_typed
from ui.wording import asking

LEVELS = ("tỉnh", "huyện", "xã")


@dataclass(frozen=True)
class Choices:
    """The scopes that can be chosen for a question: provinces with reports, and the years that they tell of."""

    provinces: tuple[str, ...]
    years: tuple[int, ...]


def choices(scope: Scope, reports: Sequence[Report]) -> Choices:
    """What the library's reports offer instead of `scope`: years are those of its provinces, the latest first."""
    of_scope = [report for report in reports if report.province in scope.provinces] or reports
    told = {year for report in of_scope for year in range(report.years[0], report.years[1] + 1)}
    provinces = sorted({report.province for report in reports}, key=fold)
    return Choices(tuple(provinces), tuple(sorted(told, reverse=True)))


def scope_line(scope: Scope, offered: Choices | None = None) -> str:
    """The scope in words, on one line of HTML; with `offered` each part of it opens a list of others to ask again in.

    A button's `value` is what `changed` takes.
    """
    provinces = scope.provinces or (asking.ALL_PROVINCES,)
    shown = [*provinces, asking.years(scope.years), asking.level(scope.level)]
    if offered is None:
        parts = [f"<span>{as_typed(part)}</span>" for part in shown]
    else:
        parts = [
            _menu(now, [(option, value) for option, value in others if option != now])
            for now, others in zip(shown, _others(len(provinces), offered), strict=True)
        ]
    return f'<div class="pham-vi"><span>{asking.SCOPE}</span>{"".join(parts)}</div>'


def _others(provinces: int, offered: Choices) -> Iterator[list[tuple[str, str]]]:
    """For each part of a scope what can stand instead, each with the value of its button."""
    for place in range(provinces):
        yield [(name, f"tinh {place} {name}") for name in offered.provinces]
    yield [(asking.ALL_YEARS, "nam"), *((asking.years([year]), f"nam {year}") for year in offered.years)]
    yield [(asking.ALL_LEVELS, "cap"), *((asking.level(level), f"cap {level}") for level in LEVELS)]


def _menu(now: str, others: Sequence[tuple[str, str]]) -> str:
    buttons = "".join(_button("pham-vi", value, option) for option, value in others)
    return (
        f'<details name="pham-vi"><summary title="{asking.CHANGE}">{as_typed(now)}</summary>'
        f'<span class="chon">{buttons}</span></details>'
    )


def changed(scope: Scope, value: str, offered: Choices) -> Scope | None:
    """The scope after a button of `scope_line` with this `value` was pressed; none when no such button was offered.

    >>> changed(Scope(("Lai Châu",), (2019,)), "nam", Choices((), ()))
    Scope(provinces=('Lai Châu',), years=None, level=None)
    """
    others = list(_others(len(scope.provinces) or 1, offered))
    if value not in {known for group in others for _, known in group}:
        return None
    part, *told = value.split(" ", 1)
    if part == "nam":
        return replace(scope, years=(int(told[0]),) if told else None)
    if part == "cap":
        return replace(scope, level=told[0] if told else None)
    place, province = told[0].split(" ", 1)
    provinces = [*scope.provinces[: int(place)], province, *scope.provinces[int(place) + 1 :]]
    return replace(scope, provinces=tuple(dict.fromkeys(provinces)))


def tools(number: int, link: str, last: bool) -> str:
    """What can be done with question `number` (from 1), on one line of HTML; `link` is the question for a link."""
    buttons = [
        _button("hoi-lai", str(number), asking.RETRY) if last else "",
        _button("sua", str(number), asking.EDIT),
        _button("lien-ket", link, asking.LINK, asking.LINK_HINT),
    ]
    return f'<div class="viec">{"".join(buttons)}</div>'


def _button(name: str, value: str, text: str, hint: str = "") -> str:
    title = f' title="{hint}"' if hint else ""
    return f'<button type="button" name="{name}" value="{as_typed(value)}"{title}>{as_typed(text)}</button>'
