"""Drafts: written from plain facts, copied from a version that stands, edited field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from tinhso.engines.procedures import queries
from tinhso.engines.procedures.actions.words import refresh_keywords
from tinhso.engines.procedures.events import VersionDrafted, VersionEdited
from tinhso.engines.procedures.models import Channel, FeeRule, LimitVariant, Part, Procedure, ProcedureVersion
from tinhso.engines.procedures.rules.completeness import ends_before_it_begins
from tinhso.engines.procedures.rules.facts import VersionFacts, plain_fields
from tinhso.engines.procedures.rules.reading import department_slugs
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.journal.actions import record, record_all

EDITABLE = frozenset({
    "name", "limit_value", "limit_unit", "limit_verified", "cutoff", "fee_basis", "fee_text", "result_name",
    "legal_basis", "decision", "decision_date", "valid_from", "valid_to", "partial_reason", "partial_reason_note",
    "form_code", "route_code",
})  # fmt: skip


@transaction.atomic
def write_versions(
    actor: Actor,
    all_facts: Sequence[VersionFacts],
    *,
    now: datetime,
    based_on: int = 0,
    fingerprints: Mapping[str, str] | None = None,
) -> list[ProcedureVersion]:
    """Write a new draft for each of these facts, in few statements; each gets the next number of its procedure.

    based_on: number of the version they were copied from. fingerprints: procedure code -> what the loader knows
    its own record by.
    """
    codes = [facts.code for facts in all_facts]
    Procedure.objects.bulk_create([Procedure(code=code) for code in codes], ignore_conflicts=True)
    found = Procedure.objects.filter(code__in=codes).annotate(last=Max("versions__number"))
    procedures = {procedure.code: procedure for procedure in found}
    versions = [
        ProcedureVersion(
            procedure=procedures[facts.code],
            number=(procedures[facts.code].last or 0) + 1,
            sort_key=sort_key(facts.name),
            field_slug=slugify(fold(facts.field_name)),
            fingerprint=(fingerprints or {}).get(facts.code, ""),
            **plain_fields(facts),
        )
        for facts in all_facts
    ]
    ProcedureVersion.objects.bulk_create(versions)
    pairs = list(zip(versions, all_facts, strict=True))
    Part.objects.bulk_create(Part(version=v, place=n, **vars(row)) for v, f in pairs for n, row in enumerate(f.parts))
    FeeRule.objects.bulk_create(
        FeeRule(version=v, place=n, **vars(row)) for v, f in pairs for n, row in enumerate(f.fees)
    )
    LimitVariant.objects.bulk_create(
        LimitVariant(version=v, place=n, **vars(row)) for v, f in pairs for n, row in enumerate(f.variants)
    )
    Channel.objects.bulk_create(
        Channel(version=v, place=n, **vars(row)) for v, f in pairs for n, row in enumerate(f.channels)
    )
    refresh_keywords(versions)
    if versions:
        record_all(
            actor,
            [
                VersionDrafted(version.procedure.code, version.number, based_on, version.source[:200])
                for version in versions
            ],
            at=now,
        )
    return versions


def draft_version(actor: Actor, facts: VersionFacts, *, now: datetime) -> ProcedureVersion:
    """Write one new draft from plain facts (an import, a form)."""
    return write_versions(actor, [facts], now=now)[0]


@transaction.atomic
def draft_imported(actor: Actor, all_facts: Sequence[VersionFacts], *, now: datetime) -> list[ProcedureVersion]:
    """Write imported facts as drafts, departments found by their names. Refused where a draft waits already."""
    waiting = queries.codes_with_drafts([facts.code for facts in all_facts])
    if waiting:
        raise Refused("draft-waits", f"Đã có bản nháp chờ hoàn thiện của: {', '.join(waiting)}.")
    departments = queries.departments_on(now.date())
    return write_versions(
        actor,
        [
            dataclasses.replace(facts, department_slugs=department_slugs(facts.agency_text, departments))
            for facts in all_facts
        ],
        now=now,
    )


@transaction.atomic
def begin_from(actor: Actor, version: ProcedureVersion, *, now: datetime) -> ProcedureVersion:
    """Begin a new version as a copy of this one, its validity left open. Refused while another draft waits."""
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    if queries.draft_of(procedure) is not None:
        raise Refused("draft-waits", "Thủ tục này đã có một bản nháp; hãy hoàn thiện bản nháp đó trước.")
    facts = dataclasses.replace(
        queries.facts_of(version), valid_from=None, valid_to=None, decision="", decision_date=None
    )
    return write_versions(actor, [facts], based_on=version.number, now=now)[0]


@transaction.atomic
def edit_draft(
    actor: Actor, version: ProcedureVersion, *, changes: Mapping[str, Any], now: datetime
) -> ProcedureVersion:
    """Change plain fields of a draft. Refused once it is published, and for a validity that no day meets."""
    version = queries.locked(version)
    if not version.is_draft:
        raise Refused("published-stands", "Phiên bản đã công khai không sửa được; hãy lập phiên bản mới.")
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValueError(unknown)
    changed = {}
    for name, value in changes.items():
        before = getattr(version, name)
        if before != value:
            changed[name] = [str(before if before is not None else ""), str(value if value is not None else "")]
            setattr(version, name, value)
    if ends_before_it_begins(version.valid_from, version.valid_to):
        raise Refused("validity", "Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực.", field="valid_to")
    if changed:
        version.sort_key = sort_key(version.name)
        version.edited_at = now
        version.save(update_fields=[*changed, "sort_key", "edited_at"])
        refresh_keywords([version])
        record(actor, VersionEdited(version.procedure.code, version.number, changed), at=now)
    return version
