"""What comes in: registered, given to somebody with a day, answered; and what the sender reads of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage

from tinhso.engines.notifications.queries import messages_about
from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.documents import actions, queries
from tinhso.government.documents.lifecycle import DeliveryState
from tinhso.government.documents.models import Document
from tinhso.government.documents.tests.factories import HOUR, MONDAY, arrival_at, document_in
from tinhso.government.documents.views import show
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.queries import content
from tinhso.ground.people.models import Official
from tinhso.ground.people.tests.factories import agency


@pytest.fixture
def sent(office, ward):
    return document_in(office, "RELEASED")


@pytest.fixture
def arrival(ward, sent) -> Document:
    return actions.register(ward.clerk, arrival_at(ward, sent), now=MONDAY + 2 * HOUR)


def assigned(ward, arrival: Document):
    return actions.assign(
        ward.leader, arrival, lead=ward.officials["drafter"], content="Xây dựng kế hoạch của phường", working_days=5,
        now=MONDAY + 3 * HOUR,
    )  # fmt: skip


def test_what_arrives_is_registered_under_the_next_number(ward, sent, arrival):
    assert (arrival.number, arrival.notation, arrival.sender_name) == (1, "01/KH-STC", "Sở Tài chính tỉnh Ninh Bình")
    assert queries.how_far(sent) == [(DeliveryState.REGISTERED, 1)]
    second = actions.arrive(ward.clerk, ward.agency, notation="5/CV-HPN", subject="Phối hợp", sender_name="Hội Phụ nữ",
                            issued_on=date(2026, 11, 20), now=MONDAY)  # fmt: skip
    assert actions.register(ward.clerk, second, now=MONDAY).number == 2


def test_what_was_sent_wrongly_goes_back_with_its_reason(ward, sent):
    refused = actions.refuse(ward.clerk, arrival_at(ward, sent), reason="Không đúng địa chỉ", now=MONDAY + 2 * HOUR)

    assert (refused.state, refused.number) == ("REFUSED", None)
    (recipient,) = queries.recipients_of(sent)
    assert (recipient.state, recipient.reason) == ("02", "Không đúng địa chỉ")


def test_a_task_is_due_at_the_close_of_a_working_day(ward, sent, arrival):
    task = assigned(ward, arrival)

    # Five working days after Monday 23 November 2026; 24 November is a holiday since 2026 where the calendar says so.
    assert task.clock.due_at > datetime(2026, 11, 27, 0, 0, tzinfo=VIETNAM)
    assert task.clock.due_at.astimezone(VIETNAM).weekday() < 5
    assert queries.locked(arrival).state == "ASSIGNED"
    assert queries.how_far(sent) == [(DeliveryState.IN_PROGRESS, 1)]
    assert queries.tasks_of(ward.drafter) == [task]


def test_work_is_given_to_colleagues_only(ward, office, arrival):
    with pytest.raises(Refused, match="not-a-colleague"):
        actions.assign(
            ward.leader, arrival, lead=office.officials["drafter"], content="Làm", working_days=2, now=MONDAY
        )
    with pytest.raises(NotAllowed):
        actions.assign(ward.drafter, arrival, lead=ward.officials["drafter"], content="Làm", working_days=2, now=MONDAY)


def test_a_task_is_reported_sent_on_and_closed_by_who_gave_it(ward, arrival):
    task = assigned(ward, arrival)
    actions.begin_work(ward.drafter, queries.locked(arrival), now=MONDAY + 4 * HOUR)
    with pytest.raises(NotAllowed):
        actions.close_task(ward.drafter, task, now=MONDAY + 5 * HOUR)

    actions.report_task(ward.drafter, task, report="Đã dự thảo", now=MONDAY + 5 * HOUR)
    actions.return_task(ward.leader, task, reason="Cần xin ý kiến phòng Văn hóa", now=MONDAY + 6 * HOUR)
    actions.report_task(ward.drafter, task, report="Đã xin ý kiến", now=MONDAY + 7 * HOUR)
    closed = actions.close_task(ward.leader, task, now=MONDAY + 8 * HOUR)

    assert (closed.state, queries.locked_task(task).clock.state) == ("DONE", "STOPPED")
    with pytest.raises(Refused, match="task-done"):
        actions.report_task(ward.drafter, task, report="Thêm", now=MONDAY + 9 * HOUR)


def test_an_answer_settles_what_came_in_and_closes_its_tasks(office, ward, sent, arrival):
    task = assigned(ward, arrival)

    answer = document_in(
        ward, "RELEASED", now=MONDAY + 5 * HOUR, kind=queries.kind_by_code("BC"), subject="Kết quả triển khai",
        agencies=[office.agency], reply_to=arrival,
    )  # fmt: skip

    settled = queries.locked(arrival)
    assert (settled.state, settled.reason) == ("ANSWERED", f"Trả lời bằng {answer.notation}")
    assert queries.locked_task(task).result_id == answer.pk
    assert queries.how_far(sent) == [(DeliveryState.DONE, 1)]
    assert arrival_at(office, answer).state == "ARRIVED"


def test_what_needs_no_answer_is_filed_with_its_outcome(ward, sent, arrival):
    task = assigned(ward, arrival)

    filed = actions.file_away(ward.leader, queries.locked(arrival), reason="Để biết", now=MONDAY + 6 * HOUR)

    assert (filed.state, queries.locked_task(task).state) == ("FILED", "DONE")


def test_only_the_clerk_of_the_agency_takes_documents_in(ward, office):
    facts = {"notation": "1/CV", "subject": "Phối hợp", "sender_name": "Hội Phụ nữ", "issued_on": date(2026, 11, 20)}
    with pytest.raises(NotAllowed):
        actions.arrive(office.clerk, ward.agency, **facts, now=MONDAY)
    with pytest.raises(Refused, match="issued-later"):
        actions.arrive(ward.clerk, ward.agency, **facts | {"issued_on": date(2026, 12, 20)}, now=MONDAY)
    with pytest.raises(Refused, match="secret-paper"):
        actions.arrive(ward.clerk, ward.agency, **facts | {"subject": "Tài liệu MẬT"}, now=MONDAY)


def test_the_signatures_of_a_file_that_comes_in_are_judged(office, ward, sent):
    sealed = content(paper_by_code(sent.paper_code).file)
    facts = {"notation": "1/CV", "subject": "Phối hợp", "sender_name": "Hội Phụ nữ", "issued_on": date(2026, 11, 20)}
    for pdf, verdict in (
        (sealed, "good"), (sealed.replace(b"%PDF-1.7", b"%PDF-1.6", 1), "bad"), (b"%PDF-1.7\n", "unreadable"),
    ):  # fmt: skip
        file = store_bytes(ward.clerk, pdf, name="cong-van.pdf", mime="application/pdf", now=MONDAY)
        facts["notation"] = verdict
        came = actions.arrive(ward.clerk, ward.agency, **facts, file=file, now=MONDAY + 2 * HOUR)
        assert (came.verdict, queries.report_of(came, now=MONDAY + 2 * HOUR).verdict) == (verdict, verdict)
    picture = store_bytes(ward.clerk, b"x", name="anh.png", mime="image/png", now=MONDAY)
    facts["notation"] = ""
    assert actions.arrive(ward.clerk, ward.agency, **facts, file=picture, now=MONDAY).verdict == ""


def test_whoever_is_given_something_to_do_is_told_where_he_can_be_reached(ward, arrival):
    Official.objects.filter(pk=ward.officials["drafter"].pk).update(email="anh@namdinh.example", phone="0900000001")
    ward.officials["drafter"].refresh_from_db()
    task = assigned(ward, arrival)
    actions.report_task(ward.drafter, task, report="Đã dự thảo", now=MONDAY + 5 * HOUR)
    actions.return_task(ward.leader, task, reason="Cần xin ý kiến", now=MONDAY + 6 * HOUR)

    told = [(one.template, one.channel, one.address) for one in messages_about(arrival.subject_ref)]
    assert sorted(told) == [(one, "EMAIL", "anh@namdinh.example") for one in ("task-given", "task-returned")]


def test_the_story_of_what_was_sent_names_nobody_elsewhere(ward, sent, arrival):
    assert next(entry.kind for entry, *_ in show._story(sent)) == "documents.released"


def test_the_sender_does_not_see_what_lies_at_a_recipient(office, ward, arrival):
    assert not queries.visible_to(office.leader).filter(pk=arrival.pk).exists()
    assert queries.visible_to(ward.drafter).filter(pk=arrival.pk).exists()
    assert agency("NB.C13669").pk == ward.agency.pk


def test_a_recall_is_not_answered_by_going_on_and_ends_the_tasks_when_it_is_agreed_to(office, ward, sent, arrival):
    actions.recall(office.leader, queries.locked(sent), reason="Sai phụ lục", now=MONDAY + 2 * HOUR)
    task = assigned(ward, arrival)

    assert queries.is_recall_asked(arrival)
    assert queries.how_far(sent) == [(DeliveryState.RECALL_ASKED, 1)]
    actions.agree_recall(ward.clerk, queries.locked(arrival), now=MONDAY + 4 * HOUR)
    assert queries.how_far(sent) == [(DeliveryState.RECALL_AGREED, 1)]
    assert queries.locked_task(task).state == "DONE"


def test_what_the_clerk_enters_twice_is_refused_and_so_is_a_slip_in_the_year(ward):
    facts = {"subject": "Phối hợp", "issued_on": date(2026, 11, 20), "now": MONDAY}
    actions.arrive(ward.clerk, ward.agency, notation="1/CV-HPN", sender_name="Hội Phụ nữ", **facts)
    with pytest.raises(Refused, match="arrived-already"):
        actions.arrive(ward.clerk, ward.agency, notation="1/cv-hpn", sender_name="HỘI PHỤ NỮ", **facts)
    with pytest.raises(Refused, match="year-wrong"):
        facts["issued_on"] = date(26, 11, 20)
        actions.arrive(ward.clerk, ward.agency, notation="1/CV-HPN", sender_name="Hội Phụ nữ", **facts)
    assert actions.arrive(ward.clerk, ward.agency, notation="1/CV-HPN", sender_name="Đoàn", **facts | {
        "issued_on": date(2026, 11, 20)}).pk  # fmt: skip


def test_what_somebody_typed_is_not_lost_because_another_acted_first(ward, arrival, rf):
    def posted(view, *args, **typed):
        request = rf.post("/", {"expected_version": arrival.version, **typed})
        request.person, request.now, request.session = ward.leader, MONDAY + 4 * HOUR, {}
        request._messages = FallbackStorage(request)
        return view(request, arrival.key, *args)

    assigned(ward, queries.locked(arrival))
    lead = ward.officials["drafter"].pk
    for answer in (
        posted(show.act, "file_away", reason="Đã trao đổi"),
        posted(show.assign, lead=lead, content="Đã trao đổi", working_days=3),
    ):
        page = answer.content.decode()
        assert answer.status_code == 422 and "Đã trao đổi" in page and "hãy tải lại" in page
        assert f'name="expected_version" value="{arrival.version + 1}"' in page
