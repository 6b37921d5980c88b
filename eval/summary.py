"""The last evaluation as one small JSON file beside the data, for the page to show: `<data>/eval/summary.json`.

`{"date": "2026-01-31", "split": null, "runs": [{"library", "system", "n", "metrics", "categories"}]}`: `metrics` maps a
name to `{"value", "n", "low", "high"}` (the last two null where it has no interval), `categories` one to the share of
right answers in the same shape.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eval.runs import Run
from eval.score import Row, aggregate


def write_summary(data: Path, runs: Sequence[Run], split: str | None) -> None:
    """Write the file in the place of the last one; whoever reads it meanwhile sees one of the two."""
    path = data / "eval" / "summary.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    made = {"date": date.today().isoformat(), "split": split, "runs": [_run(each) for each in runs]}
    half.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    half.replace(path)


def _run(run: Run) -> dict[str, Any]:
    scores = [result.score for result in run.results]
    return {
        "library": run.about.get("library", ""),
        "system": run.system,
        "n": len(scores),
        "metrics": {row.metric: _cell(row) for row in aggregate(scores, seconds=run.seconds)},
        "categories": {row.group: _cell(row) for row in aggregate(scores, by="category") if row.metric == "right"},
    }


def _cell(row: Row) -> dict[str, float | int | None]:
    return {"value": row.value, "n": row.n, "low": row.low, "high": row.high}
