"""A dossier comes into being: checked whole, numbered without a gap, and laid on the reception desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.conf import settings
from django.db import IntegrityError, connection
from django.utils import timezone

from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.eforms.rules import problems
from tinhso.engines.payments.rules import CollectAt
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import FeeChoices, counted_in, resolving_agency
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.charging import charge_for
from tinhso.government.dossiers.actions.moving import lay, slip_line, tell
from tinhso.government.dossiers.actions.papers_in import PartIn, checked_parts
from tinhso.government.dossiers.events import DossierFiled
from tinhso.government.dossiers.lifecycle import Desk, DossierState
from tinhso.government.dossiers.models import Channel, Delivery, Dossier, DossierPart, ForeignCode
from tinhso.ground.acts import act, add
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.people.models import Agency, Citizen, Organisation

INTERLINKED = (
    "Thủ tục liên thông gồm phần việc của nhiều cơ quan: người dân nộp một lần trên Cổng dịch vụ công hoặc tại quầy; "
    "ở đây, hãy nhập từng thủ tục thành phần."
)


class Under(TypedDict, total=False):
    """By whose hand, where it is not the applicant's: the mandate, and where he was helped (support_agency).

    is_assisted: by a helper, online. reached_at: who is told where the applicant cannot be reached.
    """

    mandate: Mandate | None
    is_assisted: bool
    support_agency: Agency | None
    reached_at: Citizen | None


@dataclass(frozen=True)
class Origin:
    """Where a dossier was filed that came to us from another system; it was taken there, so we take it as it is.

    system: national_portal. code: its code there, kept for ever. note: why its form is kept as it came, '' where it
    fits a form of ours.
    """

    system: str
    code: str
    note: str = ""


class Filing(Under):
    """What is filed. fee_choices: what a person chose; what the form's answers count is read for every door alike.

    idempotency_key: one a filing, chosen by the page or program; the same key gives the same dossier.
    origin: where it was filed, unless here; a required paper that did not come is then a row that says so.
    """

    version: ProcedureVersion
    applicant: Citizen | Organisation
    answers: Mapping[str, Any]
    form_version: FormVersion | None
    parts: Sequence[PartIn]
    channel: str
    receiving_agency: Agency
    idempotency_key: str
    commune_code: NotRequired[str]
    fee_choices: NotRequired[FeeChoices | None]
    delivery: NotRequired[str]
    origin: NotRequired[Origin | None]


def file_dossier(actor: Actor, *, now: datetime, **filing: Unpack[Filing]) -> Dossier:
    """File a dossier: it ends awaiting reception, with its code and the reception's limit of 8 working hours.

    Refused: interlinked, answers-wrong, parts-missing, signature-broken, agency-unknown, codes-exhausted. Nothing is
    left behind by a refusal.
    """
    dossier, parts = checked(actor, now=now, **filing)
    origin = filing.get("origin")
    if origin is None:
        return write_down_once(actor, dossier, parts, now=now)
    with act():
        dossier = write_down_once(actor, dossier, parts, now=now)
        if queries.own_code(origin.code) is None:  # the same key may have given the dossier of before
            add([ForeignCode(dossier=dossier, system=origin.system, code=origin.code, note=origin.note[:300])])
    return dossier


def checked(
    actor: Actor,
    *,
    version: ProcedureVersion,
    applicant: Citizen | Organisation,
    answers: Mapping[str, Any],
    form_version: FormVersion | None,
    parts: Sequence[PartIn],
    channel: str,
    receiving_agency: Agency,
    idempotency_key: str,
    commune_code: str = "",
    fee_choices: FeeChoices | None = None,
    delivery: str = Delivery.COUNTER,
    support_agency: Agency | None = None,
    is_assisted: bool = False,
    mandate: Mandate | None = None,
    reached_at: Citizen | None = None,
    origin: Origin | None = None,
    now: datetime,
) -> tuple[Dossier, list[DossierPart]]:
    """The dossier and its parts, checked whole and described, but without a number and not written down yet."""
    if version.interlinked:  # several agencies' work is never one dossier: life events file each part
        raise Refused("interlinked", INTERLINKED)
    if form_version and (wrong := problems(form_version.schema, answers, today=timezone.localdate(now))):
        path, sentence = next(iter(wrong.items()))
        raise Refused("answers-wrong", sentence, field=path)
    rows = checked_parts(
        actor, version, parts, owner=queries.owner_for(applicant), channel=channel,
        has_form=form_version is not None, takes_all=origin is not None, now=now,
    )  # fmt: skip
    today = timezone.localdate(now)
    resolving = resolving_agency(version, on=today, commune_code=commune_code)
    if resolving is None:
        raise Refused("agency-unknown", "Chưa xác định được cơ quan có thẩm quyền giải quyết thủ tục này.")
    choices = replace(fee_choices or FeeChoices(), counted=counted_in(version, form_version, answers, on=today))
    dossier = Dossier(
        procedure_version=version,
        submitted_by_ref=actor.ref,
        submitted_by_name=actor.name[:200],
        idempotency_key=idempotency_key,
        support_agency=support_agency,
        receiving_agency=receiving_agency,
        resolving_agency=resolving,
        commune_code=commune_code,
        channel=str(Channel(channel)),
        is_assisted=is_assisted,
        mandate=mandate,
        delivery=str(Delivery(delivery)),
        form_version=form_version,
        answers=dict(answers),
        state=str(DossierState.AWAITING_RECEPTION),
        fee_choices=choices.as_json(),
        filed_at=now,
        moved_at=now,
        moved_by_name=actor.name[:200],
    )
    describe(dossier, applicant)
    if reached_at:  # a child has no telephone: news goes to the parent
        told = {"phone": reached_at.phone, "email": reached_at.email}
        dossier.contact |= {name: text for name, text in told.items() if not dossier.contact[name]}
    # One finds it by that code as well (`give_code` adds ours).
    dossier.search_text = origin.code if origin else ""
    promise = queries.reception_due(now, agency_id=receiving_agency.pk)
    dossier.due_at, dossier.due_sentence = promise.at, promise.sentence
    lay(dossier, Desk.RECEPTION, now=now)
    return dossier, rows


def write_down_once(actor: Actor, dossier: Dossier, parts: Sequence[DossierPart], *, now: datetime) -> Dossier:
    """Write the dossier down, or give the one that the same actor filed with the same key before.

    Through the API a repeated key never comes this far: it has been answered at the door (web/idempotency.py).
    """
    try:
        with act():
            return write_down(actor, dossier, parts, now=now)
    except IntegrityError as twice:
        if "dossiers_filed_once" not in str(twice):
            raise
        known = queries.filed_with(actor.ref, dossier.idempotency_key or "")
        if known is None:
            raise
        return known


def write_down(actor: Actor, dossier: Dossier, parts: Sequence[DossierPart], *, now: datetime) -> Dossier:
    """Number the dossier and save it with its parts; the number is taken last, so that others wait least."""
    ((number, dossier.pk),) = next_numbers(dossier.receiving_agency, 1, now=now)
    give_code(dossier, number, now=now)
    write_rows(actor, [(dossier, parts)], now=now)
    return dossier


def write_rows(actor: Actor, filed: Sequence[tuple[Dossier, Sequence[DossierPart]]], *, now: datetime) -> None:
    """Send numbered dossiers with their parts, slips, charges and journal; a statement a table, however many."""
    for dossier, parts in filed:
        for part in parts:
            part.dossier = dossier
    add([dossier for dossier, _ in filed])
    add([part for _, parts in filed for part in parts])
    add([slip_line(actor, dossier, now=now, note="Nộp hồ sơ") for dossier, _ in filed])
    for dossier, _ in filed:
        charge_for(actor, dossier, CollectAt.SUBMIT, now=now)
        # A child has its parent told; who has no telephone took the slip home.
        if dossier.mandate and not dossier.mandate.basis.of_law and (dossier.fact("phone") or dossier.fact("email")):
            tell(dossier, "filed-for-you", now=now, who=actor.name)
        record(actor, DossierFiled(dossier.pk, dossier.code, dossier.channel, dossier.due_at), at=now)


# The last number in the unit's day, without gaps, and the ids by which the dossiers' other rows name them.
NEXT_NUMBERS = """
INSERT INTO dossiers_codecounter AS c (agency_id, day, last_number) VALUES (%s, %s, %s)
ON CONFLICT (agency_id, day) DO UPDATE SET last_number = c.last_number + excluded.last_number
RETURNING last_number, ARRAY(SELECT nextval('dossiers_dossier_id_seq') FROM generate_series(1, %s))
"""


def next_numbers(unit: Agency, count: int, *, now: datetime) -> list[tuple[int, int]]:
    """The next numbers of the receiving unit's day, each with an id for its dossier.

    They return if the transaction fails, so no gap is left; until then whoever files at this unit waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBERS, [unit.pk, timezone.localdate(now), count, count])
        last, ids = cursor.fetchone()
    return list(zip(range(last - count + 1, last + 1), ids, strict=True))


