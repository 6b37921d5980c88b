"""What kind of text a file is, and whether it is about information technology at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.findings import Finding
from corpus.letterhead import Letterhead, kind_named
from corpus.split import sentences
from corpus.tables import cells, tables
from corpus.terms import ABBREVIATIONS, CONCEPTS, plain_tokens
from corpus.text import fold, squeeze

NEWS, SPEECH, TABLE, OTHER = "tin bài", "bài phát biểu", "bảng số liệu", "tài liệu"

TITLE_SAYS = "chữ đầu của tiêu đề"

_SPEECH_TITLE = re.compile(r"^(?:bai )?(?:tham luan|phat bieu|dien van|bai noi)\b")
_ADDRESS = re.compile(r"^kinh thua\b")

# Concepts of `corpus.terms` and its long forms that only texts on information technology name again and again.
_CONCEPTS = ("mail", "sign", "site", "line", "safe", "virus", "online", "video")
_LONG_FORMS = ("cntt", "attt", "csdl", "dvctt", "qlvb", "tslcd", "tt&tt", "tthdl", "ttđt", "vbđt")
_WORDS = (
    "chuyển đổi số|chính quyền điện tử|chính quyền số|chính phủ điện tử|kinh tế số|xã hội số|đô thị thông minh|tin học"
    "|máy tính|máy chủ|phần mềm|internet|mạng lan|mạng nội bộ|mạng wan|băng rộng|cáp quang|viễn thông|hạ tầng số"
    "|dữ liệu|trực tuyến|một cửa điện tử|văn bản điện tử|hệ thống thông tin|công nghệ số|nền tảng số"
    "|nền tảng dùng chung|định danh|mã độc|an ninh mạng|hồ sơ điện tử|số hóa|điện tử hóa|camera|trí tuệ nhân tạo"
    "|kỹ năng số|môi trường mạng"
)


def kind_of(title: str, lines: Sequence[str], head: Letterhead | None, on_a_page: bool) -> Finding:
    """The kind of a text whose lines are given; `on_a_page` where a line says when a page appeared."""
    filled = [line for line in lines if line.strip()]
    if head and head.kind:
        return Finding("kind", head.kind, "thể thức văn bản", True)
    if sum(cells(line) is not None for line in filled) >= 0.6 * len(filled):
        return Finding("kind", TABLE, "phần lớn là dòng của bảng", True)
    folded = [fold(squeeze(line)) for line in filled[:15]]
    if _SPEECH_TITLE.match(fold(title)) or "tham luan" in folded:
        return Finding("kind", SPEECH, TITLE_SAYS, True)
    if any(map(_ADDRESS.match, folded)):
        return Finding("kind", SPEECH, "lời thưa gửi ở đầu bài", True)
    if named := kind_named(title):
        return Finding("kind", named, TITLE_SAYS, False)
    if on_a_page:
        return Finding("kind", NEWS, "có dòng ngày đăng của trang tin", True)
    return Finding("kind", OTHER, "không có dấu hiệu của loại nào", False)


def topic_of(title: str, body: str) -> Finding:
    """Whether the text is about information technology: how many of its sentences name a term of the field.

    Sure from a quarter on, or a sixth when the title names one too. Of tables only the heads count.
    """
    units = [sentence.text for sentence in sentences(_without_rows(body))]
    about = sum(map(is_about, units))
    share = about / len(units) if units else 0.0
    how = f"{about} trên {len(units)} câu có từ ngữ về CNTT"
    if share >= 1 / 4 or (share >= 1 / 6 and is_about(title)):
        return Finding("topic", "công nghệ thông tin", how, True)
    return Finding("topic", "không nói về CNTT hoặc chỉ nhắc qua", how, False)


def _without_rows(body: str) -> str:
    """The body with each table as one line: its heads, or its first row."""
    lines = body.split("\n")
    for table in reversed(list(tables(lines))):
        lines[table.first : table.last + 1] = [" ".join(table.heads) or lines[table.first]]
    return "\n".join(lines)


def is_about(text: str) -> bool:
    """Does the text name a term of information technology?"""
    return bool(_terms().search(fold(" ".join(plain_tokens(text)))))


@lru_cache(maxsize=1)
def _terms() -> re.Pattern[str]:
    """The terms over folded text, abbreviations written out."""
    terms = [form for concept in _CONCEPTS for form in CONCEPTS[concept] if re.search(r"[ -]|email|website", form)]
    terms += [ABBREVIATIONS[short] for short in _LONG_FORMS] + _WORDS.split("|")
    spoken = {fold(" ".join(plain_tokens(term))) for term in terms}
    return re.compile(rf"\b(?:{'|'.join(sorted(spoken, key=len, reverse=True))})\b")
