"""Values are shown as a sheet set to Vietnamese shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from corpus.number_format import shown

MOMENT = datetime(2019, 12, 5, 8, 30)
ACCOUNTING = r'_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1575, "#,##0", "1.575"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (0.743, "0.0%", "74,3%"),
        (0.743, "0%", "74%"),
        (0.125, "0.0%", "12,5%"),
        (42.7, "General", "42,7"),
        (0.1 + 0.2, "General", "0,3"),
        (1 / 3, "General", "0,3333333333"),
        (2016, "General", "2016"),
        (123456789012, "General", "123456789012"),
        (-5.5, "0.0", "-5,5"),
        (-5.5, "0.0;(0.0)", "(5,5)"),
        (0, '0;-0;"-"', "-"),
        (12, '0" máy"', "12 máy"),
        (1500000, '#,##0," nghìn đồng"', "1.500 nghìn đồng"),
        (1575, r'#,##0\ "₫"', "1.575 ₫"),
        (5, "00", "05"),
        (0.5, "#,##0.##", "0,5"),
        (42736, ACCOUNTING, "42.736"),
        (-42736, ACCOUNTING, "(42.736)"),
        (0, ACCOUNTING, "-"),
        (99.5, "[$-42A]0.0", "99,5"),
        (0.25, "# ?/?", "0,25"),
        (98, "@", "98"),
        ("Đạt", "0.0", "Đạt"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        (MOMENT, "dd/mm/yyyy", "05/12/2019"),
        (MOMENT, "mm-dd-yy", "05/12/2019"),
        (MOMENT, "mm/yyyy", "12/2019"),
        (MOMENT, "yyyy", "2019"),
        (MOMENT, "d/m", "05/12"),
        (MOMENT, "m/d/yy h:mm", "05/12/2019 08:30"),
        (MOMENT, "h:mm", "08:30"),
        (date(2019, 12, 5), "General", "05/12/2019"),
        (time(8, 30), "h:mm", "08:30"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
    ],
)
def test_values_are_shown_in_the_vietnamese_manner(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text
