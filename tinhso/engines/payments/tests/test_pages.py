"""The pages of payment and the end point that the portal asks."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tinhso.engines.payments import actions
from tinhso.engines.payments.models import Mismatch
from tinhso.engines.payments.tests.factories import NOON, make_charge
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.partners.payment_platform import LOOKUP_SIGNED, check_sum
from tinhso.ground.people.tests import factories as people

pytestmark = pytest.mark.django_db


def look_up(client, settings, code, **more):
    keys = settings.PAYMENT_PLATFORM
    fields = {"client_id": keys["client_id"], "command": "LayThongTinThanhToan", "MaHoSo": code}
    fields |= {"check_sum": check_sum(keys["hash_key_2"], fields, LOOKUP_SIGNED)} | more
    return client.post(reverse("payments:look_up"), json.dumps(fields), content_type="application/json").json()


def test_the_page_says_what_is_owed_for_what_by_which_law_and_the_ways_to_pay(client):
    charge = make_charge()

    page = client.get(charge.get_absolute_url()).content.decode()

    sums = ("8.000 đ", "Lệ phí bản sao trích lục hộ tịch", "TT 281/2016/TT-BTC", "Nộp 8.000 đ trực tuyến")
    for said in (*sums, "Trần Thị Mơ", "Ủy ban nhân dân phường Nam Định", charge.purpose, "9990000013669"):
        assert said in page


def test_the_square_is_a_picture(client):
    answer = client.get(reverse("payments:vietqr.svg", args=[make_charge().code]))

    assert answer["Content-Type"] == "image/svg+xml"
    assert b'xmlns="http://www.w3.org/2000/svg"' in answer.content


def test_a_paid_charge_offers_no_way_to_pay_and_shows_its_receipt(client):
    charge = make_charge()
    cashier = people.person_of(people.make_official(people.agency(), "RECEPTION"))
    receipt = actions.collect_cash(cashier, charge, now=NOON)

    page = client.get(charge.get_absolute_url()).content.decode()

    assert receipt.number in page
    assert "trực tuyến</button>" not in page
    assert client.get(reverse("payments:vietqr.svg", args=[charge.code])).status_code == 404


def test_the_portal_learns_what_is_payable_for_a_dossier(client, settings):
    charge = make_charge()

    answer = look_up(client, settings, charge.reference)

    assert answer["error_code"] == 1
    assert answer["message"]["MaHoSo"] == charge.reference
    assert answer["message"]["PhiLePhi"] == [
        {"LoaiPhiLePhi": "2", "MaPhiLePhi": "TL01", "TenPhiLePhi": "Lệ phí bản sao trích lục hộ tịch", "SoTien": "8000"}
    ]


def test_the_portal_learns_that_nothing_is_due_that_nothing_is_known_or_that_it_may_not_ask(client, settings):
    paid = make_charge(0)

    assert look_up(client, settings, paid.reference) == {"error_code": 0, "message": []}
    assert look_up(client, settings, "H42.1-261123-9999") == {"error_code": -1, "message": []}
    assert look_up(client, settings, paid.reference, check_sum="0" * 64) == {"error_code": -1, "message": []}


def test_mismatches_are_settled_by_a_head_with_a_note_beside_the_field(client):
    actions.settle_transfers(System("bank"), [actions.StatementLine("FT9", 8_000, "nham")], now=NOON)
    mismatch = Mismatch.objects.get()
    client.force_login(people.make_official(people.agency(), "HEAD_OF_ONE_STOP", full_name="Hồ Duy Thắng").account)
    assert "FT9" in client.get(reverse("payments:mismatches")).content.decode()

    empty = client.post(reverse("payments:resolve", args=[mismatch.pk]), {"note": ""})
    done = client.post(reverse("payments:resolve", args=[mismatch.pk]), {"note": "Đã hoàn"}, follow=True)

    assert empty.status_code == 422
    assert "Hãy ghi rõ đã xử lý khoản tiền này như thế nào." in empty.content.decode()
    assert "Không có sai lệch nào." in done.content.decode()


def test_a_citizen_does_not_see_the_mismatches(client):
    client.force_login(people.make_citizen().account)

    assert client.get(reverse("payments:mismatches")).status_code == 403


def test_the_signature_of_a_transaction_is_the_portals(settings):
    """Fixed by hand with openssl: printf '0|C|PAY|8000|T1|3.0' | openssl dgst -sha256 -hmac k."""
    fields = {"addition_fee": "0", "client_id": "C", "command": "PAY", "trans_amount": "8000",
              "transaction_id": "T1", "version": "3.0"}  # fmt: skip
    signed = ("addition_fee", "client_id", "command", "trans_amount", "transaction_id", "version")

    assert check_sum("k", fields, signed) == "a1b66e850b91f25114e666f7517eb7b4731b072c4cb24b04903fa61ff0541f73"
