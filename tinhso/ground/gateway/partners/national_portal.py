"""The national public-service portal (Cổng Dịch vụ công quốc gia): dossiers and their progress, in two dialects.

classic (Government Office guide 1.4, 2020): a login gives a session; then one address takes {session, madonvi, service,
…} with the header dstcode. 2026 (an adapter of a ministry): a token, then an address for each act. A letter names the
dialect in which it was written, so what waits in the outbox is still understood when the setting changes.
Not published and assumed [L], here alone: paths, what says that a session expired (-2, HTTP 401), the look-up of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.wire import call, json_object

PARTNER = "national_portal"
SYNC, PROGRESS = "dong-bo-ho-so", "cap-nhat-tien-do"
CLASSIC, OF_2026 = "classic", "2026"
LOGIN, SERVICES = "/mapi/login", "/mapi/g"
TOKEN, CREATE, STEPS, STATUSES, ONE = (
    "/oauth/token", "/api/NoiHoSo", "/api/TienDoHoSo", "/api/TrangThaiHoSo", "/api/HoSo/",
)  # fmt: skip
DONE = frozenset({"0", "00"})
EXPIRED = frozenset({"-2"})
# Words of a refusal that may be kept: names of fields and nothing else, for a message could name somebody.
FIELDS = frozenset({
    "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "SoBienNhan", "ChuHoSo", "LoaiDoiTuong", "MaDoiTuong",
    "ThongTinKhac", "Email", "Fax", "SoDienThoai", "TrichYeuHoSo", "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo",
    "NgayTra", "ThongTinTra", "HinhThuc", "NgayKetThucXuLy", "DonViXuLy", "GhiChu", "TaiLieuNop", "DanhSachLePhi",
    "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "NguoiXuLy", "ChucDanh", "ThoiDiemXuLy",
    "PhongBanXuLy", "NoiDungXuLy", "TrangThai", "NgayBatDau", "NgayKetThucTheoQuyDinh", "MaDichVuCong", "IdHoSo",
    "MaDonViTiepNhan", "NgayNop", "ThanhPhanHoSo", "ThongTinNguoiNop", "madonvi", "dstcode",
})  # fmt: skip
MOST_BYTES = 20 * 1024 * 1024
CODE = re.compile(r"-?\d{1,5}")
NUMBER = re.compile(r"[\w./-]{1,60}")

# The session or token of this process by address and dialect; renewed when the portal no longer takes it.
_passes: dict[tuple[str, str], str] = {}


class SessionExpired(Exception):
    """The portal no longer takes our session or token: a new one, and once more."""


def send(*, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Tell of a dossier ("dong-bo-ho-so") or of a step ("cap-nhat-tien-do"); {"maHoSo", "maHoSoCong" if it gave one}.

    payload: {"dialect", "code", "isUpdating", "state", "data"}, data: rows in the words of the dialect. A creation that
    the portal refuses although it knows the dossier is an update: an earlier answer was lost. Unavailable, Rejected.
    """
    tell = _classic if payload["dialect"] == CLASSIC else _of_2026
    try:
        return tell(operation, payload)
    except Rejected:
        if operation != SYNC or payload["isUpdating"] == "True" or ask(payload["code"]) is None:
            raise
        return tell(operation, {**payload, "isUpdating": "True"})


def fetch(address: str) -> bytes:
    """One file of a dossier that was filed there. Unavailable, Rejected; the latter for an address anywhere else.

    Whoever wrote the address must not send us to machines of our own network.
    """
    base = settings.PARTNERS[PARTNER].rstrip("/")
    if not address.startswith(f"{base}/") or not address.isprintable():
        raise Rejected(PARTNER, "địa chỉ tệp không thuộc Cổng")
    path = address.removeprefix(base)
    said = _with_pass(CLASSIC, lambda session: _call("GET", path, headers={"session": session}, most_bytes=MOST_BYTES))
    return bytes(said.content)


def ask(code: str) -> dict[str, Any] | None:
    """What the portal holds under a dossier code (TraCuuHoSo): {"maHoSo", "trangThai": "1" to "10"}, or None.

    In the dialect of the settings. Unavailable, Rejected.
    """
    found = _look_up(code) if settings.PORTAL["dialect"] == CLASSIC else _look_up_of_2026(code)
    if found is None:
        return None
    return {"maHoSo": str(found.get("MaHoSo", "")), "trangThai": str(found.get("TrangThaiHoSo", ""))}


def _classic(operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"service": "CapNhatTienDoHoSoMC", "data": payload["data"]}
    if operation == SYNC:
        body = {"service": "DongBoHoSoMC", "isUpdating": payload["isUpdating"], "data": payload["data"]}
    _with_pass(CLASSIC, lambda session: _service(session, body))
    return {"maHoSo": payload["code"]}


