"""The two commands of those who keep the books."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.payments import jobs
from tinhso.engines.payments.lifecycle import ChargeState
from tinhso.engines.payments.models import Mismatch
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.ground.gateway.models import MessageLog

pytestmark = pytest.mark.django_db


def run(*command):
    said = io.StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def test_a_statement_settles_transfers_and_says_how_many_fit(tmp_path):
    charge, path = make_charge(), tmp_path / "statement.csv"
    path.write_text(f"bank_ref,amount_vnd,purpose\nFT1,8000,{charge.purpose}\nFT2,5000,an sang\n", encoding="utf-8-sig")

    said = run("import_bank_statement", str(path))

    charge.refresh_from_db()
    assert charge.state == ChargeState.PAID
    assert said.splitlines() == ["Đã nhận tiền: 1", "Không tìm thấy khoản phải nộp: 1"]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "bank_ref,amount_vnd,purpose\nFT1,tám nghìn,x\n"])
def test_a_file_that_is_no_statement_books_nothing(tmp_path, content):
    path = tmp_path / "statement.csv"
    path.write_text(content)
    if not content:
        path.unlink()

    with pytest.raises(CommandError, match="Không đọc được sao kê"):
        run("import_bank_statement", str(path))


def test_the_day_is_reconciled_in_three_lists(client, payment_double):
    charge = make_charge()
    pay_url = client.post(reverse("payments:pay_online", args=[charge.code]))["Location"]
    payment_double.pay(client, pay_url)

    said = run("reconcile_payments", "--day", timezone.localdate().isoformat())

    assert charge.attempts.get().transaction_id in said
    assert "Chỉ có ở ta: 0 giao dịch, 0 đ" in said


def test_the_clock_reconciles_the_day_that_has_just_ended_in_viet_nam(client, payment_double):
    charge = make_charge()
    payment_double.pay(client, client.post(reverse("payments:pay_online", args=[charge.code]))["Location"])
    half_past_one = (timezone.localtime() + timedelta(days=1)).replace(hour=1, minute=30)

    jobs.reconcile_yesterday(timestamp=int(half_past_one.timestamp()))

    log = MessageLog.objects.get(operation="settlement")
    assert log.subject == f"day:{timezone.localdate()}"
    assert not Mismatch.objects.filter(transaction_id=charge.attempts.get().transaction_id).exists()


def test_a_silent_platform_stops_the_reconciliation_with_a_sentence(settings):
    settings.PARTNERS = settings.PARTNERS | {"payment_platform": "http://127.0.0.1:9"}

    with pytest.raises(CommandError, match="hãy đối soát lại sau"):
        run("reconcile_payments")
