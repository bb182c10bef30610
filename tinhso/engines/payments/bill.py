"""The bill_info of the portal's payment platform, made from a charge: a pure mapping of fields."""

from __future__ import annotations

from tinhso.engines.payments.models import Charge, CollectionAccount

FEES = "2"  # MaDichVu: 2 = fees of administrative procedures


def bill_of(charge: Charge, *, account: CollectionAccount | None) -> dict[str, object]:
    """The bill as the platform wants it (interop A.7); no identity number leaves us, the platform asks the payer."""
    lines = [line for line in charge.lines if line["amount_vnd"]]
    return {
        "MaDichVu": FEES,
        "TenTTHC": charge.title,
        "MaDonVi": charge.agency.code or charge.agency.slug,
        "TenDonVi": charge.agency.name,
        "MaHoSo": charge.reference,
        "TKThuHuong": account.account_number if account else "",
        "MaNHThuHuong": account.bank_id if account else "",
        "TenTKThuHuong": account.account_name if account else "",
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": "1" if line["kind"] == "FEE" else "2",
                "MaPhiLePhi": line["code"],
                "TenPhiLePhi": line["name"],
                "SoTien": str(line["amount_vnd"]),
            }
            for line in lines
        ],
        "NoiDungThanhToan": charge.purpose,
        "HoTenNguoiNop": charge.payer_name,
        "DSKhoanNop": [{"NoiDung": line["name"], "SoTien": str(line["amount_vnd"])} for line in lines],
    }
