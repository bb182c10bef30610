"""No silent dossier: what has no owner, or did not move in its step's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tinhso.government.dossiers.lifecycle import Desk, DossierState
from tinhso.government.dossiers.models import Dossier, SilentAlert, SupplementRequest
from tinhso.government.dossiers.queries.lists import open_only
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.counter import posts_on
from tinhso.ground.people.persons import Person

NO_POST = "Không còn ai giữ vai trò phụ trách bước này"
NO_MOVE = "Quá thời gian của bước mà chưa chuyển"
NO_QUESTION = "Chờ người nộp nhưng không có yêu cầu nào đang mở"


@dataclass(frozen=True)
class Silent:
    """A dossier that nobody would hear of: why, and since when."""

    dossier_id: int
    agency_id: int
    why: str
    since: datetime


def silent_dossiers(now: datetime) -> list[Silent]:
    """Every open dossier without an owner today, or without movement in its step's budget; the longest first.

    An owner is the holder with a post as case officer at the deciding agency, or, before there is a holder,
    at least one official whose role looks after the desk; for the applicant's desk, an open question to him.
    """
    rows = open_only(Dossier.objects.all())
    on = now.astimezone(VIETNAM).date()
    at_desk = posts_on(on).filter(agency=OuterRef("desk_agency"), role=OuterRef("desk"))
    holds = posts_on(on).filter(agency=OuterRef("desk_agency"), role=OuterRef("desk"), official=OuterRef("holder"))
    orphaned = rows.exclude(desk=str(Desk.APPLICANT)).filter(
        (Q(holder=None) & ~Exists(at_desk))
        | (~Q(desk=str(Desk.CASE_OFFICER)) & ~Exists(at_desk))
        | (Q(desk=str(Desk.CASE_OFFICER), holder__isnull=False) & ~Exists(holds))
    )
    asked = SupplementRequest.objects.filter(dossier=OuterRef("pk"), answered_at=None, closed_at=None)
    unasked = (
        rows.filter(desk=str(Desk.APPLICANT)).exclude(state=str(DossierState.AWAITING_PAYMENT)).filter(~Exists(asked))
    )
    stuck = rows.filter(step_due_at__lt=now)
    found: dict[int, Silent] = {}
    for why, kind, since in ((NO_POST, orphaned, "moved_at"), (NO_QUESTION, unasked, "moved_at"),
                             (NO_MOVE, stuck, "step_due_at")):  # fmt: skip
        for pk, agency, moment in kind.values_list("pk", "desk_agency_id", F(since)):
            found.setdefault(pk, Silent(pk, agency, why, moment))
    return sorted(found.values(), key=lambda silent: (silent.since, silent.dossier_id))


def silent_board(person: Person) -> QuerySet[SilentAlert]:
    """Open alerts on dossiers of the person's agencies, the longest first."""
    ours = Q(agency__in=person.agency_ids) | Q(dossier__receiving_agency__in=person.agency_ids)
    return (
        SilentAlert.objects.filter(ours, cleared_at=None)
        .select_related("dossier__procedure_version", "dossier__holder", "dossier__desk_agency")
        .order_by("since", "id")
    )
