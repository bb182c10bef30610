"""The life of a request for data, and what words of the catalogue mean."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class RequestState(Labelled):
    """Where a request for data stands."""

    FILED = "FILED", "Chờ trả lời"
    GRANTED = "GRANTED", "Đã cung cấp"
    REFUSED = "REFUSED", "Từ chối, có lý do"


S = RequestState
# Those at the agency that has the request; the controller of the province anywhere.
ANSWERING = frozenset({"CASE_OFFICER", "CLERK", "DIVISION_HEAD", "LEADER", "CONTROLLER"})
LIFECYCLE = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("grant", {S.FILED}, S.GRANTED, ANSWERING, "Cung cấp"),
    Move("refuse", {S.FILED}, S.REFUSED, ANSWERING, "Từ chối"),
    Move("forward", {S.FILED}, S.FILED, ANSWERING, "Chuyển cơ quan khác"),
)


class CopyState(Labelled):
    """How a dataset stands at the national portal of data."""

    SENT = "SENT", "Đã nhận"
    REFUSED = "REFUSED", "Bị từ chối"
    UNREACHED = "UNREACHED", "Chưa gửi được"


class DatasetKind(Labelled):
    """Out of what a dataset is made."""

    METRICS = "METRICS", "Chỉ tiêu tính từ việc đã làm trên hệ thống"
    STATISTICS = "STATISTICS", "Số liệu thống kê đã khoá"
    PUBLISHED = "PUBLISHED", "Số liệu đã công bố"
    UNITS = "UNITS", "Danh mục đơn vị hành chính"
    REGISTER = "REGISTER", "Trích từ cơ sở dữ liệu của tỉnh, không có dữ liệu cá nhân"


class Frequency(Labelled):
    """How often a dataset is looked at again; the code of the EU's list of frequencies."""

    DAILY = "DAILY", "Hằng ngày"
    MONTHLY = "MONTHLY", "Hằng tháng"
    QUARTERLY = "QUARTERLY", "Hằng quý"
    ANNUAL = "ANNUAL", "Hằng năm"
    IRREG = "IRREG", "Khi có thay đổi"


class Theme(Labelled):
    """Of what data speaks; the code of the EU's list of data themes."""

    GOVE = "GOVE", "Chính quyền, dịch vụ công"
    REGI = "REGI", "Đơn vị hành chính, vùng"
    ECON = "ECON", "Kinh tế, tài chính"
    SOCI = "SOCI", "Dân số, xã hội"
    EDUC = "EDUC", "Giáo dục, văn hóa, thể thao"
    AGRI = "AGRI", "Nông nghiệp"
    ENVI = "ENVI", "Môi trường"
    HEAL = "HEAL", "Y tế"
    TRAN = "TRAN", "Giao thông"
    TECH = "TECH", "Khoa học, công nghệ"
    JUST = "JUST", "Tư pháp"


class EntryKind(Labelled):
    """Whose a database of the catalogue is."""

    PROVINCIAL = "PROVINCIAL", "Cơ sở dữ liệu dùng chung của tỉnh"
    SECTOR = "SECTOR", "Cơ sở dữ liệu chuyên ngành"


class Connection(Labelled):
    """How a database of the catalogue is connected with this system, said as it is."""

    HERE = "HERE", "Có trên hệ thống này"
    TRIAL = "TRIAL", "Đã có giao tiếp, đang chạy thử với máy giả lập"
    NONE = "NONE", "Chưa kết nối"
