"""Each figure of a sentence is told of its own years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import statements
from assistant.years import BEFORE, of_figures
from corpus.numbers import numbers

YEARS = [
    ("Năm 2018 chi 12 tỷ đồng, năm 2019 chi 15 tỷ đồng", [(2018,), (2019,)]),
    ("Tỷ lệ ký số đạt 64%, tăng 9% so với năm 2017 (55%)", [(), (), (2017,)]),
    ("đạt 64%; năm 2017 mới đạt 55%", [(), (2017,)]),
    ("tăng từ 40% năm 2015 lên 70% năm 2018", [(2015,), (2018,)]),
    ("12 tỷ đồng (năm 2018), 15 tỷ đồng (năm 2019)", [(2018,), (2019,)]),
    ("Các năm 2016, 2017 và 2018 lần lượt là 20, 35 và 41 lớp", [(2016,), (2017,), (2018,)]),
    ("Giai đoạn 2016 - 2020 bố trí 90 tỷ đồng, riêng năm 2020 là 21 tỷ đồng", [(2016, 2020), (2020,)]),
    ("Đến năm 2020 phấn đấu đạt 90%; hiện nay đạt 72%", [(2020,), ()]),
    ("Tính đến 30/6/2019, 98 xã đã kết nối", [(2019,)]),
    ("Khi bắt đầu đề án (năm 2011), cả tỉnh có 900 máy", [(2011,)]),
    ("đạt 64%, cùng kỳ năm trước 51%", [(), (BEFORE,)]),
    ("Theo Quyết định số 12/QĐ-UBND ngày 05/6/2011, cấp 300 chứng thư số", [()]),
    ("2017: 20 lớp; 2018: 35 lớp", [(2017,), (2018,)]),
]


@pytest.mark.parametrize(("text", "expected"), YEARS, ids=[text[:40] for text, _ in YEARS])
def test_each_figure_has_its_years(text: str, expected: list[tuple[int, ...]]) -> None:
    assert [told.years for told in statements(text)] == expected


def test_what_is_told_again_of_another_year_is_told_of_the_same_things() -> None:
    text = "Cấp tỉnh đạt 90%, cấp huyện đạt 80%, cấp xã đạt 60%, trong khi năm 2015 lần lượt là 70%, 55% và 20%."
    *_, district, commune = statements(text)
    assert (district.number.text, district.years, "huyện" in district.head) == ("55%", (2015,), True)
    assert (commune.number.text, commune.years, "xã" in commune.head) == ("20%", (2015,), True)


PIECES = [
    "năm 2015",
    "so với năm 2016",
    "(năm 2014)",
    "đạt 80%",
    "12 tỷ đồng",
    "lần lượt là",
    ",",
    ";",
    "và",
    "20/30 xã",
]


@given(st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join))
def test_a_figure_has_only_years_that_its_sentence_names(text: str) -> None:
    figures = [number for number in numbers(text) if number.is_figure]
    years = of_figures(text, figures)
    assert len(years) == len(figures)
    assert {year for told in years for year in told} <= {2014, 2015, 2016}
