"""Citizens who arrive from VNeID, and what they may change about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from tinhso.ground.acts import act, insert_unless_there, read
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold, nfc
from tinhso.ground.gateway.partners.vneid import Identity
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries, rules
from tinhso.ground.people.events import Arrived, ContactSaved, OrganisationContactSaved
from tinhso.ground.people.models import Account, Citizen, Organisation, Representative
from tinhso.ground.people.persons import Person

DOOR = System("vneid")


class Arrival(str, Enum):
    """The three outcomes of a sign-in, and the fourth: an organisation's account."""

    KNOWN = "KNOWN"
    LINKED = "LINKED"
    CREATED = "CREATED"


@act()
def arrive(identity: Identity, *, now: datetime) -> tuple[Account, Arrival]:
    """Find, link or create the citizen behind an identity from VNeID; the account that signs in.

    Never by e-mail: an address proves nothing. An organisation's account is matched by tax code and brings in
    the citizen who signs for it. Refused `account-closed`, `identity-mismatch`, `organisation-without-person`.
    """
    if identity.is_organisation:
        citizen, arrival = _arrive_for_organisation(identity, now)
    else:
        citizen, arrival = _arrive_as_citizen(identity, tech_id=identity.tech_id)
    account = _account_of(citizen)
    if not account.is_active:
        raise NotAllowed("account-closed", "Tài khoản này đã bị khóa. Hãy liên hệ Bộ phận Một cửa gần nhất.")
    record(DOOR, Arrived(citizen.pk, arrival.value, identity.is_organisation), at=now)
    return account, arrival


def _account_of(citizen: Citizen) -> Account:
    """The citizen's account, made when he comes for the first time."""
    fresh = Account(citizen=citizen, username=f"vneid:{citizen.pk}", password="!")  # noqa: S106 - nobody's password
    mine = "FROM people_account WHERE citizen_id = %s"
    if (found := read(Account, mine, [citizen.pk])) or not insert_unless_there(fresh):
        return (found or read(Account, mine, [citizen.pk]))[0]
    return fresh


KNOWN = "FROM people_citizen WHERE tech_id = %s OR personal_number = %s ORDER BY id FOR UPDATE"


def _arrive_as_citizen(identity: Identity, *, tech_id: str | None) -> tuple[Citizen, Arrival]:
    number = _number(identity)
    rows = read(Citizen, KNOWN, [tech_id, number])
    linked = next((row for row in rows if tech_id and row.tech_id == tech_id), None)
    numbered = next((row for row in rows if number and row.personal_number == number), None)
    citizen, arrival = linked or numbered, Arrival.LINKED if tech_id and not linked else Arrival.KNOWN
    if citizen is None:
        citizen, created = _created(identity, number=number, tech_id=tech_id)
        arrival = Arrival.CREATED if created else Arrival.LINKED
    taken = linked and numbered and linked.pk != numbered.pk
    if taken or (number and citizen.personal_number not in (None, number)):
        raise Refused(
            "identity-mismatch",
            "Số định danh từ VNeID khác với số đã lưu. Hãy đến Bộ phận Một cửa để đối chiếu giấy tờ.",
        )
    _refresh(citizen, identity, number=number, tech_id=tech_id)
    return citizen, arrival


def _created(identity: Identity, *, number: str | None, tech_id: str | None) -> tuple[Citizen, bool]:
    """A new row; two browsers may arrive at once for the first time: the second finds the row of the first."""
    citizen = Citizen(personal_number=number, tech_id=tech_id, **_told(identity))
    _fill(citizen, identity, number=number, tech_id=tech_id)
    if insert_unless_there(citizen):
        return citizen, True
    key = {"personal_number": number} if number else {"tech_id": tech_id}
    return Citizen.objects.select_for_update().get(**key), False


def _number(identity: Identity) -> str | None:
    """The personal number, if there is one; an old nine-digit card number is none and shuts nobody out."""
    try:
        return rules.personal_number(identity.personal_number)
    except Refused:
        return None


def _told(identity: Identity) -> dict[str, object]:
    name = nfc(identity.full_name)
    return {"full_name": name, "sort_key": sort_key(name), "folded_name": fold(name)}


def _refresh(citizen: Citizen, identity: Identity, *, number: str | None, tech_id: str | None) -> None:
    """Write down what the identity says anew."""
    if changed := _fill(citizen, identity, number=number, tech_id=tech_id):
        citizen.save(update_fields=changed)


