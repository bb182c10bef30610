"""Entering a dossier at the counter, step by step; every step is saved, so that an interruption costs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import FeeChoices
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.counter import Visitor, file_at_counter
from tinhso.government.dossiers.actions.papers_in import PartIn
from tinhso.government.dossiers.events import CounterEntryChanged
from tinhso.government.dossiers.lifecycle import RECEPTION
from tinhso.government.dossiers.models import CounterEntry, Delivery, Dossier
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.journal.actions import record
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import known_at_counter
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person

LOOKED = "Nhập hồ sơ nộp tại quầy"


@transaction.atomic
def begin_counter_entry(
    officer: Person,
    version: ProcedureVersion,
    *,
    visitor: Visitor,
    agency: Agency,
    channel: str,
    summary: str = "",
    now: datetime,
) -> CounterEntry:
    """Begin for the visitor; his known facts are put into the form, and that look at them is recorded.

    Refused when the number is wrong or belongs to somebody of another name. NotAllowed at another's counter.
    """
    if RECEPTION not in officer.roles_at(agency.pk):
        raise NotAllowed("wrong-role", "Bạn không phải cán bộ tiếp nhận của đơn vị này.")
    facts = _facts(officer, visitor, version, now=now)
    draft = None
    if queries.has_form(version, now):
        form = published_form(version.form_code, now)
        draft = eforms.open_draft(officer, form, about=f"counter:{version.procedure.code}", facts=facts, now=now)
    entry = CounterEntry.objects.create(
        officer_ref=officer.ref,
        agency=agency,
        version=version,
        draft=draft,
        visitor={"number": visitor.number, "full_name": visitor.full_name, "phone": visitor.phone,
                 "address": visitor.address},
        summary=summary,
        channel=channel,
        updated_at=now,
    )  # fmt: skip
    return _changed(officer, entry, "begun", now=now)


def _facts(officer: Person, visitor: Visitor, version: ProcedureVersion, *, now: datetime) -> dict[str, str]:
    """Prefill key -> text: what the province knows of the visitor, and over it what his card says."""
    facts = {"today": timezone.localdate(now).isoformat()}
    known = known_at_counter(personal_number=visitor.number, full_name=visitor.full_name)
    if known:
        names = ("birth_date", "sex", "ethnicity", "nationality", "phone", "email", "address", "commune_code")
        facts |= {name: str(getattr(known, name) or "") for name in names}
        subject = f"procedure:{version.procedure.code}"
        look_at(officer, citizen_id=known.pk, purpose=LOOKED, subject=subject, now=now)
    typed = {"full_name": visitor.full_name, "personal_number": visitor.number, "phone": visitor.phone,
             "address": visitor.address}  # fmt: skip
    facts |= {name: text for name, text in typed.items() if text}
    return {name: text for name, text in facts.items() if text}


@transaction.atomic
def keep_papers(
    officer: Person,
    key: UUID,
    *,
    on_paper: Sequence[str],
    uploads: Mapping[str, UploadedFile[bytes]],
    stored: Mapping[str, str],
    now: datetime,
) -> tuple[CounterEntry, dict[str, str]]:
    """Keep what was brought: sheets ticked and scans uploaded; what is wrong with a scan stands beside its part.

    stored: part code -> key of the paper of the visitor's store that is used for it.
    The answer's second half is part code -> sentence; every other paper is kept all the same.
    """
    entry = queries.counter_entry_for(officer, key, lock=True)
    papers, wrong = dict(entry.papers), {}
    for row in queries.paper_rows(officer, entry, on=timezone.localdate(now)):
        code = row.rule.code
        chosen = next((str(one.key) for one in row.offered if str(one.key) == stored.get(code)), "")
        given = {"on_paper": code in on_paper, "file": str(row.file.key) if row.file else "", "stored": chosen}
        if upload := uploads.get(code):
            try:
                given["file"] = str(store_upload(officer, upload, now=now).key)
            except Refused as refused:
                wrong[code] = refused.sentence
        papers[code] = given
    entry.papers = papers
    return _changed(officer, entry, "papers", now=now), wrong


@transaction.atomic
def drop_scan(officer: Person, key: UUID, part_code: str, *, now: datetime) -> CounterEntry:
    """Take a scan away from its part again."""
    entry = queries.counter_entry_for(officer, key, lock=True)
    if part_code in entry.papers:
        entry.papers = entry.papers | {part_code: entry.papers[part_code] | {"file": ""}}
    return _changed(officer, entry, "scan dropped", now=now)


@transaction.atomic
def keep_choices(
    officer: Person, key: UUID, *, quantities: Mapping[str, int], exemptions: Sequence[str], delivery: str,
    now: datetime,
) -> CounterEntry:  # fmt: skip
    """Keep what decides the fee and how the result comes. Refused `delivery-missing` for an unknown way."""
    if delivery not in Delivery._value2member_map_:
        raise Refused("delivery-missing", "Hãy chọn cách nhận kết quả.", field="delivery")
    entry = queries.counter_entry_for(officer, key, lock=True)
    entry.fee_choices = {"quantities": dict(quantities), "exemptions": list(exemptions)}
    entry.delivery = delivery
    return _changed(officer, entry, "choices", now=now)


@transaction.atomic
def file_counter_entry(officer: Person, key: UUID, *, now: datetime) -> Dossier:
    """File it: the visitor is the applicant. Filing it again gives the same dossier.

    Refused what `file_dossier` refuses: a wrong answer, a missing paper, a broken signature, no competent agency.
    """
    entry = queries.counter_entry_for(officer, key, lock=True)
    if entry.dossier:
        return entry.dossier
    dossier = file_at_counter(
        officer,
        visitor=Visitor(**entry.visitor),
        version=entry.version,
        answers=queries.answers_of(entry),
        form_version=entry.draft.form_version if entry.draft else None,
        parts=_parts(officer, entry, now=now),
        receiving_agency=entry.agency,
        commune_code=entry.agency.unit_code,
        fee_choices=FeeChoices.of_json(entry.fee_choices),
        channel=entry.channel,
        delivery=entry.delivery,
        idempotency_key=str(entry.key),
        now=now,
    )
    draft, entry.draft, entry.dossier = entry.draft, None, dossier
    entry.visitor = {}  # the dossier has them now; a second copy would only age
    _changed(officer, entry, "filed", now=now)
    if draft:
        eforms.discard_draft(officer, draft, now=now, why="filed")
    return dossier


def _parts(officer: Person, entry: CounterEntry, *, now: datetime) -> list[PartIn]:
    """The store counts before a scan, a scan before the sheet it shows; what a database replaces is taken there."""
    parts = []
    for row in queries.paper_rows(officer, entry, on=timezone.localdate(now)):
        if row.used:
            parts.append(PartIn(row.rule.code, stored=str(row.used.key)))
        elif row.file:
            note = "Bản giấy đã đối chiếu tại quầy" if row.on_paper else ""
            parts.append(PartIn(row.rule.code, str(row.file.key), note=note))
        elif row.on_paper:
            parts.append(PartIn(row.rule.code, on_paper=True))
        elif row.rule.replaced_by:
            parts.append(PartIn(row.rule.code, from_data=True))
    return parts


@transaction.atomic
def discard_counter_entry(officer: Person, key: UUID, *, now: datetime) -> None:
    """Give up what was begun. Refused once it is filed."""
    entry = queries.counter_entry_for(officer, key, lock=True)
    if entry.dossier:
        raise Refused("already-filed", "Hồ sơ này đã nộp rồi nên không xoá được.")
    _changed(officer, entry, "given up", now=now)
    if entry.draft:
        eforms.discard_draft(officer, entry.draft, now=now)
    else:
        entry.delete()


def discard_old_counter_entries(*, now: datetime) -> int:
    """Throw away entries that nobody has touched for as long as a draft is kept; how many rows went."""
    old = CounterEntry.objects.filter(dossier__isnull=True, updated_at__lt=now - eforms.KEPT_FOR)
    return int(old.delete()[0])


def _changed(officer: Person, entry: CounterEntry, what: str, *, now: datetime) -> CounterEntry:
    entry.updated_at = now
    entry.save()
    record(officer, CounterEntryChanged(officer.official_id or 0, entry.pk, what), at=now)
    return entry
