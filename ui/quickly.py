"""Loading Gradio without what nobody asked it for, in half the time."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast


@contextmanager
def quickly() -> Iterator[None]:
    """Within this block modules are loaded without looking for garbage, and Gradio without writing stubs for editors.

    Gradio parses the source of each of its components and writes a `.pyi` file beside it whenever it is loaded, but not
    of a class whose file cannot be told. What is loaded stays: it is never looked at again for garbage.
    """
    gc.disable()
    told = inspect.getfile

    def untold(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError
        return told(thing)

    inspect.getfile = cast(Any, untold)
    try:
        yield
    finally:
        inspect.getfile = told
        gc.freeze()
        gc.enable()
