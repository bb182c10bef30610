"""Filling in a form: open, save, attach, discard. Publishing versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tinhso.engines.eforms import queries, rules
from tinhso.engines.eforms.events import (
    DraftDiscarded,
    DraftOpened,
    DraftSaved,
    FileAttached,
    FileDetached,
    FormPublished,
    FormRetired,
)
from tinhso.engines.eforms.models import Draft, Form, FormState, FormVersion
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record

KEPT_FOR = timedelta(days=30)
MAX_FILES_PER_DRAFT = 60


@transaction.atomic
def open_draft(
    actor: Actor, form_version: FormVersion, *, about: str, facts: Mapping[str, str], now: datetime
) -> Draft:
    """Begin to fill in a form, with what is already known of the person put in.

    facts: prefill key -> text, keys as in rules.PREFILL_KEYS. NotAllowed for a visitor; Refused `form-not-in-use`.
    """
    if actor.ref == queries.NOBODY:
        raise NotAllowed("sign-in-first", "Bạn cần đăng nhập để điền biểu mẫu và lưu bản khai.")
    if form_version.state != FormState.PUBLISHED:
        raise Refused("form-not-in-use", "Biểu mẫu này không còn được dùng. Hãy mở lại từ trang thủ tục.")
    draft = Draft.objects.create(
        owner_ref=actor.ref,
        about=about,
        form_version=form_version,
        answers=rules.prefilled(form_version.schema, facts),
        step=rules.steps(form_version.schema)[0].code,
        created_at=now,
        updated_at=now,
        expires_at=now + KEPT_FOR,
    )
    record(actor, DraftOpened(draft.pk, form_version.form.code, form_version.number), at=now)
    return draft


@transaction.atomic
def save_step(actor: Actor, draft: Draft, step: str, answers: Mapping[str, Any], *, now: datetime) -> Draft:
    """Keep what was typed in one step, right or wrong; answers of other steps stay as they are.

    answers: what rules.cleaned gave for this step. Saving puts off the day on which the draft expires.
    """
    draft = _locked(actor, draft)
    fields = rules.step_of(draft.form_version.schema, step).fields
    kept = {name: value for name, value in draft.answers.items() if name not in fields}
    draft.answers = kept | {name: answers[name] for name in fields if name in answers}
    draft.step, draft.updated_at, draft.expires_at = step, now, now + KEPT_FOR
    draft.save(update_fields=["answers", "step", "updated_at", "expires_at"])
    record(actor, DraftSaved(draft.pk, step), at=now)
    return draft


@transaction.atomic
def attach(actor: Actor, draft: Draft, part_code: str, stored_file: StoredFile, now: datetime) -> Draft:
    """Put a stored file to one part of the dossier in preparation; attaching it twice changes nothing.

    NotVisible when the file was uploaded by somebody else. Refused `too-many-files`.
    """
    draft = _locked(actor, draft)
    if stored_file.uploaded_by_ref != actor.ref:
        raise NotVisible("no-file", "Không tìm thấy tệp này.")
    keys = draft.file_keys.setdefault(part_code, [])
    if str(stored_file.key) in keys:
        return draft
    if len(keys) >= rules.MAX_FILES_PER_PART:
        raise Refused("too-many-files", rules.TOO_MANY_FILES, field=part_code)
    if sum(map(len, draft.file_keys.values())) >= MAX_FILES_PER_DRAFT:
        raise Refused("too-many-files", f"Mỗi hồ sơ chỉ đính kèm tối đa {MAX_FILES_PER_DRAFT} tệp.", field=part_code)
    keys.append(str(stored_file.key))
    return _save_files(actor, draft, FileAttached(draft.pk, part_code, stored_file.pk), now)


@transaction.atomic
def detach(actor: Actor, draft: Draft, part_code: str, file_key: UUID | str, now: datetime) -> Draft:
    """Take a file away from a part again; NotVisible when it is not attached there."""
    draft = _locked(actor, draft)
    keys = draft.file_keys.get(part_code, [])
    if str(file_key) not in keys:
        raise NotVisible("no-file", "Tệp này không còn trong bản khai.")
    keys.remove(str(file_key))
    if not keys:
        del draft.file_keys[part_code]
    return _save_files(actor, draft, FileDetached(draft.pk, part_code, str(file_key)), now)


@transaction.atomic
def discard_draft(actor: Actor, draft: Draft, *, now: datetime, why: str = "given up") -> None:
    """Throw a draft away, because it was filed or given up. NotVisible when it is not the actor's."""
    draft = _locked(actor, draft)
    draft_id = draft.pk
    draft.delete()
    record(actor, DraftDiscarded(draft_id, why), at=now)