def give_code(dossier: Dossier, number: int, *, now: datetime) -> None:
    """Write the number as the law writes it, and the words by which the dossier is found. Refused: codes-exhausted."""
    day = timezone.localdate(now)
    scheme = rules.scheme_on(day, new_since=settings.DOSSIER_CODES_OF_2025_SINCE)
    unit = dossier.receiving_agency
    dossier.code_scheme = str(scheme)
    dossier.code = rules.format_code(
        canonical=unit.code, legacy=unit.legacy_code, day=day, number=number, scheme=scheme
    )
    words = f"{dossier.code} {dossier.search_text} {dossier.applicant_name} {dossier.title}"
    dossier.search_text = " ".join(rules.search_words(words))


def describe(dossier: Dossier, applicant: Citizen | Organisation) -> None:
    """Write down who asks for what, as it is known now: history must not change with the person's record."""
    version = dossier.procedure_version
    if isinstance(applicant, Citizen):
        dossier.applicant_citizen = applicant
        dossier.applicant_name = nfc(applicant.full_name)
        number = applicant.personal_number or ""
    else:
        dossier.applicant_organisation = applicant
        dossier.applicant_name = nfc(applicant.name)
        number = applicant.tax_code
    dossier.contact = {
        "number": number,
        "phone": applicant.phone,
        "email": applicant.email,
        "address": applicant.address,
    }
    dossier.title = nfc(version.name)[:500]
    told_apart_by = dossier.form_version.schema.get("x-told-apart", ()) if dossier.form_version else ()
    dossier.duplicate_key = rules.duplicate_key(
        dossier.applicant_ref, version.procedure.code, dossier.answers, told_apart_by
    )
