"""No table that speaks of people is forgotten: each stands in its room's list, and the lists say what law needs."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey

from tests.house.test_floor_plan import FLOOR
from tinhso.front.personal_data.copies import columns_of
from tinhso.front.personal_data.rooms import IMPERSONAL, KEPT, OF_DUTY, OF_LIBRARIES
from tinhso.ground.people.models import Account, Citizen, Official

DUTIES = json.loads((settings.ROOT / "seed" / "personal_data" / "duties.json").read_text())
PEOPLE = {Citizen, Account, Official}
# Columns that speak of people, whatever table they stand in.
TELLING = re.compile(r"(^|_)(phone|email|birth_date|personal_number|full_name|ref|citizen|official)$")


def test_every_table_says_whether_it_speaks_of_people():
    declared = {kept.model for kept in KEPT} | {duty.model for duty in OF_DUTY} | set(IMPERSONAL)
    silent = [model._meta.label for model in apps.get_models() if model not in declared]

    assert sorted(set(silent) - set(OF_LIBRARIES)) == []


def test_each_room_declares_its_own_tables_and_is_asked():
    foreign, unasked = [], []
    for model in apps.get_models():
        app = model._meta.app_label
        if app in FLOOR:
            room = importlib.import_module(f"{model.__module__.split('.models')[0]}.personal")
            own = {one.model for one in (*room.KEPT, *room.OF_DUTY)} | set(room.IMPERSONAL)
            foreign += [one._meta.label for one in own if one._meta.app_label != app]
            unasked += [one._meta.label for one in own if one not in _asked()]

    assert foreign == []
    assert unasked == []


def _asked() -> set[type]:
    return {kept.model for kept in KEPT} | {duty.model for duty in OF_DUTY} | set(IMPERSONAL)


def test_no_table_about_nobody_points_at_people():
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in IMPERSONAL
        for field in model._meta.concrete_fields
        if TELLING.search(field.name) or (isinstance(field, ForeignKey) and field.related_model in PEOPLE)
    ]

    assert pointing == []


def test_what_a_list_leaves_out_exists_and_secrets_never_leave():
    wrong, secret = [], []
    for kept in KEPT:
        known = {field.name for field in kept.model._meta.concrete_fields}
        named = {
            *kept.without,
            *kept.only,
            *kept.masked,
            *({name.partition("__")[0] for name in kept.files} - {"self"}),
        }
        wrong += [f"{kept.label}.{name}" for name in named - known]
        secret += [
            f"{kept.label}.{field.name}"
            for field in columns_of(kept)
            if re.search(r"password|secret|token|pin$|session", field.name)
        ]

    assert wrong == []
    assert secret == []


def test_every_purpose_and_term_that_the_code_names_stands_in_the_seed_and_the_other_way_round():
    activities = {row["code"] for row in DUTIES["activities"]}
    terms = {row["code"] for row in DUTIES["terms"]}

    assert {kept.activity for kept in KEPT} | {duty.activity for duty in OF_DUTY} == activities
    assert {kept.term for kept in KEPT} | {row["code"] for row in DUTIES["terms"] if row["is_swept"]} == terms


def test_two_kinds_never_share_a_file_of_the_copy():
    labels = [kept.label for kept in KEPT]

    assert len(labels) == len(set(labels))


def test_the_journal_keeps_references_and_no_contact_details():
    """What is written there can never be erased, so an event has no field for what might have to be."""
    facts = re.compile(r"^(phone|address|birth_date|personal_number|full_name|contact|answers)$")
    telling = []
    for path in settings.ROOT.glob("tinhso/*/*/events.py"):
        module = importlib.import_module(".".join(path.relative_to(settings.ROOT).with_suffix("").parts))
        telling += [
            f"{event.__name__}.{field.name}"
            for event in vars(module).values()
            if dataclasses.is_dataclass(event)
            for field in dataclasses.fields(event)
            if facts.search(field.name)
        ]

    assert sorted(set(telling) - {"SubscriptionMade.address"}) == []  # where a program hears events
