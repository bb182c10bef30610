"""What the clock starts for dossiers; every job is safe to repeat and to interrupt."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.workflow.actions import rederive_clocks
from tinhso.government.dossiers import actions, queries
from tinhso.ground.base.refused import Refused
from tinhso.ground.watch.tracks import handed

HANDFUL = 20  # papers signed together: whoever waits for one of them waits for the typesetting of all


@app.task(name="dossiers.move_due_dates", lock="dossiers.move_due_dates")
def move_due_dates(reason: str, scope: str = "VN") -> None:
    """Move every open promise after a late decision, chunk by chunk; the applicants are told by jobs of their own."""
    now = timezone.now()
    for chunk in rederive_clocks(queries.SYSTEM, reason=reason, now=now, scope=scope, hold=actions.hold_dossiers):
        moved = actions.move_due_dates([(m.subject, m.new, m.sentence) for m in chunk], reason=reason, now=now)
        if moved:
            app.configure_task("dossiers.tell_moved").defer(
                dossier_ids=[d.pk for d in moved], reason=reason, **handed()
            )
    actions.move_reception_limits(now=now)


@app.task(name="dossiers.tell_moved")
def tell_moved(dossier_ids: list[int], reason: str) -> None:
    """Tell these applicants their new day; a fact that was told is not told again."""
    now = timezone.now()
    for dossier_id in dossier_ids:
        actions.tell_moved(dossier_id, reason=reason, now=now)


@app.task(name="dossiers.sign_paper")
def sign_paper(paper_id: int) -> None:
    """Sign the paper of one act."""
    actions.sign_paper(paper_id, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="dossiers.sign_papers_again", queueing_lock="dossiers.sign_papers_again")
def sign_papers_again(timestamp: int) -> None:
    """Sign what is due: papers that could not be signed, and those whose worker died with them in hand."""
    now = timezone.now()
    due = queries.papers_due(now)
    for first in range(0, len(due), HANDFUL):
        actions.sign_papers(due[first : first + HANDFUL], now=now)


@app.periodic(cron="10 * * * *")
@app.task(name="dossiers.close_unanswered", queueing_lock="dossiers.close_unanswered")
def close_unanswered(timestamp: int) -> None:
    """Close what stayed unanswered for 15 working days."""
    now = timezone.now()
    for dossier in queries.supplements_overdue(now):
        try:
            actions.close_unanswered(queries.SYSTEM, dossier, now=now)
        except Refused:
            continue  # answered, withdrawn or closed since the list was read


@app.periodic(cron="*/10 * * * *")
@app.task(name="dossiers.transfer_waiting", queueing_lock="dossiers.transfer_waiting")
def transfer_waiting(timestamp: int) -> None:
    """Pass on in the morning what was received after 15:00."""
    now = timezone.now()
    for dossier in queries.waiting_transfer(now):
        if actions.passes_on_at(dossier) > now:
            continue
        try:
            actions.transfer(queries.SYSTEM, dossier, now=now)
        except Refused:
            continue  # someone passed it on meanwhile


@app.periodic(cron="*/15 * * * *")
@app.task(name="dossiers.watch", queueing_lock="dossiers.watch")
def watch(timestamp: int) -> None:
    """No silent dossier: put the forgotten on the board of the head of the one-stop."""
    actions.raise_silent_alerts(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="dossiers.fold_counts", queueing_lock="dossiers.fold_counts")
def fold_counts(timestamp: int) -> None:
    """Fold the changes of counts into the counts."""
    actions.fold_counts()


@app.periodic(cron="40 2 * * *")
@app.task(name="dossiers.discard_old_entries", queueing_lock="dossiers.discard_old_entries")
def discard_old_entries(timestamp: int) -> None:
    """Throw away what was begun at a counter and left."""
    actions.discard_old_counter_entries(now=timezone.now())
