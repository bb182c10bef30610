"""One filing becomes a case: the root's dossier at once, the other parts as rows that wait for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tinhso.engines.eforms.queries import published_form
from tinhso.engines.eforms.rules import computed
from tinhso.engines.procedures.queries import FeeChoices, version_for
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.actions import Origin, PartIn, Under
from tinhso.government.dossiers.models import Channel
from tinhso.government.dossiers.queries import is_in_hand
from tinhso.government.life_events import rules
from tinhso.government.life_events.events import LifeEventFiled
from tinhso.government.life_events.lifecycle import PART, SYSTEM
from tinhso.government.life_events.models import Bundle, BundlePart, Case, CasePart
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, Citizen

TWICE = "Việc này đã có một hồ sơ khác đang được giải quyết. Không phải bạn nộp thì xin liên hệ Bộ phận Một cửa."


@transaction.atomic
def file_case(
    actor: Actor,
    *,
    bundle: Bundle,
    applicant: Citizen,
    answers: Mapping[str, Any],
    papers: Sequence[PartIn],
    agency: Agency,
    commune_code: str,
    idempotency_key: str,
    fee_choices: FeeChoices | None = None,
    delivery: str,
    under: Under | None = None,
    channel: str = Channel.ONLINE,
    origin: Origin | None = None,
    now: datetime,
) -> Case:
    """File once for all parts that the answers ask for; the same key gives the same case.

    papers: by the bundle's own codes of papers. origin: where it was filed, unless here. Refused: filed-already when a
    live case is about the same birth or death, and all that `file_dossier` refuses.
    """
    known = Case.objects.filter(parts__dossier__idempotency_key=idempotency_key, applicant=applicant).first()
    if known is not None:
        return known
    plans = rules.chosen(list(bundle.parts.order_by("place")), answers)
    key = rules.twin_key(bundle.told_apart_by, answers)
    if key and _live(bundle, key):
        raise Refused("filed-already", TWICE)
    root, *others = plans
    day = timezone.localdate(now)
    form = published_form(root.form_code, now)
    own = {name: value for name, value in answers.items() if name in form.schema["properties"]}
    if is_in_hand(root.procedure_code, form, own):  # a plain dossier about it, maybe of the other parent
        raise Refused("filed-already", TWICE)
    helped: Under = under or {}
    if channel != Channel.ONLINE:
        helped = {**helped, "support_agency": agency}
    dossier = dossiers.file_dossier(
        actor,
        version=version_for(root.procedure_code, on=day),
        applicant=applicant,
        answers=computed(form.schema, own),
        form_version=form,
        parts=papers_of(root, papers, on=day),
        channel=channel,
        receiving_agency=agency,
        commune_code=commune_code,
        fee_choices=fee_choices,
        idempotency_key=idempotency_key,
        delivery=delivery,
        origin=origin,
        now=now,
        **helped,
    )
    case = Case(
        code=dossier.code, bundle=bundle, applicant=applicant, applicant_name=nfc(applicant.full_name), agency=agency,
        twin_key=key, answers=dict(answers), filed_at=now,
    )  # fmt: skip
    _write_down(case)
    opened = str(PART.move("WAITING", "open", {SYSTEM}))
    first = CasePart(case=case, place=0, plan=root, state=opened, dossier=dossier, started_at=now)
    waiting = [CasePart(case=case, place=place, plan=plan) for place, plan in enumerate(others, start=1)]
    CasePart.objects.bulk_create([first, *waiting])
    record(actor, LifeEventFiled(case.pk, case.code, [plan.name for plan in plans]), at=now)
    return case


def _write_down(case: Case) -> None:
    """Save the case. Refused filed-already when its twin was filed at the same moment."""
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as twice:
        if "life_events_filed_once" not in str(twice):
            raise
        raise Refused("filed-already", TWICE) from twice


def _live(bundle: Bundle, key: str) -> bool:
    """Whether a live case is about the same; two at the same moment meet the constraint life_events_filed_once."""
    return Case.objects.filter(bundle=bundle, twin_key=key).exclude(state__in=["ENDED", "WITHDRAWN"]).exists()


def papers_of(plan: BundlePart, papers: Sequence[PartIn], *, on: date) -> list[PartIn]:
    """The papers of one part of ours under its own codes; what a database replaces is taken from there."""
    given = [
        replace(paper, part_code=plan.papers[paper.part_code])
        for paper in papers
        if paper.part_code in plan.papers and (paper.file_key or paper.stored or paper.on_paper)
    ]
    brought = {paper.part_code for paper in given}
    version = version_for(plan.procedure_code, on=on)
    replaced = [part for part in version.parts.exclude(kind="FORM") if part.replaced_by and part.code not in brought]
    return given + [PartIn(part.code, from_data=True) for part in replaced]
