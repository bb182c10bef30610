"""Our datasets at the national portal of data: what it does not have yet is sent, what it said is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from tinhso.ground.acts import act
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import data_portal
from tinhso.ground.journal.actions import record
from tinhso.insight.open_data import queries
from tinhso.insight.open_data.actions.publishing import unheard
from tinhso.insight.open_data.events import DatasetCopied
from tinhso.insight.open_data.letters import digest_of, letter_of
from tinhso.insight.open_data.lifecycle import CopyState
from tinhso.insight.open_data.models import PortalCopy
from tinhso.insight.open_data.queries import Published
from tinhso.insight.open_data.tables import PUBLISHER

LEGAL_BASIS = "Nghị định 194/2025/NĐ-CP"


def copy_all(*, now: datetime, say: Callable[[str], None] = unheard) -> int:
    """Send what changed since the portal took it last; how many it took now. Safe to repeat and to interrupt.

    Refused `no-data-portal` where none is named. One refusal costs the others nothing; a portal that does not answer is
    left alone until the next time.
    """
    portal = settings.DATA_PORTAL
    if not portal["address"]:
        raise Refused("no-data-portal", "Chưa đặt địa chỉ cổng dữ liệu quốc gia (TINHSO_DATA_PORTAL).")
    taken = 0
    for one in queries.datasets():
        if one.newest is None:
            continue
        kept = _copied(one, now=now)
        if kept is None:
            continue
        taken += kept.state == CopyState.SENT
        say(f"{one.dataset.code}: {kept.state_label} {kept.said}".strip())
        if kept.state == CopyState.UNREACHED:
            break
    return taken


def _copied(one: Published, *, now: datetime) -> PortalCopy | None:
    """Send one dataset; None where the portal has it as it is. The call stands outside any transaction."""
    portal = settings.DATA_PORTAL
    letter = letter_of(one, organisation=portal["organisation"], prefix=portal["prefix"], at=_absolute)
    digest = digest_of(letter)
    before = PortalCopy.objects.filter(dataset=one.dataset).first()
    if before and before.state == CopyState.SENT and before.digest == digest:
        return None
    subject = f"dataset:{one.dataset.pk}"
    try:
        with logged(data_portal.PARTNER, purpose="Đưa bộ dữ liệu mở lên cổng dữ liệu", legal_basis=LEGAL_BASIS,
                    subject=subject, operation="put_dataset", now=now):  # fmt: skip
            their_id = data_portal.put_dataset(letter)
    except Unavailable as error:
        return _kept(one, before, CopyState.UNREACHED, said=error.detail, now=now)
    except Rejected as error:
        return _kept(one, before, CopyState.REFUSED, said=error.detail, now=now)
    return _kept(one, before, CopyState.SENT, their_id=their_id, digest=digest, now=now)


@act()
def _kept(
    one: Published, before: PortalCopy | None, state: CopyState, *, said: str = "", their_id: str = "",
    digest: str = "", now: datetime,
) -> PortalCopy:  # fmt: skip
    """Keep what came of it; the journal hears when that is something new."""
    number = one.newest.number if one.newest else 0
    facts = {"state": str(state), "said": said[:300], "tried_at": now}
    if state is CopyState.SENT:
        facts |= {"number": number, "digest": digest, "their_id": their_id[:100], "sent_at": now}
    kept, _ = PortalCopy.objects.update_or_create(dataset=one.dataset, defaults=facts)
    if before is None or (before.state, before.said, before.digest) != (kept.state, kept.said, kept.digest):
        record(PUBLISHER, DatasetCopied(one.dataset.pk, one.dataset.code, number, kept.state, kept.said), at=now)
    return kept


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_ORIGIN}{path}"
