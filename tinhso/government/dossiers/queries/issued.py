"""The official papers of dossiers: signed, waiting, or held up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from tinhso.government.dossiers.lifecycle import LIFECYCLE
from tinhso.government.dossiers.models import Dossier, IssuedPaper
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person

ACTS = {
    PaperForm.RECEIPT: "receive",
    PaperForm.SUPPLEMENT: "request_supplement",
    PaperForm.REFUSAL: "refuse",
    PaperForm.APOLOGY: "extend_with_apology",
    PaperForm.STOP: "stop",
}
WHOLE = (
    "paper__file", "agency__parent", "dossier__procedure_version", "dossier__clock", "dossier__extension",
    "dossier__receiving_agency__parent", "dossier__resolving_agency__parent",
)  # fmt: skip


def issued_papers(dossier: Dossier) -> Sequence[IssuedPaper]:
    """The official papers that acts on the dossier left behind, oldest first."""
    return list(IssuedPaper.objects.filter(dossier=dossier).select_related("paper__file").order_by("id"))


def issued_paper(dossier: Dossier, slug: str) -> IssuedPaper | None:
    """One of them by its name in addresses; None when there is none of that name."""
    papers = IssuedPaper.objects.filter(dossier=dossier).select_related(*WHOLE)
    return next((paper for paper in papers if paper.slug == slug), None)


def issued_paper_for(dossier: Dossier, slug: str) -> IssuedPaper:
    """One of them by its name in addresses. NotVisible when there is none of that name."""
    found = issued_paper(dossier, slug)
    if found is None:
        raise NotVisible("no-form", "Hồ sơ này không có giấy tờ đó.")
    return found


def locked_paper(paper_id: int) -> IssuedPaper:
    """The paper with all that is printed on it, locked until the end of the transaction."""
    return IssuedPaper.objects.select_for_update(of=("self",)).select_related(*WHOLE).get(pk=paper_id)


def locked_papers(paper_ids: Collection[int]) -> list[IssuedPaper]:
    """These papers with all that is printed on them, locked in one order until the end of the transaction."""
    rows = IssuedPaper.objects.select_for_update(of=("self",)).select_related(*WHOLE)
    return list(rows.filter(pk__in=paper_ids).order_by("pk"))


def unsigned_papers(paper_ids: Collection[int]) -> set[int]:
    """Those of these papers that nobody has signed yet, locked."""
    rows = IssuedPaper.objects.select_for_update().filter(pk__in=paper_ids, paper=None)
    return set(rows.order_by("pk").values_list("pk", flat=True))


def papers_due(now: datetime, *, limit: int = 100) -> list[int]:
    """Papers whose signature should be tried (again), the longest waiting first."""
    due = IssuedPaper.objects.filter(next_try_at__lte=now).order_by("next_try_at")
    return list(due.values_list("pk", flat=True)[:limit])


def held_up(person: Person) -> QuerySet[IssuedPaper]:
    """Papers of the person's agencies that could not be signed, with the reason; the longest waiting first."""
    return (
        IssuedPaper.objects.filter(agency__in=person.agency_ids)
        .exclude(problem="")
        .select_related("dossier__procedure_version", "agency")
        .order_by("issued_at", "id")
    )


def may_sign(person: Person, issued: IssuedPaper) -> bool:
    """Whether this official may sign the paper himself: whoever may do the act may sign its paper."""
    roles = {role for move in LIFECYCLE.moves if move.verb == ACTS[PaperForm(issued.form)] for role in move.roles}
    return bool(person.official_id and roles & person.roles_at(issued.agency_id))
