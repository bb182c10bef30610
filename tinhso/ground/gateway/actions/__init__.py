"""Crossing the wall: at once and logged, later through the outbox, or inward through the inbox."""

from tinhso.ground.gateway.actions.collecting import take_packet, waiting_packets
from tinhso.ground.gateway.actions.crossing import Call, logged
from tinhso.ground.gateway.actions.exchanging import file_under, send_packet, tell_status
from tinhso.ground.gateway.actions.reconciling import ask_for_reconciliation, reconcile, unknown_to_partner
from tinhso.ground.gateway.actions.sending import MOST_AT_ONCE, deliver, lock_of, post, replay, replay_all
from tinhso.ground.gateway.actions.speaking import agencies_of_axis, speak_for, speak_no_longer_for
from tinhso.ground.gateway.actions.subscribing import (
    keep_for_collection,
    make_endpoint,
    rotate_secret,
    set_open,
    shake_hands,
)
from tinhso.ground.gateway.actions.taking import take_event

__all__ = [
    "MOST_AT_ONCE",
    "Call",
    "agencies_of_axis",
    "ask_for_reconciliation",
    "deliver",
    "file_under",
    "keep_for_collection",
    "lock_of",
    "logged",
    "make_endpoint",
    "post",
    "reconcile",
    "replay",
    "replay_all",
    "rotate_secret",
    "send_packet",
    "set_open",
    "shake_hands",
    "speak_for",
    "speak_no_longer_for",
    "take_event",
    "take_packet",
    "tell_status",
    "unknown_to_partner",
    "waiting_packets",
]
