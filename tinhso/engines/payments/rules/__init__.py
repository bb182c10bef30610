"""Law and arithmetic of money on plain values: fees, VietQR codes, reconciliation."""

from tinhso.engines.payments.rules.counted import counted_words, names_counted, quantities_in
from tinhso.engines.payments.rules.fees import (
    Calculation,
    CollectAt,
    Discount,
    DueLine,
    Exemption,
    FeeChannel,
    FeeKind,
    FeeLine,
    PageTier,
    fees_due,
    total_vnd,
)
from tinhso.engines.payments.rules.reconciliation import Reconciliation, Row, reconcile
from tinhso.engines.payments.rules.vietqr import Transfer, parse_vietqr, transfer_purpose, vietqr

__all__ = [
    "Calculation",
    "CollectAt",
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
    "names_counted",
    "parse_vietqr",
    "quantities_in",
    "reconcile",
    "total_vnd",
    "transfer_purpose",
    "vietqr",
]
