"""./manage.py due_date: when is it due, and why, in one sentence."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from tinhso.engines.workflow.limits import Cutoff, Limit, LimitUnit, Reading
from tinhso.engines.workflow.rules import due
from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.loading import load_calendar
from tinhso.ground.reference.models import CalendarDecision
from tinhso.ground.reference.queries import calendar_for, calendar_is_empty

BAD_INPUT = 2
LONGEST = 3660
FIRST_YEAR, LAST_YEAR = 1990, 2100
Choice = TypeVar("Choice", bound=Labelled)


class Command(BaseCommand):
    """Prints the due moment (ISO, +07:00) on the first line, its explanation on the second."""

    help = "Tính ngày hẹn trả và giải thích bằng một câu."

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything is read as text, so that a mistake gets one Vietnamese sentence and exit code 2."""
        parser.add_argument("--received", default="", help="thời điểm nhận, giờ Việt Nam: 2025-04-24T09:00")
        parser.add_argument("--limit", default="", help="thời hạn, số nguyên từ 1")
        parser.add_argument("--unit", default="working_day", help=_words(LimitUnit))
        parser.add_argument("--cutoff", default="none", help=_words(Cutoff))
        parser.add_argument("--reading", default="strict", help=_words(Reading))
        parser.add_argument("--last-hour", action="store_true", help="nhận trong giờ cuối thì tính từ ngày sau")
        parser.add_argument("--as-known-on", default="", help="lịch như đã công bố đến ngày này: 2025-12-24")
        parser.add_argument("--scope", default="VN", help="VN hoặc agency:<số>")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the question with the calendar as it was known then."""
        received_at = _moment(options["received"])
        unit = _one_of(LimitUnit, options["unit"], "--unit")
        limit = Limit(
            _whole(options["limit"], unit),
            unit,
            _one_of(Cutoff, options["cutoff"], "--cutoff"),
            last_hour_rule=options["last_hour"],
            reading=_one_of(Reading, options["reading"], "--reading"),
        )
        known_at = _known_at(options["as_known_on"])
        scope = _scope(options["scope"])
        self._make_sure_of_a_calendar()
        promise = due(received_at, limit, calendar_for(scope, known_at=known_at))
        self.stdout.write(promise.at.isoformat())
        self.stdout.write(promise.sentence)

    def _make_sure_of_a_calendar(self) -> None:
        if CalendarDecision._meta.db_table not in connection.introspection.table_names():
            self.stderr.write("Chưa có bảng dữ liệu: đang tạo.")
            call_command("migrate", verbosity=0)
        if calendar_is_empty():
            self.stderr.write("Lịch làm việc còn trống: đang nạp lịch từ seed/.")
            load_calendar(settings.ROOT / "seed", timezone.now())


def _words(choices: type[Labelled]) -> str:
    return " | ".join(member.value.lower() for member in choices)


def _bad(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=BAD_INPUT)


def _one_of(choices: type[Choice], text: str, option: str) -> Choice:
    found = {member.value: member for member in choices}.get(text.strip().upper())
    if found is None:
        raise _bad(f"{option} không nhận “{text}”; hãy chọn một trong: {_words(choices)}.")
    return found


def _moment(text: str) -> datetime:
    if not text:
        raise _bad("Thiếu --received: hãy ghi thời điểm nhận hồ sơ, ví dụ 2025-04-24T09:00.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _bad(f"Thời điểm nhận “{text}” không đúng; hãy ghi như 2025-04-24T09:00.") from error
    if not re.search(r"\d[T ]\d", text):
        raise _bad(f"Thời điểm nhận “{text}” thiếu giờ; hãy ghi như 2025-04-24T09:00.")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _bad(f"Năm của thời điểm nhận phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _whole(text: str, unit: LimitUnit) -> int:
    if not text and unit == LimitUnit.SAME_DAY:
        return 1
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or not 1 <= int(text) <= LONGEST:
        raise _bad(f"Thời hạn (--limit) phải là số nguyên từ 1 đến {LONGEST}, không phải “{text}”.")
    return int(text)


def _known_at(text: str) -> datetime | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _bad(f"Ngày “{text}” của --as-known-on không đúng; hãy ghi như 2025-12-24.") from error
    return datetime.combine(day, time.max, VIETNAM)


def _scope(text: str) -> str:
    if not re.fullmatch(r"VN|agency:\d{1,18}", text, re.ASCII):
        raise _bad(f"--scope không nhận “{text}”; hãy ghi VN hoặc agency:<số>.")
    return text
