"""What a camera system tells of its cameras: up or down, since when; it tells states and sends no picture."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from tinhso.ground.people.doors import Request
from tinhso.ground.web.rest import WRITE_PROBLEMS
from tinhso.infrastructure.cameras import actions
from tinhso.infrastructure.cameras.actions import MOST_STATES, Told

router = Router(tags=["cameras"])


class StateIn(Schema):
    """One camera as its system sees it. at: when that was so."""

    code: str = Field(min_length=1, max_length=60)
    is_up: bool
    at: AwareDatetime


class StatesIn(Schema):
    """States of cameras that are in use in the register of this program's agency: all are taken, or none."""

    states: list[StateIn] = Field(min_length=1, max_length=MOST_STATES)


class StatesOut(Schema):
    """taken: how many were sent; changed: how many are another than before."""

    taken: int
    changed: int
    at: datetime


@router.post("/states", response={200: StatesOut, **WRITE_PROBLEMS}, operation_id="tellCameraStates")
def tell(request: Request, body: StatesIn) -> Any:
    """Tell how cameras are; told again, it changes nothing. A camera not told of for half an hour counts as silent."""
    told = [Told(one.code, one.is_up, one.at) for one in body.states]
    changed = actions.hear(request.person, told, now=request.now)
    return StatesOut(taken=len(told), changed=changed, at=request.now)
