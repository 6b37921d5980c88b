"""What all tests share: the five shipped reports in a library that is seeded once, and no way out of this machine."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import index.library
from index.database import Database
from index.embed import Embedder
from index.journal import Journal
from index.library import Library

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def _stays_here(host: object) -> bool:
    """Whether `host`, as sockets take it, is this machine: a loopback address, its name, or none."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def outside_calls() -> Iterator[list[object]]:
    """Every address outside this machine that was asked for, and refused, so far."""
    refused: list[object] = []

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not _stays_here(address[0]):
                refused.append(address)
                raise OSError(f"tests may not connect to {address}")
            return real(self, address)

        return connect

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if not _stays_here(host):
            refused.append(host)
            raise socket.gaierror(f"tests may not look up {host}")
        return find_address(host, *rest, **named)

    find_address = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", look_up)
        yield refused


@pytest.fixture(scope="session", autouse=True)
def own_settings() -> Iterator[None]:
    """Tests start from the defaults, whatever the user's shell sets; only the unpacked model's place is kept."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith("TROLY_") and name != "TROLY_CACHE":
                patch.delenv(name)
        yield


class Remembering(Embedder):
    """The default model, loaded once for all tests. It knows by heart what it embedded; `asked` are all the texts."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._known: dict[str, list[float]] = {}

    def embed_documents(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> list[list[float]]:
        self.asked += texts
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, super().embed_documents(new, progress), strict=True))
        return [self._known[text] for text in texts]


@pytest.fixture(scope="session", autouse=True)
def shared_embedder() -> Iterator[Remembering]:
    """The model of every library that a test opens without naming one."""
    remembering = Remembering()

    def embedder(name: str | None = None, **options: Any) -> Embedder:
        return Embedder(name, **options) if name else remembering

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.library, "Embedder", embedder)
        yield remembering


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, shared_embedder: Remembering) -> Path:
    """A data folder with the five shipped reports, closed. Not to be changed: take `fresh_data` for that."""
    folder = tmp_path_factory.mktemp("seeded") / "data"
    Library.open(folder).close()
    return folder


@pytest.fixture(scope="session")
def library(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An open library of the five shipped reports, shared by all tests: not to be changed."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("library") / "data")
    with Library.open(folder) as opened:
        yield opened


@pytest.fixture
def fresh_data(seeded: Path, tmp_path: Path) -> Path:
    """A data folder of one's own with the five shipped reports, ready to be opened and changed."""
    return shutil.copytree(seeded, tmp_path / "data")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A ledger's file of one's own, as conversations and feedback are kept in it."""
    opened = Database(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("TROLY_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("Chromium is missing: install it (apt-get install chromium) or set TROLY_CHROMIUM to its path.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET_CHROMIUM)
        yield chromium
        chromium.close()
