"""Directives and targets over the loaded province; replacement carries tasks over; districts are gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.engines.notifications.models import Message
from tinhso.government.documents.actions import recall
from tinhso.government.documents.tests.factories import document_in, make_office
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.lifecycle import DirectiveKind, Tie
from tinhso.insight.plans.models import Directive, Measure, PlanTask, Target, TaskReminder
from tinhso.insight.plans.rules.targets import Band, Operator
from tinhso.insight.plans.tests.factories import NOW, at
from tinhso.insight.warehouse.models import Observation, Statistic

DAY = timedelta(days=1)


def added(keeper: Person, number: str = "12/KH-UBND", on: date = date(2026, 11, 2)) -> Directive:
    given = actions.DirectiveIn(
        number, "Ủy ban nhân dân tỉnh Ninh Bình", on, "Chuyển đổi số tỉnh Ninh Bình giai đoạn 2026-2030",
        DirectiveKind.PLAN, "37", "NB.SKHCN", "Văn bản đã ký",
    )  # fmt: skip
    return actions.add_directive(keeper, given, now=NOW)


def test_a_paper_of_ours_becomes_a_public_directive_only_once_it_is_released(db: None, chair: Person) -> None:
    office = make_office("NB.VP", title="Chánh Văn phòng")
    given = actions.DirectiveIn(
        "9/KH-VP",
        "Văn phòng",
        date(2026, 11, 2),
        "Kế hoạch chưa ai được biết",
        DirectiveKind.PLAN,
        "37",
        "NB.VP",
        "Văn bản",
    )
    for state in ("DRAFT", "SIGNED"):
        with pytest.raises(Refused, match="not-released"):
            actions.add_directive(chair, given, document=document_in(office, state), now=NOW)
    gone = recall(office.leader, document_in(office, "RELEASED"), reason="Ban hành nhầm", now=NOW + DAY)
    with pytest.raises(Refused, match="document-gone"):
        actions.add_directive(chair, given, document=gone, now=NOW)
    released = document_in(office, "RELEASED")
    with CaptureQueriesContext(connection) as asked:
        assert actions.add_directive(chair, given, document=released, now=NOW).document_id
    (locked, looked) = (next(place for place, one in enumerate(asked) if said in one["sql"])
                        for said in ("'plans.directive'", "FROM \"plans_directive\""))  # fmt: skip
    assert locked < looked, "two who write down one paper look one after the other"


def test_the_seed_holds_the_graph_and_every_target(db: None) -> None:
    tree = {branch.directive.code: branch for branch in queries.tree()}
    standing = {one.target.code: one for one in queries.standings(queries.targets(), now=NOW)}

    assert (tree["kh-29-2025"].depth, tree["ctr-54-2025"].depth, tree["nq-57-2024"].depth) == (2, 1, 0)
    assert tree["nq-71-2025"].tie and tree["nq-71-2025"].tie.tie == Tie.AMENDS
    assert len([code for code in standing if code.startswith("T")]) == 113
    assert standing["P001"].attainment == 156
    assert (standing["T103"].attainment, standing["T103"].band) == (200, Band.ACHIEVED)
    assert standing["T113"].band is Band.UNKNOWN and standing["T113"].aim is None
    assert not standing["T104"].known and standing["T104"].claims[0].value == 17, "a claim is shown, never compared"
    late = standing["T061"]
    assert late.achieved and (late.achieved.of, late.attainment) == ("2023", Decimal("80.4")), "not what came later"
    nation = [(one.of, one.value) for one in standing["T018"].known]
    assert nation[2:] == [
        (year, Decimal(value)) for year, value in (("2022", "12.83"), ("2023", "12.87"), ("2024", "13.17"))
    ]
    assert {one.issuer for one in standing["T018"].known} == {"Tổng cục Thống kê (GSO)"}, "methods are not mixed"
    assert standing["T018"].warns and standing["T018"].expected == Decimal("19.60")
    assert standing["T102"].behind == Decimal("0.0"), "its newest value is its baseline"
    assert standing["T015"].is_ended and standing["T015"].target.ended_on == date(2025, 6, 30)
    assert not standing["T090"].known and standing["T090"].expected is None


def test_a_replaced_plan_ends_and_its_open_tasks_go_on_with_their_deadlines(chair: Person, department: Person) -> None:
    old = added(chair)
    aim = actions.TargetIn("Hồ sơ trực tuyến", Operator.LEAST, Decimal(90), "%", date(2027, 12, 31))
    target = actions.add_target(chair, old, aim, now=NOW)
    give = {"lead": agency("NB.SKHCN"), "directive": old, "working_days": 20, "now": NOW}
    open_one = actions.give_task(chair, title="Xây dựng kho dữ liệu", **give)
    done = actions.give_task(chair, title="Ban hành quy chế", **give)
    done = actions.confirm_task(chair, actions.report_done(department, done, text="Xong", now=NOW), now=NOW)
    due = open_one.due_at
    new = added(chair, "15/KH-UBND", date(2026, 11, 20))
    with pytest.raises(Refused, match="later-first"):
        actions.tie_directives(chair, old, new, tie=Tie.IMPLEMENTS, on=date(2026, 11, 20), now=NOW)

    for early, code in ((date(2026, 11, 19), "too-early"), (date(2026, 12, 1), "not-yet")):
        with pytest.raises(Refused, match=code):
            actions.tie_directives(chair, new, old, tie=Tie.REPLACES, on=early, now=NOW)
    head = at("NB.SKHCN", "LEADER", name="Đinh Quốc Bảo")
    resolution = queries.directive("nq-57-2024")
    for tie in (Tie.AMENDS, Tie.REPLACES):
        with pytest.raises(Refused, match="other-issuer"):
            actions.tie_directives(head, new, resolution, tie=tie, on=date(2026, 11, 20), now=NOW)
    assert queries.directive("nq-57-2024").ended_on is None

    actions.tie_directives(head, new, old, tie=Tie.REPLACES, on=date(2026, 11, 20), now=NOW + DAY)

    carried, kept = queries.task_for(chair, open_one.pk), queries.task_for(chair, done.pk)
    assert (carried.directive, carried.due_at, carried.state) == (new, due, "GIVEN")
    assert kept.directive == old, "what was over stays where it was"
    step = queries.steps_of(carried)[0]
    assert (step.verb, step.from_directive) == ("carry", old) and "hạn giữ nguyên" in step.text
    target = queries.target(target.code)
    assert (target.ended_on, target.end_reason) == (date(2026, 11, 19), "Thay thế bằng 15/KH-UBND")
    assert queries.directive(old.code).ended_on == date(2026, 11, 19)
    with pytest.raises(Refused, match="directive-ended"):
        actions.add_target(chair, old, aim, now=NOW)
    with pytest.raises(Refused, match="directive-ended"):
        actions.give_task(chair, title="Muộn", **give)
    give["directive"] = new
    with pytest.raises(Refused, match="target-ended"):
        actions.give_task(chair, title="Muộn", target=target, **give)
    with pytest.raises(Refused, match="known-already"):
        added(chair)
    with pytest.raises(IntegrityError), transaction.atomic():
        step.delete()


def test_a_wrong_replacement_is_taken_back_and_nothing_since_is_lost(chair: Person, department: Person) -> None:
    old, new = added(chair), added(chair, "15/KH-UBND", date(2026, 11, 20))
    third = added(chair, "16/KH-UBND", date(2026, 11, 21))
    aim = actions.TargetIn("Hồ sơ trực tuyến", Operator.LEAST, Decimal(90), "%", date(2027, 12, 31))
    target = actions.add_target(chair, old, aim, now=NOW)
    give = {"lead": agency("NB.SKHCN"), "directive": old, "working_days": 20, "now": NOW}
    carried, ended = (actions.give_task(chair, title=title, **give) for title in ("Xây dựng kho", "Ban hành quy chế"))
    elsewhere = actions.give_task(chair, title="Việc khác", **give | {"directive": new})
    actions.tie_directives(chair, new, old, tie=Tie.REPLACES, on=date(2026, 11, 23), now=NOW)
    carried = actions.report_progress(department, carried, text="Đã xong nửa", percent=50, now=NOW + DAY)
    ended = actions.confirm_task(chair, actions.report_done(department, ended, text="Xong", now=NOW + DAY), now=NOW)
    head = at("NB.SKHCN", "LEADER", name="Đinh Quốc Bảo")
    part = actions.give_task(head, title="Đo sóng", lead=agency("NB.SXD"), parent=carried, working_days=3, now=NOW)
    untie = {"reason": "Chọn nhầm văn bản", "now": NOW + 2 * DAY}
    with pytest.raises(NotAllowed):
        actions.untie_directives(department, new, old, **untie)
    with pytest.raises(Refused, match="reason-missing"):
        actions.untie_directives(chair, new, old, reason=" ", now=NOW)
    with pytest.raises(Refused, match="not-tied"):
        actions.untie_directives(chair, third, old, **untie)

    actions.untie_directives(head, new, old, **untie)

    back, over = queries.task_for(chair, carried.pk), queries.task_for(chair, ended.pk)
    assert (back.directive, back.percent, back.report, back.due_at) == (old, 50, "Đã xong nửa", carried.due_at)
    assert (over.directive, over.state) == (old, "CONFIRMED")
    assert queries.task_for(chair, part.pk).directive == old, "a part goes with its whole"
    assert queries.task_for(chair, elsewhere.pk).directive == new, "what was given under the later paper stays there"
    assert [step.verb for step in queries.steps_of(back)] == ["uncarry", "progress", "carry", "give"]
    assert (queries.directive(old.code).ended_on, queries.target(target.code).ended_on) == (None, None)
    (undone,) = queries.undone_ties_of(queries.directive(old.code))
    assert (undone.undone_reason, undone.undone_by_name) == ("Chọn nhầm văn bản", "Đinh Quốc Bảo")
    told = Entry.objects.filter(kind="plans.directives_untied").get()
    assert (told.facts["tasks"], told.facts["targets"]) == (3, 1)
    with pytest.raises(Refused, match="not-tied"):
        actions.untie_directives(chair, new, old, **untie)

    actions.tie_directives(chair, new, old, tie=Tie.REPLACES, on=date(2026, 11, 25), now=NOW + 2 * DAY)
    assert queries.carried_over(new, old) == [carried.pk, part.pk]
    actions.tie_directives(chair, third, new, tie=Tie.AMENDS, on=date(2026, 11, 25), now=NOW + 2 * DAY)
    actions.untie_directives(chair, third, new, **untie)
    assert queries.steps_of(elsewhere)[0].verb == "unamend"
    actions.tie_directives(chair, third, new, tie=Tie.REPLACES, on=date(2026, 11, 25), now=NOW + 2 * DAY)
    with pytest.raises(Refused, match="replaced-since"):
        actions.untie_directives(chair, new, old, **untie)


def test_a_target_for_districts_after_their_end_is_refused(chair: Person, department: Person) -> None:
    plan = added(chair)
    given = actions.TargetIn("Hồ sơ cấp huyện", Operator.LEAST, Decimal(90), "%", date(2027, 12, 31), level="DISTRICT")

    with pytest.raises(Refused, match="district-abolished"):
        actions.add_target(chair, plan, given, now=NOW)
    with pytest.raises(NotAllowed):
        actions.add_target(department, plan, given, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(code="T015").update(ended_on=None, end_reason="")


def test_a_target_gets_its_baseline_and_its_measure_or_its_own_result(chair: Person) -> None:
    one = queries.target("T090")
    half = actions.Basis(baseline=Decimal(10))
    with pytest.raises(Refused, match="baseline-half"):
        actions.set_basis(chair, one, half, now=NOW)
    with pytest.raises(Refused, match="measure-unknown"):
        actions.set_basis(chair, one, actions.Basis(measure=Measure.METRIC, measured_by="ADM.NONE"), now=NOW)
    basis = actions.Basis("NB.VP", Decimal(5), date(2025, 12, 31), "12/BC-UBND", Measure.OWN)
    one = actions.set_basis(chair, one, basis, now=NOW)
    for days, value in ((60, "9"), (1, "6")):
        actions.report_result(
            chair, one, on=(NOW - days * DAY).date(), value=Decimal(value), source="30/BC-VP", now=NOW
        )  # fmt: skip

    (standing,) = queries.standings([one], now=NOW)

    assert standing.achieved and standing.achieved.value == 6, "the newest day, not the best"
    assert standing.warns and standing.attainment == Decimal("20.0")
    with pytest.raises(Refused, match="not-yet"):
        actions.end_target(chair, one, on=NOW.date() + DAY, reason="71/NQ-CP", now=NOW)
    actions.end_target(chair, one, on=NOW.date() - DAY, reason="71/NQ-CP", now=NOW)
    with pytest.raises(Refused, match="target-ended"):
        actions.set_basis(chair, one, basis, now=NOW)
    with pytest.raises(Refused, match="measured-elsewhere"):
        actions.report_result(chair, queries.target("T083"), on=NOW.date(), value=Decimal(1), source="x", now=NOW)


def test_metrics_of_the_province_stand_against_national_targets(lived: datetime) -> None:
    """Figures of the dossiers of a small province, in one walk."""
    standing = {one.target.code: one for one in queries.standings(queries.targets(), now=lived)}

    achieved = standing["T083"].achieved
    assert achieved and achieved.below and achieved.as_of and achieved.link.startswith("/so-lieu/ADM.ONLINE/")
    assert standing["T083"].attainment is not None
    assert standing["T024"].achieved is None, "its year is over, and nothing was counted then"
    new_year = datetime(lived.year + 1, 1, 1, 8, tzinfo=lived.tzinfo)
    (kept,) = queries.standings([queries.target("T083")], now=new_year)
    assert kept.achieved and (kept.achieved.of, kept.achieved.on) == (f"Năm {lived.year}", date(lived.year, 12, 31))
    assert kept.achieved.value == achieved.value, "it does not go dark on New Year's Day"


def test_reminders_are_told_once_and_deadlines_follow_the_calendar(chair: Person) -> None:
    head = make_official(agency("NB.SKHCN"), "LEADER", "CLERK", full_name="Lê Hồng Minh")
    head.email = "minh@example.com"
    head.save()
    left = actions.give_task(chair, title="Của cơ quan đã nhập", lead=agency("NB.STC"), working_days=4, now=NOW)
    PlanTask.objects.filter(pk=left.pk).update(lead=agency("ND.STTTT"))
    actions.tell_agencies([left.pk], "plan-task-given", now=NOW)
    assert Message.objects.filter(about=left.subject).count() == 1, "told to who took its work over"
    PlanTask.objects.filter(pk=left.pk).update(state="WITHDRAWN", ended_at=NOW)
    task = actions.give_task(chair, title="Nộp báo cáo", lead=agency("NB.SKHCN"), working_days=4, now=NOW)
    for _ in range(2):
        actions.tell_agencies([task.pk], "plan-task-given", now=NOW)
    (message,) = Message.objects.filter(about=task.subject)
    assert (message.address, message.title) == ("minh@example.com", "Nhiệm vụ mới: Nộp báo cáo")
    last = timezone.localdate(task.due_at)
    assert actions.follow_tasks(now=NOW) == (0, 0)
    for days in range(1, 12):
        actions.follow_tasks(now=NOW + days * DAY)
    told = list(TaskReminder.objects.filter(task=task).order_by("pk").values_list("kind", "due_on"))
    assert told == [("SOON", last), ("TODAY", last), ("OVERDUE", last)]

    task = actions.extend_task(chair, task, new_date=date(2027, 2, 4), reason="Chờ số liệu", now=NOW + 12 * DAY)
    assert timezone.localdate(task.due_at) == date(2027, 2, 11), "after Tết"
    assert actions.follow_tasks(now=NOW + 13 * DAY) == (0, 0)


def test_more_months_of_a_statistic_take_no_more_statements(chair: Person) -> None:
    target = list(queries.targets(codes=["T071"]))
    share = {"numerator": Decimal(5), "denominator": Decimal(10), "value": Decimal(50), "method": "x", "basis": "x"}
    asked = []
    for months in (range(1, 3), range(3, 11)):
        Observation.objects.bulk_create(
            Observation(
                statistic=Statistic.objects.get(code=target[0].measured_by), agency=agency("NB.SKHCN"), unit_code="37",
                unit_name="Ninh Bình", period=f"2026-{month:02d}", last=date(2026, month, 28), revision=1,
                vintage="PRELIMINARY", entered_at=NOW, state="LOCKED", **share,
            )
            for month in months
        )  # fmt: skip
        with CaptureQueriesContext(connection) as statements:
            (standing,) = queries.standings(target, now=NOW)
        asked.append(len(statements))
    assert len(standing.known) == 10 and asked[0] == asked[1]
