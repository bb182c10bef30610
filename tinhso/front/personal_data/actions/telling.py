"""What every act on a request does besides: its subject is told, its clocks stop."""

from __future__ import annotations

from datetime import datetime

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.engines.workflow.actions import stop_clock
from tinhso.engines.workflow.lifecycle import ClockState
from tinhso.front.personal_data.models import DataRequest
from tinhso.ground.base.actors import Actor


def tell(actor: Actor, request: DataRequest, template: str, *, now: datetime, **facts: object) -> None:
    """Tell the subject one fact about his request on the channels of his choice."""
    who = request.citizen
    to = Recipient(ref=who.ref, name=who.full_name, phone=who.phone, email=who.email)
    notify(actor, to=to, template=template, facts={"code": request.code, **facts}, about=request.subject, now=now)


def stop_clocks(actor: Actor, request: DataRequest, *, now: datetime, answer_only: bool = False) -> None:
    """Stop the clock of the answer, and that of the carrying out when nothing more is owed."""
    for clock in (request.answer_clock, None if answer_only else request.clock):
        if clock is not None and clock.state != ClockState.STOPPED:
            stop_clock(actor, clock, now=now)
