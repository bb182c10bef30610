"""What dossiers do when something happens below; each is safe to hear twice."""

from __future__ import annotations

from procrastinate.contrib.django import app

from tinhso.engines.payments.events import RefundEnded
from tinhso.engines.payments.lifecycle import RefundState
from tinhso.government.dossiers import actions
from tinhso.ground.journal.models import Entry


def hear_payment(entry: Entry) -> None:
    """Money came, or is owed no more: note it; go on, or hand the electronic result over, if only that was awaited."""
    about, _, dossier_id = str(entry.facts["subject"]).partition(":")
    if about == "dossier":
        actions.hear_payment(int(dossier_id), now=entry.at)


def hear_refund(entry: Entry) -> None:
    """Money went back to the payer, or was refused him: tell him. What only moves inside the office is no news."""
    facts = entry.facts
    is_back = entry.kind == RefundEnded.kind and facts["state"] == RefundState.DONE
    if is_back or facts.get("verb") == "reject":
        actions.tell_refund(facts["refund_id"], now=entry.at)


def hear_proof(entry: Entry) -> None:
    """A signed paper gained what it needs for decades: the store keeps that file from now on."""
    actions.keep_proven(entry.facts["code"], entry.facts["before_sha256"])


def hear_calendar_decision(entry: Entry) -> None:
    """A decision about days off or working hours was entered, perhaps late: move open promises, in the background."""
    facts = entry.facts
    app.configure_task("dossiers.move_due_dates").defer(reason=facts["words"], scope=facts["scope"])
