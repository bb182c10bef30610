"""The platform is killed in the middle of a payment; when it stands again nothing is lost and nothing is paid twice."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.payments import actions
from tinhso.engines.payments.lifecycle import ChargeState
from tinhso.engines.payments.models import Receipt
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform, PaymentStatus
from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import PaymentDouble, free_port, start_double

pytestmark = pytest.mark.django_db


@dataclass
class MortalDouble(PaymentDouble):
    """A payment platform of one's own, to be killed."""

    folder: Path = Path()
    port: int = 0
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        environment = {
            "TINHSO_PARTNER_PAYMENT_PLATFORM": self.address,
            "TINHSO_ORIGIN": self.relay.address,
            "TINHSO_DOUBLE_RETRY_S": "0.05",
            "TINHSO_DOUBLE_FOLDER": str(self.folder),
        }
        self.processes.append(start_double("payment_platform", environment, self.port))

    def kill(self) -> None:
        """As a power cut does it: no farewell, nothing written any more."""
        self.processes[-1].kill()
        self.processes[-1].wait(5)
        client_for(self.address).close()
        client_for.cache_clear()


@pytest.fixture
def platform(tmp_path, settings) -> Iterator[MortalDouble]:
    port = free_port()
    double = MortalDouble(f"http://127.0.0.1:{port}", folder=tmp_path, port=port)
    settings.PARTNERS = settings.PARTNERS | {"payment_platform": double.address}
    double.start()
    yield double
    double.kill()
    double.relay.forget()
    double.relay.server.shutdown()
    double.relay.server.server_close()


def click_pay(client, charge) -> str:
    return client.post(reverse("payments:pay_online", args=[charge.code]))["Location"]


def test_a_payer_on_the_platforms_page_pays_there_after_its_restart(client, platform):
    charge = make_charge()
    pay_url = click_pay(client, charge)
    platform.kill()
    platform.start()

    assert click_pay(client, charge) == pay_url, "the same transaction"
    _, answers = platform.pay(client, pay_url)

    charge.refresh_from_db()
    assert answers == [{"error_code": 0, "message": "Đã ghi nhận"}]
    assert charge.state == ChargeState.PAID
    assert Receipt.objects.filter(charge=charge).count() == 1


def test_news_that_was_not_told_before_the_kill_is_told_after_it(client, platform):
    charge = make_charge()
    pay_url = click_pay(client, charge)
    platform.press(pay_url, "confirm")  # the payer has paid; our side has not answered yet
    platform.kill()
    platform.relay.forget()
    charge.refresh_from_db()
    assert charge.is_payable

    platform.start()
    answer = platform.relay.deliver(client)

    charge.refresh_from_db()
    assert (answer["error_code"], charge.state) == (0, ChargeState.PAID)


def test_what_was_paid_before_the_kill_stands_in_the_days_file_and_can_be_given_back_once(client, platform):
    charge = make_charge()
    platform.pay(client, click_pay(client, charge))
    attempt = charge.attempts.get()
    back = {"refund_id": "H1", "transaction_id": attempt.transaction_id, "amount_vnd": 8_000, "reason": "Nộp thừa"}
    PaymentPlatform().refund(**back)
    platform.kill()
    platform.start()

    result = actions.reconcile_day(timezone.localdate(), now=timezone.now())

    assert [row.transaction_id for row in result.matched] == [attempt.transaction_id]
    assert PaymentPlatform().query_refund("H1").status is PaymentStatus.PAID
    assert PaymentPlatform().refund(**back).refund_id == "H1", "asked again, not paid again"
