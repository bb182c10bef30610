"""Crossing the wall: at once and logged, later through the outbox, or inward through the inbox."""

from tinhso.ground.gateway.actions.crossing import Call, logged
from tinhso.ground.gateway.actions.reconciling import unknown_to_partner
from tinhso.ground.gateway.actions.sending import deliver, lock_of, post, replay
from tinhso.ground.gateway.actions.subscribing import (
    keep_for_collection,
    make_endpoint,
    rotate_secret,
    set_open,
    shake_hands,
)
from tinhso.ground.gateway.actions.taking import take_event

__all__ = [
    "Call",
    "deliver",
    "keep_for_collection",
    "lock_of",
    "logged",
    "make_endpoint",
    "post",
    "replay",
    "rotate_secret",
    "set_open",
    "shake_hands",
    "take_event",
    "unknown_to_partner",
]
