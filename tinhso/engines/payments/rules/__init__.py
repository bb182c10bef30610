"""Law and arithmetic of money on plain values: fees, VietQR codes, reconciliation."""

from tinhso.engines.payments.rules.counted import CountRule, counted_words, items_in, names_counted, quantities_in
from tinhso.engines.payments.rules.fees import fees_due, total_vnd
from tinhso.engines.payments.rules.lines import (
    Calculation,
    CollectAt,
    CountedItem,
    Discount,
    DueLine,
    Exemption,
    FeeChannel,
    FeeKind,
    FeeLine,
    PageTier,
)
from tinhso.engines.payments.rules.reckoning import unit_of
from tinhso.engines.payments.rules.reconciliation import Reconciliation, Row, reconcile
from tinhso.engines.payments.rules.recounting import how_in, lines_after
from tinhso.engines.payments.rules.vietqr import Transfer, parse_vietqr, transfer_purpose, vietqr

__all__ = [
    "Calculation",
    "CollectAt",
    "CountRule",
    "CountedItem",
    "Discount",
    "DueLine",
    "Exemption",
    "FeeChannel",
    "FeeKind",
    "FeeLine",
    "PageTier",
    "Reconciliation",
    "Row",
    "Transfer",
    "counted_words",
    "fees_due",
    "how_in",
    "items_in",
    "lines_after",
    "names_counted",
    "parse_vietqr",
    "quantities_in",
    "reconcile",
    "total_vnd",
    "transfer_purpose",
    "unit_of",
    "vietqr",
]
