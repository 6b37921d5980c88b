"""A chat model behind LangChain: opened by name, asked with a prompt, its answer read piece by piece.

Knows nothing of reports or answers. A model is given text only, and no tools.

    ModelError              cannot be used or did not answer; the message (Vietnamese) says why and what to do
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.prompts import Prompt
from assistant.records import Mode

if TYPE_CHECKING:
    from langchain.chat_models import BaseChatModel

EXTRAS = {"openai": "openai", "ollama": "ollama", "google_genai": "google"}
"""Provider → the extra of this program that brings its package."""

WINDOW = 8192
"""Tokens that a model is taken to hold when neither the user nor the provider says it."""

TIMEOUT = 60.0
"""Seconds for one answer, from the request to its last piece."""

TRIES = 3
BACK_OFF = 0.5
"""Seconds before the second try; twice as many before the third."""

LONGEST = 8000
"""Characters after which an answer is taken to run on without end, and is cut."""

_ENDS = frozenset({"finish_reason", "done_reason"})
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


class ModelError(Exception):
    """The model cannot be used, or did not answer."""


@dataclass(frozen=True)
class ChatModel:
    """An open model: `name` as given, `window` in tokens, `timeout` in seconds for an answer, `tries` to get one.

    With one that `tells_end`, an answer that stops without saying so has broken off.
    """

    name: str
    chat: BaseChatModel
    window: int = WINDOW
    timeout: float = TIMEOUT
    tries: int = TRIES
    tells_end: bool = False

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """The answer's text, piece by piece as it comes; closing the iterator ends the request.

        Tried again, with growing pauses or after as long as the server asks for, while nothing has come yet and the
        fault may pass. Raises `ModelError` when no answer comes, when it breaks off, is empty, or takes longer than
        `timeout`.
        """
        end = time.monotonic() + self.timeout
        for attempt in range(1, self.tries + 1):
            length = 0
            try:
                for piece in self._pieces(prompt):
                    if time.monotonic() > end:
                        raise TimeoutError
                    length += len(piece)
                    yield piece
                    if length > LONGEST:
                        return
                if length:
                    return
                fault = ModelError("mô hình trả lời rỗng")
            except Exception as error:  # every provider has errors of its own
                fault = ModelError(_why(error))
                pause = max(BACK_OFF * 2 ** (attempt - 1), _asked_to_wait(error))
                if length or not _may_pass(error) or attempt == self.tries or time.monotonic() + pause > end:
                    raise fault from error
                time.sleep(pause)
        raise fault

    def _pieces(self, prompt: Prompt) -> Iterator[str]:
        """The text of each chunk that has any; what a reasoning model thinks aloud (`<think>…</think>`) is left out."""
        thinking, held, ended = False, "", not self.tells_end
        for chunk in self.chat.stream(prompt.messages):
            ended = ended or not _ENDS.isdisjoint(chunk.response_metadata)
            held += str(chunk.text)
            if held.lstrip().startswith("<think>"):
                thinking, held = "</think>" not in held, held.partition("</think>")[2] if "</think>" in held else held
            if held and not thinking and not "<think>".startswith(held.strip() or "?"):
                yield held
                held = ""
        if not ended:
            raise ConnectionError


def open_model(name: str, url: str | None = None, window: int | None = None, timeout: float = TIMEOUT) -> ChatModel:
    """The model `name` ("openai:gpt-5-mini", "ollama:qwen3:8b"), or the one so named at an OpenAI-compatible `url`.

    A key is taken from TROLY_MODEL_KEY, else from where the provider's package looks for it (OPENAI_API_KEY…). Asks
    nothing of the model yet. Raises `ModelError` when the name is not understood, or its package or key is missing.
    """
    from langchain.chat_models import init_chat_model  # slow to import, and only wanted with a model

    provider, _, model = name.partition(":")
    if url:
        provider, model = "openai", model if provider == "openai" and model else name
    if not model:
        raise ModelError(
            f"Tên mô hình {name!r} thiếu nhà cung cấp; hãy viết như openai:gpt-5-mini, ollama:qwen3:8b "
            "hoặc cho địa chỉ máy chủ tương thích OpenAI bằng --model-url."
        )
    try:
        chat = init_chat_model(model, model_provider=provider, **_options(provider, url, window, timeout))
    except ImportError as error:
        raise ModelError(_missing_package(provider, error)) from error
    except Exception as error:  # every provider checks its options in its own way
        raise ModelError(f"Không dùng được mô hình {name}: {_first_line(error)}") from error
    told = (getattr(chat, "profile", None) or {}).get("max_input_tokens")
    return ChatModel(name, chat, window or told or WINDOW, timeout, tells_end=provider in ("openai", "ollama"))


def _options(provider: str, url: str | None, window: int | None, timeout: float) -> dict[str, Any]:
    """What the provider's class is made with; retries are made here, the same way for every provider."""
    options: dict[str, Any] = {"temperature": 0}
    if provider == "ollama":
        return options | {"client_kwargs": {"timeout": timeout}, "num_ctx": window or WINDOW}
    options |= {"timeout": timeout, "max_retries": 0 if provider != "google_genai" else 1}
    key = os.environ.get("TROLY_MODEL_KEY")
    if url:
        # A server of one's own asks for no key, but the client wants one.
        return options | {"base_url": url, "api_key": key or os.environ.get("OPENAI_API_KEY") or "none"}
    return options | ({"api_key": key} if key else {})


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """The flags with which every door of the program takes a model, each with its environment variable."""
    env = os.environ.get
    parser.add_argument(
        "--model", default=env("TROLY_MODEL"), help="mô hình trò chuyện, như ollama:qwen3:8b (TROLY_MODEL)"
    )
    parser.add_argument(
        "--model-url", default=env("TROLY_MODEL_URL"), help="máy chủ tương thích OpenAI (TROLY_MODEL_URL)"
    )
    window = env("TROLY_MODEL_WINDOW")
    parser.add_argument(
        "--model-window", default=window, type=int, help="số token mà mô hình nhận được (TROLY_MODEL_WINDOW)"
    )
    seconds = env("TROLY_MODEL_TIMEOUT", str(TIMEOUT))
    parser.add_argument(
        "--model-timeout", default=seconds, type=float, help="số giây chờ mô hình trả lời (TROLY_MODEL_TIMEOUT)"
    )


