"""What a citizen has begun to file and not yet sent."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now

from tinhso.engines.eforms.models import Draft
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.people.models import Citizen, Organisation


def no_choices() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class Application(models.Model):
    """Hồ sơ đang soạn: a procedure that somebody is filling in and has not yet sent.

    key: for addresses; the draft's own key. draft: the answers and the uploaded files, gone once it is filed.
    organisation: on whose behalf, empty for oneself. commune_code: the unit that decides who resolves.
    fee_choices: {"quantities": {name: n}, "exemptions": [code]}. dossier: set once, when it was filed.
    reused: code of a part -> keys of papers of the applicant's store that are used for it.
    """

    key = models.UUIDField(unique=True)
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    commune_code = models.CharField(max_length=5, blank=True)
    fee_choices = models.JSONField(default=no_choices)
    reused = models.JSONField(default=no_choices)
    delivery = models.CharField(max_length=10, default="ONLINE")
    dossier = models.OneToOneField(Dossier, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["citizen", "-updated_at"],
                condition=models.Q(dossier__isnull=True),
                name="public_services_being_filled",
            )
        ]
