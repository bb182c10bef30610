"""The only upward news: what happened below, and who above must hear of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tinhso.engines.payments.events import ChargeReplaced, ChargeWaived, PaymentSettled, RefundDecided, RefundEnded
from tinhso.engines.signing.events import PaperProven
from tinhso.government.dossiers import reactions as dossiers
from tinhso.government.dossiers.events import (
    AgencySucceeded,
    ApologySent,
    ConsultationAnswered,
    ConsultationAsked,
    DossierAssigned,
    DossierFiled,
    DossierMoved,
    DossierReceived,
    DossierRefused,
    DossierVerified,
    DueDateMoved,
    FeeRecounted,
    PartStored,
    ResultIssued,
    ResultProposed,
    ResultReturned,
    ResultSigned,
    SupplementAnswered,
    SupplementRequested,
)
from tinhso.government.life_events import reactions as life_events
from tinhso.government.portal_sync import reactions as portal_sync
from tinhso.ground.gateway.events import EventArrived, MessageBuried, MessageDelivered
from tinhso.ground.journal.models import Entry
from tinhso.ground.reference.events import CalendarDecided, WorkingHoursDecided

REACTIONS: Mapping[str, tuple[Callable[[Entry], None], ...]] = {
    # what happened            who above must hear of it
    PaymentSettled.kind: (dossiers.hear_payment,),
    ChargeWaived.kind: (dossiers.hear_payment,),
    ChargeReplaced.kind: (dossiers.hear_payment,),
    RefundEnded.kind: (dossiers.hear_refund,),
    RefundDecided.kind: (dossiers.hear_refund,),
    PaperProven.kind: (dossiers.hear_proof,),
    CalendarDecided.kind: (dossiers.hear_calendar_decision,),
    WorkingHoursDecided.kind: (dossiers.hear_calendar_decision,),
    DossierFiled.kind: (portal_sync.hear_dossier,),
    DossierReceived.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    DossierMoved.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    DossierRefused.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    SupplementRequested.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    SupplementAnswered.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    ResultIssued.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    ResultReturned.kind: (life_events.hear_dossier, portal_sync.hear_dossier),
    # Steps and promises of which the national portal alone must hear.
    DossierAssigned.kind: (portal_sync.hear_dossier,),
    DossierVerified.kind: (portal_sync.hear_dossier,),
    ConsultationAsked.kind: (portal_sync.hear_dossier,),
    ConsultationAnswered.kind: (portal_sync.hear_dossier,),
    ResultProposed.kind: (portal_sync.hear_dossier,),
    ResultSigned.kind: (portal_sync.hear_dossier,),
    FeeRecounted.kind: (portal_sync.hear_dossier,),
    PartStored.kind: (portal_sync.hear_dossier,),
    ApologySent.kind: (portal_sync.hear_dossier,),
    DueDateMoved.kind: (portal_sync.hear_dossier,),
    AgencySucceeded.kind: (portal_sync.hear_dossier,),
    MessageDelivered.kind: (life_events.hear_delivery,),
    MessageBuried.kind: (life_events.hear_burial,),
    EventArrived.kind: (life_events.hear_partner,),
}
