"""A paper never waits for a clock service: signed at once, proven later, judged, and the report kept beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.signing import actions, authority_services, jobs, longterm, proving, queries, revocation
from tinhso.engines.signing.models import Certificate, KeptReport, SignedPaper
from tinhso.engines.signing.rules import ProofLevel
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.queries import content
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.gateway.partners import timestamps, wire
from tinhso.ground.journal.queries import entries_about

pytestmark = pytest.mark.django_db
CLERK = System("văn thư")
PDF = a_decision()


@pytest.fixture
def clock(settings, request):
    authority_services.stamper(settings.KEYS_DIR)
    return request.getfixturevalue("timestamp_double")


@pytest.fixture
def issue(leader):
    """A result, signed and sealed now, that should prove itself up to a level."""

    def make(level: ProofLevel = ProofLevel.LTA) -> SignedPaper:
        facts = {"official_id": leader.official_id, "title": "Giấy phép xây dựng", "subject": "dossier:17"}
        paper = actions.sign_as_person(CLERK, PDF, now=timezone.now(), level=ProofLevel.B, **facts)
        return actions.seal(CLERK, paper, agency_id=leader.agency_id, number="15/GP", now=timezone.now(), level=level)

    return make


def proven(paper: SignedPaper) -> SignedPaper:
    proving.prove(CLERK, paper.pk, now=timezone.now())
    return queries.paper_by_id(paper.pk)


def test_a_result_proves_itself_for_decades_and_asking_again_changes_nothing(clock, issue, client):
    paper = issue()
    before = content(paper.file)

    paper = proven(paper)

    after = content(paper.file)
    assert (paper.level, paper.next_proof_at, paper.proof_problem) == ("B-LTA", None, "")
    assert queries.report_on(after).good
    assert len(after) > len(before)
    assert queries.paper_by_sha256(paper.earlier_sha256[0]) == paper
    assert [entry.kind for entry in entries_about(f"paper:{paper.pk}")][-1] == "signing.proven"
    kept = queries.kept_report_of(paper)
    assert (kept.record["kết luận"], kept.record["các chữ ký"][0]["người ký"]) == ("hợp lệ", "Phạm Mai Anh")
    assert "Dấu thời gian THỬ NGHIỆM" in kept.record["các chữ ký"][1]["đã có chữ ký vào lúc"]
    assert kept.record["các chữ ký"][1]["tính toàn vẹn"] == "nguyên vẹn"

    given = len(clock.given())
    assert proving.prove(CLERK, paper.pk, now=timezone.now()) is None
    SignedPaper.objects.filter(pk=paper.pk).update(next_proof_at=timezone.now())
    assert proven(paper).file_id == paper.file_id
    assert proving.renew(CLERK, paper.pk, now=timezone.now()).pdf == after
    assert (len(clock.given()), KeptReport.objects.count()) == (given, 1)

    page = client.get(reverse("signing:verify", args=[paper.code])).content.decode()
    assert "Chữ ký đã có vào lúc" in page and "Báo cáo kiểm tra lưu cùng văn bản" in page and "B-LTA" in page
    told = json.loads(client.get(reverse("signing:kept_report", args=[paper.code])).content)
    assert told == queries.kept_report_of(paper).record
    assert client.get("/xac-minh/thu-hoi/issuing.crl").headers["Content-Type"] == "application/pkix-crl"
    assert client.get("/xac-minh/thu-hoi/la.crl").status_code == 404


@pytest.mark.parametrize("level", [ProofLevel.B, ProofLevel.T, ProofLevel.LT])
def test_a_paper_gets_the_level_of_its_kind_and_no_more(clock, issue, level):
    asked = len(clock.given())

    paper = proven(issue(level))

    assert (paper.level, queries.kept_report_of(paper).level) == (level, level)
    assert len(clock.given()) - asked == (0 if level is ProofLevel.B else 1)


@pytest.mark.parametrize(
    ("faults", "detail"),
    [
        ({"error_500": 1}, "HTTP 500"),
        ({"garbage": 1}, "không phải dấu thời gian"),
        ({"busy": 1}, "time_not_available"),
        ({"wrong_nonce": 1}, "một yêu cầu khác"),
        ({"wrong_imprint": 1}, "một yêu cầu khác"),
        ({"wrong_signature": 1}, "không hợp lệ hoặc không được tin cậy"),
        ({"other_purpose": 1}, "không dùng để cấp dấu thời gian"),
        ({"clock": 3600}, r"đồng hồ lệch \+3[56]\d\d giây"),
        ({"clock": -3600}, r"đồng hồ lệch -3[56]\d\d giây"),
        ({"slow": 0.5}, "Timeout"),
    ],
)
def test_an_answer_that_is_not_to_our_question_is_not_believed(clock, faults, detail, monkeypatch):
    if "slow" in faults:
        monkeypatch.setattr(wire, "TIMEOUT", 0.15)
    clock.faults(**faults)

    with pytest.raises(Unavailable, match=detail):
        timestamps.stamp(b"\x07" * 32, roots=queries.trusted_roots(), now=timezone.now())


def test_an_authority_without_a_root_or_with_another_policy_is_not_believed(clock, settings):
    with pytest.raises(Unavailable, match="không được tin cậy"):
        timestamps.stamp(bytes(32), roots=[], now=timezone.now())
    settings.TIMESTAMP_POLICY = "1.2.3"
    with pytest.raises(Rejected, match="unaccepted_policy"):
        timestamps.stamp(bytes(32), roots=queries.trusted_roots(), now=timezone.now())
    settings.TIMESTAMP_POLICY = ""
    with pytest.raises(Rejected, match="bad_data_format"):
        timestamps.stamp(bytes(31), roots=queries.trusted_roots(), now=timezone.now())


@pytest.mark.parametrize("fault", ["down", "clock"])
def test_a_bad_day_of_the_authority_leaves_the_paper_valid_and_due(clock, issue, fault, settings):
    if fault == "down":
        settings.PARTNERS = settings.PARTNERS | {"timestamps": "http://127.0.0.1:9/tsa"}
    else:
        clock.faults(clock=3600)
    paper = issue(ProofLevel.T)
    before = content(paper.file)

    paper = proven(paper)

    assert (paper.level, content(paper.file)) == ("B-B", before)
    assert paper.next_proof_at > timezone.now()
    assert paper.proof_problem == proving.SILENT
    assert queries.kept_report_of(paper).verdict == "good"
    row = MessageLog.objects.latest("pk")
    assert (row.partner, row.outcome, row.subject) == ("timestamps", Outcome.UNAVAILABLE, f"paper:{paper.pk}")


def test_after_a_bad_day_the_worker_catches_up_and_asks_a_silent_authority_once(clock, issue, settings):
    there = settings.PARTNERS
    settings.PARTNERS = there | {"timestamps": "http://127.0.0.1:9/tsa"}
    papers = [issue(ProofLevel.T), issue(ProofLevel.T), issue(ProofLevel.B)]
    jobs.prove_papers(0)
    assert MessageLog.objects.filter(partner="timestamps").count() == 1
    assert queries.kept_report_of(papers[2]) is not None

    settings.PARTNERS = there
    SignedPaper.objects.filter(next_proof_at__isnull=False).update(next_proof_at=timezone.now())
    jobs.prove_papers(0)

    assert [queries.paper_by_id(paper.pk).level for paper in papers] == ["B-T", "B-T", "B-B"]


def test_a_stamp_that_came_is_kept_when_the_next_one_does_not(clock, issue, monkeypatch):
    first = longterm.stamped

    def stamped_then_silent(pdf, ask):
        made = first(pdf, ask)
        clock.faults(error_500=1)
        return made

    monkeypatch.setattr(longterm, "stamped", stamped_then_silent)
    paper = proven(issue())
    assert (paper.level, bool(paper.proof_problem)) == ("B-T", True)

    monkeypatch.undo()
    SignedPaper.objects.filter(pk=paper.pk).update(next_proof_at=timezone.now())
    assert proven(paper).level == "B-LTA"


def test_a_seal_that_came_meanwhile_wins(clock, issue, monkeypatch):
    paper = issue()
    first = proving._gained

    def overtaken(*args, **more):
        gain = first(*args, **more)
        SignedPaper.objects.filter(pk=paper.pk).update(file=issue().file)
        return gain

    monkeypatch.setattr(proving, "_gained", overtaken)

    assert proven(paper).level == "B-B"


def test_stamps_are_renewed_before_their_certificate_ends(clock, issue, settings, monkeypatch):
    paper = proven(issue())
    assert queries.papers_to_renew(timezone.now()) == []

    settings.TIMESTAMP_RENEWAL_DAYS = 4000
    call_command("renew_timestamps")
    assert queries.paper_by_id(paper.pk).file_id == paper.file_id, "not twice within a month"
    monkeypatch.setattr(proving, "REST", timedelta(seconds=-60))
    call_command("renew_timestamps")

    renewed = queries.paper_by_id(paper.pk)
    assert content(renewed.file).startswith(content(paper.file))
    assert content(renewed.file).count(b"/DocTimeStamp") == content(paper.file).count(b"/DocTimeStamp") + 1
    assert (renewed.level, len(renewed.earlier_sha256), KeptReport.objects.count()) == ("B-LTA", 2, 2)


def test_what_was_signed_before_a_revocation_stays_and_nothing_new_is_signed(clock, issue, leader):
    kept, plain = proven(issue(ProofLevel.LT)), issue(ProofLevel.B)
    row = Certificate.objects.get(owner_ref=f"official:{leader.official_id}", revoked_at=None)
    with pytest.raises(CommandError):
        call_command("revoke_certificate", "ABC")

    revocation.revoke(CLERK, row.serial, reason="key_compromise", now=timezone.now() + timedelta(seconds=2))

    later = timezone.now() + timedelta(days=1)
    assert queries.report_on(content(kept.file), now=later).good
    doubtful = queries.report_on(content(plain.file), now=later)
    assert doubtful.verdict == "doubtful"
    assert "không có dấu thời gian nào chứng minh" in doubtful.signatures[0].sentence
    with pytest.raises(Refused, match="certificate-revoked"):
        actions.sign_as_person(CLERK, PDF, official_id=leader.official_id, title="x", subject="dossier:17", now=later)
    with pytest.raises(Refused, match="already-revoked"):
        revocation.revoke(CLERK, row.serial, reason="unspecified", now=later)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_agrees_on_a_token(clock, tmp_path):
    digest = bytes(range(32))
    stamp = timestamps.stamp(digest, roots=queries.trusted_roots(), now=timezone.now())
    (tmp_path / "token").write_bytes(stamp.token)
    (tmp_path / "roots").write_text(queries.trusted_roots_pem())

    said = subprocess.run(
        ["openssl", "ts", "-verify", "-digest", digest.hex(), "-in", tmp_path / "token", "-token_in",
         "-CAfile", tmp_path / "roots"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "Verification: OK" in said.stdout + said.stderr
