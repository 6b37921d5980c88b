"""Each user's windows for themselves, whatever a request names.

Gradio keeps what a window holds, and what it waits for, under a `session_hash` that the browser makes up: whoever names
another's would read and change it. So the user's name is put before it, on every way on which it comes.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlencode

from starlette.types import Scope

_NAME = "session_hash"
_HEARTBEAT = re.compile(r"(.*/heartbeat/)(.+)")


def own_window(scope: Scope, user: str) -> Scope:
    """A request whose address names a window, for `user`'s window of that name. `user` has no ":"."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if any(key == _NAME for key, _ in query):
        named = [(key, f"{user}:{value}" if key == _NAME else value) for key, value in query]
        return {**scope, "query_string": urlencode(named).encode()}
    if alive := _HEARTBEAT.fullmatch(scope["path"]):
        return {**scope, "path": f"{alive[1]}{user}:{alive[2]}"}
    return scope


def own_body(body: bytes, user: str) -> bytes:
    """The body of a request, read as Gradio reads it, for `user`'s window of the name that it has; others as they are.

    >>> own_body(b'{"session_hash": "x"}', "lan")
    b'{"session_hash": "lan:x"}'
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(told, dict) or not isinstance(told.get(_NAME), str):
        return body
    return json.dumps({**told, _NAME: f"{user}:{told[_NAME]}"}).encode()
