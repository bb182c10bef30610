"""Asking for data: nobody is asked who he is; the answer has its day, and is public."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.persons import VISITOR
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.open_data import actions, queries
from tinhso.insight.open_data.models import DatasetRequest

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM)
SECRET = "Danh sách trạm BTS tại xã Hải Thịnh"


def refused_for(action, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **named)
    return refused.value.code


def test_a_request_is_forwarded_answered_late_and_read_by_everybody(time_machine):
    time_machine.move_to(FRIDAY, tick=False)
    stranger = Client()
    page = reverse("open_data:requests")
    for says in ({"words": SECRET}, {"theme": "TECH"}, {"theme": "XXXX", "words": SECRET}):
        answer = stranger.post(page, says)
        assert answer.status_code == 422
        assert says.get("words", "") in answer.text  # what was typed survives
    own = stranger.post(page, {"theme": "TECH", "words": SECRET, "purpose": "Nghiên cứu\0"})["Location"]

    asked = DatasetRequest.objects.get()
    # Friday morning, two working days: Tuesday, over the week-end.
    assert (asked.code, asked.clock.due_at.date().isoformat()) == (f"DLM-261127-{asked.pk:05d}", "2026-12-01")
    assert SECRET in stranger.get(own).text
    assert SECRET not in stranger.get(page).text
    assert entries_about(asked.subject)[0].actor_ref == VISITOR.ref

    science = person_of(make_official(agency("NB.SKHCN"), Role.CASE_OFFICER), on=FRIDAY.date())
    other = person_of(make_official(agency("NB.SYT"), Role.LEADER), on=FRIDAY.date())
    auditor = person_of(make_official(agency("NB.VP"), Role.AUDITOR), on=FRIDAY.date())
    with pytest.raises(NotVisible):
        queries.request_for(other, asked.code)
    with pytest.raises(NotAllowed):
        actions.answer(auditor, asked, "grant", about="x", words="y", now=FRIDAY)
    assert refused_for(actions.forward, science, asked, to=None, now=FRIDAY) == "agency-missing"
    assert refused_for(actions.forward, science, asked, to=agency("NB.SKHCN"), now=FRIDAY) == "same-agency"
    actions.forward(science, asked, to=agency("NB.SYT"), now=FRIDAY)
    assert queries.request_for(other, asked.code).clock.due_at == asked.clock.due_at

    late = FRIDAY + timedelta(days=6)
    time_machine.move_to(late, tick=False)
    assert "quá hạn" in stranger.get(page).text
    assert queries.answered(now=late).late == 1
    browser = Client()
    browser.force_login(Account.objects.get(pk=other.account_id))
    assert SECRET in browser.get(reverse("open_data:desk")).text
    case = reverse("open_data:case", args=[asked.code])
    refused = browser.post(case, {"verb": "refuse", "about": "Trạm phát sóng", "words": "Bí mật kinh doanh"})
    assert (refused.status_code, "Từ chối phải nêu căn cứ pháp lý." in refused.text) == (422, True)
    assert "Bí mật kinh doanh" in refused.text
    given = {
        "verb": "refuse",
        "about": "Trạm phát sóng",
        "words": "Bí mật kinh doanh",
        "legal_basis": "Luật Viễn thông",
    }
    assert browser.post(case, given).status_code == 302
    again = browser.post(case, given)
    assert (again.status_code, "trạng thái không cho phép" in again.text, 'name="about"' in again.text) == (
        422, True, False
    )  # fmt: skip

    public = stranger.get(page).text
    assert "Bí mật kinh doanh" in public
    assert "trả lời quá hạn" in public
    assert SECRET not in public
    counted = queries.answered(now=late)
    assert (counted.open, counted.late, counted.refused, counted.in_time) == (0, 0, 1, 0)
    assert refused_for(actions.answer, other, asked, "grant", about="x", words="y", now=late) == "wrong-state"


def test_a_request_is_granted_with_a_dataset_in_time():
    asked = actions.ask(VISITOR, theme="REGI", words="Các xã của tỉnh", now=FRIDAY)
    clerk = person_of(make_official(agency("NB.SKHCN"), Role.CLERK), on=FRIDAY.date())
    units = queries.dataset_for("don-vi-hanh-chinh").dataset
    for about, words, code in (("", "y", "about-missing"), ("x", "", "answer-missing")):
        assert refused_for(actions.answer, clerk, asked, "grant", about=about, words=words, now=FRIDAY) == code
    actions.answer(clerk, asked, "grant", about="Danh sách xã", words="Đã có", dataset=units, now=FRIDAY)

    counted = queries.answered(now=FRIDAY)
    assert (counted.granted, counted.in_time) == (1, 1)
    assert units.title in Client().get(reverse("open_data:requests")).text
