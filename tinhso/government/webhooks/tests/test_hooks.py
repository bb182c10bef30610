"""What happens to a dossier reaches those who subscribed: signed, in order, once in effect, and nobody's name."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import jsonschema
import pytest
from django.db import connections, transaction
from django.test import Client

from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.government.webhooks import actions, queries
from tinhso.government.webhooks.lifecycle import SubscriptionState
from tinhso.government.webhooks.models import Subscription
from tinhso.government.webhooks.reactions import hear_burial
from tinhso.government.webhooks.rules import EventKind, checked_address
from tinhso.government.webhooks.tests.factories import US, Controller, program, send, subscription, work
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import MessageLog, OutboxMessage
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.actions import revoke_api_client
from tinhso.ground.people.tests.factories import agency

pytestmark = pytest.mark.django_db
S = SubscriptionState
LATER = MONDAY + HOUR


@pytest.fixture
def hook(place, subscriber_double):
    """An active subscription of a program of the place, all kinds; its secret is known to the subscriber."""
    made, secret = subscription(program(place.agency)[0], f"{subscriber_double.address}/nhan")
    subscriber_double.believe(secret)
    return actions.activate(Controller(), made, now=MONDAY)


def states():
    return list(OutboxMessage.objects.order_by("id").values_list("state", flat=True))


def told(double, kind="status"):
    return [one["data"]["state"] for one in double.heard() if f"dossier.{kind}." in one["type"]]


def test_a_subscriber_hears_each_step_signed_in_order_and_without_names(place, hook, subscriber_double):
    dossier = make_dossier(place)
    work(dossier, now=MONDAY)
    dossiers.receive(place.reception, dossier, now=LATER)
    work(dossier, now=LATER)
    work(dossier, now=LATER)

    assert told(subscriber_double) == ["AWAITING_RECEPTION", "TRANSFERRED"]
    assert len(told(subscriber_double, "promise")) == 2
    event = subscriber_double.heard()[-2]
    assert event["type"] == "vn.gov.ninhbinh.dossier.status.v1"
    assert (event["subject"], event["sequence"]) == (dossier.code, "00000002")
    assert event["source"] == f"urn:vn:gov:agency:{place.agency.code}"
    assert datetime.fromisoformat(event["data"]["received_at"]) == LATER
    said = json.dumps(subscriber_double.heard(), ensure_ascii=False)
    for secret in (dossier.applicant_name, place.reception.name, place.citizen.personal_number, dossier.title):
        assert secret not in said
    schema = Client().get(urlsplit(event["dataschema"]).path).json()
    jsonschema.validate(event["data"], schema)
    assert schema["$id"] == event["dataschema"]


def test_nobody_is_called_who_did_not_agree(place, subscriber_double):
    made, _secret = subscription(program(place.agency)[0], f"{subscriber_double.address}/nhan")
    subscriber_double.faults(handshake_wrong=1)

    with pytest.raises(Refused, match="handshake-refused"):
        actions.activate(Controller(), made, now=MONDAY)
    dossier = make_dossier(place)
    work(dossier, now=MONDAY)

    made.refresh_from_db()
    assert (made.state, subscriber_double.calls()) == (S.PENDING, [])
    assert MessageLog.objects.get(operation="bat-tay").outcome == "REJECTED"
    elsewhere, _secret = subscription(program(place.agency)[0], "http://127.0.0.1:9/nhan")
    with pytest.raises(Refused, match="handshake-refused"):
        actions.activate(Controller(), elsewhere, now=MONDAY)


def test_a_failing_subscriber_is_tried_again_in_order_and_keeps_each_event_once(place, hook, subscriber_double):
    dossier = make_dossier(place)
    subscriber_double.faults(answer_lost=1)
    work(dossier, now=MONDAY)
    dossiers.receive(place.reception, dossier, now=MONDAY + timedelta(seconds=9))
    work(dossier, now=MONDAY + timedelta(seconds=10))

    assert [call["status"] for call in subscriber_double.calls()] == [504]
    assert send(dossier, now=MONDAY + timedelta(seconds=31)) == 4
    assert told(subscriber_double) == ["AWAITING_RECEPTION", "TRANSFERRED"]
    assert len(subscriber_double.heard()) == 4
    assert [call["status"] for call in subscriber_double.calls()] == [504, 204, 204, 204, 204]


def test_a_busy_subscriber_is_left_alone_for_as_long_as_it_asks(place, hook, subscriber_double):
    dossier = make_dossier(place)
    subscriber_double.faults(busy=1)
    work(dossier, now=MONDAY)

    assert send(dossier, now=MONDAY + timedelta(minutes=9)) == 0
    assert send(dossier, now=MONDAY + timedelta(minutes=10)) == 2


def test_an_unreachable_subscriber_ends_in_dead_letters_that_hold_only_their_dossier(place, hook, subscriber_double):
    first, second = make_dossier(place), make_dossier(place)
    subscriber_double.faults(error_500=12)
    work(first, now=MONDAY)
    for hours in range(1, 15):
        send(first, now=MONDAY + hours * HOUR)
    work(second, now=MONDAY + 20 * HOUR)

    assert states() == [OutboxState.DEAD, OutboxState.QUEUED, OutboxState.DELIVERED, OutboxState.DELIVERED]


def test_old_and_new_secret_both_sign_for_a_week(place, hook, subscriber_double):
    fresh = actions.rotate(Controller(), hook, now=MONDAY)
    work(make_dossier(place), now=LATER)
    subscriber_double.believe(fresh)
    work(make_dossier(place), now=LATER)
    after = MONDAY + timedelta(days=7)
    work(make_dossier(place), now=after)

    assert [(call["status"], call["signatures"]) for call in subscriber_double.calls()] == [(204, 2)] * 4 + [
        (204, 1)
    ] * 2
    endpoint = Subscription.objects.get().endpoint
    assert fresh not in str(vars(endpoint))


def test_an_address_that_is_gone_suspends_its_subscription(place, hook, subscriber_double):
    subscriber_double.faults(gone=1)
    dossier = make_dossier(place)
    work(dossier, now=MONDAY)
    for _twice in range(2):
        hear_burial(Entry.objects.get(kind="gateway.buried"))
    dossiers.receive(place.reception, dossier, now=LATER)
    work(dossier, now=LATER)

    hook.refresh_from_db()
    assert (hook.state, "410" in hook.reason) == (S.SUSPENDED, True)
    assert [call["status"] for call in subscriber_double.calls()] == [410]


def test_only_what_the_program_may_see_and_chose_is_told(place):
    here, elsewhere = place.agency, agency("NB.C14167")
    ours, stranger, revoked = (program(where)[0] for where in (here, elsewhere, here))
    hears = {}
    for client, agencies, kinds, heard in (
        (ours, (), ("PROMISE",), 1), (ours, (here,), ("STATUS", "PROMISE"), 2), (ours, (elsewhere,), ("STATUS",), 0),
        (stranger, (), ("STATUS",), 0), (revoked, (), ("STATUS",), 0),
    ):  # fmt: skip
        made, _secret = subscription(client, agencies=agencies, kinds=tuple(EventKind[kind] for kind in kinds))
        hears[made.endpoint.partner] = heard
    revoke_api_client(US, revoked, reason="Thử", now=MONDAY)
    work(make_dossier(place), now=LATER)

    assert {partner: OutboxMessage.objects.filter(partner=partner).count() for partner in hears} == hears


def test_who_cannot_be_called_reads_behind_the_last_number_and_misses_nothing(place):
    client, token = program(place.agency)
    subscription(client)
    dossier = make_dossier(place)
    work(dossier, now=MONDAY)
    browser = Client(headers={"Authorization": f"Bearer {token}"})

    first = browser.get("/api/events?size=1").json()
    rest = browser.get(f"/api/events?after={first['next']}").json()
    nothing = browser.get(f"/api/events?after={rest['next']}").json()

    assert [one["type"].split(".")[-2] for one in (*first["items"], *rest["items"])] == ["status", "promise"]
    assert nothing == {"items": [], "next": rest["next"]}
    assert browser.get("/api/events").json()["items"][0]["id"] == first["items"][0]["id"]
    actions.end(Controller(), Subscription.objects.get(), reason="Hết hợp đồng", now=LATER)
    assert browser.get("/api/events").json()["items"] == []
    _other, elsewhere = program(agency("NB.C14167"))
    assert Client(headers={"Authorization": f"Bearer {elsewhere}"}).get("/api/events").json()["items"] == []
    assert Client().get("/api/events").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_events_of_all_subscriptions_of_a_program_are_numbered_one_after_the_other():
    place = make_one_stop()
    client, _ = program(place.agency)
    here, _ = subscription(client, agencies=(place.agency,))
    subscription(client, agencies=(agency("NB.C13777"),))
    dossier = make_dossier(place)

    def not_locked() -> list[int]:
        try:
            with transaction.atomic():
                return list(Subscription.objects.select_for_update(skip_locked=True).values_list("pk", flat=True))
        finally:
            connections.close_all()

    with transaction.atomic(), ThreadPoolExecutor(1) as another:
        assert queries.hearing_of(dossier, now=MONDAY) == [here]
        assert another.submit(not_locked).result(20) == []


def test_without_subscribers_no_job_is_made_and_after_the_end_nothing_leaves(place, hook, subscriber_double):
    dossier = dossier_in(place, "ACCEPTED")
    actions.end(Controller(), hook, reason="Hết hợp đồng", now=LATER)
    work(dossier, now=LATER)

    assert states() == []
    assert not queries.anybody_hears()
    with pytest.raises(Refused):
        actions.activate(Controller(), hook, now=LATER)


@pytest.mark.parametrize("address", [
    "http://a.gov.vn/nhan", "https://", "a.gov.vn", "https://u:p@a.gov.vn/", "https://localhost/",
    "https://127.0.0.1/", "https://[::1]/", "https://169.254.1.1/x", "ftp://a.gov.vn", "https://a.gov.vn/#x",
    "https://a.gov.vn:99999/", "https://a b/",
])  # fmt: skip
def test_an_address_must_be_https_and_elsewhere(address):
    assert (
        checked_address(" https://10.1.2.3:8443/nhan?x=1 ", may_be_insecure=False) == "https://10.1.2.3:8443/nhan?x=1"
    )
    with pytest.raises(Refused, match="address-wrong"):
        checked_address(address, may_be_insecure=False)


def test_only_those_who_run_the_exchange_subscribe(place):
    client, _token = program(place.agency)

    with pytest.raises(NotAllowed), transaction.atomic():
        actions.subscribe(place.reception, client, address="", kinds=[EventKind.STATUS], agencies=[], now=MONDAY)
    with pytest.raises(NotAllowed):
        actions.suspend(place.reception, subscription(client)[0], reason="x", now=MONDAY)
    with pytest.raises(Refused, match="kinds-missing"):
        subscription(client, kinds=())
