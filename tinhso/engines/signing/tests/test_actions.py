"""The person signs, then the agency seals; each only with a certificate that holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.core.management import call_command

from tinhso.engines.signing import actions, authority, certificates, queries
from tinhso.engines.signing.bringing import bring_bundle
from tinhso.engines.signing.keys.file import private_key
from tinhso.engines.signing.models import PaperKind, PaperState, SignedPaper
from tinhso.engines.signing.tests.papers import NOON, a_decision
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.queries import content
from tinhso.ground.journal.queries import entries_about

pytestmark = pytest.mark.django_db
CLERK = System("văn thư")


def signed(leader, now=NOON) -> SignedPaper:
    return actions.sign_as_person(
        CLERK, a_decision(), official_id=leader.official_id, title="Giấy phép xây dựng", subject="dossier:17", now=now
    )


def test_a_signed_and_sealed_paper_says_who_signed_and_that_it_is_whole(leader):
    paper = signed(leader)
    assert (paper.state, paper.signer_name, paper.signer_title) == ("PERSON_SIGNED", "Phạm Mai Anh", leader.title)

    paper = actions.seal(CLERK, paper, agency_id=leader.agency_id, number="15/GP-UBND", now=NOON)

    report = queries.report_on(content(paper.file))
    assert report.good, report
    person, agency = report.signatures
    assert (person.who, person.is_seal, person.covers_all, person.intact) == ("Phạm Mai Anh", False, False, True)
    assert (agency.who, agency.is_seal, agency.covers_all) == (leader.agency.name, True, True)
    assert person.when == "23/11/2026 12:00:07 +07:00"
    assert report.is_demo
    assert (paper.state, paper.number) == (PaperState.SEALED, "15/GP-UBND")
    assert queries.paper_by_code(paper.code.lower().replace("-", " ")) == paper
    assert queries.paper_by_sha256(report.sha256) == paper


def test_each_signature_is_written_down(leader):
    paper = actions.seal(CLERK, signed(leader), agency_id=leader.agency_id, number="15/GP", now=NOON)

    kinds = [(entry.kind, entry.facts["sha256"] != "") for entry in entries_about(f"paper:{paper.pk}")]
    assert kinds == [("signing.signed", True), ("signing.sealed", True)]


def test_a_paper_is_sealed_once(leader):
    paper = actions.seal(CLERK, signed(leader), agency_id=leader.agency_id, number="15/GP", now=NOON)

    with pytest.raises(Refused, match="already-sealed"):
        actions.seal(CLERK, paper, agency_id=leader.agency_id, number="16/GP", now=NOON)


def test_an_expired_certificate_signs_nothing_and_says_since_when(leader):
    after = datetime(2033, 3, 1, tzinfo=UTC)

    with pytest.raises(Refused, match="certificate-expired") as refused:
        signed(leader, now=after)
    assert "đã hết hạn ngày 01/01/2033" in refused.value.sentence
    assert not SignedPaper.objects.exists()


def test_the_certificate_that_is_valid_now_is_taken_and_not_the_expired_one(leader):
    spent = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC))
    old = certificates.certify_person(CLERK, leader, now=NOON, valid=spent)

    assert signed(leader).signed_by != old


def test_of_two_that_are_valid_the_one_brought_in_last_is_taken(leader):
    signed(leader)
    short = certificates.certify_person(
        CLERK, leader, now=NOON, valid=(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    )

    assert signed(leader).signed_by == short


def test_who_holds_no_post_on_that_day_has_no_certificate(leader):
    with pytest.raises(Refused, match="no-certificate"):
        signed(leader, now=datetime(1990, 1, 1, tzinfo=UTC))


def test_without_the_development_ca_nobody_gets_a_certificate_by_signing(leader, settings):
    settings.SIGNING_DEVELOPMENT_CA = False
    certificates.Certificate.objects.filter(owner_ref=f"official:{leader.official_id}").delete()

    with pytest.raises(Refused, match="no-certificate") as refused:
        signed(leader)
    assert refused.value.sentence == "Phạm Mai Anh chưa được cấp chứng thư chữ ký số nên chưa ký được."


def test_a_copy_carries_the_agency_alone_and_an_original_never_does(leader):
    facts = {"agency_id": leader.agency_id, "title": "Giấy phép xây dựng", "subject": "dossier:17", "now": NOON}
    paper = actions.issue_copy(CLERK, a_decision(), kind=PaperKind.TRUE_COPY, **facts)

    report = queries.report_on(content(paper.file))
    assert [signature.is_seal for signature in report.signatures] == [True]
    assert report.good
    with pytest.raises(Refused, match="not-a-copy"):
        actions.issue_copy(CLERK, a_decision(), kind=PaperKind.ORIGINAL, **facts)


@pytest.mark.parametrize("not_a_paper", [b"", b"hello", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_pdf_cannot_be_signed(leader, not_a_paper):
    with pytest.raises(Refused, match="not-a-pdf"):
        actions.sign_as_person(
            CLERK, not_a_paper, official_id=leader.official_id, title="x", subject="dossier:17", now=NOON
        )


def test_an_unknown_code_finds_nothing(leader):
    with pytest.raises(NotVisible):
        queries.paper_by_code("AAAA-BBBB-CCCC-DDDD")


def test_a_real_certificate_is_brought_in_with_its_chain_and_signs(leader, settings, tmp_path):
    theirs = authority.authority(tmp_path / "theirs")
    issued = authority.issue(tmp_path / "theirs", name="Phạm Mai Anh", organisation="Cục Chứng thực số", title="Phó CT")
    bundle = pkcs12.serialize_key_and_certificates(
        b"mai-anh",
        private_key(tmp_path / "theirs" / issued.key_name),
        issued.certificate,
        [theirs.issuing.certificate, theirs.root.certificate],
        BestAvailableEncryption(b"mat khau"),
    )
    (tmp_path / "mai-anh.p12").write_bytes(bundle)
    (tmp_path / "password").write_text("mat khau\n")
    settings.SIGNING_DEVELOPMENT_CA = False
    settings.KEYS_DIR = tmp_path / "keys"
    owner = f"official:{leader.official_id}"

    call_command("add_certificate", tmp_path / "mai-anh.p12", owner=owner, password_file=tmp_path / "password")

    report = queries.report_on(content(signed(leader).file))
    assert (report.good, report.signatures[0].organisation) == (True, "Cục Chứng thực số")
    with pytest.raises(Refused, match="certificate-taken"):
        bring_bundle(CLERK, bundle, b"mat khau", f"agency:{leader.agency_id}", now=NOON)
    with pytest.raises(Refused, match="bad-bundle"):
        bring_bundle(CLERK, bundle, b"sai", owner, now=NOON)
