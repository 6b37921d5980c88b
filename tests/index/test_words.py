"""The word index: folded words inside a scope, and scores that depend on what is there, not on what was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.records import Passage
from corpus.terms import word_tokens
from index.errors import IndexDamaged
from index.words import Words

TEXTS = {
    "a": ("Tỷ lệ văn bản điện tử đạt 80%.", "Lai Châu"),
    "b": ("Mạng LAN có ở 108 xã, văn bản giấy còn nhiều.", "Lai Châu"),
    "c": ("Văn bản điện tử được ký số tại UBND huyện.", "Long An"),
}
Row = tuple[Passage, str, str]


def row(id: str, text: str, province: str, head: str = "") -> Row:
    return Passage(id, "r", 0, len(text), "", text), head, province


def filled(folder: Path) -> Words:
    words = Words(folder)
    words.put([row(id, *text) for id, text in TEXTS.items()])
    return words


@pytest.fixture
def words(tmp_path: Path) -> Words:
    return filled(tmp_path / "words")


def test_the_passage_that_holds_most_comes_first(words: Words) -> None:
    found = words.best(word_tokens("tỷ lệ văn bản điện tử"), 10)
    assert list(found) == ["a", "c", "b"]
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(
    "typed", ["van ban dien tu", "VĂN BẢN ĐIỆN TỬ", "va\u0306n ba\u0309n đie\u0323\u0302n tư\u0309"]
)
def test_accents_and_case_do_not_matter(words: Words, typed: str) -> None:
    assert words.best(word_tokens(typed), 10) == words.best(word_tokens("văn bản điện tử"), 10)


def test_abbreviations_are_what_they_stand_for(words: Words) -> None:
    assert next(iter(words.best(word_tokens("ủy ban nhân dân"), 1))) == "c"


def test_only_the_provinces_asked_for_are_searched_and_the_scores_stay(words: Words) -> None:
    tokens = word_tokens("văn bản điện tử")
    everywhere = words.best(tokens, 10)
    within = words.best(tokens, 10, ["Lai Châu"])
    assert set(within) == {"a", "b"}
    assert within == {id: pytest.approx(everywhere[id]) for id in within}
    assert words.best(tokens, 10, ["Huế"]) == {}


def test_nothing_is_found_for_no_word_or_unknown_ones(words: Words) -> None:
    assert words.best([], 10) == words.best(word_tokens("xyzzy"), 10) == {}


def test_a_word_of_the_text_counts_more_than_one_of_the_heading(tmp_path: Path) -> None:
    words = Words(tmp_path / "words")
    words.put([row("text", "ký số", "Lai Châu", "mạng LAN"), row("head", "mạng LAN", "Lai Châu", "ký số")])
    assert list(words.best(word_tokens("ký số"), 2)) == ["text", "head"]


def test_the_same_id_again_takes_the_place_of_the_old(words: Words) -> None:
    words.put([row("a", "Tháp nước", "Lai Châu")])
    assert words.ids() == set(TEXTS)
    assert "a" not in words.best(word_tokens("tỷ lệ"), 10)
    assert set(words.best(word_tokens("tháp nước"), 10)) == {"a"}


def test_the_deleted_are_gone_and_the_unknown_harmless(words: Words) -> None:
    words.delete(["a", "never there"])
    assert words.ids() == {"b", "c"}
    assert "a" not in words.best(word_tokens("tỷ lệ văn bản"), 10)


def test_how_many_passages_hold_a_word(words: Words) -> None:
    assert [words.holding(token) for token in ("van", "van_ban", "dien_tu", "80", "xyzzy")] == [3, 3, 2, 1, 0]


def test_whether_the_deleted_still_weigh_in_the_scores_is_told(tmp_path: Path) -> None:
    words = Words(tmp_path / "words")
    for n in range(12):  # so many that tantivy merges them
        words.put([row(f"p{n}", f"mạng xã {n}", "Lai Châu")])
    assert not words.counts_deleted()
    tokens = word_tokens("mạng xã")
    words.delete(["p4"])
    expected = Words(tmp_path / "never")
    expected.put([row(f"p{n}", f"mạng xã {n}", "Lai Châu") for n in range(12) if n != 4])
    assert words.counts_deleted() == (words.holding("mang") != 11)
    assert words.counts_deleted(), "tantivy merges otherwise now: make the test merge"
    assert Words(tmp_path / "words").counts_deleted()
    words.refill([row(f"p{n}", f"mạng xã {n}", "Lai Châu") for n in range(12) if n != 4])
    assert not words.counts_deleted()
    assert words.best(tokens, 20) == expected.best(tokens, 20)


def test_refilling_keeps_what_is_given_and_nothing_else(words: Words) -> None:
    words.refill([row("n", "Tháp nước", "Huế")])
    assert words.ids() == {"n"} and words.holding("van_ban") == 0
    words.refill([])
    assert words.ids() == set() and words.best(word_tokens("tháp nước"), 5) == {}


def test_a_file_that_is_not_as_it_was_written_is_seen(tmp_path: Path) -> None:
    words = filled(tmp_path / "words")
    files = [file for file in sorted((tmp_path / "words").iterdir()) if file.suffix in (".idx", ".term", ".store")]
    assert len(files) == 3 and not words.is_torn()
    for file in files:
        whole = file.read_bytes()
        for place in (0, len(whole) // 2):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert words.is_torn(), (file.suffix, place)
        file.write_bytes(whole)
    assert not words.is_torn()


def test_what_was_kept_is_there_after_reopening(tmp_path: Path) -> None:
    filled(tmp_path / "words")
    assert Words(tmp_path / "words").ids() == set(TEXTS)


@pytest.mark.parametrize("pattern", ["meta.json", "*.store", "*.idx"])
def test_a_truncated_file_is_told(tmp_path: Path, pattern: str) -> None:
    filled(tmp_path / "words")
    for file in (tmp_path / "words").glob(pattern):
        file.write_bytes(file.read_bytes()[:20])
    with pytest.raises(IndexDamaged, match="python -m index rebuild"):
        Words(tmp_path / "words")


def test_what_a_killed_change_left_does_not_stop_the_next_one(tmp_path: Path) -> None:
    """Killed between writing a file and naming it in `meta.json`, the same change writes the same file again."""
    folder = tmp_path / "words"
    words = filled(folder)
    before = (folder / "meta.json").read_bytes()
    words.delete(["a"])
    assert list(folder.glob("*.del"))
    (folder / "meta.json").write_bytes(before)
    again = Words(folder)
    assert again.ids() == set(TEXTS)
    again.delete(["a"])
    assert again.ids() == {"b", "c"}


def test_a_change_that_fails_midway_leaves_nothing_and_no_lock(words: Words) -> None:
    def rows() -> Iterator[Row]:
        yield row("d", "Tháp nước", "Huế")
        raise RuntimeError("hỏng giữa chừng")

    with pytest.raises(RuntimeError):
        words.put(rows())
    words.delete(["b"])
    assert words.ids() == {"a", "c"}


def test_threads_may_read_while_one_writes(words: Words) -> None:
    tokens = word_tokens("văn bản điện tử")
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(words.best, tokens, 10, ["Lai Châu"]) for _ in range(50)]
        words.put([row(f"n{n}", f"Cổng thông tin {n}", "Long An") for n in range(50)])
        assert {tuple(answer.result()) for answer in asked} == {("a", "b")}
