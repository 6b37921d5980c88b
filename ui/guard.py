"""The guard before the whole page: every request passes it and is told who asks."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.access import OWNER


class Guard:
    """An ASGI application around another one; `request.state.user` is then an `access.User`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["user"] = OWNER
        await self._app(scope, receive, send)
