"""The grid of provinces and the form above the table."""

from __future__ import annotations

import re

from tests.ui.test_listing import DATED, UNDATED
from ui.filters import about, cells, form, grid
from ui.listing import View
from ui.wording import reports as texts


def test_all_34_provinces_of_today_stand_in_the_grid_with_the_63_former_ones_inside() -> None:
    made = cells([DATED, UNDATED])
    assert len(made) == 34 and sum(len(cell.former) for cell in made) == 63
    held = {cell.name: (cell.count, cell.years) for cell in made if cell.count}
    assert held == {"Bắc Ninh": (1, (2016, 2017)), "Tây Ninh": (1, (2012, 2012))}
    assert dict(next(cell for cell in made if cell.name == "Bắc Ninh").former) == {"Bắc Ninh": 0, "Bắc Giang": 1}


def test_only_provinces_with_reports_can_be_pressed_and_words_tell_which() -> None:
    html = grid([DATED, UNDATED], View(province="Bắc Ninh"))
    assert re.findall(r'data-province="([^"]+)" aria-pressed="(\w+)"', html) == [
        ("Bắc Ninh", "true"),
        ("Tây Ninh", "false"),
    ]
    assert html.count(texts.GRID_NONE) == 32
    assert "1 báo cáo, 2016–2017" in html and "Bắc Giang (1)" in html
    assert texts.GRID.format(there=2, total=34) in html


def test_the_form_offers_what_there_is_and_shows_what_is_chosen() -> None:
    html = form([DATED, UNDATED], View('a"<b>', "near", "Bắc Ninh", 2017), gone=None)
    assert '<option value="Bắc Ninh" selected>Bắc Ninh (có Bắc Giang)</option>' in html
    assert '<option value="2017" selected>' in html and '<option value="near" selected>' in html
    assert "<b>" not in html and 'value="a&quot;&lt;b&gt;"' in html
    assert re.findall(r'<option value="(\d{4})"', html) == ["2017", "2016", "2012"]
    assert 'name="state"' not in html and texts.GONE.format(count=3) in form([DATED], View(), gone=3)


def test_a_chosen_province_offers_to_ask_by_the_names_of_its_reports() -> None:
    html = about([DATED, UNDATED], View(province="Bắc Ninh"))
    assert html.count("<button") == 1 and 'data-ask="Bắc Giang: "' in html
    assert about([DATED], View()) == ""
