"""The reports that ship and the invented ones, each read once, for all tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.read import decode
from corpus.report import Reading, read_report

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "corpus" / "reports"
LIBRARY = ROOT / "eval" / "library"
REAL = sorted(REPORTS.glob("*.txt"))
INVENTED = sorted(LIBRARY.glob("*.txt"))

SHA256 = {
    "bac-giang-2017.txt": "f5ac7c97a7fc451941fb6c5327ebb6b608ae5b33ee20652f9857a736da7ba433",
    "dien-bien-2014.txt": "61c32c427f531f16979da37647b041ae9dd10f93ee20e69801dcadb48256fad3",
    "lai-chau-2019.txt": "5addcb363edab0258d894e211054a4692c1000d2ac27a991b0e6b8a9d652c3fa",
    "long-an.txt": "c9d86f6fde12a90debb1c8082601dd41f2ef0831542fd3e5c95a868998bb3b12",
    "tay-ninh-2015.txt": "06de0c0fc84779024de960e6a034dfe98242f9748dabb05096859002a4926f44",
}


@cache
def reading(path: Path) -> Reading:
    return read_report(path)


def text_of(path: Path) -> str:
    return decode(path.read_bytes(), path.name)


def squash(text: str) -> str:
    return "".join(text.split())


def dropped(path: Path) -> str:
    return "\n".join(cut.text for cut in reading(path).report.dropped)
