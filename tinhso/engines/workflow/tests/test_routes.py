"""Routes: quarters of a day, never more than the law allows, never changed once published."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.db import Error, transaction
from django.utils import timezone

from tinhso.engines.workflow import actions, loading, queries
from tinhso.engines.workflow.lifecycle import RouteState
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.models import Desk, RouteVersion, Step, StepKind
from tinhso.engines.workflow.tests.calendars import at
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.journal.queries import entries_about

pytestmark = pytest.mark.django_db
OFFICE = System("Văn phòng UBND tỉnh")
NOW = at("2026-11-20T09:00")


def days(n):
    return Limit(n, LimitUnit.WORKING_DAY)


def step(budget, kind=StepKind.REVIEW):
    return actions.StepIn(kind, "Thẩm định", "CASE_OFFICER", Desk.RESOLVING, Decimal(budget))


def draft(*budgets, code="cap-phep"):
    return actions.draft_route(OFFICE, code, name="Cấp phép", steps=[*map(step, budgets), step("0.5", StepKind.SIGN)])


def test_the_real_route_of_1_001806_takes_ten_days_in_seven_steps():
    version = queries.published_route("ROUTE-1001806", at=timezone.now())

    budgets = [str(s.budget_days.normalize()) for s in version.steps.all()]
    assert budgets == ["0.5", "0.5", "7", "0.5", "1", "0.5", "0"]


@pytest.mark.parametrize("code", ["same-day", "hours", "standard", "finance", "consultation", "chung-10-ngay"])
def test_the_generic_routes_stand(code):
    assert queries.published_route(code, at=timezone.now()).state == RouteState.PUBLISHED


def test_publishing_retires_the_version_before_and_is_written_down():
    first = actions.publish_route(OFFICE, draft("3"), limit=days(5), now=NOW)
    second = actions.publish_route(OFFICE, draft("4"), limit=days(5), now=NOW)

    first.refresh_from_db()
    assert (first.state, first.retired_at, second.number) == (RouteState.RETIRED, NOW, 2)
    assert queries.published_route("cap-phep", at=NOW) == second
    assert [e.facts["budget_days"] for e in entries_about("route:cap-phep")] == ["3.50", "4.50"]


def test_budgets_above_the_legal_limit_are_refused_with_the_excess():
    with pytest.raises(Refused) as refused:
        actions.publish_route(OFFICE, draft("5"), limit=days(5), now=NOW)

    assert refused.value.code == "budget-exceeds-limit"
    assert "vượt thời hạn 5 ngày làm việc là 0,5 ngày" in refused.value.sentence
    with pytest.raises(NotVisible):
        queries.published_route("cap-phep", at=NOW)


def test_a_budget_is_counted_in_quarters():
    with pytest.raises(Refused, match="budget-not-quarter"):
        draft("0.3")


def test_a_route_must_lead_to_a_signature_or_a_result():
    endless = actions.draft_route(OFFICE, "mai", name="Mãi", steps=[step("1")])

    with pytest.raises(Refused, match="route-without-end"):
        actions.publish_route(OFFICE, endless, limit=days(5), now=NOW)


def test_a_published_version_is_not_published_again():
    version = actions.publish_route(OFFICE, draft("3"), limit=days(5), now=NOW)

    with pytest.raises(Refused, match="wrong-state"):
        actions.publish_route(OFFICE, version, limit=days(5), now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.steps.update(budget_days=1),
        lambda v: v.steps.all().delete(),
        lambda v: Step.objects.create(route_version=v, place=9, kind="SIGN", name="x", role="LEADER",
                                      desk="RESOLVING", budget_days=1),
        lambda v: RouteVersion.objects.filter(pk=v.pk).update(note="đổi"),
        lambda v: RouteVersion.objects.filter(pk=v.pk).update(state="DRAFT"),
        lambda v: RouteVersion.objects.filter(pk=v.pk).delete(),
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_a_published_version(change):
    version = actions.publish_route(OFFICE, draft("3"), limit=days(5), now=NOW)

    with pytest.raises(Error), transaction.atomic():
        change(version)


def test_loading_again_makes_no_new_versions():
    before = RouteVersion.objects.count()

    loading.load(settings.ROOT / "seed", timezone.now())

    assert RouteVersion.objects.count() == before
