"""What is already known of a person, as forms may take it over: enter once (nhập một lần)."""

from __future__ import annotations

from datetime import date

from tinhso.ground.people.models import Citizen


def facts_of(citizen: Citizen, *, today: date) -> dict[str, str]:
    """Prefill key (eforms.rules.PREFILL_KEYS) -> text; unknown facts are left out."""
    known = {
        "full_name": citizen.full_name,
        "personal_number": citizen.personal_number or "",
        "birth_date": citizen.birth_date.isoformat() if citizen.birth_date else "",
        "sex": citizen.sex,
        "ethnicity": citizen.ethnicity,
        "nationality": citizen.nationality,
        "phone": citizen.phone,
        "email": citizen.email,
        "address": citizen.address,
        "commune_code": citizen.commune_code,
        "today": today.isoformat(),
    }
    return {key: text for key, text in known.items() if text}
