"""How a line of the log is written: as JSON for machines or as text for people, with its request id, naming nobody."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from tinhso.ground.watch import tracks
from tinhso.ground.watch.masking import masked

# Django writes the raw path, which may hold codes and what people typed: of a request only its route is told.
ABOUT_REQUESTS = frozenset({"django.request", "django.security.csrf"})


def message_of(record: logging.LogRecord) -> str:
    """What the line says, free of personal data."""
    if record.name in ABOUT_REQUESTS or record.name.startswith("django.security"):
        request = getattr(record, "request", None)
        status = getattr(record, "status_code", "")
        return f"{status} {getattr(request, 'method', '')} {route_of(request)}".strip()
    return masked(record.getMessage())


def route_of(request: Any) -> str:
    """The pattern of a request's address, never the address itself; '-' where there is none."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "-"


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What the house itself added to a line (`extra={"facts": {…}}`): numbers as they are, words masked."""
    facts: dict[str, Any] = getattr(record, "facts", {})
    return {name: masked(value) if isinstance(value, str) else value for name, value in facts.items()}


class Json(logging.Formatter):
    """One object a line: at, level, logger, message, request_id, trace_id, what else is known, and the error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        here = tracks.current()
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if here is not None:
            line |= {"request_id": here.request_id, "trace_id": here.trace_id}
        line |= facts_of(record)
        if record.exc_info:
            line["error"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class Line(logging.Formatter):
    """A line for people: time, level, logger, request id, message, facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the error below it."""
        facts = "".join(f" {name}={value}" for name, value in facts_of(record).items())
        known = tracks.request_id()
        line = (
            f"{self.formatTime(record)} {record.levelname} {record.name}{f' [{known}]' if known else ''}"
            f" {message_of(record)}{facts}"
        )
        return f"{line}\n{masked(self.formatException(record.exc_info))}" if record.exc_info else line
