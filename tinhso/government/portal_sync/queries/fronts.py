"""Which front takes filings at a moment: our own portal, or the national one with us behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.government.portal_sync.models import Mode, PortalMode


@dataclass(frozen=True)
class Front:
    """Where citizens file at a moment. since: None where nobody ever decided. grace_until: as in `PortalMode`."""

    mode: Mode
    since: datetime | None = None
    grace_until: datetime | None = None

    @property
    def is_national(self) -> bool:
        """Whether citizens file at the national portal."""
        return self.mode is Mode.NATIONAL

    def takes_drafts(self, at: datetime) -> bool:
        """Whether a draft that was begun here may still be sent here."""
        return not self.is_national or bool(self.grace_until and at <= self.grace_until)


def front_at(at: datetime) -> Front:
    """The front in force at a moment; our own portal until somebody decides otherwise."""
    return front_ruling(_rows(), at)


def front_ruling(rows: Sequence[PortalMode], at: datetime) -> Front:
    """The same among these rows, oldest first."""
    begun = [row for row in rows if row.from_at <= at]
    return Front(Mode(begun[-1].mode), begun[-1].from_at, begun[-1].grace_until) if begun else Front(Mode.OWN)


@cached(TTLCache(maxsize=1, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def _rows() -> tuple[PortalMode, ...]:
    """All decisions, oldest first, remembered for some seconds: every page of filing asks."""
    return tuple(PortalMode.objects.order_by("from_at"))


def modes() -> list[PortalMode]:
    """All decisions, newest first."""
    return list(PortalMode.objects.order_by("-from_at"))


def last_mode() -> PortalMode | None:
    """The last decision, maybe of days to come; locked, so that two are written down one after the other."""
    return PortalMode.objects.select_for_update().order_by("-from_at").first()
