"""Rows that are read and written past the ORM's machinery are the same rows."""

from __future__ import annotations

import pytest
from django.db import connection, models

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier, DossierPart, HandOver
from tinhso.government.dossiers.queries.access import HEAVY
from tinhso.government.dossiers.tests.factories import dossier_in
from tinhso.ground.acts import inserting
from tinhso.ground.people.models import Account
from tinhso.ground.people.queries import account_of


def facts(row: models.Model, without: tuple[str, ...] = ()) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in without}


def test_a_locked_dossier_holds_what_the_table_holds(place):
    dossier = dossier_in(place, "IN_PROCESS")

    locked = queries.locked(dossier.pk)

    assert facts(locked, HEAVY) == facts(Dossier.objects.get(pk=dossier.pk), HEAVY)
    assert isinstance(locked.contact, dict)
    assert locked.get_deferred_fields() == set(HEAVY)
    assert locked.answers == Dossier.objects.get(pk=dossier.pk).answers


def test_an_account_is_read_with_its_name_and_posts(place):
    account = Account.objects.filter(official__isnull=False).earliest("pk")

    read = account_of(account.pk)

    assert facts(read) == facts(account)
    assert read.full_name == account.official.full_name


@pytest.mark.parametrize("model", [Dossier, DossierPart, HandOver])
def test_values_go_to_the_driver_as_django_would_send_them(place, model):
    dossier_in(place, "IN_PROCESS")
    row = model.objects.earliest("pk")
    if model is HandOver:
        row.note = 12  # a number where a text belongs: Django's own preparation must still be asked

    _, values = inserting([row])

    own = [f for f in model._meta.concrete_fields if not f.generated]
    expected = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in own]
    assert [repr(value) for value in values] == [repr(value) for value in expected]