@transaction.atomic
def discard_all(actor: Actor, owner_ref: str, *, now: datetime, why: str = "erased") -> int:
    """Throw away every draft of one person, because he asked; how many went."""
    gone = list(Draft.objects.select_for_update().filter(owner_ref=owner_ref).values_list("pk", flat=True))
    Draft.objects.filter(pk__in=gone).delete()
    for draft_id in gone:
        record(actor, DraftDiscarded(draft_id, why), at=now)
    return len(gone)


def discard_expired(actor: Actor, *, now: datetime, limit: int = 1000) -> int:
    """Throw away drafts that nobody has touched for KEPT_FOR; how many went."""
    gone = 0
    for draft_id in Draft.objects.filter(expires_at__lt=now).values_list("pk", flat=True)[:limit]:
        with transaction.atomic():
            if Draft.objects.filter(pk=draft_id, expires_at__lt=now).delete()[0]:
                record(actor, DraftDiscarded(draft_id, "expired"), at=now)
                gone += 1
    return gone


@transaction.atomic
def publish_form(
    actor: Actor, code: str, schema: dict[str, Any], *, source: str, valid_from: date, now: datetime
) -> FormVersion:
    """Bring a form into use as a new version; the same schema again is no news and gives the version that stands.

    Refused `form-faulty` with every fault found in the schema.
    """
    if found := rules.faults(schema):
        raise Refused("form-faulty", f"Biểu mẫu “{code}” chưa dùng được: " + "; ".join(found))
    form, _ = Form.objects.select_for_update().get_or_create(code=code, defaults={"name": schema["title"]})
    fingerprint = hashlib.sha256(
        json.dumps([schema, source, valid_from.isoformat()], sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
    newest = queries.newest_version(form)
    if newest and newest.fingerprint == fingerprint and newest.state == FormState.PUBLISHED:
        return newest
    if form.name != schema["title"]:
        form.name = schema["title"]
        form.save(update_fields=["name"])
    version = FormVersion.objects.create(
        form=form,
        number=newest.number + 1 if newest else 1,
        schema=schema,
        fingerprint=fingerprint,
        source=source,
        state=FormState.PUBLISHED,
        valid_from=valid_from,
        published_at=now,
    )
    record(actor, FormPublished(code, version.number, fingerprint), at=now)
    return version


@transaction.atomic
def retire_form(actor: Actor, version: FormVersion, *, now: datetime) -> FormVersion:
    """Take a version out of use; drafts and dossiers that began with it keep it. Refused unless it is in use."""
    version = FormVersion.objects.select_for_update().select_related("form").get(pk=version.pk)
    if version.state != FormState.PUBLISHED:
        raise Refused("form-not-in-use", "Phiên bản biểu mẫu này không ở trạng thái đang dùng.")
    version.state, version.retired_at = FormState.RETIRED, now
    version.save(update_fields=["state", "retired_at"])
    record(actor, FormRetired(version.form.code, version.number), at=now)
    return version


def _locked(actor: Actor, draft: Draft) -> Draft:
    """The draft as it stands now, locked; NotVisible when it is gone or not the actor's."""
    mine = queries.visible_to(actor).select_for_update(of=("self",))
    try:
        return mine.get(pk=draft.pk)
    except Draft.DoesNotExist as missing:
        raise NotVisible("no-draft", "Bản khai này không còn nữa. Có thể bạn đã nộp hoặc đã xoá ở cửa sổ khác.") from (
            missing
        )


def _save_files(actor: Actor, draft: Draft, event: FileAttached | FileDetached, now: datetime) -> Draft:
    draft.updated_at, draft.expires_at = now, now + KEPT_FOR
    draft.save(update_fields=["file_keys", "updated_at", "expires_at"])
    record(actor, event, at=now)
    return draft
