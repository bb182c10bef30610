"""Which member may call which service: nothing about people."""

from __future__ import annotations

from tinhso.front.xroad.models import ServiceGrant

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (ServiceGrant,)
