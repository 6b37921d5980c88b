"""Vectors and words of a data folder, beside the ledger they are made from. Knows nothing of what is shown to whom."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import numpy as np

import corpus.terms
import corpus.text
import index.words
from corpus.records import Passage, Report
from index.embed import Embedder
from index.errors import IndexDamaged, LibraryError
from index.folder import LEDGER, VECTORS, WORDS
from index.ledger import Ledger
from index.search import header
from index.vectors import Vectors, graph_of
from index.words import Words

GRAPH = "graph"
"""The ledger's name for the digest of Chroma's graph."""

Progress = Callable[[str], None]
Store = TypeVar("Store", Vectors, Words)


@dataclass(frozen=True)
class Stores:
    """The three stores of an open data folder. Putting or dropping the same thing twice changes nothing."""

    folder: Path
    ledger: Ledger
    vectors: Vectors
    words: Words
    embedder: Embedder
    progress: Progress

    @classmethod
    def open(cls, folder: Path, embedder: Embedder, progress: Progress) -> Stores:
        """Open what is in `folder`; vectors or words that are damaged are begun anew, to be filled from the ledger."""
        ledger = Ledger(folder / LEDGER)
        try:
            if (ledger.meta(GRAPH) or "") != graph_of(folder / VECTORS):
                # A process died while Chroma wrote its graph, or it was damaged: reading it may end this one too.
                shutil.rmtree(folder / VECTORS, ignore_errors=True)
            words = _sound(Words, folder / WORDS, progress)
            vectors = _sound(Vectors, folder / VECTORS, progress)
            ledger.set_meta(GRAPH, graph_of(folder / VECTORS))
        except BaseException:
            ledger.close()
            raise
        return cls(folder, ledger, vectors, words, embedder, progress)

    def close(self) -> None:
        self.vectors.close()
        self.ledger.close()

    def seal(self) -> None:
        """Note Chroma's graph as it is now in the ledger, so that another one is never read."""
        if self.vectors.graph_was_written():
            self.ledger.set_meta(GRAPH, self.vectors.seen_graph())

    def embed(self, report: Report, split: Sequence[Passage]) -> list[bytes]:
        """The vectors of passages, each under its header, as the ledger keeps them (float32)."""
        texts = [embedded(report, passage) for passage in split]
        try:
            return [np.array(vector, dtype=np.float32).tobytes() for vector in self.embedder.embed_documents(texts)]
        except ValueError as error:
            raise LibraryError(f"Không thêm được {report.file}: {error}") from error

    def put_vectors(self, report: Report, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors by passage id."""
        rows = [np.frombuffer(vector, dtype=np.float32).tolist() for vector in vectors.values()]
        self.vectors.put(list(vectors), rows, report.id, report.province)

    def put_words(self, split: Iterable[tuple[Report, Passage]]) -> None:
        """Keep the words of passages."""
        self.words.put(_rows(split))

    def refill_words(self, split: Iterable[tuple[Report, Passage]]) -> None:
        """Keep the words of these passages and of no others."""
        self.words.refill(_rows(split))

    def drop(self, ids: Collection[str], left: Iterable[tuple[Report, Passage]]) -> None:
        """Forget passages, so that scores are as if they had never been there: the same library, the same answers.

        `left` are the passages that stay; their words are written anew where the forgotten would still weigh.
        """
        self.vectors.delete(ids)
        self.words.delete(ids)
        if self.words.counts_deleted():
            self.refill_words(left)


def embedded(report: Report, passage: Passage) -> str:
    """The text of which a passage's vector is made."""
    return f"{header(report, passage)}\n{passage.text}"


def _rows(split: Iterable[tuple[Report, Passage]]) -> Iterator[tuple[Passage, str, str]]:
    """What the word index keeps of passages: each with its heading line and province."""
    for report, passage in split:
        yield passage, f"{report.title} {passage.section}", report.province


def token_rules() -> str:
    """A fingerprint of all that decides which words the index holds of a text: the source of those modules."""
    sources = (Path(str(module.__file__)).read_bytes() for module in (corpus.text, corpus.terms, index.words))
    return sha256(b"\0".join(sources)).hexdigest()


def _sound(store: Callable[[Path], Store], folder: Path, progress: Progress) -> Store:
    """The store in `folder`; a damaged one is thrown away, and a file that stands in its place."""
    if folder.is_file():
        folder.unlink()
    try:
        return store(folder)
    except IndexDamaged:
        progress(f"Chỉ mục trong {folder} bị hỏng; sẽ được lập lại từ sổ báo cáo.")
        shutil.rmtree(folder)
        return store(folder)
