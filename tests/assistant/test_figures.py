"""The figures of a sentence and the words that each is told of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import Statement, statements
from corpus.numbers import numbers
from corpus.roles import parts
from index.library import Library


def told(text: str) -> list[str]:
    """The stretches of a sentence, one a figure."""
    return [text[s.start : s.end].strip(" ,;") for s in statements(text)]


def led(text: str) -> list[str]:
    """The stretches up to where the verb ends that each figure leans on."""
    return [text[s.start : s.reach].strip(" ,;") for s in statements(text)]


TOLD = [
    # Figure behind what it is told of.
    (
        "Các sở đạt 96%, UBND cấp huyện đạt 77%; cấp 298 chứng thư số",
        ["Các sở đạt 96%", "UBND cấp huyện đạt 77%", "cấp 298 chứng thư số"],
    ),
    ("Thư điện tử ở cấp huyện đạt trên 80%, cấp xã 30%.", ["Thư điện tử ở cấp huyện đạt trên 80%", "cấp xã 30%."]),
    ("Các sở, ban, ngành đạt 96%, các huyện đạt 77%", ["Các sở, ban, ngành đạt 96%", "các huyện đạt 77%"]),
    ("Sở đạt 96% còn huyện đạt 77%", ["Sở đạt 96%", "còn huyện đạt 77%"]),
    # Figure before what it is told of.
    ("Cả tỉnh có 66% cán bộ sở và 80% cán bộ xã có máy", ["Cả tỉnh có 66% cán bộ sở", "và 80% cán bộ xã có máy"]),
    ("190 xã có máy, 14 huyện có mạng", ["190 xã có máy", "14 huyện có mạng"]),
    # Enumerations within one thing's name are not torn.
    ("66% cán bộ sở, ngành, 80% cán bộ xã", ["66% cán bộ sở, ngành", "80% cán bộ xã"]),
    ("66% cán bộ, công chức cấp tỉnh, 80% viên chức xã", ["66% cán bộ, công chức cấp tỉnh", "80% viên chức xã"]),
    ("15 hội, đoàn thể cấp tỉnh và 20 đơn vị khác", ["15 hội, đoàn thể cấp tỉnh", "và 20 đơn vị khác"]),
    # Semicolons part more strongly than commas.
    (
        "42/42 đơn vị cấp tỉnh; 08/08 đơn vị cấp huyện; 108/108 đơn vị cấp xã",
        ["42/42 đơn vị cấp tỉnh", "08/08 đơn vị cấp huyện", "108/108 đơn vị cấp xã"],
    ),
    ("Có 34 điểm, gồm cả bưu điện; 58 máy tính, đều mới", ["Có 34 điểm, gồm cả bưu điện", "58 máy tính, đều mới"]),
    # What stands in brackets stays with its figure.
    (
        "Có 15 máy (gồm máy chủ; máy trạm), đạt 90% kế hoạch",
        ["Có 15 máy (gồm máy chủ; máy trạm)", "đạt 90% kế hoạch"],
    ),
    (
        "Trao đổi nội bộ đạt mức cao (80%); ký số còn ít (18,6%)",
        ["Trao đổi nội bộ đạt mức cao (80%)", "ký số còn ít (18,6%)"],
    ),
    # A duration tells of another figure; alone it is told itself.
    ("Trong 6 tháng đầu năm đã cấp 298 chứng thư số", ["Trong 6 tháng đầu năm đã cấp 298 chứng thư số"]),
    ("Sau 3 năm, 80% xã có mạng", ["Sau 3 năm, 80% xã có mạng"]),
    ("Hội nghị kéo dài 3 ngày", ["Hội nghị kéo dài 3 ngày"]),
    # No figures.
    ("Ngày 15/3/2017, theo Quyết định 57/2010/QĐ-UBND năm 2016", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_each_figure_has_the_words_it_is_told_of(text: str, expected: list[str]) -> None:
    assert told(text) == expected


LED = [
    (
        "66% cán bộ sở, 80% cán bộ xã dùng thư điện tử của tỉnh trong công việc",
        ["66% cán bộ sở, 80% cán bộ xã dùng thư điện tử của tỉnh trong công việc"] * 2,
    ),
    ("Các sở đạt 96%, UBND cấp huyện đạt 77%", ["Các sở đạt 96%", "UBND cấp huyện đạt 77%"]),
]


@pytest.mark.parametrize(("text", "expected"), LED, ids=[text[:40] for text, _ in LED])
def test_a_figure_reaches_as_far_as_the_verb_it_leans_on(text: str, expected: list[str]) -> None:
    ends = [stretch[-20:] for stretch in expected]
    assert [stretch[-20:] for stretch in led(text)] == ends


def test_a_thing_of_one_syllable_leans_on_the_verb_too() -> None:
    assert led("19/20 sở, 100% huyện đã có một cửa")[0].endswith("đã có một cửa")


def test_what_stands_before_all_figures_is_shared() -> None:
    text = "Cấp xã: 42 máy tính, 30 máy in; máy chủ: 15"
    assert {s.shared for s in statements(text)} == {"Cấp xã: "}
    assert {s.shared for s in statements("Các sở đạt 96%; huyện đạt 77%")} == {""}


def sound(text: str, found: tuple[Statement, ...]) -> None:
    """Stretches follow one another, each holds its number, and all lie in the sentence."""
    at = 0
    for statement in found:
        assert at <= statement.start <= statement.number.start < statement.number.end <= statement.end <= len(text)
        assert statement.end <= statement.reach <= found[-1].end
        assert text.startswith(statement.shared) and len(statement.shared) <= statement.start
        assert statement.number in numbers(text) and statement.number.is_figure
        at = statement.end


PIECES = [
    "80%",
    "19/20",
    "298",
    "42,7 tỷ đồng",
    "6 tháng",
    "năm 2016",
    "15/3/2017",
    "sở",
    "ngành",
    "cán bộ",
    "công chức",
]
PIECES += ["UBND huyện", "cấp xã", "đạt", "đã có", "máy tính", "trong đó", "(", ")", ",", ";", ":", "...", "và", "còn"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join).map(lambda text: text.replace(" ,", ",")))
def test_stretches_are_sound_whatever_the_sentence(text: str) -> None:
    sound(text, statements(text))


@given(st.text(alphabet="01289%/.,;:() anđvàxãsở\n", max_size=60))
def test_stretches_are_sound_whatever_the_letters(text: str) -> None:
    sound(text, statements(text))


def test_stretches_are_sound_in_the_reports(library: Library) -> None:
    seen = 0
    for report in library.reports():
        for part in parts(report.body):
            found = statements(part.sentence.text)
            sound(part.sentence.text, found)
            seen += len(found)
    assert seen > 50


def test_a_sentence_with_figures_has_at_least_one_statement(library: Library) -> None:
    for report in library.reports():
        for part in parts(report.body):
            figures = [number for number in numbers(part.sentence.text) if number.is_figure]
            assert bool(figures) == bool(statements(part.sentence.text))
