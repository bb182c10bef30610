"""The double of the portal's payment platform: python -m tinhso.ground.gateway.doubles.payment_platform

Speaks the protocol of `partners/payment_platform.py` from the other side: creates transactions, shows the payer a
page, calls back until error_code 0, answers detail queries, writes the day's settlement file, looks up what is
payable for a dossier, gives money back. Its books are a file of its own: a kill in mid-payment loses nothing, and what
was not told yet is told after the restart.
"""

from __future__ import annotations

import asyncio
import csv
import hmac
import io
import secrets
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from django.conf import settings

from tinhso.ground.base.vietnamese import format_vnd
from tinhso.ground.gateway.doubles.kit import Faults, page, serve
from tinhso.ground.gateway.doubles.payment_books import Books, RefundKept, Transaction
from tinhso.ground.gateway.partners.payment_platform import (
    CALLBACK_SIGNED,
    CREATE_SIGNED,
    DETAIL_SIGNED,
    LOOKUP_SIGNED,
    PARTNER,
    REFUND_DETAIL_SIGNED,
    REFUND_NEWS_SIGNED,
    REFUND_SIGNED,
    SETTLEMENT_SIGNED,
    PaymentStatus,
    check_sum,
)

FAULTS = Faults("callback_lost", "callback_twice", "callback_out_of_order", "callback_late",
                "wrong_signature", "wrong_amount", "refund_failed", "refund_pending")  # fmt: skip
CALLBACK_TRIES = 6
GOING_BACK = frozenset({PaymentStatus.PAID, PaymentStatus.PENDING})


