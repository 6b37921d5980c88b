"""Hostile pages: HTML, XHTML and Markdown that nest, swell, fetch or carry scripts."""

from __future__ import annotations

import base64
import random

from tests.corpus.hostile.archives import EXTERNAL, LAUGHS
from tests.corpus.hostile.case import ARTICLE, REFUSED, SECRET, SPY, Hostile

MB = 1024**2


def html(body: str = "", head: str = "", before: str = "") -> bytes:
    """A saved page with the article, then `body`."""
    article = f"<h1>{ARTICLE[0]}</h1>" + "".join(f"<p>{line}</p>" for line in ARTICLE[1:])
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{ARTICLE[0]}</title>{head}</head>'
        f"<body>{before}<article>{article}</article>{body}</body></html>"
    ).encode()


def xhtml(doctype: str, entity: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in ARTICLE)
    page = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><body>{lines}'
    return f"{page}<p>{entity}</p></body></html>".encode()


def markdown(more: str) -> bytes:
    return ("# " + "\n\n".join(ARTICLE) + "\n\n" + more).encode()


ACTIVE = (
    '<script>document.write("evil-script")</script><style>body:after{content:"evil-style"}</style>'
    f'<iframe src="{SPY}"></iframe><iframe srcdoc="&lt;script&gt;evil-script&lt;/script&gt;"></iframe>'
    f'<object data="{SPY}">evil-object</object><embed src="{SPY}"><img src="{SPY}" onerror="evil-script">'
    f'<form action="{SPY}"><input value="evil-input"></form><svg onload="evil-script"></svg>'
    '<a href="javascript:evil-script()">.</a>'
)
TAGS = (SECRET, "<p>", "<script", "<html", "<!DOCTYPE", "<?xml")
NEVER_SAID = (SECRET, "evil-script", "evil-style")
REFRESH = f'<meta http-equiv="refresh" content="0;url={SPY}"><base href="{SPY}">'
FAR_STYLE = f'<link rel="stylesheet" href="{SPY}"><style>@import "{SPY}";</style>'
FAR_LINKS = f"\n\n[bấm](javascript:alert(1)) ![ảnh](file:///etc/passwd) ![ảnh]({SPY})"
INCLUDED = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
FRONT_MATTER = b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: !!python/object/apply:os.system [evil]\n---\n"
WIDE_SPANS = "<table><tr><td colspan=1000000000 rowspan=1000000000>1</td><td>2</td></tr></table>"


def table(rows: int) -> str:
    """A table of so many rows, 500 columns each."""
    return "<table>" + ("<tr>" + "<td>1" * 500) * rows + "</table>"


def link_farm(count: int) -> str:
    return "".join(f'<li><a href="{SPY}/{n}">liên kết {n}</a></li>' for n in range(count))


def deep_list(depth: int) -> str:
    return "\n".join("  " * n + "- mục" for n in range(depth))


def wide_rows(columns: int, rows: int) -> str:
    return "\n".join("|" + f"{cell}|" * columns for cell in ("a", "-", *["1"] * rows))


def picture(size: int) -> str:
    return f'<img src="data:image/png;base64,{base64.b64encode(random.Random(3).randbytes(size)).decode()}">'


