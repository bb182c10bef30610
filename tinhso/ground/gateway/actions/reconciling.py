"""Holding our books of the outbox against a partner's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway import queries
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.actions.taking import LEGAL_BASIS
from tinhso.ground.gateway.delivering import is_known
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.models import OutboxMessage, Reconciliation
from tinhso.ground.watch.tracks import handed

PURPOSE = "Đối soát với đối tác"
MAY_ASK = frozenset({"CONTROLLER", "system"})
LONGEST_DAYS = 366


def unknown_to_partner(partner: str, *, since: datetime, now: datetime) -> list[OutboxMessage]:
    """Messages that a partner once took and does not know, oldest first; asks for each one. Unavailable, Rejected."""
    return [message for message, known in _asked(partner, since=since, now=now) if not known]


@transaction.atomic
def ask_for_reconciliation(actor: Actor, partner: str, *, days: int, now: datetime) -> Reconciliation:
    """Have a job hold what a partner took lately against its books. Refused: no-partner, days-wrong, running."""
    if not actor.roles & MAY_ASK:
        raise NotAllowed("not-controller", "Chỉ cán bộ vận hành trục kết nối được đối soát.")
    if partner not in queries.partners_with_books():
        raise Refused("no-partner", "Chưa gửi thư nào cho đối tác này.", field="partner")
    if not 0 < days <= LONGEST_DAYS:
        raise Refused("days-wrong", f"Số ngày phải từ 1 đến {LONGEST_DAYS}.", field="days")
    if queries.is_reconciling(partner, now=now):
        raise Refused("running", "Đang đối soát với đối tác này; hãy đợi kết quả.")
    made = Reconciliation.objects.create(
        partner=partner, since=now - timedelta(days=days), by_name=actor.name[:200], started_at=now
    )
    app.configure_task("gateway.reconcile", priority=-1).defer(reconciliation_id=made.pk, **handed())
    return made


def reconcile(reconciliation_id: int) -> None:
    """Ask, keeping count as it goes; what came of it is kept even when the partner stops answering. Safe to repeat."""
    run = Reconciliation.objects.get(pk=reconciliation_id)
    run.asked, run.unknown, run.problem = 0, [], ""
    try:
        for message, known in _asked(run.partner, since=run.since, now=timezone.now()):
            run.asked += 1
            if not known:
                run.unknown.append(message.pk)
            run.save(update_fields=["asked", "unknown"])
    except PartnerError as error:
        run.problem = error.detail[:300]
    run.ended_at = timezone.now()
    run.save(update_fields=["asked", "unknown", "problem", "ended_at"])


def _asked(partner: str, *, since: datetime, now: datetime) -> Iterator[tuple[OutboxMessage, bool]]:
    for message in queries.delivered_messages(partner, since=since):
        with logged(partner, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject=message.subject,
                    operation="doi-soat", now=now) as call:  # fmt: skip
            known = is_known(message)
            call.detail = "khớp" if known else "đối tác không có"
        yield message, known
