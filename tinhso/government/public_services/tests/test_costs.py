"""The price in the wizard: from the answers, explained, and charged as it was shown."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.payments.queries import charges_of
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.tests.factories import make_dossier, make_one_stop
from tinhso.government.public_services import actions
from tinhso.government.public_services.tests.factories import AtHome, photograph

COPY, SIGNATURE = "2.000815", "2.000992"
APPLICANT = {"applicant_name": "Trần Thị Mơ", "applicant_phone": "0912345678"}
PAPERS = {"documents": [{"name": "Bằng tốt nghiệp", "pages": 5, "copies": 3}]}
SAID = "Bằng tốt nghiệp: 3 bản × (2 trang × 2.000 đ + 3 trang × 1.000 đ) = 21.000 đ."


@pytest.fixture
def mo(db):
    return AtHome()


def fill(mo, application, papers=PAPERS):
    for step, answers in [
        ("nguoi-yeu-cau", APPLICANT),
        ("giay-to", papers),
        ("cam-doan", {"original_kind": "PAPER", "commitment": True}),
    ]:
        application.draft = eforms.save_step(mo.person, application.draft, step, answers, now=mo.now)


def test_the_price_of_copies_is_read_from_the_form_shown_twice_and_charged_once(mo):
    application = mo.begins(COPY)
    fill(mo, application)

    fees = mo.client.get(reverse("public_services:fees", args=[application.key])).text
    review = mo.client.get(reverse("public_services:review", args=[application.key])).text

    assert SAID in fees and SAID in review
    assert "21.000 đ" in review
    assert "count-copies" not in fees
    assert reverse("public_services:apply", args=[application.key, "giay-to"]) in fees
    for shade, part in enumerate(("TP01", "TP02")):
        where = reverse("public_services:parts", args=[application.key])
        mo.client.post(where, {"part": part, "files": [photograph(shade=shade)]})
    dossier = actions.send_application(mo.person, application, now=mo.now)
    (charge,) = charges_of(dossier.subject)
    assert (charge.amount_vnd, charge.lines[0]["how"]) == (21_000, SAID)
    assert SAID in mo.client.get(charge.get_absolute_url()).text


def test_another_number_in_the_form_is_another_price_at_once(mo):
    application = mo.begins(COPY)
    fill(mo, application)
    fill(mo, application, {"documents": [{"name": "Bằng tốt nghiệp", "pages": 1, "copies": 1}]})

    page = mo.client.get(reverse("public_services:fees", args=[application.key])).text

    assert "1 bản × 1 trang × 2.000 đ/trang = 2.000 đ." in page


def test_a_form_without_numbers_is_counted_on_the_page_of_the_fees(mo):
    application = mo.begins(SIGNATURE)
    where = reverse("public_services:fees", args=[application.key])

    page = mo.client.post(where, {"count-cases": "3", "delivery": "COUNTER", "stay": "1"}).text

    assert 'name="count-cases"' in page
    assert "3 trường hợp × 10.000 đ/trường hợp = 30.000 đ." in page


def test_a_supplement_changes_no_sum_and_its_page_says_so(db):
    now = timezone.now()
    place = make_one_stop(on=now)
    mo = AtHome(place.citizen)
    answers = APPLICANT | PAPERS | {"original_kind": "PAPER", "commitment": True}
    form = published_form("certified-copy", now)
    dossier = make_dossier(place, code=COPY, now=now, answers=answers, form_version=form)
    item = dossiers.ItemAsked("TP02", "Bản sao cần chứng thực", "Chụp rõ", "Mờ")
    dossiers.request_supplement(
        place.reception, dossier, items=[item], reason="Bản chụp mờ", legal_basis="Nghị định 23/2015/NĐ-CP", now=now
    )
    where = reverse("public_services:supplement", args=[dossier.code])

    page = mo.client.get(where).text
    mo.client.post(where, {"item-0": [photograph()], "note": "Tôi cần 5 bản"})

    assert "không làm thay đổi phí đã tính theo tờ khai" in page
    dossier.refresh_from_db()
    assert [charge.amount_vnd for charge in charges_of(dossier.subject)] == [dossier.fee_vnd] == [21_000]
