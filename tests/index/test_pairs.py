"""The likeliest reading among several, from syllable pairs; accents are put back with it, nothing else changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.report import read_report
from corpus.split import sentences
from corpus.text import fold, has_accents, modern_tones, nfc, syllables
from index.library import SHIPPED
from index.orthography import bared
from index.pairs import Pairs, Reading
from index.spelling import Spelling

BODIES = [read_report(path).report.body for path in sorted(SHIPPED.glob("*.txt"))]
PAIRS = Pairs(BODIES)
SPELLING = Spelling(BODIES)

QUESTIONS = [
    "tỷ lệ văn bản điện tử của Lai Châu là bao nhiêu",
    "tỉnh Lai Châu có bao nhiêu đơn vị cấp xã dùng phần mềm quản lý văn bản",
    "Bắc Giang đầu tư bao nhiêu tỷ đồng cho công nghệ thông tin năm 2016",
    "tỷ lệ máy tính trên cán bộ công chức ở Bắc Giang",
    "Long An có bao nhiêu huyện có trang thông tin điện tử",
    "khó khăn của Long An là gì",
    "kiến nghị của tỉnh Long An",
    "quy hoạch phát triển công nghệ thông tin tỉnh Tây Ninh đến năm 2020",
    "Tây Ninh đã triển khai quy hoạch như thế nào",
    "Điện Biên kiểm tra bao nhiêu cơ quan đơn vị",
    "ai chủ trì hội nghị ở Bắc Giang",
    "bài học kinh nghiệm của Long An",
    "so sánh Lai Châu và Bắc Giang về một cửa điện tử",
    "mạng nội bộ ở các sở ngành",
    "tỷ lệ cán bộ công chức sử dụng thư điện tử",
    "chữ ký số ở Lai Châu",
    "an toàn thông tin ở Lai Châu thế nào",
    "dịch vụ công trực tuyến mức độ 3",
    "thời tiết hôm nay thế nào",
    "giá vàng hôm nay",
    "nguồn nhân lực công nghệ thông tin của Lai Châu",
    "hội nghị truyền hình trực tuyến ở Tây Ninh",
    "giải pháp thời gian tới của tỉnh",
    "UBND tỉnh Tây Ninh ban hành quyết định nào",
    "BẮC GIANG có bao nhiêu xã",
    "Cà Mau có bao nhiêu xã",
]


def rightly_read(texts: list[str], spelling: Spelling) -> float:
    """The share of syllables that come back as they were, of texts whose accents were taken away."""
    right = total = 0
    for text in texts:
        meant = [word for word, _, _ in syllables(modern_tones(text))]
        read = [word for word, _, _ in syllables(modern_tones(spelling.repair(bared(text))))]
        total += len(meant)
        right += sum(a == b for a, b in zip(meant, read, strict=False)) if len(meant) == len(read) else 0
    return right / total


# accents put back


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_typed_without_accents_is_read(question: str) -> None:
    assert not has_accents(bared(question))
    assert SPELLING.repair(bared(question)) == question


def test_the_reports_own_sentences_are_read() -> None:
    texts = [sentence.text for body in BODIES for sentence in sentences(body)]
    assert rightly_read(texts, SPELLING) >= 0.99


@pytest.mark.parametrize("left_out", range(5))
def test_the_sentences_of_a_report_never_seen_are_mostly_read(left_out: int) -> None:
    others = Spelling(body for n, body in enumerate(BODIES) if n != left_out)
    assert rightly_read([sentence.text for sentence in sentences(BODIES[left_out])], others) >= 0.88


def test_capitals_signs_and_unknown_words_stay() -> None:
    assert SPELLING.repair("Ty le VAN ban, (dien tu) - 80%?") == "Tỷ lệ VĂN bản, (điện tử) - 80%?"
    assert SPELLING.repair("xyzzy Facebook 12/6/2019 36-NQ/TW") == "xyzzy Facebook 12/6/2019 36-NQ/TW"
    assert SPELLING.repair("") == "" and SPELLING.repair("🙂 \n") == "🙂 \n"


# the likeliest chain


def chain(readings: list[Reading], end: int) -> list[str]:
    return [word for reading in PAIRS.likeliest(readings, end) for word in reading.words]


def test_the_neighbour_decides() -> None:
    """Both readings of the second syllable are words of the reports; the first tells which is meant."""
    for first, second in (("văn", "bản"), ("toàn", "bộ")):
        readings = [Reading(0, 1, (first,)), Reading(1, 2, ("bản",)), Reading(1, 2, ("bộ",))]
        assert chain(readings, 2) == [first, second]


def test_a_cost_can_outweigh_the_neighbour() -> None:
    cheap = [Reading(0, 1, ("văn",)), Reading(1, 2, ("bộ",)), Reading(1, 2, ("bản",))]
    dear = [Reading(0, 1, ("văn",)), Reading(1, 2, ("bộ",)), Reading(1, 2, ("bản",), cost=30.0)]
    assert chain(cheap, 2) == ["văn", "bản"] and chain(dear, 2) == ["văn", "bộ"]


def test_one_reading_may_span_several_words() -> None:
    readings = [Reading(0, 2, ("điện", "tử")), Reading(0, 1, ("điên",)), Reading(1, 2, ("từ",))]
    assert chain(readings, 2) == ["điện", "tử"]


def test_counts_hold_the_reports_the_provinces_and_the_words_of_questions() -> None:
    assert PAIRS.pairs["văn", "bản"] > 20 and PAIRS.pairs["lai", "châu"] and PAIRS.pairs["bao", "nhiêu"]
    assert set(PAIRS.forms["ban"]) >= {"bản", "ban", "bàn"}
    assert all(fold(form) == folded for folded, forms in PAIRS.forms.items() for form in forms)
    assert Pairs(BODIES).pairs == PAIRS.pairs
    assert Pairs(["Uỷ ban"]).singles["ủy"] == Pairs([unicodedata.normalize("NFD", "ủy ban")]).singles["ủy"] > 0


words = st.sampled_from(["văn", "bản", "ban", "bàn", "điện", "tử", "từ", "xyz"])
slots = st.lists(st.lists(words, min_size=1, max_size=4, unique=True), min_size=1, max_size=6)


@settings(deadline=None)
@given(slots)
def test_the_chain_goes_through_without_a_gap(slots: list[list[str]]) -> None:
    readings = [Reading(n, n + 1, (word,)) for n, slot in enumerate(slots) for word in slot]
    best = PAIRS.likeliest(readings, len(slots))
    assert [(reading.start, reading.end) for reading in best] == [(n, n + 1) for n in range(len(slots))]
    assert all(reading in readings for reading in best)


@settings(deadline=None)
@given(st.sampled_from(QUESTIONS).map(bared))
def test_only_accents_change_and_offsets_hold(text: str) -> None:
    read = SPELLING.repair(text)
    assert len(read) == len(nfc(text))
    assert fold(read) == fold(text)
    assert [c.isupper() for c in read] == [c.isupper() for c in nfc(text)]
    assert SPELLING.repair(read) == read
