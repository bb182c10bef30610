"""Leaders read what applicants said as figures with their denominator; nobody reads one vote beside its dossier."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.government.dossiers import actions
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import ratings
from tinhso.government.dossiers.tests.factories import BIRTH, dossier_in, make_one_stop
from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.tests.factories import agency, make_official, person_of

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
SPAN = {"first": TODAY - timedelta(days=40), "last": TODAY + timedelta(days=1)}
_minutes = count(1)


@pytest.fixture
def place(db):
    return make_one_stop(on=NOW)


def ended(place, *scores, comment="", **facts):
    """Dossiers that ended, one for each score; None = did not vote."""
    for score in scores:
        dossier = dossier_in(
            place, "REFUSED_AT_RECEPTION", now=NOW - timedelta(days=1, minutes=next(_minutes)), **facts
        )
        if score:
            actions.rate(
                place.applicant, dossier, score=score, reasons=["TIME"] if score < 3 else [], comment=comment, now=NOW
            )


def browser(person):
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def test_votes_are_counted_against_all_that_ended(place):
    ended(place, 5, 5, 4, 3, 1, None, None, None)

    (line,) = ratings.vote_counts(place.leader, **SPAN)

    assert (line.agency_id, line.procedure, line.ended, line.votes) == (place.agency.pk, BIRTH, 8, 5)
    assert line.by_score == (2, 1, 1, 0, 1)
    assert [str(line.share_voted), str(line.share_content), str(line.share_discontent)] == ["62.5", "60.0", "20.0"]


def test_what_ended_outside_the_period_or_is_still_open_does_not_count(place):
    ended(place, 5)
    dossier_in(place, "IN_PROCESS", now=NOW - timedelta(days=1))
    earlier = Dossier.objects.filter(state="REFUSED_AT_RECEPTION")

    before = {"first": TODAY - timedelta(days=40), "last": TODAY - timedelta(days=20)}
    assert ratings.vote_counts(place.leader, **SPAN)[0].ended == earlier.count() == 1
    assert ratings.vote_counts(place.leader, **before) == []


def test_the_page_shows_figures_and_what_is_behind_them(place):
    ended(place, 5, 5, 4, 1, comment="Nhanh, rõ ràng")
    ended(place, 1, comment="Phải đi lại ba lần")
    ended(place, None)
    head = browser(place.head)

    page = head.get(reverse("dossiers:ratings")).text
    behind = head.get(reverse("dossiers:ratings_behind", args=[place.agency.pk, BIRTH])).text

    assert "5 lượt đánh giá trên 6 hồ sơ" in page and "60,0%" in page and "40,0%" in page
    assert "Phải đi lại ba lần" in behind and "Thời gian giải quyết" in behind
    assert behind.count("đã đánh giá") == 5
    voices, _, counted = behind.partition('id="counted"')
    codes = Dossier.objects.values_list("code", flat=True)
    assert not [code for code in codes if code in voices], "no vote stands beside its dossier"
    assert all(code in counted for code in codes)


def test_few_votes_are_counted_but_not_told(place):
    ended(place, 1, 1, 1, 1, comment="Chỉ mình tôi biết")
    head = browser(place.head)

    page = head.get(reverse("dossiers:ratings")).text
    behind = head.get(reverse("dossiers:ratings_behind", args=[place.agency.pk, BIRTH])).text

    assert "4 (100,0%)" in page and "dưới 5 lượt" in page
    assert "Chỉ mình tôi biết" not in behind and "Rất không hài lòng" not in behind


def test_leaders_of_another_agency_see_nothing_and_a_controller_sees_all(place):
    ended(place, 5)
    stranger = make_official(agency("NB.C14167"), Role.LEADER)
    controller = make_official(agency("NB.VP"), Role.CONTROLLER)

    assert ratings.vote_counts(person_of(stranger, on=TODAY), **SPAN) == []
    assert ratings.vote_counts(person_of(controller, on=TODAY), **SPAN)[0].agency_id == place.agency.pk
    client = Client()
    client.force_login(stranger.account)
    assert client.get(reverse("dossiers:ratings_behind", args=[place.agency.pk, BIRTH])).status_code == 404


def test_case_officers_do_not_enter(place):
    for person in (place.officer, place.reception, place.clerk):
        assert browser(person).get(reverse("dossiers:ratings")).status_code == 403


def test_a_period_that_ends_before_it_begins_is_told(place):
    answer = browser(place.head).get(reverse("dossiers:ratings") + "?tu=2026-02-01&den=2026-01-01")

    assert answer.status_code == 422
    assert "không sớm hơn ngày đầu" in answer.text
