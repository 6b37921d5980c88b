"""Start the page: `python app.py [--host 127.0.0.1] [--port 7860] [--data ./data] [--users FILE]`, and more: `--help`.

Each flag has an environment variable: TROLY_HOST, TROLY_PORT, TROLY_DATA, TROLY_USERS, TROLY_SITE, TROLY_MCP,
TROLY_EMBEDDING, TROLY_MODEL (and with it TROLY_MODEL_URL, TROLY_MODEL_WINDOW, TROLY_MODEL_KEY). Only `--open-to-all`
has none: it is meant to be typed.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
from contextlib import closing, suppress
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

# Two busy cores that spin while waiting make the embedder ten times slower; torch reads this when it loads.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

from assistant.model import ModelError, add_model_options, model_of
from index.errors import LibraryError
from ui.quickly import quickly
from ui.users import Users, UsersError
from ui.waiting import Waiting
from ui.wording.access import NO_MCP, OPEN_TO_ALL


def main() -> int:
    """Serve until stopped; 0 then, 1 with one line on stderr when it cannot start."""
    options = _options()
    options.site = options.site.split(",")
    trouble = _open_to_all(options)
    if options.mcp and find_spec("mcp") is None:
        trouble = NO_MCP
    if trouble:
        return _fail(trouble)
    _pass_by_proxies(options.host)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the library is closed
    try:
        waiting = Waiting(options.host, options.port, options.site)
    except (OSError, OverflowError) as error:
        return _fail(_port_trouble(options.host, options.port, error))
    try:
        with closing(waiting):
            _serve(options, waiting)
    except (LibraryError, ModelError, UsersError) as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        pass
    return 0


def _serve(options: argparse.Namespace, waiting: Waiting) -> None:
    """The page, from the moment when it is there instead of the one that lets people wait, until stopped."""
    with quickly():
        from assistant.assistant import Assistant
        from index.library import Library
        from ui.login import Door
        from ui.page import build_page, launch_options

    model = model_of(options)
    door = Door(Users(options.users) if options.users else None)
    with Library.open(options.data, options.embedding, progress=_say) as library:
        page = build_page(Assistant(library, model), library, options.mcp)
        served = launch_options(options.host, options.port, door, options.site, options.mcp)
        waiting.close()
        page.launch(**served, prevent_thread_lock=True)
        _say(f"Trợ lý CNTT chạy tại http://{options.host}:{options.port} (dừng: Ctrl+C)")
        library.search("công nghệ thông tin", k=1)  # loads the model while people see the page already
        page.block_thread()


def _options() -> argparse.Namespace:
    env = os.environ.get
    parser = argparse.ArgumentParser(description="Chạy trang hỏi đáp Trợ lý CNTT.")
    parser.add_argument("--host", default=env("TROLY_HOST", "127.0.0.1"), help="địa chỉ lắng nghe (TROLY_HOST)")
    parser.add_argument("--port", default=env("TROLY_PORT", "7860"), type=int, help="cổng (TROLY_PORT)")
    parser.add_argument("--data", default=env("TROLY_DATA", "data"), type=Path, help="thư mục dữ liệu (TROLY_DATA)")
    parser.add_argument("--users", default=env("TROLY_USERS"), type=Path, help="tệp người dùng (TROLY_USERS)")
    parser.add_argument("--site", default=env("TROLY_SITE", ""), help="tên máy chủ mà mọi người gõ (TROLY_SITE)")
    mcp = env("TROLY_MCP", "") not in ("", "0")
    parser.add_argument("--mcp", action="store_true", default=mcp, help="làm công cụ MCP cho trợ lý khác (TROLY_MCP)")
    parser.add_argument("--open-to-all", action="store_true", help="cho mọi máy trong mạng vào mà không đăng nhập")
    parser.add_argument("--embedding", default=env("TROLY_EMBEDDING"), help="mô hình nhúng (TROLY_EMBEDDING)")
    add_model_options(parser)
    return parser.parse_args()


def _open_to_all(options: argparse.Namespace) -> str | None:
    """That other machines could do everything without logging in, unless that is wanted."""
    if options.users or options.open_to_all or options.host == "localhost":
        return None
    with suppress(ValueError):
        if ip_address(options.host.strip("[]")).is_loopback:
            return None
    return OPEN_TO_ALL.format(host=options.host)


def _port_trouble(host: str, port: int, error: Exception) -> str:
    """Why nothing can be served there, from what came of trying."""
    if isinstance(error, OverflowError):
        return f"Cổng {port} không hợp lệ; hãy chọn một số từ 1 đến 65535."
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Cổng {port} đang được chương trình khác dùng; hãy chọn cổng khác, ví dụ --port {port + 1}."
    if number == errno.EACCES:
        return f"Không có quyền mở cổng {port}; hãy chọn một cổng từ 1024 trở lên bằng --port."
    why = getattr(error, "strerror", None) or error
    return f"Không mở được địa chỉ {host}:{port} ({why}); hãy kiểm tra --host và --port."


def _pass_by_proxies(host: str) -> None:
    """Let Gradio, which asks its own address when it starts, do so directly where the machine has a web proxy."""
    own = ["127.0.0.1", "localhost", host]
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), *own]))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _fail(line: str) -> int:
    _say(line)
    return 1


if __name__ == "__main__":
    sys.exit(main())
