"""What people read of users, logging in, and who may do what."""

from __future__ import annotations

STAFF_ONLY = "Chỉ cán bộ quản lý thư viện được làm việc này. Hãy đăng nhập bằng tài khoản có quyền đó."
UNKNOWN = "Chương trình không biết ai gửi yêu cầu này. Hãy tải lại trang và đăng nhập lại."

STARTING = "Đang khởi động… Trang sẽ tự mở khi sẵn sàng. Lần đầu chạy, việc chuẩn bị thư viện có thể mất vài phút."
LOST = "Chương trình không còn chạy. Hãy xem dòng báo ở cửa sổ đã khởi động nó, hoặc báo người quản trị."

LOGIN_TITLE = "Đăng nhập"
NAME = "Tên đăng nhập"
PASSWORD = "Mật khẩu"
LOG_IN = "Đăng nhập"
LOG_OUT = "Đăng xuất"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
WAIT = "Đã thử sai nhiều lần. Hãy thử lại sau {seconds} giây."
LOGGED_OUT = "Đã đăng xuất."
ENDED = "Phiên làm việc đã hết. Hãy đăng nhập lại."
FORGOTTEN = "Quên mật khẩu? Hãy liên hệ người quản trị chương trình."

NOT_LOGGED_IN = "Chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập rồi thử lại."
WRONG_HOST = (
    "Chương trình không nhận tên máy chủ {host}. Hãy mở bằng địa chỉ IP, hoặc chạy chương trình với --site {host}."
)
WRONG_ORIGIN = "Yêu cầu này đến từ một trang khác nên không được nhận. Hãy mở trang Trợ lý CNTT rồi làm lại."
NOT_FOUND = "Không có địa chỉ này."
TOO_LARGE = "Yêu cầu quá lớn. Mỗi tệp tối đa {megabytes} MB, mỗi lần tối đa {files} tệp."
WRONG_TYPE = "Không nhận loại tệp này. Hãy lưu thành .docx, .pdf, .xlsx, .html hoặc .txt rồi gửi lại."
BROKEN = "Chương trình gặp lỗi. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị xem nhật ký."

BAD_NAME = "Tên đăng nhập chỉ gồm chữ, số và các dấu . _ - @, tối đa 64 ký tự."
BAD_PASSWORD = "Mật khẩu phải dài từ {shortest} đến {longest} ký tự; nên dùng một câu dễ nhớ."
NO_FILE = "Không có tệp người dùng {path}; hãy tạo bằng: python -m ui users {path} add TÊN --role staff"
NOT_READ = "Không đọc được tệp người dùng {path} ({why}); hãy kiểm tra quyền đọc tệp."
DAMAGED = "Tệp người dùng {path} bị hỏng; hãy khôi phục bản sao, hoặc xóa tệp rồi tạo lại bằng: python -m ui users"
NOT_WRITTEN = "Không ghi được tệp người dùng {path} ({why}); hãy kiểm tra thư mục và quyền ghi."
NO_USERS = "Tệp người dùng {path} chưa có ai; hãy thêm bằng: python -m ui users {path} add TÊN --role staff"
THERE_ALREADY = "Đã có người dùng {name}; đổi mật khẩu bằng lệnh password, đổi quyền bằng remove rồi add."
NOBODY = "Không có người dùng {name}; xem các tên bằng lệnh list."
NOT_THE_SAME = "Hai lần gõ mật khẩu không giống nhau; hãy làm lại."
ASK_PASSWORD = "Mật khẩu mới của {name}: "
ASK_AGAIN = "Gõ lại mật khẩu: "
ADDED = "Đã thêm {name} với quyền {role}."
PASSWORD_SET = "Đã đặt mật khẩu mới cho {name}; các phiên đang mở của người này đã kết thúc."
REMOVED = "Đã bỏ {name}; các phiên đang mở của người này đã kết thúc."

OPEN_TO_ALL = (
    "Địa chỉ {host} cho mọi máy trong mạng vào, mà chưa có tệp người dùng. Hãy thêm --users TỆP, "
    "hoặc --open-to-all nếu đúng là muốn ai cũng được hỏi, thêm và bỏ báo cáo."
)

BAD_SEARCH = "Cần nội dung tìm kiếm và số đoạn từ 1 đến {most}."
NO_UPLOAD = "Tệp chưa được tải lên, hoặc không thuộc loại nhận được (.docx, .pdf, .xlsx, .html, .txt)."
NO_REPORT = "Không có báo cáo mang mã {id}; xem các mã bằng /reports."
NO_MCP = 'Thiếu gói mcp; hãy cài: pip install -c constraints.txt "mcp>=1.21,<2", hoặc bỏ --mcp.'
