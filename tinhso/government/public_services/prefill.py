"""For whom one may file, and what is already known of that person, as forms may take it over: enter once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import filed_under
from tinhso.ground.mandates.queries import Principal, mandated, principals_of
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import citizen, organisation
from tinhso.ground.people.rules import masked


@dataclass(frozen=True)
class ForWhom:
    """One choice of "Nộp cho ai?": its value in the form, the name, a note that tells two of one name apart."""

    value: str
    name: str
    note: str
    principal: Principal


def choices(person: Person, version: ProcedureVersion, *, at: datetime) -> list[ForWhom]:
    """All for whom this person may file this procedure now; numbers of people are masked."""
    held = [one for one in principals_of(person, at=at) if one.covers(version.procedure.code)]
    used = filed_under([one.mandate_id for one in held if one.mandate_id and not one.represents])
    return [_choice(one) for one in held if one.mandate_id not in used]


def _choice(one: Principal) -> ForWhom:
    value = f"m{one.mandate_id}" if one.mandate_id else f"o{one.organisation_id}"
    if one.organisation_id:
        return ForWhom(value, one.name, f"Mã số thuế {organisation(one.organisation_id).tax_code}", one)
    number = citizen(one.citizen_id or 0).personal_number or ""
    return ForWhom(value, one.name, f"Số định danh {masked(number)}", one)


@dataclass(frozen=True)
class Help:
    """One whom this helper helps: what he agreed to, and the dossier once it is filed."""

    principal: Principal
    dossier: Dossier | None


def helped(person: Person, *, at: datetime) -> list[Help]:
    """Whom this person helps now, while the consent lasts: those still to be filed first."""
    held = [one for one in mandated(person, at=at) if not one.represents]
    filed = filed_under([one.mandate_id for one in held if one.mandate_id])
    found = [Help(one, filed.get(one.mandate_id or 0)) for one in held]
    return sorted(found, key=lambda one: one.dossier is not None)


def home_of(person: Person, principal: Principal | None) -> str:
    """The commune code of whoever it is for; that of the one who fills in where none is known."""
    if principal and principal.citizen_id:
        return citizen(principal.citizen_id).commune_code
    if principal and principal.organisation_id and principal.mandate_id:
        return organisation(principal.organisation_id).commune_code
    return citizen(person.citizen_id).commune_code if person.citizen_id else ""


def facts_for(person: Person, principal: Principal | None, *, today: date) -> dict[str, str]:
    """Prefill key -> text of whoever it is for; one who represents an organisation by law is asked for himself."""
    if principal and principal.mandate_id:
        if principal.organisation_id:
            body = organisation(principal.organisation_id)
            told = {"full_name": body.name, "phone": body.phone, "email": body.email, "address": body.address,
                    "commune_code": body.commune_code, "today": today.isoformat()}  # fmt: skip
            return {key: text for key, text in told.items() if text}
        return facts_of(citizen(principal.citizen_id or 0), today=today)
    return facts_of(citizen(person.citizen_id or 0), today=today) if person.citizen_id else {}


def facts_of(citizen: Citizen, *, today: date) -> dict[str, str]:
    """Prefill key (eforms.rules.PREFILL_KEYS) -> text; unknown facts are left out."""
    known = {
        "full_name": citizen.full_name,
        "personal_number": citizen.personal_number or "",
        "birth_date": citizen.birth_date.isoformat() if citizen.birth_date else "",
        "sex": citizen.sex,
        "ethnicity": citizen.ethnicity,
        "nationality": citizen.nationality,
        "phone": citizen.phone,
        "email": citizen.email,
        "address": citizen.address,
        "commune_code": citizen.commune_code,
        "today": today.isoformat(),
    }
    return {key: text for key, text in known.items() if text}
