"""The tools for other assistants, asked by an MCP client: who asks counts there, too."""

from __future__ import annotations

import ast
import asyncio
import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from assistant.assistant import Assistant
from index.library import Library
from tests.test_app import ONE, free_port
from ui.login import Door
from ui.page import build_page, launch_options
from ui.users import Account, Users, hashed, write

PASSWORD = "một mật khẩu dài"


@pytest.fixture(scope="module")
def tools(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    users, port = tmp_path_factory.mktemp("mcp") / "users.json", free_port()
    write(users, {"minh": Account("minh", "reader", hashed(PASSWORD))})
    page = build_page(Assistant(library), library, tools=True)
    page.launch(**launch_options("127.0.0.1", port, Door(Users(users)), tools=True), prevent_thread_lock=True)
    yield f"http://127.0.0.1:{port}/gradio_api/mcp/"
    page.close(verbose=False)


def use(url: str, calls: dict[str, dict[str, Any]], password: str = PASSWORD) -> tuple[set[str], list[Any]]:
    """The names of the tools, and for each call whether it failed, and what it gives as text."""
    basic = base64.b64encode(f"minh:{password}".encode()).decode()

    async def talk() -> tuple[set[str], list[Any]]:
        async with (
            streamablehttp_client(url, headers={"Authorization": f"Basic {basic}"}) as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            given = [await session.call_tool(name, values) for name, values in calls.items()]
            return names, [(result.isError, result.content[0].text) for result in given]  # type: ignore[union-attr]

    # In a thread of its own: the browser of other tests has this one's event loop.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(talk())).result()


def test_an_assistant_asks_searches_and_lists(tools: str) -> None:
    calls = {"ask": {"question": ONE, "history": []}, "search": {"question": "kinh phí", "k": 2}, "reports": {}}
    names, results = use(tools, calls)
    assert names == {"ask", "search", "reports"}
    (_, answer), (_, hits), (_, reports) = results
    assert ast.literal_eval(answer)["citations"][0]["province"] == "Lai Châu"
    assert len(ast.literal_eval(hits)) == 2 and len(ast.literal_eval(reports)) == 5


def test_adding_is_no_tool_and_strangers_get_none(tools: str, library: Library) -> None:
    _, [(failed, _)] = use(tools, {"add": {"file": str(Path("README.md")), "province": "Cà Mau", "confirm": True}})
    assert failed and len(library.reports()) == 5
    with pytest.raises(BaseExceptionGroup):
        use(tools, {}, password="sai")
