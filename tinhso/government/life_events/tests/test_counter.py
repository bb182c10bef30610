"""A life event entered at the counter: the same bundle, one code, the visitor is its applicant."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.eforms.models import Draft
from tinhso.engines.eforms.queries import published_form
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.models import CounterEntry, Dossier
from tinhso.government.dossiers.queries import duplicates_of
from tinhso.government.dossiers.tests.factories import make_dossier, make_one_stop
from tinhso.government.life_events.models import Case
from tinhso.government.life_events.tests.factories import BIRTH, CHILD, make_case
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Account
from tinhso.ground.people.queries import looks_at
from tinhso.ground.people.tests.factories import make_citizen

FILE = "/lien-thong/nop-tai-quay/"


@pytest.fixture
def today(db):
    return make_one_stop(on=timezone.now())


@pytest.fixture
def desk(today):
    client = Client()
    client.force_login(Account.objects.get(pk=today.reception.account_id))
    return client


def entered(desk, today, **changed):
    """The visitor's answers are typed in, the sheets lie on the counter."""
    visitor = {"number": "999199000011", "full_name": "Trần Thị Mai", "phone": "0912345678", "channel": "COUNTER"}
    begun = desk.post(reverse("dossiers:counter_form", args=[BIRTH]), visitor | {"agency": today.agency.pk})
    assert begun.status_code == 302, begun.text
    entry = CounterEntry.objects.latest("id")
    Draft.objects.filter(pk=entry.draft_id).update(answers=CHILD | changed)
    dossiers.keep_papers(today.reception, entry.key, on_paper=["TP02"], uploads={}, stored={}, now=timezone.now())
    return entry


def test_an_officer_files_once_for_all_agencies_and_once_only(desk, today):
    entry = entered(desk, today)
    review = desk.get(reverse("dossiers:counter_review", args=[entry.key])).text
    assert f'action="{FILE}"' in review
    assert "nộp một lần, một mã" in review

    said = {"entry": str(entry.key), "delivery": "COUNTER"}
    answers = [desk.post(FILE, said)["Location"] for _ in range(2)]

    case = Case.objects.get()
    root = Dossier.objects.get()
    assert answers == [reverse("dossiers:counter_done", args=[case.code])] * 2
    assert (root.code, root.channel, root.support_agency) == (case.code, "COUNTER", today.agency)
    assert [part.plan.code for part in case.parts.order_by("place")] == ["birth", "residence", "health_card"]
    assert {part.part_code: part.note for part in root.parts.all()}["TP02"] == "Bản giấy nộp tại quầy"
    assert CounterEntry.objects.get().visitor == {}
    assert any(look.purpose == "Nhập hồ sơ liên thông tại quầy" for look in looks_at(case.applicant_id))
    assert desk.get(answers[0]).status_code == 200


def test_what_is_wrong_is_said_on_the_last_page_and_nothing_is_filed(desk, today):
    entry = entered(desk, today, child_name="")
    answer = desk.post(FILE, {"entry": str(entry.key), "delivery": "COUNTER"})

    assert answer["Location"] == reverse("dossiers:counter_review", args=[entry.key])
    assert "note-warn" in desk.get(answer["Location"]).text
    assert (Case.objects.count(), Dossier.objects.count()) == (0, 0)
    assert desk.post(FILE, {"entry": "x"}).status_code == 404


def test_a_plain_dossier_and_a_life_event_about_one_birth_know_each_other_whoever_files(desk, today):
    now, form = timezone.now(), published_form("birth", timezone.now())
    own = {name: said for name, said in CHILD.items() if name in form.schema["properties"]}
    case = make_case(today, now=now)
    father = make_citizen("Nguyễn Văn Bình")
    plain = make_dossier(today, now=now, applicant=father, form_version=form,
                         answers=own | {"child_name": "NGUYỄN MINH AN"})  # fmt: skip

    assert [twin.code for twin in duplicates_of(today.reception, plain)] == [case.code]
    page = desk.get(reverse("dossiers:show", args=[plain.code])).text
    assert "Chính việc khai sinh, khai tử này đã có hồ sơ chưa giải quyết xong" in page
    assert "không nhận thêm hồ sơ thứ hai" in page
    other = make_dossier(today, now=now, form_version=form, answers=own | {"child_name": "Nguyễn Minh Anh"})
    assert duplicates_of(today.reception, other) == []
    with pytest.raises(Refused, match="filed-already"):
        make_case(today, now=now, child_name="Nguyễn Minh Anh")


def test_the_same_birth_is_not_entered_twice(desk, today):
    for _ in range(2):
        last = desk.post(FILE, {"entry": str(entered(desk, today).key), "delivery": "COUNTER"})

    assert "xem-lai" in last["Location"]
    assert "đã có một hồ sơ khác" in desk.get(last["Location"]).text
    assert Case.objects.count() == 1
