"""One confirmation, many signatures: whatever dies in the middle, no paper is signed twice and none is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.engines.signing import certificates
from tinhso.engines.signing.models import SignedPaper
from tinhso.engines.signing.queries import report_on
from tinhso.government.bulk_signing import actions, jobs, queries, rules
from tinhso.government.bulk_signing.lifecycle import SigningKind
from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.government.bulk_signing.tests.factories import NOW, a_list, run_to_the_end, signed_in, states
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.models import Dossier, Result
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.queries import content
from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Post
from tinhso.ground.people.tests.factories import make_official, person_of

pytestmark = pytest.mark.django_db


def signed() -> list[str]:
    """Codes of dossiers in the order in which their results were signed."""
    return list(Entry.objects.filter(kind="dossiers.result_signed").order_by("id").values_list("subject", flat=True))


def failing_at(monkeypatch, where: object, name: str, at: int, failure: BaseException) -> None:
    """Let a function fail at its call number `at`, once."""
    real, calls = getattr(where, name), iter(range(1, 1000))

    def fragile(*args, **kwargs):
        if next(calls) == at:
            raise failure
        return real(*args, **kwargs)

    monkeypatch.setattr(where, name, fragile)


def test_a_list_is_confirmed_once_and_signed_to_the_end(place, drafts, opened, sign_in):
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    job = ProcrastinateJob.objects.get(task_name="bulk_signing.sign_papers")

    session = run_to_the_end(opened)

    assert job.args == {"session_id": opened.pk, "run": 1}
    assert (session.state, states(session)) == ("DONE", ["DONE"] * 3)
    assert signed() == [dossier.subject for dossier in drafts]
    papers = SignedPaper.objects.all()
    assert {paper.signer_name for paper in papers} == {place.leader.name}
    assert len(papers) == 3
    moves = Entry.objects.filter(subject=session.subject).order_by("id").values_list("facts__verb", flat=True)
    assert list(moves) == ["open", "start", "finish"]


def test_a_clerk_numbers_and_seals_results_and_refusals_in_the_order_of_the_list(place):
    refused = dossier_in(place, "IN_PROCESS")
    dossiers.propose(
        place.officer, refused, outcome="REFUSED", content="Không đủ điều kiện", legal_basis="Luật Hộ tịch", now=NOW
    )
    dossiers.sign(place.leader, refused, now=NOW)
    dossier_in(place, "SIGNED")
    session = a_list(place.clerk)
    actions.start(place.clerk, session, sign_in=signed_in(place.clerk), now=NOW)

    session = run_to_the_end(session)

    assert states(session) == ["DONE", "DONE"]
    sealed = [item.dossier for item in queries.items_of(session)]
    assert {dossier.state for dossier in sealed} == {"RESULT_READY", "REFUSED_AFTER_EXAMINATION"}
    first, second = (int(Result.objects.get(dossier=dossier).number.partition("/")[0]) for dossier in sealed)
    assert second == first + 1
    assert SignedPaper.objects.filter(state="SEALED").count() == 2


def test_what_was_left_out_or_sent_back_is_not_signed(place, drafts, opened, sign_in):
    first, second, _ = queries.items_of(opened)
    actions.leave_out(place.leader, opened, first, now=NOW)
    with pytest.raises(Refused):
        actions.send_back(place.leader, opened, second, reason=" ", now=NOW)
    actions.send_back(place.leader, opened, second, reason="Sai tên đệm của mẹ.", now=NOW)
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)

    session = run_to_the_end(opened)

    assert states(session) == ["LEFT_OUT", "SENT_BACK", "DONE"]
    assert [Dossier.objects.get(pk=d.pk).state for d in drafts] == ["AWAITING_SIGNATURE", "IN_PROCESS", "SIGNED"]


def test_a_paper_that_changed_meanwhile_is_refused_with_its_reason_and_the_rest_goes_on(place, drafts, opened, sign_in):
    dossiers.send_back(place.leader, drafts[1], reason="Thiếu căn cứ", now=NOW)
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)

    session = run_to_the_end(opened)

    assert (session.state, states(session)) == ("DONE", ["DONE", "REFUSED", "DONE"])
    (refused,) = queries.refused_of(session)
    assert place.leader.name in refused.reason
    assert Entry.objects.filter(kind="bulk_signing.not_signed").get().facts["reason"] == refused.reason


def test_a_changed_paper_is_signed_once_the_list_was_brought_up_to_date(place, drafts, opened, sign_in):
    dossiers.send_back(place.leader, drafts[0], reason="Thiếu căn cứ", now=NOW)
    dossiers.propose(place.officer, drafts[0], content="Đủ điều kiện", legal_basis="Luật Hộ tịch", now=NOW)
    late = dossier_in(place, "AWAITING_SIGNATURE")
    actions.renew(place.leader, opened, now=NOW)
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)

    session = run_to_the_end(opened)

    assert states(session) == ["DONE"] * 4
    assert signed()[-1] == late.subject


@pytest.mark.parametrize("within", [False, True], ids=["between two papers", "within one"])
def test_a_killed_worker_harms_nothing(place, drafts, opened, sign_in, monkeypatch, within):
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    if within:  # after the second paper was signed, before its line was written
        failing_at(monkeypatch, SigningItem, "save", 2, SystemExit())
        with pytest.raises(SystemExit):
            run_to_the_end(opened)
    else:
        run_to_the_end(opened, papers=1)
    assert states(opened) == ["DONE", "WAITING", "WAITING"]
    assert signed() == [drafts[0].subject]

    session = run_to_the_end(opened)  # the same job, given to another worker

    assert (session.state, states(session)) == ("DONE", ["DONE"] * 3)
    assert signed() == [dossier.subject for dossier in drafts]
    assert SignedPaper.objects.count() == 3


def test_a_paper_that_kills_its_worker_each_time_is_refused_in_the_end(place, drafts, opened, sign_in, monkeypatch):
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    for _ in range(rules.MOST_TRIES):
        with monkeypatch.context() as broken, pytest.raises(SystemExit):
            failing_at(broken, certificates, "signer_of", 1, SystemExit())
            run_to_the_end(opened)

    session = run_to_the_end(opened)

    assert states(session) == ["REFUSED", "DONE", "DONE"]
    assert queries.refused_of(session)[0].reason == rules.BROKEN_OFF


@pytest.mark.parametrize("code", ["certificate-expired", "certificate-revoked"])
def test_an_ended_certificate_pauses_the_session_instead_of_failing_each_paper(
    place, drafts, opened, sign_in, monkeypatch, code
):
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    run_to_the_end(opened, papers=1)
    with monkeypatch.context() as expired:
        failing_at(expired, certificates, "signer_of", 2, Refused(code, "Chứng thư đã hết hạn."))
        session = run_to_the_end(opened)

    assert (session.state, session.reason) == ("PAUSED", "Chứng thư đã hết hạn.")
    assert states(session) == ["DONE", "WAITING", "WAITING"]
    assert list(SigningItem.objects.order_by("place").values_list("tries", flat=True)) == [1, 0, 0]
    actions.resume(place.leader, session, sign_in=sign_in, now=NOW)
    assert states(run_to_the_end(session)) == ["DONE"] * 3


def test_a_signing_service_that_dies_in_the_middle_pauses_the_session_and_is_asked_once_for_the_rest(
    place, drafts, opened, sign_in, csc_double, settings
):
    settings.SIGNING_PIN = "123456"
    call_command("add_certificate", credential="ky-rsa", owner=place.leader.ref, certificate=[csc_double.root])
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    run_to_the_end(opened, papers=1)
    csc_double.faults(dies=1)

    session = run_to_the_end(opened)

    assert (session.state, states(session)) == ("PAUSED", ["DONE", "WAITING", "WAITING"])
    assert session.reason.startswith("Dịch vụ ký số từ xa")
    MessageLog.objects.all().delete()
    actions.resume(place.leader, session, sign_in=sign_in, now=NOW)
    assert states(run_to_the_end(session)) == ["DONE"] * 3
    allowed = MessageLog.objects.filter(operation="credentials/authorize").values_list("detail", flat=True)
    assert list(allowed) == ["2 hash"]
    assert signed() == [dossier.subject for dossier in drafts]
    assert all(report_on(content(paper.file)).good for paper in SignedPaper.objects.all())


def test_a_paper_in_two_lists_is_signed_by_one_of_them(place, drafts, opened, sign_in):
    deputy = person_of(make_official(place.agency, "LEADER", full_name="Trần Văn Phó", title="Phó Chủ tịch"))
    others = a_list(deputy)
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    actions.start(deputy, others, sign_in=signed_in(deputy), now=NOW)

    run_to_the_end(opened, papers=1)
    run_to_the_end(others, papers=2)
    run_to_the_end(opened)
    run_to_the_end(others)

    assert states(opened) == ["DONE", "REFUSED", "DONE"]
    assert states(others) == ["REFUSED", "DONE", "REFUSED"]
    assert sorted(signed()) == sorted(dossier.subject for dossier in drafts)


@pytest.mark.parametrize("case", ["signed out", "too late", "no post", "stopped"])
def test_a_session_rests_when_its_confirmation_holds_no_more(place, drafts, opened, sign_in, case):
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    run_to_the_end(opened, papers=1)
    now, reason = NOW, {"signed out": rules.SIGNED_OUT, "too late": rules.TOO_LATE, "no post": rules.NO_POST}.get(case)
    if case == "signed out":
        Session.objects.all().delete()
    elif case == "too late":
        now = NOW + HOUR
    elif case == "no post":
        Post.objects.filter(official=place.leader.official_id).update(valid_to=NOW.date() - timedelta(days=1))
    else:
        actions.stop(place.leader, opened, now=NOW)
        reason = rules.STOPPED

    session = run_to_the_end(opened, now=now)

    assert (session.state, session.reason) == ("PAUSED", reason)
    assert states(session) == ["DONE", "WAITING", "WAITING"]
    if case == "no post":
        with pytest.raises(NotAllowed):
            actions.resume(place.leader, session, sign_in=sign_in, now=now)
        return
    actions.resume(place.leader, session, sign_in=signed_in(place.leader, now=now), now=now)
    assert not actions.sign_next(session.pk, run=1, now=now)  # a job of the first confirmation comes late
    assert run_to_the_end(session, now=now).state == "DONE"


def test_a_session_that_nobody_works_on_is_given_a_job_again(place, drafts, opened, sign_in):
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    SigningSession.objects.update(moved_at=MONDAY)
    ProcrastinateJob.objects.all().delete()

    jobs.go_on(0)
    jobs.go_on(0)

    (job,) = ProcrastinateJob.objects.filter(task_name="bulk_signing.sign_papers")
    assert job.args == {"session_id": opened.pk, "run": 1}


def test_a_session_is_its_owners_alone(place, drafts, opened):
    deputy = person_of(make_official(place.agency, "LEADER", full_name="Trần Văn Phó", title="Phó Chủ tịch"))

    for other in (deputy, place.clerk, place.applicant):
        with pytest.raises(NotVisible):
            queries.session_for(other, opened.key)
    assert queries.session_for(place.leader, opened.key) == opened
    with pytest.raises(NotAllowed):
        actions.open_session(place.clerk, place.agency.pk, SigningKind.SIGN, now=NOW)


def test_a_list_that_has_not_ended_is_gone_on_with(place, drafts, opened):
    assert a_list(place.leader) == opened
    actions.close(place.leader, opened, now=NOW)
    assert a_list(place.leader) != opened
