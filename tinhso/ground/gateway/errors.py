"""The two ways in which a partner fails us, and what we say to one whose event we cannot take."""

from __future__ import annotations

from tinhso.ground.base.refused import Refused


class PartnerError(Exception):
    """A call to a partner did not succeed; `detail` is short and free of personal data."""

    def __init__(self, partner: str, detail: str) -> None:
        super().__init__(partner, detail)
        self.partner = partner
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.partner}: {self.detail}"


class Unavailable(PartnerError):
    """The partner is down, slow or speaks nonsense: the same call may be tried again later, not before `again_s`."""

    def __init__(self, partner: str, detail: str, *, again_s: int = 0) -> None:
        super().__init__(partner, detail)
        self.again_s = again_s


class Rejected(PartnerError):
    """The partner understood and said no: trying the same call again is of no use."""


class Oversize(Rejected):
    """The partner's answer is larger than we take."""


class BadEvent(Refused):
    """An event that came in is not believed: bad-signature, stale-event, future-event; or is unreadable-event."""


class BadPacket(Refused):
    """A message of document exchange cannot be taken: what is wrong with it, in words for its sender."""
