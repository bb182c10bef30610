"""Which front takes filings: nothing about citizens."""

from __future__ import annotations

from tinhso.government.portal_sync.models import PortalMode
from tinhso.ground.base.personal import OfDuty

KEPT = ()
OF_DUTY = (OfDuty(PortalMode, "Quyết định nơi nhận hồ sơ"),)
IMPERSONAL = ()
