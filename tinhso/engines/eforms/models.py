"""Forms, their versions, and what people have begun to fill in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import get_language

from tinhso.engines.eforms.rules import Schema, spoken
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.states import Labelled


class FormState(Labelled):
    """The life of one version of a form."""

    DRAFT = "DRAFT", "Đang soạn"
    PUBLISHED = "PUBLISHED", "Đang dùng"
    RETIRED = "RETIRED", "Ngừng dùng"


class Form(models.Model):
    """Biểu mẫu điện tử: one declaration through all its versions; `code` is short English, such as birth."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)


class FormVersion(models.Model):
    """Phiên bản biểu mẫu: the schema as it stood; once published it never changes (a trigger insists).

    schema: JSON Schema 2020-12 with the house's own x- words (docs/how-to/forms.md).
    source: where the fields come from and how sure we are. valid_from: the first day it may be used.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    schema = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    source = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=FormState.choices(), default=FormState.DRAFT)
    valid_from = models.DateField()
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="eforms_version_number"),
            models.CheckConstraint(
                condition=models.Q(state="DRAFT") | models.Q(published_at__isnull=False),
                name="eforms_version_published_at",
            ),
        ]
        indexes = [models.Index(fields=["form", "state", "valid_from"], name="eforms_version_in_use")]

    @property
    def title(self) -> str:
        """The name printed on the declaration."""
        return str(self.spoken["title"])

    @property
    def description(self) -> str:
        """One or two sentences under the name; may be empty."""
        return str(self.spoken.get("description", ""))

    @property
    def spoken(self) -> Schema:
        """The schema in the language of the reader."""
        return spoken(self.schema, get_language() or "vi")

    @property
    def first_step(self) -> str:
        """The code of the step with which filling in begins."""
        return str(self.schema["x-steps"][0]["code"])

    @property
    def step_count(self) -> int:
        """How many steps the form has, conditional ones included."""
        return len(self.schema["x-steps"])

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(dict(FormState.choices())[self.state])


def no_answers() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class Draft(models.Model):
    """Bản khai đang điền: what one person has typed so far; it survives a lost session and a lost network.

    key: unguessable, for addresses. owner_ref: citizen:<id> and the like. about: what it is for, such as
    procedure:1.001193. answers: field name -> value as stored, even if still wrong. file_keys: part code
    -> keys of stored files. step: code of the step last saved.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    owner_ref = models.CharField(max_length=80)
    about = models.CharField(max_length=120, blank=True)
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="drafts")
    answers = models.JSONField(default=no_answers)
    file_keys = models.JSONField(default=no_answers)
    step = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["owner_ref", "-updated_at"], name="eforms_draft_of_owner")]
