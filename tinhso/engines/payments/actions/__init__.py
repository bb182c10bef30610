"""Writes of money, by topic."""

from tinhso.engines.payments.actions.attempts import ask_about, catch_up, start_attempt
from tinhso.engines.payments.actions.charges import collect_cash, move_unpaid_charges, raise_charge, waive
from tinhso.engines.payments.actions.mismatches import reconcile_day, resolve_mismatch
from tinhso.engines.payments.actions.recounting import Recharged, recharge
from tinhso.engines.payments.actions.refunds import (
    approve_refund,
    give_back_mismatch,
    hand_back,
    push_refund,
    reject_refund,
    request_refund,
)
from tinhso.engines.payments.actions.settling import settle, settle_callback
from tinhso.engines.payments.actions.transfers import StatementLine, settle_transfers

__all__ = [
    "Recharged",
    "StatementLine",
    "approve_refund",
    "ask_about",
    "catch_up",
    "collect_cash",
    "give_back_mismatch",
    "hand_back",
    "move_unpaid_charges",
    "push_refund",
    "raise_charge",
    "recharge",
    "reconcile_day",
    "reject_refund",
    "request_refund",
    "resolve_mismatch",
    "settle",
    "settle_callback",
    "settle_transfers",
    "start_attempt",
    "waive",
]
