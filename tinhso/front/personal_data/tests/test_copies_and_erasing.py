"""The copy holds all that is hers and nothing of others; erasing takes what no law keeps and names the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tinhso.engines.eforms.models import Draft
from tinhso.engines.notifications.models import Preference
from tinhso.engines.payments.queries import charges_of
from tinhso.front.personal_data import actions, queries
from tinhso.front.personal_data.lifecycle import Decision, RequestKind, RequestState
from tinhso.front.personal_data.models import Term
from tinhso.front.personal_data.rooms import KEPT
from tinhso.front.personal_data.tests.factories import CLOCK, make_data_officer, opened, packed
from tinhso.government.dossiers.actions.filing import FeeChoices
from tinhso.government.dossiers.tests.factories import COPY, dossier_in, make_dossier
from tinhso.government.public_services.tests.factories import AtHome, fill, photograph
from tinhso.ground.base.personal import Fate
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files import disk
from tinhso.ground.files.actions import store_upload
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.queries import first_break
from tinhso.ground.mandates.tests.factories import authorise
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.tests.factories import NOON, make_citizen, person_of

pytestmark = pytest.mark.django_db(transaction=False)
K = RequestKind


def test_the_copy_holds_her_rows_of_every_room_with_schemas_files_and_a_page_to_read(place):
    dossier = make_dossier(place, code=COPY, fee_choices=FeeChoices({"copies": 2}), answers={
        "applicant_phone": "0911111111", "child_number": "000926000777"})  # fmt: skip
    file = store_upload(place.applicant, photograph(), now=NOON)
    asked = actions.ask(place.applicant, K.COPY, words="", now=NOON)

    done = packed(asked, make_data_officer())
    kinds, rest = opened(done)

    assert done.state == RequestState.DONE and done.file_until == NOON + timedelta(days=7)
    (row,) = kinds["dossiers.dossier"]
    assert row["code"] == dossier.code
    assert row["answers"] == {"applicant_phone": "0911111111", "child_number": "•••••••••777"}
    assert kinds["people.citizen"][0]["personal_number"] == place.citizen.personal_number
    assert {one["payer_ref"] for one in kinds["payments.charge"]} == {place.applicant.ref}
    assert {"files.storedfile", "workflow.clock", "journal.entry", "notifications.message"} <= kinds.keys()
    assert "password" not in kinds["people.account"][0] and "tech_id" not in kinds["people.citizen"][0]
    assert rest[f"tep/{file.key}-{file.name}"][:2] == b"\xff\xd8"
    assert "Hồ sơ tôi là người nộp" in rest["doc-toi.html"].decode()
    assert all(f"luoc-do/{kind}.json" in rest for kind in kinds)


def test_nothing_of_anybody_else_is_in_it(place):
    other = make_citizen("Ngô Bá Khá", phone="0977777777", email="kha@example.com")
    elsewhere = make_dossier(place, applicant=other, answers={"applicant_phone": "0977777777"})
    authorise(other, place.citizen, now=NOON)  # she may file for him, so one row names both
    make_dossier(place)
    asked = actions.ask(place.applicant, K.COPY, words="", now=NOON)

    kinds, rest = opened(packed(asked, make_data_officer()))

    everything = str(kinds) + str(rest)
    assert elsewhere.code not in everything
    for told in ("Ngô Bá Khá", other.personal_number, "0977777777", "kha@example.com"):
        assert told not in everything


def test_only_she_fetches_it_while_it_lies_ready_and_then_it_is_gone(place):
    asked = actions.ask(place.applicant, K.COPY, words="", now=NOON)
    done = packed(asked, officer := make_data_officer())
    content = disk.place_of(done.file.sha256)

    assert actions.take_copy(place.applicant, done.code, now=NOON).pk == done.file_id
    for somebody in (person_of(officer), person_of(make_citizen("Đỗ Thị Mận"))):
        with pytest.raises(NotVisible):
            actions.take_copy(somebody, done.code, now=NOON)
    late = NOON + timedelta(days=7, minutes=1)
    with pytest.raises(NotVisible):
        actions.take_copy(place.applicant, done.code, now=late)

    assert content.exists()
    assert actions.sweep(CLOCK, now=late)["ban-sao"] == 1
    assert not StoredFile.objects.filter(pk=done.file_id).exists()
    assert queries.request_by_id(done.pk).file_id is None


def test_erasing_takes_what_no_law_keeps_and_names_the_rest_and_the_journal_still_verifies(place):
    home = AtHome(place.citizen)
    application = home.begins("1.004873")
    fill(home.person, application, now=home.now)
    unfiled = store_upload(home.person, photograph(shade=9), now=home.now)
    Preference.objects.create(ref=place.applicant.ref, zalo=True)
    dossier_in(place, "RETURNED")
    asked = actions.ask(place.applicant, K.ERASE, words="", now=NOON)
    chau = person_of(make_data_officer())
    actions.answer(chau, asked, Decision.ACCEPTED, now=NOON)

    done = actions.complete(chau, asked, now=NOON)

    who = queries.subject_of(place.citizen.pk)
    assert [kept.name for kept in KEPT if kept.fate == Fate.ERASED and queries.rows_of(kept, who).exists()] == []
    assert not StoredFile.objects.filter(pk=unfiled.pk).exists()
    citizen = Citizen.objects.get(pk=place.citizen.pk)
    assert (citizen.phone, citizen.email, citizen.address) == ("", "", "")
    assert done.result["erased"]["Bản khai chưa nộp"] == 1
    assert "Luật Lưu trữ" in done.result["kept"]["Hồ sơ tôi là người nộp"]
    assert "Nhật ký: ai đã làm gì với hồ sơ, dữ liệu của tôi" in done.result["kept"]
    assert first_break() is None


def test_while_a_dossier_is_open_the_agency_can_still_reach_her(place):
    make_dossier(place)
    asked = actions.ask(place.applicant, K.ERASE, words="", now=NOON)
    chau = person_of(make_data_officer())
    actions.answer(chau, asked, Decision.ACCEPTED, now=NOON)

    done = actions.complete(chau, asked, now=NOON)

    assert Citizen.objects.get(pk=place.citizen.pk).phone
    assert "chưa xong" in done.result["kept"]["Điện thoại, thư điện tử, địa chỉ trong tài khoản"]


def test_each_night_what_is_past_its_term_goes_and_what_is_held_stays(place):
    home = AtHome(place.citizen)
    application = home.begins("1.004873")
    fill(home.person, application, now=home.now)
    lost = store_upload(home.person, photograph(shade=9), now=home.now)
    held = make_dossier(place).parts.exclude(file=None).count()
    fresh = store_upload(home.person, photograph(shade=8), now=home.now + timedelta(days=29))

    gone = actions.sweep(CLOCK, now=home.now + timedelta(days=29, hours=23))
    assert (gone["tep-chua-nop"], gone["ban-khai"]) == (0, 0)
    actions.sweep(CLOCK, now=home.now + timedelta(days=30, hours=1))

    assert not Draft.objects.exists()
    assert not StoredFile.objects.filter(pk=lost.pk).exists()
    assert StoredFile.objects.filter(pk=fresh.pk).exists()
    assert held == 0 or StoredFile.objects.exists()


def test_the_schedule_says_the_days_by_which_drafts_really_go():
    from tinhso.engines.eforms.actions import KEPT_FOR

    assert Term.objects.get(code="ban-khai").days == KEPT_FOR.days


def test_charges_of_her_dossiers_are_hers_whoever_paid(place):
    dossier = make_dossier(place, code=COPY, fee_choices=FeeChoices({"copies": 2}))
    who = queries.subject_of(place.citizen.pk)

    assert {f"charge:{charge.pk}" for charge in charges_of(dossier.subject)} <= who.things
