"""The full check of a library: that every passage finds itself, and that originals, records and indexes agree.

Slower than what is done at each opening: every original is read, and every passage embedded again that no check has
embedded so far (about 0.1 s each).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import choice

import numpy as np
from chromadb.errors import ChromaError

from corpus.records import Passage, Report
from corpus.terms import word_tokens
from index.errors import LibraryUnusable
from index.folder import LEDGER, ORIGINALS, changing, digest_of
from index.mend import apart, mend_indexes, mend_passages, mend_records
from index.pace import Pace
from index.shelf import Shelf
from index.stores import Stores, embedded

NEAR = 5
"""Neighbours looked at, beside those of the very same vector, before a passage counts as not finding itself."""


@dataclass(frozen=True)
class Checked:
    """What the check mended, and what is broken and needs a person (Vietnamese lines, each with its fix)."""

    mended: tuple[str, ...]
    broken: tuple[str, ...]


def check(stores: Stores) -> Checked:
    """Check everything and mend what can be mended. Raises `LibraryUnusable` when the ledger itself is damaged."""
    if damage := stores.ledger.damage():
        raise LibraryUnusable(
            f"Sổ báo cáo {stores.folder / LEDGER} bị hỏng ({damage}); "
            "hãy chép lại ledger.sqlite và library/ từ bản sao lưu."
        )
    mended, broken = mend_records(stores)
    if orphans := stores.ledger.drop_orphans():
        mended.append(f"Đã xóa {orphans} dòng trong sổ không thuộc báo cáo nào.")
    mended += mend_passages(stores, closely=True)
    shelf = Shelf.of(stores.ledger)
    broken += _originals(stores, shelf)
    mended += _texts_and_vectors(stores, shelf)
    mended += mend_indexes(stores, shelf, closely=True)
    mended += _words(stores, shelf)
    found, lost = _neighbours(stores, shelf)
    return Checked((*mended, *found), (*broken, *lost))


def _originals(stores: Stores, shelf: Shelf) -> Iterator[str]:
    """Originals that are lost, changed or nobody's."""
    folder, past = stores.folder / ORIGINALS, stores.ledger.past()
    known = [*shelf.reports.values(), *(each.report for each in past.values())]
    for report in known:
        file = folder / report.sha256
        if not file.is_file() or digest_of(file) != report.sha256:
            yield (
                f"Bản gốc {file} của {report.id} ({report.file}) bị mất hoặc đã bị sửa; hãy chép lại tệp này từ bản "
                f"sao lưu, hoặc thay bằng tệp gốc {report.file} rồi chạy lại check."
            )
    names = {report.sha256 for report in known}
    for file in sorted(folder.glob("*")):
        if file.name not in names:
            yield (
                f"Tệp {file} không thuộc báo cáo nào; nếu là báo cáo bị mất, hãy thêm lại: "
                f"python -m index add {file}, nếu không, hãy xóa tệp này."
            )


def _texts_and_vectors(stores: Stores, shelf: Shelf) -> Iterator[str]:
    """Embed passages anew, and keep the new vector where the kept one is not its text's.

    Of those that an earlier check embedded, only one a report is embedded again: that text and vector are still the
    same, their digest tells; that the model is, too, the one.
    """
    pace = Pace(len(shelf.passages), stores.progress)
    verified = stores.ledger.verified()
    for report in shelf.reports.values():
        split, kept = shelf.split[report.id], stores.ledger.vectors(report.id)
        known = [p for p in split if p.id in kept and verified.get(p.id) == _digest(report, p, kept[p.id])]
        wrong = dict(_not_its_own(stores, report, [choice(known)], kept)) if known else {}
        # Where that one is wrong, what was verified says nothing of the others either.
        left = split if wrong else [p for p in split if p not in known]
        wrong |= dict(_not_its_own(stores, report, left, kept))
        if wrong:
            stores.ledger.keep_vectors(wrong.items())
            yield f"Đã tính lại véc-tơ sai của {len(wrong)} đoạn trong {report.id}."
        sound = {p.id: _digest(report, p, wrong.get(p.id) or kept[p.id]) for p in left if p.id in kept}
        stores.ledger.keep_verified(sound.items())
        pace.step(len(split), f"Đang kiểm tra {report.id}")


def _not_its_own(
    stores: Stores, report: Report, split: Sequence[Passage], kept: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The passages whose kept vector is not that of their text, with the right one."""
    for passage, vector in zip(split, stores.embed(report, split), strict=True):
        if passage.id in kept and apart(vector, kept[passage.id]):
            yield passage.id, vector


def _digest(report: Report, passage: Passage, vector: bytes) -> str:
    """What tells a text and its vector from any others."""
    return sha256(embedded(report, passage).encode() + b"\0" + vector).hexdigest()


def _words(stores: Stores, shelf: Shelf) -> list[str]:
    """Write the word index anew when it is torn, counts other words than the texts hold, or misses a passage."""
    tokens = {id: set(word_tokens(passage.text)) for id, passage in shelf.passages.items()}
    holding = Counter(token for held in tokens.values() for token in held)
    right = not stores.words.is_torn()
    right = right and all(stores.words.holding(token) == count for token, count in holding.items())
    if right and all(_words_find(stores, shelf, id, tokens[id], holding) for id in tokens):
        return []
    with changing(stores.folder):
        stores.refill_words(shelf.rows())
    return ["Đã lập lại chỉ mục từ vì có đoạn không tìm được bằng chính từ của nó."]


def _words_find(stores: Stores, shelf: Shelf, id: str, tokens: set[str], holding: Counter[str]) -> bool:
    """Whether the passage is among those that its rarest word finds in its province."""
    rarest = min(sorted(tokens), key=holding.__getitem__, default=None)
    province = shelf.reports[shelf.passages[id].report].province
    return rarest is None or id in stores.words.best([rarest], len(shelf.passages), [province])


def _neighbours(stores: Stores, shelf: Shelf) -> tuple[list[str], list[str]]:
    """Begin Chroma's graph anew when a passage is not nearest to itself; what was mended, and what stays broken."""
    if not _not_nearest(stores):
        return [], []
    with changing(stores.folder):
        stores.vectors.clear()
        mend_indexes(stores, shelf, closely=False)
    if lost := _not_nearest(stores):
        some = ", ".join(sorted(lost)[:3])
        return [], [f"{len(lost)} đoạn không tự tìm thấy mình ({some}…); hãy chạy: python -m index rebuild."]
    return ["Đã lập lại chỉ mục véc-tơ vì có đoạn không tự tìm thấy mình."], []


def _not_nearest(stores: Stores) -> set[str]:
    """The passages that are not among the nearest to their own vector."""
    kept = stores.ledger.vectors()
    same = Counter(kept.values())
    lost = set()
    for id, vector in kept.items():
        try:
            near = stores.vectors.nearest(np.frombuffer(vector, dtype=np.float32).tolist(), NEAR + same[vector])
        except ChromaError:
            return set(kept)
        if id not in near:
            lost.add(id)
    return lost
