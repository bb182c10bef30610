"""Sessions of bulk signing: the work of officials; the dossiers they sign stand in their own room."""

from __future__ import annotations

from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.ground.base.personal import OfDuty

KEPT = ()
OF_DUTY = (OfDuty(SigningSession, "Phiên ký loạt"), OfDuty(SigningItem, "Hồ sơ trong phiên ký loạt"))
IMPERSONAL = ()
