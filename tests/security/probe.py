"""One visitor before one door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import FunctionType
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import connection, transaction
from django.http import Http404
from django.template.base import Origin
from django.template.loaders.base import Loader
from django.test import RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from tinhso.config.api import api, govstack
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person

SAME = str.maketrans("{}", "<>")
SIGN_IN = ("/tai-khoan/dang-nhap/", "/tai-khoan/can-bo/?")
FACTORY = RequestFactory(
    headers={"Information-Mediator-Client": "VN/GOV/H42/thu", "Idempotency-Key": "k", "Authorization": "Bearer x"}
)


@dataclass(frozen=True)
class Route:
    """An address of the table of URLs: its name, what it calls and gives it, and the names of what stands in it."""

    name: str
    view: Callable[..., Any]
    parts: tuple[str, ...]
    given: Mapping[str, Any]

    @property
    def methods(self) -> tuple[str, ...]:
        """GET and POST, as far as its decorators let them in; POST only where the view looks at how it was asked.

        Elsewhere a POST does what a GET does; to ask twice would double the price of the whole table.
        """
        allowed = {"GET", "POST"}
        view: Any = self.view
        while hasattr(view, "__wrapped__"):
            kept = [cell.cell_contents for cell in view.__closure__ or ()]
            allowed &= set(next((one for one in kept if isinstance(one, list)), allowed))
            view = view.__wrapped__
        if "GET" in allowed and not looks_at_method(view):
            allowed -= {"POST"}
        return tuple(sorted(allowed))


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[Route]:
    """Every address of the site, the API's too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Route(name, pattern.callback, tuple(pattern.pattern.converters), pattern.default_args)
        else:
            yield from routes(pattern, str(pattern.namespace or space))


def endpoints() -> set[str]:
    """Every endpoint of the API: its method and address."""
    return {
        f"{method} {'/'.join(filter(None, (prefix, where.strip('/'), path.strip('/'))))}".translate(SAME)
        for prefix, one in (("api", api), ("govstack", govstack))
        for where, router in one._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }


def looks_at_method(view: Any, seen: frozenset[str] = frozenset()) -> bool:
    """True for a function that names POST, FILES or the method, itself or through neighbours that it calls."""
    if not isinstance(view, FunctionType):
        return True
    names = set(view.__code__.co_names)
    called = [view.__globals__[name] for name in names - seen if name in view.__globals__]
    neighbours = [one for one in called if isinstance(one, FunctionType) and one.__module__ == view.__module__]
    return bool(names & {"POST", "FILES", "method"}) or any(looks_at_method(one, seen | names) for one in neighbours)


@dataclass
class Probe:
    """Sends visitors to doors without the machinery around them, which tests of its own cover; undoes what they did."""

    now: datetime
    accounts: Mapping[int, Account]

    def outcome(
        self, route: Route, person: Person, args: Mapping[str, Any], method: str, form: Mapping[str, Any]
    ) -> str:
        """sign in, 401, 403, 404, 405, or in: past the doors, whatever is said there about the form."""
        with undone():
            try:
                answer = route.view(self._request(person, method, form), **args, **route.given)
            except (NotVisible, Http404):
                return "404"
            except NotAllowed:
                return "403"
            except Refused:
                return "in"
        if answer.status_code in {204, 302}:
            to = answer.headers.get("Location", answer.headers.get("HX-Redirect", ""))
            return "sign in" if to.startswith(SIGN_IN) else "in"
        return str(answer.status_code) if answer.status_code in {401, 403, 404, 405} else "in"

    def _request(self, person: Person, method: str, form: Mapping[str, Any]) -> Any:
        request = copy(_asked(method, tuple(form.items())))
        request.person, request.now, request.session = person, self.now, SessionStore()
        request.user = self.accounts.get(person.account_id or 0) or AnonymousUser()
        request._messages = CookieStorage(request)
        return request


@cache
def _asked(method: str, form: tuple[tuple[str, Any], ...]) -> Any:
    """What a browser sends, read once: each visitor gets a copy."""
    request = FACTORY.get("/") if method == "GET" else FACTORY.post("/", dict(form))
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    return request if request.body is not None and request.POST is not None else None


@contextmanager
def undone() -> Iterator[None]:
    """Takes back what was written; most visitors are turned away before anything is, and cost no savepoint."""
    begun: list[str] = []

    def before(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not begun and not str(sql).lstrip().startswith("SELECT"):
            begun.append("")
            begun.append(transaction.savepoint())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before):
        yield
    if begun:
        transaction.savepoint_rollback(begun[1])


class BlankPages(Loader):
    """Every template there is, empty: who may enter is asked here; tests/pages draws each page."""

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        """Whatever the name."""
        yield Origin(template_name, template_name, self)

    def get_contents(self, origin: Origin) -> str:
        """Nothing."""
        return ""


def blank_pages() -> override_settings:
    """While it lasts, pages have no content."""
    options = {"loaders": [("django.template.loaders.cached.Loader", [f"{__name__}.BlankPages"])]}
    return override_settings(
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": options}]
    )
