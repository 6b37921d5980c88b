"""Makers of test material about copies: a report's text re-saved, revised, reworded by machine; and honest neighbours.

Everything is drawn from a `random.Random` that the caller seeds, so one seed gives one text on every run.
"""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

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
"""In the manner of the copy that came with `long-an.txt`: mostly longer near-synonyms, the old word kept in them."""

TERSE = {
    "các": "mọi",
    "của": "thuộc",
    "và": "cùng",
    "được": "bị",
    "triển khai": "bày",
    "ứng dụng": "áp",
    "hệ thống": "hệ",
    "sử dụng": "xài",
    "trao đổi": "đổi chác",
    "văn bản": "giấy tờ",
    "cán bộ": "nhân viên",
    "công chức": "viên nha",
    "huyện": "quận",
    "thường xuyên": "luôn",
    "phần mềm": "nhu liệu",
    "đơn vị": "tổ",
    "hạn chế": "chặn",
    "nguyên nhân": "căn do",
    "thực hiện": "làm",
    "tiếp tục": "còn",
    "hỗ trợ": "đỡ",
    "mạng": "lưới",
    "máy tính": "máy toán",
    "kết nối": "nối",
    "nhiều": "lắm",
    "chưa": "không",
}
"""Shorter, old-fashioned and wrong words."""

FLOWERY = {
    "các": "toàn thể các",
    "của": "thuộc về",
    "được": "đã được tiến hành",
    "ứng dụng": "vận dụng thực tiễn",
    "công nghệ": "khoa học kỹ thuật",
    "thông tin": "tin tức",
    "cơ quan": "ban ngành đoàn thể",
    "nhà nước": "quốc gia",
    "triển khai": "triển khai thực thi",
    "văn bản": "văn kiện giấy tờ",
    "điện tử": "điện toán",
    "sử dụng": "tận dụng khai thác",
    "phần mềm": "chương trình phần mềm",
    "cán bộ": "đội ngũ nhân sự",
    "đạt": "gặt hái",
    "hệ thống": "khối mạng lưới",
    "dịch vụ": "thương mại dịch vụ",
    "huyện": "thị huyện",
    "người dân": "bà con nhân dân",
    "hồ sơ": "làm hồ sơ",
    "đơn vị": "cơ sở",
    "hạ tầng": "cơ sở vật chất hạ tầng",
    "kết nối": "liên kết kết nối",
    "quản lý": "trông coi",
    "đào tạo": "huấn luyện",
    "tỉnh": "tỉnh nhà",
    "máy": "máy móc",
}
SWAPPED = {
    "ban hành": "công bố",
    "bảo đảm": "đáp ứng",
    "các": "một số",
    "cán bộ": "quan chức",
    "cấp": "Lever",
    "cho": "đến với",
    "công chức": "viên chức",
    "công tác": "việc làm",
    "dịch vụ": "Thương Mại",
    "giải quyết": "khắc phục",
    "hạn chế": "giảm bớt",
    "hạ tầng": "kiến trúc",
    "kết nối": "tiếp xúc",
    "không": "chẳng",
    "lãnh đạo": "chỉ huy",
    "mạng": "internet",
    "một cửa": "1 cửa",
    "nâng cao": "cải thiện",
    "người": "con người",
    "nhiệm vụ": "sứ mệnh",
    "phần mềm": "phần mềm và ứng dụng",
    "quy định": "pháp luật",
    "sử dụng": "áp dụng",
    "thông tin": "dữ liệu",
    "thường xuyên": "liên tục",
    "triển khai": "xúc tiến",
    "trong": "bên trong",
    "tuy nhiên": "mặc dù vậy",
    "tỷ lệ": "xác suất",
    "văn bản": "tài liệu",
    "với": "cùng",
    "điện tử": "điện tử viễn thông",
    "đạt": "đạt mức",
}
DEV_TABLES, TEST_TABLES = (SYNONYMS, TERSE), (FLOWERY, SWAPPED)
"""Tables by which the limits in `corpus.copies` were chosen, and tables that they have not seen."""

