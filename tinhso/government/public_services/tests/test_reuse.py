"""Nhập một lần: what one dossier gave, the next takes from the store, and everybody can see it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.store.models import StoredPaper
from tinhso.government.digitising.tests.factories import WIDOWED
from tinhso.government.dossiers.actions import ItemAsked, request_supplement
from tinhso.government.dossiers.models import DossierPart
from tinhso.government.dossiers.queries.reuse import PartOrigin, reuse_counts
from tinhso.government.dossiers.tests.factories import dossier_in, make_dossier, make_one_stop
from tinhso.government.public_services.tests.factories import AtHome
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_citizen

DEATH, MARITAL_STATUS = "1.000656", "1.004873"


@pytest.fixture
def place(db):
    """A widow's husband was declared dead an hour ago; the extract is issued."""
    now = timezone.now() - timedelta(hours=1)
    place = make_one_stop(on=now)
    dossier_in(place, "RESULT_READY", code=DEATH, now=now)
    return place


def choose(mo, application, paper, **more):
    where = reverse("public_services:stored_paper", args=[application.key])
    return mo.client.post(where, {"part": "TP03", "paper": paper.key, **more})


def test_the_extract_of_one_dossier_is_filed_with_the_next_without_being_handed_in(place):
    extract = StoredPaper.objects.get()
    mo = AtHome(place.citizen)
    application = mo.begins(MARITAL_STATUS)
    parts = reverse("public_services:parts", args=[application.key])

    assert extract.words in mo.client.get(parts).text
    assert mo.client.post(parts).status_code == 422  # required, and neither uploaded nor chosen
    choose(mo, application, extract)
    assert mo.client.post(parts).status_code == 302
    application.draft.answers = WIDOWED
    application.draft.save(update_fields=["answers"])
    sent = mo.client.post(reverse("public_services:review", args=[application.key]))

    assert sent.status_code == 302, sent.text
    code = sent.url.split("/")[2]
    officer = Client()
    officer.force_login(Account.objects.get(pk=place.reception.account_id))
    case = officer.get(reverse("dossiers:show", args=[code])).text
    assert "Dùng lại từ kho dữ liệu điện tử" in case
    assert extract.words in case and extract.dossier_code in case
    officer.get(reverse("dossiers:file", args=[code, extract.file.key]))
    store = mo.client.get(reverse("public_services:store")).text
    assert code in store and "Nguyễn Thị Lan" in store  # where it was used, and who opened it
    today = timezone.localdate()
    (line,) = reuse_counts(place.reception, first=today, last=today)
    assert (line.dossiers, line.parts[PartOrigin.REUSED]) == (2, 1)


def test_what_counts_no_more_is_said_and_stops_the_filing_until_it_is_taken_away(place):
    extract = StoredPaper.objects.get()
    mo = AtHome(place.citizen)
    application = mo.begins(MARITAL_STATUS)
    choose(mo, application, extract)
    application.draft.answers = WIDOWED
    application.draft.save(update_fields=["answers"])
    StoredPaper.objects.update(valid_from=None, valid_to=timezone.localdate() - timedelta(days=1))
    parts = reverse("public_services:parts", args=[application.key])

    assert "Không còn dùng được" in mo.client.get(parts).text
    assert "đã hết giá trị" in mo.client.post(reverse("public_services:review", args=[application.key])).text
    choose(mo, application, extract, drop="1")
    page = mo.client.get(parts).text
    assert extract.words not in page


def test_nobody_else_is_offered_it_or_can_use_its_key(place):
    other = AtHome(make_citizen("Lê Văn Hùng"))
    application = other.begins(MARITAL_STATUS)
    extract = StoredPaper.objects.get()

    assert extract.words not in other.client.get(reverse("public_services:parts", args=[application.key])).text
    assert choose(other, application, extract).status_code == 404
    assert other.client.get(reverse("public_services:store_file", args=[extract.key])).status_code == 404


def test_results_of_before_the_store_go_into_it_once(place):
    before = StoredPaper.objects.get()
    facts = (before.identity, before.issued_on, before.citizen)
    before.delete()

    for _twice in range(2):
        call_command("store_results", stdout=StringIO())

    after = StoredPaper.objects.get()
    assert (after.identity, after.issued_on, after.citizen) == facts


def test_a_supplement_is_answered_from_the_store(place):
    now = timezone.now()
    dossier = make_dossier(place, code=MARITAL_STATUS, now=now, channel="POST")
    wanted = ItemAsked("TP03", "Trích lục khai tử", "Nộp trích lục", "Chưa rõ chồng cũ đã mất")
    request_supplement(
        place.reception, dossier, items=[wanted], reason="Thiếu trích lục", legal_basis="Luật Hộ tịch", now=now
    )
    mo, where = AtHome(place.citizen), reverse("public_services:supplement", args=[dossier.code])
    extract = StoredPaper.objects.get()

    assert extract.words in mo.client.get(where).text
    assert mo.client.post(where, {"stored-item-0": str(extract.key)}).status_code == 302
    part = DossierPart.objects.get(dossier=dossier, round=1)
    assert (part.state, part.stored_paper, part.file) == ("REUSED", extract, extract.file)
