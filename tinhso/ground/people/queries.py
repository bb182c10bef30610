"""Reading people: who is behind an account, which agencies stand on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from tinhso.ground.people.models import Account, Agency, Post, Representative
from tinhso.ground.people.persons import Person


def standing_on(day: date) -> Q:
    """The condition for rows with validity that stand on a day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def agencies_on(day: date) -> QuerySet[Agency]:
    """Agencies that exist on a day, in Vietnamese order."""
    return Agency.objects.filter(standing_on(day)).order_by("sort_key", "id")


def person_for(account: Account, *, on: date) -> Person:
    """The person behind an account, with the posts and mandates that hold on a day."""
    if account.official:
        posts: dict[int, set[str]] = defaultdict(set)
        held = Post.objects.filter(standing_on(on), official=account.official)
        for agency_id, role in held.values_list("agency_id", "role"):
            posts[agency_id].add(role)
        return Person(
            name=account.official.full_name,
            account_id=account.pk,
            official_id=account.official.pk,
            posts={agency: frozenset(roles) for agency, roles in posts.items()},
        )
    if account.citizen:
        mandates = Representative.objects.filter(standing_on(on), citizen=account.citizen)
        return Person(
            name=account.citizen.full_name,
            account_id=account.pk,
            citizen_id=account.citizen.pk,
            organisation_ids=frozenset(mandates.values_list("organisation_id", flat=True)),
        )
    return Person(name=account.username, account_id=account.pk)
