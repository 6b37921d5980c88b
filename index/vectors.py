"""The vectors of passages in Chroma. Knows ids, vectors and the scope fields; nothing of texts or words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings

BATCH = 1000
"""Rows in one call; Chroma refuses calls beyond a few thousand."""

_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 200}}


class Vectors:
    """The collection of passage vectors in `folder`, made when it is not there."""

    def __init__(self, folder: Path) -> None:
        self._client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        self._collection = self._client.get_or_create_collection("passages", configuration=_CONFIGURATION)

    def close(self) -> None:
        """Let go of the files: else Chroma would serve them from its cache to whoever next opens the folder."""
        self._client.close()

    def ids(self) -> set[str]:
        return set(self._collection.get(include=[])["ids"])

    def put(self, ids: Sequence[str], vectors: Sequence[Sequence[float]], report: str, province: str) -> None:
        """Keep one vector an id; the same id again takes the place of the old."""
        for at in range(0, len(ids), BATCH):
            part = slice(at, at + BATCH)
            fields = [{"report": report, "province": province} for _ in ids[part]]
            self._collection.upsert(ids=list(ids[part]), embeddings=list(vectors[part]), metadatas=fields)

    def delete(self, ids: Collection[str]) -> None:
        listed = sorted(ids)
        for at in range(0, len(listed), BATCH):
            self._collection.delete(ids=listed[at : at + BATCH])

    def nearest(self, vector: Sequence[float], k: int, provinces: Collection[str] | None = None) -> dict[str, float]:
        """The `k` ids nearest to `vector`, in the given provinces only, each with its cosine."""
        where = {"province": {"$in": sorted(provinces)}} if provinces is not None else None
        found = self._collection.query(query_embeddings=[list(vector)], n_results=k, where=where, include=["distances"])
        distances = found["distances"] or [[]]
        return {id: 1.0 - distance for id, distance in zip(found["ids"][0], distances[0], strict=True)}
