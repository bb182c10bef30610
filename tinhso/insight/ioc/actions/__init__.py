"""What is written in the centre: snapshots, thresholds by two people, alerts, shifts and their log, pins."""

from tinhso.insight.ioc.actions.alerts import acknowledge, close_alert, feed_back
from tinhso.insight.ioc.actions.duty import begin_shift, hand_over, plan_shift, sign_off, write_line
from tinhso.insight.ioc.actions.log import note
from tinhso.insight.ioc.actions.pins import pin, take_down
from tinhso.insight.ioc.actions.snapshots import refresh
from tinhso.insight.ioc.actions.tasks import follow_tasks, give_task
from tinhso.insight.ioc.actions.thresholds import decide_threshold, propose_threshold
from tinhso.insight.ioc.actions.watch import watch

__all__ = [
    "acknowledge",
    "begin_shift",
    "close_alert",
    "decide_threshold",
    "feed_back",
    "follow_tasks",
    "give_task",
    "hand_over",
    "note",
    "pin",
    "plan_shift",
    "propose_threshold",
    "refresh",
    "sign_off",
    "take_down",
    "watch",
    "write_line",
]
