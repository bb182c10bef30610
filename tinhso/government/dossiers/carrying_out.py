"""From a filled form to its act: one line a verb, so that every call can be found by its name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.forms import ActForm, Answer, Supplement
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.counter import official
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.queries import calendar_for


def carry_out(  # noqa: PLR0911, PLR0912 - one line a verb
    person: Person, dossier: Dossier, verb: str, form: ActForm, *, now: datetime
) -> Dossier:
    """Do what an officer chose on the dossier's page. The life-cycle, not the page, decides whether he may."""
    said = dict(form.cleaned_data)
    known: dict[str, Any] = {"expected_version": said.pop("expected_version"), "now": now}
    match verb:
        case "receive":
            return actions.receive(person, dossier, **known)
        case "settle_at_once":
            return actions.settle_at_once(person, dossier, **said, **known)
        case "request_supplement" if isinstance(form, Supplement):
            return actions.request_supplement(
                person, dossier, items=form.items(), reason=said["reason"], legal_basis=said["legal_basis"], **known
            )
        case "answer_supplement" if isinstance(form, Answer):
            return actions.answer_supplement(person, dossier, parts=form.parts(), note=said["note"], **known)
        case "close_unanswered":
            return actions.close_unanswered(person, dossier, **known)
        case "refuse":
            return actions.refuse(person, dossier, **said, **known)
        case "transfer":
            return actions.transfer(person, dossier, **known)
        case "assign":
            return actions.assign(person, dossier, official=official(int(said["official"])), note=said["note"], **known)
        case "reassign":
            return actions.reassign(
                person, dossier, official=official(int(said["official"])), note=said["note"], **known
            )
        case "take":
            return actions.take(person, dossier, **known)
        case "verify":
            return actions.verify(person, dossier, **known)
        case "finish_verification":
            uploads = said.pop("attached")
            with transaction.atomic():
                keys = [store_upload(person, upload, now=now).key for upload in uploads]
                return actions.finish_verification(person, dossier, **said, file_keys=keys, **known)
        case "consult":
            return actions.consult(person, dossier, **said, **known)
        case "answer_consultation":
            upload = said.pop("file")
            with transaction.atomic():
                key = store_upload(person, upload, now=now).key if upload else None
                return actions.answer_consultation(person, dossier, **said, file_key=key, **known)
        case "end_consultation":
            return actions.end_consultation(person, dossier, **said, **known)
        case "pause_for_finance":
            return actions.pause_for_finance(person, dossier, **said, **known)
        case "resume_after_payment":
            return actions.resume_after_payment(person, dossier, **known)
        case "propose":
            return actions.propose(person, dossier, **said, **known)
        case "endorse":
            return actions.endorse(person, dossier, **known)
        case "send_back":
            return actions.send_back(person, dossier, **said, **known)
        case "sign":
            return actions.sign(person, dossier, **known)
        case "issue" | "issue_refusal":
            return actions.issue(person, dossier, **known)
        case "hand_over":
            return actions.hand_over(person, dossier, **said, **known)
        case "approve_withdrawal":
            return actions.approve_withdrawal(person, dossier, **known)
        case "deny_withdrawal":
            return actions.deny_withdrawal(person, dossier, **said, **known)
        case "propose_stop":
            return actions.propose_stop(person, dossier, **said, **known)
        case "stop":
            return actions.stop(person, dossier, **said, **known)
        case "deny_stop":
            return actions.deny_stop(person, dossier, **said, **known)
        case "extend_with_apology":
            closing = calendar_for(queries.scope_of(dossier)).closing(said["new_due_day"])
            return actions.extend_with_apology(person, dossier, new_due_at=closing, reason=said["reason"], **known)
    raise NotVisible("no-act", "Không có thao tác này.")
