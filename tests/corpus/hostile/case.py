"""What a hostile file is to the tests: its name, how to make it, and what must come of it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

TITLE = "Lai Châu đẩy mạnh ứng dụng công nghệ thông tin trong cơ quan nhà nước"
ARTICLE = (
    TITLE,
    "Năm 2019, tỉnh Lai Châu có 95% cán bộ, công chức các sở, ngành được trang bị máy tính, tăng 12% so với năm 2018.",
    "Tỷ lệ văn bản điện tử trao đổi nội bộ của các cơ quan nhà nước trên địa bàn tỉnh đạt 80%, vượt mục tiêu đã đề ra.",
    "Đến nay, 108/108 xã, phường, thị trấn của tỉnh Lai Châu đã được kết nối mạng truyền số liệu chuyên dùng cấp II.",
)
"""A short report that is all right, for the files that hide something beside it."""

SECRET = "root:x:0:0"
"""What stands in /etc/passwd, which external entities and links point to."""

LISTENER = socket.create_server(("127.0.0.1", 0))
SPY = f"http://127.0.0.1:{LISTENER.getsockname()[1]}/spy"
"""An address that nothing may ask for; the tests listen there."""

REFUSED = "hãy "
"""What every refusal holds: what to do about it."""


@dataclass(frozen=True)
class Hostile:
    """A file and what must come of it.

    `says` is a pattern that the refusal holds, or none for a file that is in truth fine: then the report must hold the
    sentences of `ARTICLE`. `never` must not stand in anything that comes back. `slow` ones run under the marker `hard`.
    """

    name: str
    make: Callable[[], bytes]
    says: str | None = None
    never: tuple[str, ...] = (SECRET,)
    slow: bool = False
