"""What dossiers hear from below: money that came, and decisions about days off."""

from __future__ import annotations

from datetime import date

from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.reactions import REACTIONS
from tinhso.engines.payments.actions import collect_cash
from tinhso.engines.payments.events import PaymentSettled
from tinhso.engines.payments.queries import charges_of
from tinhso.government.dossiers import reactions
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import COPY, HOUR, MONDAY, dossier_in, make_dossier
from tinhso.ground.journal.models import Entry


def settled(dossier, place, *, now):
    """The charge of a dossier paid in cash; what the journal then says of it."""
    collect_cash(place.reception, charges_of(dossier.subject).get(), now=now)
    return Entry.objects.filter(kind=PaymentSettled.kind).latest("id")


def test_a_dossier_knows_that_its_fee_was_paid(place):
    dossier = make_dossier(place, code=COPY)
    assert dossier.owes_fee

    entry = settled(dossier, place, now=MONDAY + HOUR)
    for handler in REACTIONS[entry.kind] * 2:
        handler(entry)

    assert Dossier.objects.get(pk=dossier.pk).fee_paid_at == MONDAY + HOUR


def test_a_dossier_that_waited_for_money_only_goes_on_and_its_day_moves_by_the_wait(place):
    dossier = dossier_in(place, "AWAITING_PAYMENT", code=COPY)
    promised = dossier.due_at

    entry = settled(dossier, place, now=MONDAY + 4 * HOUR)
    reactions.hear_payment(entry)
    reactions.hear_payment(entry)

    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.state == S.IN_PROCESS
    assert dossier.due_at > promised


def test_a_decision_about_days_off_is_told_in_the_words_of_the_decision(place):
    said = "văn bản 12729/VPCP-KGVX cho nghỉ Thứ Sáu 02/01/2026"
    facts = {"scope": "VN", "words": said, "instrument": "12729/VPCP-KGVX", "days": [f"{date(2026, 1, 2)} SWAP_OFF"]}

    reactions.hear_calendar_decision(Entry(facts=facts))

    job = ProcrastinateJob.objects.filter(task_name="dossiers.move_due_dates").latest("id")
    assert job.args == {"reason": said, "scope": "VN"}
