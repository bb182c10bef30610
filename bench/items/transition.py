"""Item 2, transition: one POST that receives a dossier: right checked, row locked, promise computed, all recorded."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from bench import peers
from bench.load import Call
from bench.people import program_at
from bench.report import Row
from bench.sides import compared, none_lost
from bench.stage import Stage
from tinhso.ground.people.models import Agency

WAITING = """
SELECT d.code, d.receiving_agency_id FROM dossiers_dossier d WHERE d.state = 'AWAITING_RECEPTION'
    AND d.receiving_agency_id = ANY(%s) ORDER BY d.id DESC LIMIT 30000
"""


def run(stage: Stage) -> list[Row]:
    """Ours beside the bare function and beside Open Zaak: each dossier is received once."""
    now = datetime.now(UTC)
    offices = list(Agency.objects.filter(valid_to=None, valid_from__lte=now.date()))
    headers = {office.pk: program_at(office, now=now) for office in offices}
    stage.connection.rollback()
    waiting = iter(stage.connection.execute(WAITING, [list(headers)]).fetchall())

    def calls() -> list[Call]:
        return [
            Call(
                "POST", f"/api/dossiers/{code}/receive", b"{}", headers[office] | {"Idempotency-Key": str(uuid.uuid4())}
            )
            for (code, office), _ in zip(waiting, range(max(60, stage.dossiers // 350)), strict=False)
        ]

    with none_lost(stage, "2 transition", "journal_entry WHERE kind = 'dossiers.received'"):
        return compared(stage, "2 transition", calls, limit="transition", peer=peers.TRANSITION, unit="moves")
