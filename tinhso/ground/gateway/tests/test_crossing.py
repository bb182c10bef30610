"""The wall: each crossing is written down, whatever came of it, and says nothing of persons."""

from __future__ import annotations

from datetime import date

import pytest

from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform, PaymentStatus
from tinhso.ground.gateway.tests.outside import outside
from tinhso.ground.people.tests.factories import NOON

WHY = {"purpose": "Thử", "legal_basis": "Nghị định 118/2025/NĐ-CP", "subject": "dossier:1", "now": NOON}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, Outcome.DONE),
        (Unavailable("vneid", "HTTP 503"), Outcome.UNAVAILABLE),
        (Rejected("vneid", "HTTP 400"), Outcome.REJECTED),
        (ZeroDivisionError("x"), Outcome.CRASHED),
    ],
)
def test_every_crossing_leaves_a_row_with_its_outcome_and_errors_pass_on(error, outcome):
    try:
        with logged("vneid", operation="token", **WHY) as call:
            call.detail = "200"
            if error:
                raise error
    except (Unavailable, Rejected, ZeroDivisionError) as passed:
        assert passed is error

    row = MessageLog.objects.get(subject="dossier:1")
    assert (row.outcome, row.partner, row.operation, row.at) == (outcome, "vneid", "token", NOON)
    assert row.duration_ms >= 0
    assert row.detail == (error.detail if isinstance(error, Unavailable | Rejected) else "200")


def create(**changed):
    fields = {"transaction_id": "T1", "amount_vnd": 8_000, "description": "x", "return_url": "http://127.0.0.1/",
              "bill": {}}  # fmt: skip
    return PaymentPlatform().create_transaction(**fields | changed)


def test_the_same_transaction_is_created_once(payment_double):
    assert create() == create() == f"{payment_double.address}/pay/T1"


def test_one_transaction_id_cannot_stand_for_two_sums(payment_double):
    create(transaction_id="T2")

    with pytest.raises(Rejected, match="error_code 3"):
        create(transaction_id="T2", amount_vnd=9_000)


def test_a_key_that_is_not_ours_is_rejected(payment_double, settings):
    settings.PAYMENT_PLATFORM = settings.PAYMENT_PLATFORM | {"hash_key_1": "another"}

    with pytest.raises(Rejected, match="error_code 97"):
        create()


def test_a_transaction_that_the_platform_never_saw_is_unknown(payment_double):
    assert PaymentPlatform().query_detail("TS-nothing").status is PaymentStatus.UNKNOWN


def test_a_settlement_file_that_is_garbage_is_an_outage_not_an_empty_day(payment_double):
    payment_double.faults(garbage=1)

    with pytest.raises(Unavailable):
        PaymentPlatform().settlement_file(date(2026, 11, 22))


def test_a_fault_that_nobody_knows_is_refused(payment_double):
    assert outside.post(f"{payment_double.address}/__faults", json={"meteor": 1}).status_code == 400


def test_the_double_shows_the_payer_a_page_in_vietnamese(payment_double):
    page = outside.get(create(transaction_id="T3", bill={"MaHoSo": "H42.134-261123-0001"})).text

    for said in ("8.000 đ", "H42.134-261123-0001", ">Thanh toán</button>", ">Huỷ</button>"):
        assert said in page


def test_the_doubles_inbox_escapes_what_came_in(message_double, settings):
    headers = {"Authorization": f"Bearer {settings.MESSAGES_TOKEN}"}
    body = {"brand": "TINHSO", "phone": "0912345678", "text": "<script>alert(1)</script>", "request_id": "k1"}
    outside.post(f"{message_double.address}/sms", json=body, headers=headers)

    page = outside.get(message_double.address).text

    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_message_without_our_token_is_not_taken(message_double):
    answer = outside.post(f"{message_double.address}/sms", json={"phone": "0912345678"})

    assert answer.json() == {"error": 401}
