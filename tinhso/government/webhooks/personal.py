"""Which systems hear of dossiers: nothing about people (their messages stand in the gateway)."""

from __future__ import annotations

from tinhso.government.webhooks.models import Subscription

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (Subscription,)
