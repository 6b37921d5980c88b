"""What stands on a page around the article: which lines they are and why they are cut.

Decides line by line from how a line looks, never from which file it stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from corpus.provinces import find_provinces
from corpus.text import fold, squeeze, syllables

# Reasons are shown to staff, so they are Vietnamese.
DATE_LINE = "dòng ngày đăng, lượt xem"
NOTICE = "thông báo của trang"
SITE_NAME = "tên cổng, biểu trưng"
BREADCRUMB = "tên chuyên mục"
REMARK = "ghi chú ngoài bài"
CAPTION = "chú thích ảnh"
SIGNATURE = "tên tác giả, nguồn tin"
TAIL = "phần cuối trang ngoài bài viết"
MENU = "trình đơn của trang"
TITLE_AGAIN = "tiêu đề in lặp lại"
COMMENTS = "ý kiến bạn đọc"
RELATED = "tin liên quan, danh sách liên kết"
CONTROLS = "biểu mẫu, nút bấm của trang"
RUNNING_HEAD = "đầu trang, chân trang in lặp lại"
PAGE_NUMBER = "số trang"
HEAD_AGAIN = "đầu bảng in lặp lại"
LETTERHEAD = "phần thể thức đầu văn bản"
SIGNED = "nơi nhận, phần ký"
MAIL = "phần của thư điện tử chuyển tệp"
DECLARED = "khai báo ở đầu tệp"

_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)"
_DATE_LINE = re.compile(
    rf"^(?:{_WEEKDAY}\s*[,-]\s*)?(?:ngay dang:?\s*|cap nhat:?\s*|dang luc:?\s*)?(?:\d\d?:\d\d\s*)?{_DAY}"
    rf"(?:\s*[-,|]?\s*\d{{1,2}}[:h]\d{{2}})?(?:\s*\(gmt[^)]*\))?(?:\s+[\d.,]+)*$"
)
_COUNTED_DATE = re.compile(rf"^(?:so lan xem|luot xem|da xem)\b.*?{_DAY}$|^ngay dang:?.*\b(?:luot xem|so lan xem)\b")
_NOTICE = re.compile(r"^(?:ban dang (?:xem|doc)\b|xem va tai (?:ngay|ban)\b|bam vao day\b)")
# Alone or with a few words more, or before a sign or gap that parts the entries of a menu.
_LINK = re.compile(r"^(?:dang nhap|trang chu)(?:(?:\W+\w+){0,3}\W*$|\s*[»>/|:›-]|\s{2,}|\t)")
_PICTURE = re.compile(r"https?://\S+\.(?:png|jpe?g|gif|svg|webp)$")
_TAIL = re.compile(
    r"^(?:tong so diem cua bai viet"
    r"|(?:cac )?(?:tin|bai)(?: bai)?(?: viet)? (?:khac|lien quan|moi|cu hon|noi bat|da dua)"
    r"|nhung tin (?:moi|cu) hon|y kien ban doc|thong ke truy cap|\W*dang truy cap"
    r"|\W*(?:tong )?luot truy cap|\W*hom nay\s*[\d.,]+$|ban da khong su dung site|in bai viet|gui phan hoi"
    r"|ve dau trang)"
)
# Labels that reports have, too: "Nguồn: Sở Thông tin và Truyền thông" below a table.
_TAIL_OR_TEXT = re.compile(
    r"^(?:binh luan\W*\d*\W*$|van ban moi(?: ban hanh)?$|danh muc$|tra cuu ho so$|chia se\b.{0,20}$"
    r"|tu khoa\s*:|tags?\s*:|nguon(?: tin)?\s*:|tac gia(?: bai viet)?\s*:)"
)
_GOES_ON = 0.2
"""Share of the running text that stands above such a label from which the text below it is the article's, too."""
_AUTHOR = re.compile(r"^(?:tac gia(?: bai viet)?|(?:tin|bai)(?:(?:,| va| -) anh)?|nguoi viet)\s*:\s*")
_DONE_BY = re.compile(r"\s*\((?:thuc hien|tong hop|ghi)\)$")
_SOURCE = re.compile(r"^nguon(?: tin)?\s*:\s*")
# With accents: "tiếng Anh: 45 người" and "lưu trữ hình ảnh: 14 bệnh viện" are no captions.
_PHOTO = re.compile(r"(?<!hình )\bảnh\s*:|^\(?ảnh minh h[oọ][aạ]|\(ảnh\b|^(?:quang|toàn) cảnh\b[^.!?]*$", re.IGNORECASE)
_PAGE = re.compile(r"^(?:trang\s*:?\s*|page\s*|[-–]\s*)(\d{1,3})(?:\s*[/-]\s*\d{1,3}|\s+of\s+\d{1,3}|\s*[-–])?$")
# How unnumbered headings of reports begin; captions tell of people and what they are doing.
_HEADING = re.compile(
    r"^(?:ve|ket qua|tinh hinh|thuc trang|hien trang|cong tac|viec|mot so|phuong huong|nhiem vu|giai phap|muc tieu"
    r"|han che|ton tai|kho khan|thuan loi|nguyen nhan|danh gia|kien nghi|de xuat|bai hoc|kinh phi|ha tang|nhan luc"
    r"|nguon nhan luc|ung dung|phat trien|xay dung|nang cao|tang cuong|day manh|hoan thien|trien khai|bao dam|dam bao"
    r"|an toan)\b"
)
_NAME = re.compile(r"[^\W\d_][\w.]*")
# The words of a line with nothing but the name of an office, a portal or a paper; it begins with one of the first.
_BANNERS = frozenset(re.findall(r"\w+", "cong trang so ubnd uy bao dai website ban"))
_BANNER_WORDS = _BANNERS.union(
    re.findall(r"\w+", "thong tin dien tu giao tiep va truyen khoa hoc nghe tinh thanh pho nhan dan noi vu chinh thuc"),
    ("cua", "phat", "hinh", "tttt", "ttdt", "tt"),
)
_END = re.compile(r"[.!?…;:”\"')\]]$")


