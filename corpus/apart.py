"""Reading a file that may be hostile: in a process of its own, with limits, that is thrown away afterwards.

Knows how the two processes speak: nothing of formats, nothing of what a report is. The parent reads the file's bytes
once and hands them over; the child works in a private folder and answers in JSON, which cannot run anything.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from corpus import errors
from corpus.findings import NOTHING_GIVEN, Given
from corpus.limits import USUAL, Limits, bind
from corpus.read import read_bytes, shown_name, visible
from corpus.report import Reading, understand
from corpus.text import squeeze

_FIX = "hãy mở tệp, lưu nội dung cần thêm thành tệp .docx hoặc .txt rồi thêm lại"
_REASONS = {
    "time": "Đọc tệp {name} mất hơn {seconds} giây nên đã dừng; " + _FIX + ".",
    "whole": "Chuyển đổi hoặc nhận dạng chữ tệp {name} mất hơn {whole} giây nên đã dừng; "
    "hãy tách thành tệp nhỏ hơn, hoặc thêm bản có chữ (.docx, PDF xuất từ Word).",
    "memory": "Đọc tệp {name} cần hơn {memory} MB bộ nhớ nên đã dừng; " + _FIX + ".",
    "output": "Tệp {name} mở ra thành hơn {output} MB chữ nên không nhận; hãy tách thành tệp nhỏ hơn rồi thêm lại.",
    "broken": "Tệp {name} làm hỏng chương trình đọc{detail}; " + _FIX + ".",
}
# Why a signal ended a child; SIGKILL, when not ours, is the kernel's word for no memory left.
_SIGNALS = {"SIGXCPU": "time", "SIGALRM": "time", "SIGKILL": "memory"}

# Whether a child ends itself after `Limits.seconds`, but for the time that programs outside take; not on Windows.
_OWN_CLOCK = hasattr(signal, "alarm")

# What the child's programs need of the environment; keys and passwords of the service stay out.
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX")

# So that many uploads at once do not take the machine's memory together.
_TURNS = threading.BoundedSemaphore(2)


def read_apart(path: Path, given: Given = NOTHING_GIVEN, limits: Limits = USUAL) -> Reading:
    """`corpus.report.read_report(path, given)` in a child process held to `limits`; safe from any thread.

    The same result and the same errors; and `Unreadable`, with the reason, when reading takes more than `limits` allow
    or breaks the reader. Takes about 0.1 s of processor time more. On Windows only the limit of time holds.
    """
    data, name = read_bytes(path), shown_name(path)
    with _TURNS, TemporaryDirectory(prefix="troly-", ignore_cleanup_errors=True) as folder, TemporaryFile() as answer:
        trouble = _run_child(pickle.dumps((limits, data, name, given)), Path(folder), answer, limits)
        answer.seek(0)
        said = answer.read(limits.output + 1)
    if not trouble and len(said) > limits.output:
        trouble = "output"
    if trouble:
        raise _refusal(trouble, name, limits)
    return _understood(said, data, name, limits)


def _run_child(request: bytes, folder: Path, answer: IO[bytes], limits: Limits) -> str | None:
    """Let a child answer the request; what went wrong (a key of `_REASONS`), or None."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "corpus.apart"],
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    ) as process:
        try:
            process.communicate(request, timeout=limits.whole if _OWN_CLOCK else limits.seconds)
        except subprocess.TimeoutExpired:
            return "whole" if _OWN_CLOCK else "time"
        finally:
            if process.returncode != 0:
                _end(process)
    if process.returncode == 0:
        return None
    return next((why for name, why in _SIGNALS.items() if -process.returncode == getattr(signal, name, None)), "broken")


def _environment(folder: Path) -> dict[str, str]:
    """The child's environment: home and temporary files inside its folder, one thread, this very `corpus`."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder))
    root = str(Path(__file__).parents[1])
    return kept | places | {"PYTHONPATH": root, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and the programs that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _refusal(reason: str, name: str, limits: Limits, detail: str = "") -> errors.Unreadable:
    """The error for a key of `_REASONS`; `detail` is the name of the exception that broke the reader."""
    numbers = {"memory": limits.memory // 1024**2, "output": limits.output // 1024**2}
    numbers |= {"seconds": limits.seconds, "whole": limits.whole}
    shown = f" ({detail})" if detail.isidentifier() else ""
    return errors.Unreadable(_REASONS[reason].format(name=name, detail=shown, **numbers))


def _understood(said: bytes, data: bytes, name: str, limits: Limits) -> Reading:
    """The child's answer as a `Reading`, or its error raised; what has another shape is the word of a broken child."""
    # Not at the top: the child, which is started for every file, does without.
    from pydantic import TypeAdapter, ValidationError

    kind, _, body = said.partition(b"\n")
    if kind == b"Reading":
        with suppress(ValidationError):
            reading = TypeAdapter(Reading).validate_json(body, strict=True)
            report = replace(reading.report, file=name, sha256=sha256(data).hexdigest())
            return replace(reading, report=report, data=data)
    word, message = (part.decode("utf-8", "replace")[:1000] for part in (kind, body))
    error = vars(errors).get(word)
    if isinstance(error, type) and issubclass(error, errors.CorpusError):
        raise error(visible(squeeze(message)))
    raise _refusal(word if word in _REASONS else "broken", name, limits, message)


def _child() -> None:
    """Understand the one file that the parent hands over, and say what it is."""
    # What a library prints must not stand in the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # The parent is trusted, so its request may be a pickle; the other way round it may not.
    limits, data, name, given = pickle.load(sys.stdin.buffer)
    bind(limits, Path.cwd())
    said = _answer(data, name, given)
    answer.write(said if len(said) <= limits.output else b"output")
    answer.flush()
    # No farewells of libraries: the answer is complete.
    os._exit(0)


def _answer(data: bytes, name: str, given: Given) -> bytes:
    """A word for what came about, then a line end and its JSON or message."""
    try:
        # The bytes stay here, for the parent has them; days, which JSON has not, become text.
        reading = replace(understand(data, name, given), data=b"")
        return b"Reading\n" + json.dumps(asdict(reading), default=str).encode()
    except errors.CorpusError as error:
        return f"{type(error).__name__}\n{error}".encode("utf-8", "replace")
    except MemoryError:
        return b"memory"
    except Exception as error:  # whatever a hostile file brings a reader to
        return f"broken\n{type(error).__name__}".encode()


if __name__ == "__main__":
    _child()
