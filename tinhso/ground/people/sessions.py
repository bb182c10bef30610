"""The browser's session: begun at sign-in, seen now and then, ended; the only place that touches its keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from tinhso.ground.people import actions, factors, queries
from tinhso.ground.people.devices import address_of, device_of
from tinhso.ground.people.models import Account, SignIn
from tinhso.ground.people.models.sign_ins import handle_of

BACKEND = "tinhso.ground.people.backends.PasswordBackend"
SEEN_EVERY_S = 300
_BEGAN, _SEEN, _ENROLLING, _PENDING, _ID_TOKEN = "began_at", "seen_at", "enrolling", "pending", "id_token"
_AWAY, _SETUP, _CHALLENGE, _TYPED, _KIND = "vneid", "setup", "challenge", "typed:", "kind"


def begin(request: HttpRequest, account: Account, *, method: str, enrolling: bool = False, id_token: str = "") -> None:
    """Sign an account in under a fresh session key, and list the session for its owner."""
    login(request, account, backend=BACKEND)
    now = request.now  # type: ignore[attr-defined]
    request.session[_BEGAN] = request.session[_SEEN] = int(now.timestamp())
    request.session[_KIND] = _kind(request, account)
    request.session.set_expiry(settings.SESSION_TERMS[request.session[_KIND]][0])
    request.session.pop(_PENDING, None)
    if enrolling:
        request.session[_ENROLLING] = True
    if id_token:
        request.session[_ID_TOKEN] = id_token
    request.session.save()
    actions.open_sign_in(
        account,
        session_key=str(request.session.session_key),
        method=method,
        device=device_of(request),
        address=address_of(request),
        now=now,
    )


def _kind(request: HttpRequest, account: Account) -> str:
    """By which terms (settings.SESSION_TERMS) a session lasts: those who administer others have shorter ones."""
    if account.citizen_id:
        return "citizen"
    person = queries.person_for(account, on=timezone.localdate(request.now))  # type: ignore[attr-defined]
    return "administrator" if "ADMIN" in person.roles else "official"


def end(request: HttpRequest) -> str:
    """Sign out here; the platform's token, if there was one, so that its session can be ended too."""
    id_token = request.session.get(_ID_TOKEN, "")
    logout(request)
    return str(id_token)


def touch(request: HttpRequest) -> None:
    """Keep `last seen` honest to five minutes: one write in that time, not one a request. End what lasted too long."""
    seen = request.session.get(_SEEN)
    now = request.now  # type: ignore[attr-defined]
    _, longest_s = settings.SESSION_TERMS[request.session.get(_KIND, "official")]
    if seen is not None and now.timestamp() - request.session.get(_BEGAN, seen) > longest_s:
        logout(request)
        return
    if seen is not None and now.timestamp() - seen > SEEN_EVERY_S:
        request.session[_SEEN] = int(now.timestamp())
        actions.touch_sign_in(str(request.session.session_key), now=now)


def handle(request: HttpRequest) -> str:
    """The handle of the session in which this request comes: what an act is bound to that outlives the request."""
    return handle_of(str(request.session.session_key))


def standing(account_ids: Iterable[int], *, now: datetime) -> set[tuple[int, str]]:
    """Of several accounts the sessions that stand now, as (account, handle): for those who hold many at once."""
    open_now = SignIn.objects.filter(account__in=list(account_ids), session__expire_date__gt=now)
    return {(one.account_id, one.handle) for one in open_now}


def is_enrolling(request: HttpRequest) -> bool:
    """True for an official who has no second factor yet and may therefore go nowhere else."""
    return bool(request.session.get(_ENROLLING))


def enrolled(request: HttpRequest) -> None:
    """The second factor stands: the rest of the house opens."""
    request.session.pop(_ENROLLING, None)
    request.session.pop(_SETUP, None)


def secret_in_setup(request: HttpRequest) -> bytes:
    """The secret of the app being set up: the same until it is proved, so that a wrong code loses nothing."""
    if _SETUP not in request.session:
        request.session[_SETUP] = factors.sealed(factors.fresh_secret()).decode()
    return factors.opened(request.session[_SETUP].encode())


def remember_first_step(request: HttpRequest, account: Account, *, next_address: str) -> None:
    """The password was right; five minutes to give the second factor."""
    now = request.now  # type: ignore[attr-defined]
    request.session.cycle_key()
    request.session[_PENDING] = {"account": account.pk, "at": int(now.timestamp()), "next": next_address}


def first_step(request: HttpRequest) -> dict[str, Any] | None:
    """What `remember_first_step` kept, unless five minutes have passed."""
    pending = request.session.get(_PENDING)
    now = request.now  # type: ignore[attr-defined]
    return pending if pending and now.timestamp() - pending["at"] < 300 else None


def account_of_first_step(request: HttpRequest) -> Account | None:
    """The account whose password was right, while it may still give its second factor."""
    pending = first_step(request)
    return queries.account_of(pending["account"]) if pending else None


def remember_challenge(request: HttpRequest, kept: dict[str, Any]) -> None:
    """Keep what a passkey is being asked, until it answers."""
    request.session[_CHALLENGE] = kept


def challenge(request: HttpRequest) -> dict[str, Any] | None:
    """What `remember_challenge` kept, once."""
    kept: dict[str, Any] | None = request.session.pop(_CHALLENGE, None)
    return kept


def remember_away(request: HttpRequest, state: str, kept: dict[str, str]) -> None:
    """Several tabs may be on their way to the platform at once; the last five are kept, each under its state."""
    away = dict(request.session.get(_AWAY, {}))
    away[state] = kept
    request.session[_AWAY] = dict(list(away.items())[-5:])


def back_from_away(request: HttpRequest, state: str) -> dict[str, str] | None:
    """What `remember_away` kept for a state, once."""
    away = dict(request.session.get(_AWAY, {}))
    kept: dict[str, str] | None = away.pop(state, None)
    request.session[_AWAY] = away
    return kept


def keep_typed(request: HttpRequest) -> None:
    """Keep what was posted to this page after the session had ended: it survives the signing in that follows."""
    request.session[_TYPED + request.path] = request.POST.urlencode()


def take_typed(request: HttpRequest, path: str) -> QueryDict | None:
    """What `keep_typed` kept for a page, once."""
    kept: str | None = request.session.pop(_TYPED + path, None)
    return None if kept is None else QueryDict(kept)


def safe_next(request: HttpRequest, address: str, *, otherwise: str) -> str:
    """An address of our own site to go on to; anything else falls back."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and ours else otherwise
