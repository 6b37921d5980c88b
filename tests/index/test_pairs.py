"""Spelling are put back where there are none, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.report import read_report
from corpus.split import sentences
from corpus.text import fold, has_accents, modern_tones, nfc, syllables
from index.library import SHIPPED
from index.spelling import Spelling

BODIES = [read_report(path).report.body for path in sorted(SHIPPED.glob("*.txt"))]
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


def bare(text: str) -> str:
    """Without accents, capitals kept."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(letters).replace("đ", "d").replace("Đ", "D")


def rightly_read(texts: list[str], accents: Spelling) -> float:
    """The share of syllables that come back as they were."""
    pairs = [
        pair
        for text in texts
        for pair in zip(syllables(modern_tones(text)), syllables(accents.repair(bare(text))), strict=True)
    ]
    return sum(meant == read for meant, read in pairs) / len(pairs)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_typed_without_accents_is_read(question: str) -> None:
    assert not has_accents(bare(question))
    assert SPELLING.repair(bare(question)) == question


def test_the_reports_own_sentences_are_read() -> None:
    texts = [sentence.text for body in BODIES for sentence in sentences(body)]
    assert rightly_read(texts, SPELLING) >= 0.99


@pytest.mark.parametrize("left_out", range(5))
def test_the_sentences_of_a_report_never_seen_are_mostly_read(left_out: int) -> None:
    others = Spelling(body for n, body in enumerate(BODIES) if n != left_out)
    assert rightly_read([sentence.text for sentence in sentences(BODIES[left_out])], others) >= 0.88


def test_accented_text_is_left_alone() -> None:
    for text in ["tỷ le van ban dien tu", "Điện", "ubnd tỉnh", *QUESTIONS]:
        assert SPELLING.repair(text) == nfc(text)
        assert SPELLING.repair(unicodedata.normalize("NFD", text)) == nfc(text)


def test_capitals_signs_and_unknown_words_stay() -> None:
    assert SPELLING.repair("Ty le VAN ban, (dien tu) - 80%?") == "Tỷ lệ VĂN bản, (điện tử) - 80%?"
    assert SPELLING.repair("xyzzy Facebook 12/6/2019 36-NQ/TW") == "xyzzy Facebook 12/6/2019 36-NQ/TW"
    assert SPELLING.repair("") == "" and SPELLING.repair("🙂 \n") == "🙂 \n"


def test_the_same_texts_give_the_same_readings() -> None:
    again = Spelling(BODIES)
    assert [again.repair(bare(q)) for q in QUESTIONS] == [SPELLING.repair(bare(q)) for q in QUESTIONS]


def test_with_no_report_at_all_names_and_question_words_are_read() -> None:
    assert Spelling([]).repair("Lai Chau la gi") == "Lai Châu là gì"


letters = st.text(alphabet="abcdeghiklmnopqrstuvxyABCDĐđăâêôơưàáảãạ \n.,/-&0123456789\u0301\u0323ßİﬁ🙂")


@given(st.one_of(st.text(), letters, st.sampled_from(QUESTIONS).map(bare)))
def test_only_accents_change_and_offsets_hold(text: str) -> None:
    read = SPELLING.repair(text)
    assert len(read) == len(nfc(text))
    assert fold(read) == fold(text)
    assert [c.isupper() for c in read] == [c.isupper() for c in nfc(text)]
    assert SPELLING.repair(read) == read