def is_date_line(line: str) -> bool:
    """A line that says when the page was published or how often it was read.

    >>> is_date_line("Thứ tư - 12/06/2019 04:20 1.642 0")
    True
    """
    folded = fold(squeeze(line))
    return bool(_DATE_LINE.match(folded) or _COUNTED_DATE.match(folded))


def is_tail_mark(line: str) -> bool:
    """A line with which the part of the page below the article begins.

    Such lines are labels: they begin with a capital and are no prose, so "Tra cứu hồ sơ qua mạng đã được …" stays.
    """
    return _is_label(line, _TAIL) or _is_label(line, _TAIL_OR_TEXT)


def tail_begins(lines: Sequence[str], first: int) -> int:
    """The line, from `first` on, with which the page's lower part begins; the number of lines where there is none.

    A label that reports have, too, begins it only where little running text follows up to the next label.
    """
    size = [len(syllables(line)) if is_prose(line) else 0 for line in lines]
    sure = next((i for i in range(first, len(lines)) if _is_label(lines[i], _TAIL)), len(lines))
    for i in range(first, sure):
        if _is_label(lines[i], _TAIL_OR_TEXT) and sum(size[i:sure]) <= _GOES_ON * sum(size[:i]):
            return i
    return sure


def _is_label(line: str, shape: re.Pattern[str]) -> bool:
    letter = next((c for c in line if c.isalpha()), "")
    return letter.isupper() and not is_prose(line) and bool(shape.match(fold(squeeze(line))))


def closes_article(line: str) -> bool:
    """A line that ends with "./.", with which official texts close."""
    return line.rstrip().endswith("./.")


def menu(lines: Sequence[str]) -> set[int]:
    """Indexes of the entries of a menu among `lines`, which stand between the title and the first prose.

    Three or more lines in a row of one to four syllables, without a closing mark or figure: "CHÍNH QUYỀN", "CÔNG DÂN"…
    """
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, ""]):
        if 1 <= len(syllables(line)) <= 4 and not ends_like_prose(line) and not re.search(r"\d", line):
            run.append(i)
        else:
            found |= set(run) if len(run) >= 3 else set()
            run = []
    return found


def is_prose(line: str) -> bool:
    """A line of running text: at least twelve syllables and a closing mark."""
    return len(syllables(line)) >= 12 and ends_like_prose(line)


def ends_like_prose(line: str) -> bool:
    """Does the line end with a mark that closes a sentence, a clause or a quotation?"""
    return bool(_END.search(line.rstrip()))


def is_person(line: str) -> bool:
    """Two to five capitalised syllables and nothing else: how a signature looks."""
    words = line.split()
    return 2 <= len(words) <= 5 and all(_NAME.fullmatch(word) and word[0].isupper() for word in words)


def author_in(line: str) -> str | None:
    """The name behind "Tác giả:", or before "(thực hiện)"."""
    text = squeeze(line)
    done = _DONE_BY.search(fold(text))
    return text[: done.start()] if done and is_person(text[: done.start()]) else _after(_AUTHOR, line)


