"""VietQR: the text inside the square, as NAPAS sets it (EMVCo tag-length-value with a checksum)."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from enum import Enum

from tinhso.ground.base.vietnamese import fold

NAPAS = "A000000727"
PURPOSE_LENGTH = 25
_BANK_BIN = re.compile(r"\d{6}")
_ACCOUNT = re.compile(r"[A-Za-z0-9]{1,19}")
_PURPOSE = re.compile(r"[A-Za-z0-9 .-]{1,25}")


class Service(str, Enum):
    """What tag 38 asks for; UNSAID is seen in merchants' codes: read it, never write it."""

    ACCOUNT = "QRIBFTTA"
    CARD = "QRIBFTTC"
    MERCHANT = "QRPUSH"
    UNSAID = ""


@dataclass(frozen=True)
class Transfer:
    """What a VietQR code asks a bank application to do. amount_vnd None = the payer types it."""

    bank_bin: str
    account: str
    amount_vnd: int | None = None
    purpose: str = ""
    service: Service = Service.ACCOUNT
    reference: str = ""


class NotVietQR(ValueError):
    """The text is not a whole, well-formed VietQR payload; the message says where it breaks."""


def vietqr(bank_bin: str, account: str, *, amount_vnd: int | None = None, purpose: str = "") -> str:
    """The payload of a transfer to an account. ValueError for anything that NAPAS would not read.

    purpose: at most 25 ASCII letters, digits, spaces, dots, hyphens. With an amount or purpose the code is
    dynamic (01 = 12), without both static (11).
    """
    if not _BANK_BIN.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(account):
        raise ValueError("bank BIN has 6 digits, an account 1 to 19 letters or digits")
    if amount_vnd is not None and not 0 < amount_vnd < 10**13:
        raise ValueError(amount_vnd)
    if purpose and not _PURPOSE.fullmatch(purpose):
        raise ValueError(purpose)
    beneficiary = _item("00", bank_bin) + _item("01", account)
    template = _item("00", NAPAS) + _item("01", beneficiary) + _item("02", Service.ACCOUNT.value)
    body = _item("00", "01") + _item("01", "12" if amount_vnd or purpose else "11") + _item("38", template)
    body += _item("53", "704")
    if amount_vnd is not None:
        body += _item("54", str(amount_vnd))
    body += _item("58", "VN")
    if purpose:
        body += _item("62", _item("08", purpose))
    return body + "6304" + _crc(body + "6304")


def parse_vietqr(payload: str) -> Transfer:
    """What a payload says. NotVietQR when the checksum or any nested length does not fit.

    The checksum alone is not enough: a code in circulation has a right checksum over broken inner lengths.
    """
    if len(payload) < 12 or payload[-8:-4] != "6304" or _crc(payload[:-4]) != payload[-4:]:
        raise NotVietQR("checksum")
    tags = _walk(payload[:-8], "")
    if tags.get("00") != "01" or tags.get("53") != "704" or tags.get("58") != "VN":
        raise NotVietQR("not a payment in đồng within Việt Nam")
    template = _walk(tags.get("38", ""), "38")
    if template.get("00") != NAPAS:
        raise NotVietQR("38.00 is not NAPAS")
    beneficiary = _walk(template.get("01", ""), "38.01")
    bank_bin, account = beneficiary.get("00", ""), beneficiary.get("01", "")
    if not _BANK_BIN.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(account):
        raise NotVietQR("38.01 names no account")
    service = template.get("02", "")
    if service not in [known.value for known in Service]:
        raise NotVietQR("38.02 is unknown")
    amount = tags.get("54")
    if amount is not None and not (amount.isascii() and amount.isdecimal()):
        raise NotVietQR("54 is no amount")
    more = _walk(tags.get("62", ""), "62")
    return Transfer(
        bank_bin=bank_bin,
        account=account,
        amount_vnd=int(amount) if amount is not None else None,
        purpose=more.get("08", ""),
        service=Service(service),
        reference=more.get("01", more.get("07", "")),
    )


def transfer_purpose(reference: str, place: int = 1) -> str:
    """The dossier code without separators, for banks that strip them: H42.15-261122-0001 → H42152611220001.

    place: 2 and up marks the second and later charges of one dossier (L2). At most 25 characters; of a
    longer code the end is kept, because it holds the day and the number.
    """
    plain = re.sub(r"[^A-Z0-9]", "", fold(reference).upper())
    suffix = f"L{place}" if place > 1 else ""
    return plain[-(PURPOSE_LENGTH - len(suffix)) :] + suffix


def _item(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _crc(text: str) -> str:
    """CRC-16/CCITT-FALSE, four upper-case hex digits."""
    return f"{binascii.crc_hqx(text.encode(errors='replace'), 0xFFFF):04X}"


def _walk(text: str, where: str) -> dict[str, str]:
    """The items of one level; every length must end exactly where the text ends."""
    items: dict[str, str] = {}
    at = 0
    while at < len(text):
        head, tag = text[at : at + 4], text[at : at + 2]
        if len(head) < 4 or not (head.isascii() and head.isdecimal()) or tag in items:
            raise NotVietQR(f"{where}.{tag}: no tag and length")
        end = at + 4 + int(head[2:])
        if end > len(text):
            raise NotVietQR(f"{where}.{tag}: longer than the text that holds it")
        items[tag] = text[at + 4 : end]
        at = end
    return items
