"""What the page says to people: every text of it that is more than a word, and how dates and years are written."""

from __future__ import annotations

from corpus.records import Report

TITLE = "Trợ lý CNTT"
TAGLINE = "Hỏi đáp trên báo cáo công nghệ thông tin của các tỉnh"
ASK_TAB = "Hỏi đáp"
REPORTS_TAB = "Báo cáo"

CHAT_LABEL = "Cuộc hỏi đáp"
WELCOME = (
    "### Hỏi về ứng dụng công nghệ thông tin của một tỉnh\n"
    "Câu trả lời lấy nguyên văn từ báo cáo. "
    "Bấm số trong ngoặc vuông, như [1], để đọc đoạn được trích ngay trong báo cáo."
)
EXAMPLES = (
    "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?",
    "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu",
    "Tây Ninh còn khó khăn, hạn chế gì trong ứng dụng CNTT?",
    "Tỷ lệ cán bộ dùng thư điện tử cấp xã ở Điện Biên năm 2014?",
)
BOX_LABEL = "Câu hỏi của bạn"
BOX_PLACEHOLDER = "Nhập câu hỏi, nêu rõ tỉnh và nội dung cần biết"
MODE_LABEL = "Cách trả lời"
MODES = (("Trích nguyên văn", "extract"), ("Diễn đạt bằng mô hình", "generate"))
ASK = "Hỏi"
STOP = "Dừng"
NEW = "Cuộc hỏi mới"

SEARCHING = "Đang tìm trong các báo cáo…"
STOPPED = "Đã dừng. Câu hỏi này chưa được trả lời."
FAILED = "Chương trình gặp lỗi khi tìm câu trả lời. Hãy hỏi lại; nếu vẫn lỗi, hãy báo người quản trị xem nhật ký."

READER_BAR = "Các đoạn được trích dẫn"
READER_EMPTY_TITLE = "Báo cáo được trích dẫn sẽ hiện ở đây"
READER_EMPTY = "Khi câu trả lời có trích dẫn, bạn đọc được toàn văn báo cáo tại đây, đoạn được trích được tô màu."
NO_SOURCES_TITLE = "Câu trả lời này không trích dẫn báo cáo nào"
NO_SOURCES = "Khi có câu trả lời lấy từ báo cáo, toàn văn báo cáo và đoạn được trích sẽ hiện ở đây."
BACK_TO_ANSWER = "← Quay lại câu trả lời"
REMOVED = "Báo cáo này không còn trong thư viện."

REPORTS_CAPTION = "Các báo cáo trong thư viện. Bấm tên báo cáo để đọc toàn văn."
REPORTS_EMPTY_TITLE = "Chọn một báo cáo để đọc"
REPORTS_EMPTY = "Bấm tên báo cáo trong bảng; toàn văn báo cáo sẽ hiện ở đây."
NO_REPORTS = "Thư viện chưa có báo cáo nào."
BACK_TO_REPORTS = "← Quay lại danh sách"
COLUMNS = ("Tỉnh", "Tên báo cáo", "Ngày đăng", "Số liệu năm", "Nguồn", "Số đoạn")
UNKNOWN_SOURCE = "không ghi nguồn"


def day(iso: str) -> str:
    """An ISO date as it is written in Vietnam; a month or a year alone stays one.

    >>> day("2019-06-12"), day("2012-05")
    ('12/06/2019', '05/2012')
    """
    return "/".join(reversed(iso.split("-")))


def published(report: Report) -> str:
    """When the report was published, or since when at the earliest: `12/06/2019`, `không ghi ngày (sau 29/05/2012)`."""
    if report.published:
        return day(report.published)
    return f"không ghi ngày (sau {day(report.not_before)})" if report.not_before else "không ghi ngày"


def years(report: Report) -> str:
    """The years that the report describes: `2016` or `2014–2019`."""
    first, last = report.years
    return str(first) if first == last else f"{first}–{last}"


def province(report: Report) -> str:
    """The province as of the report's day, and today's where that differs: `Bắc Giang (nay thuộc Bắc Ninh)`."""
    if report.province == report.province_now:
        return report.province
    return f"{report.province} (nay thuộc {report.province_now})"


def description(report: Report) -> tuple[str, ...]:
    """What stands under a report's title: province, date, years, publisher."""
    when = f"đăng {published(report)}" if report.published else published(report)
    return province(report), when, f"số liệu {years(report)}", report.publisher or UNKNOWN_SOURCE
