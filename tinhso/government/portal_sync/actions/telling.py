"""Telling the national portal where a dossier stands, and holding our books against the portal's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal_sync import queries
from tinhso.government.portal_sync.mappers import dossier_row, progress_row
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.actions import logged, post
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.partners import national_portal
from tinhso.ground.gateway.partners.national_portal import PARTNER, PROGRESS, SYNC

SYSTEM = System("portal_sync")
PURPOSE = "Đồng bộ hồ sơ lên Cổng Dịch vụ công quốc gia"
LEGAL_BASIS = "Nghị định 61/2018/NĐ-CP, Nghị định 118/2025/NĐ-CP"


@transaction.atomic
def sync(dossier_id: int, *, now: datetime) -> int:
    """Tell the portal where a dossier stands: itself, then its latest step; how many letters that took.

    0 when the portal was told just this. The first letter creates, later ones update; its lane keeps them in order.
    Whatever was heard, what counts is where the dossier stands now, so hearing twice or late does no harm.
    """
    dossier = dossiers.locked(dossier_id)
    facts, dialect = queries.facts_of(dossier), settings.PORTAL["dialect"]
    letters = queries.letters_about(dossier)
    rows = {SYNC: dossier_row(facts, dialect=dialect), PROGRESS: progress_row(facts)}
    posted = 0
    for operation, row in rows.items():
        told = [letter.payload for letter in letters if letter.operation == operation]
        content = {"dialect": dialect, "code": facts.code, "state": str(facts.state), "data": [row]}
        if told and told[-1] == told[-1] | content:
            continue
        # A dossier may come back to where it stood before: the number keeps that apart from what was told then.
        # What was filed there is known there: it is never created.
        update = {"isUpdating": str(bool(told) or facts.is_theirs)} if operation == SYNC else {}
        _post(dossier, operation, content | update | {"number": len(told) + 1}, now=now)
        posted += 1
    return posted


def _post(dossier: Dossier, operation: str, payload: dict[str, Any], *, now: datetime) -> None:
    post(SYSTEM, partner=PARTNER, operation=operation, lane=dossier.code, payload=payload,
         subject=queries.subject_of(dossier), purpose=PURPOSE, legal_basis=LEGAL_BASIS, now=now)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A dossier that the portal does not know ('') or holds in another state. waiting: letters not yet there."""

    code: str
    ours: str
    theirs: str
    waiting: int


def differences(day: date, *, now: datetime) -> Iterator[Difference]:
    """Dossiers filed on a day that the portal does not know or holds otherwise; asks for each. PartnerError."""
    for dossier in dossiers.filed_on(day):
        with logged(PARTNER, purpose=f"{PURPOSE}: đối soát", legal_basis=LEGAL_BASIS,
                    subject=queries.subject_of(dossier), operation="TraCuuHoSo", now=now) as call:  # fmt: skip
            there = dossiers.foreign_code_of(dossier, PARTNER)
            held = national_portal.ask(there.code if there else dossier.code)
            theirs = held["trangThai"] if held else ""
            call.detail = f"cổng: {theirs or 'không có'}"
        if theirs != str(dossier.national_code):
            waiting = [one for one in queries.letters_about(dossier) if one.state != OutboxState.DELIVERED]
            yield Difference(dossier.code, str(dossier.national_code), theirs, len(waiting))
