"""What people type of a file is read, or refused with the fix."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

import pytest

from corpus.findings import Given, add_flags, day_typed, from_flags, province_typed, years_typed


@pytest.mark.parametrize(
    ("typed", "province"),
    [("Lai Châu", "Lai Châu"), ("tỉnh bắc giang", "Bắc Giang"), ("tp.hcm", "Hồ Chí Minh"), ("Huế", "Thừa Thiên Huế")],
)
def test_provinces(typed: str, province: str) -> None:
    assert province_typed(typed) == province


@pytest.mark.parametrize(("typed", "years"), [("2016", (2016, 2016)), (" 2012 - 2014 ", (2012, 2014))])
def test_years(typed: str, years: tuple[int, int]) -> None:
    assert years_typed(typed) == years


@pytest.mark.parametrize("typed", ["12/06/2019", "2019-06-12", " 12.6.2019 "])
def test_days(typed: str) -> None:
    assert day_typed(typed) == date(2019, 6, 12)


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        *((province_typed, text) for text in ("", "Atlantis", "Lai Châu và Điện Biên")),
        *((years_typed, text) for text in ("", "16", "2014-2012", "2012-2014-2016", "năm 2016")),
        *((day_typed, text) for text in ("", "2019", "31/02/2019", "12/6/2019 và 13/6/2019", "hôm 12/6/2019")),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_fix(read: Callable[[str], object], typed: str) -> None:
    with pytest.raises(ValueError, match="hãy viết như"):
        read(typed)


def test_flags(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_flags(parser)
    assert from_flags(parser.parse_args([])) == Given()
    typed = ["--province", "lai chau", "--published", "12/06/2019", "--years", "2014-2019"]
    assert from_flags(parser.parse_args(typed)) == Given("Lai Châu", date(2019, 6, 12), (2014, 2019))
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["--years", "xx"])
    assert ended.value.code == 2 and "hãy viết như" in capsys.readouterr().err
