"""What life events do when something happens below; each is safe to hear twice."""

from __future__ import annotations

from tinhso.government.life_events import actions
from tinhso.ground.journal.models import Entry


def hear_dossier(entry: Entry) -> None:
    """A dossier was accepted, moved or ended: the part that it does follows."""
    actions.follow_dossier(int(entry.facts["dossier_id"]), now=entry.at)


def hear_delivery(entry: Entry) -> None:
    """A partner took what we sent."""
    facts = entry.facts
    actions.hear_delivered(facts["subject"], facts["operation"], facts["answer"], now=entry.at)


def hear_burial(entry: Entry) -> None:
    """A partner could not be told."""
    actions.hear_buried(entry.facts["subject"], now=entry.at)


def hear_partner(entry: Entry) -> None:
    """A partner tells where its dossier stands."""
    facts = entry.facts
    actions.hear_event(facts["partner"], facts["subject"], facts["data"], now=entry.at)
