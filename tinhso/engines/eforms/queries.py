"""Reading forms and drafts."""

from __future__ import annotations

from datetime import date, datetime
from threading import Lock
from uuid import UUID

from cachetools import TTLCache, cached
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from tinhso.engines.eforms.models import Draft, Form, FormState, FormVersion
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import VIETNAM

NOBODY = "visitor"


def published_form(code: str, at: datetime) -> FormVersion:
    """The version of a form in use at a moment: the newest published one that is valid then. NotVisible if none."""
    return _published_on(code, at.astimezone(VIETNAM).date())


@cached(TTLCache(maxsize=1000, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def _published_on(code: str, day: date) -> FormVersion:
    """A published version never changes; which one is in use is remembered for some seconds."""
    version = (
        FormVersion.objects.filter(form__code=code, state=FormState.PUBLISHED, valid_from__lte=day)
        .select_related("form")
        .order_by("-valid_from", "-number")
        .first()
    )
    if version is None:
        raise NotVisible("no-form", "Chưa có biểu mẫu điện tử nào đang dùng cho thủ tục này.")
    return version


def published_forms(at: datetime) -> list[FormVersion]:
    """The version in use of every form, by name."""
    day = at.astimezone(VIETNAM).date()
    versions = (
        FormVersion.objects.filter(state=FormState.PUBLISHED, valid_from__lte=day)
        .select_related("form")
        .order_by("form_id", "-valid_from", "-number")
        .distinct("form_id")
    )
    return sorted(versions, key=lambda version: version.form.name)


def has_published_form(code: str, at: datetime) -> bool:
    """Whether a form with this code can be filled in at that moment."""
    return FormVersion.objects.filter(
        form__code=code, state=FormState.PUBLISHED, valid_from__lte=at.astimezone(VIETNAM).date()
    ).exists()


def newest_version(form: Form) -> FormVersion | None:
    """The version with the highest number, whatever its state."""
    return form.versions.order_by("-number").first()


def visible_to(actor: Actor) -> QuerySet[Draft]:
    """The actor's own drafts, newest first; nobody sees another's, officials included."""
    if actor.ref == NOBODY:
        return Draft.objects.none()
    return Draft.objects.filter(owner_ref=actor.ref).select_related("form_version__form").order_by("-updated_at")


def draft_for(actor: Actor, key: UUID | str) -> Draft:
    """The actor's draft with this key; NotVisible for a stranger's, a discarded one, or a mistyped key."""
    try:
        return visible_to(actor).get(key=key)
    except (Draft.DoesNotExist, ValidationError) as missing:
        raise NotVisible(
            "no-draft", "Không tìm thấy bản khai này. Có thể bạn đã nộp, đã xoá, hoặc bản khai đã hết hạn lưu."
        ) from missing


def files_in_drafts(owner_ref: str = "") -> set[str]:
    """Keys of files that lie in drafts, of one owner or of everybody: no row points at them."""
    rows = Draft.objects.exclude(file_keys={})
    if owner_ref:
        rows = rows.filter(owner_ref=owner_ref)
    found = rows.values_list("file_keys", flat=True)
    return {str(key) for keys in found.iterator() for part in keys.values() for key in part}
