"""Who acts when something arrives, and by what right."""

from __future__ import annotations

from dataclasses import dataclass

from tinhso.ground.base.actors import System


@dataclass(frozen=True)
class NationalPortal(System):
    """The portal, in the place of the citizen who filed there."""

    @property
    def name(self) -> str:
        """As papers and the journal name it."""
        return "Cổng Dịch vụ công quốc gia"


PORTAL = NationalPortal("national_portal")
PURPOSE = "Nhận hồ sơ nộp tại Cổng Dịch vụ công quốc gia"
LEGAL_BASIS = "Nghị định 118/2025/NĐ-CP"
