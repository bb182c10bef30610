"""Reading the store: the owner always, an official only in the course of a dossier that he handles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from tinhso.engines.store.events import PaperOpened
from tinhso.engines.store.lifecycle import StoredState
from tinhso.engines.store.models import AcceptedType, DocumentType, Source, StoredPaper
from tinhso.engines.store.rules import Owner, Standing, Within
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import format_date, nfc
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import entries_of_kind
from tinhso.ground.people.persons import Person


@dataclass(frozen=True)
class PartAsked:
    """One part of a dossier as its procedure words it."""

    procedure_code: str
    code: str
    name: str


def visible_to(actor: Person, within: Within | None = None) -> QuerySet[StoredPaper]:
    """Papers that this person may see: the only way to a row.

    A citizen: his own and those of organisations he represents today. Officials and programs: within a dossier, its
    applicant's papers of the types that its parts take; without one, nothing.
    """
    rows = StoredPaper.objects.select_related("file")
    if actor.citizen_id:
        return rows.filter(Q(citizen=actor.citizen_id) | Q(organisation__in=actor.organisation_ids))
    if within is None or not actor.agency_ids:
        return rows.none()
    return rows.filter(**_of(within.owner), type_code__in=within.type_codes)


def _of(owner: Owner) -> dict[str, int | None]:
    return {"citizen": owner.citizen_id} if owner.citizen_id else {"organisation": owner.organisation_id}


def my_papers(actor: Person) -> list[StoredPaper]:
    """A citizen's own papers and those of his organisations, the newest first."""
    rows = visible_to(actor).select_related("organisation", "superseded_by")
    return list(rows.order_by("-stored_at", "-pk")) if actor.citizen_id else []


def paper_for(actor: Person, key: UUID | str, within: Within | None = None) -> StoredPaper:
    """The paper with this key, if the actor may see it. NotVisible otherwise, whether it exists or not."""
    try:
        found = visible_to(actor, within).filter(key=key).first()
    except ValidationError:
        found = None
    if found is None:
        raise NotVisible("no-stored-paper", "Không tìm thấy giấy tờ này trong kho.")
    return found


def accepted_types(parts: Iterable[PartAsked]) -> dict[str, list[DocumentType]]:
    """The reviewed types that each part takes, by code of the part; a part that was reworded since takes none."""
    asked = {(part.procedure_code, part.code): nfc(part.name) for part in parts}
    rows = AcceptedType.objects.filter(
        procedure_code__in={procedure for procedure, _ in asked}, part_code__in={code for _, code in asked}
    )
    found: dict[str, list[DocumentType]] = {}
    for row in rows.select_related("type").order_by("type__code"):
        if asked.get((row.procedure_code, row.part_code)) == row.part_name:
            found.setdefault(row.part_code, []).append(row.type)
    return found


def view_of(owner: Owner, subject: str, parts: Iterable[PartAsked]) -> Within:
    """The view of a dossier on its applicant's papers: the types that its parts take."""
    types = accepted_types(parts)
    return Within(owner, subject, frozenset(one.code for several in types.values() for one in several))


def offers(
    actor: Person, owner: Owner, parts: Iterable[PartAsked], *, subject: str, on: date
) -> Mapping[str, list[StoredPaper]]:
    """By code of the part, the owner's papers that it takes and that count on that day, the newest first."""
    asked = list(parts)
    types = accepted_types(asked)
    if not types:
        return {}
    view = Within(owner, subject, frozenset(one.code for several in types.values() for one in several))
    rows = visible_to(actor, view).filter(**_of(owner), state=StoredState.KEPT, type_code__in=view.type_codes)
    counting = [paper for paper in rows.order_by("-issued_on", "-pk") if paper.standing(on) is Standing.VALID]
    offered = {
        code: [paper for paper in counting if paper.type_code in {one.code for one in several}]
        for code, several in types.items()
    }
    return {code: papers for code, papers in offered.items() if papers}


def usable(
    actor: Person, owner: Owner, part: PartAsked, key: UUID | str, *, subject: str, on: date
) -> StoredPaper:  # fmt: skip
    """The paper to be used for a part. NotVisible: no-stored-paper. Refused: paper-unfit, paper-expired, paper-gone."""
    types = accepted_types([part]).get(part.code, [])
    codes = frozenset(one.code for one in types)
    paper = paper_for(actor, key, Within(owner, subject, codes))
    if paper.owner != owner or paper.type_code not in codes:
        raise Refused("paper-unfit", f"“{paper.words}” không dùng được cho thành phần này.", field=part.code)
    worth = paper.standing(on)
    if worth is Standing.GONE:
        raise Refused("paper-gone", f"“{paper.words}” không còn dùng được; hãy nộp giấy tờ khác.", field=part.code)
    if worth is Standing.NOT_YET:
        raise Refused("paper-expired", f"“{paper.words}” chưa có hiệu lực; hãy nộp giấy tờ khác.", field=part.code)
    if worth is Standing.EXPIRED and paper.valid_to:
        day = format_date(paper.valid_to)
        raise Refused(
            "paper-expired", f"“{paper.words}” đã hết giá trị từ sau ngày {day}; hãy nộp giấy tờ khác.", field=part.code
        )
    return paper


def papers_by_keys(actor: Person, keys: Iterable[str], view: Within | None = None) -> dict[str, StoredPaper]:
    """Those of these papers that the actor may see, by key."""
    return {str(paper.key): paper for paper in visible_to(actor, view).filter(key__in=list(keys))}


def kept_with(owner: Owner, type_code: str, same: str) -> StoredPaper | None:
    """The paper of this owner and type that is kept under an identity (rules.identity)."""
    found = StoredPaper.objects.filter(**_of(owner), type_code=type_code, identity=same, state=StoredState.KEPT)
    return found.select_related("file").first()


def came_from(dossier_code: str, source: Source) -> bool:
    """Whether a dossier has put a paper of this source into a store, whatever became of it."""
    return StoredPaper.objects.filter(dossier_code=dossier_code, source=str(source)).exists()


def type_of(code: str) -> DocumentType | None:
    """The reviewed type with this code, if there is one."""
    return DocumentType.objects.filter(code=code).first() if code else None


def openings_of(papers: Iterable[StoredPaper]) -> dict[int, list[Entry]]:
    """By id of the paper, when officials opened it, the newest first."""
    subjects = {f"stored_paper:{paper.pk}": paper.pk for paper in papers}
    found: dict[int, list[Entry]] = {}
    for entry in reversed(entries_of_kind(PaperOpened.kind, about=subjects)):
        found.setdefault(subjects[entry.subject], []).append(entry)
    return found
