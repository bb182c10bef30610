"""Hand the result over: at the counter, by post, or electronically by itself."""

from __future__ import annotations

from datetime import datetime

from tinhso.engines.signing.drafts import SealDraft
from tinhso.government.dossiers.actions.issuing import (
    Ready,
    delivers_itself,
    keep_seal,
    ready_to_seal,
    signed_of,
)
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.events import ResultReturned
from tinhso.government.dossiers.models import Delivery, Dossier
from tinhso.government.dossiers.queries import SYSTEM
from tinhso.ground.acts import act, send, sent
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record


def issue(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Number and seal the result; one that is wanted electronically and owes nothing is returned at once."""
    ready = ready_to_seal(actor, dossier, expected_version=expected_version, now=now)
    return keep_issued(actor, ready, signed_of([ready], now=now)[0], now=now)


@act()
def keep_issued(actor: Actor, ready: Ready[SealDraft], sealed: bytes, *, now: datetime) -> Dossier:
    """Take the sealed result in, and hand it over in the same moment where that needs no hand."""
    dossier = keep_seal(actor, ready, sealed, now=now)
    if delivers_itself(dossier):
        sent()  # to hand it over, it is read again
        return hand_over(SYSTEM, dossier, delivery=Delivery.ONLINE, now=now)
    return dossier


HANDED_OVER = "UPDATE dossiers_result SET delivery = %s, receiver_name = %s, returned_at = %s WHERE dossier_id = %s"


@act()
def hand_over(
    actor: Actor,
    dossier: Dossier,
    *,
    receiver_name: str = "",
    delivery: str = "",
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Record that the result reached the applicant. Refused fee-unpaid while anything is owed."""
    dossier = begin(actor, dossier, "hand_over", expected_version=expected_version)
    if dossier.owes_fee:
        raise Refused("fee-unpaid", "Hồ sơ còn phí, lệ phí chưa nộp nên chưa thể trả kết quả.")
    how = str(Delivery(delivery or dossier.delivery))
    receiver = nfc(receiver_name) or dossier.applicant_name
    send(HANDED_OVER, [how, receiver[:200], now, dossier.pk])
    dossier.returned_at = now
    settle(actor, dossier, now=now, changed=["returned_at"], note=f"Trả kết quả cho {receiver}")
    tell(dossier, "result-returned", now=now, returned_at=now)
    record(actor, ResultReturned(dossier.pk, how, receiver), at=now)
    return dossier
