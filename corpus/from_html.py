"""Saved web pages as lines: the article's, and all other visible ones with the reason why they are cut.

`trafilatura` says where the article stands; the lines themselves, their order and their tables are read here, so that
nothing that is visible on the page is lost unseen. Nothing that the page refers to is loaded.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from lxml import html

from corpus import furniture
from corpus.read import check_length, decode
from corpus.records import Dropped
from corpus.tables import row
from corpus.text import fold, squeeze, syllables

_UNSEEN = {
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "iframe",
    "object",
    "svg",
    "audio",
    "video",
    "map",
    "area",
}
_INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd"),
    *("label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
    *("var", "wbr"),
}
_CONTROLS = {"form", "button", "select", "textarea", "input"}
_REASONS = {"nav": furniture.MENU, "menu": furniture.MENU, "footer": furniture.TAIL, "aside": furniture.TAIL,
            "figcaption": furniture.CAPTION, **dict.fromkeys(_CONTROLS, furniture.CONTROLS)}  # fmt: skip
# What an element is for, by the words of its id and class, folded; the first that fits.
_NAMED = (
    (re.compile(r"\b(?:comments?|binh ?luan|y ?kien)\b"), furniture.COMMENTS),
    (re.compile(r"\b(?:related|lien ?quan|other ?news|tin ?khac|same ?cat\w*|cung ?chuyen ?muc)\b"), furniture.RELATED),
    (re.compile(r"\b(?:breadcrumbs?|duong ?dan)\b"), furniture.BREADCRUMB),
    (re.compile(r"\b(?:nav|navbar|navigation|menu|topmenu|mainmenu)\b"), furniture.MENU),
    (re.compile(r"\b(?:share|social|rating|vote|toolbar|print|tools)\b"), furniture.CONTROLS),
    (re.compile(r"\b(?:caption|img ?note|chu ?thich)\b"), furniture.CAPTION),
    (re.compile(r"\b(?:sidebar|widget|banner|adv\w*|ads|quang ?cao|popup|footer|copyright|counter)\b"), furniture.TAIL),
)
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='pubdate' or @name='DC.date.issued']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)
# A tag of 20,000 characters holds a picture, or attributes without end, over which the parser takes minutes.
_SWOLLEN = re.compile(r"(<[a-z][\w:-]*+)[^<>]{20000,}+>", re.IGNORECASE)
_MANY_LINKS = 0.7
"""Share of a line's letters inside links from which it is an entry of a list of links."""

_SOME_LINKS = 0.4
"""The same share in a line of several links: "In bài | Gửi thư | Cỡ chữ"."""


@dataclass(frozen=True)
class Page:
    """A page's article, and what it says of itself."""

    lines: tuple[str, ...]
    headings: tuple[str, ...]
    title: str | None
    publisher: str | None
    published: str | None
    dropped: tuple[Dropped, ...]


@dataclass
class _Line:
    """A visible line; `reason` why it is no part of the article, as far as its element tells."""

    text: str
    reason: str | None
    linked: float
    heading: bool
    links: int = 0


