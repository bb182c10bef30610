"""What columns are called in Vietnamese on the page of a copy; a column that stands not here keeps its own name."""

from __future__ import annotations

NAMES = {
    "code": "Mã", "title": "Tên", "name": "Tên", "full_name": "Họ và tên", "personal_number": "Số định danh",
    "birth_date": "Ngày sinh", "sex": "Giới tính", "ethnicity": "Dân tộc", "nationality": "Quốc tịch",
    "phone": "Điện thoại", "email": "Thư điện tử", "address": "Địa chỉ", "commune_code": "Mã xã, phường",
    "created_at": "Lập lúc", "updated_at": "Sửa lúc", "username": "Tên đăng nhập", "is_active": "Đang hoạt động",
    "last_login": "Đăng nhập lần cuối", "device": "Thiết bị", "started_at": "Bắt đầu lúc", "seen_at": "Thấy lần cuối",
    "applicant_name": "Người nộp", "contact": "Liên hệ lúc nộp", "submitted_by_name": "Người gửi",
    "answers": "Nội dung khai", "channel": "Kênh", "delivery": "Cách nhận kết quả", "state": "Trạng thái",
    "outcome": "Kết quả", "due_at": "Hẹn trả", "due_sentence": "Vì sao hẹn như vậy", "original_due_at": "Hẹn lúc đầu",
    "fee_vnd": "Phí, lệ phí (đồng)", "fee_paid_at": "Nộp phí lúc", "filed_at": "Nộp lúc", "received_at": "Nhận lúc",
    "finished_at": "Giải quyết xong lúc", "returned_at": "Trả kết quả lúc", "moved_at": "Chuyển bước lúc",
    "moved_by_name": "Người chuyển bước", "step_name": "Bước", "part_code": "Mã thành phần", "source": "Nguồn",
    "note": "Ghi chú", "from_name": "Từ", "to_name": "Đến", "at": "Lúc", "reason": "Lý do", "legal_basis": "Căn cứ",
    "asked_at": "Hỏi lúc", "asked_by_name": "Người hỏi", "answered_at": "Trả lời lúc", "question": "Câu hỏi",
    "opinion": "Ý kiến", "number": "Số", "content": "Nội dung", "signed_by_name": "Người ký", "signed_at": "Ký lúc",
    "issued_at": "Ban hành lúc", "receiver_name": "Người nhận", "score": "Điểm", "comment": "Nhận xét",
    "rated_at": "Đánh giá lúc", "facts": "Dữ liệu", "database": "Cơ sở dữ liệu", "amount_vnd": "Số tiền (đồng)",
    "payer_name": "Người nộp tiền", "paid_at": "Nộp lúc", "lines": "Các khoản", "purpose": "Mục đích",
    "partner": "Đối tác", "operation": "Việc", "payload": "Nội dung gửi", "delivered_at": "Tới nơi lúc",
    "body": "Nội dung", "sent_at": "Gửi lúc", "language": "Ngôn ngữ", "template": "Loại tin",
    "sms": "Tin nhắn SMS", "zalo": "Zalo", "kind": "Loại", "actor_name": "Người làm", "subject": "Về việc",
    "representative_name": "Người đại diện", "principal_name": "Người được đại diện", "consented_at": "Đồng ý lúc",
    "consented_by_name": "Người đồng ý", "starts_at": "Từ", "ends_at": "Đến", "closed_at": "Chấm dứt lúc",
    "way": "Cách đồng ý", "scope": "Phạm vi", "words": "Nội dung yêu cầu", "decision": "Trả lời", "answer": "Lời đáp",
    "mime": "Loại tệp", "size_bytes": "Số byte", "scan_state": "Quét mã độc", "uploaded_by_ref": "Tải lên bởi",
    "issuer": "Nơi cấp", "issued_on": "Ngày cấp", "valid_from": "Có giá trị từ", "valid_to": "Có giá trị đến",
    "tax_code": "Mã số thuế",
}  # fmt: skip


def named(column: str) -> str:
    """The Vietnamese name of a column."""
    return NAMES.get(column, column)
