"""Publishing the heads of the journal."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tinhso.engines.signing.actions import sign_statement
from tinhso.front.evidence import ledger, rules
from tinhso.front.evidence.events import HeadsPublished
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record
from tinhso.ground.journal.queries import heads


@transaction.atomic
def publish_heads(actor: Actor, *, now: datetime) -> rules.Statement:
    """State, sign and append where every chain stands now; the journal keeps the digest of the line.

    Refused: no-certificate, certificate-expired. OSError when the file cannot be written.
    """
    stand = [(head.chain, head.seq, head.digest) for head in heads()]

    def line_after(last: rules.Statement | None) -> str:
        number, previous = (last.number + 1, last.digest) if last else (1, "")
        text = rules.text_of(number, now, settings.PUBLIC_ORIGIN, stand, previous)
        return rules.line_of(text, sign_statement(actor, text.encode(), now=now))

    statement = ledger.append(settings.JOURNAL_HEADS, line_after)
    record(actor, HeadsPublished(statement.number, len(stand), statement.digest), at=now)
    return statement
