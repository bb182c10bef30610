"""Events for programs that cannot be called, and for those that missed some: read by number, as often as one likes."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from tinhso.government.webhooks import queries
from tinhso.ground.gateway.queries import messages_to
from tinhso.ground.gateway.rules import event_body
from tinhso.ground.people.doors import Request
from tinhso.ground.web.rest import READ_PROBLEMS

router = Router(tags=["events"])


class Wanted(Schema):
    """after: the `next` of the answer before; nothing for the very first."""

    after: int = Field(0, ge=0, lt=2**63)
    size: int = Field(50, ge=1, le=200)


class EventPage(Schema):
    """CloudEvents 1.0, oldest first, and where to go on; an empty list means that there is nothing new."""

    items: list[dict[str, Any]]
    next: int


@router.get("", response={200: EventPage, **READ_PROBLEMS}, operation_id="pullEvents")
def pull(request: Request, wanted: Query[Wanted]) -> dict[str, Any]:
    """Read the events of this program's subscriptions behind a number; reading changes nothing."""
    partners = [one.endpoint.partner for one in queries.subscriptions_that_read(request.person)]
    letters = messages_to(partners, after=wanted.after, size=wanted.size)
    items = [event_body(str(letter.key), letter.payload) for letter in letters]
    return {"items": items, "next": letters[-1].pk if letters else wanted.after}
