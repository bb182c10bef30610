"""What an address names beside its path."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from tinhso.government.documents.models import Document
from tinhso.government.documents.queries import document_for
from tinhso.ground.people.doors import Request


def document_asked(request: Request) -> Document | None:
    """The document of ?van-ban=, None without one. 404 for a key that is none; NotVisible."""
    if not (key := request.GET.get("van-ban", "")):
        return None
    try:
        return document_for(request.person, UUID(key))
    except ValueError as no_key:
        raise Http404 from no_key
