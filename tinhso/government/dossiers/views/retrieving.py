"""Asking a database about the applicant, and showing what it said beside what the dossier says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _t
from django.views.decorators.http import require_POST

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.models import Dossier, Finding, Retrieved
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.people.doors import Request, staff_only
from tinhso.ground.web.reading import reading

FACTS = {
    "full_name": _t("Họ và tên"),
    "born": _t("Ngày sinh"),
    "sex": _t("Giới tính"),
    "commune": _t("Nơi cư trú"),
}
SEXES = {"MALE": "Nam", "FEMALE": "Nữ"}
SAID = {
    Finding.FOUND: ("good", _t("Cơ sở dữ liệu dân cư khớp với hồ sơ.")),
    Finding.DIFFERS: ("warn", _t("Cơ sở dữ liệu dân cư có điểm khác với hồ sơ; xem mục Dữ liệu khai thác.")),
    Finding.VERIFIED: ("good", _t("Cơ sở dữ liệu dân cư xác nhận số định danh, họ tên và ngày sinh khớp nhau.")),
    Finding.NOT_VERIFIED: ("warn", _t("Cơ sở dữ liệu dân cư: số định danh, họ tên và ngày sinh không khớp nhau.")),
    Finding.NOT_FOUND: ("warn", _t("Cơ sở dữ liệu dân cư không có người mang số định danh này.")),
    Finding.ASKING: ("warn", _t("Lượt hỏi này đang chờ câu trả lời; hãy tải lại trang sau ít giây.")),
    Finding.UNAVAILABLE: (
        "warn",
        _t("Chưa hỏi được cơ sở dữ liệu dân cư. Hồ sơ vẫn nguyên; bạn có thể hỏi lại sau hoặc xem giấy tờ người nộp."),
    ),
}


@dataclass(frozen=True)
class Shown:
    """One snapshot in words. facts: (name, what the database says, what the dossier says where it says otherwise)."""

    label: str
    outcome: str
    source: str
    who: str
    agency: str
    at: datetime
    facts: list[tuple[str, str, str]]

    @property
    def different(self) -> list[tuple[str, str, str]]:
        """The facts that differ."""
        return [fact for fact in self.facts if fact[2]]


def retrieved_on(request: Request, dossier: Dossier) -> dict[str, Any]:
    """For the officer's page: retrieved, the newest that found somebody, and the key of a press if he may ask."""
    shown = [_shown(one) for one in queries.retrieved_of(dossier)]
    return {
        "retrieved": shown,
        "snapshot": next((one for one in shown if one.facts), None),
        "ask_key": uuid4() if queries.may_ask_population(request.person, dossier) else None,
    }


def _shown(one: Retrieved) -> Shown:
    return Shown(
        label=one.outcome_label,
        outcome=one.outcome,
        source=one.database_label,
        who=one.asked_by.full_name,
        agency=one.agency.name,
        at=one.asked_at,
        facts=[
            (str(name), _in_words(fact, one.facts[fact]), _in_words(fact, one.differences.get(fact, "")))
            for fact, name in FACTS.items()
            if one.facts.get(fact)
        ],
    )


def _in_words(fact: str, said: str) -> str:
    if fact == "sex":
        return reading(SEXES.get(said, ""))
    return format_date(date.fromisoformat(said)) if fact == "born" and len(said) == 10 else said


@staff_only
@require_POST
def ask_population(request: Request, code: str) -> HttpResponse:
    """Ask the population database about the applicant, or have it verify him; a second press asks nobody again."""
    dossier = queries.dossier_for(request.person, code)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Refused("stale-page", "Trang này đã cũ; hãy tải lại trang rồi bấm lại.") from error
    verify = request.POST.get("what") == "verify"
    asked = actions.ask_population(request.person, dossier, key=key, verify=verify, now=request.now)
    tone, sentence = SAID[Finding(asked.outcome)]
    messages.info(request, str(sentence), extra_tags=tone)
    return redirect("dossiers:show", dossier.code)
