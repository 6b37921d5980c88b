"""The word index: BM25 over accent-folded syllables and syllable pairs, in tantivy. Knows nothing of vectors."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from corpus.records import Passage
from corpus.terms import word_tokens
from index.errors import IndexDamaged

_HEAP = 30_000_000
_TEXT, _HEAD = "text", "head"
_ANY = "any"
"""Holds the same word in every passage, so that its count is that of all passages, forgotten ones included."""

_BOOST = {_TEXT: 1.0, _HEAD: 0.4}
"""Words of the title and the headings count, but less than those of the passage."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "province", _ANY):
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for name in (_TEXT, _HEAD):
        # Tokens are made here, joined by blanks: one tokenizer for both sides.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class Words:
    """The word index in `folder`, made when it is not there. Raises `IndexDamaged` when it cannot be read."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._schema = _schema()
        with self._told():
            self._index = tantivy.Index(self._schema, str(folder))
            # A killed process may leave a file of the very name that the next change would write, and fail on.
            self._index.writer(_HEAP, 1).garbage_collect_files()

    def ids(self) -> set[str]:
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs))
        return {searcher.doc(address)["id"][0] for _, address in found.hits}

    def is_torn(self) -> bool:
        """Whether a file of the index is not as tantivy wrote it, by the checksum that it wrote at its end.

        The end is the footer (JSON with "crc"), its length and a magic number, four bytes each, little endian.
        """
        kinds = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
        for file in sorted(self._folder.iterdir()):
            if file.suffix in kinds:
                data = file.read_bytes()
                length = int.from_bytes(data[-8:-4], "little")
                try:
                    crc = json.loads(data[-8 - length : -8])["crc"]
                except (ValueError, KeyError, TypeError):
                    return True
                if zlib.crc32(data[: -8 - length]) != crc:
                    return True
        return False

    def put(self, rows: Iterable[tuple[Passage, str, str]]) -> None:
        """Keep passages, each with its heading line and province; the same id again takes the place of the old."""
        with self._change() as writer:
            for passage, head, province in rows:
                writer.delete_documents_by_term("id", passage.id)
                writer.add_document(_document(passage, head, province))

    def refill(self, rows: Iterable[tuple[Passage, str, str]]) -> None:
        """Keep these passages and no others, as if there had never been any others: in one commit."""
        with self._change() as writer:
            writer.delete_all_documents()
            for passage, head, province in rows:
                writer.add_document(_document(passage, head, province))

    def delete(self, ids: Collection[str]) -> None:
        with self._change() as writer:
            for id in ids:
                writer.delete_documents_by_term("id", id)

    def counts_deleted(self) -> bool:
        """Whether deleted passages still weigh in the scores: tantivy forgets them only when it merges."""
        searcher = self._index.searcher()
        return bool(searcher.doc_freq(_ANY, _ANY) != searcher.num_docs)

    @contextmanager
    def _change(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose changes are kept together when the block ends, and dropped when it fails."""
        with self._told():
            writer = self._index.writer(_HEAP, 1)
            yield writer
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:  # tantivy's only error
            raise IndexDamaged(
                f"Không đọc hoặc ghi được chỉ mục từ trong {self._folder} ({error}); "
                "hãy kiểm tra ổ đĩa, hoặc chạy: python -m index rebuild."
            ) from error

    def best(self, tokens: Collection[str], k: int, provinces: Collection[str] | None = None) -> dict[str, float]:
        """The `k` ids that hold the tokens best, in the given provinces only, each with its BM25 score."""
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, token), boost))
            for token in sorted(set(tokens))
            for field, boost in _BOOST.items()
        ]
        if not wanted:
            return {}
        query = tantivy.Query.boolean_query(wanted)
        if provinces is not None:
            within = tantivy.Query.term_set_query(self._schema, "province", sorted(provinces))
            scope = tantivy.Query.const_score_query(within, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, scope)])
        searcher = self._index.searcher()
        return {searcher.doc(address)["id"][0]: score for score, address in searcher.search(query, limit=k).hits}

    def holding(self, token: str) -> int:
        """How many passages hold the token."""
        return int(self._index.searcher().doc_freq(_TEXT, token))

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token, "freq")


def _document(passage: Passage, head: str, province: str) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", passage.id)
    document.add_text("province", province)
    document.add_text(_ANY, _ANY)
    document.add_text(_TEXT, " ".join(word_tokens(passage.text)))
    document.add_text(_HEAD, " ".join(word_tokens(head)))
    return document
