"""An album of every page: fetched once in both languages, then looked at by several tests.

The pages come from Django's test client inside one transaction; a browser may look at them afterwards
without a server, because everything else that a page asks for are static files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.utils import translation

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Page:
    """One page as one person saw it in one language. route: the name of its address, or none; title: who and when;
    headers: none where it came by no request."""

    title: str
    route: str
    language: str
    address: str
    html: str
    headers: Mapping[str, str]


@dataclass
class Album:
    """Pages in the order in which they were visited."""

    pages: list[Page] = field(default_factory=list)

    def visit(
        self,
        visitor: Client,
        title: str,
        address: str,
        *,
        status: int = HTTPStatus.OK,
        says: Mapping[str, Any] | None = None,
    ) -> str:
        """Open an address in each language (or send `says` to it) and keep what came; the Vietnamese page.

        AssertionError unless a page of HTML comes with that status.
        """
        for language in LANGUAGES:
            visitor.cookies["django_language"] = language
            for sent in (says or {}).values():
                if hasattr(sent, "seek"):
                    sent.seek(0)
            answer = visitor.get(address) if says is None else sent_and_undone(visitor, address, says)
            assert answer.status_code == status, (title, address, answer.status_code)
            assert answer["Content-Type"].startswith("text/html"), address
            self.keep(title, language, address, answer.text, answer.headers)
        visitor.cookies["django_language"] = "vi"
        translation.activate("vi")
        return self.pages[-2].html

    def keep(
        self, title: str, language: str, address: str, html: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Put one page in."""
        path = address.partition("?")[0]
        try:
            route = resolve(path).view_name
        except Resolver404:
            route = ""
        self.pages.append(Page(title, route, language, address, html, headers))

    def in_language(self, language: str) -> list[Page]:
        """The pages of one language."""
        return [page for page in self.pages if page.language == language]


def sent_and_undone(visitor: Client, address: str, says: Mapping[str, Any]) -> Any:
    """The answer to a form as a browser sends it; what it wrote is undone, so that it can be sent again."""
    with transaction.atomic():
        answer = visitor.post(address, {"csrfmiddlewaretoken": "x", **says})
        transaction.set_rollback(True)
    return answer


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the site that has a page or an answer of its own; the API is not among them."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}:{pattern.name}" if space else str(pattern.name)
        elif not str(pattern.namespace or "").startswith("api"):
            yield from routes(pattern, str(pattern.namespace or space))
