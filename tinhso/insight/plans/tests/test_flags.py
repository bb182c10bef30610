"""A paper that gave tasks is recalled or replaced: both sides read it in plain words, who gave them decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.engines.notifications.models import Message
from tinhso.government.documents import actions as documents
from tinhso.government.documents.tests.factories import document_in, make_office
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.actions import Decision
from tinhso.insight.plans.lifecycle import DirectiveKind, Tie
from tinhso.insight.plans.models import Directive
from tinhso.insight.plans.tests.factories import NOW, at

DAY = timedelta(days=1)
LATER = NOW + DAY


def at_work(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def listed(chair: Person, document) -> Directive:
    """A released document as a public directive."""
    given = actions.DirectiveIn(document.notation, "Văn phòng", document.issued_on, document.subject,
                                DirectiveKind.PLAN, "37", "NB.VP", "Văn bản đã ký")  # fmt: skip
    return actions.add_directive(chair, given, document=document, now=LATER)


def test_tasks_of_a_recalled_paper_wait_for_a_decision(chair: Person, department: Person, time_machine) -> None:
    office = make_office("NB.VP", title="Chánh Văn phòng", on=NOW)
    head = make_official(agency("NB.SKHCN"), "LEADER", full_name="Lê Hồng Minh")
    head.email = "minh@example.com"
    head.save()
    paper = document_in(office, "RELEASED", now=NOW)
    give = {"working_days": 20, "source": paper.subject_ref, "now": NOW}
    names = ("NB.SKHCN", "NB.STC", "NB.SXD", "NB.SYT")
    kept, ended, moved, done = (
        actions.give_task(chair, title="Báo cáo", lead=agency(name), **give) for name in names
    )  # fmt: skip
    done = actions.report_done(at("NB.SYT", "LEADER", name="Vũ An"), done, text="Xong", now=NOW)
    actions.confirm_task(chair, done, now=NOW)
    finance = at("NB.STC", "LEADER", name="Phan Ngọc Hoa")
    part = actions.give_task(finance, title="Thu thập", lead=agency("NB.SKHCN"), parent=ended, working_days=5, now=NOW)
    assert actions.flag_tasks(now=NOW) == 0
    documents.recall(office.leader, paper, reason="Sai căn cứ", now=LATER)

    assert [actions.flag_tasks(now=LATER) for _ in range(2)] == [3, 0], "each once, what is over never"
    for one in (kept, ended, moved):
        assert queries.task_for(chair, one.pk).is_open
    with pytest.raises(Refused, match="paper-turned"):
        actions.give_task(chair, title="Thêm", lead=agency("NB.STC"), **give)
    time_machine.move_to(LATER, tick=False)
    address = reverse("plans:turned", args=[paper.key])
    page = at_work(chair).get(reverse("plans:task", args=[kept.pk])).content.decode()
    board = at_work(department).get(reverse("plans:tasks")).content.decode()
    for said in ("đã bị thu hồi", "Sai căn cứ"):
        assert said in page and said in board, said
    assert "chưa kết thúc" in page and address in page and address not in board
    actions.tell_agencies([kept.pk], "plan-task-paper", now=LATER)
    assert "sẽ quyết định" in Message.objects.get(about=kept.subject).body

    with pytest.raises(NotAllowed):
        actions.decide_on_paper(finance, paper, [kept.pk], Decision("keep", "Cứ làm"), now=LATER)
    for decision, code in ((Decision("keep", " "), "text-missing"), (Decision("move", "Theo KH 29"), "onto-missing")):
        with pytest.raises(Refused, match=code):
            actions.decide_on_paper(chair, paper, [kept.pk], decision, now=LATER)
    client = at_work(chair)
    wrong = client.post(address, {"tasks": [kept.pk], "verb": "move", "text": "Theo kế hoạch mới"})
    assert wrong.status_code == 422 and "Theo kế hoạch mới" in wrong.content.decode()
    assert client.post(address, {"tasks": [kept.pk], "verb": "keep", "text": "Vẫn cần số liệu"}).status_code == 302
    onto = queries.directive("kh-29-2025")
    actions.decide_on_paper(chair, paper, [moved.pk], Decision("move", "Theo KH 29", onto), now=LATER)
    actions.decide_on_paper(chair, paper, [ended.pk], Decision("end", "Không cần nữa"), now=LATER)

    kept, ended, moved, part = (queries.task_for(chair, one.pk) for one in (kept, ended, moved, part))
    assert (kept.state, kept.feedback) == ("GIVEN", "Vẫn cần số liệu")
    assert (moved.directive, moved.due_at) == (onto, queries.task_for(chair, moved.pk).due_at)
    assert (ended.state, part.state) == ("WITHDRAWN", "WITHDRAWN") and "Theo nhiệm vụ lớn" in part.feedback
    assert [step.verb for step in queries.steps_of(moved)] == ["move", "flag", "give"]
    told = Entry.objects.filter(kind="plans.task_moved", subject=ended.subject).order_by("-id").first()
    assert told and (told.facts["verb"], told.facts["text"]) == ("withdraw", "Không cần nữa")
    assert actions.flag_tasks(now=LATER + DAY) == 0, "what was decided is not asked again"
    assert client.get(address).status_code == 404
    with pytest.raises(Refused, match="decided-already"):
        actions.decide_on_paper(chair, paper, [kept.pk], Decision("end", "Thôi"), now=LATER)


def test_a_replacement_that_was_written_down_answers_and_taking_it_back_asks_again(chair: Person) -> None:
    office = make_office("NB.VP", title="Chánh Văn phòng", on=NOW)
    office.officials["leader"].email = "quan@example.com"
    office.officials["leader"].save()
    old = document_in(office, "RELEASED", now=NOW)
    before = listed(chair, old)
    task = actions.give_task(chair, title="Xây kho dữ liệu", lead=agency("NB.SKHCN"), directive=before,
                             source=old.subject_ref, working_days=20, now=NOW)  # fmt: skip
    mends = {"mends": old, "mends_how": "REPLACES", "now": LATER}
    document_in(office, "SUBMITTED", subject="Bản còn chờ ký", **mends)
    assert actions.flag_tasks(now=LATER) == 0, "what nobody signed replaces nothing"
    new = document_in(office, "RELEASED", subject="Bản thay thế", **mends)
    after = listed(chair, new)
    assert actions.flag_tasks(now=LATER) == 1
    actions.ask_givers(old.pk, now=LATER)
    (asked,) = Message.objects.filter(about=old.subject_ref, address="quan@example.com")
    assert "1 nhiệm vụ" in asked.title and new.notation in asked.body
    (flag,) = queries.flags_to_decide(chair, old.key)
    assert flag.replacement == new

    actions.tie_directives(chair, after, before, tie=Tie.REPLACES, on=date(2026, 11, 24), now=LATER)
    (flag,) = queries.flags_of(task)
    assert (flag.state, flag.answer) == ("MOVED", f"Thay thế bởi {after}")
    assert actions.flag_tasks(now=LATER + DAY) == 0

    actions.untie_directives(chair, after, before, reason="Chọn nhầm", now=LATER + DAY)
    assert actions.flag_tasks(now=LATER + DAY) == 1, "it stands under the replaced paper again"
