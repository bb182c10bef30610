"""Merger day for people: posts and programs go on at the successor, under the same role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record
from tinhso.ground.people.events import PostsSucceeded
from tinhso.ground.people.models import ApiClient, Post, Substitution


@transaction.atomic
def succeed_agencies(
    actor: Actor,
    successors: Mapping[int, int],
    *,
    on: date,
    now: datetime,
    staff: Mapping[tuple[int, int], int] | None = None,
) -> tuple[int, int]:
    """End posts at the old agencies on the day before and begin the same at the new; (posts, programs) that moved.

    staff: (old agency, official) -> where this official goes instead of with the agency.
    Substitutions at the old agencies end with them. Safe to repeat: an ended post is not moved again. A token keeps
    its secret and speaks for the successor.
    """
    moved, staff = 0, staff or {}
    for post in Post.objects.select_for_update().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), agency__in=successors, valid_from__lt=on
    ):
        new = staff.get((post.agency_id, post.official_id), successors[post.agency_id])
        _, is_new = Post.objects.get_or_create(
            official_id=post.official_id, agency_id=new, role=post.role, valid_from=on,
            defaults={"title": post.title, "valid_to": post.valid_to},
        )  # fmt: skip
        post.valid_to = on - timedelta(days=1)
        post.save(update_fields=["valid_to"])
        moved += is_new
    # Leave to sign for the head of a body ends with the body: the new head gives it anew.
    leave = Substitution.objects.filter(agency__in=successors, valid_from__lt=on)
    leave.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).update(valid_to=on - timedelta(days=1))
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=now)
    clients = sum(ApiClient.objects.filter(standing, agency=old).update(agency=new) for old, new in successors.items())
    record(actor, PostsSucceeded(on, moved, clients), at=now)
    return moved, clients
