"""Codes of dossiers in other systems; who reads what they lead to still goes through `visible_to`."""

from __future__ import annotations

import re

from tinhso.government.dossiers.models import Dossier, ForeignCode


def foreign_code_of(dossier: Dossier, system: str) -> ForeignCode | None:
    """Under which code a system knows a dossier; None where it was not filed there."""
    return ForeignCode.objects.filter(dossier=dossier.pk, system=system).first()


def foreign_codes_of(dossier: Dossier) -> list[ForeignCode]:
    """All codes of a dossier in other systems."""
    return list(ForeignCode.objects.filter(dossier=dossier.pk).order_by("system"))


def own_code(foreign: str) -> str | None:
    """Our code of the dossier that another system knows by this one, forgiving case and spaces."""
    wanted = re.sub(r"\s+", "", foreign).upper().replace("–", "-")
    if not wanted.isprintable() or not wanted:
        return None
    return ForeignCode.objects.filter(code=wanted).values_list("dossier__code", flat=True).first()