def source_in(line: str) -> str | None:
    """The name behind "Nguồn tin:"."""
    return _after(_SOURCE, line)


def _after(label: re.Pattern[str], line: str) -> str | None:
    text = squeeze(line)
    found = label.match(fold(text))
    return text[found.end() :].strip() or None if found else None


def head_reason(line: str) -> str | None:
    """Why a line above the article is cut, or none when it may be the title or part of the article."""
    text = squeeze(line)
    folded = fold(text)
    if is_date_line(text):
        return DATE_LINE
    if _NOTICE.match(folded) or (_LINK.match(fold(line.strip())) and not is_prose(text)):
        return NOTICE
    if _PICTURE.search(folded):
        return SITE_NAME
    if text.startswith("[") and text.endswith("]"):
        return REMARK
    if is_photo(text):
        return CAPTION
    return None


def is_banner(line: str) -> bool:
    """Does the line hold only the name of an office, a portal or a paper: "Cổng thông tin điện tử tỉnh Lai Châu"?"""
    if len(syllables(line)) > 30:
        return False
    folded = fold(line)
    for mention in reversed(find_provinces(line)):
        folded = folded[: mention.start] + folded[mention.end :]
    words = re.findall(r"[^\W_]+", folded)
    return bool(words) and words[0] in _BANNERS and _BANNER_WORDS.issuperset(words)


def is_photo(line: str) -> bool:
    """A short line that names the photographer or says that it describes a picture."""
    return len(syllables(line)) <= 40 and bool(_PHOTO.search(line))


def captions(lines: Sequence[str], plain: bool, headings: Collection[str] = ()) -> set[int]:
    """Indexes of the picture captions among the article's lines (blank lines left out).

    A caption credits a photographer, or is printed twice in a row (text and tooltip), or is a long line without any
    closing mark or figure between two paragraphs of prose, where a heading would be short or begin as headings do.
    Lines of a hard-wrapped file often look like that, and files that are no page have none (`plain`): there the last
    rule does not hold. `headings` are none.
    """
    found = {i for i, line in enumerate(lines) if is_photo(line)}
    for i in range(len(lines) - 1):
        if lines[i] == lines[i + 1] and len(syllables(lines[i])) >= 5 and not is_prose(lines[i]):
            found |= {i, i + 1}
    for i in range(1, 0 if plain else len(lines) - 1):
        line = lines[i]
        bare = not ends_like_prose(line) and not re.search(r"\d|://", line) and 10 <= len(syllables(line)) <= 40
        heads = line in headings or _HEADING.match(fold(line))
        if bare and not heads and line[:1].isupper() and is_prose(lines[i - 1]) and is_prose(lines[i + 1]):
            found.add(i)
    return found


def page_marks(lines: Sequence[str]) -> dict[int, str]:
    """Indexes of page numbers, and of the lines above or below them that several pages have; with the reason.

    Numbers are told by "Trang 3/10", "- 3 -", or by counting on from page to page.
    """
    numbers = {i: int(mark[1]) for i, line in enumerate(lines) if (mark := _PAGE.match(fold(squeeze(line))))}
    bare = {i: int(line) for i, line in enumerate(lines) if re.fullmatch(r"\s*\d{1,3}\s*", line)}
    pages = _counted(numbers, 2, 2) or _counted(bare, 3, 15)
    found = dict.fromkeys(pages, PAGE_NUMBER)
    beside = [j for i in pages for j in (_near(lines, i, -1), _near(lines, i, 1)) if j is not None]
    printed = Counter(_worded(lines[j]) for j in set(beside))
    often = max(2, len(pages) // 2)
    return found | {j: RUNNING_HEAD for j in beside if printed[_worded(lines[j])] >= often and not is_prose(lines[j])}


def _counted(numbers: Mapping[int, int], least: int, apart: int) -> list[int]:
    """The lines that count 1 by 1 in order, at least `least` of them and `apart` lines from one another."""
    places = sorted(numbers)
    runs = all(numbers[b] == numbers[a] + 1 and b - a >= apart for a, b in pairwise(places))
    return places if len(places) >= least and runs else []


def _near(lines: Sequence[str], i: int, step: int) -> int | None:
    """The nearest line that is not blank, above (-1) or below (1)."""
    at = i + step
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    return at if 0 <= at < len(lines) else None


def _worded(line: str) -> str:
    return re.sub(r"\d+", "#", squeeze(line))
