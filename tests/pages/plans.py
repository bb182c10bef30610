"""Plans: what everybody reads, tasks by the hand whose turn it is, forms, a briefing until it is published."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.figures import at_work
from tinhso.government.documents.tests.factories import document_in, make_office
from tinhso.ground.people.tests.factories import agency
from tinhso.insight.briefings import actions as briefings
from tinhso.insight.briefings.lifecycle import BriefingKind
from tinhso.insight.committees import actions as committees
from tinhso.insight.committees.lifecycle import CommitteeKind, Seat
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.actions import TargetIn
from tinhso.insight.plans.lifecycle import Tie
from tinhso.insight.plans.rules.targets import Operator
from tinhso.insight.plans.tests.factories import at

WHERE = ["thong-tin-bao-chi"]


def steer(album: Album) -> None:
    """All pages of plans."""
    now = timezone.now()
    chair = at("NB", "LEADER", name="Vũ Đình Nam", now=now)
    worker = at("NB.SKHCN", "CASE_OFFICER", name="Trần Linh Lan", now=now)
    everybody, leader, officer = Client(), at_work(chair), at_work(worker)
    for title, address in (
        ("plans", reverse("plans:index")),
        ("plan", reverse("plans:directive", args=["nq-57-2024"])),
        ("plan-without-targets", reverse("plans:directive", args=["kh-152-2022"])),
        ("target", reverse("plans:target", args=["T018"])),
        ("target-beyond", reverse("plans:target", args=["P001"])),
        ("target-claimed", reverse("plans:target", args=["T104"])),
        ("target-ended", reverse("plans:target", args=["T015"])),
        ("target-unread", reverse("plans:target", args=["T113"])),
        ("briefings-none", reverse("briefings:index")),
    ):
        album.visit(everybody, title, address)
    album.visit(officer, "plan-tasks-none", reverse("plans:tasks"))
    _papers(album, leader, now=now)
    _tasks(album, chair, worker, now=now)
    _committees(album, chair, leader, now=now)
    _briefing(album, worker, chair, now=now)
    album.visit(leader, "plans-of-staff", reverse("plans:index"))


def _papers(album: Album, leader: Client, *, now) -> None:
    office = make_office("NB.VP", title="Chánh Văn phòng", on=now)
    front = at_work(office.leader)
    album.visit(front, "tasks-from-no-paper", reverse("plans:documents"))
    begun = now - timedelta(hours=3)
    plan = document_in(office, "RELEASED", now=begun, agencies=[agency("NB.SKHCN"), agency("NB.C13669")])
    adding, giving = (f"{reverse(name)}?van-ban={plan.key}" for name in ("plans:add_directive", "plans:give"))
    album.visit(front, "tasks-from-papers", reverse("plans:documents"))
    album.visit(front, "plan-add", adding)
    album.visit(front, "plan-add-wrong", adding, says={"number": "", "issued_on": "2031-01-01"}, status=422)
    album.visit(front, "task-give", giving)
    album.visit(front, "task-give-wrong", giving, says={"title": "Báo cáo", "giver": "NB.VP"}, status=422)
    for title, name in (("plan-tie", "tie"), ("target-add", "add_target")):
        album.visit(leader, title, reverse(f"plans:{name}", args=["kh-29-2025"]))
    wrong = {"name": "Hồ sơ", "operator": ">=", "value": "1.761", "unit": "%", "due_on": "2027-12-31"}
    album.visit(leader, "target-add-wrong", reverse("plans:add_target", args=["kh-29-2025"]), says=wrong, status=422)
    album.visit(leader, "target-basis", reverse("plans:basis", args=["T018"]))
    half = {"baseline": "5", "measure": "OWN"}
    album.visit(leader, "target-basis-wrong", reverse("plans:basis", args=["T090"]), says=half, status=422)
    album.visit(leader, "target-end", reverse("plans:end_target", args=["T090"]))
    album.visit(leader, "target-result", reverse("plans:result", args=["T090"]))


def _tasks(album: Album, chair, worker, *, now) -> None:
    under, leader, officer = queries.directive("kh-29-2025"), at_work(chair), at_work(worker)
    facts = {"due": actions.Due(working_days=5), "directive": under, "target": queries.target("T073")}
    early = now - timedelta(days=30)
    given = actions.give_tasks(chair, title="Báo cáo hạ tầng số", detail="Theo mẫu", now=early,
                               leads=[agency("NB.SKHCN"), agency("NB.C13669")], **facts)  # fmt: skip
    task = given[0]
    album.visit(officer, "plan-task-given", reverse("plans:task", args=[task.pk]))
    actions.follow_tasks(now=now)
    moved = reverse("plans:move_task", args=[task.pk, "progress"])
    album.visit(officer, "plan-task-wrong", moved, says={"text": "Đang làm", "percent": "150"}, status=422)
    task = actions.report_progress(worker, task, text="Đã khảo sát", percent=60, now=now)
    head = at("NB.SKHCN", "LEADER", name="Lê Hồng Minh", now=now)
    actions.give_task(head, title="Đo sóng", lead=agency("NB.C14167"), parent=task, working_days=3, now=now)
    album.visit(officer, "plan-tasks", reverse("plans:tasks"))
    album.visit(at_work(head), "task-cut", f"{reverse('plans:give')}?tu={task.pk}")
    task = actions.extend_task(chair, task, new_date=(now + timedelta(days=20)).date(), reason="Mưa bão", now=now)
    album.visit(leader, "plan-task-extended", reverse("plans:task", args=[task.pk]))
    album.visit(leader, "plan-tasks-batch", reverse("plans:batch", args=[task.batch]))
    other = actions.give_task(chair, title="Việc nhỏ", lead=agency("NB.SKHCN"), working_days=2, now=now)
    other = actions.report_done(worker, other, text="Đã xong", now=now)
    album.visit(leader, "plan-tasks-to-confirm", reverse("plans:tasks"))
    actions.confirm_task(chair, other, now=now)
    album.visit(leader, "plan-with-tasks", reverse("plans:directive", args=["kh-29-2025"]))
    album.visit(leader, "target-with-tasks", reverse("plans:target", args=["T073"]))
    aim = TargetIn("Kho dữ liệu", Operator.LEAST, queries.target("T073").value, "%", now.date() + timedelta(days=400))
    actions.add_target(chair, under, aim, now=now)
    new, old = queries.directive("kh-29-2025"), queries.directive("kh-54-2023")
    actions.tie_directives(chair, new, old, tie=Tie.REPLACES, on=now.date(), now=now)
    album.visit(leader, "plan-replaced", reverse("plans:directive", args=["kh-54-2023"]))


def _committees(album: Album, chair, leader: Client, *, now) -> None:
    album.visit(leader, "committees-none", reverse("committees:index"))
    album.visit(leader, "committee-add", reverse("committees:found"))
    on = now.date() - timedelta(days=300)
    one = committees.found_committee(chair, kind=CommitteeKind.STEERING, name="Ban Chỉ đạo chuyển đổi số tỉnh",
                                  agency=agency("NB"), decision="1/QĐ-UBND", founded_on=on, now=now)  # fmt: skip
    album.visit(leader, "committee-empty", reverse("committees:show", args=[one.pk]))
    for place, (name, seat) in enumerate((("An", Seat.HEAD), ("Bình", Seat.HEAD), ("Chi", Seat.MEMBER))):
        member = committees.seat_member(chair, one, name=f"Trần {name}", office="Lãnh đạo",
                                     seat=seat, decision=f"{place + 1}/QĐ-UBND", since=on + timedelta(days=place * 9),
                                     now=now)  # fmt: skip
    album.visit(leader, "committee", reverse("committees:show", args=[one.pk]))
    album.visit(leader, "committees", reverse("committees:index"))
    album.visit(leader, "committee-seat", reverse("committees:seat", args=[one.pk]))
    album.visit(leader, "committee-leave", reverse("committees:unseat", args=[one.pk, member.pk]))


def _briefing(album: Album, writer, approver, *, now) -> None:
    of = f"{timezone.localdate(now):%Y-%m}"
    where, officer, leader = [*WHERE, of], at_work(writer), at_work(approver)
    album.visit(officer, "briefing-write", reverse("briefings:write", args=where))
    words = {"opening": "Trong tháng …", "closing": "Tới đây …"}
    one = briefings.write_briefing(writer, BriefingKind.PRESS, of, now=now, **words)
    album.visit(officer, "briefing-draft", reverse("briefings:show", args=where))
    album.visit(officer, "briefings", reverse("briefings:index"))
    one = briefings.submit_briefing(writer, one, now=now)
    album.visit(leader, "briefing-to-approve", reverse("briefings:show", args=where))
    one = briefings.send_back_briefing(approver, one, reason="Thêm số", now=now)
    album.visit(officer, "briefing-sent-back", reverse("briefings:show", args=where))
    briefings.publish_briefing(approver, briefings.submit_briefing(writer, one, now=now), now=now)
    album.visit(Client(), "briefing-published", reverse("briefings:show", args=where))
    view = briefings.write_briefing(writer, BriefingKind.PANORAMA, of, opening="Toàn cảnh", closing="", now=now)
    briefings.publish_briefing(approver, briefings.submit_briefing(writer, view, now=now), now=now)
    album.visit(Client(), "briefing-panorama", reverse("briefings:show", args=["toan-canh", of]))
