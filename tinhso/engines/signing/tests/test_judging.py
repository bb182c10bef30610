"""What each level is worth when years pass, certificates end or are revoked, and clocks disagree."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from tinhso.engines.signing import longterm, marks, pictures
from tinhso.engines.signing.authority_services import Revoked
from tinhso.engines.signing.rules import ProofLevel, Standing
from tinhso.engines.signing.tests.archive import Archive
from tinhso.engines.signing.tests.test_verification import PERSON

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LEVELS = tuple(ProofLevel)
B, T, LT, LTA = LEVELS
GOOD, REVOKED = Standing.GOOD, Standing.REVOKED
REVOKED_UNPROVEN, EXPIRED_UNPROVEN, UNCHECKED = list(Standing)[2:]
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    return Archive(tmp_path_factory.mktemp("keys"), AT)


@pytest.fixture(scope="module")
def passing(archive):
    """A leader whose certificate ends ten days after he signed."""
    return archive.certified(PERSON, "Phó Chủ tịch", valid=(AT - 300 * DAY, AT + 10 * DAY))


@pytest.fixture(scope="module")
def papers(archive, passing) -> dict[ProofLevel, bytes]:
    signed = archive.paper(B, passing)
    stamped = archive.grown(signed, T)
    return {B: signed, T: stamped, LT: archive.grown(stamped, LT), LTA: archive.grown(stamped, LTA)}


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_is_what_it_says_also_to_pyhanko_alone(archive, papers, level):
    report = archive.judged(papers[level], AT + timedelta(hours=1))
    assert (report.verdict, report.level) == ("good", level), report

    reader = PdfFileReader(io.BytesIO(papers[level]), strict=False)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(archive.roots[0])], moment=AT + timedelta(minutes=3), allow_fetching=False,
        crls=archive.lists(AT + timedelta(minutes=3)), revocation_mode="require",
    )  # fmt: skip
    person, seal = reader.embedded_regular_signatures
    said = [asyncio.run(async_validate_pdf_signature(one, context)) for one in (person, seal)]
    assert all(one.bottom_line for one in said)
    assert (said[1].timestamp_validity is not None) == (level != B)
    stamps = [asyncio.run(async_validate_pdf_timestamp(one, context)) for one in reader.embedded_timestamp_signatures]
    assert [one.valid and one.trusted for one in stamps] == ([True] if level == LTA else [])
    assert ("/DSS" in reader.root) == (level in {LT, LTA})


@pytest.mark.parametrize(
    ("after", "gone_after", "lists", "standings"),
    [
        # A quiet week; then the leader's certificate is taken back, after or before he signed.
        (7 * DAY, None, True, (GOOD, GOOD, GOOD, GOOD)),
        (3 * DAY, DAY, True, (REVOKED_UNPROVEN, GOOD, GOOD, GOOD)),
        (3 * DAY, -DAY, True, (REVOKED_UNPROVEN, REVOKED, REVOKED, REVOKED)),
        # It ended long ago: only lists that a time-stamp holds prove that it was not revoked before.
        (400 * DAY, None, True, (EXPIRED_UNPROVEN, EXPIRED_UNPROVEN, EXPIRED_UNPROVEN, GOOD)),
        # Nothing is held of today: what the file declares cannot be checked any more.
        (9 * DAY, None, False, (GOOD, GOOD, UNCHECKED, UNCHECKED)),
        # The whole CA ended.
        (2600 * DAY, None, False, (EXPIRED_UNPROVEN,) * 4),
    ],
)
def test_what_a_signature_is_worth_later(archive, papers, passing, after, gone_after, lists, standings):
    gone = [] if gone_after is None else [Revoked(archive.serial(passing), AT + gone_after)]
    found = {
        level: archive.judged(papers[level], AT + after, *gone, lists=lists).signatures[0].judgement.standing
        for level in LEVELS
    }

    assert found == dict(zip(LEVELS, standings, strict=True))


def test_a_key_used_after_its_certificate_was_taken_back_makes_the_paper_bad(archive):
    gone = Revoked(archive.serial(archive.leader), AT - DAY)

    report = archive.judged(archive.paper(LT), AT + DAY, gone)

    assert report.verdict == "bad"
    assert report.signatures[0].sentence == "Không hợp lệ: chứng thư đã bị thu hồi trước khi ký."
    assert report.signatures[1].good


def test_a_renewed_stamp_keeps_a_paper_alive_after_the_first_authority_is_gone(archive, papers):
    renewed = archive.renewed(papers[LTA], AT + 200 * DAY)

    report = archive.judged(renewed, AT + 300 * DAY)

    assert (report.verdict, report.level) == ("good", LTA)
    assert report.signatures[0].judgement.existed_at == AT + timedelta(minutes=1)
    assert renewed.startswith(papers[LTA])


@pytest.mark.parametrize("level", [T, LTA])
def test_a_stamp_by_nobody_we_trust_proves_nothing(archive, papers, level, tmp_path):
    stranger = Archive(tmp_path, AT)
    forged = longterm.extended(papers[B], certificates=(), lists=(), ask=stranger.ask(AT - 100 * DAY))
    if level is T:
        forged = longterm.stamped(papers[B], stranger.ask(AT - 100 * DAY))

    report = archive.judged(forged, AT + DAY)

    assert (report.level, report.signatures[0].judgement.existed_at) == (B, None)


def test_a_stamp_moved_from_another_signature_proves_nothing(archive, papers):
    stolen = archive.ask(AT - 100 * DAY)(bytes(32))

    report = archive.judged(longterm.stamped(papers[B], lambda digest: stolen), AT + DAY)

    assert (report.level, report.signatures[1].judgement.existed_at) == (B, None)


def test_the_clock_of_the_signer_is_not_believed_against_the_stamp(archive):
    fast = AT + timedelta(hours=1)
    picture = pictures.signature_png(PERSON)
    unsigned = marks.sign_for_person(
        archive.pdf, name=PERSON, picture=picture, signer=archive.leader, at=fast, spare=longterm.TOKEN_ROOM
    )
    pdf = longterm.stamped(unsigned.signed(archive.leader.sign(unsigned.digest, now=AT)), archive.ask(AT))

    (signature,) = archive.judged(pdf, AT + DAY).signatures

    assert (signature.clocks_disagree, signature.when, signature.proven_when) == (
        True, "20/11/2026 17:00:00 +07:00", "20/11/2026 16:00:00 +07:00",
    )  # fmt: skip


def test_nothing_is_added_twice_and_nothing_signed_is_touched(archive, papers):
    again = longterm.stamped(papers[T], archive.ask(AT))
    assert again == papers[T]
    assert longterm.stamped(papers[LTA], archive.ask(AT)) == papers[LTA]
    assert papers[LTA].startswith(papers[T])
    assert len(papers[T]) == len(papers[B])
    broken = bytearray(papers[LTA])
    broken[3000] ^= 1
    assert archive.judged(bytes(broken), AT + DAY).verdict in {"bad", "unreadable"}
