"""A citizen's own pages."""

import pytest

from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests.factories import make_citizen, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo(client):
    """Trần Thị Mơ, signed in."""
    citizen = make_citizen()
    client.force_login(citizen.account)
    return citizen


def test_own_facts_are_hidden_until_asked_for(client, mo):
    hidden, shown = (client.get(f"/tai-khoan/{query}").content.decode() for query in ("", "?hien=1"))

    for secret in (mo.personal_number, "0912345678", "14/05/1996", "mo@example.com"):
        assert secret not in hidden
        assert secret in shown


def test_missing_facts_are_named(client):
    client.force_login(make_citizen("Vũ An", birth_date=None, phone="").account)

    assert "Còn thiếu ngày sinh, số điện thoại." in client.get("/tai-khoan/").content.decode()


def test_contact_details_are_saved_in_one_form_and_the_journal_keeps_no_values(client, mo):
    client.post("/tai-khoan/", {"phone": "+84 359 998 877", "email": "", "address": "Xóm  2,  Giao Thủy"})

    mo.refresh_from_db()
    assert (mo.phone, mo.email, mo.address) == ("0359998877", "", "Xóm 2, Giao Thủy")
    assert Entry.objects.get(kind="people.contact_saved").facts["changed"] == ["phone", "email", "address"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("phone", "12345", "bắt đầu bằng 03, 05"), ("email", "mo(at)example", "Thư điện tử chưa đúng")],
)
def test_a_wrong_detail_is_told_beside_its_field_and_nothing_typed_is_lost(client, mo, field, value, said):
    page = client.post("/tai-khoan/", {"phone": mo.phone, "email": mo.email, "address": "Địa chỉ mới"} | {field: value})

    text = page.content.decode()
    assert page.status_code == 422
    assert said in text and f'id="{field}-error"' in text and "Địa chỉ mới" in text


def test_mandates_are_shown(client, mo):
    make_organisation("Hợp tác xã Hương Sen", represented_by=mo)

    assert "Hợp tác xã Hương Sen" in client.get("/tai-khoan/").content.decode()
