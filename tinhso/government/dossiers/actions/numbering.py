"""Numbers of results and of forms 02–05: of the agency's book of what goes out, in which their lines stand.

One series a kind, agency and year, shared with the documents that the agency writes (Nghị định 30/2020/NĐ-CP, Điều 15).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.government.documents import actions as documents
from tinhso.government.documents import queries as books
from tinhso.government.dossiers.models import Dossier, IssuedPaper, Outcome, Result
from tinhso.government.dossiers.papers.forms import SERIES, PaperForm
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.vietnamese import VIETNAM

RESULT = "KQ"  # the kind of a result whose title names none
REFUSED = "Từ chối giải quyết"
TAKEN_ANEW = "Số đã cấp không dùng: kết quả phát hành ở năm khác hoặc cơ quan khác."


def number_result(actor: Actor, dossier: Dossier, result: Result, *, given_at_once: bool = False, now: datetime) -> str:
    """Take the next number of the resolving agency for a result, by the kind that its title names.

    Gapless, because it returns with the transaction, and the line of the book with it.
    """
    name = dossier.procedure_version.name
    return documents.enter(
        actor,
        dossier.resolving_agency,
        books.kind_of(result.title, otherwise=RESULT),
        origin=dossier.subject,
        subject=f"{REFUSED}: {name}" if result.outcome == Outcome.REFUSED else name,
        on=timezone.localdate(now),
        given_at_once=given_at_once,
        now=now,
    )


def holds_number(dossier: Dossier, result: Result, *, now: datetime) -> bool:
    """Whether a result that a key could not seal has a number that still counts: of this year and this agency."""
    return bool(result.number) and books.is_number_held(
        origin=dossier.subject, notation=result.number, agency_id=dossier.resolving_agency_id,
        year=timezone.localdate(now).year,
    )  # fmt: skip


def number_paper(actor: Actor, issued: IssuedPaper, *, now: datetime) -> str:
    """Take the next number of that year for a form; '' for a form that is known by its dossier's code."""
    form = PaperForm(issued.form)
    if form not in SERIES:
        return ""
    return documents.enter(
        actor,
        issued.agency,
        books.kind_coded(SERIES[form]),
        origin=issued.dossier.subject,
        subject=issued.dossier.procedure_version.name,
        on=issued.issued_at.astimezone(VIETNAM).date(),
        now=now,
    )
