"""What a browser may do with the page: the Content-Security-Policy, the other headers, and the scripts that may run.

Scripts run only with the number that each page gets anew (a nonce), or when such a script loads them. Gradio makes
functions of texts, too, which takes 'unsafe-eval'; instead `known.js` hands out the functions of the texts that the
page was built with. Styles stay 'unsafe-inline': Gradio and its template write `style` attributes and elements.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SCRIPTS = "/known.js"
"""Where the page gets the functions that it was built with."""

_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def headers(nonce: str) -> dict[str, str]:
    """The headers of every response."""
    return {**_HEADERS, "Content-Security-Policy": _POLICY.format(nonce=nonce)}


def with_nonce(html: str, nonce: str) -> str:
    """The page with `nonce` on its scripts, and the known functions before them.

    What the page holds as data has no `<`: Gradio writes it as `\\u003c`.
    """
    marked = html.replace("<script", f'<script nonce="{nonce}"')
    first = f'<script nonce="{nonce}" src="{SCRIPTS}"></script>'
    return marked.replace("<script", f"{first}<script", 1)


def known_script(config: Mapping[str, Any]) -> str:
    """`known.js` for a page of Gradio's `config`: every text of it that becomes a function, as one."""
    known = ",".join(f"[{json.dumps(text)}, {function}]" for text, function in dict(_functions(config)).items())
    return _shell().replace("KNOWN", f"[{known}]", 1)


@cache
def _shell() -> str:
    return Path(__file__).with_name("known.js").read_text(encoding="utf-8")


def _functions(config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Text as Gradio hands it to `Function`, and the function that this makes."""
    for component in config["components"]:
        text = component["props"].get("js_on_load")
        if text:
            yield text, f"function (element, trigger, props, server, upload, watch) {{\n{text}\n}}"
    for text in [config.get("js"), *(event.get("js") for event in config["dependencies"])]:
        if isinstance(text, str) and text:
            body = f"return (\n{text.strip().rstrip(';')}\n);"
            yield body, f"async function () {{\n{body}\n}}"
