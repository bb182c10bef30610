"""Writes of money, by topic."""

from tinhso.engines.payments.actions.attempts import ask_about, catch_up, start_attempt
from tinhso.engines.payments.actions.charges import collect_cash, raise_charge, refund, waive
from tinhso.engines.payments.actions.mismatches import reconcile_day, resolve_mismatch
from tinhso.engines.payments.actions.settling import settle, settle_callback
from tinhso.engines.payments.actions.transfers import StatementLine, settle_transfers

__all__ = [
    "StatementLine",
    "ask_about",
    "catch_up",
    "collect_cash",
    "raise_charge",
    "reconcile_day",
    "refund",
    "resolve_mismatch",
    "settle",
    "settle_callback",
    "settle_transfers",
    "start_attempt",
    "waive",
]
