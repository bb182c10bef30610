"""Kinds of documents: those that are drafted here, and papers of dossiers that are numbered with them."""

from __future__ import annotations

from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.government.documents.models import DocumentKind
from tinhso.government.documents.rules import kind_titled
from tinhso.ground.base.refused import NotVisible


def drafted_kinds() -> list[DocumentKind]:
    """The kinds of administrative documents in the order of the decree."""
    return list(DocumentKind.objects.filter(is_drafted=True).order_by("place"))


def kind_by_code(code: str) -> DocumentKind | None:
    """A kind; None when nobody chose one. NotVisible for a code that is none."""
    if not code:
        return None
    found = DocumentKind.objects.filter(code=code).first()
    if found is None:
        raise NotVisible("no-kind", "Không có loại văn bản này.")
    return found


def kind_named(name: str) -> DocumentKind | None:
    """The kind with this name, however it is capitalised; None for one that we do not have."""
    return DocumentKind.objects.filter(name__iexact=name).first() if name else None


@cached(TTLCache(maxsize=1, ttl=settings.AGENCY_SECONDS), lock=Lock())
def _every_kind() -> dict[str, DocumentKind]:
    return {kind.code: kind for kind in DocumentKind.objects.all()}


def kind_coded(code: str) -> DocumentKind:
    """The kind with a code that we know ourselves, remembered for a minute: read it, never change it."""
    return _every_kind()[code]


def kind_of(title: str, *, otherwise: str) -> DocumentKind:
    """The kind that begins a title (Quyết định …, Giấy phép …), else the one with that code; remembered for a minute.

    Letters are not among them: their notation names the unit that drafted them.
    """
    known = _every_kind()
    return known[
        kind_titled(title, {code: kind.name for code, kind in known.items() if kind.abbreviation}) or otherwise
    ]
