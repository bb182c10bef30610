"""Copies: a scan, an extract, a print with its form; numbered together, in the book of what goes out."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from tinhso.engines.signing.queries import paper_by_code, report_on
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.government.documents import actions, invariants, queries
from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.models import Document
from tinhso.government.documents.rules import CopyForm, CopyMedium, copy_lacks
from tinhso.government.documents.tests.factories import HOUR, MONDAY, arrival_at, document_in
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.queries import content

AT = MONDAY + 3 * HOUR
ELECTRONIC, PAPER = CopyMedium


def scanned(ward, **facts) -> Document:
    """What came on paper, scanned and registered at the ward."""
    file = store_bytes(ward.clerk, a_decision(), name="quet.pdf", mime="application/pdf", now=MONDAY)
    given = {"notation": "5/CV-HPN", "subject": "Phối hợp", "sender_name": "Hội Phụ nữ",
             "issued_on": date(2026, 11, 20)} | facts  # fmt: skip
    came = actions.arrive(ward.clerk, ward.agency, **given, file=file, now=MONDAY)
    return actions.register(ward.clerk, came, now=MONDAY)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_scan_is_copied_by_the_seal_of_the_agency_and_a_signed_document_by_a_print_with_its_form(office, ward):
    scan, signed = scanned(ward), document_in(office, "RELEASED")
    arrival = actions.register(ward.clerk, arrival_at(ward, signed), now=MONDAY + 2 * HOUR)
    with pytest.raises(Refused, match="signer-missing"):
        actions.copy(ward.clerk, arrival, CopyForm.TRUE_COPY, PAPER, now=AT)

    assert actions.copy(ward.clerk, scan, CopyForm.TRUE_COPY, ELECTRONIC, now=AT).notation == "01/SY-UBND"
    by_hand = {"signer": ward.officials["leader"], "now": AT}
    assert actions.copy(ward.leader, arrival, CopyForm.TRUE_COPY, PAPER, **by_hand).notation == "02/SY-UBND"
    extracted = actions.copy(ward.leader, arrival, CopyForm.EXTRACT, ELECTRONIC, excerpt="Mục I.", now=AT)
    assert extracted.notation == "03/TrS-UBND"

    (of_scan,), (extract, printed) = queries.copies_of(scan), queries.copies_of(arrival)
    pdf = content(paper_by_code(of_scan.paper_code).file)
    assert [one.is_seal for one in report_on(pdf, now=AT + HOUR).signatures] == [True]
    form = words(queries.form_pdf(printed))
    for said in ("SAO Y", "ỦY BAN NHÂN DÂN PHƯỜNG NAM ĐỊNH", "02/SY-UBND", "Phan Ngọc Hoa", "CHỦ TỊCH", "Lưu: VT"):
        assert said in form
    assert printed.paper_code == ""
    extracted = words(content(paper_by_code(extract.paper_code).file))
    assert "Trích từ Kế hoạch số 01/KH-STC ngày 23/11/2026 của Sở Tài chính" in extracted
    assert "Mục I." in extracted

    day = {"first": MONDAY.date(), "last": MONDAY.date()}
    lines = queries.book_lines(ward.clerk, ward.agency.pk, Direction.OUT, **day)
    assert [one.document.notation for one in lines] == ["01/SY-UBND", "02/SY-UBND", "03/TrS-UBND"]
    pages = queries.pages_of_copied(ward.clerk, {one.document.origin for one in lines})
    assert pages[arrival.subject_ref].endswith(f"/{arrival.key}/")
    assert queries.pages_of_copied(office.clerk, {arrival.subject_ref}) == {}
    assert invariants.numbers().named == ()


@pytest.mark.parametrize(
    ("form", "excerpt", "code"),
    [(CopyForm.COPY, "", "not-a-copy-yet"), (CopyForm.EXTRACT, " ", "excerpt-missing"),
     (CopyForm.EXTRACT, "MẬT", "secret-paper")],
)  # fmt: skip
def test_what_is_no_lawful_copy_takes_no_number(ward, form, excerpt, code):
    scan = scanned(ward)

    with pytest.raises(Refused, match=code):
        actions.copy(ward.clerk, scan, form, ELECTRONIC, excerpt=excerpt, now=AT)
    with pytest.raises(NotAllowed):
        actions.copy(ward.drafter, scan, CopyForm.TRUE_COPY, ELECTRONIC, now=AT)
    again = scanned(ward, kind=queries.kind_coded("SY"))
    made = actions.copy(ward.clerk, again, CopyForm.COPY, ELECTRONIC, now=AT)
    assert made.notation == "01/SL-UBND", "sao lục is of a sao y"


def test_a_draft_and_what_was_returned_are_not_copied(office, ward):
    with pytest.raises(Refused, match="not-copyable"):
        actions.copy(office.clerk, document_in(office), CopyForm.EXTRACT, ELECTRONIC, excerpt="Một", now=AT)
    returned = actions.refuse(
        ward.clerk, arrival_at(ward, document_in(office, "RELEASED")), reason="Nhầm", now=MONDAY + 2 * HOUR
    )
    with pytest.raises(Refused, match="not-copyable"):
        actions.copy(ward.clerk, returned, CopyForm.EXTRACT, ELECTRONIC, excerpt="Một", now=AT)


# Điều 25: from paper to both, from electronic to paper; only an extract goes from electronic to electronic.
LAWFUL = {
    (form, medium, is_electronic)
    for form in CopyForm for medium in CopyMedium for is_electronic in (False, True)
    if form is CopyForm.EXTRACT or medium is PAPER or not is_electronic
}  # fmt: skip


@pytest.mark.parametrize("form", CopyForm)
@pytest.mark.parametrize("medium", CopyMedium)
@pytest.mark.parametrize("is_electronic", [False, True])
def test_a_copy_goes_only_the_ways_that_the_decree_names(form, medium, is_electronic):
    found = {"is_electronic": is_electronic, "is_scanned": not is_electronic, "is_true_copy": True}

    lacking = copy_lacks(form, medium, **found)

    assert (lacking is None) == ((form, medium, is_electronic) in LAWFUL)
    if lacking is None and form is not CopyForm.EXTRACT and medium is ELECTRONIC:
        assert copy_lacks(form, medium, **found | {"is_scanned": False})[0] == "scan-missing"


def test_what_came_on_paper_is_copied_and_extracted_on_paper_too(ward):
    scan, by_hand = scanned(ward), {"signer": ward.officials["leader"], "now": AT}

    copied = actions.copy(ward.clerk, scan, CopyForm.TRUE_COPY, PAPER, **by_hand)
    extract = actions.copy(ward.clerk, scan, CopyForm.EXTRACT, PAPER, excerpt="Điều 1.", **by_hand)

    assert [(one.state, one.paper_code) for one in (copied, extract)] == [("RELEASED", "")] * 2
    for said in ("TRÍCH SAO", "Trích từ Văn bản số 5/CV-HPN", "Điều 1.", "CHỦ TỊCH", "Phan Ngọc Hoa", "02/TrS-UBND"):
        assert said in words(queries.form_pdf(extract))
    assert "Phan Ngọc Hoa" in words(queries.form_pdf(copied))


def test_a_copy_whose_key_failed_keeps_its_number_until_it_is_signed_or_worth_nothing(ward, dead_key):
    scan, gone = scanned(ward), scanned(ward, notation="6/CV-HPN")
    with dead_key:
        for document in (scan, gone):
            with pytest.raises(Refused, match="signer-unavailable"):
                actions.copy(ward.clerk, document, CopyForm.EXTRACT, ELECTRONIC, excerpt="Một", now=AT)
    (line,), (lost,) = queries.copies_of(scan), queries.copies_of(gone)
    assert [(one.state, one.notation) for one in (line, lost)] == [("SIGNED", "01/TrS-UBND"), ("SIGNED", "02/TrS-UBND")]

    done = actions.finish_copy(ward.leader, scan, line, now=AT + HOUR)
    actions.agree_recall(ward.clerk, gone, now=AT)
    assert actions.finish_copy(ward.clerk, gone, lost, now=AT + HOUR).state == "VOIDED"

    assert "Một" in words(content(paper_by_code(done.paper_code).file))
    with pytest.raises(Refused, match="copy-signed"):
        actions.finish_copy(ward.clerk, scan, line, now=AT)
    assert [check.check().named for check in invariants.INVARIANTS] == [(), (), ()]
