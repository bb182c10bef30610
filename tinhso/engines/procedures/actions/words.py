"""Keeps the words for finding a procedure in step with its aliases and the abbreviations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from tinhso.engines.procedures import queries
from tinhso.engines.procedures.models import ProcedureAlias, ProcedureVersion
from tinhso.engines.procedures.rules.finding import keywords


def refresh_keywords(versions: Sequence[ProcedureVersion]) -> int:
    """Write anew the keywords of these versions where they differ; how many were. No event: not an act of law."""
    aliases: dict[int, list[str]] = defaultdict(list)
    owners = [version.procedure_id for version in versions]
    for procedure_id, text in ProcedureAlias.objects.filter(procedure__in=owners).values_list("procedure_id", "text"):
        aliases[procedure_id].append(text)
    shorts = queries.shorts()
    changed = []
    for version in versions:
        texts = [version.name, version.field_name, version.result_name, version.agency_text]
        words = keywords(texts, sorted(aliases[version.procedure_id]), shorts)
        if words != version.keywords:
            version.keywords = words
            changed.append(version)
    ProcedureVersion.objects.bulk_update(changed, ["keywords"], batch_size=500)
    refresh_vocabulary()
    return len(changed)


def refresh_vocabulary() -> None:
    """Count anew which words the catalogue says, so that misspelt ones find their neighbours; readers do not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT procedures_refresh_vocabulary()")
