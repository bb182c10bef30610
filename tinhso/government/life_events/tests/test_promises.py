"""What a partner owes the citizen: its own date, a true word when it is late, and the files that it asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tinhso.engines.notifications.models import Message
from tinhso.government.dossiers.tests.factories import MONDAY, make_one_stop
from tinhso.government.life_events.actions import answer_part, hear_delivered, hear_event, tell_late
from tinhso.government.life_events.links import SALT
from tinhso.government.life_events.tests.factories import make_case, parts, root_to, sentences
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.models import MessageLog, OutboxMessage

DAY = timedelta(days=1)
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def case(place):
    """The birth is registered; police and social insurance have taken their parts."""
    case = make_case(place)
    root_to(place, case, "RESULT_READY")
    for part in list(parts(case).values())[1:]:
        hear_delivered(part.subject, "tiep-nhan", {"maHoSo": f"X-{part.pk}"}, now=MONDAY + timedelta(hours=1))
    return case


def kinds(case):
    return [kind.partition(".")[2] for kind, _state in sentences(case)]


def says(case, number, **said):
    hear_event(
        "residence", parts(case)["residence"].subject, {"soThuTu": number, "trangThai": 4} | said, now=MONDAY + DAY
    )


def test_a_partner_that_is_late_is_named_to_the_citizen_once_and_only_while_it_is_waited_for(case):
    due = parts(case)["residence"].clock.due_at
    assert tell_late(now=due) == 0
    hear_event("insurance", parts(case)["health_card"].subject, {"soThuTu": 1, "trangThai": 9}, now=due)

    assert tell_late(now=due + DAY) == 1
    assert tell_late(now=due + 2 * DAY) == 0
    assert kinds(case).count("part_late") == 1
    told = Message.objects.filter(template="life-event-late")
    assert {"Công an cấp xã" in one.body for one in told} == {True}


def test_a_partner_that_verifies_gets_the_days_of_the_law_once_and_may_be_late_again(case):
    before = parts(case)["residence"].clock
    tell_late(now=before.due_at + timedelta(hours=1))
    says(case, 1, xacMinh=True)
    says(case, 2, xacMinh=True)

    part = parts(case)["residence"]
    assert (before.limit.value, part.clock.limit.value, part.late_told_at) == (2, 5, None)
    assert part.clock.due_at > before.due_at
    assert kinds(case).count("part_promised_anew") == 1
    assert tell_late(now=part.clock.due_at + timedelta(hours=1)) >= 1


def test_without_the_word_or_a_longer_limit_nothing_moves(case):
    residence, card = parts(case)["residence"].clock.due_at, parts(case)["health_card"].clock.due_at
    says(case, 1, xacMinh="true")
    hear_event("insurance", parts(case)["health_card"].subject, {"soThuTu": 1, "trangThai": 4, "xacMinh": True},
               now=MONDAY + DAY)  # fmt: skip

    assert parts(case)["residence"].clock.due_at == residence
    assert parts(case)["health_card"].clock.due_at == card


def test_files_go_with_an_answer_by_an_address_that_only_their_agency_can_have(case, place):
    says(case, 1, trangThai=5, lyDo="Thiếu hợp đồng thuê nhà")
    scan = SimpleUploadedFile("hop-dong.pdf", SCAN, "application/pdf")
    answer_part(place.applicant, case, "residence", answer="Gửi hợp đồng", files=[scan], now=timezone.now())

    part = parts(case)["residence"]
    sent = OutboxMessage.objects.filter(subject=part.subject).latest("id").payload
    (file,) = sent["tepBoSung"]
    assert (sent["boSung"], file["tenTep"]) == (["Gửi hợp đồng"], "hop-dong.pdf")
    here = file["duongDan"].partition("/lien-thong/")[2]
    assert Client().get(f"/lien-thong/{here}").getvalue() == SCAN
    call = MessageLog.objects.get(operation="tai-tep")
    assert (call.partner, call.subject) == ("residence", part.subject)

    key = part.answers[0]["files"][0]["key"]
    past, later = int(timezone.now().timestamp()) - 1, int(timezone.now().timestamp()) + 60
    signer = signing.Signer(salt=SALT)
    for wrong in ("x", f"{here[4:-1]}x", signer.sign_object([part.pk, key, past]),
                  signer.sign_object([parts(case)["health_card"].pk, key, later])):  # fmt: skip
        assert Client().get(f"/lien-thong/tep/{wrong}/").status_code == 404


def test_a_file_that_is_none_is_refused_and_nothing_is_sent(case, place):
    says(case, 1, trangThai=5, lyDo="Thiếu")
    bad = SimpleUploadedFile("a.pdf", b"MZ", "application/pdf")
    with pytest.raises(Refused):
        answer_part(place.applicant, case, "residence", answer="Gửi", files=[bad], now=timezone.now())

    assert parts(case)["residence"].state == "NEEDS_APPLICANT"
    with pytest.raises(Refused, match="too-many-files"):
        answer_part(place.applicant, case, "residence", answer="Gửi", files=[bad] * 50, now=timezone.now())


@pytest.fixture
def place(db):
    return make_one_stop()
