"""Documents to and from a ministry over the axis: a department of ours and a system that is not ours."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.government.documents import actions, exchange, jobs, queries
from tinhso.government.documents.lifecycle import DeliveryState
from tinhso.government.documents.models import Document, Recipient
from tinhso.government.documents.tests.factories import HOUR, MONDAY, document_in
from tinhso.government.documents.tests.ministry import Ministry, carry
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.queries import content
from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway import queries as packets
from tinhso.ground.gateway.edxml.codes import canonical, to_legacy
from tinhso.ground.gateway.edxml.messages import (
    Business,
    BusinessInfo,
    Code,
    Organ,
    Other,
    Packet,
    Replacement,
    ResponseFor,
    StatusReport,
)
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.tests.axis import OURS, THEIRS
from tinhso.ground.gateway.tests.packets import DAY, PLAN, SHEET, document, file, new, packet, replacement
from tinhso.ground.people.queries import agencies_on

pytestmark = pytest.mark.django_db
MINISTRY = [("G09", "Bộ Nội vụ")]
THEIR_ID = f"{THEIRS},2026/11/20,7/CV-BNV"


@pytest.fixture
def ministry(axis_double, settings, office) -> Ministry:
    """The ministry at the axis; the department is one of ours there."""
    made = Ministry(settings)
    with made:
        axis.register_agency(THEIRS, name="Bộ Nội vụ", now=timezone.now())
    axis.register_agency(to_legacy(office.agency.code), name=office.agency.name, now=timezone.now())
    return made


def released(office, **facts):
    made = document_in(office, "RELEASED", outside=MINISTRY, **facts)
    carry()
    return made


def delivery(made) -> Recipient:
    return Recipient.objects.get(document=made, agency__isnull=True)


def theirs(office, **changed):
    """A letter of the ministry to the department."""
    facts = {"sender": Organ(THEIRS, name="Bộ Nội vụ"), "receivers": (Organ(to_legacy(office.agency.code)),),
             "document_id": THEIR_ID, "responses": ()}  # fmt: skip
    return new(**(facts | changed))


# Out ------------------------------------------------------------------------------------------------------


def test_a_released_document_reaches_the_ministry_as_it_was_sealed(office, ministry):
    facts = {"mime": "application/pdf", "now": MONDAY}
    pdfs = [store_bytes(office.drafter, a_decision(), name=f"phu-luc-{place}.pdf", **facts) for place in (1, 2)]
    made = released(office, annexes=pdfs)
    (found,) = ministry.received()

    header = found.header
    assert header.sender == Organ(to_legacy(office.agency.code), name=office.agency.name)
    assert header.receivers == (Organ(THEIRS, name="Bộ Nội vụ"),)
    assert (header.subject, header.kind.name, header.promulgation.day) == (made.subject, "Kế hoạch", MONDAY.date())
    assert (header.code.number, header.code.notation) == ("01", "KH-STC")
    assert header.document_id == f"{to_legacy(office.agency.code)},2026/11/23,01/KH-STC"
    assert (header.signer.competence, header.signer.position, header.signer.name) == (
        "KT.", "Phó Giám đốc", "Phan Ngọc Hoa"
    )  # fmt: skip
    assert found.traces.business.type == Business.NEW
    assert [one.opened().read() for one in found.attachments] == [
        content(paper_by_code(code).file)
        for code in (made.paper_code, *(one.paper_code for one in queries.annexes_of(made)))
    ]
    assert [one.name for one in found.attachments[1:]] == ["phu-luc-1.pdf", "phu-luc-2.pdf"]
    assert queries.documents_for_elsewhere() == [], "once"


def test_what_the_ministry_tells_stands_beside_its_name(office, ministry):
    made = released(office)
    (found,) = ministry.received()
    known = found.header.document_id
    for code, stands in (("01", "01"), ("03", "03"), ("01", "03"), ("05", "05"), ("06", "06")):
        ministry.tell(code, known, to_legacy(office.agency.code))
        carry()
        assert delivery(made).state == stands

    ministry.tell("02", known, to_legacy(office.agency.code), "Không đúng thẩm quyền")
    carry()
    assert (delivery(made).state, delivery(made).reason) == ("02", "Không đúng thẩm quyền")
    assert packets.packets_to_take_over() == []


def test_a_recall_goes_behind_its_document_and_only_its_answer_ends_it(office, ministry):
    made = released(office)
    (sent,) = ministry.received()
    actions.recall(office.leader, made, reason="Ban hành nhầm", now=timezone.now())
    carry()
    carry()

    (found,) = ministry.received()
    business = found.traces.business
    assert (business.type, business.reason, business.document_id) == (
        Business.RECALL, "Ban hành nhầm", sent.header.document_id
    )  # fmt: skip
    assert found.attachments == ()
    for code, stands in (("01", DeliveryState.RECALL_ASKED), ("15", DeliveryState.RECALL_AGREED)):
        ministry.tell(code, sent.header.document_id, to_legacy(office.agency.code))
        carry()
        assert delivery(made).state == stands


def test_a_replacement_and_a_correction_go_to_whoever_holds_what_they_mend(office, ministry):
    made = released(office)
    (sent,) = ministry.received()
    letter = {"kind": queries.kind_by_code("CV"), "subject": "đính chính", "addressees": "Bộ Nội vụ"}
    mending = document_in(
        office, "RELEASED", mends=made, mends_how="CORRECTS", agencies=[], now=MONDAY + HOUR * 2, **letter
    )
    carry()
    (found,) = ministry.received()
    business = found.traces.business
    assert (business.type, business.reason, business.document_id) == (
        Business.UPDATE, "Đính chính 01/KH-STC", sent.header.document_id
    )  # fmt: skip
    # What the ministry tells next names the old DocumentId and the letter's own number.
    about = ResponseFor(to_legacy(office.agency.code), mending.notation, sent.header.document_id, DAY)
    ministry.send(Packet(StatusReport(Organ(THEIRS), about, status="15", description="Đã cập nhật")), "status")
    carry()
    assert (delivery(mending).state, delivery(made).state) == (DeliveryState.RECALL_AGREED, DeliveryState.WAITING)

    replacing = document_in(
        office, "RELEASED", mends=made, mends_how="REPLACES", agencies=[], subject="Chuyển đổi số năm 2028",
        now=MONDAY + HOUR * 3,
    )  # fmt: skip
    carry()
    (found,) = ministry.received()
    business = found.traces.business
    assert (business.type, [one.document_id for one in business.replacements]) == (
        Business.REPLACE, [sent.header.document_id]
    )  # fmt: skip
    assert business.replacements[0].organ_ids == (THEIRS,)
    arrival = queries.arrivals_of(replacing).get()
    assert (arrival.mends, arrival.mends_how) == (queries.arrivals_of(made).get(), "REPLACES"), "in the province, too"

    actions.recall(office.leader, mending, reason="Gửi nhầm", now=timezone.now())
    carry()
    (found,) = ministry.received()
    own = f"{to_legacy(office.agency.code)},2026/11/23,{mending.notation}"
    assert (found.traces.business.type, found.traces.business.document_id) == (Business.RECALL, own)


def test_a_body_that_has_no_code_anyone_knows_still_waits_for_nobody(office, ministry, settings):
    made = document_in(office, "RELEASED", outside=[("G77", "Một bộ chưa nối trục")])
    carry()
    carry()

    assert (delivery(made).state, delivery(made).sent_at is not None) == (DeliveryState.WAITING, True)


# In -------------------------------------------------------------------------------------------------------


def arrived() -> Document:
    return Document.objects.get(sender_code="G09")


def test_a_letter_of_the_ministry_lies_at_the_department_and_its_life_is_told_back(office, ministry):
    ministry.send(theirs(office))
    carry()
    made = arrived()

    assert (made.agency, made.notation, made.sender_name, made.state) == (
        office.agency, "15/KH-UBND", "Bộ Nội vụ", "ARRIVED"
    )  # fmt: skip
    assert (made.kind.name, made.urgency, made.signer_name) == ("Kế hoạch", 1, "Nguyễn Văn Thuỷ")
    assert (made.file.name, content(made.file)) == ("Kế hoạch.pdf", PLAN)
    assert [(one.file.name, content(one.file)) for one in queries.annexes_of(made)] == [("Phụ lục.xlsx", SHEET)]
    assert ministry.states() == [("01", "")]
    actions.register(office.clerk, made, now=timezone.now())
    carry()
    assert ministry.states() == [("03", "")]
    actions.file_away(office.leader, made, reason="Để biết", now=timezone.now())
    carry()
    assert ministry.states() == [("06", "Để biết")]


def test_what_the_clerk_returns_goes_back_with_its_reason(office, ministry):
    ministry.send(theirs(office))
    carry()
    actions.refuse(office.clerk, arrived(), reason="Gửi nhầm nơi nhận", now=timezone.now())
    carry()

    assert ministry.states() == [("01", ""), ("02", "Gửi nhầm nơi nhận")]
    # Its sender recalls it all the same: nobody here could answer, so the house does.
    sent = theirs(office).header
    header = document(sender=sent.sender, receivers=sent.receivers, document_id=THEIR_ID, subject="")
    ministry.send(packet(header, BusinessInfo(Business.RECALL, "Ban hành nhầm", document_id=THEIR_ID)))
    carry()
    assert ministry.states()[-1] == ("15", "Văn bản không còn được giữ ở đây.")
    assert (arrived().state, queries.is_recall_asked(arrived())) == ("REFUSED", False)


@pytest.mark.parametrize("agrees", [True, False])
def test_a_recall_of_the_ministry_is_answered_by_the_clerk(office, ministry, agrees):
    ministry.send(theirs(office))
    carry()
    made = arrived()
    actions.register(office.clerk, made, now=timezone.now())
    with pytest.raises(Refused, match="not-recalled"):
        actions.decline_recall(office.clerk, made, reason="Không", now=timezone.now())
    sent = theirs(office).header
    header = document(sender=sent.sender, receivers=sent.receivers, document_id=THEIR_ID, subject="")
    ministry.send(packet(header, BusinessInfo(Business.RECALL, "Ban hành nhầm", document_id=THEIR_ID)))
    carry()
    made.refresh_from_db()
    assert made.reason == "Nơi gửi đề nghị thu hồi. Ban hành nhầm"
    ministry.states()
    if agrees:
        actions.agree_recall(office.clerk, made, now=timezone.now())
    else:
        actions.decline_recall(office.clerk, made, reason="Đã thực hiện xong", now=timezone.now())
    carry()

    assert ministry.states()[-1] == (("15", "") if agrees else ("16", "Đã thực hiện xong"))
    assert not queries.is_recall_asked(made), "an answer ends it"
    if agrees:
        return
    # The same ministry asks once more: that is another question, with a reason of its own and another answer.
    ministry.send(packet(header, BusinessInfo(Business.RECALL, "Có sai sót", document_id=THEIR_ID)))
    carry()
    assert queries.recall_reason(made) == "Có sai sót"
    made.refresh_from_db()
    actions.decline_recall(office.clerk, made, reason="Không thể thu hồi", now=timezone.now())
    carry()
    assert ministry.states()[-1] == ("16", "Không thể thu hồi")
    assert (queries.is_recall_asked(made), queries.recall_reason(made)) == (False, "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"subject": "MẬT: kế hoạch"}, "Văn bản mật"),
        ({"receivers": (Organ("000.99.99.H42"),)}, ""),
    ],
)
def test_what_our_rules_refuse_goes_back_with_the_sentence(office, ministry, changed, said):
    axis.register_agency("000.99.99.H42", name="Chưa có", now=timezone.now())
    ministry.send(theirs(office, **changed))
    carry()
    carry()

    assert not Document.objects.filter(sender_code="G09").exists()
    (code, why) = ministry.states()[-1]
    assert code == "02"
    assert why.startswith(said or "Không có cơ quan mã H42.99.99")
    assert packets.packets_to_take_over() == []


def test_what_the_ministry_sends_in_place_of_a_letter_leads_to_it_and_each_can_be_recalled(office, ministry):
    ministry.send(theirs(office))
    carry()
    first = arrived()
    sent = theirs(office).header
    to = {"sender": sent.sender, "receivers": sent.receivers, "responses": ()}
    info = BusinessInfo(Business.UPDATE, "Sửa nơi nhận", document_id=THEIR_ID)
    code = Code("8", "CV-BNV")
    ministry.send(packet(document(**to, code=code, document_id=f"{THEIRS},2026/11/21,8/CV-BNV"), info))
    changed = replacement(**to)
    instead = (Replacement(THEIR_ID, (OURS,)),)
    ministry.send(packet(changed.header, BusinessInfo(Business.REPLACE, "Thay thế", replacements=instead)))
    carry()

    update, replacing = (Document.objects.get(notation=one) for one in ("8/CV-BNV", "16/KH-UBND"))
    assert (update.reason, update.mends, update.mends_how) == ("Cập nhật 7/CV-BNV. Sửa nơi nhận", first, "CORRECTS")
    assert (replacing.reason, replacing.mends, replacing.mends_how) == ("Thay thế 7/CV-BNV", first, "REPLACES")
    assert set(queries.mended_by(office.clerk, first)) == {update, replacing}

    # Numbers begin anew with each year: of two documents with one number, the DocumentId says which is meant.
    for year, asked in ((2025, [False, False]), (2026, [False, True])):
        recalled = f"{THEIRS},{year}/11/21,8/CV-BNV"
        header = document(**to, document_id=recalled, subject="")
        ministry.send(packet(header, BusinessInfo(Business.RECALL, "Ban hành nhầm", document_id=recalled)))
        carry()
        assert [queries.is_recall_asked(one) for one in (first, update)] == asked
    assert ministry.states()[-2:] == [("02", "Không tìm thấy văn bản được thu hồi ở đây."), ("01", "")]
    with pytest.raises(Refused, match="not-recalled"):
        actions.agree_recall(office.clerk, first, now=timezone.now())


def test_an_answer_names_the_letter_that_it_answers(office, ministry):
    ministry.send(theirs(office))
    carry()
    made = arrived()
    actions.register(office.clerk, made, now=timezone.now())
    released(office, reply_to=made)
    (found,) = ministry.received()

    assert [(one.organ_id, one.code, one.document_id) for one in found.header.responses] == [
        (THEIRS, "15/KH-UBND", THEIR_ID)
    ]  # fmt: skip
    assert ministry.states()[-1][0] == "06"


def test_a_packet_is_taken_over_once(office, ministry):
    ministry.send(theirs(office))
    carry()
    (taken,) = packets.packets_of_document(THEIR_ID).filter(kind="edoc")

    assert actions.take_over(taken.pk, now=timezone.now()) == arrived().subject_ref
    assert Document.objects.filter(sender_code="G09").count() == 1


def test_the_job_of_the_minute_makes_one_job_for_each_thing(office, ministry, settings):
    document_in(office, "RELEASED", outside=MINISTRY)
    ministry.send(theirs(office))
    for listed in gateway.waiting_packets(now=timezone.now()):
        gateway.take_packet(listed, now=timezone.now())
    for _ in range(2):
        jobs.exchange(0)
    made = ProcrastinateJob.objects.filter(task_name__startswith="documents.").order_by("id")

    assert [one.task_name for one in made] == ["documents.send_elsewhere", "documents.take_over"]
    for one in made:
        {"documents.send_elsewhere": jobs.send_elsewhere, "documents.take_over": jobs.take_over}[one.task_name](
            **one.args
        )
    assert arrived().state == "ARRIVED"
    assert len(packets.due_lanes(timezone.now())) == 2


def test_every_body_that_exists_today_is_registered_once(office, ministry, capsys):
    with ministry:
        axis.register_agency("000.99.99.G09", name="Không phải của tỉnh", now=timezone.now())
    axis.register_agency("000.99.99.H42", name="Không còn", now=timezone.now())
    call_command("register_at_axis")
    first = capsys.readouterr().out
    call_command("register_at_axis")

    codes = set(agencies_on(timezone.localdate()).values_list("code", flat=True))
    assert f"thêm {len(codes) - 1} cơ quan" in first, "the department was there"
    assert "H42.99.99" in first
    assert "thêm 0 cơ quan" in capsys.readouterr().out
    assert codes <= {canonical(row.code) for row in axis.synchronised_units(now=timezone.now())}


# Plain values ---------------------------------------------------------------------------------------------


def test_the_file_of_a_message_is_its_first_pdf():
    files = [file("a.xlsx", b"1", "application/vnd.ms-excel"), file("b.PDF", b"2", "application/zip")]
    message = Packet(document(), new().traces, tuple(files))

    assert exchange.main_file(message).name == "b.PDF"
    assert exchange.main_file(Packet(document(), new().traces, ())) is None


@pytest.mark.parametrize(
    ("standing", "told", "news"),
    [("00", "01", True), ("03", "01", False), ("05", "04", False), ("01", "02", True), ("13", "06", False),
     ("13", "16", True), ("06", "13", True), ("02", "02", False)],
)  # fmt: skip
def test_a_state_is_news_only_when_it_goes_on(standing, told, news):
    assert exchange.is_news(standing, told) is news


@pytest.mark.parametrize(("said", "kept"), [(12, 12), (99_999, None), (-3, None), (None, None)])
def test_a_number_of_pages_that_no_paper_has_holds_no_message_back(said, kept):
    assert exchange.pages_of(document(other=Other(pages=said))) == kept
