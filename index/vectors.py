"""The vectors of passages in Chroma. Knows ids, vectors and the scope fields; nothing of texts or words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from hashlib import file_digest, sha256
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.api.types import Metadata, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from index.errors import IndexDamaged

Array = NDArray[np.float32]
Stamp = list[tuple[str, int, int]]

BATCH = 1000
"""Rows in one call; Chroma refuses calls beyond a few thousand."""

_CONFIGURATION: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 200, "num_threads": 1}}
"""One thread: several put vectors into the graph in the order in which they happen to come, and now and then leave one
that no search reaches. A thousand vectors take one thread far less time than embedding them."""


class Vectors:
    """The collection of passage vectors in `folder`, made when it is not there. Raises `IndexDamaged`.

    Every thousand vectors Chroma writes its graph in place. A graph of which a part is old, cut short or scribbled over
    gives wrong vectors without a word, or ends the process when it is read: see `graph_of` before opening a folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open()

    def _open(self) -> None:
        _check_database(self._folder / "chroma.sqlite3")
        self._client = _client(self._folder)
        try:
            self._collection = self._client.get_or_create_collection("passages", configuration=_CONFIGURATION)
            self._collection.get(limit=1, include=[])
        except (ChromaError, ValueError, KeyError, TypeError) as error:  # what it says of records it cannot make out
            self.close()
            raise _damaged(self._folder, error) from error
        self._seen: Stamp | None = _stamp(self._folder)

    def graph_was_written(self) -> bool:
        """Whether the graph is another one than when the folder was opened, or `seen_graph` was last asked."""
        return _stamp(self._folder) != self._seen

    def seen_graph(self) -> str:
        """What `graph_of` says of the graph as it is now, taken for whole."""
        self._seen = _stamp(self._folder)
        return graph_of(self._folder)

    def close(self) -> None:
        """Let go of the files: else Chroma would serve them from its cache to whoever next opens the folder."""
        self._client.close()

    def ids(self) -> set[str]:
        return set(self._collection.get(include=[])["ids"])

    def put(self, ids: Sequence[str], vectors: Sequence[Sequence[float]], report: str, province: str) -> None:
        """Keep one vector an id; the same id again takes the place of the old."""
        for at in range(0, len(ids), BATCH):
            part = slice(at, at + BATCH)
            fields: list[Metadata] = [{"report": report, "province": province} for _ in ids[part]]
            embeddings = np.array(vectors[part], dtype=np.float32)
            self._collection.upsert(ids=list(ids[part]), embeddings=embeddings, metadatas=fields)

    def clear(self) -> None:
        """Throw everything away and begin anew, graph included."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._open()
        self._seen = None

    def rows(self) -> Iterator[tuple[str, Array, str]]:
        """Everything that is kept: id, vector (float32), province. Raises `IndexDamaged`."""
        ids = sorted(self.ids())
        for at in range(0, len(ids), BATCH):
            try:
                found = self._collection.get(ids=ids[at : at + BATCH], include=["embeddings", "metadatas"])
            except ChromaError as error:
                raise _damaged(self._folder, error) from error
            vectors, fields = found["embeddings"], found["metadatas"]
            assert vectors is not None and fields is not None
            for id, vector, field in zip(found["ids"], vectors, fields, strict=True):
                yield id, np.asarray(vector, dtype=np.float32), str((field or {}).get("province"))

    def delete(self, ids: Collection[str]) -> None:
        listed = sorted(ids)
        for at in range(0, len(listed), BATCH):
            self._collection.delete(ids=listed[at : at + BATCH])

    def nearest(self, vector: Sequence[float], k: int, provinces: Collection[str] | None = None) -> dict[str, float]:
        """The `k` ids nearest to `vector`, in the given provinces only, each with its cosine."""
        within = cast(Where, {"province": {"$in": sorted(provinces)}}) if provinces is not None else None
        asked = np.array([vector], dtype=np.float32)
        found = self._collection.query(query_embeddings=asked, n_results=k, where=within, include=["distances"])
        distances = found["distances"] or [[]]
        return {id: 1.0 - distance for id, distance in zip(found["ids"][0], distances[0], strict=True)}


def graph_of(folder: Path) -> str:
    """A digest of the graph that Chroma would read from its folder; "" where there is none yet."""
    digest = sha256()
    for file in _graph(folder):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        with file.open("rb") as stream:
            digest.update(file_digest(stream, "sha256").digest())
    return digest.hexdigest() if _graph(folder) else ""


def _graph(folder: Path) -> list[Path]:
    """The graph's files. The names of its vectors are written last, and without them it is not read at all."""
    whole = sorted(names.parent for names in folder.glob("*/index_metadata.pickle"))
    return sorted(file for part in whole for file in part.iterdir() if file.is_file())


def _stamp(folder: Path) -> Stamp:
    """Name, size and time of the graph's files: what changes whenever they are written."""
    return [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in _graph(folder)]


def _client(folder: Path) -> Client:
    settings = Settings(anonymized_telemetry=False)
    try:
        return cast(Client, chromadb.PersistentClient(str(folder), settings))
    except (ChromaError, ValueError) as error:
        # Chroma keeps the half-made system under the folder's name, and would hand it out again.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise _damaged(folder, error) from error


def _check_database(file: Path) -> None:
    """See that SQLite can read `file`, for Chroma that fails to start keeps failing until the process ends."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file)) as database:
            database.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        raise  # the disk or the rights, not the file
    except sqlite3.DatabaseError as error:
        raise _damaged(file.parent, error) from error


def _damaged(folder: Path, error: Exception) -> IndexDamaged:
    return IndexDamaged(f"Chỉ mục véc-tơ trong {folder} bị hỏng ({error}); hãy chạy: python -m index rebuild.")
