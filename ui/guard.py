"""The guard before the whole page: every request passes it and is told who asks, or is refused.

It looks at where a request comes from (host, origin), at the address asked for, at who asks, and at how much is sent;
every response gets the headers of `ui/policy.py`.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Collection
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.read import MAX_BYTES
from ui import policy
from ui.access import User
from ui.desk import ENDINGS, MAX_FILES
from ui.hosts import Hosts, name_in
from ui.login import LOGIN, LOGOUT, Door, answer
from ui.windows import own_body, own_window
from ui.wording import access as wording

MAX_UPLOAD = MAX_BYTES + 1024**2
"""Bytes of a request with files: one of the largest, or several smaller ones,"""
MAX_REQUEST = 4 * 1024**2
"""and of any other."""

_API = "/gradio_api"
_UPLOAD = f"{_API}/upload"
_FILES = f"{_API}/file="
_BEFORE_LOGIN = re.compile(rf"{LOGIN}|{LOGOUT}|/favicon\.ico|{_API}/startup-events")
_USED = re.compile(
    r"/|/config/?|/theme\.css|/manifest\.json|/(?:assets|static|svelte)/.+|"
    + re.escape(policy.SCRIPTS)
    + rf"|{_API}/(?:info|theme\.css|app_id|queue/(?:join|data)|(?:call|run|api|heartbeat)/.+|cancel|reset|upload|"
    r"upload_progress|file=(?!\w+:).+|mcp(?:/.*)?)/?"
)
"""What the page and its programs use of Gradio. The rest, such as its proxy and its editor, is not there."""

log = logging.getLogger(__name__)


class Guard:
    """An ASGI application around another one; behind it `request.state.user` is an `access.User`.

    `sites` are the host names by which the page is known, beside those that always are (`ui/hosts.py`).
    """

    def __init__(self, app: ASGIApp, door: Door, sites: Collection[str] = ()) -> None:
        self._app = app
        self._door = door
        self._hosts = Hosts(sites)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answering = _Answering(send, secrets.token_urlsafe(16))
        try:
            response = await self._refusal(Request(scope, receive))
            if response is None:
                await self._let_in(scope, receive, answering)
            else:
                await response(scope, receive, answering)
        except Exception:  # nothing of it is for whoever asked; the log keeps what it was
            log.exception("A request could not be answered")
            if not answering.begun:
                await answer(wording.BROKEN, 500)(scope, receive, answering)

    async def _refusal(self, request: Request) -> Response | None:
        """Why the request is not let in, or none; then it carries its user."""
        host, path = request.headers.get("host", ""), request.url.path
        if not self._hosts.known(host):
            return answer(wording.WRONG_HOST.format(host=name_in(host) or "?"), 421)
        if _from_elsewhere(request, host):
            return answer(wording.WRONG_ORIGIN, 403)
        if _BEFORE_LOGIN.fullmatch(path):
            return None
        user = await self._door.user(request)
        if user is None:
            return _to_login(request)
        if not _USED.fullmatch(path):
            return answer(wording.NOT_FOUND, 404)
        if path.startswith(_UPLOAD) and not user.staff:
            return answer(wording.STAFF_ONLY, 403)
        request.state.user = user
        return None

    async def _let_in(self, scope: Scope, receive: Receive, answering: _Answering) -> None:
        """Pass the request on once all of it is here and is not too much; what it names is its user's own window."""
        path, user = scope["path"], _user(scope)
        if scope["method"] in ("POST", "PUT", "PATCH"):
            try:
                body = await _whole(receive, MAX_UPLOAD if path.startswith(_UPLOAD) else MAX_REQUEST)
                if path == _UPLOAD:
                    await _check_files(Request(scope, _replay(body, receive)))
            except HTTPException as error:
                await answer(error.detail, error.status_code)(scope, receive, answering)
                return
            receive = _replay(own_body(body, user) if user and path != _UPLOAD else body, receive)
        if path == policy.SCRIPTS:
            script = policy.known_script(scope["app"].get_blocks().config)
            await Response(script, media_type="text/javascript")(scope, receive, answering)
            return
        answering.quiet = path.startswith(_FILES)
        await self._app(own_window(scope, user) if user else scope, receive, answering)


class _Answering:
    """`send` with the headers of the policy; pages get their nonce, and a `quiet` refusal says nothing of its own."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send = send
        self._nonce = nonce
        self._held: Message | None = None
        self._body = b""
        self.begun = False
        self.quiet = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif self._held is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._held)

    async def _start(self, message: Message) -> None:
        self.begun = True
        headers = MutableHeaders(scope=message)
        headers.update(policy.headers(self._nonce))
        if headers.get("content-type", "").startswith("text/html") or (self.quiet and message["status"] >= 400):
            self._held = message
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        if self.quiet and start["status"] >= 400:
            headers["content-type"], body = "text/plain; charset=utf-8", wording.NOT_FOUND.encode()
        else:
            headers["cache-control"] = "no-store"
            body = policy.with_nonce(self._body.decode(), self._nonce).encode()
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _user(scope: Scope) -> str:
    """The name of who asks; "" where nobody needs to log in, or has to yet."""
    user = scope.get("state", {}).get("user")
    return user.name if isinstance(user, User) else ""


def _from_elsewhere(request: Request, host: str) -> bool:
    """Whether another site's page sent it, unless it is somebody following a link here."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
    if origin is not None:
        return urlsplit(origin).netloc.lower() != host.lower()
    followed = request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"
    return site not in ("same-origin", "none") and not followed


def _to_login(request: Request) -> Response:
    """People are led to the page that asks who they are, and from there back; programs are told."""
    if request.url.path != "/" or "text/html" not in request.headers.get("accept", ""):
        return answer(wording.NOT_LOGGED_IN, 401)
    query = urlencode({"to": request.url.query} if request.url.query else {})
    return RedirectResponse(f"{LOGIN}?{query}" if query else LOGIN, status_code=303)


async def _whole(receive: Receive, most: int) -> bytes:
    """The request's body. Raises `HTTPException` (413) as soon as it is more than `most` bytes."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            detail = wording.TOO_LARGE.format(megabytes=MAX_BYTES // 1024**2, files=MAX_FILES)
            raise HTTPException(413, detail)
        more = message["type"] == "http.request" and message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """`receive` as it was before the body was read."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return rest.pop() if rest else await receive()

    return again


async def _check_files(request: Request) -> None:
    """Raises `HTTPException` when the upload has too many files, too large ones, or of a kind that is not read."""
    detail = wording.TOO_LARGE.format(megabytes=MAX_BYTES // 1024**2, files=MAX_FILES)
    try:
        async with request.form(max_files=MAX_FILES, max_fields=10, max_part_size=MAX_REQUEST) as form:
            for _, value in form.multi_items():
                if not isinstance(value, str) and not str(value.filename or "").lower().endswith(ENDINGS):
                    raise HTTPException(415, wording.WRONG_TYPE)
    except HTTPException as error:
        raise error if error.status_code == 415 else HTTPException(413, detail) from None
