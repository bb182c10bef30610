"""The law of rights as rows, the processing register (sổ hoạt động xử lý dữ liệu cá nhân), the book of breaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from tinhso.front.personal_data.lifecycle import OFFICER, RequestKind
from tinhso.front.personal_data.models import Activity, Breach, RightLimit, Term
from tinhso.front.personal_data.rooms import KEPT, OF_DUTY
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.personal import Kept, OfDuty
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.models import Role

READERS = frozenset({OFFICER, Role.CONTROLLER.value, Role.AUDITOR.value, Role.LEADER.value})
BOOK_READERS = frozenset({OFFICER, Role.AUDITOR.value, Role.CONTROLLER.value})
ASSESSED_WITHIN = timedelta(days=60)  # NĐ 13/2023/NĐ-CP, Điều 24; kept by the law of 2025 [M]


def limit_of(kind: RequestKind, on: date) -> RightLimit:
    """The limits of a kind of request that hold on a day. NotVisible when none is loaded."""
    standing = RightLimit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), kind=kind, valid_from__lte=on)
    found = standing.select_related("instrument").order_by("-valid_from").first()
    if found is None:
        raise NotVisible("no-right-limit", "Chưa có thời hạn cho loại yêu cầu này; hãy báo quản trị hệ thống.")
    return found


def limits_on(on: date) -> list[RightLimit]:
    """All limits that hold on a day, in the order of the kinds."""
    return [limit_of(kind, on) for kind in RequestKind]


def term_of(code: str) -> Term:
    """How long one kind of data is kept."""
    return Term.objects.get(code=code)


def terms() -> QuerySet[Term]:
    """The whole schedule of keeping; what a nightly job sweeps first."""
    return Term.objects.order_by("-is_swept", "pk")


@dataclass(frozen=True)
class Line:
    """One activity of the register with the tables that serve it, their terms, and its impact assessment."""

    activity: Activity
    kept: list[Kept]
    duty: list[OfDuty]
    terms: list[Term]
    assess_by: date
    is_late: bool


def processing_register(actor: Actor, *, now: datetime) -> list[Line]:
    """The register for those who answer for it; empty for others."""
    if not actor.roles & READERS:
        return []
    known = {one.code: one for one in Term.objects.all()}
    today = timezone.localdate(now)
    lines = []
    for activity in Activity.objects.order_by("place"):
        kept = [one for one in KEPT if one.activity == activity.code]
        duty = [one for one in OF_DUTY if one.activity == activity.code]
        codes = dict.fromkeys(one.term for one in kept)
        by = activity.began_on + ASSESSED_WITHIN
        late = activity.assessed_on is None and by < today
        lines.append(Line(activity, kept, duty, [known[code] for code in codes], by, late))
    return lines


def breaches(actor: Actor) -> QuerySet[Breach]:
    """The book of breaches, newest first: for the data officer, auditors and the controller."""
    rows = Breach.objects.order_by("-found_at", "-pk")
    return rows if actor.roles & BOOK_READERS else rows.none()


def breach_for(actor: Actor, code: str) -> Breach:
    """One breach by its code. NotVisible."""
    found = breaches(actor).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise NotVisible("no-breach", "Không có vụ việc này trong sổ.")
    return found
