"""What the page says to people: every text of it that is more than a word, and how dates and years are written."""

from __future__ import annotations

from corpus.records import Report

TITLE = "Trợ lý CNTT"
TAGLINE = "Hỏi đáp trên báo cáo công nghệ thông tin của các tỉnh"
ASK_TAB = "Hỏi đáp"
REPORTS_TAB = "Báo cáo"

CHAT_LABEL = "Cuộc hỏi đáp"
WELCOME = (
    "## Hỏi về ứng dụng công nghệ thông tin của một tỉnh\n"
    "Câu trả lời lấy nguyên văn từ báo cáo. "
    "Bấm số trong ngoặc vuông, như [1], để đọc đoạn được trích ngay trong báo cáo."
)
BOX_LABEL = "Câu hỏi của bạn"
BOX_PLACEHOLDER = "Nhập câu hỏi, nêu rõ tỉnh và nội dung cần biết"
MODE_LABEL = "Cách trả lời"
MODES = (("Trích nguyên văn", "extract"), ("Diễn đạt bằng mô hình", "generate"))
ASK = "Hỏi"
STOP = "Dừng"
NEW = "Cuộc hỏi mới"

SEARCHING = "Đang tìm trong các báo cáo…"
WHY = "Vì sao trả lời thế này?"
NOT_VERIFIED = "Câu của mô hình chưa kiểm chứng được, không đưa vào câu trả lời:"
LEFT_OUT = "Đoạn báo cáo chưa đưa cho mô hình vì không đủ chỗ:"
STOPPED = "Đã dừng. Câu hỏi này chưa được trả lời."
FAILED = "Chương trình gặp lỗi khi tìm câu trả lời. Hãy hỏi lại; nếu vẫn lỗi, hãy báo người quản trị xem nhật ký."

READER_BAR = "Các đoạn được trích dẫn"
READER_EMPTY_TITLE = "Báo cáo được trích dẫn sẽ hiện ở đây"
READER_EMPTY = "Khi câu trả lời có trích dẫn, bạn đọc được toàn văn báo cáo tại đây, đoạn được trích được tô màu."
NO_SOURCES_TITLE = "Câu trả lời này không trích dẫn báo cáo nào"
NO_SOURCES = "Khi có câu trả lời lấy từ báo cáo, toàn văn báo cáo và đoạn được trích sẽ hiện ở đây."
BACK_TO_ANSWER = "← Quay lại câu trả lời"
REMOVED = "Báo cáo này không còn trong thư viện."

REPORTS_EMPTY_TITLE = "Chọn một báo cáo để đọc"
REPORTS_EMPTY = "Bấm tên báo cáo trong bảng; toàn văn báo cáo sẽ hiện ở đây."
NO_REPORTS = "Thư viện chưa có báo cáo nào."
BACK_TO_REPORTS = "← Quay lại danh sách"
COLUMNS = ("Tỉnh", "Tên báo cáo", "Ngày đăng", "Số liệu năm", "Nguồn", "Số đoạn", "Thao tác")
UNKNOWN_SOURCE = "không ghi nguồn"
TAKE_OUT = "Bỏ"
BRING_BACK = "Đưa lại"

CHOOSE = "Thêm báo cáo…"
DROP_HINT = (
    "Chọn tệp hoặc kéo tệp vào đây: Word, PDF, Excel, trang web đã lưu, văn bản. "
    "Mỗi tệp tối đa {megabytes} MB, mỗi lần tối đa {files} tệp."
)
SENDING = "Đang tải lên tệp {n}/{total}: {name}…"
READING = "Đang đọc {name}…"
READING_AGAIN = "Đang đọc lại tệp theo thông tin vừa ghi…"
PUBLISHING = "Đang đưa báo cáo vào thư viện…"

STEP = "Xem trước khi đưa vào thư viện – tệp {n}/{total}: {name}"
KEPT = "Sẽ đưa vào {passages} đoạn, {sentences} câu."
READ_DRAFT = "Đọc nội dung sẽ đưa vào"
DOUBT = "cần xác nhận"
DOUBTS = "Chưa chắc: {fields}. Hãy xem lại và sửa bên dưới; đưa vào thư viện là xác nhận các thông tin này."
UNKNOWN = "không rõ"
CUT = "Đã cắt {pieces} chỗ, {syllables} tiếng không thuộc bài"
CUT_FOR = "{reason}: {pieces} chỗ, {syllables} tiếng"
AND_MORE = "… và {count} chỗ nữa"
NOTHING_CUT = "Không cắt bỏ gì."

FORM_HINTS = ("như Lai Châu", "như 12/06/2019", "như 2016, 2012-2014")
READ_WITH_THIS = "Đọc lại với thông tin này"
OLDER = "Thay cho báo cáo đang có"
NO_OLDER = "Không thay báo cáo nào"
PUBLISH = "Đưa vào thư viện"
REPLACE = "Thay bản cũ"
PUT_DOWN = "Bỏ"

PUBLISHED = "Đã đưa vào thư viện:"
REPLACED = "Đã thay “{title}” bằng bản mới:"
PUT_AWAY = "Không đưa {name} vào thư viện."
TAKEN_OUT = "Đã bỏ khỏi thư viện:"
BROUGHT_BACK = "Đã đưa lại vào thư viện:"
IS_BACK = "Báo cáo này đang có trong thư viện:"
NOT_KEPT = "Không còn bản đã bỏ của báo cáo này; hãy mở lại thẻ Báo cáo để xem danh sách mới."
UNDO = "Hoàn tác"
READ_AGAIN = "Đã đọc lại tệp theo thông tin vừa ghi. Hãy xem lại rồi đưa vào thư viện."
COPIES_CAME = "Thư viện vừa thay đổi: xem lại các báo cáo giống tệp này rồi mới quyết định."
WENT_WRONG = "Chương trình gặp lỗi, thư viện giữ nguyên. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị xem nhật ký."
SAME_BYTES = "Tệp giống hệt, từng byte."


def too_many(most: int) -> str:
    return f"Mỗi lần chỉ nhận {most} tệp, kể cả các tệp đang chờ; hãy xử lý xong rồi thêm tiếp."


def wrong_ending(name: str) -> str:
    return f"Không nhận loại tệp của {name}; hãy lưu thành .docx, .pdf, .xlsx, .html hoặc .txt rồi thêm lại."


def too_large(name: str, most: int) -> str:
    return f"Tệp {name} lớn hơn {most // 1024**2} MB; hãy tách thành tệp nhỏ hơn."


def not_arrived(name: str) -> str:
    return f"Tệp {name} không tải lên được; hãy kiểm tra mạng rồi thêm lại."


def not_read(name: str) -> str:
    return f"Chương trình gặp lỗi khi đọc {name}. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị xem nhật ký."


def no_province(name: str) -> str:
    return f"Tệp {name} không nêu tên tỉnh, thành phố nào; nếu đúng là báo cáo của một tỉnh, hãy ghi tên tỉnh bên dưới."


def there(name: str, reason: str) -> str:
    return f"{name} đã có trong thư viện, không thêm lại. {reason}"


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
