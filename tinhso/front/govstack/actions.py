"""Keeping other systems' names."""

from __future__ import annotations

from tinhso.front.govstack.models import Kind, MediatorName


def name_ours(kind: Kind, theirs: str, ours: str | int) -> None:
    """From now on callers' `theirs` means our `ours`; repeating it, or pointing it elsewhere, is fine."""
    MediatorName.objects.update_or_create(kind=kind.value, theirs=theirs, defaults={"ours": str(ours)})
