"""The tables of workflow, by topic."""

from tinhso.engines.workflow.models.clocks import Clock, ClockPause, ClockSegment, DueChange
from tinhso.engines.workflow.models.routes import Desk, Route, RouteVersion, Step, StepKind

__all__ = [
    "Clock",
    "ClockPause",
    "ClockSegment",
    "Desk",
    "DueChange",
    "Route",
    "RouteVersion",
    "Step",
    "StepKind",
]
