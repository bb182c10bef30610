"""The catalogue: nothing about people."""

from __future__ import annotations

from tinhso.engines.procedures.models import (
    Abbreviation,
    Channel,
    FeeCount,
    FeeRule,
    LimitVariant,
    Part,
    Procedure,
    ProcedureAlias,
    ProcedureVersion,
)

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (
    Abbreviation,
    Channel,
    FeeCount,
    FeeRule,
    LimitVariant,
    Part,
    Procedure,
    ProcedureAlias,
    ProcedureVersion,
)
