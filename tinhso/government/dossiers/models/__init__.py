"""The tables of dossiers, by topic."""

from tinhso.government.dossiers.models.counter import CounterEntry
from tinhso.government.dossiers.models.counting import CodeCounter, DeskCount, DeskDelta
from tinhso.government.dossiers.models.dossiers import Channel, Delivery, Dossier, Outcome
from tinhso.government.dossiers.models.foreign import ForeignCode
from tinhso.government.dossiers.models.handling import (
    Consultation,
    Extension,
    HandOver,
    Phase,
    Rating,
    Result,
    SilentAlert,
    SupplementRequest,
    Verification,
)
from tinhso.government.dossiers.models.issued import IssuedPaper
from tinhso.government.dossiers.models.parts import DossierPart, PartState
from tinhso.government.dossiers.models.retrieved import Database, Finding, Retrieved
from tinhso.government.dossiers.models.words import Word

__all__ = [
    "Channel",
    "CodeCounter",
    "Consultation",
    "CounterEntry",
    "Database",
    "Delivery",
    "DeskCount",
    "DeskDelta",
    "Dossier",
    "DossierPart",
    "Extension",
    "Finding",
    "ForeignCode",
    "HandOver",
    "IssuedPaper",
    "Outcome",
    "PartState",
    "Phase",
    "Rating",
    "Result",
    "Retrieved",
    "SilentAlert",
    "SupplementRequest",
    "Verification",
    "Word",
]
