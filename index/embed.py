"""Texts to vectors, with a sentence-transformers model on the CPU. Knows nothing of reports, Chroma or questions.

The one embedder of both sides, passages and questions, so that they cannot drift apart.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from index.errors import ModelMissing
from index.model import MODEL_ID, Progress, default_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Small batches of texts of like length waste the least on padding; two cores gain nothing from larger ones.
BATCH = 8
# The names under which models keep the prefix of a passage; the first that is not empty counts.
_PASSAGE_PROMPTS = ("passage", "document", "corpus")


class Embedder(Embeddings):
    """A sentence-transformers model as a LangChain embedding: float32, unit length, the same vector for the same text.

    `name` is any model's name or folder; without one it is the default model, unpacked on first use, with no hub asked.
    The model is loaded on first use (seconds), told through `progress`. Safe to share between threads.
    All but `model_id` raise `ModelMissing` when the model cannot be loaded.
    """

    def __init__(self, name: str | None = None, *, progress: Progress | None = None) -> None:
        self._name, self._progress = name, progress
        self._lock = threading.RLock()
        self._loaded: SentenceTransformer | None = None
        # One question is searched for in several scopes, one after the other.
        self._query = lru_cache(maxsize=256)(lambda text: tuple(self._embed([text], self._prefix("query"), None)[0]))
        self._passage = lru_cache(maxsize=4096)(lambda text: tuple(self.embed_documents([text])[0]))

    @property
    def model_id(self) -> str:
        """What an index records and compares; stable, and known without loading the model."""
        return self._name or MODEL_ID

    @property
    def ready(self) -> bool:
        """Whether the model is loaded: what is embedded now does not wait for it."""
        return self._loaded is not None

    @property
    def max_tokens(self) -> int:
        """The model's window, prefix and special tokens included."""
        return int(self._model().max_seq_length or 512)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._model().get_embedding_dimension() or 0)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` as a passage, prefix and special ones included: it can be embedded up to `max_tokens`."""
        return self._counts([self._prefix(*_PASSAGE_PROMPTS) + text])[0]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; the last ones are kept. Raises `ValueError` when it is longer than the window."""
        return list(self._query(text))

    def closeness(self, question: str, text: str) -> float:
        """The cosine of a question and a text as a passage, -1 to 1; the last ones' vectors are kept.

        Raises `ValueError` when one of them is longer than the window.
        """
        return sum(a * b for a, b in zip(self._query(question), self._passage(text), strict=True))

    def embed_end(self, text: str) -> list[float]:
        """The vector of a question; of its end where it is too long for the model: the latest words count most."""
        while True:
            try:
                return self.embed_query(text)
            except ValueError:
                text = text[len(text) // 2 :]

    def closeness_of_ends(self, question: str, text: str) -> float:
        """`closeness`, of their ends where they are too long for the model."""
        while True:
            try:
                return self.closeness(question, text)
            except ValueError:
                question, text = question[-len(question) * 3 // 4 :], text[-len(text) * 3 // 4 :]

    def embed_documents(
        self, texts: list[str], progress: Callable[[int, int], None] | None = None
    ) -> list[list[float]]:
        """The vectors of passages, in their order; `progress(done, total)` is called after each batch.

        Raises `ValueError`, before anything is embedded, when a text is longer than the window: split it first.
        """
        return self._embed(texts, self._prefix(*_PASSAGE_PROMPTS), progress)

    def _embed(
        self, texts: Sequence[str], prefix: str, progress: Callable[[int, int], None] | None
    ) -> list[list[float]]:
        if not texts:
            return []
        counts = self._counts([prefix + text for text in texts])
        _check_window(texts, counts, self.max_tokens)
        vectors: list[list[float]] = [[] for _ in texts]
        order = sorted(range(len(texts)), key=counts.__getitem__)
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            with self._lock:
                found = self._model().encode(
                    [texts[i] for i in batch],
                    prompt=prefix,
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            for i, vector in zip(batch, found.tolist(), strict=True):
                vectors[i] = vector
            if progress:
                progress(first + len(batch), len(texts))
        return vectors

    def _counts(self, prefixed: list[str]) -> list[int]:
        with self._lock:
            # verbose=False: the tokenizer would otherwise log a warning for a long text, which is ours to refuse.
            encoded = self._model().tokenizer(prefixed, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def _prefix(self, *names: str) -> str:
        prompts = self._model().prompts
        return next(filter(None, map(prompts.get, names)), "")

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._name, self._progress)
            return self._loaded


def _check_window(texts: Sequence[str], counts: Sequence[int], window: int) -> None:
    for text, count in zip(texts, counts, strict=True):
        if count > window:
            raise ValueError(
                f"Đoạn văn có {count} token, dài hơn {window} token mà mô hình nhúng đọc được; "
                f"hãy chia nhỏ đoạn này trước: {text[:60]!r}…"
            )


def _load(name: str | None, progress: Progress | None) -> SentenceTransformer:
    """Load the model in float32 on the CPU; torch and its friends (seconds) are imported here and not before."""
    folder = name or str(default_model(progress))
    if progress:
        progress("Đang nạp mô hình nhúng…")
    # Read once, when torch loads its thread pool: waiting threads that spin cost ten times on two busy cores.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        model = SentenceTransformer(folder, device="cpu", local_files_only=Path(folder).is_dir())
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"Không nạp được mô hình nhúng {folder!r} ({error}); hãy kiểm tra lại tên hoặc thư mục ở --embedding và "
            "kết nối mạng, hay bỏ tùy chọn này để dùng mô hình mặc định."
        ) from error
    return model.float().eval()
