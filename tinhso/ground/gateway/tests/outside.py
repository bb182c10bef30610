"""How tests speak with the doubles themselves: one client, as reading the certificates takes 25 ms each time."""

from __future__ import annotations

import httpx

# No connection is kept: a double may have been killed and started anew meanwhile.
outside = httpx.Client(trust_env=False, verify=False, limits=httpx.Limits(max_keepalive_connections=0))
