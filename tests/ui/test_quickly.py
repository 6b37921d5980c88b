"""Gradio loaded without what nobody asked for."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import gc, inspect, sys
from ui.quickly import quickly
opened, told = [], inspect.getfile
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
with quickly():
    import gradio
assert not [path for path in opened if path.endswith(".pyi")]
assert gc.isenabled() and gc.get_freeze_count() > 100_000 and inspect.getfile is told
assert gradio.Textbox().submit and gradio.Button("x").click
"""


def test_gradio_is_loaded_whole_without_stubs_for_editors() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
