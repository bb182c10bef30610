"""Keys that live elsewhere, and people who sign for others: on a bad day a dossier stays where it was, and says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tinhso.engines.signing.models import Certificate, SignedPaper
from tinhso.engines.signing.queries import paper_by_code, report_on
from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.actions import issuing
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Result
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in
from tinhso.government.dossiers.tests.test_issued_papers import apologised, paper_of, words
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.queries import content
from tinhso.ground.people.actions import enter_substitution
from tinhso.ground.people.models import Official, Role, SignsFor
from tinhso.ground.people.tests.factories import make_official, person_of

AT = MONDAY + 3 * HOUR
DAY = timedelta(days=1)


@pytest.fixture
def far(place, csc_double):
    """The keys of leader and seal live at the remote service."""
    for owner, credential in ((place.leader.ref, "ky-rsa"), (f"agency:{place.agency.pk}", "ky-p256")):
        Certificate.objects.filter(owner_ref=owner).delete()
        call_command("add_certificate", credential=credential, owner=owner, certificate=[csc_double.root])
    return csc_double


def test_no_transaction_waits_for_the_key(place, monkeypatch):
    depths, theirs = [], issuing.signed_files
    monkeypatch.setattr(
        issuing, "signed_files", lambda *a, **k: depths.append(len(connection.savepoint_ids)) or theirs(*a, **k)
    )
    outside = len(connection.savepoint_ids)

    dossier = actions.sign(place.leader, dossier_in(place, S.AWAITING_SIGNATURE), now=AT)
    actions.issue(place.clerk, dossier, now=AT)

    assert depths == [outside, outside]


@pytest.mark.parametrize("fault", ["garbage", "dies", "wrong_signature"])
def test_a_result_stays_unsigned_and_then_unsealed_until_the_key_answers(place, far, fault):
    dossier = dossier_in(place, S.AWAITING_SIGNATURE)
    for act, person, code in ((actions.sign, place.leader, "sign"), (actions.issue, place.clerk, "issue")):
        before = queries.dossier_for(person, dossier.code)
        papers = list(SignedPaper.objects.values_list("state", "file__sha256"))
        far.faults(**{fault: 1})

        with pytest.raises(Refused, match=r"signer-unavailable|wrong-signature"):
            act(person, dossier, now=AT)

        after = queries.dossier_for(person, dossier.code)
        assert (after.state, after.version) == (before.state, before.version), code
        assert list(SignedPaper.objects.values_list("state", "file__sha256")) == papers
        number = Result.objects.get(dossier=dossier).number
        dossier = act(person, dossier, now=AT)

    result = Result.objects.get(dossier=dossier)
    assert (number, result.number) == ("01/2026/KQ-UBND",) * 2
    assert report_on(content(paper_by_code(result.paper_code).file)).good


def test_a_letter_waits_with_its_reason_and_is_signed_when_the_service_is_back(place, far):
    dossier = apologised(place)
    far.faults(error_500=1)
    assert not actions.sign_paper(paper_of(dossier, "xin-loi").pk, now=AT)

    waiting = paper_of(dossier, "xin-loi")
    assert waiting.problem.startswith("Dịch vụ ký số từ xa đang gián đoạn") and waiting.paper_id is None
    assert actions.sign_paper(waiting.pk, now=waiting.next_try_at)
    signed = paper_of(dossier, "xin-loi")
    assert (signed.problem, signed.number) == ("", "01/2026/XL-UBND")


def substitute(place, official, signs_for, *, last, **facts):
    facts = {"head": "Chủ tịch", "title": "Trưởng phòng Tư pháp", "instrument": "Quyết định 15/QĐ-UBND"} | facts
    today = timezone.localdate(AT)
    return enter_substitution(
        System("test"), official, place.agency, signs_for=SignsFor(signs_for), valid_from=today - 30 * DAY,
        valid_to=today + last * DAY, now=AT, **facts,
    )  # fmt: skip


def test_a_substitute_signs_and_the_paper_says_for_whom(place):
    official = make_official(place.agency, Role.DIVISION_HEAD)
    substitute(place, official, "TUQ", last=3)

    dossier = actions.sign(person_of(official), dossier_in(place, S.AWAITING_SIGNATURE), now=AT)

    paper = paper_by_code(Result.objects.get(dossier=dossier).paper_code)
    assert "TUQ. CHỦ TỊCH TRƯỞNG PHÒNG TƯ PHÁP" in words(content(paper.file)).upper()
    assert paper.signer_title == "TUQ. Chủ tịch, Trưởng phòng Tư pháp"


def test_a_substitute_whose_days_are_over_signs_nothing(place):
    dossier = dossier_in(place, S.AWAITING_SIGNATURE)
    stranger, official = (make_official(place.agency, Role.DIVISION_HEAD) for _ in range(2))
    substitute(place, official, "TUQ", last=-2)
    with pytest.raises(Refused, match=r"Chưa ký “TUQ. Chủ tịch” được: Quyết định 15/QĐ-UBND đã hết hiệu lực"):
        actions.sign(person_of(official), dossier, now=AT)
    with pytest.raises(NotAllowed, match="wrong-role"):
        actions.sign(person_of(stranger), dossier, now=AT)

    deputy = Official.objects.get(pk=place.leader.official_id)
    deputy.posts.update(title="Phó Chủ tịch Ủy ban nhân dân phường")
    substitute(place, deputy, "KT", last=-2, title="Phó Chủ tịch")
    letter = paper_of(apologised(place), "xin-loi")
    assert not actions.sign_paper(letter.pk, now=AT)
    letter.refresh_from_db()
    assert letter.problem.startswith("Chưa ký “KT. Chủ tịch” được: Quyết định 15/QĐ-UBND đã hết hiệu lực")
    assert (letter.number, letter.paper_id) == ("", None)
