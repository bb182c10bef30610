"""Filing at the counter: the officer enters what the citizen brings; the citizen stays the applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import FeeChoices
from tinhso.government.dossiers.actions.filing import file_dossier
from tinhso.government.dossiers.actions.papers_in import PartIn
from tinhso.government.dossiers.lifecycle import RECEPTION
from tinhso.government.dossiers.models import Channel, Delivery, Dossier
from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import citizen_at_counter
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person


@dataclass(frozen=True)
class Visitor:
    """Who stands at the counter, as read from the card. number: số định danh cá nhân, 12 digits."""

    number: str
    full_name: str
    phone: str = ""
    email: str = ""
    address: str = ""


LOOK = "Nhập hồ sơ nộp tại quầy"


def check_desk(officer: Person, receiving_agency: Agency) -> None:
    """Refused `wrong-role` for anyone but a reception officer of this agency."""
    if RECEPTION not in officer.roles_at(receiving_agency.pk):
        raise NotAllowed("wrong-role", "Bạn không phải cán bộ tiếp nhận của đơn vị này.")


@act()
def file_at_counter(
    officer: Person,
    *,
    visitor: Visitor,
    version: ProcedureVersion,
    answers: Mapping[str, Any],
    form_version: FormVersion | None,
    parts: Sequence[PartIn],
    receiving_agency: Agency,
    commune_code: str = "",
    fee_choices: FeeChoices | None = None,
    channel: str = Channel.COUNTER,
    delivery: str = Delivery.COUNTER,
    idempotency_key: str,
    now: datetime,
) -> Dossier:
    """File for the citizen at the counter or from the post; he is looked up by number, or written down newly.

    The look at his data is recorded. Only reception officers of the receiving agency may.
    """
    check_desk(officer, receiving_agency)
    citizen = citizen_at_counter(
        officer,
        personal_number=visitor.number,
        full_name=visitor.full_name,
        phone=visitor.phone,
        email=visitor.email,
        address=visitor.address,
        commune_code=commune_code,
        now=now,
    )
    dossier = file_dossier(
        officer,
        version=version,
        applicant=citizen,
        answers=answers,
        form_version=form_version,
        parts=parts,
        channel=channel,
        receiving_agency=receiving_agency,
        support_agency=receiving_agency,
        commune_code=commune_code,
        fee_choices=fee_choices,
        delivery=delivery,
        idempotency_key=idempotency_key,
        now=now,
    )
    look_at(officer, citizen_id=citizen.pk, purpose=LOOK, subject=dossier.subject, now=now)
    return dossier
