"""What the keepers of plans write down: directives, their ties, targets, baselines, results."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.web.filling import filled, typed
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.actions.directives import NOT_YOURS
from tinhso.insight.plans.forms import NOBODY, AddDirective, AddTarget, End, Result, SetBasis, TieTo, bodies, papers
from tinhso.insight.plans.views.asking import document_asked

KEEPERS = ("LEADER", "DIVISION_HEAD", "CONTROLLER")


@holders_of(*KEEPERS)
def add_directive(request: Request) -> HttpResponse:
    """Write a directive down; from a released document of ours (?van-ban=) with its facts filled in."""
    document = document_asked(request)
    province = queries.province_on(timezone.localdate(request.now))
    own = queries.kept_among(request.person, _agencies(request))
    initial: dict[str, Any] = {"issuer": province.name, "source": "Văn bản đã ký"}
    if document:
        initial |= {
            "number": document.notation, "issued_on": document.issued_on, "title": document.subject,
            "issuer": document.agency.name, "source": f"{document.notation}, mã xác minh {document.paper_code}",
        }  # fmt: skip
    form = AddDirective(typed(request), asks={"owner": bodies(own)}, initial=initial)

    def act(said: dict[str, Any]) -> str:
        given = actions.DirectiveIn(about=province.unit_code, **said)
        made = actions.add_directive(request.person, given, document=document, now=request.now)
        return reverse("plans:directive", args=[made.code])

    return filled(request, form, title=_("Thêm văn bản chỉ đạo"), back=reverse("plans:index"), act=act)


@holders_of(*KEEPERS)
def tie(request: Request, code: str) -> HttpResponse:
    """Say what a directive does to an earlier one."""
    one = queries.directive(code)
    _check(request, one.owner)
    others = [each for each in queries.directives() if each.pk != one.pk and not each.ended_on]
    form = TieTo(typed(request), asks={"upper": papers(others)}, initial={"on": one.issued_on})

    def act(said: dict[str, Any]) -> str:
        upper = queries.directive(said["upper"])
        actions.tie_directives(request.person, one, upper, tie=said["tie"], on=said["on"], now=request.now)
        return reverse("plans:directive", args=[one.code])

    back = reverse("plans:directive", args=[code])
    return filled(request, form, title=_("Quan hệ với văn bản trước"), about=str(one), back=back, act=act)


@holders_of(*KEEPERS)
def add_target(request: Request, code: str) -> HttpResponse:
    """Write down a target of a directive."""
    one = queries.directive(code)
    _check(request, one.owner)
    form = AddTarget(typed(request), asks={"owner": [*NOBODY, *bodies(_agencies(request))]})

    def act(said: dict[str, Any]) -> str:
        made = actions.add_target(request.person, one, actions.TargetIn(**said), now=request.now)
        return reverse("plans:target", args=[made.code])

    back = reverse("plans:directive", args=[code])
    return filled(request, form, title=_("Thêm chỉ tiêu"), about=str(one), back=back, act=act)


@holders_of(*KEEPERS)
def basis(request: Request, code: str) -> HttpResponse:
    """Say who answers for a target, where it starts and what measures it."""
    one = queries.target(code)
    _check(request, one.directive.owner, one.owner)
    names = ("owner", "baseline_on", "baseline_source", "measure", "measured_by", "measured_of")
    initial = {name: getattr(one, name) for name in names}
    initial["baseline"] = "" if one.start is None else str(one.start).replace(".", ",")
    form = SetBasis(typed(request), asks={"owner": [*NOBODY, *bodies(_agencies(request))]}, initial=initial)

    def act(said: dict[str, Any]) -> str:
        actions.set_basis(request.person, one, actions.Basis(**said), now=request.now)
        return reverse("plans:target", args=[code])

    back = reverse("plans:target", args=[code])
    return filled(request, form, title=_("Mốc xuất phát và cách đo"), about=one.said, back=back, act=act)


@holders_of(*KEEPERS)
def result(request: Request, code: str) -> HttpResponse:
    """Report what was achieved of a target that no system counts."""
    one = queries.target(code)
    _check(request, one.directive.owner, one.owner)
    form = Result(typed(request), initial={"on": timezone.localdate(request.now)})

    def act(said: dict[str, Any]) -> str:
        actions.report_result(request.person, one, **said, now=request.now)
        return reverse("plans:target", args=[code])

    back = reverse("plans:target", args=[code])
    hint = _t("Kết quả đã ghi không sửa được; ghi kết quả mới khi có số khác.")
    return filled(request, form, title=_("Báo cáo kết quả"), about=one.said, hint=hint, back=back, act=act)


@holders_of(*KEEPERS)
def end(request: Request, code: str) -> HttpResponse:
    """End a target."""
    one = queries.target(code)
    _check(request, one.directive.owner, one.owner)

    def act(said: dict[str, Any]) -> str:
        actions.end_target(request.person, one, **said, now=request.now)
        return reverse("plans:target", args=[code])

    back = reverse("plans:target", args=[code])
    return filled(
        request, End(typed(request)), title=_("Cho chỉ tiêu hết hiệu lực"), about=one.said, back=back, act=act
    )


def _agencies(request: Request) -> list[Any]:
    return list(people.agencies_on(timezone.localdate(request.now)))


def _check(request: Request, *owners: str) -> None:
    if not any(queries.may_keep(request.person, slug) for slug in owners if slug):
        raise NotAllowed("wrong-role", NOT_YOURS)