LAST = {
    "báo cáo": "thông tin giải trình",
    "bộ": "cỗ",
    "các": "những những",
    "cán bộ": "cán bộ cốt cán",
    "chưa": "vẫn chưa hề",
    "có": "sở hữu",
    "công nghệ": "kỹ nghệ",
    "của": "do",
    "dịch vụ": "phục dịch",
    "huyện": "huyện lỵ",
    "kết nối": "ghép nối",
    "máy": "cỗ máy",
    "mạng": "mạng internet",
    "năm": "niên độ",
    "sử dụng": "sài",
    "thông tin": "tin",
    "thực hiện": "triển khai thực hiện",
    "trong": "giữa",
    "tỷ lệ": "phần trăm",
    "văn bản": "công văn giấy tờ",
    "và": "cũng như",
    "điện tử": "e",
    "đơn vị": "đơn vị cơ sở",
    "được": "đang được",
    "ứng dụng": "app",
}
"""Longer and shorter words mixed; written after all limits stood, for the test of which of two tellings is the copy."""

_SMALL_WORD = re.compile(r"(?<![\w.,/&-])[^\W\d_]+(?![\w&/-])")
_STRANGE = [
    "mây",
    "sương",
    "gió",
    "vườn",
    "suối",
    "chài",
    "rổ",
    "gặt",
    "ngô",
    "khoai",
    "trâu",
    "vịt",
    "tre",
    "gỗ",
    "vàng",
]
_STRANGE += [
    "đồng",
    "thép",
    "kim",
    "vải",
    "lụa",
    "giày",
    "nón",
    "cơm",
    "canh",
    "muối",
    "mật",
    "chợ",
    "thuyền",
    "đồi",
    "mùa",
]


def drawn_table(texts: Iterable[str], seed: str, plain: bool) -> dict[str, str]:
    """A table with a substitute for every pair of small words in `texts`: another pair, a longer one, one sharing half.

    With `plain`, every substitute is quite another word, which no real machine does and which leaves the least to see.
    """
    chance = random.Random(seed)
    table: dict[str, str] = {}
    for text in texts:
        for first, second in pairwise(_SMALL_WORD.findall(text)):
            if not (first.islower() and second.islower()):
                continue
            strange = chance.choice(_STRANGE), chance.choice(_STRANGE)
            ways = [strange, (first, strange[1]), (strange[0], first, second)]
            table.setdefault(f"{first} {second}", " ".join(ways[0] if plain else chance.choice(ways)))
    return table


def reword(
    text: str, table: Mapping[str, str], strength: float, chance: random.Random, glue: float = 0.0, drop: float = 0.0
) -> str:
    """The text with this share of the table's words replaced, and these shares of all spaces and words left out."""
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, table))})(?!\w)")
    text = known.sub(lambda word: table[word[0]] if chance.random() < strength else word[0], text)
    text = _SMALL_WORD.sub(lambda word: "" if chance.random() < drop else word[0], text)
    return re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda _: "" if chance.random() < glue else " ", text)


def old_tones(text: str) -> str:
    """With "hoà" for "hòa" and "thuỷ" for "thủy"."""
    for new, old in zip(
        ("òa", "óa", "ỏa", "ùy", "úy", "ủy", "ụy"), ("oà", "oá", "oả", "uỳ", "uý", "uỷ", "uỵ"), strict=True
    ):
        text = re.sub(rf"(?<![qQ]){new}(?!\w)", old, text)
    return text


def typeset(text: str) -> str:
    """Other quotation marks, dashes, ellipses, and spaces that do not break."""
    for plain, other in (
        ('"', "“"),
        ("“", '"'),
        ("”", '"'),
        (" – ", " - "),
        ("…", "..."),
        ("%", " %"),
        (" tỷ", "\u00a0tỷ"),
    ):
        text = text.replace(plain, other)
    return text


