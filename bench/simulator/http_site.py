"""What the HTTP gear must know before it may knock: who works there, the counters' tokens, what each form asks.

Officials and tokens are handed out by the house's own means, as on its first day: a list of staff, an operator.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
from django.utils import timezone

from bench.simulator.paperwork import PaperRule
from bench.simulator.through_http import Site
from tinhso.engines.eforms.loading import read_forms
from tinhso.ground.base.actors import System
from tinhso.ground.people import actions
from tinhso.ground.people.loading import load_officials
from tinhso.ground.people.models import Agency, Role
from tinhso.ground.people.models.clients import ROLES_OF_PROGRAMS

ROOT = Path(__file__).resolve().parents[2]
# Officer of the simulator: (staff number, full name, agency slug, role).
Staff = tuple[str, str, str, str]


def site_of(origin: str, staff: Iterable[Staff], procedures: Iterable[str]) -> Site:
    """The site ready to be walked; safe to repeat, but for a new token an agency each time."""
    people = list(staff)
    agencies = {agency.slug: agency for agency in Agency.objects.filter(slug__in={slug for _, _, slug, _ in people})}
    demo = json.loads((ROOT / "seed/people/demo.json").read_text())
    now = timezone.now()
    rows = [
        {"staff_number": number, "username": number.lower(), "full_name": name, "agency": slug, "role": role,
         "title": str(Role(role).label)}
        for number, name, slug, role in people
    ]  # fmt: skip
    load_officials(rows, agencies, demo, now)
    roles = list(ROLES_OF_PROGRAMS)
    tokens = {
        slug: actions.make_api_client(System("bench"), name="Phần mềm tại quầy", agency=agency, roles=roles, now=now)[1]
        for slug, agency in agencies.items()
    }
    return Site(
        origin=origin,
        password=demo["password"],
        secret=demo["totp_secret"],
        logins={number: number.lower() for number, *_ in people},
        tokens=tokens,
        forms={code: form for code in procedures if (form := _form(origin, code, token=next(iter(tokens.values()))))},
    )


def _form(origin: str, code: str, *, token: str) -> tuple[Mapping[str, Any] | None, list[PaperRule]] | None:
    """The schema of a procedure's form and the rules of its papers, as its card in the API tells them."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{origin}/api/procedures/{code}", headers=headers, timeout=30)
    if answer.status_code == HTTPStatus.NOT_FOUND:
        return None  # the plan knows the whole catalogue, the house offers what is published
    card = answer.raise_for_status().json()
    known = {form["code"]: form["schema"] for form in read_forms(ROOT / "seed/forms")}
    rules = [
        PaperRule(part["code"], part["required"], part["kind"] != "DOCUMENT", bool(part["replaced_by"]))
        for part in card["parts"]
    ]
    return known.get(card["form_code"]), rules
