"""The closed word lists of the catalogue: stored codes with the law's Vietnamese words."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled


class Level(Labelled):
    """Cấp thực hiện, on two-level government (since 01/7/2025)."""

    PROVINCE = "PROVINCE", "Cấp tỉnh"
    COMMUNE = "COMMUNE", "Cấp xã"
    BOTH = "BOTH", "Cấp tỉnh và cấp xã"


class Audience(Labelled):
    """Đối tượng thực hiện."""

    CITIZEN = "CITIZEN", "Người dân"
    BUSINESS = "BUSINESS", "Doanh nghiệp, tổ chức"
    BOTH = "BOTH", "Người dân và doanh nghiệp, tổ chức"


class ServiceLevel(Labelled):
    """Mức độ cung cấp dịch vụ công trực tuyến (Nghị định 42/2022 Điều 11; Nghị định 224/2026)."""

    FULL = "FULL", "Trực tuyến toàn trình"
    PARTIAL = "PARTIAL", "Trực tuyến một phần"
    INFORMATION = "INFORMATION", "Cung cấp thông tin trực tuyến"


class PartialReason(Labelled):
    """Why a service is not fully online; to be published since 01/7/2026 (Nghị định 224/2026)."""

    PRESENCE = "PRESENCE", "Pháp luật yêu cầu người dân phải có mặt"
    ON_SITE = "ON_SITE", "Phải kiểm tra, xác minh tại chỗ"
    FAILURE = "FAILURE", "Sự cố kỹ thuật"
    TECHNICAL = "TECHNICAL", "Hạn chế kỹ thuật khác"


class SupplementRule(Labelled):
    """What a supplement does to the clock (Nghị định 118/2025 Điều 19; sector laws)."""

    RESTART = "RESTART", "Tính lại từ đầu khi nhận đủ hồ sơ bổ sung"
    PAUSE = "PAUSE", "Tạm dừng, tính tiếp khi nhận đủ hồ sơ bổ sung"


class FeeBasis(Labelled):
    """Where the price stands. Unknown is never zero."""

    FREE = "FREE", "Không thu phí, lệ phí"
    LISTED = "LISTED", "Theo biểu phí, lệ phí kèm theo"
    SET_ELSEWHERE = "SET_ELSEWHERE", "Theo văn bản riêng, thu tại nơi nộp"
    UNKNOWN = "UNKNOWN", "Chưa xác định"


class ChannelKind(Labelled):
    """Cách thức thực hiện; national codes 1, 2, 3."""

    COUNTER = "COUNTER", "Trực tiếp"
    ONLINE = "ONLINE", "Trực tuyến"
    POST = "POST", "Dịch vụ bưu chính công ích"


class PartKind(Labelled):
    """Loại thành phần hồ sơ."""

    FORM = "FORM", "Mẫu đơn, tờ khai"
    DOCUMENT = "DOCUMENT", "Giấy tờ"


class VariantKind(Labelled):
    """A case in which the limit differs."""

    ADDED = "ADDED", "Cộng thêm"
    INSTEAD = "INSTEAD", "Thay thế"
