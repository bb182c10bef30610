"""The national portal's payment platform (nền tảng thanh toán): its fields, its signatures, its statuses.

Create, detail query and call-back as public code of 2020–2021 speaks them. Where that is silent, our assumption
stands here alone: the order of signed fields is alphabetical as in `create`, detail answers have the call-back's
fields, the settlement file is CSV, `return_url` is sent with the transaction, and a refund is a call like `create`
whose `refund_id` makes repeating it harmless and whose end is asked for like a transaction's.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.conf import settings

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.wire import call, json_object

PARTNER = "payment_platform"
CREATE_SIGNED = ("addition_fee", "client_id", "command", "trans_amount", "transaction_id", "version")
DETAIL_SIGNED = ("client_id", "command", "transaction_id")
CALLBACK_SIGNED = ("client_id", "command", "status", "trans_amount", "transaction_id", "version")
LOOKUP_SIGNED = ("MaHoSo", "client_id", "command")
SETTLEMENT_SIGNED = ("client_id", "command", "day")
REFUND_SIGNED = ("client_id", "command", "refund_amount", "refund_id", "transaction_id")
REFUND_DETAIL_SIGNED = ("client_id", "command", "refund_id")
REFUND_NEWS_SIGNED = ("client_id", "command", "refund_amount", "refund_id", "status")


class PaymentStatus(Enum):
    """status of a transaction; 0 = paid is the portal's own, the others are our reading."""

    PAID = "0"
    FAILED = "1"
    PENDING = "2"
    UNKNOWN = "9"


@dataclass(frozen=True)
class PaymentNews:
    """What the platform says of one transaction; the sum in đồng."""

    transaction_id: str
    status: PaymentStatus
    amount_vnd: int
    provider_ref: str


@dataclass(frozen=True)
class SettlementRow:
    """One paid transaction in the platform's daily file."""

    transaction_id: str
    amount_vnd: int


@dataclass(frozen=True)
class RefundNews:
    """What the platform says of one refund: PAID = the payer has the money back, PENDING = on its way."""

    refund_id: str
    status: PaymentStatus
    amount_vnd: int
    provider_ref: str


def check_sum(key: str, fields: Mapping[str, object], signed: tuple[str, ...]) -> str:
    """Hex HMAC-SHA256 over the values of the signed fields, joined by |."""
    text = "|".join(str(fields.get(name, "")) for name in signed)
    return hmac.new(key.encode(), _bytes(text), hashlib.sha256).hexdigest()


def _bytes(text: object) -> bytes:
    """UTF-8; half a surrogate pair, which JSON can smuggle in, stays a wrong signature instead of a crash."""
    return str(text).encode(errors="surrogatepass")


