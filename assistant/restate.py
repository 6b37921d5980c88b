"""A question put anew, in words, for another scope: other provinces, years or level.

The new text says its whole scope itself, so it means the same asked alone, after other questions, or out of a link.
Knows nothing of searching.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.question import Question, understand
from assistant.records import Scope
from assistant.wording import listed
from corpus.provinces import find_provinces, near_names
from corpus.text import nfc, squeeze

EARLIER = 8
"""Earlier turns at the most whose words a short question ("Còn Bắc Giang?") is put anew in."""

_OF_YEAR = re.compile(
    r",?\s*\b(?:(?:trong|vào|của|tính đến|đến|hết|cuối|từ|giai đoạn)\s+)*"
    r"(?:tháng \d{1,2}[/ ])?(?:các\s+)?(?:năm\s+)?(?:19|20)\d\d(?:(?:\s*[-–,]\s*|\s+và\s+)(?:19|20)\d\d)*\b"
)
_OF_LEVEL = re.compile(r",?\s*\b(?:(?:ở|tại|của)\s+)?(?:các\s+)?cấp (?:xã|huyện|tỉnh)\b")
_CITY = re.compile(r"\b(?:thành phố|tp\.?)\s*$", re.IGNORECASE)
_OF = re.compile(r"\s*\b(?:của|ở|tại|trong)?\s*(?:tỉnh|thành phố|tp\.?)?\s*$", re.IGNORECASE)
_ENDING = re.compile(r"\s*(?:\b(?:(?:là|đạt) (?:bao nhiêu|gì)|bao nhiêu|(?:như )?thế nào|ra sao))?\s*[?.!]*$")
_LEVELS_OF_SCOPE = frozenset(["cấp", "tỉnh", "huyện", "xã", "sở", "ngành", "ban"])


def restated(
    text: str,
    history: Sequence[str],
    scope: Scope | None,
    known: Mapping[str, str],
    restore: Callable[[str], str] = nfc,
) -> str | None:
    """`text`, asked after `history`, as a question that alone asks the same within exactly `scope` (none: its own);
    none when no wording of it is understood so. `known` and `restore` are those of `assistant.question.understand`.

    >>> known = {"Lai Châu": "Lai Châu", "Điện Biên": "Điện Biên"}
    >>> restated("Lai Châu có bao nhiêu máy tính năm 2019?", [], Scope(("Điện Biên",)), known)
    'Điện Biên có bao nhiêu máy tính?'
    """
    meant = understand(text, history, known, restore)
    scope = scope or meant.scope
    tried: set[str] = set()
    for turn in [text, *reversed(history[-EARLIER:])]:
        for made in _wordings(squeeze(restore(nfc(turn))), scope):
            if made not in tried and _asks(understand(made, (), known, restore), meant, scope):
                return made
            tried.add(made)
    return None


def in_province(text: str, province: str) -> str:
    """`text` with every province named in it changed for `province`."""
    for mention in reversed(find_provinces(text) or near_names(text)):
        text = f"{_CITY.sub('tỉnh ', text[: mention.start])}{province}{text[mention.end :]}"
    return text


def without_years(text: str) -> str:
    return _OF_YEAR.sub("", text)


def without_level(text: str) -> str:
    return _OF_LEVEL.sub("", text)


def at_level(text: str, level: str) -> str:
    """`text` with the level that it names changed for `level`.

    >>> at_level("Tỷ lệ ở cấp huyện?", "xã")
    'Tỷ lệ ở cấp xã?'
    """
    return re.sub(r"\bcấp (?:xã|huyện|tỉnh)\b", f"cấp {level}", text)


def _asks(question: Question, meant: Question, scope: Scope) -> bool:
    """Whether a question is understood in exactly that scope, and otherwise as the one that was meant."""
    return question.scope == scope and question.kind == meant.kind and _subject(question) == _subject(meant)


def _subject(question: Question) -> set[str]:
    return set(question.words) - _LEVELS_OF_SCOPE


def _wordings(text: str, scope: Scope) -> Iterator[str]:
    """The text as it might be put for the scope, the likeliest first."""
    if len(text) < 2:
        return
    for place in dict.fromkeys(_for_provinces(text, scope.provinces)):
        dated = dict.fromkeys(_for_years(place, scope.years or ()))
        for made in dict.fromkeys(wording for date in dated for wording in _for_level(date, scope.level)):
            made = squeeze(made).strip(" ,")
            yield made[:1].upper() + made[1:]


def _for_provinces(text: str, wanted: Sequence[str]) -> Iterator[str]:
    yield text
    mentions = find_provinces(text) or near_names(text)
    names = list(dict.fromkeys(mention.name for mention in mentions))
    if not mentions and wanted:
        yield _added(text, f"ở {listed(wanted)}")
    elif not wanted and len(mentions) == 1:
        yield _OF.sub("", text[: mentions[0].start]) + text[mentions[0].end :]
    elif wanted:
        if len(names) == len(wanted):
            yield _one_by_one(text, dict(zip(names, wanted, strict=True)))
        yield text[: mentions[0].start] + listed(wanted) + text[mentions[-1].end :]


def _one_by_one(text: str, instead: Mapping[str, str]) -> str:
    for mention in reversed(find_provinces(text) or near_names(text)):
        if instead[mention.name] != mention.name:
            before = _CITY.sub("tỉnh ", text[: mention.start])
            text = f"{before}{instead[mention.name]}{text[mention.end :]}"
    return text


def _for_years(text: str, wanted: Sequence[int]) -> Iterator[str]:
    yield text
    if not wanted:
        yield without_years(text)
        return
    years = listed([str(year) for year in wanted])
    if len(wanted) == 1 and len(set(re.findall(r"\b(?:19|20)\d\d\b", text))) == 1:
        yield re.sub(r"\b(?:19|20)\d\d\b", years, text)
    yield _added(without_years(text), f"{'các ' if len(wanted) > 1 else ''}năm {years}")


def _for_level(text: str, level: str | None) -> Iterator[str]:
    yield text
    if level is None:
        yield without_level(text)
        return
    yield at_level(text, level)
    yield re.sub(r"\b(?:xã|huyện)\b", level, text)
    yield _added(without_level(text), f"ở cấp {level}")


def _added(text: str, words: str) -> str:
    """The text with the words before what asks at its end.

    >>> _added("Tỷ lệ ký số là bao nhiêu?", "ở Lai Châu")
    'Tỷ lệ ký số ở Lai Châu là bao nhiêu?'
    """
    ending = _ENDING.search(text)
    at = ending.start() if ending else len(text)
    return f"{text[:at]} {words}{text[at:]}"
