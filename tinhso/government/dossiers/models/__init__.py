"""The tables of dossiers, by topic."""

from tinhso.government.dossiers.models.counter import CounterEntry
from tinhso.government.dossiers.models.counting import CodeCounter, DeskCount, DeskDelta, PaperCounter, ResultCounter
from tinhso.government.dossiers.models.dossiers import Channel, Delivery, Dossier, Outcome
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

__all__ = [
    "Channel",
    "CodeCounter",
    "Consultation",
    "CounterEntry",
    "Delivery",
    "DeskCount",
    "DeskDelta",
    "Dossier",
    "DossierPart",
    "Extension",
    "HandOver",
    "IssuedPaper",
    "Outcome",
    "PaperCounter",
    "PartState",
    "Phase",
    "Rating",
    "Result",
    "ResultCounter",
    "SilentAlert",
    "SupplementRequest",
    "Verification",
]
