"""Writing clocks and routes, by topic."""

from tinhso.engines.workflow.actions.clocks import (
    extend_clock,
    lengthen_clock,
    move_scopes,
    pause_clock,
    restart_clock,
    resume_clock,
    start_clock,
    stop_clock,
)
from tinhso.engines.workflow.actions.rederiving import Moved, rederive_clocks
from tinhso.engines.workflow.actions.routes import StepIn, draft_route, publish_route

__all__ = [
    "Moved",
    "StepIn",
    "draft_route",
    "extend_clock",
    "lengthen_clock",
    "move_scopes",
    "pause_clock",
    "publish_route",
    "rederive_clocks",
    "restart_clock",
    "resume_clock",
    "start_clock",
    "stop_clock",
]