def _look_up(code: str) -> dict[str, Any] | None:
    said = _with_pass(CLASSIC, lambda session: _service(session, {"service": "TraCuuHoSo", "mahoso": code}))
    rows = said.get("result")
    return dict(rows[0]) if isinstance(rows, list) and rows and isinstance(rows[0], dict) else None


def _service(session: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """One service of the classic dialect. SessionExpired, Unavailable, Rejected."""
    envelope = {"session": session, "madonvi": settings.PORTAL["agency"], **body}
    said = _said("POST", SERVICES, json=envelope, headers={"dstcode": settings.PORTAL["dstcode"]})
    return _judged(said)


def _of_2026(operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """A creation has no state and an update nothing else, so each ends with the state."""
    code, rows = payload["code"], payload["data"]
    if operation == PROGRESS:
        _with_pass(OF_2026, lambda token: _act(token, STEPS, rows))
        return {"maHoSo": code}
    if payload["isUpdating"] == "False":
        number = str(_with_pass(OF_2026, lambda token: _act(token, CREATE, rows[0])).get("idHoSo", ""))
    else:
        known = _look_up_of_2026(code)
        if known is None:
            raise Rejected(PARTNER, "cổng không có hồ sơ này")
        number = str(known.get("IdHoSo", ""))
    if not NUMBER.fullmatch(number):
        raise Unavailable(PARTNER, "câu trả lời thiếu hoặc sai IdHoSo")
    status = [{"IdHoSo": number, "MaHoSo": code, "TrangThai": payload["state"]}]
    _with_pass(OF_2026, lambda token: _act(token, STATUSES, status))
    return {"maHoSo": code, "maHoSoCong": number}


def _look_up_of_2026(code: str) -> dict[str, Any] | None:
    def look(token: str) -> dict[str, Any] | None:
        answer = _call("GET", f"{ONE}{code}", headers=_bearer(token), or_missing=True)
        return None if answer.status_code == 404 else _judged(json_object(PARTNER, answer))

    found: dict[str, Any] | None = _with_pass(OF_2026, look)
    return found


def _act(token: str, path: str, body: Any) -> dict[str, Any]:
    """One act of the dialect of 2026. SessionExpired, Unavailable, Rejected."""
    return _judged(_said("POST", path, json=body, headers=_bearer(token)))


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _with_pass(dialect: str, work: Callable[[str], Any]) -> Any:
    """Work with the session that we have; with a new one when there is none, or when it is no longer taken."""
    kept = _passes.get(_place(dialect))
    if kept is not None:
        try:
            return work(kept)
        except SessionExpired:
            _passes.pop(_place(dialect), None)
    try:
        return work(_renewed(dialect))
    except SessionExpired as error:
        raise Unavailable(PARTNER, "phiên mới cũng không được nhận") from error


def _place(dialect: str) -> tuple[str, str]:
    return settings.PARTNERS[PARTNER], dialect


def _renewed(dialect: str) -> str:
    """A new session (classic) or token (2026), kept for those who come after. Unavailable."""
    portal = settings.PORTAL
    try:
        if dialect == CLASSIC:
            said = _judged(_said("POST", LOGIN, json={"username": portal["username"], "password": portal["password"]}))
            given = said.get("session")
        else:
            whoever = {"client_id": portal["username"], "client_secret": portal["password"]}
            given = _said("POST", TOKEN, json=whoever).get("access_token")
    except (SessionExpired, Rejected) as error:
        # No fault of the letter: once somebody has mended the password, the same call succeeds.
        raise Unavailable(PARTNER, "đăng nhập không được") from error
    if not isinstance(given, str) or not given:
        raise Unavailable(PARTNER, "câu trả lời thiếu phiên làm việc")
    _passes[_place(dialect)] = given
    return given


def _said(method: str, path: str, **request: Any) -> dict[str, Any]:
    return json_object(PARTNER, _call(method, path, **request))


def _call(method: str, path: str, **request: Any) -> Any:
    try:
        return call(PARTNER, settings.PARTNERS[PARTNER], method, path, **request)
    except Rejected as error:
        if error.detail.startswith("HTTP 401"):
            raise SessionExpired from error
        raise


def _judged(said: dict[str, Any]) -> dict[str, Any]:
    """The answer, when its error_code says success (0, "0" or "00"). SessionExpired, Rejected, Unavailable."""
    code = str(said.get("error_code", "none")).strip()
    if code in DONE:
        return said
    if code in EXPIRED:
        raise SessionExpired
    if not CODE.fullmatch(code):
        raise Unavailable(PARTNER, "câu trả lời thiếu error_code")
    named = sorted(FIELDS & set(re.findall(r"[A-Za-z]+", str(said.get("message", "")))))[:8]
    raise Rejected(PARTNER, f"error_code {code} {' '.join(named)}".strip())
