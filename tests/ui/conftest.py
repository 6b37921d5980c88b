"""The page of this process on the five shipped reports, shared by the tests of its tabs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assistant.assistant import Assistant
from index.library import Library
from tests.test_app import free_port
from ui.page import build_page, launch_options


@contextmanager
def serving(assistant: Any, library: Any, **options: Any) -> Iterator[str]:
    """The address of a page that is served until the block ends; `options` for its launch."""
    port = free_port()
    page = build_page(assistant, library)
    page.launch(**launch_options("127.0.0.1", port) | options, prevent_thread_lock=True)
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


@pytest.fixture(scope="session")
def url(library: Library) -> Iterator[str]:
    with serving(Assistant(library), library) as address:
        yield address
