"""Turning facts into the words of a message; never a personal number among them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tinhso.engines.notifications.texts import DETAILS, SIGN_OFF, TEXTS
from tinhso.ground.base.vietnamese import format_date, format_moment

# 12 digits: số định danh cá nhân; 9 digits: old identity card. Dots and spaces between digits do not hide them.
_PERSONAL_NUMBER = re.compile(r"(?<![\w-])(?:\d[ .]?){8}\d(?:(?:[ .]?\d){3})?(?![\w-])")


@dataclass(frozen=True)
class Wording:
    """A message in words: title and body for e-mail, one short sentence for a telephone."""

    title: str
    body: str
    short: str


def worded(template: str, facts: Mapping[str, object], *, name: str, language: str) -> Wording:
    """The wording of a template. KeyError when the template is unknown or a fact that it needs is missing.

    Below the text stand the details that Nghị định 224/2026/NĐ-CP, Điều 15 khoản 1 điểm g asks for, as far as they
    are known: agency, receiving and handling officer, reception, handling and return times.
    """
    text = TEXTS[language][template]
    plain = {key: without_personal_numbers(_plain(value)) for key, value in facts.items()}
    details = [f"{label}: {plain[key]}" for key, label in DETAILS[language].items() if plain.get(key)]
    opening, closing = SIGN_OFF[language]
    paragraphs = [opening.format(name=name), text.body.format_map(plain), "\n".join(details), closing]
    return Wording(
        title=text.title.format_map(plain)[:200],
        body="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        short=text.short.format_map(plain),
    )


def without_personal_numbers(text: str) -> str:
    """The text with all but the last three digits of anything like a personal number hidden."""
    return _PERSONAL_NUMBER.sub(lambda found: "•" * 9 + re.sub(r"\D", "", found.group())[-3:], text)


def fact_key(template: str, to_ref: str, about: str, facts: Mapping[str, object]) -> str:
    """A hash that is the same for the same fact told to the same person about the same thing."""
    told = json.dumps([template, to_ref, about, {k: _plain(v) for k, v in facts.items()}], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value)
    return "" if value is None else str(value)
