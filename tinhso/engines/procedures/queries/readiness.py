"""What still holds publication back: the version's own gaps, and the engines that must carry it out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from tinhso.engines.eforms.queries import has_published_form
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries.catalogue import facts_of, with_components
from tinhso.engines.procedures.queries.promises import limit_of
from tinhso.engines.procedures.rules.completeness import missing_parts
from tinhso.engines.workflow.queries import published_route
from tinhso.engines.workflow.rules import budget_excess
from tinhso.ground.base.refused import NotVisible


def missing_in(version: ProcedureVersion, *, at: datetime) -> list[tuple[str, str]]:
    """Pairs (field, Vietnamese sentence) for everything that a version lacks before it may be published."""
    return missing_in_each([version], at=at)[version.pk]


def missing_in_each(versions: Iterable[ProcedureVersion], *, at: datetime) -> dict[int, list[tuple[str, str]]]:
    """Version id -> what it lacks; routes and forms are asked for once each."""
    rows = with_components(versions)
    routes = {code: _budgets(code, at) for code in {row.route_code for row in rows if row.route_code}}
    forms = {code: has_published_form(code, at) for code in {row.form_code for row in rows if row.form_code}}
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        missing = missing_parts(facts_of(row))
        if row.route_code and routes[row.route_code] is None:
            missing.append(("route_code", f"Quy trình nội bộ {row.route_code} chưa được ban hành."))
        if row.form_code and not forms[row.form_code]:
            missing.append(("form_code", f"Biểu mẫu điện tử {row.form_code} chưa được công bố."))
        budgets = routes.get(row.route_code)
        if not missing and budgets and budget_excess(budgets, limit_of(row)) > 0:
            missing.append(("route_code", "Quy trình nội bộ cần nhiều thời gian hơn thời hạn giải quyết."))
        found[row.pk] = missing
    return found


def _budgets(code: str, at: datetime) -> list[Decimal] | None:
    try:
        return [step.budget_days for step in published_route(code, at).steps.all()]
    except NotVisible:
        return None
