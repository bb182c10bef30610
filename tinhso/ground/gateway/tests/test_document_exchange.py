"""Two systems exchange documents over the axis: out through the outbox, in by polling, states back; nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.ground.base.actors import System
from tinhso.ground.gateway import actions, jobs, queries
from tinhso.ground.gateway.edxml.messages import Status
from tinhso.ground.gateway.errors import BadPacket, Rejected, Unavailable
from tinhso.ground.gateway.lifecycle import OutboxState, PacketState
from tinhso.ground.gateway.models import MessageLog, OutboxMessage, Packet
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.tests.axis import OURS, THEIRS, known_to, new_axis, speak_as
from tinhso.ground.gateway.tests.letters import Controller
from tinhso.ground.gateway.tests.packets import (
    EACH_BUSINESS,
    EACH_STATUS,
    ID,
    PLAN,
    SHEET,
    as_bytes,
    new,
    recall,
    replacement,
    status,
)
from tinhso.ground.gateway.tests.test_axis_double import post as post_as_it_is
from tinhso.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
DOCUMENTS = System("documents")


def register(settings):
    for system in (THEIRS, OURS):
        speak_as(settings, system)
        axis.register_agency(system, name="Cơ quan", now=timezone.now())


@pytest.fixture
def two(axis_double, settings):
    """The axis with two systems; we speak as the province."""
    register(settings)
    return axis_double


def send(packet, subject="document:12"):
    return actions.send_packet(DOCUMENTS, packet, subject=subject, now=timezone.now())


def deliver(*, after=timedelta()):
    """Run the jobs of all lanes that are due; how many letters arrived."""
    now = timezone.now() + after
    return sum(actions.deliver(partner, lane, now=now) for partner, lane in queries.due_lanes(now))


def collect():
    """What the two jobs of polling do."""
    return [actions.take_packet(listed, now=timezone.now()) for listed in actions.waiting_packets(now=timezone.now())]


def arrived_events():
    return [entry.facts for entry in Entry.objects.filter(kind="gateway.event_arrived").order_by("id")]


def letters():
    return OutboxMessage.objects.filter(partner="axis").order_by("id")


@pytest.mark.parametrize("business", list(EACH_BUSINESS), ids=[one.name for one in EACH_BUSINESS])
def test_each_business_travels_whole_and_comes_back_as_arrived(two, settings, business):
    sent = send(EACH_BUSINESS[business]())
    assert deliver() == 1
    speak_as(settings, THEIRS)
    (taken,) = collect()

    assert (taken.state, taken.business, taken.sender, taken.receiver) == (PacketState.TAKEN, business, "H42", "G09")
    assert (taken.document_id, taken.sha256) == (sent.document_id, sent.sha256)
    message = queries.message_of(taken)
    assert (message.header, message.traces) == (EACH_BUSINESS[business]().header, EACH_BUSINESS[business]().traces)
    assert arrived_events() == [
        {"partner": "axis", "type": "vn.gov.edxml.edoc.v1", "subject": f"packet:{taken.pk}", "event_id": taken.doc_id,
         "at": taken.at.isoformat(), "data": {"packet": taken.pk, "sender": "H42", "receiver": "G09",
                                              "document_id": taken.document_id, "business": int(business),
                                              "status": ""}}
    ]  # fmt: skip
    assert collect() == []
    assert deliver() == 1
    speak_as(settings, OURS)
    (told,) = collect()
    assert (told.kind, told.status, told.sender, told.document_id) == ("status", "01", "G09", taken.document_id)
    assert deliver() == 0, "a state is not answered by a state"


def test_files_come_out_as_they_went_in(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    (taken,) = collect()
    attachments = queries.message_of(taken).attachments

    assert [(one.name, one.content_type) for one in attachments] == [
        ("Kế hoạch.pdf", "application/pdf"), ("Phụ lục.xlsx", "application/vnd.ms-excel")
    ]  # fmt: skip
    assert [one.opened().read() for one in attachments] == [PLAN, SHEET]


def test_every_state_goes_back_in_order_and_none_twice(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    (taken,) = collect()
    for code in EACH_STATUS[1:]:
        for _ in range(2):
            actions.tell_status(DOCUMENTS, taken, Status(code), description="Vì …", now=timezone.now())
    assert deliver() == len(EACH_STATUS)
    speak_as(settings, OURS)
    told = collect()

    assert [one.status for one in told] == list(EACH_STATUS)
    assert {(one.document_id, one.code, one.sender) for one in told} == {(ID, "15/KH-UBND", "G09")}
    assert [facts["data"]["status"] for facts in arrived_events()][1:] == list(EACH_STATUS)
    assert list(queries.packets_of_document(ID).values_list("state", flat=True).distinct().order_by("state")) == [
        "SENT", "TAKEN"
    ]  # fmt: skip


def test_a_recall_stands_behind_its_document_and_a_replacement_does_not(two):
    two.faults(error_500=1)
    for packet in (new(), recall(), replacement()):
        send(packet)

    assert deliver() == 1, "the replacement has a lane of its own"
    assert [one.state for one in letters()] == [OutboxState.QUEUED, OutboxState.QUEUED, OutboxState.DELIVERED]
    assert deliver(after=timedelta(minutes=1)) == 2


def test_codes_are_written_as_the_axis_wants_them(two, settings):
    for wanted, code in (("legacy", "000.00.00.H42"), ("new", "H42")):
        speak_as(settings, OURS, codes=wanted)
        header = queries.message_of(send(new(subject=wanted))).header
        assert (header.sender.organ_id, header.document_id) == (code, ID), "a DocumentId is a name and never changes"


def test_what_lacks_its_receiver_is_refused_before_anything_is_written(two):
    with pytest.raises(BadPacket, match="no-to-code"):
        send(new(receivers=()))

    assert not letters().exists()
    assert not Packet.objects.exists()


def test_a_lost_answer_sends_again_and_one_packet_arrives(two, settings):
    send(new())
    two.faults(answer_lost=1)
    assert deliver() == 0
    assert deliver(after=timedelta(minutes=1)) == 1
    speak_as(settings, THEIRS)

    assert [one.state for one in collect()] == [PacketState.TAKEN]


def test_a_packet_that_comes_twice_is_told_once(two, settings):
    two.faults(twice=1)
    send(new(receivers=new().header.receivers[:1]))
    deliver()
    speak_as(settings, THEIRS)

    assert [one.state for one in collect()] == [PacketState.TAKEN, PacketState.REPEATED]
    assert len(arrived_events()) == 1
    assert collect() == [], "both are done for the axis"
    assert letters().filter(payload__kind="status").count() == 1


def test_what_cannot_be_read_is_kept_with_the_reason_and_marked_as_failed(two, settings):
    wild = as_bytes(new()).replace(b"<edXML:OrganId>000.00.00.H42<", b"<edXML:OrganId><")
    post_as_it_is(wild, receivers=(THEIRS,))
    post_as_it_is(b"%PDF-1.7", receivers=(THEIRS,))
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    first, second, third = collect()

    assert (first.state, first.problem) == (
        PacketState.UNREADABLE, "Gói tin thiếu mã định danh cơ quan gửi (From/OrganId)."
    )  # fmt: skip
    assert (second.problem, second.sender) == ("Gói tin không phải XML đọc được.", "H42")
    assert third.state == PacketState.TAKEN, "one that is broken holds back nobody"
    assert len(arrived_events()) == 1
    speak_as(settings, OURS)
    now = timezone.now()
    assert sorted(row.receive_status for row in axis.sent("edoc", now=now) if row.receiver == THEIRS) == [
        "done", "fail", "fail"
    ]  # fmt: skip


def test_a_packet_that_is_too_large_is_refused_in_words(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS, most_bytes=800)
    (taken,) = collect()

    assert (taken.state, taken.file, taken.sender) == (PacketState.UNREADABLE, None, "H42")
    assert taken.problem.startswith("Gói tin lớn hơn")


def test_a_sender_that_is_not_the_one_of_the_call_is_noted(two, settings):
    axis.register_agency("000.00.04.H42", name="Sở", now=timezone.now())
    post_as_it_is(as_bytes(new()), sender="000.00.04.H42", receivers=(THEIRS,))
    speak_as(settings, THEIRS)

    assert collect()[0].oddities == ["sender-differs"]


def test_every_call_leaves_its_row_in_the_message_log(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    collect()

    rows = MessageLog.objects.filter(partner="axis").order_by("id")
    assert list(rows.values_list("operation", "outcome", "detail")) == [
        ("sendEdoc", "DONE", ""),
        ("getReceivedEdocList", "DONE", "edoc: 1"), ("getReceivedEdocList", "DONE", "status: 0"),
        ("getEdoc", "DONE", rows[3].detail), ("updateStatus", "DONE", "done"),
    ]  # fmt: skip


def test_an_axis_that_answers_badly_is_asked_again_and_nothing_is_marked(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    for fault, error in (("error_500", Unavailable), ("garbage", Unavailable), ("refuse", Rejected)):
        two.faults(**{fault: 1})
        with pytest.raises(error):
            actions.waiting_packets(now=timezone.now())
    (listed,) = actions.waiting_packets(now=timezone.now())
    two.faults(broken=1)
    with pytest.raises(Unavailable):
        actions.take_packet(listed, now=timezone.now())
    assert not Packet.objects.filter(state=PacketState.TAKEN).exists()

    assert actions.take_packet(listed, now=timezone.now()).acked_at


def test_who_dies_before_saying_done_says_it_next_time_and_takes_nothing_twice(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    (listed,) = actions.waiting_packets(now=timezone.now())
    two.faults(answer_lost=2)  # the list that the fetch never asks for, and the mark: both calls fail
    with pytest.raises(Unavailable):
        actions.waiting_packets(now=timezone.now())
    with pytest.raises(Unavailable):
        actions.take_packet(listed, now=timezone.now())
    taken = Packet.objects.get(state=PacketState.TAKEN)
    assert taken.acked_at is None

    again = actions.take_packet(listed, now=timezone.now())
    assert (again.pk, len(arrived_events())) == (taken.pk, 1)
    assert again.acked_at is not None


def test_a_node_that_is_killed_in_the_middle_loses_nothing(tmp_path, settings):
    node = new_axis(tmp_path)
    known_to(settings, node)
    register(settings)
    for number in range(3):
        send(new(subject=f"Văn bản {number}", document_id=f"{OURS},2026/11/23,{number}/KH-UBND"))
    lanes = queries.due_lanes(timezone.now())
    actions.deliver(*lanes[0], now=timezone.now())
    node.kill()
    assert deliver() == 0
    node.start()
    assert deliver(after=timedelta(minutes=1)) == 2
    speak_as(settings, THEIRS)
    first, *waiting = actions.waiting_packets(now=timezone.now())
    actions.take_packet(first, now=timezone.now())
    node.kill()
    with pytest.raises(Unavailable):
        actions.take_packet(waiting[0], now=timezone.now())
    node.start()

    collect()
    titles = Packet.objects.filter(state=PacketState.TAKEN).order_by("title").values_list("title", flat=True)
    assert list(titles) == ["Văn bản 0", "Văn bản 1", "Văn bản 2"]
    node.kill()


def test_the_job_of_the_minute_makes_a_job_for_each_packet_once(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    for _ in range(2):
        jobs.collect(0)
    made = ProcrastinateJob.objects.filter(task_name="gateway.take_packet")
    assert made.count() == 1
    jobs.take_packet(**made.get().args)
    assert Packet.objects.filter(state=PacketState.TAKEN).count() == 1

    settings.AXIS = settings.AXIS | {"is_on": False}
    two.faults(error_500=1)
    jobs.collect(0)


def test_our_books_are_held_against_those_of_the_axis(two, settings):
    send(new())
    deliver()
    now = timezone.now()
    assert actions.unknown_to_partner("axis", since=now - timedelta(days=1), now=now) == []
    two.forget()

    assert [one.partner for one in actions.unknown_to_partner("axis", since=now - timedelta(days=1), now=now)] == [
        "axis"
    ]


def test_who_runs_the_exchange_sees_packets_and_nobody_else(two):
    send(new())

    assert queries.packets_visible_to(Controller()).count() == 1
    assert queries.packets_visible_to(DOCUMENTS).count() == 0


def test_a_status_about_nothing_of_ours_is_taken_all_the_same(two, settings):
    speak_as(settings, THEIRS)
    post_as_it_is(as_bytes(status("06")), kind="status", sender=THEIRS)
    speak_as(settings, OURS)

    assert [(one.status, one.state) for one in collect()] == [("06", "TAKEN")]
    assert not letters().exists()


def test_the_inbox_holds_what_no_room_has_taken_over_and_each_is_taken_over_once(two, settings):
    send(new())
    deliver()
    speak_as(settings, THEIRS)
    (taken,) = collect()
    assert queries.packets_to_take_over() == [taken]

    assert actions.file_under(DOCUMENTS, taken, "document:77", now=timezone.now())
    assert not actions.file_under(DOCUMENTS, taken, "document:78", now=timezone.now())
    assert queries.packets_to_take_over() == []
    assert list(queries.packets_about("document:77")) == [taken]