@dataclass
class _Walk:
    """Collects the visible lines of a page in order; `size` is the length of all its text."""

    size: int
    lines: list[_Line] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _links: int = 0

    def visit(self, element: Any, reason: str | None, in_link: bool = False, heading: bool = False) -> None:
        """The lines of an element inside one that has `reason` to be cut."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _hidden(element):
            return
        reason = reason or _reason(element, self.size)
        heading = heading or bool(re.fullmatch(r"h[1-6]", tag))
        in_link = in_link or tag == "a"
        if tag == "table" and _is_data(element):
            self._end(reason, heading)
            self.lines += [_Line(text, reason, 0.0, False) for text in _rows(element)]
            return
        block = tag not in _INLINE
        if block:
            self._end(reason, heading)
        self._links += tag == "a"
        if tag == "li":
            self._text.append(_bullet(element))
        self._add(element.text, in_link)
        for child in element:
            self.visit(child, reason, in_link, heading)
            if isinstance(child.tag, str) and child.tag not in _INLINE:
                self._end(reason, heading)
            self._add(child.tail, in_link)
        if block:
            self._end(reason, heading)

    def _add(self, text: str | None, in_link: bool) -> None:
        if text:
            self._text.append(text)
            self._linked += len(squeeze(text)) if in_link else 0

    def _end(self, reason: str | None, heading: bool) -> None:
        text = squeeze("".join(self._text))
        bare = text.removeprefix("-").strip()
        if bare:
            self.lines.append(_Line(text, reason, self._linked / len(bare), heading, self._links))
        self._text, self._linked, self._links = [], 0, 0


def read_page(data: bytes, name: str) -> Page:
    """The article of the HTML page in `data`. Raises `Unreadable` when its encoding is not known, or it is too long."""
    source = _SWOLLEN.sub(r"\1>", _source(data, name))
    tree = _tree(source)
    walk = _Walk(len(squeeze(tree.text_content())))
    walk.visit(tree, None)
    # Tables that alone are too long: before the article is looked for, which takes longer than all else.
    check_length(sum(len(line.text) + 1 for line in walk.lines if "\t" in line.text and not line.reason), name)
    title = _title(tree, walk.lines)
    _judge(walk.lines, title, _main_text(source))
    kept = [line for line in walk.lines if line.reason is None]
    lines = [line.text for line in kept]
    if title and title not in map(squeeze, lines[:3]):
        lines.insert(0, title)
    return Page(
        lines=tuple(lines),
        headings=tuple(line.text for line in kept if line.heading),
        title=title,
        publisher=_meta(tree, "//meta[@property='og:site_name']/@content") or _site(tree),
        published=next(filter(None, (_iso_date(_meta(tree, path)) for path in _DATES)), None),
        dropped=tuple(_stretches(walk.lines)),
    )


def visible_lines(source: str) -> list[str]:
    """The lines that a browser shows of a piece of HTML, all of them.

    >>> visible_lines("<p>Mạng <b>LAN</b></p><script>alert(1)</script><!-- x -->")
    ['Mạng LAN']
    """
    walk = _Walk(0)
    # Under a body, so that no piece is empty, not even a comment.
    walk.visit(_tree("<body>" + _SWOLLEN.sub(r"\1>", source)), None)
    return [line.text for line in walk.lines]


def _tree(source: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True, huge_tree=False)
    return html.document_fromstring(source.encode(), parser=parser)


def _source(data: bytes, name: str) -> str:
    """The page as text: of a page saved in one file (.mhtml) its HTML part."""
    if re.match(rb"(?:From|MIME-Version|Snapshot-Content-Location):", data, re.IGNORECASE):
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
        data = parts[0] if parts and isinstance(parts[0], bytes) else b""
    return decode(data, name)


def _main_text(source: str) -> str:
    """The article's text as trafilatura sees it, white space left out."""
    from trafilatura import extract  # a third of a second to load, and only pages need it

    found = extract(source, include_comments=False, include_tables=True, favor_recall=True)
    return "".join((found or "").replace("|", "").split())


def _judge(lines: list[_Line], title: str | None, main: str) -> None:
    """Give a reason to every line that is no part of the article.

    The article reaches from the title, or the first line of the main text, to the last line of it; lines between stay,
    but not those of an element with a reason or of a list of links.
    """
    for i, line in enumerate(lines):
        if line.reason is None and _among_links(lines, i):
            line.reason = furniture.RELATED
        elif (
            line.reason is None and line.links >= 2 and line.linked >= _SOME_LINKS and not furniture.is_prose(line.text)
        ):
            line.reason = furniture.CONTROLS
    long = [i for i, line in enumerate(lines) if line.reason is None and len(syllables(line.text)) >= 8]
    sure = [i for i in long if _squash(lines[i].text) in main]
    if not sure:
        return
    titled = next((i for i, line in enumerate(lines) if line.text == title and not line.reason), sure[0])
    # Above the title may stand lines that trafilatura takes for text, but no running text.
    first = sure[0] if any(furniture.is_prose(line.text) for line in lines[sure[0] : titled]) else titled
    last = sure[-1]
    while last + 1 < len(lines) and _goes_on(lines[last + 1]):
        last += 1
    for i, line in enumerate(lines):
        if line.reason is None and i < first:
            line.reason = furniture.head_reason(line.text) or furniture.MENU
        elif line.reason is None and i > last:
            line.reason = furniture.TAIL


def _goes_on(line: _Line) -> bool:
    """Does the line below the main text still belong to the article: its prose, its author, its source?"""
    signed = furniture.author_in(line.text) or furniture.source_in(line.text) or furniture.is_person(line.text)
    return line.reason is None and (bool(signed) or "\t" in line.text or furniture.is_prose(line.text))


def _among_links(lines: list[_Line], i: int) -> bool:
    """Is the line one of two links in a row, or the label right above such a list?"""
    above, here, below, next_below = (
        0 <= j < len(lines) and lines[j].linked >= _MANY_LINKS for j in (i - 1, i, i + 1, i + 2)
    )
    if here:
        return above or below
    label = below and len(syllables(lines[i].text)) <= 8
    return label and (furniture.is_tail_mark(lines[i].text) or (lines[i].heading and next_below))


