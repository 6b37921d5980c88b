"""Old encodings are told apart and put right letter by letter; Unicode is left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.legacy import TCVN3, VNI, by_font, from_tcvn3, from_vni, is_syllable, plausible, repair
from corpus.text import nfc
from tests.corpus.files import plain_signs, tcvn3, vni

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])
SMALL = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơư"


def western(data: bytes) -> str:
    return data.decode("latin-1")


def test_every_letter_of_both_encodings() -> None:
    assert from_tcvn3(western(tcvn3(f"- {SMALL}"))) == f"- {SMALL}"
    assert from_vni(western(vni(SMALL + SMALL.upper()))) == SMALL + SMALL.upper()
    # What the standards say, so that a table that is wrong both ways shows.
    assert "µ¶·¸¹ ®" in western(tcvn3("àảãáạ đ")) and western(vni("ấ Ệ ứ đ ị")) == "aá EÄ öù ñ ò"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reports_survive_both_encodings(path: Path) -> None:
    text = plain_signs(nfc(path.read_text("utf-8")))
    vietnamese = repair(western(vni(text)))
    assert (vietnamese.text, vietnamese.encoding) == (text, VNI)
    repaired = repair(western(tcvn3(text)))
    pairs = list(zip(text.split(), repaired.text.split(), strict=True))
    assert repaired.encoding == TCVN3
    assert all(a.lower() == b.lower() for a, b in pairs)
    # A capital with a tone inside a sentence has no sign of its own: "tại Ứng Hòa".
    assert sum(a != b for a, b in pairs) <= 0.005 * len(pairs)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_unicode_is_left_alone(path: Path) -> None:
    text = nfc(path.read_text("utf-8"))
    assert repair(text).text == text and repair(text).encoding is None and plausible(text) > 0.97


@given(st.text(max_size=200))
def test_any_text_comes_back_with_as_many_lines(text: str) -> None:
    assert repair(text).text.count("\n") == text.count("\n")


def test_old_lines_among_unicode_are_repaired_alone() -> None:
    lines = [
        "Tỉnh đã đầu tư hạ tầng.",
        "øng dông c«ng nghÖ th«ng tin",
        "Đạt 93% số xã.",
        "Cán bộ cấp huyện sử dụng thư điện tử.",
    ]
    assert repair("\n".join(lines)).text.split("\n") == [lines[0], "Ứng dụng công nghệ thông tin", *lines[2:]]


def test_other_languages_are_left_alone() -> None:
    for text in ("Résumé déjà écrit à l'école", "Über die Größe der Städte", "naïve café façade"):
        assert repair(text).text == text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("BÁO CÁO KẾT QUẢ TỈNH HÀ NỘI", "BÁO CÁO KẾT QUẢ TỈNH HÀ NỘI"),
        ("TRUYỀN THÔNG tỉnh Hà Giang", "TRUYỀN THÔNG tỉnh Hà Giang"),
        ("Ở xã vùng cao. Ứng dụng CNTT còn ít.", "Ở xã vùng cao. Ứng dụng CNTT còn ít."),
        ("UBND tỉnh Lý Sơn, Đà Nẵng", "UBND tỉnh Lý Sơn, Đà Nẵng"),
        ("đến huyện Ứng Hòa", "Đến huyện ứng Hòa"),
    ],
)
def test_capitals_of_tcvn3_are_inferred(typed: str, read: str) -> None:
    assert from_tcvn3(western(tcvn3(typed))) == read


def test_fonts_tell_the_encoding() -> None:
    assert by_font("c«ng", ".VnArial") == "công" and by_font("c«ng", ".VnArialH") == "CÔNG"
    assert by_font("coâng", "VNI-Helve") == "công" and by_font("công", None) == "công"
    assert by_font("đã là Unicode", ".VnTime") == "đã là Unicode"


@pytest.mark.parametrize("word", ["nghiệp", "quyết", "giếng", "gì", "khuỷu", "yêu", "Ủy", "QUỲNH", "xoong", "thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiÖp", "quýât", "tb", "chuyển đổi", "hoøa", "đw", ""])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
