"""Tables and files for a visitor to save: CSV and XLSX that no program takes for formulas. Knows nothing of Gradio."""

from __future__ import annotations

import csv
from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO, StringIO
from time import time
from typing import Any

TYPES = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(kind: str, name: str, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The rows as a file for `download.js`, of a kind that is a key of `TYPES`."""
    data = _csv(rows) if kind == "csv" else _xlsx(rows)
    return file(f"{name}.{kind}", data, TYPES[kind])


def file(name: str, data: bytes, kind: str = "application/octet-stream") -> dict[str, Any]:
    """A file for `download.js`; the time tells the page that it is asked for again."""
    return {"name": name, "type": kind, "data": b64encode(data).decode(), "at": time()}


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """With the mark by which Excel knows UTF-8, and an apostrophe before what it would take for a formula."""
    text = StringIO()
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    page: Any = book.active
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            cell = page.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000])
            cell.data_type = "s"  # text, whatever it begins with
    out = BytesIO()
    book.save(out)
    return out.getvalue()