def as_list(text: str) -> str:
    """Every short line as a bullet of another shape, and figures' lines as a table's rows."""
    lines = [re.sub(r"^[-–—•+]\s*", "", line) for line in text.split("\n")]
    return "\n".join(f"• {line}" if len(line) < 200 else f"| {line.replace('; ', ' | ')} |" for line in lines)


RESAVED: Mapping[str, Callable[[str], str]] = {
    "wrapped": lambda text: "\n".join(textwrap.fill(line, 90) for line in text.split("\n")),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "old tones": old_tones,
    "other signs": typeset,
    "bullets and tables": as_list,
    "list numbers lost": lambda text: re.sub(r"(?m)^(?:[IVX]+|\d{1,2})[.)] ", "", text),
    "tabs and blank lines": lambda text: text.replace("\n", "\n\n\n").replace(", ", ",\t"),
    "capitals": str.upper,
}
"""Ways in which the same text comes back from another program."""

_FIGURE = re.compile(r"(?<![\d.,/:-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?:/\d+)?(?![\d/:]|[.,]\d|[/-][A-ZĐ])")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/]|[.,]\d)|(?<=\d/)(?:19|20)\d\d(?!\d|/)")


def update_figures(text: str, share: float, chance: random.Random) -> str:
    """The text with this share of its figures given another value of the same shape."""

    def other(figure: re.Match[str]) -> str:
        if chance.random() >= share:
            return figure[0]
        above = re.match(r"\d+", figure[0])
        assert above
        value = max(1, int(int(above[0]) * chance.uniform(0.6, 1.7)))
        return str(value + (value == int(above[0]))) + figure[0][above.end() :]

    return _FIGURE.sub(other, text)


def next_year(text: str, figures: float, chance: random.Random, years: float = 1.0) -> str:
    """The report of the year after: years one later, this share of the figures new, the sentences as they were."""
    later = _YEAR.sub(lambda year: str(int(year[0]) + 1) if chance.random() < years else year[0], text)
    return update_figures(later, figures, chance)


def half_year(text: str, chance: random.Random) -> str:
    """Another report of the same year: six months instead of the year, and the figures of that day."""
    return update_figures(re.sub(r"[Nn]ăm (?=20\d\d)", "6 tháng đầu năm ", text), 0.9, chance)


def other_province(text: str, name: str, other: str, figures: float, chance: random.Random) -> str:
    """The report of another province that fills in the same form."""
    return update_figures(re.sub(re.escape(name), other, text, flags=re.IGNORECASE), figures, chance)


def without(text: str, share: float, chance: random.Random) -> str:
    """The text with this share of its sentences left out."""
    return " ".join(s for s in _sentences(text) if chance.random() >= share)


def with_added(text: str, share: float, others: str, chance: random.Random) -> str:
    """The text with sentences of `others` put in as paragraphs, in all this share of its own number."""
    lines, spare = _sentences(text), _sentences(others)
    for _ in range(round(share * len(lines))):
        lines.insert(chance.randrange(1, len(lines) + 1), chance.choice(spare))
    return "\n".join(lines)


def with_moved(text: str, times: int, chance: random.Random) -> str:
    """The text with sentences changed about with their neighbours."""
    lines = _sentences(text)
    for _ in range(times):
        at = chance.randrange(len(lines) - 1)
        lines[at : at + 2] = reversed(lines[at : at + 2])
    return "\n".join(lines)


def _sentences(text: str) -> list[str]:
    return [s for line in text.split("\n") for s in re.split(r"(?<=[.;:…])\s+", line) if s.strip()]


PORTAL_HEAD = "Chuyển đổi số địa phương: những kết quả đáng ghi nhận qua một báo cáo"
PORTAL_TAIL = "Theo báo cáo gửi cổng thông tin, nội dung được đăng lại để bạn đọc tiện theo dõi."


