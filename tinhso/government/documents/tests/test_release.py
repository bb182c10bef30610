"""Number, register, seal and delivery are one act; recall, replacement and what recipients tell."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tinhso.engines.signing.models import Certificate
from tinhso.engines.signing.queries import paper_by_code, report_on
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.government.documents import actions, invariants, queries, rules
from tinhso.government.documents.lifecycle import DeliveryState, Direction
from tinhso.government.documents.models import Document, NumberBook, Recipient
from tinhso.government.documents.rules import Group
from tinhso.government.documents.tests.factories import HOUR, MONDAY, arrival_at, document_in, given
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import content
from tinhso.ground.journal.queries import entries_about

AXIS = System("axis")


def words(document: Document) -> str:
    pdf = content(paper_by_code(document.paper_code).file)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_released_document_has_number_seal_and_a_row_in_the_book(office, ward):
    document = document_in(office, "RELEASED")

    assert (document.state, document.notation, document.number) == ("RELEASED", "01/KH-STC", 1)
    paper = paper_by_code(document.paper_code)
    assert (paper.state, paper.number, paper.subject) == ("SEALED", "01/KH-STC", document.subject_ref)
    report = report_on(content(paper.file), now=MONDAY + 2 * HOUR)
    assert (report.verdict, [one.is_seal for one in report.signatures]) == ("good", [False, True])
    assert NumberBook.objects.get(agency=office.agency).last_number == 1
    kinds = [entry.kind for entry in entries_about(document.subject_ref).order_by("id")]
    assert kinds[-3:] == ["documents.numbered", "documents.moved", "documents.released"]


def test_the_paper_says_what_the_decree_asks_for(office):
    text = words(document_in(office, "SIGNED"))

    for said in ("SỞ TÀI CHÍNH TỈNH NINH BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc",
                 "KẾ HOẠCH", "Chuyển đổi số năm 2027", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phan Ngọc Hoa", "Nơi nhận:",
                 "Ủy ban nhân dân phường Nam Định", "Lưu: VT, NS"):  # fmt: skip
        assert said in text


def test_all_that_goes_with_a_document_is_signed_with_its_number_and_lies_at_each_recipient(office, ward):
    first, second = (an_annex(office, name) for name in ("phu-luc-1.pdf", "phu-luc-2.pdf"))
    document = document_in(office, "RELEASED", annexes=[first, second])

    annexes = queries.annexes_of(document)
    assert [one.file.name for one in annexes] == ["phu-luc-1.pdf", "phu-luc-2.pdf"]
    for one in annexes:
        paper = paper_by_code(one.paper_code)
        assert (paper.kind, paper.number, paper.state) == ("ATTACHMENT", document.notation, "SEALED")
        assert [one.is_seal for one in report_on(content(paper.file), now=MONDAY + 2 * HOUR).signatures] == [True]
    arrival = arrival_at(ward, document)
    assert queries.annexes_of(arrival) == annexes
    assert queries.annex_at(arrival, 2) == paper_by_code(annexes[1].paper_code).file
    with pytest.raises(NotVisible):
        queries.annex_at(arrival, 3)
    with pytest.raises(Refused) as refused:
        document_in(office, "SUBMITTED", annexes=[first, paper.file])
    assert (refused.value.field, paper.file.name in refused.value.sentence) == ("annexes", True), "signed already"


def an_annex(office, name: str) -> StoredFile:
    return store_bytes(office.drafter, a_decision(), name=name, mime="application/pdf", now=MONDAY)


def test_what_goes_with_a_draft_is_ordered_anew_left_out_and_never_too_large(office, monkeypatch):
    first, second, third = (an_annex(office, f"phu-luc-{place}.pdf") for place in (1, 2, 3))
    document = document_in(office, annexes=[first, second])

    actions.revise(office.drafter, document, given(office, annexes=[third, first]), now=MONDAY)

    annexes = queries.annexes_of(document)
    assert [(one.place, one.file, one.verdict) for one in annexes] == [(1, third, "unsigned"), (2, first, "unsigned")]
    monkeypatch.setattr(rules, "MOST_ANNEXED", first.size_bytes + 1)
    with pytest.raises(Refused, match="annexes-too-large") as refused:
        actions.revise(office.drafter, document, given(office, annexes=[first, second]), now=MONDAY)
    assert refused.value.field == "annexes"


def test_a_letter_is_addressed_and_numbered_with_its_unit(office):
    kind = queries.kind_by_code("CV")
    letter = document_in(office, "RELEASED", kind=kind, subject="đề nghị báo cáo", addressees="Ủy ban nhân dân phường")

    assert letter.notation == "01/STC-NS"
    assert "V/v đề nghị báo cáo" in words(letter)
    assert "Kính gửi: Ủy ban nhân dân phường" in words(letter)


def test_numbers_of_a_kind_follow_each_other_and_begin_anew_with_the_year(office):
    first, second = document_in(office, "RELEASED"), document_in(office, "RELEASED")
    other = document_in(office, "RELEASED", kind=queries.kind_by_code("BC"), subject="Kết quả quý IV")
    next_year = document_in(office, "RELEASED", now=MONDAY.replace(year=2027, month=1, day=4))

    numbers = [one.notation for one in (first, second, other, next_year)]
    assert numbers == ["01/KH-STC", "02/KH-STC", "01/BC-STC", "01/KH-STC"]
    assert invariants.numbers().named == ()


def test_a_seal_that_fails_leaves_number_and_day_and_the_next_release_goes_on_with_them(office, dead_key):
    document = document_in(office, "SIGNED")
    with dead_key, pytest.raises(Refused, match="signer-unavailable"):
        actions.release(office.clerk, document, now=MONDAY + HOUR)
    waiting = queries.locked(document)
    assert (waiting.state, waiting.notation, waiting.paper_code) == ("NUMBERED", "01/KH-STC", document.paper_code)
    assert document in queries.shelf(office.clerk, queries.Shelf.TO_RELEASE)
    monday, friday = MONDAY.date(), (MONDAY + 96 * HOUR).date()
    assert (invariants.overdue(monday).named, len(invariants.overdue(friday).named)) == ((), 1)

    other = document_in(office, "RELEASED")
    done = actions.release(office.clerk, waiting, expected_version=waiting.version, now=MONDAY + 30 * HOUR)

    assert (done.notation, done.issued_on, other.notation) == ("01/KH-STC", monday, "02/KH-STC")
    printed = PdfReader(io.BytesIO(content(paper_by_code(done.paper_code).file))).get_form_text_fields()
    assert set(printed.values()) == {"01/KH-STC", "ngày 23 tháng 11 năm 2026"}
    assert NumberBook.objects.get(agency=office.agency).last_number == 2
    kinds = [entry.kind for entry in entries_about(document.subject_ref)]
    assert kinds.count("documents.numbered") == 1
    assert [check.check().named for check in invariants.INVARIANTS] == [(), (), ()]


def test_a_number_whose_document_is_sent_back_goes_to_nothing_and_stays_in_the_book(office, dead_key):
    document = document_in(office, "SIGNED")
    with dead_key, pytest.raises(Refused, match="signer-unavailable"):
        actions.release(office.clerk, document, now=MONDAY + HOUR)

    back = actions.send_back(office.clerk, document, reason="Thiếu nơi nhận", now=MONDAY + HOUR)

    assert (back.state, back.number, back.notation) == ("RETURNED", None, "")
    lines = queries.book_lines(office.clerk, office.agency.pk, Direction.OUT, first=MONDAY.date(), last=MONDAY.date())
    assert [(one.document.notation, one.document.state) for one in lines] == [("01/KH-STC", "VOIDED")]
    assert document_in(office, "RELEASED").notation == "02/KH-STC"
    assert queries.copies_of(back) == []
    assert invariants.numbers().named == ()


def test_an_agency_that_can_seal_nothing_takes_no_number(office, settings):
    document = document_in(office, "SIGNED")
    settings.SIGNING_DEVELOPMENT_CA = False
    Certificate.objects.filter(owner_ref=f"agency:{office.agency.pk}").delete()

    with pytest.raises(Refused, match="no-certificate"):
        actions.release(office.clerk, document, now=MONDAY + HOUR)

    assert not NumberBook.objects.exists()


def test_only_a_clerk_releases_and_only_a_leader_signs(office):
    with pytest.raises(NotAllowed):
        actions.sign(office.clerk, document_in(office, "SUBMITTED"), now=MONDAY + HOUR)
    with pytest.raises(NotAllowed):
        actions.release(office.leader, document_in(office, "SIGNED"), now=MONDAY + HOUR)


def test_all_communes_get_it_at_once_with_one_statement(office):
    document = document_in(office, "SIGNED", agencies=[], groups=[Group.COMMUNES])
    communes = queries.agencies_in(Group.COMMUNES, on=MONDAY.date())

    with CaptureQueriesContext(
        connection,
    ) as asked:
        actions.release(office.clerk, document, now=MONDAY + HOUR)

    arrived = Document.objects.filter(delivery__document=document, state="ARRIVED")
    assert arrived.count() == len(communes) > 100
    assert set(Recipient.objects.filter(document=document).values_list("state", flat=True)) == {"01"}
    assert sum(one["sql"].count('INSERT INTO "documents_document"') for one in asked) == 1
    assert invariants.deliveries().named == ()


def test_a_body_elsewhere_waits_for_who_carries_it_and_tells_how_far_it_came(office):
    document = document_in(office, "RELEASED", agencies=[], outside=[("G22", "Văn phòng Chính phủ")])

    (pending,) = queries.pending_deliveries()
    assert (pending.code, pending.document.notation) == ("G22", document.notation)
    for state in (DeliveryState.ARRIVED, DeliveryState.REGISTERED, DeliveryState.DONE):
        actions.tell_delivery(AXIS, pending, state, now=MONDAY + 2 * HOUR)
    assert queries.pending_deliveries() == []
    assert queries.how_far(document) == [(DeliveryState.DONE, 1)]


def test_several_are_signed_with_one_confirmation_and_each_is_answered_for_itself(office):
    first, second, third = (document_in(office, "SUBMITTED") for _ in range(3))
    actions.send_back(office.leader, second, reason="Thiếu kinh phí", now=MONDAY + HOUR)

    refused = actions.sign_several(office.leader, [(one, 2) for one in (first, second, third)], now=MONDAY + HOUR)

    assert [(document.pk, why.code) for document, why in refused] == [(second.pk, "changed-meanwhile")]
    assert [queries.locked(one).state for one in (first, second, third)] == ["SIGNED", "RETURNED", "SIGNED"]


def test_a_new_document_replaces_an_old_one(office):
    old = document_in(office, "RELEASED")
    late, later = (document_in(office, state, mends=old, mends_how="REPLACES") for state in ("SIGNED", "DRAFT"))
    new = document_in(office, "RELEASED", mends=old, mends_how="REPLACES")

    assert (queries.locked(old).state, queries.locked(old).reason) == ("REPLACED", f"Thay thế bằng {new.notation}")
    with pytest.raises(Refused, match=f"Văn bản {old.notation} nay ở trạng thái “Đã được thay thế”"):
        actions.release(office.clerk, late, now=MONDAY + 2 * HOUR)
    assert queries.locked(late).number is None, "told before a number is given"
    with pytest.raises(Refused, match="đã hết hiệu lực"):
        actions.submit(office.drafter, queries.document_for(office.drafter, later.key), now=MONDAY + 2 * HOUR)


def test_who_elsewhere_never_got_what_was_replaced_gets_what_replaces_it(office):
    old = document_in(office, "RELEASED", outside=[("G22", "Văn phòng Chính phủ")])
    new = document_in(office, "RELEASED", mends=old, mends_how="REPLACES")

    assert [one.document_id for one in queries.pending_deliveries()] == [new.pk]


def test_what_another_agency_issued_is_not_ours_to_replace(office, ward):
    old = document_in(office, "RELEASED")

    with pytest.raises(Refused, match="mends-strange"):
        document_in(ward, mends=old, mends_how="REPLACES")


def test_a_recall_is_asked_of_every_recipient_and_each_says_yes_or_no(office, ward):
    document = document_in(office, "RELEASED")
    arrival = actions.register(ward.clerk, arrival_at(ward, document), now=MONDAY + 2 * HOUR)
    with pytest.raises(Refused, match="not-recalled"):
        actions.agree_recall(ward.clerk, arrival, now=MONDAY + 2 * HOUR)

    actions.recall(office.leader, document, reason="Sai số liệu", now=MONDAY + 3 * HOUR)
    assert queries.how_far(document) == [(DeliveryState.RECALL_ASKED, 1)]
    actions.decline_recall(ward.clerk, arrival, reason="Đã triển khai", now=MONDAY + 4 * HOUR)
    assert queries.how_far(document) == [(DeliveryState.RECALL_DECLINED, 1)]
    assert queries.locked(arrival).state == "REGISTERED"


def test_who_agrees_to_a_recall_holds_it_no_more(office, ward):
    document = document_in(office, "RELEASED")
    actions.recall(office.clerk, document, reason="Gửi nhầm", now=MONDAY + 3 * HOUR)

    arrival = actions.agree_recall(ward.clerk, arrival_at(ward, document), now=MONDAY + 4 * HOUR)

    assert arrival.state == "RECALLED"
    assert queries.how_far(document) == [(DeliveryState.RECALL_AGREED, 1)]


def test_the_clerk_sends_a_signed_paper_back_whose_form_is_wrong(office):
    document = actions.send_back(
        office.clerk, document_in(office, "SIGNED"), reason="Thiếu nơi nhận", now=MONDAY + HOUR
    )
    again = actions.revise(office.drafter, document, given(office), now=MONDAY + HOUR)
    again = actions.submit(office.drafter, again, now=MONDAY + HOUR)
    again = actions.sign(office.leader, again, now=MONDAY + 2 * HOUR)

    assert (document.paper_code, document.signed_at) == ("", None)
    assert actions.release(office.clerk, again, now=MONDAY + 3 * HOUR).notation == "01/KH-STC"
