"""The page on which a citizen chooses how to be reached."""

import pytest

from tinhso.engines.notifications import actions, queries
from tinhso.engines.notifications.rules import Recipient
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.actions import save_organisation_contact
from tinhso.ground.people.tests.factories import NOON, make_citizen, make_organisation, person_of

pytestmark = pytest.mark.django_db


def test_ones_own_addresses_are_masked_on_the_page_of_channels(client):
    client.force_login(make_citizen("Trần Thị Mơ").account)

    page = client.get("/thong-bao/").text

    assert "m•••@example.com" in page
    assert "mo@example.com" not in page
    assert "0912345678" not in page


def test_a_representative_chooses_for_his_organisation_apart_from_himself(client):
    director = make_citizen("Trần Thị Mơ")
    company = make_organisation(represented_by=director)
    ref = f"organisation:{company.pk}"
    client.force_login(director.account)
    assert company.name in client.get("/thong-bao/").text
    where = f"/thong-bao/to-chuc/{company.pk}/"

    saved = client.post(where, {"sms": "on", "language": "en"}, follow=True)

    assert "Đã lưu cách nhận thông báo." in saved.text
    of_company, own = queries.preference_of(ref), queries.preference_of(f"citizen:{director.pk}")
    assert (of_company.email, of_company.sms, of_company.language) == (False, True, "en")
    assert (own.email, own.language) == (True, "vi"), "his own choice stays"
    entry = Entry.objects.get(kind="notifications.preference_changed")
    assert (entry.subject, entry.actor_ref) == (ref, f"citizen:{director.pk}")


def test_what_the_organisation_chose_decides_how_it_is_told(client):
    director = make_citizen("Trần Thị Mơ")
    company = make_organisation(represented_by=director)
    ref = f"organisation:{company.pk}"
    actions.choose_channels(person_of(director), ref, email=False, sms=True, zalo=False, language="en", now=NOON)

    facts = {"code": "H42.134-261123-0001", "procedure": "Đăng ký", "amount": "8.000 đ", "pay_link": "https://x/",
             "link": "https://x/"}  # fmt: skip
    to = Recipient(ref, company.name, phone="0228 3849 849", email="vp@songvi.example")
    actions.notify(System("test"), to=to, template="fee-due", facts=facts, about="dossier:1", now=NOON)

    told = queries.messages_to(ref)
    assert [(one.channel, one.language) for one in told] == [("SMS", "en")]
    client.force_login(director.account)
    assert told[0].title in client.get(f"/thong-bao/to-chuc/{company.pk}/").text
    assert told[0].title not in client.get("/thong-bao/").text


def test_nobody_reads_or_chooses_for_an_organisation_that_he_does_not_represent(client):
    stranger, company = make_citizen("Lê Thị Hoa"), make_organisation()
    client.force_login(stranger.account)

    assert client.get(f"/thong-bao/to-chuc/{company.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.choose_channels(
            person_of(stranger), f"organisation:{company.pk}", email=True, sms=True, zalo=True, language="vi", now=NOON
        )


def test_a_representative_keeps_where_his_organisation_is_reached(client):
    director = make_citizen("Trần Thị Mơ")
    company = make_organisation(represented_by=director)
    client.force_login(director.account)
    where = f"/thong-bao/to-chuc/{company.pk}/"
    assert "Liên hệ của tổ chức" in client.get(where).text
    good = {"phone": "0987 654 321", "email": "vanphong@songvi.example"}

    wrong = client.post(where + "lien-he/", good | {"email": "khong-phai-thu"})
    page = client.post(where + "lien-he/", good, follow=True).text

    assert (wrong.status_code, "Thư điện tử chưa đúng" in wrong.text) == (422, True)
    assert 'value="0987 654 321"' in wrong.text, "what was typed stays"
    company.refresh_from_db()
    assert (company.phone, company.email) == ("0987654321", "vanphong@songvi.example")
    assert "Đã lưu thông tin liên hệ." in page and "0987654321" not in page
    entry = Entry.objects.get(kind="people.organisation_contact_saved")
    assert (entry.subject, entry.actor_ref) == (f"organisation:{company.pk}", f"citizen:{director.pk}")
    assert "0987" not in str(entry.facts)


def test_a_landline_that_stays_does_not_stand_in_the_way_of_an_address(client):
    director = make_citizen("Trần Thị Mơ")
    company = make_organisation(represented_by=director)
    company.phone = "0228 3849 849"  # as the register of enterprises gives it
    company.save()
    client.force_login(director.account)
    where = f"/thong-bao/to-chuc/{company.pk}/lien-he/"

    client.post(where, {"phone": "0228 3849 849", "email": "vp@songvi.example"})
    changed = client.post(where, {"phone": "0228 3849 850", "email": "vp@songvi.example"})

    company.refresh_from_db()
    assert (company.phone, company.email) == ("0228 3849 849", "vp@songvi.example")
    assert (changed.status_code, "Số điện thoại di động gồm 10 chữ số" in changed.text) == (422, True)


def test_nobody_changes_the_contact_of_an_organisation_that_he_does_not_represent(client):
    stranger, company = make_citizen("Lê Thị Hoa"), make_organisation()
    client.force_login(stranger.account)

    assert client.post(f"/thong-bao/to-chuc/{company.pk}/lien-he/", {"phone": "", "email": ""}).status_code == 404
    with pytest.raises(NotAllowed):
        save_organisation_contact(person_of(stranger), company.pk, phone="", email="", now=NOON)