def republished(text: str) -> str:
    """As another portal prints it: its own title, a closing line."""
    lines = text.split("\n")
    return "\n".join([PORTAL_HEAD, *(lines[1:] or lines), PORTAL_TAIL])


_FORM = """Báo cáo tình hình ứng dụng công nghệ thông tin của tỉnh {province} năm {year}
Thực hiện Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ, tỉnh {province} báo cáo kết quả năm {year} như sau:
I. Hạ tầng kỹ thuật
Tỷ lệ máy tính trên cán bộ, công chức cấp tỉnh đạt {p}%, cấp huyện đạt {p}%, cấp xã đạt {p}%.
Toàn tỉnh có {a}/{b} cơ quan có mạng nội bộ, {n} cơ quan kết nối mạng truyền số liệu chuyên dùng.
100% cơ quan có kết nối Internet băng thông rộng; trung tâm tích hợp dữ liệu có {n} máy chủ.
II. Ứng dụng trong cơ quan nhà nước
Phần mềm quản lý văn bản và điều hành được triển khai tại {a}/{b} đơn vị; tỷ lệ văn bản điện tử đạt {p}%.
Đã cấp {n} hộp thư điện tử công vụ, tỷ lệ cán bộ thường xuyên sử dụng thư điện tử đạt {p}%.
Đã cấp {n} chứng thư số, trong đó {n} chứng thư số cá nhân; văn bản được ký số chiếm {p}%.
Hội nghị truyền hình được tổ chức {n} lần, nối đến {a}/{b} huyện, giúp tiết kiệm thời gian và chi phí đi lại.
III. Phục vụ người dân và doanh nghiệp
Cổng thông tin điện tử cung cấp {n} dịch vụ công mức độ 3 và {n} dịch vụ công mức độ 4.
Năm {year}, các cơ quan tiếp nhận {n} hồ sơ trực tuyến, giải quyết đúng hạn {p}%.
Hệ thống một cửa điện tử hoạt động tại {a}/{b} huyện và {a}/{b} xã, phường, thị trấn.
IV. Nguồn nhân lực và kinh phí
Toàn tỉnh có {n} cán bộ chuyên trách công nghệ thông tin; đã mở {n} lớp tập huấn cho {n} lượt cán bộ.
Tổng kinh phí năm {year} là {p},{n} tỷ đồng, trong đó ngân sách tỉnh {p} tỷ đồng.
V. Hạn chế và nguyên nhân
Kinh phí còn hạn hẹp, chưa đáp ứng nhu cầu; nguồn nhân lực còn thiếu và yếu, chủ yếu kiêm nhiệm.
Một bộ phận cán bộ chưa thay đổi thói quen làm việc trên giấy; người dân còn e ngại nộp hồ sơ qua mạng.
Việc kết nối, chia sẻ dữ liệu giữa các ngành và địa phương còn chậm, chưa có cơ chế phối hợp rõ ràng.
VI. Phương hướng
Năm {next}, tỉnh phấn đấu {p}% văn bản được trao đổi qua mạng, {p}% hồ sơ được tiếp nhận trực tuyến.
Đề nghị Bộ Thông tin và Truyền thông hỗ trợ {n} tỷ đồng để nâng cấp trung tâm tích hợp dữ liệu./."""


def form(province: str, year: int, seed: str = "") -> str:
    """A province's report of a year, filled into the form that all provinces share; other figures for each."""
    chance = random.Random(f"{province} {year} {seed}")
    made = _FORM.replace("{province}", province).replace("{year}", str(year)).replace("{next}", str(year + 1))
    ranges = {"{p}": (5, 99), "{n}": (3, 900), "{a}": (2, 60), "{b}": (61, 140)}
    return re.sub(r"\{[pnab]\}", lambda slot: str(chance.randint(*ranges[slot[0]])), made)
