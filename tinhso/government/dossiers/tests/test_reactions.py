"""What dossiers hear from below: money that came, and decisions about days off."""

from __future__ import annotations

from datetime import date, time

from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.reactions import REACTIONS
from tinhso.engines.payments.actions import collect_cash
from tinhso.engines.payments.events import PaymentSettled
from tinhso.engines.payments.queries import charges_of
from tinhso.engines.signing.events import PaperProven
from tinhso.engines.signing.proving import prove
from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.signing.tests.archive import clock_at
from tinhso.engines.store.models import StoredPaper
from tinhso.government.dossiers import jobs, reactions
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import COPY, HOUR, MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.partners import timestamps
from tinhso.ground.journal.models import Entry
from tinhso.ground.reference.actions import decide_working_hours


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


def test_the_store_keeps_the_result_as_it_is_proven_for_decades(place, monkeypatch, settings):
    result = dossier_in(place, "RETURNED").result
    paper = paper_by_code(result.paper_code)
    (stored,) = StoredPaper.objects.filter(file=paper.file)
    now = paper.sealed_at
    token = clock_at(settings.KEYS_DIR, now)
    monkeypatch.setattr(timestamps, "stamp", lambda digest, **_: timestamps.Stamp(token(digest), now, "trial"))

    prove(System("signing"), paper.pk, now=now)
    entry = Entry.objects.filter(kind=PaperProven.kind).latest("id")
    for handler in REACTIONS[entry.kind] * 2:
        handler(entry)

    proven = paper_by_code(result.paper_code)
    assert (proven.level, proven.proof_problem) == ("B-LTA", "")
    stored.refresh_from_db()
    assert stored.file == proven.file != paper.file


def test_a_decision_about_days_off_is_told_in_the_words_of_the_decision(place):
    said = "văn bản 12729/VPCP-KGVX cho nghỉ Thứ Sáu 02/01/2026"
    facts = {"scope": "VN", "words": said, "instrument": "12729/VPCP-KGVX", "days": [f"{date(2026, 1, 2)} SWAP_OFF"]}

    reactions.hear_calendar_decision(Entry(facts=facts))

    job = ProcrastinateJob.objects.filter(task_name="dossiers.move_due_dates").latest("id")
    assert job.args == {"reason": said, "scope": "VN"}


def test_working_hours_of_an_agency_move_its_own_promises_and_no_others(place):
    ours = make_dossier(place)
    theirs = make_dossier(make_one_stop("NB.C14167"))
    promised = ours.due_at  # 8 working hours from Monday 09:00, by the hours of the nation; 24/11 is a day off

    decide_working_hours(
        System("test"), instrument="12/QĐ-UBND", title="Giờ mùa đông", scope=f"agency:{place.agency.pk}",
        weekdays=[0, 1, 2, 3, 4], sessions=((time(8), time(11)), (time(14), time(16))),
        valid_from=MONDAY.date(), now=MONDAY + HOUR,
    )  # fmt: skip
    entry = Entry.objects.filter(kind="reference.working_hours_decided").latest("id")
    for handler in REACTIONS[entry.kind]:
        handler(entry)
    job = ProcrastinateJob.objects.filter(task_name="dossiers.move_due_dates").latest("id")
    jobs.move_due_dates(**job.args)

    assert job.args["scope"] == f"agency:{place.agency.pk}"
    moved = Dossier.objects.get(pk=ours.pk)
    assert promised == MONDAY.replace(day=25, hour=9, minute=30)
    assert moved.due_at == MONDAY.replace(day=25, hour=15)
    assert "12/QĐ-UBND" in job.args["reason"]
    assert Dossier.objects.get(pk=theirs.pk).due_at == theirs.due_at
