"""The words of the field: abbreviations, and expressions that officials use for one and the same thing.

`word_tokens` is the one way in which texts and questions become index words, so that the two sides cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.text import fold, modern_tones, nfc, syllables

ABBREVIATIONS = {
    "atgt": "an toàn giao thông",
    "attt": "an toàn thông tin",
    "bcđ": "ban chỉ đạo",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "ccvc": "công chức viên chức",
    "cchc": "cải cách hành chính",
    "cntt": "công nghệ thông tin",
    "cq": "cơ quan",
    "csdl": "cơ sở dữ liệu",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "đbqh": "đại biểu quốc hội",
    "hđnd": "hội đồng nhân dân",
    "hcnn": "hành chính nhà nước",
    "kt-xh": "kinh tế xã hội",
    "mttq": "mặt trận tổ quốc",
    "qlvb": "quản lý văn bản",
    "qlvbđh": "quản lý văn bản và điều hành",
    "tslcd": "truyền số liệu chuyên dùng",
    "tt&tt": "thông tin và truyền thông",
    "tttt": "thông tin và truyền thông",
    "tthc": "thủ tục hành chính",
    "ttđt": "thông tin điện tử",
    "tthldl": "trung tâm tích hợp dữ liệu",
    "tthdl": "trung tâm tích hợp dữ liệu",
    "ubnd": "ủy ban nhân dân",
    "vbđt": "văn bản điện tử",
}
"""Abbreviation (lower case) → what it stands for."""

# "KT-XH" is two syllables, so it is written out before a text is cut into them.
_HYPHENATED = re.compile(
    rf"(?<!\w)(?:{'|'.join(short for short in ABBREVIATIONS if '-' in short)})(?!\w)", re.IGNORECASE
)

CONCEPTS: dict[str, tuple[str, ...]] = {
    "field": (
        "công nghệ thông tin",
        "ứng dụng công nghệ thông tin",
        "phát triển công nghệ thông tin",
        "ứng dụng và phát triển công nghệ thông tin",
        "ứng dụng phát triển công nghệ thông tin",
        "lĩnh vực công nghệ thông tin",
        "chuyển đổi số",
        "ứng dụng",
        "tin học hóa",
    ),
    "use": ("sử dụng", "dùng", "xài", "khai thác"),
    "mail": ("thư điện tử", "email", "e-mail", "hộp thư", "mail"),
    "connect": ("kết nối", "nối", "nối mạng"),
    "money": ("kinh phí", "chi", "đầu tư", "vốn", "ngân sách", "tiền", "bỏ ra"),
    "weakness": (
        "hạn chế",
        "khó khăn",
        "tồn tại",
        "vướng mắc",
        "bất cập",
        "yếu kém",
        "chưa làm được",
        "nhược điểm",
        "thiếu sót",
        "khuyết điểm",
        "trở ngại",
        "thách thức",
        "rào cản",
        "điểm yếu",
        "mặt yếu",
        "mặt còn yếu",
        "điểm chưa được",
        "mặt chưa được",
        "điểm gì chưa được",
    ),
    "staff": ("cán bộ", "công chức", "viên chức", "cbcc", "cbccvc", "ccvc", "nhân viên"),
    "equip": ("trang bị", "cấp", "được cấp"),
    "lan": ("mạng nội bộ", "mạng lan", "lan", "mạng cục bộ"),
    "sign": ("ký số", "chữ ký số", "chứng thư số"),
    "site": ("trang thông tin điện tử", "cổng thông tin điện tử", "website", "trang web", "web"),
    "propose": ("kiến nghị", "đề xuất", "đề nghị", "mong muốn"),
    "lesson": ("bài học", "kinh nghiệm"),
    "train": ("đào tạo", "tập huấn", "bồi dưỡng"),
    "firm": ("doanh nghiệp", "công ty"),
    "advantage": ("thuận lợi", "ưu điểm", "điểm mạnh", "mặt mạnh", "thế mạnh"),
    "chair": ("chủ trì", "điều hành hội nghị"),
    "issue": ("ban hành", "ký quyết định", "ra quyết định"),
    "video": ("hội nghị truyền hình", "hội nghị trực tuyến", "họp trực tuyến", "phòng họp trực tuyến"),
    "line": ("truyền số liệu chuyên dùng", "truyền số liệu chuyên dụng", "đường truyền số liệu"),
    "safe": ("an toàn thông tin", "an ninh thông tin", "an toàn an ninh thông tin", "bảo mật"),
    "virus": (
        "diệt virus",
        "quét virus",
        "phòng chống virus",
        "diệt vi rút",
        "quét vi rút",
        "phòng chống vi rút",
    ),
    "teacher": ("giáo viên", "thầy cô", "thầy cô giáo", "nhà giáo"),
    "online": ("dịch vụ công trực tuyến", "nộp trực tuyến", "dịch vụ hành chính công trực tuyến"),
    "phone": ("số điện thoại", "điện thoại", "tổng đài"),
    "speaker": ("trình bày", "tham luận", "phát biểu"),
    "cause": ("nguyên nhân", "vì sao", "tại sao", "lý do", "lý giải", "do đâu", "bắt nguồn", "xuất phát từ đâu"),
    "plan": (
        "nhiệm vụ",
        "giải pháp",
        "phương hướng",
        "định hướng",
        "thời gian tới",
        "những năm tới",
        "sắp tới",
        "sẽ làm",
        "sẽ tập trung",
        "sẽ triển khai",
        "sẽ thực hiện",
        "dự định",
    ),
    "onestop": ("một cửa", "một cửa điện tử", "một cửa liên thông", "bộ phận một cửa"),
    "ensure": ("bảo đảm", "đảm bảo"),
    "result": ("làm được", "kết quả", "chuyển biến", "thành tựu", "thành tích"),
    "skilled": ("thành thạo", "sử dụng được", "biết sử dụng"),
}
"""Concept → expressions that mean it. An expression in a text also yields the concept's token, on both sides."""

