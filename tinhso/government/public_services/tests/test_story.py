"""The course of a dossier as its applicant reads it."""

from __future__ import annotations

from django.utils import timezone

from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.tests.factories import dossier_in, make_one_stop
from tinhso.government.public_services.story import story


def test_of_what_one_act_did_the_later_stands_above(db):
    place = make_one_stop(on=timezone.now())
    returned = dossier_in(place, DossierState.RETURNED, now=timezone.now())
    said = [moment.sentence for moment in story(cases.timeline(returned), [], [])]

    sealed, given, filed = "Kết quả đã đóng dấu, phát hành.", "Kết quả đã được trả cho bạn.", "Bạn đã nộp hồ sơ."
    assert said.index(given) < said.index(sealed) < said.index(filed)
    assert said[-1] == filed
