"""What a counter needs of people: the visitor by his number, the officials by their role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tinhso.ground.acts import once, read
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold, nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.events import OrganisationWrittenDown, WrittenDownAtCounter
from tinhso.ground.people.models import Citizen, Official, Organisation, Post
from tinhso.ground.people.queries import standing_on
from tinhso.ground.people.rules import personal_number as checked_number
from tinhso.ground.people.rules import personal_number_doubts
from tinhso.ground.people.rules import tax_code as checked_tax_code


def citizen_at_counter(
    officer: Actor,
    *,
    personal_number: str,
    full_name: str,
    phone: str,
    email: str,
    address: str,
    commune_code: str,
    birth_date: date | None = None,
    among: Mapping[str, Citizen] | None = None,
    now: datetime,
) -> Citizen:
    """The citizen who stands at the counter, found by his number or written down as his card says.

    among: as in `known_at_counter`. Refused when the number belongs to somebody of another name: the officer looks
    at the card again.
    """
    found = known_at_counter(personal_number=personal_number, full_name=full_name, among=among)
    if found is not None:
        return found
    number, name = checked_number(personal_number), nfc(full_name)
    try:
        with transaction.atomic():
            citizen = Citizen.objects.create(
                personal_number=number,
                full_name=name,
                sort_key=sort_key(name),
                folded_name=fold(name),
                phone=phone.strip(),
                email=email.strip(),
                address=nfc(address),
                commune_code=commune_code,
                birth_date=birth_date,
            )
    except IntegrityError:  # another counter wrote the same person down since we looked
        found = known_at_counter(personal_number=personal_number, full_name=full_name)
        if found is None:
            raise
        return found
    record(officer, WrittenDownAtCounter(citizen.pk), at=now)
    return citizen


def organisation_named(
    actor: Actor, *, tax_code: str, name: str, phone: str, email: str, now: datetime
) -> Organisation:
    """The organisation with this tax code, or written down as another system of the State told it.

    Nobody represents it until VNeID says who does. Refused bad-tax-code.
    """
    code, named = checked_tax_code(tax_code), nfc(name)[:300]
    kind = "HOUSEHOLD" if len(code) == 12 else "ENTERPRISE"
    told = {"name": named, "sort_key": sort_key(named), "kind": kind, "phone": phone, "email": email}
    organisation, is_new = Organisation.objects.get_or_create(tax_code=code, defaults=told)
    if is_new:
        record(actor, OrganisationWrittenDown(organisation.pk), at=now)
    return organisation


BY_NUMBER = "FROM people_citizen WHERE personal_number = %s"


def citizens_with(numbers: Iterable[str]) -> dict[str, Citizen]:
    """The citizens with these personal numbers, by number."""
    return {str(found.personal_number): found for found in Citizen.objects.filter(personal_number__in=list(numbers))}


def known_at_counter(
    *, personal_number: str, full_name: str, among: Mapping[str, Citizen] | None = None
) -> Citizen | None:
    """The citizen with this number, None when nobody has it yet. Refused: a wrong number, no name, name-differs.

    among: those already read (`citizens_with`); the others are asked for one by one.
    """
    number = checked_number(personal_number)
    name = nfc(full_name)
    if not name:
        raise Refused("name-missing", "Hãy nhập họ và tên như trên thẻ căn cước.", field="full_name")
    found = (among or {}).get(number) or next(iter(read(Citizen, BY_NUMBER, [number])), None)
    if found is not None and found.folded_name != fold(name):
        raise Refused(
            "name-differs",
            "Số định danh này thuộc về người có họ tên khác; hãy kiểm tra lại thẻ.",
            field="full_name",
        )
    return found


def card_doubts(personal_number: str) -> list[str]:
    """What looks wrong in the number on a card, one sentence each: to be looked at again, no reason to refuse."""
    number = checked_number(personal_number)
    known = Citizen.objects.filter(personal_number=number).first()
    if known is None:
        return personal_number_doubts(number)
    return personal_number_doubts(number, birth_date=known.birth_date, sex=known.sex)


def posts_on(day: date) -> QuerySet[Post]:
    """Posts that are held on a day."""
    return Post.objects.filter(standing_on(day))


def officials_in(role: str, *, agency_id: int, on: date) -> QuerySet[Official]:
    """Officials who hold a role at an agency on a day, in Vietnamese order."""
    held = posts_on(on).filter(role=role, agency=agency_id)
    return Official.objects.filter(pk__in=held.values("official")).order_by("sort_key", "id")


def official(official_id: int) -> Official:
    """An official by id. NotVisible when there is none."""
    found = once(("official", official_id), Official.objects.filter(pk=official_id).first)
    if found is None:
        raise NotVisible("no-such-official", "Không có cán bộ này.")
    return found
