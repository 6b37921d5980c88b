"""Copies that a machine reworded are found at every strength; honest neighbours are never taken for one.

The copies are made here, in the manner of the one that came with `long-an.txt`: near-synonyms and words glued together.
"""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from corpus.report import read_report
from corpus.reworded import WINDOW, copied_share, reworded_paragraphs
from corpus.text import syllables

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])
SYNONYMS = {
    "an toàn": "bảo đảm an toàn",
    "ban hành": "phát hành",
    "các": "những",
    "chỉ đạo": "chỉ huy",
    "chính quyền": "chính quyền sở tại",
    "cơ quan": "cơ quan chức năng",
    "cung cấp": "phân phối",
    "công tác": "công tác làm việc",
    "dự án": "dự án Bất Động Sản",
    "dữ liệu": "tài liệu",
    "giải quyết": "xử lý",
    "hiệu quả": "hiệu suất cao",
    "hoạt động": "hoạt động giải trí",
    "hệ thống": "mạng lưới hệ thống",
    "khó khăn": "khó khăn vất vả",
    "kinh phí": "kinh phí đầu tư",
    "kết quả": "tác dụng",
    "môi trường": "môi trường tự nhiên",
    "người dân": "dân cư",
    "nhiệm vụ": "trách nhiệm",
    "phần mềm": "ứng dụng",
    "phục vụ": "ship hàng",
    "quản lý": "quản trị",
    "sử dụng": "dùng",
    "thực hiện": "thực thi",
    "triển khai": "tiến hành",
    "tỷ lệ": "tỷ suất",
    "xây dựng": "kiến thiết xây dựng",
    "đào tạo": "đào tạo và giảng dạy",
    "đơn vị": "đơn vị chức năng",
    "đầu tư": "góp vốn đầu tư",
}
_SYNONYM = re.compile(rf"(?<!\w)(?:{'|'.join(SYNONYMS)})(?!\w)")


def reword(paragraph: str, strength: float, chance: random.Random) -> str:
    """The paragraph with this share of the known words replaced, and an eighth of it of all words glued to the next."""
    replaced = _SYNONYM.sub(lambda word: SYNONYMS[word[0]] if chance.random() < strength else word[0], paragraph)
    return re.sub(" ", lambda _: "" if chance.random() < strength / 8 else " ", replaced)


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


def test_share_of_nothing() -> None:
    assert copied_share([], ["a"]) == 0.0
    assert copied_share(["a"], []) == 0.0
    assert reworded_paragraphs([]) == set()
