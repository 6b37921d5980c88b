"""Short reports to add, the state that a library must be in, and an embedder that needs no model."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np

from corpus.split import passages
from index.embed import Embedder
from index.folder import digest_of
from index.library import Library
from index.search import header

ROOT = Path(__file__).resolve().parents[2]
IDS = [
    "bac-giang-2017-03-15",
    "dien-bien-2014-10-24",
    "lai-chau-2019-06-12",
    "long-an-sau-2012-05-29",
    "tay-ninh-2015-04-06",
]
LAO_CAI = "lao-cai-2021-05-03"
REPORT = """Lào Cai đẩy mạnh ứng dụng công nghệ thông tin

Thứ hai - {day}/05/2021 08:00
Năm 2020, tỉnh Lào Cai có {count}/152 xã dùng phần mềm quản lý văn bản; tỷ lệ văn bản ký số đạt 97%.
Tỉnh đã đầu tư 12,5 tỷ đồng cho hạ tầng mạng truyền số liệu chuyên dùng.
Năm 2021, tỉnh Lào Cai sẽ đào tạo 300 cán bộ, nối mạng đến mọi xã và mở lớp về an toàn thông tin cho các huyện.
"""


class Instant(Embedder):
    """Any vectors will do, at once: what is tested is what is kept."""

    def embed_documents(
        self, texts: list[str], progress: Callable[[int, int], None] | None = None
    ) -> list[list[float]]:
        return [[numbers.uniform(-1, 1) for _ in range(384)] for text in texts for numbers in [random.Random(text)]]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def written(folder: Path, day: int, count: int = 152) -> Path:
    """A report of Lào Cai of that day of May 2021, and its first figure."""
    path = folder / f"lao-cai-{day:02}-{count}.txt"
    path.write_text(REPORT.format(day=f"{day:02}", count=count), encoding="utf-8")
    return path


def ids(library: Library) -> list[str]:
    return [report.id for report in library.reports()]


def assert_whole(library: Library) -> None:
    """Ledger, vectors and words hold the passages that the bodies are split into, each with its own vector."""
    expected = {p.id: p for report in library.reports() for p in passages(report.id, report.body)}
    kept = {p.id for report in library._ledger.reports() for p in library._ledger.passages({report.id: report})}
    assert kept == set(expected)
    assert library._vectors.ids() == set(expected)
    assert library._words.ids() == set(expected)
    originals = library.folder / "library"
    known = [*library.reports(), *(past.report for past in library.past().values())]
    assert {report.sha256 for report in known} == {file.name for file in originals.glob("*")}
    assert all(digest_of(originals / report.sha256) == report.sha256 for report in known)
    in_chroma = {id: (vector, province) for id, vector, province in library._vectors.rows()}
    in_ledger = library._ledger.vectors()
    assert set(in_ledger) == set(expected)
    for report in library.reports():
        split = library.passages(report.id)
        texts = [f"{header(report, passage)}\n{passage.text}" for passage in split]
        for passage, vector in zip(split, library.embedder.embed_documents(texts), strict=True):
            assert np.allclose(np.frombuffer(in_ledger[passage.id], np.float32), vector, atol=1e-6), passage.id
            assert np.allclose(in_chroma[passage.id][0], vector, atol=1e-5), passage.id
            assert in_chroma[passage.id][1] == report.province
