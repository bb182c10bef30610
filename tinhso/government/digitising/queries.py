"""What an officer needs while he digitises: the sheet, its types, what the store has already, his post."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from tinhso.engines.store import queries as store
from tinhso.engines.store.models import DocumentType, StoredPaper
from tinhso.engines.store.rules import Within, identity
from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.actions import check_digitiser
from tinhso.government.dossiers.models import Dossier, DossierPart
from tinhso.ground.base.refused import NotAllowed, NotVisible
from tinhso.ground.people.models import Post, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import posts_of


def dossier_to_digitise(person: Person, code: str, *, now: datetime) -> Dossier:
    """The dossier with this code for its counter, the look written down. NotVisible; NotAllowed: not-your-counter."""
    dossier = dossiers.opened_by(person, code, purpose="Số hoá giấy tờ của hồ sơ", now=now)
    check_digitiser(person, dossier)
    return dossier


def sheet(dossier: Dossier, part_id: int) -> DossierPart:
    """A sheet that waits to be digitised. NotVisible otherwise."""
    found = dossiers.sheets_of(dossier).filter(pk=part_id).first()
    if found is None:
        raise NotVisible("no-sheet", "Giấy tờ này không còn chờ số hoá; có thể đã được số hoá rồi.")
    return found


def types_for(dossier: Dossier, part: DossierPart) -> list[DocumentType]:
    """The reviewed types that a part takes; none when nobody reviewed it, or it is no part of the procedure."""
    asked = [one for one in dossiers.parts_asked(dossier.procedure_version) if one.code == part.part_code]
    return store.accepted_types(asked).get(part.part_code, [])


def own_type(dossier: Dossier, part: DossierPart) -> str:
    """The type of a sheet that no reviewed type names: the part itself. It is kept, and offered nowhere."""
    return dossiers.component_type(dossier.procedure_version, part.part_code)


def view(dossier: Dossier) -> Within:
    """What the dossier lets its officers see of the applicant's store."""
    return dossiers.store_view(dossier)


def stored_for(person: Person, dossier: Dossier, part: DossierPart, *, on: date) -> list[StoredPaper]:
    """What the applicant's store already has for a part on a day: reuse comes before the scanner."""
    asked = [one for one in dossiers.parts_asked(dossier.procedure_version) if one.code == part.part_code]
    owner = dossiers.owner_of(dossier)
    return list(store.offers(person, owner, asked, subject=dossier.subject, on=on).get(part.part_code, []))


def stored_paper(person: Person, dossier: Dossier, key: str) -> StoredPaper:
    """A paper of the applicant's store that the dossier lets its officer see. NotVisible otherwise."""
    return store.paper_for(person, key, view(dossier))


def stored_already(dossier: Dossier, type_code: str, *, number: str, issuer: str) -> StoredPaper | None:
    """The paper with this number that is kept for the applicant; None without a number."""
    if not number.strip():
        return None
    same = identity(number=number, issuer=issuer, sha256="")
    return store.kept_with(dossiers.owner_of(dossier), type_code, same)


def receiving_post(person: Person, dossier: Dossier, *, now: datetime) -> Post:
    """The reception post under which this official signs here. NotAllowed: not-your-counter."""
    for post in posts_of(person.official_id or 0, on=timezone.localdate(now)):
        if (post.agency_id, post.role) == (dossier.receiving_agency_id, Role.RECEPTION):
            return post
    raise NotAllowed("not-your-counter", "Chỉ cán bộ tiếp nhận nơi nhận hồ sơ số hoá được giấy tờ, khi hồ sơ còn mở.")
