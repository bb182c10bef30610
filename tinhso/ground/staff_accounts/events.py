"""What happens to the accounts of officials, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class InvitationMade:
    """An administrator made a link by which an official sets his password."""

    kind: ClassVar = "staff_accounts.invitation_made"
    about: ClassVar = "{who}"
    who: str
    reason: str
    valid_to: datetime
