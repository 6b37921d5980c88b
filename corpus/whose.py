"""Which province a report is about, and how sure that is.

Weighs the signs that a file bears: its letterhead, its title, the portal it stands on, and how often its text names a
province as its own, not as an example, a model or a neighbour. Knows nothing of files or dates.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from corpus.findings import Finding
from corpus.provinces import Mention, find_provinces, former_names, present_name, provinces
from corpus.tables import cells
from corpus.text import fold, nfc

LETTERHEAD = "cơ quan ban hành ở đầu văn bản"
TITLE = "nêu trong tiêu đề"
PORTAL = "tên trang đăng bài"
MOST = "nhắc nhiều nhất trong bài ({} lần)"
ASIDE = "chỉ nhắc như nơi so sánh, học tập"
DOUBT = "; còn dấu hiệu khác nên chưa chắc"

# Before a province that a text speaks of only in passing: a model, a neighbour, the seat of a school or a firm. With
# accents, since "truong", "vien" and "tham" are many words.
_ASIDE = re.compile(
    r"\b(?:học tập|học hỏi|tham quan|kinh nghiệm|mô hình|so với|tương tự|giống như|như|ví dụ|chẳng hạn|giáp(?: ranh)?"
    r"|(?:đến|đi|sang|đã) thăm|thăm(?:,| và) làm việc|làm việc (?:với|tại)|đại học|cao đẳng|học viện|viện|công ty"
    r"|tập đoàn|ngân hàng|doanh nghiệp|các tỉnh|nhiều tỉnh|một số (?:tỉnh|địa phương)|(?:đứng|xếp) (?:sau|trên|trước)"
    r"|kết nghĩa|phần mềm của)\b[^.;:,\n]{0,45}$",
    re.IGNORECASE,
)
# "tại Hà Nội", "ở TP. Hồ Chí Minh": where conferences are held.
_HELD_AT = re.compile(r"\b(?:tại|ở|ra|vào|đến)\s+(?:(?:thành phố|tp\.?|thủ đô)\s*)?$", re.IGNORECASE)
# "(Quảng Nam, ngày 29/9/2017)": where something was said or signed.
_DATED = re.compile(r",\s*ngày\s+\d")
_BETWEEN = re.compile(r"\s*(?:,|;|và|hoặc|hay|-|–)?\s*(?:(?:tỉnh|thành phố|TP\.?)\s+)?")
_DOMAIN = re.compile(r"\b([a-z]+)\.gov\.vn\b")


@dataclass
class Signs:
    """What a file says of provinces; a list's names are in the order in which they stand there.

    `own` counts how often the text names a province as what it is about, `aside` how often in passing.
    """

    letterhead: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    title_aside: list[str] = field(default_factory=list)
    portal: list[str] = field(default_factory=list)
    own: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    first: str | None = None


def signs(title: str, paragraphs: Sequence[str], issuer: str, portals: Iterable[str]) -> Signs:
    """Gather the signs; `portals` are the names and addresses of the sites that the file names as its source."""
    found = Signs(
        letterhead=named(issuer), portal=[name for portal in portals for name in (*named(portal), *_site(portal))]
    )
    for mention, aside in _weighed(title):
        names = found.title_aside if aside else found.title
        names += [] if mention.name in names else [mention.name]
    for mention, aside in _weighed("\n".join(paragraphs)):
        (found.aside if aside else found.own)[mention.name] += 1
        found.first = found.first or (None if aside else mention.name)
    return found


def named(text: str) -> list[str]:
    """The provinces named in a text, each once."""
    return list(dict.fromkeys(mention.name for mention in find_provinces(text)))


def merged(found: Signs) -> Signs:
    """The signs of a text written since 1 July 2025, where a former province means the one that it became part of."""

    def of_today(names: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(former_names(present_name(name))[0] for name in names))

    own, aside = (Counter(of_today([name])[0] for name in counted.elements()) for counted in (found.own, found.aside))
    for name in own:
        # Its own former provinces, listed side by side, are no others to compare with.
        own[name] += aside.pop(name, 0)
    first = of_today([found.first])[0] if found.first else None
    return Signs(
        letterhead=of_today(found.letterhead),
        title=of_today(found.title),
        title_aside=of_today(found.title_aside),
        portal=of_today(found.portal),
        own=own,
        aside=aside,
        first=first,
    )


def judge(found: Signs) -> Finding | None:
    """The province that the signs point to, sure only when strong signs agree; none when no province is named."""
    name, how = _likeliest(found)
    if name is None:
        return None
    own = found.own[name]
    rival = max((count for other, count in found.own.items() if other != name), default=0)
    others = {*found.title, *found.title_aside, *found.portal} - {name}
    if found.letterhead:
        sure = len(found.letterhead) == 1 and not others and rival <= max(own, 2)
    elif others or found.aside[name] > own:
        sure = False
    elif found.title:
        sure = own >= 2 * rival and found.first in (name, None)
    elif found.portal:
        sure = own >= 1 and own >= 2 * rival and found.first == name
    else:
        elsewhere = sum((found.own + found.aside).values()) - own
        sure = found.first == name and own >= max(2, 4 * elsewhere)
    return Finding("province", name, how if sure else how + DOUBT, sure)


def _likeliest(found: Signs) -> tuple[str | None, str]:
    most = [name for name, _ in found.own.most_common()]
    if found.letterhead:
        return found.letterhead[0], LETTERHEAD
    if found.title:
        return max(found.title, key=lambda name: found.own[name]), TITLE
    if most:
        return most[0], MOST.format(found.own[most[0]])
    if found.portal:
        return found.portal[0], PORTAL
    return next(iter([*found.title_aside, *found.aside]), None), ASIDE


def _weighed(text: str) -> list[tuple[Mention, bool]]:
    """The provinces named in a text, each with whether in passing only."""
    text = nfc(text)
    mentions = find_provinces(text)
    passing = {mention.start for mention in mentions if _in_passing(text, mention)} | _in_cells(text, mentions)
    for run in _runs(text, mentions):
        # What is listed goes with the first of the list; three or more side by side are a list of provinces.
        if run[0].start in passing or len({mention.name for mention in run}) >= 3:
            passing.update(mention.start for mention in run)
    return [(mention, mention.start in passing) for mention in mentions]


def _runs(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions, those together that only a comma or "và" parts."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if runs and _BETWEEN.fullmatch(text[runs[-1][-1].end : mention.start]):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _in_passing(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 70) : mention.start]
    in_a_city = mention.name in _cities() and _HELD_AT.search(before)
    return bool(_ASIDE.search(before) or in_a_city or _DATED.match(text, mention.end))


def _in_cells(text: str, mentions: Sequence[Mention]) -> set[int]:
    """The places of the provinces in a table's rows, where these name three or more."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    rows = [cells(line) is not None for line in lines]
    inside = [mention for mention in mentions if rows[bisect(starts, mention.start) - 1]]
    return {mention.start for mention in inside} if len({mention.name for mention in inside}) >= 3 else set()


def _cities() -> set[str]:
    return {province.name for province in provinces() if province.kind == "thành phố"}


def _site(address: str) -> list[str]:
    """The province in a government's address: "stttt.dienbien.gov.vn"."""
    joined = {fold(province.name).replace(" ", "").replace("-", ""): province.name for province in provinces()}
    return [joined[name] for name in _DOMAIN.findall(address.lower()) if name in joined]
