"""The systems that are evaluated: the assistant, and the baselines that it has to beat.

A system is two plain functions over a case: its answer (the dict of `Answer.as_json()`) and its hits, best first, or
none for a system that searches nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.assistant import Assistant
from assistant.model import ChatModel
from assistant.records import Answer, Citation, Scope
from corpus.records import Passage, Report
from corpus.text import nfc
from eval.cases import Case
from eval.metrics import locate
from index.library import Library
from index.search import Hit

DEPTH = 10
"""Hits that are kept a case."""


@dataclass(frozen=True)
class System:
    """A named system; `hits` is none when it searches nothing.

    Of one in a chat model's words `spoken` counts what has become of the model's sentences so far: "kept" ("repaired"
    among them) or "dropped", of so many "answers", some of them "built_in" since nothing of the model's stood.
    """

    name: str
    answer: Callable[[Case], dict[str, Any]]
    hits: Callable[[Case], list[dict[str, Any]]] | None
    spoken: Counter[str] = field(default_factory=Counter)


def systems(library: Library, files: Sequence[Path], model: ChatModel | None = None) -> dict[str, Callable[[], System]]:
    """Name → how to make the system; made only when it is wanted, since some embed the whole corpus anew.

    With a `model` the assistant answers in its words.
    """
    return {
        "assistant": lambda: _assistant(library, model),
        "plain": lambda: _plain(library, files),
        "words": lambda: _ranked("words", library, lambda hit: hit.words),
        "dense": lambda: _ranked("dense", library, lambda hit: hit.dense),
        "refuse": lambda: System("refuse", lambda case: Answer("abstained", "", reason="no_evidence").as_json(), None),
        "gold": lambda: _gold(library),
    }


def _assistant(library: Library, model: ChatModel | None) -> System:
    assistant = Assistant(library, model)
    spoken: Counter[str] = Counter()

    def answer(case: Case) -> dict[str, Any]:
        *_, told = assistant.tell(case.question, case.history, "generate" if model else "extract")
        if model and told.answer.status != "abstained":
            spoken.update(kept=told.kept, repaired=told.repaired, dropped=len(told.dropped))
            spoken.update(answers=1, built_in=bool(told.trouble))
        return told.answer.as_json()

    return System(
        "assistant",
        answer,
        lambda case: [hit.as_json() for hit in library.search_turns([*case.history, case.question], DEPTH)],
        spoken,
    )


def _plain(library: Library, files: Sequence[Path]) -> System:
    """The plain LangChain recipe: raw files in pieces of 1000 characters, 200 shared, the same model, dense only.

    It knows no scope, and its answer is its best piece.
    """
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    reports = {report.file: report for report in library.reports()}
    pieces: list[Passage] = []
    for path in files:
        for piece in splitter.create_documents([nfc(path.read_text(encoding="utf-8"))]):
            start = int(piece.metadata["start_index"])
            end = start + len(piece.page_content)
            id = f"{reports[path.name].id}:raw:{start}"
            pieces.append(Passage(id, reports[path.name].id, start, end, "", piece.page_content))
    client = chromadb.EphemeralClient(chromadb.config.Settings(anonymized_telemetry=False))
    name = f"plain-{len(files)}"
    if name in [collection.name for collection in client.list_collections()]:
        client.delete_collection(name)
    collection = client.create_collection(name, configuration={"hnsw": {"space": "cosine"}})
    vectors = library.embedder.embed_documents([piece.text for piece in pieces])
    collection.add(ids=[piece.id for piece in pieces], embeddings=np.array(vectors, dtype=np.float32))
    by_id, of_id = {piece.id: piece for piece in pieces}, {report.id: report for report in reports.values()}

    def hits(case: Case) -> list[dict[str, Any]]:
        vector = library.embedder.embed_query(" ".join([*case.history, case.question]))
        asked = np.array([vector], dtype=np.float32)
        found = collection.query(query_embeddings=asked, n_results=DEPTH, include=["distances"])
        scores = [1 - distance for distance in (found["distances"] or [[]])[0]]
        return [
            Hit(by_id[id], of_id[by_id[id].report], score, score, 0.0).as_json()
            for id, score in zip(found["ids"][0], scores, strict=True)
        ]

    return System("plain", lambda case: _best_piece(hits(case), of_id), hits)


def _ranked(name: str, library: Library, score: Callable[[Hit], float]) -> System:
    """One half of the search alone, in the same scope, on the same passages; its answer is its best passage."""

    def hits(case: Case) -> list[dict[str, Any]]:
        found = library.search_turns([*case.history, case.question], 60)
        return [hit.as_json() for hit in sorted(found, key=lambda hit: (-score(hit), hit.passage.id))[:DEPTH]]

    of_id = {report.id: report for report in library.reports()}
    return System(name, lambda case: _best_piece(hits(case), of_id), hits)


def _best_piece(hits: Sequence[dict[str, Any]], reports: dict[str, Report]) -> dict[str, Any]:
    """The best hit, whole, as an answer: what a recipe without a chat model has to say."""
    if not hits:
        return Answer("abstained", "", reason="no_evidence").as_json()
    hit, report = hits[0], reports[hits[0]["report"]]
    cited = Citation(
        1, report.id, report.province, report.title, report.published, hit["start"], hit["end"], hit["text"]
    )
    return Answer("answered", f"{hit['text']} [1]", (cited,), Scope((report.province,))).as_json()


class _Given:
    """A library whose search finds first the passages that hold a case's evidence: what a perfect search would give."""

    def __init__(self, library: Library, case: Case) -> None:
        self._library = library
        reports = {report.id: report for report in library.reports()}
        places = [place for place in (locate(evidence, reports) for evidence in case.evidence) if place.report]
        self._gold = [
            Hit(passage, reports[passage.report], 9.0, 1.0, 9.0)
            for place in places
            for passage in library.passages(place.report or "")
            if any(passage.start < end and start < passage.end for start, end in place.spans)
        ]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def search(self, query: str, k: int = 10, provinces: Sequence[str] | None = None) -> list[Hit]:
        gold = [hit for hit in self._gold if provinces is None or hit.report.province in provinces]
        held = {hit.passage.id for hit in gold}
        return (gold + [hit for hit in self._library.search(query, k, provinces) if hit.passage.id not in held])[:k]


def _gold(library: Library) -> System:
    def answer(case: Case) -> dict[str, Any]:
        return Assistant(_Given(library, case)).ask(case.question, case.history).as_json()  # type: ignore[arg-type]

    return System("gold", answer, None)
