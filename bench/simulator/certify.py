"""Certificates of all who will sign: made before the year begins, so that no simulated day waits for a key."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bench.simulator.calendar import moment
from bench.simulator.staff import Staff
from tinhso.engines.signing import certificates
from tinhso.engines.signing.models import Certificate
from tinhso.ground.base.actors import System
from tinhso.ground.people.models import Agency, Post

CLERK = System("loading")
SIGN = ("RECEPTION", "LEADER")  # receipts and results; a case officer's certificate is made at his first letter


def certify(staff: Staff, *, only: Collection[str] | None = None) -> Iterator[tuple[int, int]]:
    """Make what is missing of the development CA; (how many are made, of how many) after each. Safe to repeat.

    only: of these bodies alone.

    A body that begins in the year gets its seal from the product itself, when it first seals.
    """
    begins = staff.plan.calendar.days[0]
    now = moment(begins, "00:01")
    held = set(Certificate.objects.values_list("owner_ref", flat=True))
    homes = [home for home in staff.homes if only is None or home in only]
    numbers = [one.number for home in homes for one in staff.homes[home] if one.role in SIGN]
    posts = Post.objects.filter(official__staff_number__in=numbers).select_related("official", "agency").order_by("pk")
    missing = [post for post in posts if post.official.ref not in held]
    agencies = [one for one in Agency.objects.filter(slug__in=homes) if f"agency:{one.pk}" not in held]
    many = len(missing) + len(agencies)
    for place, post in enumerate(missing, 1):
        certificates.certificate_of_person(CLERK, post, now=now)
        yield place, many
    for place, agency in enumerate(agencies, len(missing) + 1):
        certificates.certificate_of_agency(CLERK, agency, now=now)
        yield place, many
