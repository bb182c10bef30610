"""The pages where people arrive cost the same for one dossier and for nine hundred."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.government.dossiers.actions import fold_counts
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import OneStop, dossier_in, make_dossier, make_one_stop
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person

MANY = 900


@pytest.fixture
def place(db: None) -> OneStop:
    return make_one_stop(on=timezone.now())


def many_more(dossier: Dossier) -> None:
    """Nine hundred that differ from this one in their codes only."""
    dossier = Dossier.objects.get(pk=dossier.pk)  # whole, with the columns that a list leaves out
    rows = []
    for number in range(MANY):
        row = copy(dossier)
        row.pk, row.idempotency_key, row.clock = None, None, None
        row.code = f"{dossier.code[:-4]}{number + 1000:04d}"
        rows.append(row)
    Dossier.objects.bulk_create(rows)
    fold_counts()


def asked_by(person: Person, address: str) -> Callable[[], tuple[int, str]]:
    """How many statements a page takes for a person, and what it shows; what a process reads once is warm."""
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    assert client.get(address).status_code == 200

    def ask() -> tuple[int, str]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(address)
        assert page.status_code == 200
        return len(asked), page.text

    return ask


def test_my_page_with_900_dossiers_asks_as_little_as_with_one(place):
    dossier = make_dossier(place, now=timezone.now())
    ask = asked_by(place.applicant, "/cua-toi/")
    few, _page = ask()

    many_more(dossier)
    many, page = ask()

    assert many == few <= 8
    assert page.count('class="line"') == 20
    assert "Xem hồ sơ cũ hơn" in page


@pytest.mark.parametrize("desk", ["reception", "officer", "leader"])
def test_the_desk_with_900_dossiers_asks_as_little_as_with_one(place, desk):
    state = {"reception": "AWAITING_RECEPTION", "officer": "IN_PROCESS", "leader": "AWAITING_SIGNATURE"}[desk]
    dossier = dossier_in(place, state, now=timezone.now())
    ask = asked_by(getattr(place, desk), "/can-bo/")
    few, _page = ask()

    many_more(dossier)
    many, page = ask()

    assert many == few <= 12
    assert page.count("/can-bo/ho-so/H42") == 12


def test_the_search_page_asks_as_little_for_many_findings_as_for_one(client, db):
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert asked("/thu-tuc/?q=cap+lai+giay+phep") == asked("/thu-tuc/?q=khai+sinh+luu+dong")
