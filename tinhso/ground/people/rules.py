"""Codes and numbers by which agencies, people and enterprises are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Self

from tinhso.ground.base.refused import Refused

_NEW = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{2,3}){0,5}")
_OLD = re.compile(r"([0-9]{3})\.([0-9]{2})\.([0-9]{2})\.([A-Z][0-9]{2})")
_LEGACY_WIDTHS = (2, 2, 3)
_ONLY_ZEROS = re.compile(r"0+")


@dataclass(frozen=True)
class AgencyCode:
    """An agency's electronic code, groups from the root down: ("H40", "04", "01").

    Law: Quyết định 20/2020/QĐ-TTg (new, root first, at most 35 characters);
    Thông tư 10/2016/TT-BTTTT, QCVN 102:2016 (old, root last, unused levels are zeros).
    """

    groups: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The code behind either notation. Refused `bad-agency-code` for anything else."""
        old = _OLD.fullmatch(text)
        if old:
            groups = list(old.groups())[::-1]
            while len(groups) > 1 and _ONLY_ZEROS.fullmatch(groups[-1]):
                groups.pop()
        elif _NEW.fullmatch(text) and len(text) <= 35:
            groups = text.split(".")
        else:
            groups = []
        # A hole inside the path, or a group of zeros, names no agency.
        if not groups or any(_ONLY_ZEROS.fullmatch(group) for group in groups[1:]):
            raise Refused("bad-agency-code", "Mã định danh cơ quan không đúng cấu trúc, ví dụ đúng: H40.04.")
        return cls(tuple(groups))

    @property
    def canonical(self) -> str:
        """Root first: H40.04.01."""
        return ".".join(self.groups)

    @property
    def legacy(self) -> str:
        """Root last: 000.01.04.H40; empty when the code is too deep or its groups too wide for it."""
        below = self.groups[1:]
        if len(below) > 3 or any(
            len(group) != width or not group.isdecimal() for group, width in zip(below, _LEGACY_WIDTHS, strict=False)
        ):
            return ""
        zeros = ["0" * width for width in _LEGACY_WIDTHS[len(below) :]]
        return ".".join([*reversed(zeros), *reversed(below), self.groups[0]])


# Thông tư 07/2016/TT-BCA, Phụ lục 1: 0 + the code of the 63 provinces; not renumbered after 2025-07-01.
PROVINCE_CODES = frozenset(
    f"{code:03}"
    for code in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42),
        *(44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86),
        *(87, 89, 91, 92, 93, 94, 95, 96),
    )
)


def personal_number(text: str) -> str:
    """The 12 digits of a personal number (số định danh cá nhân), spaces removed. Refused otherwise.

    Law: Luật Căn cước 26/2023/QH15, Điều 12. There is no check digit.
    """
    digits = "".join(text.split())
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise Refused("bad-personal-number", "Số định danh cá nhân gồm đúng 12 chữ số.", field="personal_number")
    return digits


def personal_number_doubts(number: str, *, birth_date: date | None = None, sex: str = "") -> list[str]:
    """Vietnamese sentences on what looks wrong in a number of 12 digits; doubts, never refusals:

    Nghị định 137/2015/NĐ-CP also allows country codes in the first three places.
    """
    doubts = []
    if number[:3] not in PROVINCE_CODES:
        doubts.append("Ba chữ số đầu không phải mã tỉnh nơi đăng ký khai sinh.")
    if birth_date and birth_date != _born(number, birth_date):
        doubts.append("Số định danh không khớp năm sinh.")
    if sex and ("FEMALE" if int(number[3]) % 2 else "MALE") != sex:
        doubts.append("Số định danh không khớp giới tính.")
    return doubts


def _born(number: str, birth_date: date) -> date | None:
    year = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
    return birth_date if birth_date.year == year else None


_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_code(text: str) -> str:
    """A tax code in its written form: 0699900016, 0314409058-002, or a personal number. Refused otherwise.

    Law: Thông tư 86/2024/TT-BTC: ten digits of which the last is a check digit, with -001…-999 for branches;
    from 2025-07-01 individuals and household businesses use their personal number.
    """
    digits = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"[0-9]{12}", digits):
        return digits
    if re.fullmatch(r"[0-9]{10}([0-9]{3})?", digits) and _tax_digit(digits) == digits[9] and digits[10:] != "000":
        return digits[:10] + (f"-{digits[10:]}" if digits[10:] else "")
    raise Refused("bad-tax-code", "Mã số thuế không đúng: kiểm tra lại 10 hoặc 13 chữ số.", field="tax_code")


def _tax_digit(digits: str) -> str:
    remainder = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits, strict=False)) % 11
    return str(10 - remainder) if remainder else "none"


# Five networks and two resellers; number portability means that a prefix proves no operator.
_MOBILE = re.compile(r"(?:0|\+84)(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])([0-9]{7})")


def mobile_number(text: str) -> str:
    """A mobile number written 0912345678. Refused when it cannot be one in Viet Nam."""
    match = _MOBILE.fullmatch(re.sub(r"[\s.-]", "", text))
    if not match:
        raise Refused(
            "bad-phone", "Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.", field="phone"
        )
    return "0" + match[1] + match[2]


def masked(value: str, *, keep: int = 3) -> str:
    """All but the last `keep` characters hidden; as long as the value itself."""
    return "•" * max(0, len(value) - keep) + value[-keep:] if value else ""


def masked_email(address: str) -> str:
    """t•••@example.com: the first letter and the domain."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••{at}{domain}" if at else masked(address)


@dataclass(frozen=True)
class Patience:
    """How failures to sign in make one wait: after each `free` of them `first` minutes, then twice that, up to `most`.

    hours: how long a failure is remembered for this.
    """

    free: int
    first: int
    most: int
    hours: int

    def wait_after(self, failures: int) -> timedelta:
        """How long one waits after the failure that filled the last round; nothing before the first, never for ever."""
        rounds = failures // self.free
        return timedelta(minutes=min(self.most, self.first * 2 ** min(rounds - 1, 16))) if rounds else timedelta()


def network(address: str) -> str:
    """The network of an address: itself, or of IPv6 the /64 that one household or office has to itself."""
    found = ip_address(address) if address else None
    return str(IPv6Address(int(found) >> 64 << 64)) if isinstance(found, IPv6Address) else address
