"""The thinnest whole path: filed on Monday morning, the signed result in hand the same day."""

from __future__ import annotations

from datetime import timedelta

from tinhso.engines.notifications.queries import messages_about
from tinhso.engines.signing.queries import paper_by_code, report_on
from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, make_dossier
from tinhso.ground.files.queries import content


def test_a_birth_is_registered_from_filing_to_the_result_in_hand(place):
    dossier = make_dossier(place, now=MONDAY)
    assert (dossier.code, dossier.state) == (f"{place.agency.code}-261123-0001", S.AWAITING_RECEPTION)
    assert dossier.due_at - MONDAY > timedelta(hours=8)

    dossier = actions.receive(place.reception, dossier, now=MONDAY + HOUR / 2)
    assert dossier.state == S.TRANSFERRED
    assert dossier.due_at.date() == MONDAY.date()
    assert "trả kết quả trong ngày" in dossier.due_sentence

    dossier = actions.take(place.officer, dossier, now=MONDAY + HOUR)
    dossier = actions.propose(place.officer, dossier, content="Đủ điều kiện đăng ký khai sinh", now=MONDAY + 2 * HOUR)
    dossier = actions.sign(place.leader, dossier, now=MONDAY + 3 * HOUR)
    dossier = actions.issue(place.clerk, dossier, now=MONDAY + 4 * HOUR)
    assert (dossier.state, dossier.finished_at) == (S.RESULT_READY, MONDAY + 4 * HOUR)
    dossier = actions.hand_over(place.result_officer, dossier, receiver_name="Trần Thị Mơ", now=MONDAY + 5 * HOUR)

    assert dossier.state == S.RETURNED
    result = queries.dossier_for(place.applicant, dossier.code).result
    assert (result.number, result.receiver_name) == ("01/2026/KQ-UBND", "Trần Thị Mơ")
    report = report_on(content(paper_by_code(result.paper_code).file))
    assert report.good and len(report.signatures) == 2
    assert [line.to_desk for line in queries.hand_overs(dossier)] == [
        "RECEPTION", "RECEPTION", "CASE_OFFICER", "CASE_OFFICER", "LEADER", "CLERK", "RESULT_OFFICER", "NOBODY",
    ]  # fmt: skip
    assert [entry.kind for entry in queries.timeline(dossier)] == [
        "dossiers.filed", "dossiers.received", "dossiers.moved", "dossiers.assigned", "dossiers.result_proposed",
        "dossiers.result_signed", "dossiers.result_issued", "dossiers.returned",
    ]  # fmt: skip
    assert {message.template for message in messages_about(dossier.subject)} == {
        "dossier-received", "result-ready", "result-returned",
    }  # fmt: skip


def test_an_electronic_result_returns_by_itself_the_moment_it_is_sealed(place):
    dossier = make_dossier(place, delivery="ONLINE")
    dossier = actions.receive(place.reception, dossier, now=MONDAY)
    dossier = actions.take(place.officer, dossier, now=MONDAY)
    dossier = actions.propose(place.officer, dossier, content="Đủ điều kiện", now=MONDAY)
    dossier = actions.sign(place.leader, dossier, now=MONDAY)

    dossier = actions.issue(place.clerk, dossier, now=MONDAY)

    assert dossier.state == S.RETURNED
    assert queries.dossier_for(place.applicant, dossier.code).result.delivery == "ONLINE"
