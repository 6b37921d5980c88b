"""The audit in words, what its filter leaves, and its files."""

from __future__ import annotations

import csv
from base64 import b64decode
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from index.ledger import Change, Event
from tests.ui.test_listing import DATED
from ui.audit import Line, audit_form, audit_rows, audit_table, fitting, sentence
from ui.sheets import sheet
from ui.wording import staff as texts

CHANGES = (Change("years", "2014", "2013–2014"), Change("published", "", "2014-10-24"))
LINES = [
    Line(Event("2026-02-03T09:05:00+07:00", "Lan", "described", DATED.id, CHANGES), DATED),
    Line(Event("2026-02-02T23:59:59+07:00", "Hòa", "removed", DATED.id), DATED),
    Line(Event("2026-02-01T00:00:00+07:00", "tro-ly-cntt", "added", "mat-roi"), None),
    Line(Event("2026-01-31T00:00:00+07:00", "Lan", "described", DATED.id), DATED),
]
NAMED = "“Liên thông <b>” (Bắc Giang)"


def test_each_event_is_a_sentence() -> None:
    assert [sentence(line) for line in LINES] == [
        f"Lan sửa mô tả của {NAMED}: năm nói đến từ “2014” thành “2013–2014”; ngày đăng từ “không rõ” thành "
        "“24/10/2014”.",
        f"Hòa bỏ {NAMED} khỏi thư viện.",
        "Chương trình thêm mat-roi.",
        f"Lan xác nhận mô tả của {NAMED}.",
    ]
    unknown = replace(LINES[1], event=replace(LINES[1].event, what="merged"))
    assert sentence(unknown).startswith("Hòa: merged")


@pytest.mark.parametrize(
    ("wishes", "left"),
    [
        ({}, [0, 1, 2, 3]),
        ({"who": "Lan"}, [0, 3]),
        ({"who": texts.PROGRAM}, [2]),
        ({"what": "described", "from": "2026-02-01"}, [0]),
        ({"from": "2026-02-01", "to": "2026-02-02"}, [1, 2]),
        ({"words": "lien thong bac giang"}, [0, 1, 3]),
        ({"words": "MAT-roi"}, [2]),
        ({"words": ["x"], "who": 3}, [0, 1, 2, 3]),
        (None, [0, 1, 2, 3]),
    ],
)
def test_the_filter(wishes: Any, left: list[int]) -> None:
    assert fitting(LINES, wishes) == [LINES[n] for n in left]


def test_the_table_is_paged_and_nothing_in_it_is_markup() -> None:
    html = audit_table(LINES * 30, 120, 2)
    assert "Liên thông &lt;b&gt;" in html and "<b>" not in html
    assert "120 việc" in html and html.count("<tr>") == 51 and "Trang 2/3" in html
    assert texts.NO_EVENTS in audit_table([], 0, 1) and texts.NO_EVENT_FITS in audit_table([], 4, 1)
    form = audit_form(LINES)
    assert [form.count(f'value="{name}"') for name in ("Lan", texts.PROGRAM, "described", "restored")] == [1, 1, 1, 0]


def test_files_hold_text_and_no_formulas() -> None:
    rows = [*audit_rows(LINES), ("=1+1", "@x", "a\nb", "-2", "Đà Nẵng", "\x01\x02")]
    text = b64decode(sheet("csv", "nhat-ky", rows)["data"]).decode("utf-8-sig")
    read = list(csv.reader(StringIO(text)))
    assert tuple(read[0]) == texts.AUDIT_FILE_COLUMNS and read[1][5].startswith("năm nói đến")
    assert read[-1][:5] == ["'=1+1", "'@x", "a\nb", "'-2", "Đà Nẵng"]
    made = sheet("xlsx", "nhat-ky", rows)
    assert made["name"] == "nhat-ky.xlsx"
    cells = list(load_workbook(BytesIO(b64decode(made["data"]))).active.rows)[-1]
    assert [(cell.value, cell.data_type) for cell in cells[:2]] == [("=1+1", "s"), ("@x", "s")]
