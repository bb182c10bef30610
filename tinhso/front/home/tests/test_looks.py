"""The citizen's page of who looked at her data, and of whom our system asked about her dossiers."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tinhso.engines.payments.queries import charges_of
from tinhso.government.dossiers.actions.filing import FeeChoices
from tinhso.government.dossiers.tests.factories import COPY, make_dossier, make_one_stop
from tinhso.government.life_events.queries import parts_of
from tinhso.government.life_events.tests.factories import make_case
from tinhso.ground.gateway.actions import logged
from tinhso.ground.people import actions
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import NOON, agency, make_citizen, make_official, person_of

pytestmark = pytest.mark.django_db


def test_the_citizen_reads_who_looked_and_where_they_work(client):
    mo = make_citizen()
    client.force_login(mo.account)
    officer = make_official(agency("NB.SYT"), Role.CASE_OFFICER, full_name="Đinh Quang Huy")
    actions.look_at(person_of(officer), citizen_id=mo.pk, purpose="Thẩm định hồ sơ", subject="dossier:1", now=NOON)

    page = client.get("/tai-khoan/ai-da-xem/").text

    assert "Đinh Quang Huy" in page and "Sở Y tế tỉnh Ninh Bình" in page and "Thẩm định hồ sơ" in page


def test_she_reads_which_partner_was_asked_about_her_own_dossiers_alone(client):
    place, elsewhere = (make_one_stop(slug, on=timezone.now()) for slug in ("NB.C13669", "NB.C14167"))
    hers, other = (make_dossier(one, now=timezone.now()) for one in (place, elsewhere))
    for dossier, purpose in ((hers, "Việc của Mơ"), (other, "Việc của người khác")):
        with logged("residence", purpose=purpose, legal_basis="Luật Cư trú", subject=dossier.subject, now=NOON):
            pass
    client.force_login(place.citizen.account)

    page = client.get("/tai-khoan/ai-da-xem/").text

    for said in ("Công an – Đăng ký cư trú", "Việc của Mơ", "Luật Cư trú", "Thành công", hers.code):
        assert said in page
    assert "Việc của người khác" not in page and other.code not in page


def test_what_other_agencies_were_told_of_a_linked_procedure_stands_under_its_code(client):
    place = make_one_stop(on=timezone.now())
    case = make_case(place, now=timezone.now())
    part = next(one for one in parts_of(case) if one.plan.performer == "residence")
    with logged("residence", purpose="Việc của Mơ", legal_basis="Luật Cư trú", subject=part.subject, now=NOON):
        pass
    client.force_login(place.citizen.account)

    page = client.get("/tai-khoan/ai-da-xem/").text

    assert "Việc của Mơ" in page and case.code in page


def test_what_was_exchanged_about_her_fees_stands_under_her_dossier_and_nobody_elses(client):
    place, elsewhere = (make_one_stop(slug, on=timezone.now()) for slug in ("NB.C13669", "NB.C14167"))
    for one, words in ((place, "Phí của Mơ"), (elsewhere, "Phí của người khác")):
        dossier = make_dossier(one, code=COPY, now=timezone.now(), fee_choices=FeeChoices({"copies": 2}))
        charge = charges_of(dossier.subject).get()
        with logged("payment_platform", purpose=words, legal_basis="L", subject=f"charge:{charge.pk}", now=NOON):
            pass
    client.force_login(place.citizen.account)

    page = client.get("/tai-khoan/ai-da-xem/").text

    assert "Phí của Mơ" in page and "Nền tảng thanh toán" in page
    assert "Phí của người khác" not in page


def test_an_official_has_no_page_of_looks(client):
    client.force_login(make_official(agency(), Role.CLERK).account)

    assert client.get("/tai-khoan/ai-da-xem/").status_code == 403
