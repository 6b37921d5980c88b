"""The tools for other assistants, asked by an MCP client: who asks counts there, too."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import Tool

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


def asked(url: str, calls: dict[str, dict[str, Any]], password: str = PASSWORD) -> tuple[dict[str, Tool], list[Any]]:
    """The tools by name, and for each call whether it failed, and what it gives as text."""
    basic = base64.b64encode(f"minh:{password}".encode()).decode()

    async def talk() -> tuple[dict[str, Tool], list[Any]]:
        async with (
            streamablehttp_client(url, headers={"Authorization": f"Basic {basic}"}) as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            offered = {tool.name: tool for tool in (await session.list_tools()).tools}
            given = [await session.call_tool(name, values) for name, values in calls.items()]
            return offered, [(result.isError, result.content[0].text) for result in given]  # type: ignore[union-attr]

    # In a thread of its own: the browser of other tests has this one's event loop.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(talk())).result()


def test_an_assistant_asks_searches_and_lists(tools: str, library: Library) -> None:
    calls = {"ask": {"question": ONE, "history": []}, "search": {"question": "kinh phí", "k": 2}, "reports": {}}
    offered, results = asked(tools, calls)
    assert set(offered) == {"ask", "search", "reports"}
    (_, answer), (_, hits), (_, reports) = results
    same = json.loads(json.dumps(Assistant(library).ask(ONE).as_json()))
    assert json.loads(answer) | {"seconds": 0} == same | {"seconds": 0}
    assert "Lai Châu" in answer  # letters, not their numbers
    assert len(json.loads(hits)) == 2 and len(json.loads(reports)) == 5


def test_an_assistant_is_told_what_a_tool_takes_and_what_went_wrong(tools: str) -> None:
    described, [(failed, said)] = asked(tools, {"ask": {"question": " ", "history": []}})
    ask = described["ask"]
    assert ask.description and "Vietnam's provinces" in ask.description
    assert ask.inputSchema["properties"]["question"]["description"] and ask.inputSchema["required"] == ["question"]
    assert failed and "âu hỏi" in said


def test_programs_keep_their_endpoints_beside_the_tools(tools: str) -> None:
    client = Client(tools.removesuffix("/gradio_api/mcp/"), auth=("minh", PASSWORD), verbose=False)
    assert client.predict(ONE, [], api_name="/ask")["citations"][0]["province"] == "Lai Châu"
    assert len(client.predict(api_name="/reports")) == 5


def test_adding_is_no_tool_and_strangers_get_none(tools: str, library: Library) -> None:
    _, [(failed, _)] = asked(tools, {"add": {"file": str(Path("README.md")), "province": "Cà Mau", "confirm": True}})
    assert failed and len(library.reports()) == 5
    with pytest.raises(BaseExceptionGroup):
        asked(tools, {}, password="sai")
