"""What the page says about who may do what."""

from __future__ import annotations

STAFF_ONLY = "Chỉ cán bộ quản lý thư viện được làm việc này. Hãy đăng nhập bằng tài khoản có quyền đó."
UNKNOWN = "Chương trình không biết ai gửi yêu cầu này. Hãy tải lại trang và đăng nhập lại."
