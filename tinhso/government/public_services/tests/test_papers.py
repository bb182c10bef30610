"""The papers of an application: several files at once, and what happens when one of them is not right."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.actions import ItemAsked
from tinhso.government.dossiers.tests.factories import make_dossier, make_one_stop
from tinhso.government.public_services.tests.factories import AtHome, photograph


@pytest.fixture
def mo(db):
    return AtHome()


def upload(mo, application, *files):
    where = reverse("public_services:parts", args=[application.key])
    return mo.client.post(where, {"part": "TP02", "files": list(files)}, headers={"HX-Request": "true"})


def names(application):
    application.draft.refresh_from_db()
    return len(application.draft.file_keys.get("TP02", []))


def test_several_files_are_chosen_at_once_and_more_are_added_later(mo):
    application = mo.begins()
    upload(mo, application, photograph("a.jpg", shade=1), photograph("b.jpg", shade=2))

    page = upload(mo, application, photograph("c.jpg", shade=3)).text

    assert names(application) == 3
    assert all(f">{name}</a>" in page for name in ("a.jpg", "b.jpg", "c.jpg"))


def test_a_lying_file_among_good_ones_is_named_and_the_good_ones_stay(mo):
    application = mo.begins()
    lying = SimpleUploadedFile("giay.pdf", b"khong phai pdf", content_type="application/pdf")

    answer = upload(mo, application, photograph("a.jpg"), lying)

    assert answer.status_code == 422
    assert "giay.pdf" in answer.text
    assert names(application) == 1


def test_eleven_files_for_one_paper_are_refused_beside_that_paper(mo):
    application = mo.begins()

    answer = upload(mo, application, *[photograph(shade=n) for n in range(11)])

    assert answer.status_code == 422
    assert "Mỗi giấy tờ nộp tối đa 10 tệp" in answer.text
    assert names(application) == 0


def test_a_supplement_is_answered_with_several_files_a_thing(db):
    now = timezone.now()
    place = make_one_stop(on=now)
    mo = AtHome(place.citizen)
    asked = [
        ItemAsked("TP02", "Giấy chứng sinh", "Chụp đủ hai mặt", "Chỉ có một mặt"),
        ItemAsked("", "Ảnh của trẻ", "Gửi ảnh", "Thiếu"),
    ]
    dossier = dossiers.request_supplement(
        place.reception, make_dossier(place, now=now), items=asked, reason="Thiếu một mặt", legal_basis="Luật Hộ tịch",
        now=now,
    )  # fmt: skip
    where = reverse("public_services:supplement", args=[dossier.code])

    many = [photograph(shade=n) for n in range(11)]
    refused = mo.client.post(where, {"item-0": many, "note": "Xin gửi lại"})
    assert refused.status_code == 422
    assert 'id="item-0-error"' in refused.text
    assert "Xin gửi lại" in refused.text

    pages = [photograph("truoc.jpg", shade=1), photograph("sau.jpg", shade=2)]
    sent = mo.client.post(where, {"item-0": pages, "item-1": [photograph("tre.jpg")]})
    assert sent.status_code == 302
    page = mo.client.get(sent.url).text

    assert [part.file.name for part in cases.parts_of(dossier).filter(round=1)] == ["truoc.jpg", "sau.jpg", "tre.jpg"]
    assert all(name in page for name in ("truoc.jpg", "sau.jpg", "tre.jpg", "Ảnh của trẻ"))
