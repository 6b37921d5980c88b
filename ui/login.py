"""Logging in and out: who a request comes from, and the page that asks for name and password."""

from __future__ import annotations

import base64
import binascii
import hashlib
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ui import wording as words
from ui.access import OWNER, User
from ui.sessions import Sessions, Throttle
from ui.users import Account, Users, UsersError, name_typed, right
from ui.wording import access as wording

COOKIE = "troly"
LOGIN, LOGOUT = "/login", "/logout"


class Door:
    """Says who a request comes from. Without `users` it is a personal tool: everyone is its owner."""

    def __init__(self, users: Users | None = None) -> None:
        self._users = users
        self._sessions = Sessions()
        self._throttle = Throttle()
        self._basic: dict[str, str] = {}  # of a header's digest the token of its session

    @property
    def open(self) -> bool:
        """Whether nobody needs to log in."""
        return self._users is None

    def routes(self) -> list[BaseRoute]:
        if self.open:
            return []
        return [
            Route(LOGIN, self._ask, methods=["GET"]),
            Route(LOGIN, self._log_in, methods=["POST"]),
            Route(LOGOUT, self._log_out, methods=["POST"]),
        ]

    async def user(self, request: Request) -> User | None:
        """Who asks: by the cookie of a session, or, for programs, by name and password in each request (HTTP Basic)."""
        if self.open:
            return OWNER
        account = self._current(request.cookies.get(COOKIE, ""))
        if account is None and request.headers.get("authorization", "").lower().startswith("basic "):
            account = await self._by_header(request)
        return User(account.name, account.role) if account else None

    def _current(self, token: str) -> Account | None:
        """The account whose session it is, unless it was removed, or role or password changed, since."""
        account = self._sessions.account(token)
        if account is None or self._users is None:
            return None
        if self._users.account(account.name) != account:
            self._sessions.end(token)
            return None
        return account

    async def _by_header(self, request: Request) -> Account | None:
        header = request.headers["authorization"]
        digest = hashlib.sha256(header.encode()).hexdigest()
        known = self._current(self._basic.get(digest, ""))
        if known:
            return known
        try:
            name, _, password = base64.b64decode(header.split(None, 1)[1], validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError, IndexError):
            return None
        found = await self._tried(request, name, password)
        if not isinstance(found, Account):
            return None
        self._basic = {key: token for key, token in self._basic.items() if self._current(token)}
        self._basic[digest] = self._sessions.begin(found)
        return found

    async def _tried(self, request: Request, typed: str, password: str) -> Account | float:
        """The account that name and password open; else the seconds to wait before the next attempt, mostly 0."""
        try:
            name = name_typed(typed)
        except UsersError:
            name = ""
        address = request.client.host if request.client else ""
        wait = self._throttle.attempt(name, address)
        if wait or self._users is None:
            return wait
        account = self._users.account(name)
        if await run_in_threadpool(right, account, password) and account:
            self._throttle.succeeded(name, address)
            return account
        return 0.0

    async def _ask(self, request: Request) -> Response:
        why = {"ra": wording.LOGGED_OUT, "het": wording.ENDED}.get(request.query_params.get("vi", ""), "")
        return page(why, "", request.query_params.get("to", ""))

    async def _log_in(self, request: Request) -> Response:
        """Browsers are led to the page they wanted; programs (`gradio_client`) get 200 or 401."""
        form = {key: values[0] for key, values in parse_qs((await request.body()).decode(errors="replace")).items()}
        name, to = form.get("username", ""), form.get("to", "")
        found = await self._tried(request, name, form.get("password", ""))
        for_people = "text/html" in request.headers.get("accept", "")
        if not isinstance(found, Account):
            why = wording.WAIT.format(seconds=int(found) + 1) if found else wording.WRONG
            status, headers = (429, {"Retry-After": str(int(found) + 1)}) if found else (401, {})
            return page(why, name, to, status, headers) if for_people else answer(why, status, headers)
        response: Response = JSONResponse({"success": True})
        if for_people:
            response = RedirectResponse(f"/?{to}" if to else "/", status_code=303)
        self._sessions.end(request.cookies.get(COOKIE, ""))
        secure = request.url.scheme == "https"
        token = self._sessions.begin(found)
        response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure)
        return response

    async def _log_out(self, request: Request) -> Response:
        self._sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(f"{LOGIN}?vi=ra", status_code=303)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return response


def answer(detail: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """A refusal for programs, in the shape in which Gradio's own come."""
    return JSONResponse({"detail": detail}, status, headers)


def page(why: str, name: str, to: str, status: int = 200, headers: dict[str, str] | None = None) -> HTMLResponse:
    """The page that asks for name and password, and says `why` it does; `to` is the query of the page wanted."""
    here = Path(__file__).parent
    alert = f'<p role="alert">{escape(why)}</p>' if why else ""
    html = (here / "login.html").read_text(encoding="utf-8")
    style = (here / "login.css").read_text(encoding="utf-8")
    texts = {
        "title": f"{wording.LOGIN_TITLE} – {words.TITLE}",
        "app": words.TITLE,
        "tagline": words.TAGLINE,
        "name_label": wording.NAME,
        "password_label": wording.PASSWORD,
        "button": wording.LOG_IN,
        "forgotten": wording.FORGOTTEN,
        "name": name,
        "to": to,
    }
    made = html.format(style=style, alert=alert, **{key: escape(text) for key, text in texts.items()})
    return HTMLResponse(made, status, headers)


def leaving(user: User) -> str:
    """Who is logged in and the button that ends it, as HTML; "" where nobody needs to log in."""
    if not user.name:
        return ""
    sign = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 4H5v16h5M15 8l4 4-4 4M9 12h10"/></svg>'
    button = f'<button type="submit" title="{wording.LOG_OUT}">{sign}<span>{wording.LOG_OUT}</span></button>'
    return f'<form method="post" action="{LOGOUT}"><span>{escape(user.name)}</span> {button}</form>'
