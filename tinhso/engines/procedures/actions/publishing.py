"""Publishing and retiring: what dossiers are received under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.engines.procedures import queries
from tinhso.engines.procedures.events import VersionPublished, VersionRetired
from tinhso.engines.procedures.lifecycle import LIFECYCLE, VersionState
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.actions import record, record_all


@transaction.atomic
def publish(actor: Actor, version: ProcedureVersion, *, now: datetime) -> ProcedureVersion:
    """Make a draft public; the version before it ends on the day before. Refused listing what is missing."""
    version = queries.locked(version)
    if not version.is_draft:
        raise Refused("already-public", "Phiên bản này không còn là bản nháp.")
    state = LIFECYCLE.move(version.state, "publish", actor.roles)
    missing = queries.missing_in(version, at=now)
    if missing:
        listed = " ".join(sentence for _, sentence in missing)
        raise Refused("incomplete", f"Chưa thể công khai vì còn thiếu: {listed}", field=missing[0][0])
    today = now.astimezone(VIETNAM).date()
    before = queries.open_version(version.procedure)
    if before is not None:
        version.valid_from = version.valid_from or today
        _end_before(actor, before, version.valid_from, today=today, now=now)
    if version.valid_to is not None and version.valid_to < today:
        raise Refused("validity", "Ngày hết hiệu lực đã qua.", field="valid_to")
    version.state, version.published_at = state, now
    version.save(update_fields=["state", "published_at", "valid_from"])
    record(actor, _published(version), at=now)
    return version


@transaction.atomic
def publish_all(actor: Actor, versions: Sequence[ProcedureVersion], *, now: datetime) -> list[ProcedureVersion]:
    """Publish those of these drafts that are complete and have no predecessor, in few statements (the first load).

    The rest stays as it is; the published ones are answered.
    """
    LIFECYCLE.move(VersionState.DRAFT, "publish", actor.roles)
    missing = queries.missing_in_each(versions, at=now)
    complete = [version for version in versions if version.is_draft and not missing[version.pk]]
    for version in complete:
        version.state, version.published_at = VersionState.PUBLISHED, now
    ProcedureVersion.objects.bulk_update(complete, ["state", "published_at"], batch_size=500)
    if complete:
        record_all(actor, [_published(version) for version in complete], at=now)
    return complete


@transaction.atomic
def retire(actor: Actor, version: ProcedureVersion, *, last_day: date, reason: str, now: datetime) -> ProcedureVersion:
    """End a published version after `last_day`; dossiers received under it keep it.

    Refused for a day before it began, and for an end that is already written earlier.
    """
    version = queries.locked(version)
    if version.state != VersionState.PUBLISHED:
        raise Refused("not-public", "Chỉ bãi bỏ được phiên bản đang công khai.")
    state = LIFECYCLE.move(version.state, "retire", actor.roles)
    if not reason.strip():
        raise Refused("no-reason", "Hãy ghi căn cứ bãi bỏ.", field="reason")
    if version.valid_from is not None and last_day < version.valid_from:
        raise Refused("validity", "Ngày cuối cùng phải bằng hoặc sau ngày có hiệu lực.", field="last_day")
    today = now.astimezone(VIETNAM).date()
    if last_day < today - timedelta(days=1):
        raise Refused("validity", "Không bãi bỏ lùi về quá khứ: hồ sơ đã nhận theo phiên bản này.", field="last_day")
    version.valid_to = last_day
    version.state = state if last_day < today else VersionState.PUBLISHED
    version.retired_at = now
    version.save(update_fields=["state", "valid_to", "retired_at"])
    record(actor, VersionRetired(version.procedure.code, version.number, last_day.isoformat(), reason.strip()), at=now)
    return version


def _end_before(actor: Actor, before: ProcedureVersion, first_day: date, *, today: date, now: datetime) -> None:
    if before.valid_from is not None and first_day <= before.valid_from:
        raise Refused(
            "validity", "Ngày có hiệu lực phải sau ngày có hiệu lực của phiên bản đang công khai.", field="valid_from"
        )
    if first_day < today:
        raise Refused("validity", "Ngày có hiệu lực không được ở quá khứ.", field="valid_from")
    before.valid_to = first_day - timedelta(days=1)
    before.retired_at = now
    if before.valid_to < today:
        before.state = LIFECYCLE.move(before.state, "retire", actor.roles)
    before.save(update_fields=["state", "valid_to", "retired_at"])
    record(
        actor,
        VersionRetired(before.procedure.code, before.number, before.valid_to.isoformat(), "phiên bản mới"),
        at=now,
    )


def _published(version: ProcedureVersion) -> VersionPublished:
    valid_from = version.valid_from.isoformat() if version.valid_from else ""
    return VersionPublished(version.procedure.code, version.number, valid_from, version.decision)


@transaction.atomic
def close_ended(actor: Actor, *, now: datetime) -> int:
    """Mark as ended the public versions whose last day has passed; how many. Their end was journalled when written."""
    today = now.astimezone(VIETNAM).date()
    LIFECYCLE.move(VersionState.PUBLISHED, "retire", actor.roles)
    return ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, valid_to__lt=today).update(
        state=VersionState.RETIRED
    )
