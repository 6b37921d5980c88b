"""A cell's value as a Vietnamese sheet shows it: "1.575", "74,3%", "20/12/2019".

Knows the number formats of spreadsheets, nothing of files.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

# A piece of a format: quoted words, a letter set apart, what only fills space or names a colour, the figure's places.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<letter>.)|(?P<unseen>_.|\*.|\[[^\]]*\])'
    r"|(?P<places>[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)|(?P<plain>.)"
)


def shown(value: object, number_format: str) -> str:
    """The text that a sheet set to Vietnamese shows for a cell's value.

    >>> shown(1575, "#,##0"), shown(0.743, "0.0%"), shown(42.7, "General"), shown(date(2019, 12, 20), "mm-dd-yy")
    ('1.575', '74,3%', '42,7', '20/12/2019')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (datetime, date, time)):
        return _moment(value, number_format.lower())
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number(Decimal(str(value)), number_format) if isinstance(value, (int, float)) else str(value)


def _moment(value: datetime | date | time, code: str) -> str:
    """Day before month before year, whatever the format's own order; only the parts that the format shows."""
    code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
    clock = f"{value:%H:%M}" if isinstance(value, (datetime, time)) else ""
    if isinstance(value, time) or (clock and "h" in code and not re.search("[dy]", code)):
        return clock
    day, month, year = "d" in code, "m" in code.replace("h:mm", ""), "y" in code
    if not (day or month or year):
        day = month = year = True
    parts = [f"{value:%d}" if day else "", f"{value:%m}" if month else "", f"{value:%Y}" if year else ""]
    return " ".join(filter(None, ("/".join(filter(None, parts)), clock if "h" in code else "")))


def _number(value: Decimal, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    if value == 0 and len(sections) > 2:
        section = sections[2]
    pieces = list(_PIECE.finditer(section))
    plain = "".join(piece["plain"] or "" for piece in pieces)
    if not value.is_finite() or "general" in section.lower() or set("@/E") & set(plain):
        return _general(value)
    figure = next((piece for piece in pieces if piece["places"]), None)
    minus = "-" if value < 0 and len(sections) < 2 else ""
    written = [piece["quoted"] or piece["letter"] or piece["plain"] or "" for piece in pieces]
    if figure:
        scaled = abs(value) * (100 if "%" in plain else 1)
        written[pieces.index(figure)] = minus + _placed(scaled, figure["places"])
    return "".join(written).strip()


def _placed(value: Decimal, places: str) -> str:
    """A figure in the places "#,##0.0#" of a format; commas at the end of the whole part divide by a thousand each."""
    whole, _, fraction = places.partition(".")
    value /= Decimal(1000) ** (len(whole) - len(whole.rstrip(",")))
    digits = f"{value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP):f}"
    if not Decimal(digits) and "0" not in places:
        return ""
    optional = len(fraction) - len(fraction.rstrip("#"))
    return _vietnamese(_trimmed(digits, optional), grouped="," in whole.rstrip(","), least=whole.count("0"))


def _general(value: Decimal) -> str:
    """At most eleven digits, as sheets show a number without a format."""
    if not value.is_finite():
        return str(value)
    size = max(value.adjusted(), 0) if value else 0
    rounded = value.quantize(Decimal(1).scaleb(-max(0, 10 - size)), ROUND_HALF_UP) if size < 20 else value
    digits = f"{abs(rounded):f}"
    return ("-" if rounded < 0 else "") + _vietnamese(_trimmed(digits, len(digits)), grouped=False, least=1)


def _trimmed(digits: str, optional: int) -> str:
    """Without up to `optional` zeros at the end of the fraction."""
    whole, _, fraction = digits.partition(".")
    kept = fraction[: len(fraction) - optional] if optional < len(fraction) else ""
    fraction = kept + fraction[len(kept) :].rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _vietnamese(digits: str, grouped: bool, least: int) -> str:
    whole, _, fraction = digits.partition(".")
    whole = whole.zfill(least)
    whole = f"{int(whole):,}".replace(",", ".") if grouped else whole
    return f"{whole},{fraction}" if fraction else whole
