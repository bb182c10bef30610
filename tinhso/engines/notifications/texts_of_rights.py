"""The words of messages about one's own data: asked, answered, extended, done."""

from __future__ import annotations

from tinhso.engines.notifications.text import Text

VIETNAMESE_OF_RIGHTS = {
    "data-asked": Text(
        "Đã nhận yêu cầu {code} về dữ liệu cá nhân",
        "Yêu cầu {code}, “{right}”, đã được nhận. Cơ quan trả lời trước {answer_by} và thực hiện xong trước {done_by}. "
        "Theo dõi ở mục “Dữ liệu cá nhân của tôi”.",
        "Đã nhận yêu cầu {code} về dữ liệu cá nhân. Trả lời trước {answer_by}.",
    ),
    "data-accepted": Text(
        "Yêu cầu {code} về dữ liệu cá nhân: được chấp nhận",
        "Yêu cầu {code} được trả lời: {reason}. Căn cứ: {basis}. Hạn thực hiện xong: {done_by}.",
        "Yêu cầu {code} về dữ liệu cá nhân được chấp nhận. Xong trước {done_by}.",
    ),
    "data-refused": Text(
        "Yêu cầu {code} về dữ liệu cá nhân: bị từ chối",
        "Yêu cầu {code} bị từ chối. Lý do:\n\n{reason}\n\nCăn cứ: {basis}. Bạn có quyền khiếu nại theo pháp luật.",
        "Yêu cầu {code} về dữ liệu cá nhân bị từ chối. Xem lý do trên trang của bạn.",
    ),
    "data-extended": Text(
        "Yêu cầu {code} về dữ liệu cá nhân: gia hạn",
        "Việc thực hiện yêu cầu {code} được gia hạn một lần đến {done_by}. Lý do:\n\n{reason}",
        "Yêu cầu {code} về dữ liệu cá nhân được gia hạn đến {done_by}.",
    ),
    "data-done": Text(
        "Yêu cầu {code} về dữ liệu cá nhân: đã thực hiện",
        "Yêu cầu {code} đã được thực hiện: {outcome}. Chi tiết, gồm những gì phải giữ và vì sao, ở trang của yêu cầu.",
        "Yêu cầu {code} về dữ liệu cá nhân đã được thực hiện.",
    ),
    "data-copy-ready": Text(
        "Bản sao dữ liệu cá nhân của bạn đã sẵn sàng ({code})",
        "Bản sao theo yêu cầu {code} đã lập xong. Hãy đăng nhập và tải về trước {until}; sau đó tệp bị xoá.",
        "Bản sao dữ liệu cá nhân ({code}) đã sẵn sàng. Đăng nhập để tải về trước {until}.",
    ),
}
ENGLISH_OF_RIGHTS = {
    "data-asked": Text(
        "Request {code} about your personal data was received",
        "Request {code}, “{right}”, was received. You will be answered by {answer_by}; it will be carried out by "
        "{done_by}. Follow it under “My personal data”.",
        "Request {code} about your personal data was received. Answer by {answer_by}.",
    ),
    "data-accepted": Text(
        "Request {code} about your personal data: accepted",
        "Request {code} was answered: {reason}. Legal basis: {basis}. To be carried out by {done_by}.",
        "Request {code} about your personal data was accepted. Done by {done_by}.",
    ),
    "data-refused": Text(
        "Request {code} about your personal data: refused",
        "Request {code} was refused. Reason:\n\n{reason}\n\nLegal basis: {basis}. "
        "You may complain as the law provides.",
        "Request {code} about your personal data was refused. See the reason on your page.",
    ),
    "data-extended": Text(
        "Request {code} about your personal data: extended",
        "Request {code} was extended once until {done_by}. Reason:\n\n{reason}",
        "Request {code} about your personal data was extended until {done_by}.",
    ),
    "data-done": Text(
        "Request {code} about your personal data: carried out",
        "Request {code} was carried out: {outcome}. The page of the request says what must be kept and why.",
        "Request {code} about your personal data was carried out.",
    ),
    "data-copy-ready": Text(
        "The copy of your personal data is ready ({code})",
        "The copy asked for by {code} is packed. Sign in and download it before {until}; then the file is deleted.",
        "The copy of your personal data ({code}) is ready. Sign in to download it before {until}.",
    ),
}
