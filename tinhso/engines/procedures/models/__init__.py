"""Tables of the catalogue: procedures, their versions, and what a version consists of."""

from tinhso.engines.procedures.models.components import Channel, FeeRule, LimitVariant, Part
from tinhso.engines.procedures.models.counting import FeeCount
from tinhso.engines.procedures.models.procedures import Abbreviation, Procedure, ProcedureAlias
from tinhso.engines.procedures.models.versions import ProcedureVersion

__all__ = [
    "Abbreviation",
    "Channel",
    "FeeCount",
    "FeeRule",
    "LimitVariant",
    "Part",
    "Procedure",
    "ProcedureAlias",
    "ProcedureVersion",
]
