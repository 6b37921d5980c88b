"""The vectors of passages in Chroma. Knows ids, vectors and the scope fields; nothing of texts or words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.types import Metadata, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.errors import IndexDamaged

BATCH = 1000
"""Rows in one call; Chroma refuses calls beyond a few thousand."""

_CONFIGURATION: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 200}}


class Vectors:
    """The collection of passage vectors in `folder`, made when it is not there. Raises `IndexDamaged`.

    Beyond some thousand vectors, Chroma killed while it writes its graph may leave a folder that it cannot read.
    """

    def __init__(self, folder: Path) -> None:
        _check_database(folder / "chroma.sqlite3")
        settings = Settings(anonymized_telemetry=False)
        self._client = cast(Client, chromadb.PersistentClient(str(folder), settings))
        try:
            self._collection = self._client.get_or_create_collection("passages", configuration=_CONFIGURATION)
            self._collection.get(limit=1, include=[])
        except ChromaError as error:
            self.close()
            raise _damaged(folder, error) from error

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
