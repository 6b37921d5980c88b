"""Comparing what is kept with what should be, and putting it right: records, passages, vectors, words.

The ledger says what should be there. Each part's outcome is told in Vietnamese lines: what was mended, and what is
broken and needs a person.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
from chromadb.errors import ChromaError

from corpus.errors import CorpusError
from corpus.read import read_bytes
from corpus.records import Report
from corpus.report import understand
from corpus.split import passages
from index.errors import IndexDamaged
from index.folder import LEDGER, ORIGINALS, VECTORS, WORDS, changing
from index.ledger import Ledger, seal_of
from index.shelf import Shelf
from index.stores import Stores

SAME = 1e-4
"""How far two vectors of one text may be apart (1 − cosine): far less than those of two texts that mean the same."""


def forget_indexes(folder: Path) -> None:
    """Drop vectors, words and their maker's name, and split every report of the ledger anew."""
    for part in (VECTORS, WORDS):
        shutil.rmtree(folder / part, ignore_errors=True)
    ledger = Ledger(folder / LEDGER)
    try:
        for report in ledger.reports():
            ledger.replace_passages(report.id, passages(report.id, report.body))
        ledger.set_meta("maker", None)
    finally:
        ledger.close()


def mend_records(stores: Stores) -> tuple[list[str], list[str]]:
    """Read reports anew whose record is not the one that was added; what was mended, and what could not be."""
    mended, broken = [], []
    for id, seal in stores.ledger.broken_seals():
        right = next((report for report in _read_anew(stores, id) if seal_of(report) == seal), None)
        if right:
            stores.ledger.mend_record(right)
            mended.append(f"Đã đọc lại {id} từ bản gốc vì nội dung trong sổ đã bị sửa.")
        else:
            broken.append(
                f"Nội dung của {id} trong sổ báo cáo đã bị sửa và không lập lại được từ bản gốc; hãy chép lại "
                f"ledger.sqlite từ bản sao lưu, hoặc chạy: python -m index remove {id}, rồi thêm lại tệp gốc."
            )
    return mended, broken


def _read_anew(stores: Stores, id: str) -> list[Report]:
    """What the record of `id` may have been: all as its original is read today, or only the text."""
    try:
        kept = json.loads(stores.ledger.raw_record(id))
        data = read_bytes(stores.folder / ORIGINALS / (stores.ledger.owner(id) or ""))
        anew = replace(understand(data, str(kept["file"])).report, id=id)
        known = {name: value for name, value in kept.items() if name not in ("body", "dropped")}
        return [anew, replace(anew, **{**known, "years": tuple(kept["years"])})]
    except (CorpusError, ValueError, KeyError, TypeError):
        return []


def mend_passages(stores: Stores, closely: bool) -> list[str]:
    """Split reports anew that have no passages; `closely`: all whose passages are not those of their body."""
    shelf, mended = Shelf.of(stores.ledger), []
    for id, report in shelf.reports.items():
        if shelf.split[id] and not closely:
            continue
        split = passages(id, report.body)
        if list(shelf.split[id]) != split:
            stores.ledger.replace_passages(id, split)
            mended.append(f"Đã chia lại các đoạn của {id}.")
    return mended


def mend_indexes(stores: Stores, shelf: Shelf, closely: bool) -> list[str]:
    """Make vectors and words hold exactly the shelf's passages; `closely`: and each vector the one that was made."""
    wanted = set(shelf.passages)
    vectors, words = stores.vectors.ids(), stores.words.ids()
    unkept = stores.ledger.without_vector() & wanted
    wrong = _wrong_vectors(stores, shelf) if closely else set()
    weighing = stores.words.counts_deleted()
    if not (unkept or wrong or vectors != wanted or words != wanted or weighing):
        return []
    mended = ["Đã lập lại chỉ mục từ vì còn tính cả những đoạn đã bỏ."] if weighing else []
    with changing(stores.folder):
        extra = (vectors | words) - wanted
        if extra or weighing:
            stores.drop(extra, shelf.rows())
        if extra:
            mended.append(f"Đã xóa {len(extra)} mục không thuộc báo cáo nào.")
        _keep_missing_vectors(stores, shelf, unkept)
        _fill_vectors(stores, shelf, (wanted - vectors) | wrong | unkept)
        if missing := wanted - stores.words.ids():
            stores.put_words((report, passage) for report, passage in shelf.rows() if passage.id in missing)
        stores.seal()
    anew: dict[str, int] = defaultdict(int)
    for id in (wanted - (vectors & words)) | wrong | unkept:
        anew[shelf.passages[id].report] += 1
    return mended + [f"Đã lập lại {count} đoạn của {report}." for report, count in sorted(anew.items())]


def _wrong_vectors(stores: Stores, shelf: Shelf) -> set[str]:
    """The passages whose vector or province in Chroma is not what the ledger says; all, when it cannot be read."""
    kept = stores.ledger.vectors()
    try:
        rows = list(stores.vectors.rows())
    except IndexDamaged:
        stores.vectors.clear()
        return set(shelf.passages)
    return {
        id
        for id, vector, province in rows
        if id in shelf.passages
        and (province != shelf.reports[shelf.passages[id].report].province or apart(vector.tobytes(), kept.get(id)))
    }


def apart(vector: bytes, other: bytes | None) -> bool:
    """Whether two float32 vectors are not the same text's."""
    if other is None or len(vector) != len(other):
        return True
    one, two = np.frombuffer(vector, dtype=np.float32), np.frombuffer(other, dtype=np.float32)
    return not float(one @ two) >= (1 - SAME) * float(np.linalg.norm(one) * np.linalg.norm(two)) > 0


def _keep_missing_vectors(stores: Stores, shelf: Shelf, ids: Collection[str]) -> None:
    """Embed passages of which the ledger has no vector."""
    for report in shelf.reports.values() if ids else []:
        split = [passage for passage in shelf.split[report.id] if passage.id in ids]
        if split:
            stores.progress(f"Đang lập lại chỉ mục của {report.id}…")
            stores.ledger.keep_vectors(zip((p.id for p in split), stores.embed(report, split), strict=True))


def _fill_vectors(stores: Stores, shelf: Shelf, ids: Collection[str]) -> None:
    """Put the ledger's vectors into Chroma; one that does not take them is begun anew and given all."""
    try:
        _put_vectors(stores, shelf, ids)
    except (ChromaError, IndexDamaged):
        stores.vectors.clear()
        _put_vectors(stores, shelf, shelf.passages)


def _put_vectors(stores: Stores, shelf: Shelf, ids: Collection[str]) -> None:
    for report in sorted({shelf.passages[id].report for id in ids}):
        kept = stores.ledger.vectors(report)
        stores.put_vectors(shelf.reports[report], {id: vector for id, vector in kept.items() if id in ids})
