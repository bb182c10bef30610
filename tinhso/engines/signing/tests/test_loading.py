"""Loading a province: an ended seal is told and stops nothing else."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings

from tinhso.engines.signing import loading
from tinhso.engines.signing.models import Certificate
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.queries import leaders_on

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM)


@pytest.mark.django_db
def test_a_seal_that_a_merger_day_ended_is_told_and_the_rest_is_loaded():
    post = leaders_on(NOW.date())[0]
    Certificate.objects.filter(owner_ref=f"agency:{post.agency_id}").update(valid_to=NOW)

    told = loading.load(settings.ROOT / "seed", NOW)

    assert f"{post.agency.name} đã hết hạn" in told
    assert told.startswith("Ký số: ")
