"""An officer found other page or copy numbers than the applicant stated: the fee follows, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.actions import catch_up, recharge
from tinhso.engines.payments.queries import unpaid
from tinhso.engines.payments.rules import DueLine, how_in, total_vnd
from tinhso.engines.procedures.queries import FeeChoices
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.charging import pay_link, raise_for
from tinhso.government.dossiers.actions.moving import begin, slip_line, tell, touch
from tinhso.government.dossiers.events import FeeRecounted
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.acts import add, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_vnd
from tinhso.ground.journal.actions import record

CHANGED = ("version", "moved_at", "moved_by_name", "fee_choices", "fee_vnd", "fee_paid_at")


def recount(
    actor: Actor,
    dossier: Dossier,
    *,
    numbers: Mapping[str, int],
    reason: str,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Count anew what the fee depends on. numbers: key of a Countable (queries.countables_of) -> what was found.

    An unpaid charge gives way to one with the new sum; of a paid one the difference is owed before the result is
    handed over, or a refund of it is asked for. The applicant is told, the old sentence stays in the journal. The
    dossier stays where it lies. Refused: reason-missing, nothing-changed, or by the life-cycle.
    """
    # Money that came meanwhile is booked first, outside the transaction: else it would be a surplus.
    for charge in unpaid(dossier.subject):
        catch_up(charge, now=now)
    return _recount(
        actor, dossier, numbers=numbers, reason=rules.reason_given(reason), expected_version=expected_version, now=now
    )


@transaction.atomic
def _recount(
    actor: Actor,
    dossier: Dossier,
    *,
    numbers: Mapping[str, int],
    reason: str,
    expected_version: int | None,
    now: datetime,
) -> Dossier:
    dossier = begin(actor, dossier, "recount", expected_version=expected_version)
    known = {one.key: one.number for one in queries.countables_of(dossier)}
    if not numbers.keys() <= known.keys() or min(numbers.values(), default=0) < 0:
        raise Refused("unknown-number", "Có số đếm không thuộc hồ sơ này; hãy tải lại trang.")
    if all(known[key] == number for key, number in numbers.items()):
        raise Refused("nothing-changed", "Các số đếm giống hệt số đang tính phí, không có gì để ghi lại.")
    before = FeeChoices.of_json(dossier.fee_choices)
    after = before.recounted(numbers)
    dossier.fee_choices = after.as_json()
    fact = _charge_anew(actor, dossier, before, after, reason=reason, now=now)
    dossier.fee_vnd = fact.new_vnd
    if unpaid(dossier.subject).exists():
        dossier.fee_paid_at = None
    elif dossier.fee_vnd:
        dossier.fee_paid_at = dossier.fee_paid_at or now
    touch(actor, dossier, now=now)
    change(dossier, CHANGED)
    add([slip_line(actor, dossier, now=now, note=f"Kiểm đếm lại: {reason}")])
    record(actor, fact, at=now)
    _tell(dossier, fact, now=now)
    return dossier


def _charge_anew(
    actor: Actor, dossier: Dossier, before: FeeChoices, after: FeeChoices, *, reason: str, now: datetime
) -> FeeRecounted:
    """Recount every moment of the dossier's life at which fees were charged, at the prices of its day."""
    was: list[DueLine] = []
    are: list[DueLine] = []
    owed = back = 0
    for moment, day in queries.charged_moments(dossier):
        old = queries.lines_due(dossier, before, moment, on=day)
        new = queries.lines_due(dossier, after, moment, on=day)
        done = recharge(actor, dossier.subject, moment, old=old, new=new, reason=reason, now=now)
        if done.lines:
            owed += raise_for(actor, dossier, done.lines, moment, now=now).amount_vnd
        back += done.back_vnd
        was, are = was + old, are + new
    return FeeRecounted(
        dossier.pk,
        reason,
        how_before=how_in(was),
        how=how_in(are),
        old_vnd=dossier.fee_vnd,
        new_vnd=max(0, dossier.fee_vnd + total_vnd(are) - total_vnd(was)),
        owed_vnd=owed,
        back_vnd=back,
    )


def _tell(dossier: Dossier, fact: FeeRecounted, *, now: datetime) -> None:
    """Say what was found, why, how it is reckoned now, and what follows for the applicant."""
    told = {"reason": fact.reason, "how": fact.how, "old": format_vnd(fact.old_vnd), "amount": format_vnd(fact.new_vnd)}
    if fact.owed_vnd:
        link = pay_link(unpaid(dossier.subject)[0])
        tell(dossier, "fee-recounted-owed", now=now, **told, owed=format_vnd(fact.owed_vnd), pay_link=link)
    elif fact.back_vnd:
        tell(dossier, "fee-recounted-back", now=now, **told, back=format_vnd(fact.back_vnd))
    else:
        tell(dossier, "fee-recounted", now=now, **told)
