"""The page of working hours: an agency gets its own, dated and journalled, and due dates follow."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from tinhso.config.reactions import REACTIONS
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.rules import due
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency, make_official
from tinhso.ground.reference.models import WorkingHours
from tinhso.ground.reference.queries import calendar_for

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/lich-lam-viec/gio-lam-viec/"
MONDAY = datetime(2027, 3, 1, 16, 0, tzinfo=VIETNAM)


@pytest.fixture
def ward():
    return f"agency:{agency().pk}"


@pytest.fixture
def controller(client):
    client.force_login(make_official(agency("NB.VP"), Role.CONTROLLER, full_name="Phạm Ngọc Lan").account)
    return client


def summer(ward, **changes):
    return {
        "instrument": "12/QĐ-UBND", "title": "Giờ làm việc mùa hè", "scope": ward, "valid_from": "2027-03-01",
        "valid_to": "2027-03-31", "weekdays": ["0", "1", "2", "3", "4"],
        "morning_from": "07:00", "morning_to": "11:00", "afternoon_from": "13:30", "afternoon_to": "16:30",
    } | changes  # fmt: skip


def test_hours_of_an_agency_hold_for_it_alone_and_for_their_season(controller, ward):
    answer = controller.post(PAGE, summer(ward))

    assert answer.status_code == 302, answer.context["form"].errors
    own, nation = calendar_for(ward), calendar_for()
    assert own.hours(date(2027, 3, 1)) == ((time(7), time(11)), (time(13, 30), time(16, 30)))
    assert own.hours(date(2027, 4, 1)) == nation.hours(date(2027, 4, 1)) == nation.hours(date(2027, 3, 1))
    assert not own.is_working(date(2027, 3, 6)), "a Saturday stays a day off"
    page = controller.get(f"{PAGE}?pham-vi={ward}").content.decode()
    assert "Quyết định 12/QĐ-UBND: Giờ làm việc mùa hè" in page
    assert "07:00–11:00, 13:30–16:30" in page


def test_a_promise_counted_in_hours_moves_with_them(controller, ward):
    hours = Limit(8, LimitUnit.WORKING_HOUR)
    before = due(MONDAY, hours, calendar_for(ward)).at

    controller.post(PAGE, summer(ward))

    after = due(MONDAY, hours, calendar_for(ward)).at
    assert (before, after) == (MONDAY.replace(day=2, hour=16, minute=30), MONDAY.replace(day=3, hour=7, minute=30))


def test_it_is_written_down_and_those_who_keep_promises_hear_of_it(controller, ward):
    controller.post(PAGE, summer(ward))

    entry = Entry.objects.get(kind="reference.working_hours_decided")
    assert entry.actor_name == "Phạm Ngọc Lan"
    assert entry.facts["week"][0] == "thứ Hai 07:00–11:00, 13:30–16:30"
    assert entry.facts["words"] == "Quyết định 12/QĐ-UBND đổi giờ làm việc từ ngày 01/03/2027"
    assert REACTIONS[entry.kind]


def test_the_same_first_day_entered_again_is_a_correction(controller, ward):
    controller.post(PAGE, summer(ward))
    controller.post(PAGE, summer(ward, morning_from="07:15"))

    assert WorkingHours.objects.filter(scope=ward).count() == 5
    assert calendar_for(ward).hours(date(2027, 3, 1))[0][0] == time(7, 15)
    told = Entry.objects.filter(kind="reference.working_hours_decided").order_by("id")
    assert [entry.facts["replaced"] for entry in told] == [0, 5]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"instrument": ""}, "Hãy ghi số, ký hiệu"),
        ({"scope": "VN"}, "Hãy chọn một phạm vi"),
        ({"weekdays": []}, "ít nhất một ngày trong tuần"),
        ({"valid_to": "2027-02-01"}, "không sớm hơn ngày đầu"),
        ({"morning_to": ""}, "cả giờ bắt đầu và giờ kết thúc"),
        ({"afternoon_from": "11:00"}, "buổi chiều sau buổi sáng"),
        ({"morning_from": "", "morning_to": "", "afternoon_from": "", "afternoon_to": ""}, "ít nhất một buổi"),
        ({"morning_from": "sớm"}, "Hãy ghi giờ và phút"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_entered(controller, ward, changes, sentence):
    answer = controller.post(PAGE, summer(ward, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not WorkingHours.objects.filter(scope=ward).exists()


def test_every_officer_reads_and_only_a_controller_enters(client, ward):
    client.force_login(make_official(agency(), *(role for role in Role if role != Role.CONTROLLER)).account)

    page = client.get(PAGE)

    assert page.status_code == 200
    assert '<form method="post" class="sheet"' not in page.content.decode()
    assert client.post(PAGE, summer(ward)).status_code == 403
    assert timezone.localdate().strftime("%d/%m/%Y") in page.content.decode()
