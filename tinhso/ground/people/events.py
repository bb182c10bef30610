"""What happens to people, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True)
class Looked:
    """Someone looked at a citizen's data (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15): why, and for which thing."""

    kind: ClassVar = "people.looked"
    about: ClassVar = "citizen:{citizen_id}"
    citizen_id: int
    purpose: str
    subject: str


@dataclass(frozen=True)
class ApiClientMade:
    """A program was given a token for an agency."""

    kind: ClassVar = "people.api_client_made"
    about: ClassVar = "agency:{agency_id}"
    agency_id: int
    client_id: int
    name: str
    roles: list[str]


@dataclass(frozen=True)
class ApiClientRevoked:
    """The token of a program was closed before its time, and why."""

    kind: ClassVar = "people.api_client_revoked"
    about: ClassVar = "agency:{agency_id}"
    agency_id: int
    client_id: int
    name: str
    reason: str


@dataclass(frozen=True)
class SubstitutionEntered:
    """Somebody was given leave to sign for the head of an agency (giao ký thay, thừa lệnh, thừa ủy quyền)."""

    kind: ClassVar = "people.substitution_entered"
    about: ClassVar = "agency:{agency_id}"
    agency_id: int
    official_id: int
    signs_for: str
    head: str
    instrument: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Arrived:
    """A citizen came in through VNeID: KNOWN, LINKED to a citizen we had, or CREATED."""

    kind: ClassVar = "people.arrived"
    about: ClassVar = "citizen:{citizen_id}"
    citizen_id: int
    outcome: str
    for_organisation: bool


@dataclass(frozen=True)
class ContactSaved:
    """A citizen changed his own contact details; the values stay out of the journal."""

    kind: ClassVar = "people.contact_saved"
    about: ClassVar = "citizen:{citizen_id}"
    citizen_id: int
    changed: list[str]


@dataclass(frozen=True)
class OrganisationContactSaved:
    """A representative changed how his organisation is reached; the values stay out of the journal."""

    kind: ClassVar = "people.organisation_contact_saved"
    about: ClassVar = "organisation:{organisation_id}"
    organisation_id: int
    changed: list[str]


@dataclass(frozen=True)
class SignedIn:
    """Someone signed in: by what means, on what device."""

    kind: ClassVar = "people.signed_in"
    about: ClassVar = "{who}"
    who: str
    method: str
    device: str


@dataclass(frozen=True)
class SignInsEnded:
    """Sessions of an account were ended: by its owner, or by who administers it."""

    kind: ClassVar = "people.sign_ins_ended"
    about: ClassVar = "{who}"
    who: str
    count: int


@dataclass(frozen=True)
class SignInHeldUp:
    """So many wrong passwords or codes came under somebody's name that the next try has to wait."""

    kind: ClassVar = "people.sign_in_held_up"
    about: ClassVar = "{who}"
    who: str
    step: str
    device: str
    until: datetime


@dataclass(frozen=True)
class PasswordSet:
    """An official has another password: CHANGED by himself, or set by a link (FIRST, FORGOTTEN)."""

    kind: ClassVar = "people.password_set"
    about: ClassVar = "{who}"
    who: str
    why: str


@dataclass(frozen=True)
class SecondFactorChanged:
    """A second factor was added, renewed or removed."""

    kind: ClassVar = "people.second_factor_changed"
    about: ClassVar = "{who}"
    who: str
    factor: str
    change: str


@dataclass(frozen=True)
class WrittenDownAtCounter:
    """A citizen unknown to us was written down at the counter from his card."""

    kind: ClassVar = "people.written_down"
    about: ClassVar = "citizen:{citizen_id}"
    citizen_id: int


@dataclass(frozen=True)
class OrganisationWrittenDown:
    """An organisation unknown to us was written down as another system of the State told it."""

    kind: ClassVar = "people.organisation_written_down"
    about: ClassVar = "organisation:{organisation_id}"
    organisation_id: int


@dataclass(frozen=True)
class PostsSucceeded:
    """Posts and programs of agencies that end went on at their successors (chuyển vị trí công tác do sắp xếp)."""

    kind: ClassVar = "people.posts_succeeded"
    about: ClassVar = "reorganisation:{effective_date}"
    effective_date: date
    posts: int
    clients: int
