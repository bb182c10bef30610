"""The page of the working calendar, and the form by which a controller announces a decision."""

from datetime import date

import pytest
from django.utils import timezone

from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency, make_official
from tinhso.ground.reference.models import CalendarDecision
from tinhso.ground.reference.queries import calendar_for

pytestmark = pytest.mark.django_db
PAGE, FORM = "/can-bo/lich-lam-viec/", "/can-bo/lich-lam-viec/cong-bo/"


@pytest.fixture
def officer(client):
    client.force_login(make_official(agency(), Role.CASE_OFFICER).account)
    return client


@pytest.fixture
def controller(client):
    client.force_login(make_official(agency("NB.VP"), Role.CONTROLLER, full_name="Phạm Ngọc Lan").account)
    return client


def announcement(**changes):
    today = timezone.localdate().isoformat()
    return {
        "instrument": "15/QĐ-UBND", "title": "Nghỉ tránh bão số 15", "announced_at": today, "scope": "VN",
        "ngay-TOTAL_FORMS": "2", "ngay-INITIAL_FORMS": "0",
        "ngay-0-date": "2027-03-01", "ngay-0-kind": "LOCAL_OFF", "ngay-0-name": "Nghỉ tránh bão",
        "ngay-1-date": "", "ngay-1-kind": "MAKEUP_WORK", "ngay-1-name": "",
    } | changes  # fmt: skip


def test_staff_see_twelve_months_with_their_days_off_and_instruments(officer):
    page = officer.get(f"{PAGE}2026/").content.decode()

    assert page.count('<table class="month">') == 12
    assert "249 ngày làm việc" in page
    assert "nghỉ hoán đổi theo văn bản 12729/VPCP-KGVX" in page
    assert "công bố 25/12/2025" in page
    assert FORM not in page


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("year", [2019, 2100])
def test_a_year_without_a_calendar_is_not_found(officer, year):
    assert officer.get(f"{PAGE}{year}/").status_code == 404


def test_an_unknown_scope_falls_back_to_the_country(officer):
    assert "Cả nước" in officer.get(f"{PAGE}?pham-vi=agency:0").content.decode()


def test_a_case_officer_may_not_announce(officer):
    assert officer.get(FORM).status_code == 403
    assert officer.post(FORM, announcement()).status_code == 403


def test_a_controller_announces_a_day_off(controller):
    answer = controller.post(FORM, announcement())

    assert (answer.status_code, answer.url) == (302, f"{PAGE}2027/")
    assert calendar_for().why_off(date(2027, 3, 1)) == "Nghỉ tránh bão theo Quyết định 15/QĐ-UBND"
    assert CalendarDecision.objects.latest("pk").days.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"instrument": ""}, "Hãy ghi số, ký hiệu"),
        ({"announced_at": "2026-02-30"}, "Ngày này không có trong lịch"),
        ({"announced_at": "2999-01-01"}, "Ngày công bố không thể ở sau hôm nay"),
        ({"scope": "mars"}, "Hãy chọn một phạm vi"),
        ({"ngay-0-date": "", "ngay-0-name": ""}, "ít nhất một ngày"),
        ({"ngay-0-date": ""}, "Hãy chọn ngày cho dòng này"),
        ({"ngay-1-date": "2027-03-01"}, "Mỗi ngày chỉ được nêu một lần"),
        ({"ngay-TOTAL_FORMS": "x"}, "Chưa công bố được"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_nothing_is_lost(controller, changes, sentence):
    answer = controller.post(FORM, announcement(**changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Nghỉ tránh bão số 15" in answer.content.decode()
    assert not CalendarDecision.objects.filter(instrument__code="15/QĐ-UBND").exists()


def test_the_same_decision_twice_is_refused_with_a_sentence(controller):
    earlier = announcement(announced_at="2026-01-05")
    controller.post(FORM, earlier)

    answer = controller.post(FORM, earlier)

    assert "đã được nhập trước đó" in answer.content.decode()
