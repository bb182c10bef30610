"""What the national portal is told: pure mapping from the facts of a dossier to the rows of both dialects.

Every value is a string in NFC or a list of such rows; moments are yyyyMMddHHmmss in Vietnam time; '' says "not there".
Field names and code lists: guide of the Government Office 1.4 (2020) and the adapter of 2026 (interop A.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.ground.base.vietnamese import VIETNAM, nfc

CLASSIC, OF_2026 = "classic", "2026"
CITIZEN, ENTERPRISE, HOUSEHOLD = "CITIZEN", "ENTERPRISE", "HOUSEHOLD"
# The two interfaces number applicants differently: 1 stands for a person in one and for an enterprise in the other.
APPLICANT_KINDS = {
    CLASSIC: {CITIZEN: "1", ENTERPRISE: "2", HOUSEHOLD: "2"},
    OF_2026: {CITIZEN: "0", ENTERPRISE: "1", HOUSEHOLD: "2"},
}
BY_POST, AT_COUNTER = "1", "0"
ELECTRONIC_COPY = "2"
ANSWERED, ASKED = "1", "0"

Row = dict[str, Any]


@dataclass(frozen=True)
class Supplement:
    """One request to complete the dossier."""

    number: str
    asked_by: str
    reason: str
    asked_at: datetime
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True)
class Fee:
    """One line of what was charged. collect_at: HinhThucThu, 1, 2 or 4."""

    code: str
    name: str
    kind: str
    amount_vnd: int
    collect_at: int


@dataclass(frozen=True)
class Paper:
    """One part of the dossier. is_electronic: a file or data, not paper. replaced_by: type of the stored paper.

    file_id, file_name: of the file in its place, where it is one of the applicant's store (digitised or reused).
    """

    code: str
    name: str
    is_electronic: bool
    is_digitised: bool = False
    is_reused: bool = False
    replaced_by: str = ""
    file_id: str = ""
    file_name: str = ""


@dataclass(frozen=True)
class Facts:
    """A dossier as the portal may know it. due_at is None until it was received: nothing was promised before.

    applicant_kind: CITIZEN, ENTERPRISE or HOUSEHOLD. state: the national code, 1 to 10. by_post: how the result goes.
    step_*: the latest move: who, when, at which agency, what, by when the step is due. result_title: '' until issued.
    """

    code: str
    procedure_code: str
    procedure_name: str
    sector_code: str
    sector_name: str
    applicant_name: str
    applicant_kind: str
    applicant_number: str
    phone: str
    email: str
    address: str
    commune_code: str
    submitted_by: str
    title: str
    state: int
    by_post: bool
    delivery: str
    receiving_code: str
    agency_name: str
    filed_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    step_by: str
    step_at: datetime
    step_agency: str
    step_words: str
    step_due_at: datetime | None
    result_title: str = ""
    result_number: str = ""
    supplements: tuple[Supplement, ...] = ()
    fees: tuple[Fee, ...] = ()
    papers: tuple[Paper, ...] = ()


def dossier_row(facts: Facts, *, dialect: str) -> Row:
    """The dossier in the words of a dialect: DongBoHoSoMC, or the creation of 2026. KeyError for another dialect."""
    row: Row = _normal({CLASSIC: _classic, OF_2026: _of_2026}[dialect](facts))
    return row


def progress_row(facts: Facts) -> Row:
    """The latest step (CapNhatTienDoHoSoMC); 2026 takes the same words in an array of its own."""
    row: Row = _normal(
        {
            "MaHoSo": facts.code,
            "NguoiXuLy": facts.step_by,
            "ChucDanh": "",
            "ThoiDiemXuLy": moment(facts.step_at),
            "PhongBanXuLy": facts.step_agency,
            "NoiDungXuLy": facts.step_words,
            "TrangThai": str(facts.state),
            "NgayBatDau": moment(facts.step_at),
            "NgayKetThucTheoQuyDinh": moment(facts.step_due_at),
        }
    )
    return row


def moment(at: datetime | None) -> str:
    """YyyyMMddHHmmss in Vietnam time, '' for none."""
    # Not strftime("%Y"), which writes years before 1000 with fewer digits.
    local = at and at.astimezone(VIETNAM)
    return f"{local.year:04}{local:%m%d%H%M%S}" if local else ""


def _normal(value: Any) -> Any:
    """The same row, each text as everybody else writes it: NFC, single spaces."""
    if isinstance(value, dict):
        return {key: _normal(one) for key, one in value.items()}
    return [_normal(one) for one in value] if isinstance(value, list) else nfc(value)


def _classic(facts: Facts) -> Row:
    return {
        "MaHoSo": facts.code,
        "MaTTHC": facts.procedure_code,
        "TenTTHC": facts.procedure_name,
        "MaLinhVuc": facts.sector_code,
        "TenLinhVuc": facts.sector_name,
        "SoBienNhan": facts.code,
        "ChuHoSo": facts.applicant_name,
        "LoaiDoiTuong": APPLICANT_KINDS[CLASSIC][facts.applicant_kind],
        "MaDoiTuong": facts.applicant_number,
        "ThongTinKhac": "",
        "Email": facts.email,
        "Fax": "",
        "SoDienThoai": facts.phone,
        "TrichYeuHoSo": facts.title,
        "NgayTiepNhan": moment(facts.received_at),
        "NgayHenTra": moment(facts.due_at),
        "TrangThaiHoSo": str(facts.state),
        "NgayTra": moment(facts.returned_at),
        "ThongTinTra": facts.delivery if facts.returned_at else "",
        "HinhThuc": BY_POST if facts.by_post else AT_COUNTER,
        "NgayKetThucXuLy": moment(facts.finished_at),
        "DonViXuLy": facts.agency_name,
        "GhiChu": "",
        # We give out no address to fetch a file from yet, so only what the indicators count is told (onestop 766, 9.3).
        "TaiLieuNop": [_file(paper) for paper in facts.papers if paper.is_digitised or paper.is_reused],
        "DanhSachLePhi": [_fee(fee) for fee in facts.fees],
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [_supplement(one) for one in facts.supplements],
        "DanhSachGiayToKetQua": _results(facts),
    }


def _fee(fee: Fee) -> Row:
    return {"TenPhiLePhi": fee.name, "MaPhiLePhi": fee.code, "HinhThucThu": str(fee.collect_at),
            "Gia": str(fee.amount_vnd), "LoaiPhiLePhi": fee.kind}  # fmt: skip


def _file(paper: Paper) -> Row:
    """A part that was digitised or reused. The names of the marks are of the adapter ([H] names, [M] their place)."""
    return {
        "TepDinhKemId": paper.file_id,
        "TenTepDinhKem": paper.file_name,
        "IsDeleted": "0",
        "MaThanhPhanHoSo": paper.code,
        "DuongDanTaiTepTin": "",
        "DuocSoHoa": "1" if paper.is_digitised else "0",
        "DuocTaiSuDung": "1" if paper.is_reused else "0",
        "MaKetQuaThayThe": paper.replaced_by if paper.is_reused else "",
    }


def _supplement(one: Supplement) -> Row:
    return {
        "HoSoBoSungId": one.number,
        "NguoiYeuCauBoSung": one.asked_by,
        "NoiDungBoSung": one.reason,
        "NgayBoSung": moment(one.asked_at),
        "NguoiTiepNhanBoSung": "",
        "ThongTinTiepNhan": one.answer,
        "NgayTiepNhanBoSung": moment(one.answered_at),
        "TrangThaiBoSung": ANSWERED if one.answered_at else ASKED,
        "DanhSachGiayToBoSung": [],
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": "",
        "NgayHenTraMoi": "",
    }


def _results(facts: Facts) -> list[Row]:
    if not facts.result_title:
        return []
    return [{"TenGiayTo": facts.result_title, "MaThanhPhanHoSo": "", "GiayToId": facts.result_number,
             "DuongDanTepTinKetQua": ""}]  # fmt: skip


def _of_2026(facts: Facts) -> Row:
    kind = APPLICANT_KINDS[OF_2026][facts.applicant_kind]
    return {
        "MaHoSo": facts.code,
        "MaTTHC": facts.procedure_code,
        "MaDichVuCong": "",
        "ChuHoSo": facts.applicant_name,
        "LoaiDoiTuong": kind,
        "MaDonViTiepNhan": facts.receiving_code,
        "NgayNop": moment(facts.filed_at),
        "NgayTiepNhan": moment(facts.received_at),
        "ThanhPhanHoSo": [_part(paper) for paper in facts.papers],
        "ThongTinNguoiNop": {
            "LoaiDoiTuong": kind,
            "IdDoiTuong": "",
            "ThongTinChiTiet": {
                "TenNguoiNop": facts.submitted_by,
                "SoDinhDanh": facts.applicant_number,
                "NgayCapDinhDanh": "",
                "NgaySinh": "",
                "SoDienThoai": facts.phone,
                "Email": facts.email,
                "Fax": "",
                "MaTinh": "",
                "MaHuyen": "",
                "MaXa": facts.commune_code,
                "DiaChiChiTiet": facts.address,
                "TenChuHs": facts.applicant_name,
                "SoDinhDanhChuHs": facts.applicant_number,
                "MaTinhChuHs": "",
                "MaXaChuHs": facts.commune_code,
                "DiaChiChiTietChuHs": facts.address,
            },
        },
    }


def _part(paper: Paper) -> Row:
    return {"MaThanhPhanHoSo": paper.code, "TenThanhPhanHoSo": paper.name, "SoLuong": "1",
            "LoaiBan": ELECTRONIC_COPY if paper.is_electronic else "", "GiayToDinhKem": []}  # fmt: skip
