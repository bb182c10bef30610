"""What a dossier's state says in words: the same for the row of the table and for a line of a list."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from tinhso.government.dossiers.lifecycle import (
    ENDED,
    FACTS,
    NATIONAL_NAMES,
    ClockMode,
    Desk,
    DossierState,
    national_code,
)


class WhereItStands:
    """Reads state, desk, fee_vnd and fee_paid_at of the class that it is mixed into."""

    state: Any
    desk: Any
    fee_vnd: Any
    fee_paid_at: Any

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return DossierState(self.state).label

    @property
    def desk_label(self) -> str:
        """On whose desk it lies, in Vietnamese."""
        return Desk(self.desk).label

    @property
    def is_open(self) -> bool:
        """True until the dossier has ended."""
        return self.state not in ENDED

    @property
    def is_paused(self) -> bool:
        """True while the limit does not run because others must act."""
        return FACTS[DossierState(self.state)].clock in {ClockMode.PAUSED, ClockMode.NOT_STARTED}

    @property
    def completion_level(self) -> str:
        """What anyone may know of a dossier from its code alone (Thông tư 01/2018, Điều 16)."""
        return NATIONAL_NAMES[self.national_code]

    @property
    def national_code(self) -> int:
        """The code 1 to 10 that the national exchange is told."""
        return national_code(self.state, refused_after_examination=settings.REFUSED_AFTER_EXAMINATION_AS)

    @property
    def owes_fee(self) -> bool:
        """True while a fee is due and unpaid."""
        return bool(self.fee_vnd and not self.fee_paid_at)
