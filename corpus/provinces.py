"""The provinces of Vietnam: the 63 of 2008 to 30 June 2025, the 34 since, and where a text names one.

The table `provinces.csv` stands beside this module, one line a former province; the merger is that of Nghị quyết
202/2025/QH15. Knows text and names only: not reports, not what a question asks. All offsets are in `nfc(text)`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from corpus.text import fold, has_accents, modern_tones, nfc, squeeze

_TABLE = Path(__file__).with_name("provinces.csv")

# Everyday words and other names that hold, or share a syllable with, a province's name. They claim their syllables:
# "công nghệ an toàn" is not in Nghệ An, nor "Điện Biên Phủ" in Điện Biên. Typed without accents they claim them too,
# unless that is a province's own name letter for letter. Regular expressions; of two that begin alike the longer first.
_CLAIMING_WORDS = (
    # Other places and old provinces, and what holds a name that means no place.
    "điện biên phủ|điện biên đông|thái bình dương|hà nam ninh|việt nam|miền nam|phía nam|miền trung|hạ long"
    "|thăng long|cửu long|thạnh hóa|hải dương học|viện hải dương|diễn biến hòa bình|chống diễn biến(?! hòa)"
    "|diễn biến phức tạp|(?:gìn giữ|giữ gìn|bảo vệ|nền|yêu|vì) hòa bình|hòa bình thế giới"
    # The man, not the city.
    "|(?:chủ tịch|tư tưởng|đạo đức|phong cách|cộng sản|tncs|tiền phong|huân chương|giải thưởng|học viện|quốc gia|lăng"
    "|bảo tàng|chiến dịch|thời đại|gương) (?:hồ chí minh|hcm)"
    # Ends in the first syllable of a name: "quốc gia | Lai Châu", "công nghệ | An Giang".
    "|công nghệ|công an|an ninh|quốc gia|tham gia|chuyên gia|đánh giá|báo giá|đơn giá|trị giá|trung bình|sinh thái"
    "|hình thái|trạng thái|cáp quang|bưu điện|tương lai|khí hậu|kiểm lâm|giáo án|nâng cao|mức cao|chất lượng cao"
    "|hằng năm|hàng năm|hoàn thành|tỷ đồng|triệu đồng|hợp đồng|hoạt động|chăm sóc"
    # Begins with the last syllable of a name: "Hạ Long | an toàn", "da | nang cap".
    "|an toàn(?! tỉnh)|bằng cách|bằng cấp(?! tỉnh| huyện| xã)|bằng việc|bằng hình thức|bằng văn bản|định kỳ"
    "|định hướng|định mức|định danh|hóa đơn|giang hồ|giang sơn|giảng dạy|giảng viên|đồng bộ|đồng thời(?! gian| điểm"
    "| kỳ)|nâng cấp|năng lực|cán bộ|trẻ em|hai đường (?:truyền|dây|link)|hai phòng (?:họp|máy)|hai phòng"
)

# Districts, communes, old provinces and everyday words one letter from a province: `near_names` leaves them alone.
_NEIGHBOURS = (
    "bàu cạn|bình chuẩn|bình long|bình ninh|bình đông|bắc bình|bắc cam|bắc gianh|bắc tân|cao lạng|diên điền|dục nông"
    "|giá rai|hà linh|hòa minh|hòa ninh|hải bình|hải châu|hồng an|khánh hội|lai đồng|lao chải|long sơn|mai châu"
    "|minh long|nam dong|nam kinh|nam minh|nam đông|nam đồng|nhã nam|ninh phước|nậm dịch|phù yên|phúc thọ|phúc yên"
    "|phổ yên|quang bình|quảng lâm|sơn lâm|sơn lắk|tam đồng|thanh hà|thái ninh|thảo nguyên|thới bình|trà linh"
    "|trà lĩnh|tà năng|tân giang|tân ninh|vinh phú|văn giang|văn thố|vĩnh bình|vĩnh công|vĩnh thực|vĩnh định|yên bài"
    "|đa krông|đak rong|đakrông|đông hải|đông mai|đông nam|đông thái|đăk long|đăk song|đắk song|đắk sắk|đồng thái"
    "|vĩnh phú|nam ninh|bắc kinh|gia lâm|bình minh|bài giảng|lao động|tài nguyên|quản trị|đắc lực|số trang|phục vụ"
    "|kiểm tra|công tác|cơ quan|đã không|nông dân|nông thôn|nông nghiệp"
)

# Names of districts, communes and streets repeat those of provinces: "huyện Điện Biên", "thị xã Phú Thọ".
_UNIT = re.compile(
    r"(?<![^\W_])(?:([^\W_]+)%?[\s,/]+)?"
    r"(?<![^\W_])(?:huyện|huyen|thị xã|thi xa|thị trấn|thi tran|xã|xa|phường|quận|đường)\s+$"
)
# Before such a unit these speak of the level, not of one place: "cấp xã Lai Châu", "các huyện Lai Châu", "huyện, xã …".
_LEVEL_WORDS = "cấp các những mỗi từng số tỉnh huyện xã phường từ"
_LEVEL = frozenset((_LEVEL_WORDS + " " + fold(_LEVEL_WORDS)).split())

# "ông Nguyễn Thái Bình": a person. Đảng, Đoàn, Hồ and Dương are left out: they stand before provinces in other senses.
_PERSON = re.compile(
    r"(?<![^\W_])(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|ngô|đinh|trịnh"
    r"|nguyen|tran|pham|hoang|huynh|bui|trinh)(?:\s+(?:văn|thị|van|thi))?\s+$"
)

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?![^\W_])")
_SURE_CUE = re.compile(r"(?<![^\W_])(?:(?:tỉnh|thành phố|ubnd tinh|thanh pho)\s+|tp\.?\s*)$")
_CUE = re.compile(r"(?<![^\W_])(?:ở|tại|của|o|tai|cua|tinh)\s+$")
_LOOK_BACK = 40  # characters before a name that its cue, unit or family name may fill


@dataclass(frozen=True)
class Province:
    """A province of 2008 to 30 June 2025 and the one that it is, or is part of, since.

    `kind` and `now_kind` are "tỉnh" or "thành phố"; `aliases` are other ways to write `name`.
    """

    name: str
    kind: str
    now: str
    now_kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """A province, by its name of 2008 to 30 June 2025, named at `nfc(text)[start:end]`."""

    name: str
    start: int
    end: int


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 provinces, in the order of the table; read on first use."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(
            Province(row["name"], row["kind"], row["now"], row["now_kind"], tuple(re.findall("[^;]+", row["aliases"])))
            for row in csv.DictReader(table)
        )


def present_name(name: str) -> str:
    """The province of today that a province, given by its name or alias in any typing, is or has become part of.

    >>> present_name("Bắc Giang"), present_name("tp.hcm")
    ('Bắc Ninh', 'Hồ Chí Minh')

    Raises ValueError for what is not the name of one province.
    """
    named = re.sub(r"^(?:tỉnh|tinh|thành phố|thanh pho|tp\.?) ", "", squeeze(_key(name)))
    found = _pattern().fullmatch(named)
    if not found:
        raise ValueError(f"{name!r} is not a province of Vietnam; give a name that stands in {_TABLE.name}: 'Lai Châu'")
    return _province(found).now


def former_names(now: str) -> tuple[str, ...]:
    """The provinces that a province of today was made of, the one that gave its name first.

    >>> former_names("Bắc Ninh"), former_names("Huế")
    (('Bắc Ninh', 'Bắc Giang'), ('Thừa Thiên Huế',))

    Raises ValueError when there is no such province today: for a former one, ask for `present_name` first.
    """
    former = [province.name for province in provinces() if province.now == now]
    if not former:
        raise ValueError(f"{now!r} is not a province since 1 July 2025; pass present_name({now!r}) instead")
    return tuple(sorted(former, key=lambda name: name != now))


def find_provinces(text: str) -> list[Mention]:
    """Every province that the text names, by name or alias, in order and without overlaps; the leftmost of two wins.

    Accents must agree where there are any (tone placement aside). A name typed without them counts when the whole text
    is typed so, or when it is capitalised.

    >>> [m.name for m in find_provinces("Khoa học và Công nghệ An Giang, huyện Điện Biên, LONG AN")]
    ['An Giang', 'Long An']
    """
    text = nfc(text)
    key = _key(text)
    bare_text = not has_accents(text)
    claims = _claims(text, key)
    mentions: list[Mention] = []
    at = 0
    while found := _pattern().search(key, at):
        start, end = found.span()
        bare = found.lastgroup is not None and found.lastgroup.startswith("bare")
        counts = not bare or bare_text or _capitalised(text[start:end])
        at = start + 1
        if counts and not _torn(text[start:end]) and not _elsewhere(text, key, start, end, claims):
            mentions.append(Mention(_province(found).name, start, end))
            at = end
    return mentions


def near_names(text: str) -> list[Mention]:
    """Provinces meant with one small typing error, or with the spaces left out, besides those of `find_provinces`.

    One error is a letter (or its accents) too many, missing, wrong or swapped with its neighbour, in a stretch of one
    to three syllables that is capitalised or follows a cue ("tỉnh", "ở", "của"…). What is so near to two provinces is
    neither. The distance is optimal string alignment over folded letters without spaces.

    >>> [m.name for m in near_names("so sánh Bắc Giagn với tỉnh laichau")]
    ['Bắc Giang', 'Lai Châu']
    """
    text = nfc(text)
    key = _key(text)
    claims = _claims(text, key) + _claims(text, key, _NEIGHBOURS)
    claims += [(mention.start, mention.end) for mention in find_provinces(text)]
    guesses = []
    for start, end in _windows(key):
        if not _elsewhere(text, key, start, end, claims) and (guess := _nearest(text, key, start, end)):
            guesses.append((guess[1], start, end, guess[0]))
    mentions: list[Mention] = []
    for _, start, end, name in sorted(guesses):
        if all(end <= other.start or other.end <= start for other in mentions):
            mentions.append(Mention(name, start, end))
    return sorted(mentions, key=lambda mention: mention.start)


def _key(text: str) -> str:
    """The text as names are compared: lower case, one tone placement; as long as `nfc(text)`."""
    lower = (letter.lower() if len(letter.lower()) == 1 else letter for letter in modern_tones(text))
    return "".join(lower).replace("ð", "đ")


def _spelled(name: str) -> str:
    """A name or alias as a regular expression over `_key`: any white space, hyphens and points where it has some."""
    gaps = {"": r"\s+", "-": r"\s*[-–—]?\s*", ".": r"\.?\s*"}
    return re.sub(r"\s*([-.]?)\s+|\s*([-.])", lambda gap: gaps[gap[1] or gap[2] or ""], _key(name))


@cache
def _pattern() -> re.Pattern[str]:
    """Every spelling of every province: group `full7`, or `bare7` without accents, for `provinces()[7]`."""
    groups = []
    for n, province in enumerate(provinces()):
        full = {_spelled(name) for name in (province.name, *province.aliases)}
        bare = set(map(fold, full)) - full
        for label, spellings in (("full", full), ("bare", bare)):
            if spellings:
                groups.append(f"(?P<{label}{n}>{'|'.join(sorted(spellings, key=len, reverse=True))})")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups)})(?![^\W_]|[\u0300-\u036f])")


def _province(found: re.Match[str]) -> Province:
    """The province that a match of `_pattern` stands for."""
    return provinces()[int((found.lastgroup or "")[len("full") :])]


@cache
def _words_pattern(words: str) -> re.Pattern[str]:
    """`_CLAIMING_WORDS` or `_NEIGHBOURS` as a pattern over `_key`, with accents and without."""
    spaced = f"{words}|{fold(words)}".replace(" ", r"\s+")
    return re.compile(rf"(?<![^\W_])(?:{spaced})(?![^\W_])")


def _claims(text: str, key: str, words: str = _CLAIMING_WORDS) -> list[tuple[int, int]]:
    """The stretches of the text that belong to these words, and so to no province."""
    claims = []
    for found in _words_pattern(words).finditer(key):
        start, end = found.span()
        # "phía trung Bình Định": a capital parts a pair of words; "tư tưởng Hồ Chí Minh" stays one phrase.
        parted = len(found.group().split()) == 2 and _torn(text[start:end])
        if not parted and not _pattern().fullmatch(found.group()):
            claims.append((start, end))
    return claims


def _capitalised(stretch: str) -> bool:
    """Whether every syllable begins with a capital: "Bac Giang", "BAC GIANG"."""
    return all(word[0].isupper() for word in re.findall(r"[^\W_]+", stretch))


def _torn(stretch: str) -> bool:
    """Whether a small syllable stands before a capital one, as in "nghệ An (Giang)"; "tp Hồ Chí Minh" is whole."""
    words = re.findall(r"[^\W_]+", stretch)
    return len(words) > 1 and words[0].islower() and words[0] not in ("tp", "tt") and any(w[0].isupper() for w in words)


def _elsewhere(text: str, key: str, start: int, end: int, claims: list[tuple[int, int]]) -> bool:
    """Whether `[start, end)` belongs to another word, or names a district, a commune, a street or a person."""
    for claim_start, claim_end in claims:
        # "Long An toàn tỉnh": a name in capitals is not undone by a small word that begins in it.
        runs_on = start <= claim_start and end < claim_end and text[end:claim_end].islower()
        if claim_start < end and start < claim_end and not (runs_on and _capitalised(text[start:end])):
            return True
    before = key[max(0, start - _LOOK_BACK) : start]
    if (unit := _UNIT.search(before)) and not (unit[1] and (unit[1] in _LEVEL or unit[1].isdigit())):
        return True
    person = _PERSON.search(before)
    return person is not None and text[start - len(before) + person.start()].isupper()


def _windows(key: str) -> Iterator[tuple[int, int]]:
    """The stretches of one to three words with only white space between them; "tỉnh" before a name is no part of it."""
    words = [found.span() for found in _WORD.finditer(key)]
    for first, (start, first_end) in enumerate(words):
        if key[start:first_end] in ("tỉnh", "tinh"):
            continue
        for last in range(first, min(first + 3, len(words))):
            if last > first and not key[words[last - 1][1] : words[last][0]].isspace():
                break
            yield start, words[last][1]


@cache
def _targets() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """What `near_names` compares with: (province, syllables of a spelling, these folded and joined: 5 letters on)."""
    spellings = {
        (province.name, tuple(re.findall(r"[^\W_]+", _key(name))))
        for province in provinces()
        for name in (province.name, *province.aliases)
    }
    joined = ((name, words, fold("".join(words))) for name, words in sorted(spellings))
    return tuple(target for target in joined if len(target[2]) >= 5)


def _aim(words: list[str], target: tuple[str, ...]) -> str:
    """The spelling as it should have been typed: a syllable typed rightly but for its accents counts as right.

    All is compared without accents when the typed words have none.
    """
    if not has_accents("".join(words)):
        return fold("".join(target))
    if len(words) != len(target):
        return "".join(target)
    return "".join(word if word == fold(syllable) else syllable for word, syllable in zip(words, target, strict=True))


def _nearest(text: str, key: str, start: int, end: int) -> tuple[str, int] | None:
    """The one province that the stretch means, and the errors in it (0: only spaces or accents left out), or None."""
    words = key[start:end].split()
    typed, folded = "".join(words), fold("".join(words))
    errors: dict[str, int] = {}
    for name, target, joined in _targets():
        if OSA.distance(folded, joined, score_cutoff=1) <= 1 and _syllable_by_syllable(words, target):
            count = OSA.distance(typed, _aim(words, target))
            errors[name] = min(count, errors.get(name, count))
    names = [name for name, count in errors.items() if count == 0] or list(errors)
    if len(names) != 1 or errors[names[0]] > 1:
        return None
    same_letters = any(folded == joined for _, _, joined in _targets())
    enough = _letters_needed(text, key, start, end, same_letters)
    return (names[0], errors[names[0]]) if enough is not None and len(folded) >= enough else None


def _syllable_by_syllable(words: list[str], target: tuple[str, ...]) -> bool:
    """Of as many syllables as the name, at most one differs: "giao ai" is no slip of "Gia Lai"."""
    if len(words) != len(target):
        return True
    return sum(fold(word) != fold(meant) for word, meant in zip(words, target, strict=True)) <= 1


def _letters_needed(text: str, key: str, start: int, end: int, same_letters: bool) -> int | None:
    """How long a stretch must be to be taken for a province; None where nothing says that it is one.

    Without capitals or a sure cue a wrong letter in a short name is too often another word: "cua ca nam" is not Hà Nam.
    """
    glued = len(key[start:end].split()) == 1
    before = key[max(0, start - _LOOK_BACK) : start]
    sure = _SURE_CUE.search(before) or (_capitalised(text[start:end]) and not text.isupper())
    if sure or _CUE.search(before) or (glued and same_letters):
        return 5 if same_letters else 6 if sure and not glued else 7
    return None
