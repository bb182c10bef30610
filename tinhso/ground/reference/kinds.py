"""Closed lists of reference: levels and types of units, kinds of calendar days."""

from tinhso.ground.base.states import Labelled


class UnitLevel(Labelled):
    """Cấp hành chính; there is no district level from 01/07/2025 (Luật 72/2025/QH15)."""

    PROVINCE = "PROVINCE", "Cấp tỉnh"
    DISTRICT = "DISTRICT", "Cấp huyện"
    COMMUNE = "COMMUNE", "Cấp xã"


class UnitKind(Labelled):
    """Loại đơn vị hành chính, as it stands before the name."""

    TINH = "TINH", "Tỉnh"
    THANH_PHO = "THANH_PHO", "Thành phố"
    QUAN = "QUAN", "Quận"
    HUYEN = "HUYEN", "Huyện"
    THI_XA = "THI_XA", "Thị xã"
    PHUONG = "PHUONG", "Phường"
    XA = "XA", "Xã"
    THI_TRAN = "THI_TRAN", "Thị trấn"
    DAC_KHU = "DAC_KHU", "Đặc khu"


class Extent(Labelled):
    """How much of an old unit went to a new one."""

    WHOLE = "WHOLE", "Toàn bộ"
    PART = "PART", "Một phần"


class DayKind(Labelled):
    """Why a day differs from the plain week (Bộ luật Lao động 2019, Điều 111, 112)."""

    STATUTORY = "STATUTORY", "Nghỉ lễ, Tết"
    COMPENSATORY = "COMPENSATORY", "Nghỉ bù"
    SWAP_OFF = "SWAP_OFF", "Nghỉ hoán đổi"
    MAKEUP_WORK = "MAKEUP_WORK", "Làm bù"
    LOCAL_OFF = "LOCAL_OFF", "Nghỉ riêng của đơn vị"
