"""Reading the accounts of officials, for those who administer them."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tinhso.ground.base.actors import Actor
from tinhso.ground.people.models import Account, Agency, Official, Post, Role, SignIn
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on, standing_on


def accounts_visible_to(actor: Actor, *, on: date) -> QuerySet[Account]:
    """Accounts of officials whom the actor administers that day, by name; none for others, all for the system.

    An administrator administers who holds a post at his agency or below it; one of settings.ACCOUNTS_AGENCY everybody.
    """
    rows = (
        Account.objects.filter(official__isnull=False).select_related("official").order_by("official__sort_key", "pk")
    )
    if "system" in actor.roles:
        return rows
    if not isinstance(actor, Person) or Role.ADMIN not in actor.roles:
        return rows.none()
    his = frozenset(agency for agency, roles in actor.posts.items() if Role.ADMIN in roles)
    if Agency.objects.filter(pk__in=his, slug=settings.ACCOUNTS_AGENCY).exists():
        return rows
    held = Post.objects.filter(standing_on(on), official=OuterRef("official"), agency__in=_with_those_below(his))
    return rows.filter(Exists(held))


def _with_those_below(agencies: frozenset[int]) -> set[int]:
    found, edge = set(agencies), set(agencies)
    while edge:
        edge = set(Agency.objects.filter(parent__in=edge).values_list("pk", flat=True)) - found
        found |= edge
    return found


def with_sessions(rows: QuerySet[Account], *, now: datetime) -> QuerySet[Account]:
    """The same accounts with `open_sessions`: in how many browsers each is signed in now."""
    standing = Q(sign_ins__session__expire_date__gt=now)
    return rows.annotate(open_sessions=Count("sign_ins", filter=standing, distinct=True))


def called(rows: QuerySet[Account], words: str) -> QuerySet[Account]:
    """Those of the accounts whose name, staff number or user name holds these words."""
    return rows.filter(
        Q(official__full_name__icontains=words)
        | Q(official__staff_number__iexact=words)
        | Q(username__icontains=words.lower())
    )


def sessions_of(account: Account, *, now: datetime) -> QuerySet[SignIn]:
    """Where an account is signed in now, the most recently seen first."""
    return SignIn.objects.filter(account=account, session__expire_date__gt=now).order_by("-seen_at", "-started_at")


def official_of(account: Account) -> Official:
    """The official behind a staff account."""
    return Official.objects.get(account=account)


def words_about(account: Account, *, on: date) -> list[str]:
    """Words that everybody who knows an official or the province could guess: names of himself and of agencies."""
    official = official_of(account)
    names = [account.username, official.full_name, official.staff_number]
    for name, short_name in agencies_on(on).values_list("name", "short_name"):
        names += [name, short_name]
    return names
