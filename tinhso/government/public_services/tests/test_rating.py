"""A vote is the citizen's: officers may know that it was cast, never what it says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.tests.factories import dossier_in, make_one_stop
from tinhso.government.public_services.tests.factories import AtHome
from tinhso.ground.people.models import Account

COMMENT = "Phải đi lại ba lần vì thiếu hướng dẫn"


@pytest.fixture
def place(db):
    return make_one_stop(on=timezone.now())


@pytest.fixture
def returned(place):
    return dossier_in(place, "RETURNED", now=timezone.now())


def rate(place, dossier, **given):
    return AtHome(place.citizen).client.post(reverse("public_services:rate", args=[dossier.code]), given)


def test_officers_read_that_a_vote_was_cast_and_never_what_it_says(place, returned):
    assert rate(place, returned, score="1", reasons=["CONTACTS"], comment=COMMENT).status_code == 302
    entry = next(entry for entry in cases.timeline(returned) if entry.kind == "dossiers.rated")
    officer = Client()
    officer.force_login(Account.objects.get(pk=place.officer.account_id))

    page = officer.get(reverse("dossiers:show", args=[returned.code])).text

    assert entry.facts == {"dossier_id": returned.pk}
    assert "Người nộp đã đánh giá" in page
    assert COMMENT not in page
    assert "Rất không hài lòng" not in page
    assert cases.rating_of(returned).score == 1


def test_a_bad_vote_without_a_reason_keeps_what_was_written_and_says_what_is_missing(place, returned):
    answer = rate(place, returned, score="2")

    assert answer.status_code == 422
    assert 'value="2" checked' in answer.text
    assert answer.text.count("Xin cho biết điều gì làm bạn chưa hài lòng") == 2  # above, and beside the field

    answer = rate(place, returned, score="", reasons=["TIME"], comment=COMMENT)
    assert 'value="TIME" checked' in answer.text
    assert COMMENT in answer.text
    assert cases.rating_of(returned) is None


def test_a_second_vote_is_refused(place, returned):
    rate(place, returned, score="5")

    assert rate(place, returned, score="1", comment="Đổi ý").status_code == 422
    assert cases.rating_of(returned).score == 5
