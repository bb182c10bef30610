"""Drafts on a leader's desk, brought there by the demo officials of phường Nam Định through the acts of the house."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tinhso.government.dossiers.tests.factories import OneStop, dossier_in
from tinhso.ground.people.models import Account
from tinhso.ground.people.queries import agency, person_for

WHO = {
    "reception": "tiepnhan", "head": "motcua", "division_head": "truongphong", "officer": "chuyenvien1",
    "leader": "lanhdao", "clerk": "vanthu", "result_officer": "traketqua",
}  # fmt: skip


def lay(count: int) -> list[str]:
    """Lay so many drafts on the leader's desk; their codes."""
    now = timezone.now() - timedelta(hours=1)
    accounts = {name: Account.objects.get(username=f"{login}.namdinh") for name, login in WHO.items()}
    citizen = Account.objects.select_related("citizen").filter(citizen__full_name="Lê Thị Diệu Hồng").get()
    place = OneStop(
        agency=agency("NB.C13669"),
        official=accounts["officer"].official,
        citizen=citizen.citizen,
        applicant=person_for(citizen, on=now.date()),
        **{name: person_for(account, on=now.date()) for name, account in accounts.items()},
    )
    return [dossier_in(place, "AWAITING_SIGNATURE", now=now).code for _ in range(count)]
