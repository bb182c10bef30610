"""The album of all pages, made once, in one transaction that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.pages import (
    accounts,
    citizens,
    exchange,
    mandates,
    officials,
    operations,
    personal_data,
    plans,
    status,
    visitors,
)
from tests.pages.album import Album
from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.tests.factories import BIRTH, COPY, make_one_stop
from tinhso.ground.people.models import Account


@pytest.fixture(scope="package")
def album(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Album]:
    """Every page, in Vietnamese and in English, empty and full, right and wrong."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield everything()
        connection.set_rollback(True)


def everything() -> Album:
    """Visit all of them."""
    album = Album()
    place = make_one_stop(on=timezone.now())
    somebody, citizen = Client(), Client()
    account = Account.objects.get(citizen=place.citizen)
    citizen.force_login(account)
    by_state = citizens.a_dossier_in_each_state(place)
    done = by_state[DossierState.RETURNED]
    citizens.follow(album, citizen, place, by_state)
    citizens.follow_a_life_event(album, citizen, officials.at_work(place.leader), place)
    officials.handle(album, place, by_state)
    album.visit(citizen, "dossier-retrieved", f"/ho-so/{by_state[DossierState.IN_PROCESS].code}/")
    officials.lists(album, place)
    officials.counter(album, place)
    officials.digitise(album, place)
    citizens.use_again(album)
    officials.reckon(album, place)
    officials.sign_in_bulk(album, place)
    accounts.look_after(album, place)
    officials.administer(album, place)
    officials.registers(album, place)
    officials.catalogue(album)
    exchange.exchange(album)
    officials.subscribers(album)
    status.tell(album, somebody)
    plans.steer(album)
    for code in (BIRTH, COPY, citizens.EXTRACT):
        citizens.file_something(album, code)
    mandates.act_for_others(album, place)
    operations.watch(album, place)
    citizens.own_account(album, citizen, account)
    personal_data.own_data(album)
    visitors.look_around(album, somebody, done, paper_by_code(done.result.paper_code))
    visitors.pay(album, somebody, place)
    visitors.come_in(album, somebody, place)
    visitors.sad_pages(album, somebody, citizen)
    citizens.behind_the_national_portal(album, somebody)
    return album