class PaymentPlatform:
    """Our side of the talk with the platform; keys and address from the settings."""

    def __init__(self) -> None:
        self.base_url: str = settings.PARTNERS[PARTNER]
        self.client_id: str = settings.PAYMENT_PLATFORM["client_id"]
        self.key_1: str = settings.PAYMENT_PLATFORM["hash_key_1"]
        self.key_2: str = settings.PAYMENT_PLATFORM["hash_key_2"]

    def create_transaction(
        self, *, transaction_id: str, amount_vnd: int, description: str, return_url: str, bill: Mapping[str, object]
    ) -> str:
        """The address where the payer pays; the same transaction_id gives the same transaction."""
        fields: dict[str, object] = {
            "client_id": self.client_id,
            "transaction_id": transaction_id,
            "trans_amount": str(amount_vnd),
            "command": "PAY",
            "version": "3.0",
            "description": description,
            "locale": "vn",
            "country_code": "vi",
            "currency_code": "VND",
            "environment": "1",
            "addition_fee": "0",
            "return_url": return_url,
            "bill_info": bill,
        }
        fields["check_sum"] = check_sum(self.key_1, fields, CREATE_SIGNED)
        body = self._ask("/payment/create", fields)
        url = body.get("pay_url")
        if not isinstance(url, str) or not url.startswith(self.base_url.rstrip("/") + "/"):
            # A payer is only ever sent on to the platform itself.
            raise Unavailable(PARTNER, "câu trả lời không có địa chỉ thanh toán")
        return url

    def query_detail(self, transaction_id: str) -> PaymentNews:
        """How a transaction ended; UNKNOWN when the platform never heard of it."""
        fields: dict[str, object] = {
            "client_id": self.client_id,
            "transaction_id": transaction_id,
            "command": "QUERY",
        }
        fields["check_sum"] = check_sum(self.key_1, fields, DETAIL_SIGNED)
        body = self._ask("/payment/detail", fields)
        try:
            news = self.read_callback(body)
        except Rejected as error:
            raise Unavailable(PARTNER, "câu trả lời sai chữ ký") from error
        if news.transaction_id != transaction_id:
            raise Unavailable(PARTNER, "câu trả lời về giao dịch khác")
        return news

    def refund(self, *, refund_id: str, transaction_id: str, amount_vnd: int, reason: str) -> RefundNews:
        """Give money of a paid transaction back to its payer; the same refund_id is the same refund.

        Rejected when the transaction was not paid or less than this is left of it.
        """
        fields: dict[str, object] = {
            "client_id": self.client_id,
            "command": "REFUND",
            "version": "3.0",
            "refund_id": refund_id,
            "transaction_id": transaction_id,
            "refund_amount": str(amount_vnd),
            "description": reason,
        }
        fields["check_sum"] = check_sum(self.key_1, fields, REFUND_SIGNED)
        return self._refund_news(refund_id, self._ask("/payment/refund", fields))

    def query_refund(self, refund_id: str) -> RefundNews:
        """How a refund ended; UNKNOWN when the platform never heard of it."""
        fields: dict[str, object] = {"client_id": self.client_id, "command": "QUERY_REFUND", "refund_id": refund_id}
        fields["check_sum"] = check_sum(self.key_1, fields, REFUND_DETAIL_SIGNED)
        return self._refund_news(refund_id, self._ask("/payment/refund/detail", fields))

    def settlement_file(self, day: date) -> list[SettlementRow]:
        """Transactions paid on a day in Việt Nam, as the platform lists them."""
        fields: dict[str, object] = {"client_id": self.client_id, "command": "SETTLEMENT", "day": day.isoformat()}
        fields["check_sum"] = check_sum(self.key_1, fields, SETTLEMENT_SIGNED)
        answer = call(PARTNER, self.base_url, "POST", "/payment/settlement", json=fields)
        try:
            rows = csv.DictReader(io.StringIO(answer.text))
            if list(rows.fieldnames or ()) != ["transaction_id", "trans_amount"]:
                raise Unavailable(PARTNER, "tệp đối soát thiếu cột")
            return [SettlementRow(row["transaction_id"], int(row["trans_amount"])) for row in rows]
        except (ValueError, TypeError, csv.Error) as error:
            raise Unavailable(PARTNER, "tệp đối soát không đọc được") from error

    def read_callback(self, payload: Mapping[str, object]) -> PaymentNews:
        """What a signed message of the platform says. Rejected for a wrong signature, client or shape."""
        right = check_sum(self.key_2, payload, CALLBACK_SIGNED)
        if (
            not hmac.compare_digest(_bytes(payload.get("check_sum", "")), right.encode())
            or payload.get("client_id") != self.client_id
        ):
            raise Rejected(PARTNER, "chữ ký không hợp lệ")
        try:
            return PaymentNews(
                transaction_id=str(payload["transaction_id"]),
                status=PaymentStatus(str(payload["status"])),
                amount_vnd=int(str(payload["trans_amount"])),
                provider_ref=str(payload.get("bank_ref", "")),
            )
        except (KeyError, ValueError) as error:
            raise Rejected(PARTNER, "thiếu trường") from error

    def _refund_news(self, refund_id: str, body: Mapping[str, object]) -> RefundNews:
        """A signed answer about the refund that was asked about; Unavailable for any other."""
        right = check_sum(self.key_2, body, REFUND_NEWS_SIGNED)
        if not hmac.compare_digest(_bytes(body.get("check_sum", "")), right.encode()):
            raise Unavailable(PARTNER, "câu trả lời sai chữ ký")
        if body.get("refund_id") != refund_id:
            raise Unavailable(PARTNER, "câu trả lời về khoản hoàn khác")
        try:
            return RefundNews(
                refund_id=refund_id,
                status=PaymentStatus(str(body["status"])),
                amount_vnd=int(str(body["refund_amount"])),
                provider_ref=str(body.get("bank_ref", "")),
            )
        except (KeyError, ValueError) as error:
            raise Unavailable(PARTNER, "câu trả lời thiếu trường") from error

    def is_lookup_signed(self, payload: Mapping[str, object]) -> bool:
        """True when the platform itself asks what is payable for a dossier."""
        right = check_sum(self.key_2, payload, LOOKUP_SIGNED)
        return hmac.compare_digest(_bytes(payload.get("check_sum", "")), right.encode())

    def _ask(self, path: str, fields: Mapping[str, object]) -> dict[str, Any]:
        body = json_object(PARTNER, call(PARTNER, self.base_url, "POST", path, json=fields))
        if str(body.get("error_code", "0")) != "0":
            raise Rejected(PARTNER, f"error_code {str(body.get('error_code'))[:20]}")
        return body
