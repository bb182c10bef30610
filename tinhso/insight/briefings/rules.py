"""What a briefing tells, in its order; a line names what measures it, never a figure."""

from __future__ import annotations

from dataclasses import dataclass

from tinhso.insight.briefings.lifecycle import BriefingKind


@dataclass(frozen=True)
class Line:
    """One figure. source: METRIC, STATISTIC, PUBLISHED, or OURS, counted here. of: place of a published one."""

    name: str
    source: str
    code: str
    unit: str = ""
    of: str = ""


@dataclass(frozen=True)
class Section:
    """Figures that belong together."""

    title: str
    lines: tuple[Line, ...]


PROCEDURES = (
    Line("Hồ sơ tiếp nhận", "METRIC", "ADM.RECEIVED", "hồ sơ"),
    Line("Hồ sơ đã giải quyết", "METRIC", "ADM.SOLVED", "hồ sơ"),
    Line("Hồ sơ giải quyết đúng hạn", "METRIC", "ADM.ONTIME", "%"),
    Line("Hồ sơ đang giải quyết đã quá hạn", "METRIC", "ADM.OVERDUE", "%"),
    Line("Hồ sơ trực tuyến", "METRIC", "ADM.ONLINE", "%"),
    Line("Hồ sơ trực tuyến toàn trình", "METRIC", "ADM.FULLONLINE", "%"),
    Line("Thanh toán trực tuyến", "METRIC", "ADM.PAYONLINE", "%"),
    Line("Số hoá hồ sơ, kết quả", "METRIC", "ADM.DIGITISED", "%"),
    Line("Tái sử dụng dữ liệu", "METRIC", "ADM.REUSE", "%"),
    Line("Mức độ hài lòng", "METRIC", "ADM.SATISF", "%"),
)
STEERING = (
    Line("Chỉ tiêu đang theo dõi", "OURS", "targets", "chỉ tiêu"),
    Line("Chỉ tiêu đã đạt", "OURS", "achieved", "chỉ tiêu"),
    Line("Chỉ tiêu chậm so với đường thẳng đến hạn", "OURS", "warned", "chỉ tiêu"),
    Line("Chỉ tiêu chưa có số đo", "OURS", "unmeasured", "chỉ tiêu"),
    Line("Nhiệm vụ đang thực hiện", "OURS", "open", "nhiệm vụ"),
    Line("Nhiệm vụ đã xác nhận hoàn thành", "OURS", "confirmed", "nhiệm vụ"),
    Line("Nhiệm vụ quá hạn", "OURS", "overdue", "nhiệm vụ"),
)
OUTLINES = {
    BriefingKind.PRESS: (
        Section("Giải quyết thủ tục hành chính", PROCEDURES),
        Section("Chỉ đạo, điều hành", STEERING),
        Section(
            "Kinh tế - xã hội",
            (
                Line("Tốc độ tăng GRDP", "STATISTIC", "SE.GRDP", "%"),
                Line("Chỉ số sản xuất công nghiệp so với cùng kỳ", "STATISTIC", "SE.IIP", "%"),
                Line("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "STATISTIC", "SE.RETAIL", "tỷ đồng"),
                Line("Kim ngạch xuất khẩu", "STATISTIC", "SE.EXPORT", "triệu USD"),
                Line("Giải ngân vốn đầu tư công", "STATISTIC", "SE.DISBURSE", "%"),
            ),
        ),
    ),
    BriefingKind.PANORAMA: (
        Section("Chính quyền số", PROCEDURES),
        Section(
            "Kinh tế số",
            (
                Line("Tỷ trọng kinh tế số trong GRDP (Nam Định)", "PUBLISHED", "kinh-te-so", "%", "36"),
                Line("Tỷ trọng kinh tế số trong GDP (cả nước)", "PUBLISHED", "kinh-te-so", "%", "VN"),
                Line("Thương mại điện tử trong bán lẻ (Nam Định)", "PUBLISHED", "thuong-mai-dien-tu", "%", "36"),
                Line("Sản phẩm OCOP trên sàn thương mại điện tử", "STATISTIC", "AGR.OCOP.ONLINE", "sản phẩm"),
            ),
        ),
        Section(
            "Xã hội số",
            (
                Line("Tài khoản định danh điện tử so với số được giao (Nam Định)", "PUBLISHED",
                     "tai-khoan-dinh-danh-so-chi-tieu", "%", "36"),
                Line("Người dân có hồ sơ sức khỏe điện tử", "STATISTIC", "HLT.EHR", "%"),
                Line("Trường dùng học bạ số", "STATISTIC", "EDU.ERECORD", "%"),
                Line("Xã nông thôn mới kiểu mẫu nổi trội về chuyển đổi số (Nam Định)", "PUBLISHED",
                     "xa-kieu-mau-chuyen-doi-so", "xã", "36"),
                Line("Hoạt động của tổ công nghệ số cộng đồng", "STATISTIC", "SOCD.TEAM", "lượt"),
            ),
        ),
        Section(
            "Hạ tầng số, an toàn thông tin",
            (
                Line("Xã, phường, thị trấn có sóng 4G (Nam Định)", "PUBLISHED", "xa-co-4g", "%", "36"),
                Line("Diện tích được phủ sóng 4G, 5G (Nam Định)", "PUBLISHED", "dien-tich-co-4g-5g", "%", "36"),
                Line("Điểm lõm sóng di động", "STATISTIC", "NET.WEAKSPOT", "điểm"),
                Line("Hệ thống thông tin được phê duyệt cấp độ", "STATISTIC", "CYB.LEVEL", "%"),
            ),
        ),
        Section("Chỉ đạo, điều hành", STEERING),
    ),
}  # fmt: skip
