"""What the tab "Hỏi đáp" says around an answer: its scope, what can be done with it, the state of the model."""

from __future__ import annotations

from collections.abc import Sequence

SCOPE = "Phạm vi:"
CHANGE = "Bấm để hỏi lại trong phạm vi khác"
ALL_PROVINCES = "mọi tỉnh"
ALL_YEARS = "mọi năm"
ALL_LEVELS = "mọi cấp"
NOT_IN_SCOPE = "Không tự đổi được phạm vi của câu hỏi này; hãy sửa câu hỏi trong ô bên dưới rồi hỏi lại."

RETRY = "Hỏi lại"
EDIT = "Sửa câu hỏi"
LINK = "Chép liên kết"
LINK_HINT = "Chép đường dẫn mở trang này và hỏi lại câu hỏi này"
LINK_COPIED = "Đã chép liên kết"
COPY_FAILED = "Trình duyệt không cho chép"
EDITING_LAST = "Đang sửa câu hỏi {number}: câu trả lời cũ sẽ được thay."
EDITING = "Đang sửa câu hỏi {number}: câu trả lời cũ và các câu hỏi sau nó sẽ bị bỏ."
STOP_EDITING = "Thôi sửa"
ANSWERED = "Câu trả lời:"

QUOTE_BEFORE = "Đoạn trích trước (phím P hoặc ←)"
QUOTE_AFTER = "Đoạn trích sau (phím N hoặc →)"

LOADING = "Đang nạp mô hình… Có thể đặt câu hỏi ngay."
ANSWER_WAITS = "Đang nạp mô hình, nạp xong sẽ trả lời ngay…"


def years(wanted: Sequence[int] | None) -> str:
    """>>> years((2014, 2016)), years(None)
    ('năm 2014, 2016', 'mọi năm')
    """
    return f"năm {', '.join(map(str, wanted))}" if wanted else ALL_YEARS


def level(wanted: str | None) -> str:
    return f"cấp {wanted}" if wanted else ALL_LEVELS
