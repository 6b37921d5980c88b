"""What the page says of conversations that are kept, of copying and exporting them, and of opinions on answers."""

from __future__ import annotations

from datetime import date, datetime

TALKS = "Các cuộc hỏi"
FIND = "Tìm trong các cuộc hỏi"
NO_TALKS = "Chưa có cuộc hỏi nào. Mỗi cuộc hỏi được tự động lưu tại đây, chỉ người hỏi xem được."
NONE_FOUND = "Không có cuộc hỏi nào chứa các từ này."
OLDER = "Còn {count} cuộc hỏi cũ hơn; hãy tìm theo từ trong câu hỏi hoặc câu trả lời."
OPEN_AGAIN = "Mở lại: {name}"
RENAME = "Đổi tên"
NEW_NAME = "Tên mới của cuộc hỏi"
DELETE = "Xóa"
DELETED = "Đã xóa “{name}”."
UNDO = "Hoàn tác"
CLOSE = "Đóng"
NAMELESS = "Cuộc hỏi"

NOT_THERE = "Không có cuộc hỏi này; có thể cuộc hỏi đã bị xóa hoặc là của người khác."
NOT_READ = "Không đọc được cuộc hỏi này vì nó được lưu bởi một bản chương trình khác. Hãy báo người quản trị."
WENT_APART = (
    "Cuộc hỏi này vừa được hỏi tiếp ở một cửa sổ khác, nên phần ở cửa sổ này được lưu thành một cuộc hỏi riêng."
)
WENT_WRONG = (
    "Chương trình gặp lỗi khi lưu hoặc đọc cuộc hỏi. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị xem nhật ký."
)

COPY = "Chép"
COPIED = "Đã chép câu trả lời kèm nguồn."
NOT_COPIED = "Trình duyệt không cho chép; hãy bôi đen câu trả lời rồi nhấn Ctrl+C."
SOURCES = "Nguồn trích dẫn:"
UNDATED = "không ghi ngày"

WORD = "Tải bản Word"
EXPORTED = "Xuất ngày {day} từ {program}"
UNANSWERED = "Câu hỏi này chưa được trả lời."

UP = "Đúng ý"
DOWN = "Chưa đúng"
WHY_DOWN = "Câu trả lời này chưa đúng ở đâu?"
REASONS = {
    "figure": "Sai số liệu",
    "scope": "Không đúng tỉnh/năm",
    "incomplete": "Thiếu ý",
    "unanswered": "Lẽ ra phải trả lời",
    "other": "Khác",
}
COMMENT = "Ghi thêm (không bắt buộc)"
WHO_READS = "Người quản trị sẽ đọc được đánh giá, câu hỏi, các câu hỏi trước đó và câu trả lời này."
SEND = "Gửi đánh giá"
TAKE_BACK = "Rút lại"
CANCEL = "Thôi"
THANKS = "Đã ghi nhận đánh giá."
TAKEN_BACK = "Đã rút lại đánh giá."

REPLACED_BY = "Báo cáo này đã được thay bằng “{title}” sau khi có câu trả lời. Câu trả lời khi đó đã trích:"
REMOVED_SINCE = "Báo cáo này đã được bỏ khỏi thư viện sau khi có câu trả lời. Câu trả lời khi đó đã trích:"
CHANGED_SINCE = "Báo cáo này đã được đọc lại sau khi có câu trả lời, và không còn đoạn đã trích khi đó:"


def when(at: str, today: date) -> str:
    """When a conversation was last written to: the time if that was today, else the day.

    >>> when("2026-11-22T09:05:00+07:00", date(2026, 11, 22)), when("2026-11-01T09:05:00+07:00", date(2026, 11, 22))
    ('09:05', '01/11/2026')
    """
    moment = datetime.fromisoformat(at)
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%d/%m/%Y}"
