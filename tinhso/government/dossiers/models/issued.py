"""The official papers that acts on a dossier leave behind, and whether they are signed yet."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.engines.signing.models import SignedPaper
from tinhso.government.dossiers.models.dossiers import Dossier
from tinhso.government.dossiers.papers.forms import SLUGS, PaperForm, title
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Agency, Official


def no_facts() -> dict[str, Any]:
    """A fresh empty mapping for the JSON column."""
    return {}


class IssuedPaper(models.Model):
    """Giấy tờ một cửa đã lập (mẫu 01–05): promised by the act itself, signed by a job right after it.

    round: number of the supplement that form 02 asks for, else 1. agency: who issues it, and where its signer has
    his post. facts: what the act said and no other row keeps. number: '' until signed, and for form 01. paper: None
    while it waits; then problem says in Vietnamese what keeps it, and next_try_at when it is tried again (None:
    only when an official signs it by hand).
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="issued_papers", db_index=False)
    form = models.CharField(max_length=12, choices=PaperForm.choices())
    round = models.PositiveSmallIntegerField(default=1)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    facts = models.JSONField(default=no_facts)
    issued_at = models.DateTimeField()
    signer = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+", db_index=False)
    signer_name = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    paper = models.OneToOneField(SignedPaper, models.PROTECT, null=True, related_name="+")
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "form", "round"], name="dossiers_paper_once"),
            models.CheckConstraint(
                condition=Q(paper__isnull=True) | Q(next_try_at__isnull=True, problem=""),
                name="dossiers_paper_signed_rests",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="dossiers_paper_due"),
            models.Index(fields=["agency", "issued_at"], condition=~Q(problem=""), name="dossiers_paper_held_up"),
        ]

    @property
    def is_being_signed(self) -> bool:
        """True from the act until the signature, unless something keeps it."""
        return self.paper_id is None and not self.problem

    @property
    def title(self) -> str:
        """What the form is called on its day."""
        return title(PaperForm(self.form), self.issued_at.astimezone(VIETNAM).date())

    @property
    def slug(self) -> str:
        """Its name in addresses: yeu-cau-bo-sung, yeu-cau-bo-sung-2."""
        slug = SLUGS[PaperForm(self.form)]
        return slug if self.round == 1 else f"{slug}-{self.round}"
