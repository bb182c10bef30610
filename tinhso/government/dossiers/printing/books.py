"""The control slip of a dossier, and the register of a desk: printed when somebody asks, signed by nobody."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Delivery, Dossier
from tinhso.government.dossiers.papers import books
from tinhso.government.dossiers.printing.frame import letterhead, one_stop_of
from tinhso.government.dossiers.rules import Timeliness, timeliness
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person


def control_slip_pdf(dossier: Dossier) -> bytes:
    """The control slip: every hand-over, and how each stood against its step's budget."""
    lines = list(queries.hand_overs(dossier))
    budgets = [None, *(line.step_due_at for line in lines)]
    return books.control_slip(
        books.SlipFacts(
            head=letterhead(
                dossier.receiving_agency,
                on=timezone.localdate(dossier.moved_at),
                unit=one_stop_of(dossier.receiving_agency),
            ),
            code=dossier.code,
            procedure=dossier.procedure_version.name,
            applicant_name=dossier.applicant_name,
            received_at=dossier.received_at or dossier.filed_at,
            due_at=dossier.due_at,
            hand_overs=tuple(
                books.HandOver(line.from_name, line.to_name, line.at, _kept(line.at, budget), line.note)
                for line, budget in zip(lines, budgets, strict=False)
            ),
        )
    )


def register_pdf(person: Person, agency: Agency, *, first: date, last: date) -> tuple[bytes, int]:
    """Form 07 for a span of days, and how many lines it has."""
    rows = list(queries.register(person, agency.pk, first=first, last=last))
    lines = tuple(
        books.RegisterLine(
            code=row.code,
            procedure=row.procedure_version.name,
            sets=row.procedure_version.dossier_sets or 1,
            applicant=row.applicant_name,
            contact=str(row.fact("phone") or row.fact("address")),
            unit=row.resolving_agency.short_name,
            received_at=row.received_at or row.filed_at,
            due_at=row.due_at if row.received_at else None,
            transferred_at=row.received_at,
            result_at=row.finished_at,
            returned_at=row.returned_at,
            returned_by=Delivery(row.delivery).label if row.returned_at else "",
            note=row.state_label if not row.returned_at else "",
        )
        for row in rows
    )
    span = f"Từ ngày {format_date(first)} đến ngày {format_date(last)}"
    head = letterhead(agency, on=last, unit=one_stop_of(agency))
    return books.register(books.RegisterFacts(head=head, book=str(last.year), span=span, lines=lines)), len(lines)


def _kept(at: datetime, budget: datetime | None) -> str:
    if budget is None:
        return ""
    kept = timeliness(due_at=budget, now=at, finished_at=at)
    return {Timeliness.EARLY: "Trước hạn", Timeliness.ON_TIME: "Đúng hạn"}.get(kept, "Quá hạn")