def _fill(citizen: Citizen, identity: Identity, *, number: str | None, tech_id: str | None) -> list[str]:
    """Facts of the State follow VNeID; contact details are the citizen's own once he has any. What changed by it."""
    facts = _told(identity) if identity.full_name else {}
    facts |= {
        field: value
        for field in ("birth_date", "sex", "ethnicity", "nationality")
        if (value := getattr(identity, field))
    }
    facts |= {
        field: value
        for field in ("phone", "email", "address")
        if (value := getattr(identity, field)) and not getattr(citizen, field)
    }
    facts |= {"personal_number": number} if number else {}
    facts |= {"tech_id": tech_id} if tech_id else {}
    changed = [field for field, value in facts.items() if getattr(citizen, field) != value]
    for field in changed:
        setattr(citizen, field, facts[field])
    return changed


def _arrive_for_organisation(identity: Identity, now: datetime) -> tuple[Citizen, Arrival]:
    tax_code, name = rules.tax_code(identity.tax_code), nfc(identity.organisation_name or identity.full_name)
    organisation, created = Organisation.objects.select_for_update().get_or_create(
        tax_code=tax_code,
        defaults={
            "name": name,
            "sort_key": sort_key(name),
            "kind": "HOUSEHOLD" if len(tax_code) == 12 else "ENTERPRISE",
            "address": identity.organisation_address,
        },
    )
    if organisation.tech_id != identity.tech_id:
        organisation.tech_id = identity.tech_id
        organisation.save(update_fields=["tech_id"])
    today = timezone.localdate(now)
    mandates = Representative.objects.filter(queries.standing_on(today), organisation=organisation)
    if _number(identity):
        citizen, arrival = _arrive_as_citizen(identity, tech_id=None)
        if not mandates.filter(citizen=citizen).exists():
            Representative.objects.create(
                organisation=organisation, citizen=citizen, title="Người đại diện", valid_from=today
            )
        return citizen, Arrival.CREATED if created else arrival
    only = list(mandates.select_related("citizen")[:2])
    if len(only) != 1:
        raise Refused(
            "organisation-without-person",
            "Tài khoản tổ chức chưa cho biết người đại diện. Hãy đăng nhập bằng tài khoản cá nhân của người đại diện.",
        )
    return only[0].citizen, Arrival.KNOWN


@dataclass(frozen=True)
class _Checked:
    phone: str
    email: str
    address: str


def _checked(phone: str, email: str, address: str) -> _Checked:
    email = nfc(email)
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused("bad-email", "Thư điện tử chưa đúng, ví dụ đúng: ten@example.com.", field="email") from error
    address = nfc(address)
    if len(address) > 300:
        raise Refused("address-too-long", "Địa chỉ dài tối đa 300 ký tự.", field="address")
    return _Checked(rules.mobile_number(phone) if phone.strip() else "", email, address)


@transaction.atomic
def save_contact_details(person: Person, *, phone: str, email: str, address: str, now: datetime) -> Citizen:
    """Change the telephone, e-mail and address of the person himself. Refused with the field that is wrong."""
    checked = _checked(phone, email, address)
    citizen = Citizen.objects.select_for_update().get(pk=person.citizen_id or 0)
    changed = [field for field in ("phone", "email", "address") if getattr(citizen, field) != getattr(checked, field)]
    for field in changed:
        setattr(citizen, field, getattr(checked, field))
    citizen.save(update_fields=changed)
    record(person, ContactSaved(citizen.pk, changed), at=now)
    return citizen


@transaction.atomic
def forget_contact_details(actor: Actor, citizen_id: int, *, now: datetime) -> list[str]:
    """Erase telephone, e-mail and address of a citizen at his request; which of them there were.

    VNeID may bring them again when he signs in: they are then what the platform says, not what we kept.
    """
    citizen = Citizen.objects.select_for_update().get(pk=citizen_id)
    there = [field for field in ("phone", "email", "address") if getattr(citizen, field)]
    for field in there:
        setattr(citizen, field, "")
    citizen.save(update_fields=there)
    if there:
        record(actor, ContactSaved(citizen.pk, there), at=now)
    return there


@transaction.atomic
def save_organisation_contact(
    person: Person, organisation_id: int, *, phone: str, email: str, now: datetime
) -> Organisation:
    """Change the telephone and e-mail at which an organisation is told about its dossiers.

    NotAllowed unless the person represents it today. Refused with the field that is wrong. A telephone that stays may
    be a landline, as registers give it; a new one must take messages.
    """
    if organisation_id not in person.organisation_ids:
        raise NotAllowed("no-mandate", "Bạn chưa được ghi nhận là người đại diện của tổ chức này.")
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    stays = phone.strip() == organisation.phone
    checked = _checked("" if stays else phone, email, "")
    told = {"phone": organisation.phone if stays else checked.phone, "email": checked.email}
    changed = [field for field, value in told.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, told[field])
    organisation.save(update_fields=changed)
    record(person, OrganisationContactSaved(organisation.pk, changed), at=now)
    return organisation
