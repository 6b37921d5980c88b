"""Copies that a machine reworded are found at every strength; honest neighbours are never taken for one.

The copies are made here, in the manner of the one that came with `long-an.txt`: near-synonyms and words glued together.
"""

from __future__ import annotations

import random
import time
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.report import read_report
from corpus.reworded import WINDOW, copied_share, reworded_paragraphs, side_by_side, words
from corpus.text import syllables
from tests.corpus import rewording as make

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])


def reword(paragraph: str, strength: float, chance: random.Random) -> str:
    """The paragraph with this share of the known words replaced, and an eighth of it of all words glued to the next."""
    return make.reword(paragraph, make.SYNONYMS, strength, chance, glue=strength / 8)


@cache
def bodies() -> dict[str, list[str]]:
    return {path.stem: read_report(path).report.body.split("\n") for path in FILES}


def is_long(paragraph: str) -> bool:
    return len(syllables(paragraph)) >= WINDOW // 2


@pytest.mark.parametrize("strength", [0.0, 0.25, 0.5, 0.75, 1.0])
@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_a_copy_below_its_source_is_found_and_the_source_is_not(name: str, strength: float) -> None:
    source = bodies()[name]
    chance = random.Random(f"{name} {strength}")
    copy = [reword(paragraph, strength, chance) for paragraph in source]
    found = reworded_paragraphs(source + copy)
    assert found >= {len(source) + i for i, paragraph in enumerate(copy) if is_long(paragraph)}
    assert min(found) >= len(source)


