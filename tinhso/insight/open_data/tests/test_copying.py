"""Datasets at the national portal: a CKAN in a process of its own takes each version once; refusals are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as house
from django.test import Client
from django.urls import reverse

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.open_data import actions
from tinhso.insight.open_data.models import Dataset, DatasetVersion, PortalCopy
from tinhso.insight.open_data.tables import PUBLISHER

CODE, NAME = "don-vi-hanh-chinh", "ninh-binh-don-vi-hanh-chinh"
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def dataset(db):
    """The list of administrative units, published once."""
    found = Dataset.objects.get(code=CODE)
    actions.publish(PUBLISHER, found, now=MONDAY)
    return found


def copy() -> PortalCopy:
    return PortalCopy.objects.get(dataset__code=CODE)


def test_a_version_goes_there_once_and_the_next_one_takes_its_place(dataset, data_portal_double):
    assert actions.copy_all(now=MONDAY) == 1
    taken = data_portal_double.packages()[NAME]
    assert (taken["version"], taken["owner_org"], len(taken["resources"])) == ("1", "tinh-ninh-binh", 3)
    assert taken["resources"][0]["url"].startswith(f"{house.PUBLIC_ORIGIN}/du-lieu/mo/{CODE}/1/")
    assert actions.copy_all(now=LATER) == 0
    assert data_portal_double.calls() == ["package_show", "package_create"]

    first = DatasetVersion.objects.get(dataset=dataset)
    Dataset.objects.filter(pk=dataset.pk).update(title="Danh mục đơn vị hành chính, bản mới")
    assert actions.copy_all(now=LATER) == 1

    again = data_portal_double.packages()[NAME]
    assert (again["id"], again["title"]) == (taken["id"], "Danh mục đơn vị hành chính, bản mới")
    assert data_portal_double.calls()[-1] == "package_update"
    assert (copy().state, copy().number, copy().their_id) == ("SENT", first.number, taken["id"])
    assert [entry.kind for entry in entries_about(f"dataset:{dataset.pk}")].count("open_data.copied") == 2


def test_an_answer_that_was_lost_makes_nothing_twice(dataset, data_portal_double):
    data_portal_double.faults(answer_lost=1)

    assert actions.copy_all(now=MONDAY) == 0
    assert (copy().state, copy().number) == ("UNREACHED", 0)
    assert actions.copy_all(now=LATER) == 1

    assert list(data_portal_double.packages()) == [NAME]
    assert data_portal_double.calls()[1:] == ["package_create", "package_show", "package_update"]
    assert [row.outcome for row in MessageLog.objects.filter(partner="data_portal").order_by("pk")] == [
        "UNAVAILABLE", "DONE",
    ]  # fmt: skip


def test_a_refusal_is_kept_in_its_words_shown_and_tried_again(dataset, data_portal_double):
    data_portal_double.faults(refused=1)
    actions.copy_all(now=MONDAY)

    assert (copy().state, copy().said) == ("REFUSED", "HTTP 409 Validation Error; license_id: Licence is not open")
    official = make_official(agency("NB.SKHCN"), Role.CASE_OFFICER, full_name="Trần Linh Lan")
    client = Client()
    client.force_login(Account.objects.get(pk=person_of(official, on=MONDAY.date()).account_id))
    page = client.get(reverse("open_data:desk")).text
    assert "Licence is not open" in page
    assert actions.copy_all(now=LATER) == 1


def test_what_is_somebody_elses_there_is_left_alone(dataset, data_portal_double):
    data_portal_double.put(NAME)

    actions.copy_all(now=MONDAY)

    assert copy().said == f"tên {NAME} đã thuộc tổ chức khác"
    assert data_portal_double.calls() == ["package_show"]


def test_nonsense_is_no_answer_and_without_an_address_nothing_goes_anywhere(dataset, data_portal_double, settings):
    data_portal_double.faults(garbage=1)
    actions.copy_all(now=MONDAY)
    assert copy().state == "UNREACHED"

    settings.DATA_PORTAL = settings.DATA_PORTAL | {"address": ""}
    with pytest.raises(Refused) as refused:
        actions.copy_all(now=MONDAY)
    assert refused.value.code == "no-data-portal"
    assert Client().get(reverse("open_data:catalogue")).status_code == 200
