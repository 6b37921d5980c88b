"""Kept and cut side by side: each piece where it stood in the file, none twice, none lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.beside import one_below_the_other, places, side_by_side
from corpus.records import Dropped

FILE = "Kinh tế\nTỉnh họp bàn\nNgày đăng: 12/06/2019\nTỉnh đạt 80%\nvề ký số.\nTin khác\nTin khác"
BODY = "Tỉnh họp bàn\nTỉnh đạt 80% về ký số."
DROPPED = (Dropped("Kinh tế", "mục"), Dropped("Ngày đăng: 12/06/2019", "ngày"), Dropped("Tin khác\nTin khác", "cuối"))
WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20)


def test_each_cut_has_its_place() -> None:
    assert places(FILE, BODY, [cut.text for cut in DROPPED]) == (0, 13, 35)
    assert BODY[:13] == "Tỉnh họp bàn\n" and len(BODY) == 35
    assert places(FILE, BODY, ["không có trong tệp"]) == (35,)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=12, unique_by=lambda line: line[0][:12]))
def test_lines_that_differ_are_shown_in_the_file_s_order(lines: list[tuple[str, bool]]) -> None:
    kept = [text for text, keep in lines if keep]
    cut = [Dropped(text, "lý do") for text, keep in lines if not keep]
    if kept:
        at = places("\n".join(text for text, _ in lines), "\n".join(kept), [one.text for one in cut])
        shown = [line for line in one_below_the_other("\n".join(kept), cut, at) if not line.startswith("✂ [")]
        assert shown == [text if keep else f"✂ {text}" for text, keep in lines]


@given(st.text(), st.text(min_size=1), st.lists(st.text(), max_size=4))
def test_places_are_in_the_body(text: str, body: str, cuts: list[str]) -> None:
    assert all(0 <= at <= len(body) for at in places(text, body, cuts))


def test_two_columns() -> None:
    shown = list(side_by_side(BODY, DROPPED, (0, 13, 35), 63))
    assert all(line[30:33].strip() == "│" for line in shown)
    assert [line[:30].rstrip() for line in shown] == ["", "Tỉnh họp bàn", "", "Tỉnh đạt 80% về ký số.", "", ""]
    assert [line[32:].strip() for line in shown] == [
        "[mục] Kinh tế", "", "[ngày] Ngày đăng: 12/06/2019", "", "[cuối] Tin khác", "Tin khác",
    ]  # fmt: skip
    wrapped = list(side_by_side(BODY, DROPPED, (0, 13, 35), 33))
    assert max(map(len, wrapped)) <= 33 and "dung" not in "".join(wrapped)
    assert " ".join(" ".join(line[:15].strip() for line in wrapped).split()) == BODY.replace("\n", " ")


def test_one_column() -> None:
    assert list(one_below_the_other(BODY, DROPPED, (0, 13, 35))) == [
        "✂ [mục]", "✂ Kinh tế", "Tỉnh họp bàn", "✂ [ngày]", "✂ Ngày đăng: 12/06/2019", "Tỉnh đạt 80% về ký số.",
        "✂ [cuối]", "✂ Tin khác", "✂ Tin khác",
    ]  # fmt: skip
