"""What a citizen has begun to file and not yet sent."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now

from tinhso.engines.eforms.models import Draft
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import Refused
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.people.models import Citizen, Official, Organisation


def no_choices() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class Application(models.Model):
    """Hồ sơ đang soạn: a procedure that somebody is filling in and has not yet sent.

    key: for addresses; the draft's own key. draft: the answers and the uploaded files, gone once it is filed.
    citizen or official: who fills it in. organisation or principal: on whose behalf, both empty for oneself;
    mandate: what allows it, empty for an organisation's legal representative.
    commune_code: the unit that decides who resolves.
    fee_choices: {"quantities": {name: n}, "exemptions": [code]}. dossier: set once, when it was filed.
    reused: code of a part -> keys of papers of the applicant's store that are used for it.
    """

    key = models.UUIDField(unique=True)
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    citizen = models.ForeignKey(Citizen, models.CASCADE, null=True, related_name="+")
    official = models.ForeignKey(Official, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    principal = models.ForeignKey(Citizen, models.CASCADE, null=True, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="+")
    commune_code = models.CharField(max_length=5, blank=True)
    fee_choices = models.JSONField(default=no_choices)
    reused = models.JSONField(default=no_choices)
    delivery = models.CharField(max_length=10, default="ONLINE")
    dossier = models.OneToOneField(Dossier, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(citizen__isnull=False) | models.Q(official__isnull=False, mandate__isnull=False),
                name="public_services_somebody_fills_in",
            )
        ]
        indexes = [
            models.Index(
                fields=["citizen", "-updated_at"],
                condition=models.Q(dossier__isnull=True),
                name="public_services_being_filled",
            )
        ]

    @property
    def applicant(self) -> Citizen | Organisation:
        """Whose request it is, whoever fills it in. Refused `no-draft` when nobody is left."""
        found = self.organisation or self.principal or self.citizen
        if found is None:
            raise Refused("no-draft", "Bản khai này không còn nữa.")
        return found

    @property
    def behalf(self) -> str:
        """The name of whoever it is for; empty for oneself."""
        if self.organisation:
            return self.organisation.name
        return self.principal.full_name if self.principal else ""
