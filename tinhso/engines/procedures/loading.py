"""The catalogue of procedures from seed/procedures: versions, everyday words, abbreviations."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from tinhso.engines.procedures import actions, queries
from tinhso.engines.procedures.lifecycle import VersionState
from tinhso.engines.procedures.models import Abbreviation, FeeCount, Procedure, ProcedureAlias, ProcedureVersion
from tinhso.engines.procedures.rules.finding import alias_key
from tinhso.engines.procedures.rules.reading import facts_of_record, fingerprint
from tinhso.ground.base.actors import System
from tinhso.ground.base.vietnamese import VIETNAM, nfc

LOADER = System("nạp dữ liệu")


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load this room's part of seed/; safe to repeat. Returns one line that says what now stands.

    A record that changed since the last load becomes a new version; what is complete is published, the rest waits.
    """
    folder = seed / "procedures"
    records = json.loads((folder / "catalogue.json").read_text())
    departments = {row["phrase"]: row["slugs"] for row in _rows(folder / "agencies.csv")}
    Abbreviation.objects.bulk_create(
        [Abbreviation(**row) for row in _rows(folder / "abbreviations.csv")], ignore_conflicts=True
    )
    marks = {record["code"]: fingerprint(record, departments) for record in records}
    known = queries.known_fingerprints(list(marks))
    fresh = [record for record in records if (record["code"], marks[record["code"]]) not in known]
    # A draft of an earlier load that nobody touched makes way for the changed record.
    codes = [record["code"] for record in fresh]
    ProcedureVersion.objects.filter(
        procedure__code__in=codes, state=VersionState.DRAFT, edited_at__isnull=True
    ).exclude(fingerprint="").delete()
    versions = actions.write_versions(
        LOADER, [facts_of_record(record, departments) for record in fresh], now=now, fingerprints=marks
    )
    _publish(versions, fresh, now)
    _link(records)
    _aliases(_rows(folder / "aliases.csv"))
    _fee_counts(_rows(folder / "fee_counts.csv"))
    actions.refresh_keywords(list(ProcedureVersion.objects.select_related("procedure")))
    drafts = ProcedureVersion.objects.filter(state=VersionState.DRAFT).count()
    public = ProcedureVersion.objects.filter(state=VersionState.PUBLISHED).count()
    return f"Thủ tục hành chính: {public} đang công khai, {drafts} bản nháp chờ hoàn thiện"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return [{key: nfc(value) for key, value in row.items()} for row in csv.DictReader(lines)]


def _publish(versions: list[ProcedureVersion], records: list[dict[str, Any]], now: datetime) -> None:
    """Publish the complete ones: in bulk where nothing stands before them, one by one where a version must end."""
    earlier = ProcedureVersion.objects.filter(
        procedure=OuterRef("procedure"), state=VersionState.PUBLISHED, valid_to__isnull=True
    )
    followers = set(
        ProcedureVersion.objects.filter(Exists(earlier), pk__in=[v.pk for v in versions]).values_list("pk", flat=True)
    )
    actions.publish_all(LOADER, [version for version in versions if version.pk not in followers], now=now)
    today = now.astimezone(VIETNAM).date()
    for version in (v for v in versions if v.pk in followers):
        before = queries.open_version(version.procedure)
        if before is not None and not queries.missing_in(version, at=now):
            # Dossiers may have been received under the one before today: the new one begins today at the earliest.
            earliest = max(today, before.valid_from + timedelta(days=1)) if before.valid_from else today
            begins = {"valid_from": max(version.valid_from or earliest, earliest)}
            actions.publish(LOADER, actions.edit_draft(LOADER, version, changes=begins, now=now), now=now)
    ended = [v.pk for v, record in zip(versions, records, strict=True) if record.get("superseded_by")]
    ProcedureVersion.objects.filter(pk__in=ended).update(state=VersionState.RETIRED, retired_at=now)


def _link(records: list[dict[str, Any]]) -> None:
    procedures = {procedure.code: procedure for procedure in Procedure.objects.all()}
    for record in records:
        successor = procedures.get(record.get("superseded_by", ""))
        procedure = procedures[record["code"]]
        if successor is not None and procedure.superseded_by_id != successor.pk:
            procedure.superseded_by = successor
            procedure.save(update_fields=["superseded_by"])


def _aliases(rows: list[dict[str, str]]) -> None:
    ids = dict(Procedure.objects.values_list("code", "pk"))
    ProcedureAlias.objects.bulk_create(
        [
            ProcedureAlias(
                procedure_id=ids[row["code"]], kind=row["kind"], text=row["text"], folded=alias_key(row["text"])
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )


def _fee_counts(rows: list[dict[str, str]]) -> None:
    """Where forms say how much is asked for; a row says `quantity=answer` once or several times."""
    ids = dict(Procedure.objects.values_list("code", "pk"))
    FeeCount.objects.bulk_create(
        [
            FeeCount(
                procedure_id=ids[row["procedure"]],
                fee_code=row["fee"],
                form_code=row["form"],
                group=row["group"],
                label=row["label"],
                counts=dict(pair.split("=") for pair in row["counts"].split()),
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                source=row["source"],
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["procedure", "fee_code", "form_code", "valid_from"],
        update_fields=["group", "label", "counts", "valid_to", "source"],
    )
