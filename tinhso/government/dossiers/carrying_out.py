"""From a filled form to its act: one line a verb, so that every call can be found by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.forms import ActForm, Answer, Recount, Supplement
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.counter import official
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.queries import calendar_for

Act = Callable[..., Dossier]
Said = dict[str, Any]

ACTS: Mapping[str, Act] = {
    # verb on the page      what it calls; the form's fields are its arguments, unless IN_ITS_OWN_WORDS says otherwise
    "receive": actions.receive,
    "settle_at_once": actions.settle_at_once,
    "request_supplement": actions.request_supplement,
    "answer_supplement": actions.answer_supplement,
    "close_unanswered": actions.close_unanswered,
    "recount": actions.recount,
    "refuse": actions.refuse,
    "transfer": actions.transfer,
    "assign": actions.assign,
    "reassign": actions.reassign,
    "take": actions.take,
    "verify": actions.verify,
    "finish_verification": actions.finish_verification,
    "consult": actions.consult,
    "answer_consultation": actions.answer_consultation,
    "end_consultation": actions.end_consultation,
    "pause_for_finance": actions.pause_for_finance,
    "resume_after_payment": actions.resume_after_payment,
    "propose": actions.propose,
    "endorse": actions.endorse,
    "send_back": actions.send_back,
    "sign": actions.sign,
    "issue": actions.issue,
    "issue_refusal": actions.issue,
    "hand_over": actions.hand_over,
    "approve_withdrawal": actions.approve_withdrawal,
    "deny_withdrawal": actions.deny_withdrawal,
    "propose_stop": actions.propose_stop,
    "stop": actions.stop,
    "deny_stop": actions.deny_stop,
    "extend_with_apology": actions.extend_with_apology,
}


# These open their own transactions, around what a partner or a key elsewhere is asked: no answer keeps one waiting.
ASKS_PARTNERS = frozenset({"recount", "sign", "issue", "issue_refusal"})


def carry_out(person: Person, dossier: Dossier, verb: str, form: ActForm, *, now: datetime) -> Dossier:
    """Do what an officer chose on the dossier's page. The life-cycle, not the page, decides whether he may.

    A file that he attached is stored together with the act, or not at all.
    """
    if verb not in ACTS:
        raise NotVisible("no-act", "Không có thao tác này.")
    if verb in ASKS_PARTNERS:
        return _call(person, dossier, verb, form, now=now)
    with transaction.atomic():
        return _call(person, dossier, verb, form, now=now)


def _call(person: Person, dossier: Dossier, verb: str, form: ActForm, *, now: datetime) -> Dossier:
    said = dict(form.cleaned_data)
    expected_version = said.pop("expected_version")
    if reword := IN_ITS_OWN_WORDS.get(verb):
        said = reword(person, dossier, form, said, now)
    return ACTS[verb](person, dossier, **said, expected_version=expected_version, now=now)


def _items(_person: Person, _dossier: Dossier, form: ActForm, said: Said, _now: datetime) -> Said:
    """The marked parts, each with what is wrong and how to mend it."""
    items = form.items() if isinstance(form, Supplement) else []
    return {"items": items, "reason": said["reason"], "legal_basis": said["legal_basis"]}


def _numbers(_person: Person, _dossier: Dossier, form: ActForm, said: Said, _now: datetime) -> Said:
    """What was counted, by the key of each number."""
    return {"numbers": form.numbers() if isinstance(form, Recount) else {}, "reason": said["reason"]}


def _brought(_person: Person, _dossier: Dossier, form: ActForm, said: Said, _now: datetime) -> Said:
    """Papers that were handed in at the counter."""
    return {"parts": form.parts() if isinstance(form, Answer) else [], "note": said["note"]}


def _official(_person: Person, _dossier: Dossier, _form: ActForm, said: Said, _now: datetime) -> Said:
    """The official behind the chosen number."""
    return said | {"official": official(int(said["official"]))}


def _several_files(person: Person, _dossier: Dossier, _form: ActForm, said: Said, now: datetime) -> Said:
    """The attached files, stored, as keys."""
    return said | {"file_keys": [store_upload(person, upload, now=now).key for upload in said.pop("attached")]}


def _one_file(person: Person, _dossier: Dossier, _form: ActForm, said: Said, now: datetime) -> Said:
    """The attached file, stored, as its key; None without one."""
    upload = said.pop("file")
    return said | {"file_key": store_upload(person, upload, now=now).key if upload else None}


def _end_of_day(_person: Person, dossier: Dossier, _form: ActForm, said: Said, _now: datetime) -> Said:
    """The new day ends at the close of work of the agency that decides."""
    closing = calendar_for(queries.scope_of(dossier)).closing(said["new_due_day"])
    return {"new_due_at": closing, "reason": said["reason"]}


IN_ITS_OWN_WORDS: Mapping[str, Callable[[Person, Dossier, ActForm, Said, datetime], Said]] = {
    "recount": _numbers,
    "request_supplement": _items,
    "answer_supplement": _brought,
    "assign": _official,
    "reassign": _official,
    "finish_verification": _several_files,
    "answer_consultation": _one_file,
    "extend_with_apology": _end_of_day,
}