def add_mode_option(parser: argparse.ArgumentParser) -> None:
    """The flag that says in whose words answers are given."""
    told = "trích nguyên văn, hay diễn đạt bằng mô hình (mặc định khi có --model)"
    parser.add_argument("--mode", choices=("extract", "generate"), help=told)


def mode_of(arguments: argparse.Namespace) -> Mode:
    """The wanted mode; with a model its words, unless said otherwise. Raises `ModelError` for its words without one."""
    if arguments.mode == "generate" and not arguments.model:
        raise ModelError("--mode generate cần một mô hình: hãy thêm --model, như --model ollama:qwen3:8b.")
    return arguments.mode or ("generate" if arguments.model else "extract")


def model_of(arguments: argparse.Namespace) -> ChatModel | None:
    """The model that the flags name, or none. Raises `ModelError` when it cannot be used."""
    if not arguments.model:
        if arguments.model_url:
            raise ModelError("Có --model-url mà thiếu --model: hãy cho biết tên mô hình trên máy chủ đó.")
        return None
    return open_model(arguments.model, arguments.model_url, arguments.model_window, arguments.model_timeout)


def _missing_package(provider: str, error: ImportError) -> str:
    package = re.search(r"pip install ([\w.-]+)", str(error))
    named = package[1] if package else f"langchain-{provider.replace('_', '-')}"
    extra = f" (hoặc: pip install 'tro-ly-cntt[{EXTRAS[provider]}]')" if provider in EXTRAS else ""
    return f"Mô hình của {provider} cần gói {named}; hãy cài: pip install {named}{extra}."


def _status(error: BaseException) -> int | None:
    """The HTTP status that a provider's error carries, whatever it calls it."""
    for name in ("status_code", "code", "http_status"):
        if isinstance(status := getattr(error, name, None), int):
            # An answer that begins well and then tells of a fault: Ollama's client has -1 for it.
            return status if status > 0 else 500
    return getattr(getattr(error, "response", None), "status_code", None)


def _asked_to_wait(error: BaseException) -> float:
    """Seconds after which the server wants to be asked again (Retry-After); 0 where it does not say."""
    told = getattr(getattr(error, "response", None), "headers", {}).get("retry-after", "")
    return float(told) if re.fullmatch(r"\d{1,4}(?:\.\d+)?", told) else 0.0


def _is_timeout(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) or "Timeout" in type(error).__name__


def _may_pass(error: BaseException) -> bool:
    """Whether asking again may help: a busy or ailing server, or none at the other end of the line for a moment."""
    status = _status(error)
    if status is not None:
        return status in _TRANSIENT
    return "Connect" in type(error).__name__ and not _is_timeout(error)


def _why(error: BaseException) -> str:
    """Why there is no answer, in words without digits, so that it can stand below an answer as it is."""
    status = _status(error)
    if _is_timeout(error):
        return "mô hình không trả lời kịp thời gian chờ"
    if status in (401, 403):
        return "máy chủ mô hình từ chối khóa truy cập"
    if status == 404:
        return "máy chủ không có mô hình này, hoặc địa chỉ không đúng"
    if status == 429:
        return "máy chủ mô hình đang quá tải hoặc đã hết hạn mức"
    if status is not None and status >= 500:
        return "máy chủ mô hình gặp lỗi"
    if status is not None:
        return "máy chủ mô hình không nhận câu hỏi này"
    if isinstance(error, ConnectionError) or any(
        word in type(error).__name__ for word in ("Connect", "Protocol", "Network")
    ):
        return "mất kết nối với máy chủ mô hình"
    return "mô hình trả lời không đọc được"


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
