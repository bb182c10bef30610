"""What partners tell us: believed by its signature and its hour, kept once, in whatever order it comes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from queue import Empty

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.ground.gateway.models import InboxEvent, MessageLog, Outcome
from tinhso.ground.gateway.rules import sign
from tinhso.ground.gateway.tests.letters import deliver, post
from tinhso.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
ADDRESS = "/truc-ket-noi/residence/su-kien/"


@pytest.fixture
def secret(settings):
    return settings.EVENT_SECRETS["residence"]


def event(**changed):
    """An event of the police about the first part."""
    return {
        "specversion": "1.0", "id": "e-1", "source": "urn:vn:gov:G01:ho-so-lien-thong",
        "type": "vn.gov.dossier.status.v1", "subject": "life_event_part:1", "time": "2026-11-22T12:00:00+07:00",
        "data": {"maHoSo": "G01-261122-0001", "soThuTu": 1, "trangThai": 9},
    } | changed  # fmt: skip


def tell(client, said, *, secret, at=None, signature=None, address=ADDRESS):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    header = sign(secret, body, at=at or timezone.now()) if signature is None else signature
    return client.post(address, body, content_type="application/cloudevents+json",
                       headers={"Webhook-Signature": header})  # fmt: skip


def told(client, double):
    """File one letter and have its event in."""
    post(goiLai=f"{double.relay.address}{ADDRESS}")
    assert deliver() == 1


def test_an_event_is_kept_once_and_told_to_the_house(client, secret):
    assert tell(client, event(), secret=secret).status_code == 204
    assert tell(client, event(), secret=secret).status_code == 204

    kept = InboxEvent.objects.get()
    assert (kept.partner, kept.event_id, kept.subject) == ("residence", "e-1", "life_event_part:1")
    assert kept.at == datetime(2026, 11, 22, 5, tzinfo=UTC)
    assert kept.body == event()
    entry = Entry.objects.get(kind="gateway.event_arrived")
    assert entry.subject == "life_event_part:1"
    assert entry.facts == {
        "partner": "residence", "type": "vn.gov.dossier.status.v1", "subject": "life_event_part:1",
        "event_id": "e-1", "at": "2026-11-22T12:00:00+07:00", "data": event()["data"],
    }  # fmt: skip
    rows = MessageLog.objects.filter(partner="residence").order_by("id")
    assert [(row.outcome, row.subject, row.detail) for row in rows] == [
        (Outcome.DONE, "life_event_part:1", "mới"),
        (Outcome.DONE, "life_event_part:1", "đã có"),
    ]


def test_two_partners_may_use_the_same_id(client, settings):
    for name in ("residence", "insurance"):
        answer = tell(client, event(), secret=settings.EVENT_SECRETS[name], address=f"/truc-ket-noi/{name}/su-kien/")
        assert answer.status_code == 204

    assert InboxEvent.objects.count() == 2


@pytest.mark.parametrize(
    "signature", ["", "t=,v1=", "t=1e9,v1=00", "v1=00", "t=²,v1=00", "t=99999999999999,v1=00", "rubbish", "t=1,t=2"]
)
def test_an_event_without_a_right_signature_is_not_believed_and_written_down(client, secret, signature):
    answer = tell(client, event(), secret=secret, signature=signature)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["title"] == "bad-signature"
    assert InboxEvent.objects.count() == 0
    row = MessageLog.objects.get(partner="residence")
    assert (row.outcome, row.detail) == (Outcome.REJECTED, "bad-signature")


def test_the_signature_of_another_partner_or_body_is_not_believed(client, settings, secret):
    other = settings.EVENT_SECRETS["insurance"]
    header = sign(secret, json.dumps(event()).encode(), at=timezone.now())

    assert tell(client, event(), secret=other).status_code == 401
    assert tell(client, event(id="e-2"), secret=secret, signature=header).status_code == 401


@pytest.mark.parametrize(("minutes", "code"), [(-5.1, "stale-event"), (5.2, "future-event")])
def test_an_old_or_future_signature_may_be_a_replay_and_is_not_believed(client, secret, minutes, code):
    answer = tell(client, event(), secret=secret, at=timezone.now() + timedelta(minutes=minutes))

    assert (answer.status_code, answer.json()["title"]) == (401, code)
    assert MessageLog.objects.get(partner="residence").detail == code


def test_during_an_exchange_of_keys_one_right_signature_is_enough(client, secret):
    body = json.dumps(event()).encode()
    right = sign(secret, body, at=timezone.now())

    assert tell(client, body, secret=secret, signature=f"{right},v1=00").status_code == 204


@pytest.mark.parametrize(
    "said",
    [
        b"", b"\xff\xfe", b"[]", b"nothing", b'"\\ud800"', b"[" * 100_000,
        event(specversion="0.3"), event(id=""), event(id=7), event(subject="x" * 81), event(time="yesterday"),
        event(time="2026-11-22T12:00:00"), event(data=[]), event(data={"a": "\u0000"}), event(data={"a": "\ud800"}),
        event(data={"a": float("inf")}), {},
    ],
)  # fmt: skip
def test_what_is_no_event_is_said_to_be_unreadable(client, secret, said):
    answer = tell(client, said, secret=secret)

    assert (answer.status_code, answer.json()["title"]) == (400, "unreadable-event")
    assert MessageLog.objects.get(partner="residence").outcome == Outcome.REJECTED


def test_a_flood_is_turned_away_unread(client, secret, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    assert tell(client, event(data={"a": "x" * 1000}), secret=secret).status_code == 413


def test_nobody_but_a_partner_has_an_address_here(client, secret):
    address = "/truc-ket-noi/nobody/su-kien/"

    assert tell(client, event(), secret=secret, address=address).status_code == 404
    assert client.options(address).status_code == 404
    assert client.get(ADDRESS).status_code == 405
    assert not MessageLog.objects.filter(partner="nobody").exists()


def test_a_partner_asks_first_whether_it_may_call_and_only_its_own_host_may(client, settings):
    settings.PARTNERS = settings.PARTNERS | {"residence": "https://cutru.example:8443/x"}
    right = client.options(ADDRESS, headers={"WebHook-Request-Origin": "CuTru.example"})
    wrong = client.options(ADDRESS, headers={"WebHook-Request-Origin": "elsewhere.example"})

    assert (right.status_code, right["WebHook-Allowed-Origin"]) == (200, "CuTru.example")
    assert right["Allow"] == "POST"
    assert wrong.status_code == 403
    assert "WebHook-Allowed-Origin" not in wrong


def test_what_the_agency_decides_arrives_signed(client, residence_double):
    told(client, residence_double)
    residence_double.decide("LT-1", 9)
    residence_double.relay.deliver(client)

    data = InboxEvent.objects.get().body["data"]
    assert (data["trangThai"], data["soThuTu"], data["maHoSo"]) == (9, 1, residence_double.dossiers()[0]["maHoSo"])
    assert set(data["ketQua"]) == {"so", "ngay", "ten"}
    assert InboxEvent.objects.get().subject == "life_event_part:1"


def test_a_dossier_without_consent_is_refused_with_a_reason(client, residence_double):
    post(goiLai=f"{residence_double.relay.address}{ADDRESS}", khongCoDongY=True)
    deliver()
    residence_double.relay.deliver(client)

    data = InboxEvent.objects.get().body["data"]
    assert data["trangThai"] == 3
    assert "không đồng ý" in data["lyDo"]


def test_an_event_with_a_bad_signature_is_turned_away_and_comes_again_with_a_right_one(client, residence_double):
    told(client, residence_double)
    residence_double.faults(event_bad_signature=1)
    residence_double.decide("LT-1", 4)

    assert residence_double.relay.deliver(client)["title"] == "bad-signature"
    assert residence_double.relay.deliver(client) == {}
    assert InboxEvent.objects.count() == 1


def test_an_event_that_comes_twice_happens_once(client, residence_double):
    told(client, residence_double)
    residence_double.faults(event_twice=1)
    residence_double.decide("LT-1", 9)
    residence_double.relay.deliver(client)
    residence_double.relay.deliver(client)

    assert Entry.objects.filter(kind="gateway.event_arrived").count() == 1
    assert MessageLog.objects.filter(operation="vn.gov.dossier.status.v1").count() == 2


def test_a_late_event_comes_after_the_next_and_both_are_told_with_their_numbers(client, residence_double):
    told(client, residence_double)
    residence_double.faults(event_late=1)
    residence_double.decide("LT-1", 4)
    residence_double.decide("LT-1", 9)
    residence_double.relay.deliver(client)
    residence_double.relay.deliver(client)

    arrived = [entry.facts["data"] for entry in Entry.objects.filter(kind="gateway.event_arrived").order_by("id")]
    assert [(data["soThuTu"], data["trangThai"]) for data in arrived] == [(2, 9), (1, 4)]


def test_a_lost_event_is_told_by_nobody_but_the_agency_can_be_asked(client, residence_double):
    told(client, residence_double)
    residence_double.faults(event_lost=1)
    residence_double.decide("LT-1", 9)

    with pytest.raises(Empty):
        residence_double.relay.deliver(client, wait_s=0.3)
    assert residence_double.dossiers()[0]["trangThai"] == 9


def test_a_strict_browser_cannot_be_misused_but_a_partner_needs_no_cookie(secret):
    assert tell(Client(enforce_csrf_checks=True), event(), secret=secret).status_code == 204