PAGES = (
    Hostile("div-100k.html", lambda: html("<div>" * 100_000), slow=True),
    Hostile("div-100k-closed.html", lambda: html("<div>" * 100_000 + "x" + "</div>" * 100_000), slow=True),
    Hostile("article-under-100k.html", lambda: html(before="<div>" * 100_000), REFUSED, slow=True),
    Hostile("bold-unclosed.html", lambda: html("<p><b><i>" * 20_000), slow=True),
    Hostile("tables-in-tables.html", lambda: html("<table><tr><td>" * 20_000), slow=True),
    Hostile("spans-wide.html", lambda: html(WIDE_SPANS)),
    Hostile("table-big.html", lambda: html(table(300)), slow=True),
    Hostile("table-huge.html", lambda: html(table(3000)), REFUSED, slow=True),
    Hostile("attribute-5mb.html", lambda: html(f'<p title="{"a" * 5 * MB}">.</p>'), slow=True),
    Hostile(
        "attributes-100k.html",
        lambda: html("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">.</p>"),
    ),
    Hostile("data-uri-10mb.html", lambda: html(picture(10 * MB)), slow=True),
    Hostile("active.html", lambda: html(ACTIVE, REFRESH), never=NEVER_SAID),
    Hostile("style-sheet-far.html", lambda: html(head=FAR_STYLE), slow=True),
    Hostile("comment-open.html", lambda: html("<!-- " + "-" * MB), slow=True),
    Hostile("angles-2mb.html", lambda: html("<" * 2 * MB), slow=True),
    Hostile("bangs-1m.html", lambda: html("<!" * 1_000_000), slow=True),
    Hostile("entities-1m.html", lambda: html("<p>" + "&amp;" * 1_000_000), slow=True),
    Hostile(
        "entities-wrong.html",
        lambda: html("<p>&#xD800;&#0;&#x110000;&#99999999999999999999;&nosuch;&" + "a" * MB + ";"),
        slow=True,
    ),
    Hostile("nul-bytes.html", lambda: html().replace(b"<p>", b"<\0p>") + b"\0" * 1000, says=REFUSED),
    Hostile(
        "charset-utf7.html", lambda: html("+ADw-script+AD4-evil-script+ADw-/script+AD4-", '<meta charset="utf-7">')
    ),
    Hostile("charset-unknown.html", lambda: html(head='<meta charset="no-such-charset">'), slow=True),
    Hostile("plaintext.html", lambda: html("<plaintext>" + "</html>" * 1000), slow=True),
    Hostile("templates.html", lambda: html("<template>" * 20_000 + "<svg><foreignObject><math>" * 5_000), slow=True),
    Hostile("links-100k.html", lambda: html(f"<ul>{link_farm(100_000)}</ul>"), slow=True),
    Hostile(
        "frames-only.html", lambda: b'<html><frameset><frame src="file:///etc/passwd"></frameset></html>', says=REFUSED
    ),
    Hostile("laughs.xhtml", lambda: xhtml(LAUGHS, "&a9;"), never=TAGS),
    Hostile("external.xhtml", lambda: xhtml(EXTERNAL, "&secret;"), never=TAGS),
    Hostile("external.html", lambda: xhtml(EXTERNAL, "&secret;")),
    Hostile("external.xml", lambda: xhtml(EXTERNAL, "&secret;"), never=TAGS),
    Hostile("xinclude.xhtml", lambda: xhtml("", INCLUDED)),
    Hostile("style-sheet.xhtml", lambda: xhtml(f'<?xml-stylesheet type="text/xsl" href="{SPY}.xsl"?>', ""), never=TAGS),
    Hostile("scripts.md", lambda: markdown(ACTIVE + FAR_LINKS), never=(*TAGS, *NEVER_SAID)),
    Hostile("unseen.md", lambda: markdown("Đạt\u200b 80%\u200d\ufeff\u2060 \u202e%01\u202c \u2066văn bản\u2069.")),
    Hostile("quotes-100k.md", lambda: markdown(">" * 100_000 + " x")),
    Hostile("brackets-50k.md", lambda: markdown("[" * 50_000), slow=True),
    Hostile("images-20k.md", lambda: markdown("![](" * 20_000), slow=True),
    Hostile("stars-10k.md", lambda: markdown("*a **a " * 10_000), slow=True),
    Hostile("ticks.md", lambda: markdown(" ".join("`" * n for n in range(1, 400))), slow=True),
    Hostile("lists-deep.md", lambda: markdown(deep_list(1000)), slow=True),
    Hostile("lists-too-long.md", lambda: markdown(deep_list(1500)), says="quá mức 1.500.000 ký tự", slow=True),
    Hostile("table-wide.md", lambda: markdown(wide_rows(5000, 50)), slow=True),
    Hostile("front-matter.md", lambda: FRONT_MATTER + markdown("")),
)
