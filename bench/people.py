"""Who presses: a program with a token at each office, a citizen with 900 dossiers, an officer with a queue."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import get_random_string

from tinhso.ground.base.actors import System
from tinhso.ground.people import actions, sessions
from tinhso.ground.people.models import Account, Agency, Official, Post, Role
from tinhso.ground.people.models.clients import ROLES_OF_PROGRAMS

ROLES = list(ROLES_OF_PROGRAMS)


def program_at(agency: Agency, *, now: datetime) -> dict[str, str]:
    """Headers of a program that acts for an agency in every working role."""
    _, token = actions.make_api_client(System("bench"), name="Đo tốc độ", agency=agency, roles=ROLES, now=now)
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def signed_in(account: Account) -> dict[str, str]:
    """Headers of a browser in which this account is signed in, with the cookies that its first page left."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = sessions.BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return {"Cookie": f"sessionid={session.session_key}; csrftoken={get_random_string(32)}"}


def account_of_citizen(citizen_id: int) -> Account:
    """The account of one of the bulk citizens."""
    account, _ = Account.objects.get_or_create(username=f"bench-citizen-{citizen_id}", citizen_id=citizen_id)
    return account


def officer_at(agency: Agency, *, roles: list[Role] = ROLES, now: datetime) -> Account:
    """An officer who holds these roles at an agency; every working role unless told."""
    name = f"BENCH{agency.pk}-{len(roles)}"
    official, _ = Official.objects.get_or_create(
        staff_number=name, defaults={"full_name": "Cán bộ đo", "sort_key": "bench"}
    )
    for role in roles:
        Post.objects.get_or_create(
            official=official, agency=agency, role=role, title="Chuyên viên", valid_from=now.date()
        )
    account, _ = Account.objects.get_or_create(username=name.lower(), official=official)
    return account
