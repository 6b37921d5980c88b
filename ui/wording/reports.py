"""Texts of the tab "Báo cáo": the table and its filters, the grid of provinces, finding words, descriptions."""

from __future__ import annotations

# The table
COLUMNS = ("Tỉnh", "Báo cáo", "Ngày đăng", "Số liệu năm", "Số đoạn", "Trạng thái", "Thao tác")
CAPTION = "{shown} trong {total} báo cáo"
CAPTION_GONE = "{shown} báo cáo đã bỏ hoặc đã thay"
SORT_BY = "Sắp xếp theo {column}"
NONE_FITS = "Không có báo cáo nào hợp với điều kiện đang chọn."
IN_USE = "đang dùng"
NEW_VERSION = "đang dùng, đã thay bản cũ"
TAKEN_OUT = "đã bỏ {day}"
REPLACED = "đã thay {day} bằng bản mới"
UNSURE = "cần xem lại: {fields}"
EDIT = "Sửa mô tả"
DOWNLOAD = "Tải tệp gốc"
PAGES = "Các trang của danh sách"
PAGE = "Trang {page}/{pages}"
PREVIOUS, NEXT = "← Trước", "Sau →"

# Filters and finding
FILTERS = "Lọc và tìm trong báo cáo"
WORDS = "Tìm trong các báo cáo"
WORDS_HINT = "từ hoặc cụm từ, có dấu hay không dấu"
HOW = "Cách tìm"
EXACT, NEAR = "Đúng từ", "Gần nghĩa"
PROVINCE, ALL_PROVINCES = "Tỉnh", "Mọi tỉnh"
YEAR, ALL_YEARS = "Năm", "Mọi năm"
STATE = "Trạng thái"
THERE, GONE = "Đang dùng", "Đã bỏ hoặc thay ({count})"
FIND, CLEAR = "Tìm", "Bỏ lọc"
FOUND_EXACT = "“{words}”: {places} chỗ trong {reports} báo cáo"
FOUND_NEAR = "{places} đoạn gần nghĩa nhất với “{words}”, trong {reports} báo cáo"
NOT_FOUND_EXACT = "Không báo cáo nào có “{words}”. Hãy bớt từ, gõ không dấu, hoặc chọn cách tìm “Gần nghĩa”."
NOT_FOUND_NEAR = "Không tìm được đoạn nào gần nghĩa với “{words}”."
MORE_PLACES = "và {count} chỗ nữa trong báo cáo này"
MORE_REPORTS = "Còn {count} báo cáo nữa có từ này; hãy lọc theo tỉnh hoặc năm."
BACK_TO_TABLE = "Về danh sách báo cáo"
FIND_HERE = "Tìm trong báo cáo này"
FOUND_HERE = "{places} chỗ"
SOME_HERE = "{places} chỗ đầu tiên"
NOT_FOUND_HERE = "Báo cáo này không có “{words}”."

# The grid of provinces
GRID = "Tỉnh nào có báo cáo: {there}/{total} tỉnh, thành phố"
GRID_HINT = "Bấm một tỉnh để chỉ xem báo cáo của tỉnh đó. Dòng nhỏ là các tỉnh trước ngày 01/7/2025."
GRID_COUNT = "{count} báo cáo"
GRID_NONE = "chưa có"
ASK_ABOUT = "Hỏi về {name}"
ASKED = "{name}: "

# The description of a published report
EDITING = "Sửa mô tả của báo cáo đang có trong thư viện"
EDIT_HINT = "Ô để trống: chương trình tìm lại trong tệp. Nội dung báo cáo không đổi."
SAVE, LEAVE = "Lưu mô tả", "Thôi, không sửa"
SAVING = "Đang lưu mô tả…"
DESCRIBED = "Đã sửa mô tả ({changes}):"
CONFIRMED = "Đã xác nhận mô tả:"
FIELD_HINTS = ("tên báo cáo", "như Sở Thông tin và Truyền thông")
