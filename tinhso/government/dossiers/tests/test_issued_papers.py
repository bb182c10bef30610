"""Forms 01–05: promised by the act, signed by a job right after it, and never lost in between."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from tinhso.engines.signing.certificates import certify_person, signing_post
from tinhso.engines.signing.models import Certificate, SignedPaper
from tinhso.engines.signing.queries import report_on
from tinhso.government.dossiers import actions, jobs, printing, queries
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import IssuedPaper
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in, make_dossier
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.queries import content
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import make_official, person_of

AT = MONDAY + 2 * HOUR
SPENT = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC))


def apologised(place):
    dossier = dossier_in(place, S.IN_PROCESS)
    later = dossier.due_at + timedelta(days=4)
    return actions.extend_with_apology(
        place.leader, dossier, new_due_at=later, reason="Chưa nhận được ý kiến", now=MONDAY + HOUR
    )


def stopped(place):
    dossier = dossier_in(place, S.STOP_PROPOSED)
    return actions.stop(place.leader, dossier, reason="Có tranh chấp đang được toà án thụ lý", now=MONDAY + HOUR)


ACTS = {
    "giay-tiep-nhan": lambda place: dossier_in(place, S.TRANSFERRED),
    "yeu-cau-bo-sung": lambda place: dossier_in(place, S.SUPPLEMENT_BEFORE_ACCEPTANCE),
    "tu-choi": lambda place: dossier_in(place, S.REFUSED_AT_RECEPTION),
    "xin-loi": apologised,
    "dung-giai-quyet": stopped,
}


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def paper_of(dossier, slug) -> IssuedPaper:
    return queries.issued_paper_for(dossier, slug)


def leave_without_certificate(place, person):
    """All that the official has left is a certificate that ended years ago."""
    post = signing_post(person.official_id, now=AT, agency_id=place.agency.pk)
    Certificate.objects.filter(owner_ref=person.ref).delete()
    certify_person(System("test"), post, now=AT, valid=SPENT)


@pytest.mark.parametrize(
    ("slug", "signer", "sealed", "number"),
    [
        ("giay-tiep-nhan", "Nguyễn Thị Lan", False, ""),
        ("yeu-cau-bo-sung", "Nguyễn Thị Lan", False, "01/2026/YCBS-UBND"),
        ("tu-choi", "Hồ Duy Thắng", False, "01/2026/TCHS-UBND"),
        ("xin-loi", "Phạm Mai Anh", True, "01/2026/XL-UBND"),
        ("dung-giai-quyet", "Phạm Mai Anh", True, "01/2026/TBD-UBND"),
    ],
)
def test_an_act_leaves_a_paper_that_its_official_signs_and_the_law_seals(place, slug, signer, sealed, number):
    dossier = ACTS[slug](place)
    waiting = paper_of(dossier, slug)
    assert waiting.is_being_signed and not waiting.number

    assert actions.sign_paper(waiting.pk, now=AT)

    issued = paper_of(dossier, slug)
    pdf = printing.paper_pdf(dossier, slug)
    assert pdf == content(issued.paper.file)
    report = report_on(pdf)
    assert report.good, report
    assert [(one.is_seal, one.who) for one in report.signatures] == [
        (False, signer), *([(True, place.agency.name)] if sealed else []),
    ]  # fmt: skip
    assert (issued.number, issued.paper.number, issued.paper.subject) == (number, number, dossier.subject)
    text = words(pdf)
    assert issued.paper.code in text.replace("- ", "-")
    assert f"Số: {number}" in text or not number
    assert queries.timeline(dossier)[-1].facts["paper_code"] == issued.paper.code


def test_the_job_of_the_act_signs_and_a_second_run_signs_nothing_more(place, monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: AT)
    dossier = dossier_in(place, S.REFUSED_AT_RECEPTION)
    issued = paper_of(dossier, "tu-choi")

    jobs.sign_paper(paper_id=issued.pk)
    jobs.sign_paper(paper_id=issued.pk)
    jobs.sign_papers_again(timestamp=0)

    assert SignedPaper.objects.filter(subject=dossier.subject).count() == 1
    assert paper_of(dossier, "tu-choi").tries == 1


def test_an_expired_certificate_shows_on_the_paper_and_the_renewed_one_signs_it(place):
    dossier = dossier_in(place, S.REFUSED_AT_RECEPTION)
    issued = paper_of(dossier, "tu-choi")
    leave_without_certificate(place, place.head)

    assert not actions.sign_paper(issued.pk, now=AT)

    held = paper_of(dossier, "tu-choi")
    assert "đã hết hạn ngày 01/01/2022" in held.problem
    assert held.next_try_at == AT + timedelta(minutes=1)
    assert list(queries.held_up(place.reception)) == [held]
    assert queries.timeline(dossier)[-1].kind == "dossiers.paper_held_up"
    assert not SignedPaper.objects.filter(subject=dossier.subject).exists()

    post = signing_post(place.head.official_id, now=AT, agency_id=place.agency.pk)
    certify_person(System("test"), post, now=AT)
    assert queries.papers_due(AT) == []
    assert queries.papers_due(AT + timedelta(minutes=1)) == [issued.pk]
    assert actions.sign_paper(issued.pk, now=AT + timedelta(minutes=1))
    signed = paper_of(dossier, "tu-choi")
    assert (signed.problem, signed.next_try_at, signed.number) == ("", None, "01/2026/TCHS-UBND")
    assert not queries.held_up(place.reception).exists()


def test_the_same_trouble_is_written_down_once(place):
    dossier = dossier_in(place, S.REFUSED_AT_RECEPTION)
    issued = paper_of(dossier, "tu-choi")
    leave_without_certificate(place, place.head)

    for hour in range(3):
        actions.sign_paper(issued.pk, now=AT + hour * HOUR)

    kinds = [entry.kind for entry in queries.timeline(dossier)]
    assert kinds.count("dossiers.paper_held_up") == 1
    assert paper_of(dossier, "tu-choi").tries == 3


def test_a_worker_that_died_while_signing_leaves_the_paper_due_again(place, monkeypatch):
    dossier = dossier_in(place, S.REFUSED_AT_RECEPTION)
    issued = paper_of(dossier, "tu-choi")

    def killed(*_args: object, **_facts: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tinhso.government.dossiers.actions.papers_out.issued_pdf", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.sign_paper(issued.pk, now=AT)

    assert not paper_of(dossier, "tu-choi").paper
    assert queries.papers_due(AT + timedelta(minutes=1)) == [issued.pk]
    assert actions.sign_paper(issued.pk, now=AT + timedelta(minutes=1))


def test_a_colleague_of_the_same_office_signs_what_waits_and_nobody_else_may(place):
    dossier = dossier_in(place, S.REFUSED_AT_RECEPTION)
    issued = paper_of(dossier, "tu-choi")
    leave_without_certificate(place, place.head)
    actions.sign_paper(issued.pk, now=AT)

    with pytest.raises(NotAllowed):
        actions.sign_by_hand(place.officer, issued, now=AT)
    colleague = person_of(make_official(place.agency, Role.HEAD_OF_ONE_STOP, full_name="Đỗ Minh Quang"), on=AT.date())
    actions.sign_by_hand(colleague, issued, now=AT)

    signed = paper_of(dossier, "tu-choi")
    assert (signed.signer_name, signed.paper.signer_name) == ("Đỗ Minh Quang", "Đỗ Minh Quang")
    assert "Đỗ Minh Quang" in words(content(signed.paper.file))
    with pytest.raises(Refused, match="already-signed"):
        actions.sign_by_hand(colleague, issued, now=AT)


def test_what_a_program_refused_waits_for_an_official_to_sign(place):
    program = Person(name="Phần mềm xã", client_id=1, posts={place.agency.pk: frozenset({"RECEPTION"})})
    dossier = actions.refuse(
        program, make_dossier(place), reason="Không thuộc thẩm quyền", legal_basis="Luật Hộ tịch", now=MONDAY
    )
    issued = paper_of(dossier, "tu-choi")

    assert "ứng dụng kết nối" in issued.problem
    assert queries.papers_due(AT) == []
    actions.sign_by_hand(place.reception, issued, now=AT)
    assert paper_of(dossier, "tu-choi").paper.signer_name == "Nguyễn Thị Lan"


def test_each_request_has_its_own_form_02_and_its_own_number(place):
    dossier = dossier_in(place, S.SUPPLEMENT_BEFORE_ACCEPTANCE)
    dossier = actions.answer_supplement(place.applicant, dossier, parts=[], note="Đã gửi lại", now=MONDAY + HOUR)
    dossier = actions.receive(place.reception, dossier, now=MONDAY + HOUR)
    dossier = actions.assign(place.division_head, dossier, official=place.official, now=MONDAY + HOUR)
    item = actions.ItemAsked("TP02", "Giấy chứng sinh", "Nộp bản chính", "Chưa có dấu của bệnh viện")
    dossier = actions.request_supplement(
        place.officer, dossier, items=[item], reason="Giấy chưa đóng dấu", legal_basis="Luật Hộ tịch", now=MONDAY + HOUR
    )

    for paper in queries.issued_papers(dossier):
        actions.sign_paper(paper.pk, now=AT)

    first, receipt, second = queries.issued_papers(dossier)
    assert [p.slug for p in (first, receipt, second)] == ["yeu-cau-bo-sung", "giay-tiep-nhan", "yeu-cau-bo-sung-2"]
    assert (first.number, second.number) == ("01/2026/YCBS-UBND", "02/2026/YCBS-UBND")
    assert second.signer_name == "Vũ Lan Phương"
    assert "Chưa có dấu của bệnh viện" in words(printing.paper_pdf(dossier, second.slug))