def test_a_copy_in_one_piece_that_begins_in_mid_sentence_is_found() -> None:
    source = bodies()["long-an"]
    whole = reword(" ".join(source), 0.8, random.Random(7))
    assert reworded_paragraphs([*source, whole[len(whole) // 5 :]]) == {len(source)}


@pytest.mark.parametrize(("first", "second"), list(permutations([path.stem for path in FILES], 2)))
def test_reports_of_two_provinces_or_years_are_no_copies(first: str, second: str) -> None:
    assert reworded_paragraphs(bodies()[first] + bodies()[second]) == set()


def test_no_report_copies_itself() -> None:
    assert {name: reworded_paragraphs(body) for name, body in bodies().items()} == {name: set() for name in bodies()}


YEAR = (
    "Năm {}, một cửa điện tử đã triển khai tại {}/18 sở, ngành, {}/12 huyện, thành phố và {}/204 xã, phường, thị trấn; "
    "tỉnh cung cấp {} dịch vụ công trực tuyến mức độ 3, tiếp nhận {} hồ sơ, đạt {}% tổng số hồ sơ."
)


def test_the_same_statistics_of_another_year_are_no_copy() -> None:
    years = [YEAR.format(2014, 0, 5, 12, 6, 310, 2), YEAR.format(2018, 15, 12, 133, 187, 5214, 24)]
    assert all(map(is_long, years))
    assert reworded_paragraphs(years) == set()
    assert reworded_paragraphs([years[0], years[0].replace("triển khai", "tiến hành")]) == {1}


def test_short_paragraphs_are_copies_only_among_copies() -> None:
    long = [p for p in bodies()["lai-chau-2019"] if is_long(p)][:3]
    copies = [reword(p, 0.5, random.Random(1)) for p in long]
    paragraphs = ["Kết quả:", *long, "Hạn chế:", copies[0], "Hạn chế vất vả:", copies[1], "Hết phần này"]
    assert reworded_paragraphs(paragraphs) == {5, 6, 7, 8}
    assert reworded_paragraphs([long[0], copies[0], "Cấp tỉnh: 14 đơn vị", "Cấp xã: 190 đơn vị"]) == {1}


@cache
def placed(above: bool) -> dict[str, set[int]]:
    """What is found where a copy by a table that no limit has seen stands above or below its source.

    By the copy's making; indexes count from the copy's first paragraph, so those of the source are negative below and
    beyond the copy above.
    """
    found = {}
    for name, source in bodies().items():
        for strength in (0.3, 0.6, 0.9):
            chance = random.Random(f"{name} {strength}")
            copy = [make.reword(paragraph, make.LAST, strength, chance) for paragraph in source]
            indexes = reworded_paragraphs([*copy, *source] if above else [*source, *copy])
            found[f"{name} {strength}"] = indexes if above else {i - len(source) for i in indexes}
    return found


def test_the_copy_below_its_source_is_the_copy() -> None:
    assert {how: found for how, found in placed(above=False).items() if not found or min(found) < 0} == {}


def test_the_copy_above_its_source_is_told_by_its_wording() -> None:
    wrong = {
        how for how, found in placed(above=True).items() if not found or max(found) >= len(bodies()[how.split()[0]])
    }
    assert len(wrong) <= 0.1 * len(placed(above=True)), f"{len(wrong)}/{len(placed(above=True))}: {sorted(wrong)}"


def test_a_copy_between_the_paragraphs_of_its_source_is_found() -> None:
    source = [paragraph for paragraph in bodies()["lai-chau-2019"] if is_long(paragraph)]
    chance = random.Random(3)
    mixed = [p for paragraph in source for p in (paragraph, reword(paragraph, 0.6, chance))]
    assert reworded_paragraphs(mixed) == set(range(1, len(mixed), 2))


def test_the_same_short_lines_twice_are_found_plainly_only() -> None:
    lines = [f"- Huyện {name}: {count} máy tính, {count // 3} cán bộ chuyên trách" for name, count in DISTRICTS]
    assert reworded_paragraphs(["Cấp huyện:", *lines, "Hết.", *lines]) == set(range(len(lines) + 2, 2 * len(lines) + 2))
    assert reworded_paragraphs([*lines, *(line.replace(" máy", " chiếc máy") for line in lines)]) == set()
    assert reworded_paragraphs([*lines, *lines[:3]]) == set()
    assert reworded_paragraphs(["| Xã | Đạt | Đạt | Chưa đạt |"] * 50) == set()


DISTRICTS = [("Mường Tè", 31), ("Sìn Hồ", 42), ("Tam Đường", 53), ("Than Uyên", 64), ("Nậm Nhùn", 75)]


def test_glued_words_are_read_apart() -> None:
    assert words("thưđiện tử, triểnkhai cáchuyện") == ["thu", "dien", "tu", "trien", "khai", "cac", "huyen"]
    assert words("UBND, Viettel, TT&TT, 1.575, IPv6") == ["ubnd", "viettel", "tt&tt", "1.575", "ipv6"]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_side_by_side_loses_nothing(some: list[str], others: list[str]) -> None:
    parts = list(side_by_side(some, others))
    assert [t for gap, _, common in parts for t in (*gap, *common)] == some
    assert [t for _, facing, common in parts for t in (*facing, *common)] == others


def test_share_of_nothing() -> None:
    assert copied_share([], ["a"], {}) == 0.0
    assert copied_share(["a"], [], {}) == 0.0
    assert reworded_paragraphs([]) == set()


def test_rows_of_a_table_are_no_copies_however_alike() -> None:
    rows = ["\t".join([f"Xã {n}", *["Đạt chuẩn về mạng LAN và máy tính"] * 20]) for n in range(30)]
    alike = ["\t".join(["93%"] * 200)] * 10
    assert reworded_paragraphs([*rows, *alike]) == set()


def test_a_table_inside_a_copy_is_part_of_it() -> None:
    source = bodies()["long-an"][:8]
    table = ["Huyện\tMạng LAN", "Tam Đường\t93%", "Mường Tè\t80%"]
    text = [*source[:5], *table, *source[5:]]
    assert reworded_paragraphs(text * 2) == set(range(len(text), 2 * len(text)))


def test_a_long_text_of_few_words_is_judged_quickly() -> None:
    paragraph = " ".join(["đã đạt"] * 50)
    began = time.process_time()
    reworded_paragraphs([f"{n} {paragraph} {n}" for n in range(1000)])
    assert time.process_time() - began < 10