APART = tuple(
    form
    for forms in (
        "cấp tỉnh|cấp huyện|cấp xã|cấp sở|cấp cơ sở|cấp trung ương|các cấp|từng cấp|mỗi cấp|cấp trên|cấp dưới|cấp ủy",
        "cung cấp|nâng cấp|phân cấp|trung cấp|sơ cấp|cao cấp|cấp độ|cấp thiết|cấp bách|khẩn cấp",
        "chi nhánh|chi bộ|chi cục|chi hội|chi đoàn|chi tiết|chi phối",
        "người dùng|tiêu dùng|dùng chung|dùng riêng|chuyên dùng",
        "lan tỏa|lan truyền|tiền đề|vốn có|nối tiếp|nộp ngân sách|thu ngân sách",
    )
    for form in forms.split("|")
)
"""Expressions that hold a word of a concept and mean another thing: "cung cấp" and "cấp xã" are no "cấp" (equip)."""

ICT = frozenset(
    f"={concept}"
    for concept in ("field", "mail", "lan", "sign", "site", "video", "line", "safe", "virus", "online", "onestop")
)
"""The concepts that make a question one on ICT, whatever the reports say of it."""

FIELD = "=field"
"""The concept that all reports are about: a question that names only this names no subject."""


@lru_cache(maxsize=1)
def _expressions() -> dict[str, str]:
    """Expression in lower case, accents kept → the token of its concept, "" for those apart."""
    tokens = {modern_tones(nfc(form)): f"={concept}" for concept, forms in CONCEPTS.items() for form in forms}
    return dict.fromkeys(map(modern_tones, map(nfc, APART)), "") | tokens


@lru_cache(maxsize=1)
def _long_forms() -> dict[str, str]:
    return {nfc(short): modern_tones(nfc(long)) for short, long in ABBREVIATIONS.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(form.split()) for form in (*_expressions(), *_long_forms()))


def plain_tokens(text: str) -> list[str]:
    """The syllables of a text in lower case with one tone placement, abbreviations written out.

    >>> plain_tokens("UBND tỉnh, CNTT")
    ['ủy', 'ban', 'nhân', 'dân', 'tỉnh', 'công', 'nghệ', 'thông', 'tin']
    """
    written: list[str] = []
    text = _HYPHENATED.sub(lambda short: ABBREVIATIONS[short[0].lower()], modern_tones(nfc(text)))
    for token, _, _ in syllables(text):
        lower = token.lower()
        written += _long_forms().get(lower, lower).split()
    return written


def word_tokens(text: str) -> list[str]:
    """The index words of a text: folded syllables with abbreviations written out, their pairs, and their concepts.

    >>> word_tokens("email CNTT")
    ['email', 'cong', 'nghe', 'thong', 'tin', 'email_cong', 'cong_nghe', 'nghe_thong', 'thong_tin', '=mail']
    """
    plain = plain_tokens(text)
    tokens = [fold(token) for token in plain]
    pairs = [f"{a}_{b}" for a, b in pairwise(tokens)]
    return tokens + pairs + concepts(plain)


def concepts(tokens: Sequence[str]) -> list[str]:
    """The concept tokens that `tokens` (of `plain_tokens`) name, in order."""
    return [concept for concept, _, _ in concept_spans(tokens)]


def concept_spans(tokens: Sequence[str]) -> list[tuple[str, int, int]]:
    """The concepts that `tokens` name, each with its tokens' `[start, end)`, none inside another: the longest wins.

    Accents count here: "chi" is money, "chỉ" is not.

    >>> concept_spans(["gặp", "khó", "khăn", "gì"])
    [('=weakness', 1, 3)]
    """
    found, at = [], 0
    while at < len(tokens):
        sizes = range(min(_longest(), len(tokens) - at), 0, -1)
        size = next((n for n in sizes if " ".join(tokens[at : at + n]) in _expressions()), 1)
        concept = _expressions().get(" ".join(tokens[at : at + size]))
        found += [(concept, at, at + size)] if concept else []
        at += size
    return found