def _title(tree: Any, lines: list[_Line]) -> str | None:
    """The page's title: what its metadata says if the page shows it, else its one main heading."""
    shown = {line.text for line in lines}
    main = [squeeze(h.text_content()) for h in tree.iter("h1") if not _hidden(h)]
    stated = [_meta(tree, "//meta[@property='og:title']/@content"), *(main if len(set(main)) == 1 else [])]
    tab = squeeze(tree.findtext(".//title") or "")
    parts = [line.text for line in lines if len(syllables(line.text)) >= 5]
    # The tab's words are those of the site and the title, in either order.
    parts = sorted((text for text in parts if tab.startswith(text) or tab.endswith(text)), key=len, reverse=True)
    for candidate in filter(None, [*stated, *parts]):
        if candidate in shown and len(syllables(candidate)) >= 4:
            return candidate
    return next((text for text in stated if text and len(syllables(text)) >= 5), None)


def _site(tree: Any) -> str | None:
    """The tab's words where they are a portal's name and no title."""
    tab = squeeze(tree.findtext(".//title") or "")
    return tab if furniture.is_banner(tab) else None


def _meta(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return squeeze(str(found[0])) or None if found else None


def _iso_date(text: str | None) -> str | None:
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None


def _reason(element: Any, size: int) -> str | None:
    """Why an element is no part of an article, by its tag or by what its id and class call it.

    An element with much of the page's `size` letters is its frame, whatever it is called.
    """
    if element.tag in _REASONS and element.tag != "form":
        return _REASONS[element.tag]
    if element.tag in ("html", "body", "main", "article", "table", "tbody", "tr"):
        return None
    named = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('role') or ''}"
    words = re.sub(r"[\s_-]+", " ", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named)))
    reason = next((reason for shape, reason in _NAMED if shape.search(words)), None)
    if element.tag == "form":
        reason = reason or furniture.CONTROLS
    return reason if reason and len(squeeze(element.text_content())) < 0.4 * size else None


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _bullet(item: Any) -> str:
    """What the browser shows before a list's item."""
    if squeeze(item.text_content())[:1] in ("-", "–", "+", "•"):
        return ""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    start = parent.get("start") or "1"
    before = sum(sibling.tag == "li" for sibling in item.itersiblings(preceding=True))
    return f"{(int(start) if start.isdecimal() else 1) + before}. "


def _is_data(table: Any) -> bool:
    """Is the table one of facts, and not a frame that only places parts of the page?"""
    rows = list(_own(table, "tr"))
    grid = [list(_own(tr, "td", "th")) for tr in rows]
    if len(rows) < 2 or max(map(len, grid)) < 2:
        return False
    if any(table.find(f".//{tag}") is not None for tag in ("table", "form", "h1", "h2")):
        return False
    return not any(_is_long(squeeze(cell.text_content())) for cells in grid for cell in cells)


def _is_long(text: str) -> bool:
    """More than 150 syllables? Text of fewer letters than that is not taken apart."""
    return len(text) > 150 and len(syllables(text)) > 150


def _own(element: Any, *tags: str) -> Iterator[Any]:
    """The nearest `tags` below the element, none inside another table."""
    for child in element:
        if child.tag in tags:
            yield child
        elif isinstance(child.tag, str) and child.tag in ("thead", "tbody", "tfoot", "form"):
            yield from _own(child, *tags)


def _rows(table: Any) -> Iterator[str]:
    """The caption, then a line a row; a merged cell's text in its first column and in each of its rows."""
    caption = squeeze(" ".join(element.text_content() for element in table.iter("caption")))
    if caption:
        yield caption
    below: dict[int, tuple[int, str]] = {}
    for tr in _own(table, "tr"):
        texts: list[str] = []
        cells = list(_own(tr, "td", "th"))
        while cells or len(texts) in below:
            if len(texts) in below:
                left, text = below.pop(len(texts))
                if left > 1:
                    below[len(texts)] = (left - 1, text)
                texts.append(text)
                continue
            cell = cells.pop(0)
            text = squeeze(" ".join(cell.itertext()))
            for at in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    below[len(texts)] = (_span(cell, "rowspan") - 1, "" if at else text)
                texts.append("" if at else text)
        if any(texts):
            yield row(texts)


def _span(cell: Any, name: str) -> int:
    """How many columns or rows the cell stands over; no table is wider than 200."""
    text = (cell.get(name) or "").strip()
    return min(max(int(text), 1), 200) if text.isdecimal() else 1


def _squash(text: str) -> str:
    return "".join(text.removeprefix("- ").replace("|", "").split())


def _stretches(lines: list[_Line]) -> Iterator[Dropped]:
    """The cut lines, neighbours with one reason together."""
    for reason, group in groupby(lines, key=lambda line: line.reason):
        if reason:
            yield Dropped("\n".join(line.text for line in group), reason)