class Platform:
    """The talk with payer and merchant about what stands in the books."""

    def __init__(self, books: Books, *, callback_url: str, lookup_url: str, retry_s: float = 1.0) -> None:
        self.books = books
        self.base_url: str = settings.PARTNERS[PARTNER]
        self.client_id: str = settings.PAYMENT_PLATFORM["client_id"]
        self.key_1: str = settings.PAYMENT_PLATFORM["hash_key_1"]
        self.key_2: str = settings.PAYMENT_PLATFORM["hash_key_2"]
        self.callback_url, self.lookup_url, self.retry_s = callback_url, lookup_url, retry_s
        self.answers: defaultdict[str, list[str]] = defaultdict(list)
        self.calling: set[asyncio.Task[None]] = set()

    def application(self) -> web.Application:
        """The platform as a web application."""
        application = web.Application(middlewares=[FAULTS.middleware("/payment/")])
        application.add_routes(FAULTS.routes())
        application.add_routes([
            web.post("/payment/create", self.create),
            web.post("/payment/detail", self.detail),
            web.post("/payment/settlement", self.settlement),
            web.post("/payment/refund", self.refund),
            web.post("/payment/refund/detail", self.refund_detail),
            web.get("/pay/{id}", self.show),
            web.post("/pay/{id}/confirm", self.confirm),
            web.post("/pay/{id}/cancel", self.cancel),
            web.get("/", self.front),
        ])  # fmt: skip
        application.on_startup.append(self.tell_the_rest)
        return application

    async def tell_the_rest(self, application: web.Application) -> None:
        """What the last process had still to tell when it ended."""
        for known in self.books.untold():
            self._later(self._call_back(known))

    # From the merchant -------------------------------------------------------------------------------------

    async def create(self, request: web.Request) -> web.Response:
        """Open a transaction, or give the same one again."""
        fields = await request.json()
        if not self._signed(fields, CREATE_SIGNED):
            return web.json_response({"error_code": "97", "message": "Sai chữ ký"})
        if not str(fields.get("trans_amount", "")).isdecimal() or fields.get("command") != "PAY":
            return web.json_response({"error_code": "2", "message": "Thiếu hoặc sai trường"})
        known = self.books.opened(fields)
        if known.fields["trans_amount"] != fields["trans_amount"]:
            return web.json_response({"error_code": "3", "message": "Mã giao dịch đã dùng cho số tiền khác"})
        return web.json_response({"error_code": "0", "pay_url": f"{self.base_url}/pay/{known.transaction_id}"})

    async def detail(self, request: web.Request) -> web.Response:
        """What became of a transaction, signed like a call-back."""
        fields = await request.json()
        if not self._signed(fields, DETAIL_SIGNED):
            return web.json_response({"error_code": "97", "message": "Sai chữ ký"})
        known = self.books.transaction(str(fields.get("transaction_id")))
        if known is None:
            nothing = {"transaction_id": fields.get("transaction_id"), "trans_amount": "0"}
            return web.json_response({"error_code": "0", **self._news(nothing, PaymentStatus.UNKNOWN, "")})
        return web.json_response({"error_code": "0", **self._news(known.fields, known.status, known.bank_ref)})

    async def settlement(self, request: web.Request) -> web.Response:
        """The transactions paid on one day, as CSV."""
        fields = await request.json()
        if not self._signed(fields, SETTLEMENT_SIGNED):
            return web.Response(status=403, text="Sai chữ ký")
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(["transaction_id", "trans_amount"])
        for known in self.books.paid_on(date.fromisoformat(str(fields.get("day")))):
            rows.writerow([known.transaction_id, known.amount_vnd])
        return web.Response(text=text.getvalue(), content_type="text/csv")

    async def refund(self, request: web.Request) -> web.Response:
        """Give money back once, never more than was paid; the fault `refund_pending` leaves it on its way."""
        fields = await request.json()
        if not self._signed(fields, REFUND_SIGNED):
            return web.json_response({"error_code": "97", "message": "Sai chữ ký"})
        if known := self.books.refund(str(fields["refund_id"])):
            return web.json_response({"error_code": "0", **self._refund_news(known)})
        paid = self.books.transaction(str(fields["transaction_id"]))
        if paid is None or paid.status is not PaymentStatus.PAID:
            return web.json_response({"error_code": "4", "message": "Giao dịch chưa được thanh toán"})
        amount = int(fields["refund_amount"])
        back = sum(r.amount_vnd for r in self.books.refunds_of(paid.transaction_id) if r.status in GOING_BACK)
        if not 0 < amount <= paid.amount_vnd - back:
            return web.json_response({"error_code": "5", "message": "Số tiền hoàn lớn hơn số còn lại"})
        if FAULTS.strikes("refund_failed"):
            status, bank_ref = PaymentStatus.FAILED, ""
        elif FAULTS.strikes("refund_pending"):
            status, bank_ref = PaymentStatus.PENDING, ""
        else:
            status, bank_ref = PaymentStatus.PAID, secrets.token_hex(6).upper()
        reason = str(fields.get("description", ""))
        known = RefundKept(str(fields["refund_id"]), paid.transaction_id, amount, reason, status, bank_ref)
        return web.json_response({"error_code": "0", **self._refund_news(self.books.keep_refund(known))})

    async def refund_detail(self, request: web.Request) -> web.Response:
        """What became of a refund; one on its way has arrived by now, unless `refund_pending` is on."""
        fields = await request.json()
        if not self._signed(fields, REFUND_DETAIL_SIGNED):
            return web.json_response({"error_code": "97", "message": "Sai chữ ký"})
        known = self.books.refund(str(fields.get("refund_id")))
        if known is None:
            known = RefundKept(str(fields.get("refund_id")), "", 0, "", PaymentStatus.UNKNOWN, "")
        elif known.status is PaymentStatus.PENDING and not FAULTS.strikes("refund_pending"):
            arrived = replace(known, status=PaymentStatus.PAID, bank_ref=secrets.token_hex(6).upper())
            known = self.books.keep_refund(arrived)
        return web.json_response({"error_code": "0", **self._refund_news(known)})

    # From the payer ----------------------------------------------------------------------------------------

    async def show(self, request: web.Request) -> web.Response:
        """The page on which the payer pays or turns back."""
        known = self._known(request)
        bill = known.fields.get("bill_info", {})
        amount = format_vnd(known.amount_vnd)
        fees = [(line.get("TenPhiLePhi"), format_vnd(int(line.get("SoTien", 0)))) for line in bill.get("PhiLePhi", [])]
        here = f"{self.base_url}/pay/{known.transaction_id}"
        context = {"here": here, "transaction": known, "bill": bill, "fees": fees, "amount": amount,
                   "status": known.status.name}  # fmt: skip
        return page("pay.html", context)

    async def confirm(self, request: web.Request) -> web.Response:
        """Take the money once, tell the merchant, send the payer back."""
        known = self._known(request)
        if known.status is PaymentStatus.PENDING:
            known = self.books.paid(known, bank_ref=secrets.token_hex(6).upper(), at=datetime.now(UTC))
        return await self._tell_and_send_back(known)

    async def cancel(self, request: web.Request) -> web.Response:
        """End the transaction without money, tell the merchant, send the payer back."""
        known = self._known(request)
        if known.status is PaymentStatus.PENDING:
            known = self.books.cancelled(known)
        return await self._tell_and_send_back(known)

    async def front(self, request: web.Request) -> web.Response:
        """Transactions so far; and what is payable for a dossier, asked of the merchant."""
        code = request.query.get("MaHoSo", "")
        found = await self._look_up(code) if code else None
        lines = [
            (known, self.books.refunds_of(known.transaction_id), self.answers[known.transaction_id])
            for known in self.books.newest(50)
        ]
        return page("platform.html", {"here": self.base_url, "lines": lines, "code": code, "found": found})

    # To the merchant ---------------------------------------------------------------------------------------

    async def _tell_and_send_back(self, known: Transaction) -> web.Response:
        if FAULTS.strikes("callback_late"):
            self._later(self._call_back(known, wait_s=self.retry_s))
        elif FAULTS.strikes("callback_lost"):
            self.books.told(known)  # the platform believes so
        else:
            call = self._later(self._call_back(known))
            # The payer does not wait for a slow merchant.
            await asyncio.wait([call], timeout=2)
        joint = "&" if "?" in str(known.fields["return_url"]) else "?"
        raise web.HTTPSeeOther(f"{known.fields['return_url']}{joint}transaction_id={known.transaction_id}")

    async def _call_back(self, known: Transaction, *, wait_s: float = 0) -> None:
        """Post the news until the merchant answers error_code 0, a few times at growing distance."""
        await asyncio.sleep(wait_s)
        news = self._news(known.fields, known.status, known.bank_ref)
        for tries in range(CALLBACK_TRIES):
            said = dict(news)
            if FAULTS.strikes("wrong_amount"):
                said = self._news({**known.fields, "trans_amount": "1000"}, known.status, known.bank_ref)
            if FAULTS.strikes("wrong_signature"):
                said["check_sum"] = "0" * 64
            if await self._post(known, said):
                self.books.told(known)
                break
            await asyncio.sleep(self.retry_s * 2**tries)
        if FAULTS.strikes("callback_twice"):
            await self._post(known, news)
        if FAULTS.strikes("callback_out_of_order"):
            await self._post(known, self._news(known.fields, PaymentStatus.FAILED, ""))

    async def _post(self, known: Transaction, said: dict[str, Any]) -> bool:
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=8)) as session,
                session.post(self.callback_url, json=said) as answer,
            ):
                self.answers[known.transaction_id].append(await answer.text())
                return answer.status == 200 and (await answer.json(content_type=None)).get("error_code") == 0
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self.answers[known.transaction_id].append(type(error).__name__)
            return False

    async def _look_up(self, code: str) -> dict[str, Any]:
        fields = {"client_id": self.client_id, "command": "LayThongTinThanhToan", "MaHoSo": code}
        fields["check_sum"] = check_sum(self.key_2, fields, LOOKUP_SIGNED)
        try:
            async with aiohttp.ClientSession() as session, session.post(self.lookup_url, json=fields) as answer:
                return dict(await answer.json(content_type=None))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return {"error_code": -1, "message": type(error).__name__}

    def _news(self, fields: dict[str, Any], status: PaymentStatus, bank_ref: str) -> dict[str, Any]:
        said = {
            "client_id": self.client_id,
            "transaction_id": fields["transaction_id"],
            "trans_amount": fields["trans_amount"],
            "command": "PAY",
            "version": "3.0",
            "status": status.value,
            "bank_ref": bank_ref,
        }
        return said | {"check_sum": check_sum(self.key_2, said, CALLBACK_SIGNED)}

    def _refund_news(self, known: RefundKept) -> dict[str, Any]:
        said = {
            "client_id": self.client_id,
            "command": "REFUND",
            "refund_id": known.refund_id,
            "refund_amount": str(known.amount_vnd),
            "status": known.status.value,
            "bank_ref": known.bank_ref,
        }
        return said | {"check_sum": check_sum(self.key_2, said, REFUND_NEWS_SIGNED)}

    def _signed(self, fields: dict[str, Any], signed: tuple[str, ...]) -> bool:
        right = check_sum(self.key_1, fields, signed)
        return hmac.compare_digest(str(fields.get("check_sum", "")).encode(), right.encode())

    def _known(self, request: web.Request) -> Transaction:
        known = self.books.transaction(request.match_info["id"])
        if known is None:
            raise web.HTTPNotFound(text="Không có giao dịch này")
        return known

    def _later(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self.calling.add(task)
        task.add_done_callback(self.calling.discard)
        return task


def main() -> None:
    """Serve at the address that the settings give this partner."""
    ours = settings.PAYMENT_PLATFORM
    platform = Platform(
        Books(Path(ours["double_folder"]) / "payment_platform.sqlite3"),
        callback_url=ours["callback_url"],
        lookup_url=ours["lookup_url"],
        retry_s=float(ours["double_retry_s"]),
    )
    asyncio.run(serve(platform.application(), platform.base_url))


if __name__ == "__main__":
    main()
