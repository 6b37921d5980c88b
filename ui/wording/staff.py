"""Texts of the tabs for staff: "Đánh giá" (the last evaluation, opinions) and "Nhật ký" (who did what)."""

from __future__ import annotations

AUDIT_TAB = "Nhật ký"
EVALUATION_TAB = "Đánh giá"

# The audit
WHAT = {
    "added": "Thêm báo cáo",
    "removed": "Bỏ báo cáo",
    "restored": "Đưa lại báo cáo",
    "replaced": "Thay bằng bản mới",
    "described": "Sửa mô tả",
    "mended": "Lập lại từ bản gốc",
}
SENTENCES = {
    "added": "{who} thêm {report}.",
    "removed": "{who} bỏ {report} khỏi thư viện.",
    "restored": "{who} đưa {report} trở lại thư viện.",
    "replaced": "{who} thay {report} bằng bản mới.",
    "described": "{who} sửa mô tả của {report}: {changes}.",
    "confirmed": "{who} xác nhận mô tả của {report}.",
    "mended": "{who} lập lại nội dung {report} từ tệp gốc.",
}
REPORT = "“{title}” ({province})"
CHANGE = "{field} từ “{was}” thành “{now}”"
NOTHING = "không rõ"
PROGRAM = "Chương trình"
AUDIT_COLUMNS = ("Lúc", "Việc đã làm")
AUDIT_FILE_COLUMNS = ("Lúc", "Ai", "Việc", "Mã báo cáo", "Tên báo cáo", "Chi tiết")
AUDIT_CAPTION = "{shown} việc, mới nhất trước"
NO_EVENTS = "Chưa có việc nào được ghi."
NO_EVENT_FITS = "Không có việc nào hợp với điều kiện đang chọn."
FILTER_AUDIT = "Lọc nhật ký"
PERSON, ANYONE = "Ai", "Mọi người"
ACT, ANY_ACT = "Việc", "Mọi việc"
FROM, TO = "Từ ngày", "Đến ngày"
REPORT_WORDS, REPORT_HINT = "Báo cáo", "tên, tỉnh hoặc mã"
APPLY, CLEAR = "Lọc", "Bỏ lọc"
AS_CSV, AS_XLSX = "Xuất CSV", "Xuất Excel"
AUDIT_FILE = "nhat-ky"

# Opinions
OPINIONS = "Ý kiến của người dùng"
OPINION_CAPTION = "{shown} ý kiến, mới nhất trước"
OPINION_COLUMNS = ("Lúc", "Ý kiến", "Câu hỏi", "Câu trả lời")
OPINION_FILE_COLUMNS = ("Lúc", "Ai", "Ý kiến", "Lý do", "Ghi chú", "Câu hỏi", "Câu hỏi trước", "Câu trả lời")
FILTER_OPINIONS = "Lọc ý kiến"
VOTE, ANY_VOTE = "Ý kiến", "Mọi ý kiến"
OPINION_WORDS, OPINION_HINT = "Tìm", "từ trong câu hỏi, câu trả lời, ghi chú"
NO_OPINIONS = "Chưa có ý kiến nào. Người dùng cho ý kiến bằng các nút dưới mỗi câu trả lời."
NO_OPINION_FITS = "Không có ý kiến nào hợp với điều kiện đang chọn."
AS_CASES = "Để lập câu kiểm tra từ các ý kiến này, chạy: "
OPINION_FILE = "y-kien"

# The evaluation
EVALUATION = "Lần đánh giá gần nhất"
NOT_EVALUATED = "Chưa có lần đánh giá nào. Hãy dừng chương trình rồi chạy lệnh sau (vài phút): "
EVALUATED = "Ngày {day}, {split}."
SPLITS = {"": "mọi câu hỏi kiểm tra", "dev": "phần dev của bộ câu hỏi", "test": "phần test của bộ câu hỏi"}
LIBRARIES = {"real": "năm báo cáo thật", "all": "cả báo cáo giả định"}
SYSTEMS = {"assistant": "Trợ lý", "plain": "cách làm thông thường"}
QUESTIONS = "{n} câu hỏi"
METRIC = "Chỉ tiêu"
METRICS = {
    "right": "Trả lời đúng, hoặc từ chối đúng khi báo cáo không nói",
    "figures_exact": "Số liệu được hỏi nêu đúng",
    "citations_verbatim": "Trích dẫn đúng từng chữ",
    "supported": "Mọi số và ngày đều có trong đoạn được trích",
    "hit_1": "Đoạn tìm được đầu tiên chứa câu trả lời",
    "hit_5": "Một trong năm đoạn đầu chứa câu trả lời",
    "false_answer": "Trả lời điều báo cáo không nói (càng thấp càng tốt)",
    "false_refusal": "Từ chối điều báo cáo có nói (càng thấp càng tốt)",
    "wrong_province_1": "Đoạn đầu tiên thuộc tỉnh khác (càng thấp càng tốt)",
}
SECONDS = {"seconds_p50": "Thời gian trả lời ở mức giữa", "seconds_p95": "Thời gian mà 95% câu không vượt"}
CATEGORY = "Trả lời đúng theo loại câu hỏi"
CATEGORIES = {
    "fact": "dữ kiện",
    "figure": "số liệu",
    "list": "liệt kê",
    "open": "câu hỏi mở",
    "comparison": "so sánh tỉnh",
    "followup": "hỏi tiếp",
    "typing": "gõ không dấu, gõ sai",
    "near_miss": "gần giống điều có trong báo cáo",
    "unknown_province": "tỉnh không có báo cáo",
    "off_topic": "ngoài chủ đề",
    "injection": "câu hỏi cài lệnh",
}
INTERVAL = "từ {low} đến {high}"
