"""Keys at a remote signing service: they sign as near ones do, and nothing bad that it answers gets into a paper."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings as house
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import csc_signer

from tinhso.engines.signing import actions, queries
from tinhso.engines.signing.certificates import key_of
from tinhso.engines.signing.drafts import draft_of_person, signed_files
from tinhso.engines.signing.keys.signer import verified
from tinhso.engines.signing.models import Certificate, SignedPaper
from tinhso.engines.signing.tests.papers import NOON, a_decision
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.queries import content
from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import free_port, wait_for_port

pytestmark = pytest.mark.django_db
CLERK = System("văn thư")


@pytest.fixture
def remote(csc_double, leader, settings):
    """A leader whose key lives at the service; the credential may be named."""
    settings.SIGNING_PIN = "123456"
    owner = f"official:{leader.official_id}"
    Certificate.objects.filter(owner_ref=owner).delete()
    (settings.KEYS_DIR / "pin-refused-ky-p384").unlink(missing_ok=True)

    def make(credential: str = "ky-rsa") -> Certificate:
        call_command("add_certificate", credential=credential, owner=owner, certificate=[csc_double.root])
        return Certificate.objects.get(owner_ref=owner)

    return make


def draft(leader):
    facts = {"official_id": leader.official_id, "title": "Giấy phép xây dựng", "subject": "dossier:17"}
    return draft_of_person(CLERK, a_decision(), now=NOON, **facts)


def sign(leader) -> SignedPaper:
    facts = {"official_id": leader.official_id, "title": "Giấy phép xây dựng", "subject": "dossier:17"}
    return actions.sign_as_person(CLERK, a_decision(), now=NOON, **facts)


@pytest.mark.parametrize("credential", ["ky-rsa", "ky-p256", "ky-p384"])
def test_a_remote_key_signs_and_each_call_is_in_the_message_log(remote, leader, credential):
    row = remote(credential)
    MessageLog.objects.all().delete()

    paper = sign(leader)

    report = queries.report_on(content(paper.file))
    assert (report.good, paper.signed_by) == (True, row)
    rows = MessageLog.objects.order_by("pk").values_list("operation", "outcome", "subject", "detail")
    owner = f"official:{leader.official_id}"
    assert list(rows) == [
        ("credentials/info", "DONE", owner, ""),
        ("credentials/authorize", "DONE", owner, "1 hash"),
        ("signatures/signHash", "DONE", owner, "1 hash"),
    ]


def test_many_papers_are_signed_with_as_few_authorizations_as_the_service_allows(remote, leader):
    key = key_of(remote())
    MessageLog.objects.all().delete()
    digests = [bytes([number]) * 32 for number in range(23)]

    signatures = key.sign_many(digests, now=NOON)

    assert verified(key, digests, signatures) == signatures
    asked = MessageLog.objects.filter(operation="credentials/authorize").order_by("pk")
    assert [row.detail for row in asked] == ["10 hash", "10 hash", "3 hash"]


BAD_DAYS = {
    "garbage": ({"garbage": 1}, "signer-unavailable"),
    "broken": ({"error_500": 1}, "signer-unavailable"),
    "silent": ({"slow": 60}, "signer-unavailable"),
    "dies between": ({"dies": 1}, "signer-unavailable"),
    "one short": ({"one_short": 1}, "signer-unavailable"),
    "wrong signature": ({"wrong_signature": 1}, "wrong-signature"),
    "key switched off": ({"disabled": 1}, "signer-rejected"),
    "certificate changed": ({"other_certificate": 1}, "signer-rejected"),
}


@pytest.mark.parametrize(("faults", "code"), BAD_DAYS.values(), ids=BAD_DAYS)
def test_on_a_bad_day_no_paper_is_signed_and_the_next_try_succeeds(
    remote,
    leader,
    csc_double,
    faults,
    code,
    monkeypatch,
):
    remote()
    monkeypatch.setattr("tinhso.ground.gateway.partners.wire.TIMEOUT", 0.3)
    drafts = [draft(leader) for _ in range(3)]
    csc_double.faults(**faults)

    with pytest.raises(Refused, match=code) as refused:
        signed_files(drafts, now=NOON)

    assert "chưa được ký" in refused.value.sentence or "nạp chứng thư mới" in refused.value.sentence
    assert not SignedPaper.objects.exists()
    csc_double.clear()
    assert all(queries.report_on(file).good for file in signed_files(drafts, now=NOON))


def test_a_wrong_pin_is_tried_once_only(remote, leader, settings):
    remote("ky-p384")
    settings.SIGNING_PIN = "000000"
    for _ in range(2):
        with pytest.raises(Refused, match="signer-rejected"):
            sign(leader)

    assert MessageLog.objects.filter(operation="credentials/authorize", outcome="REJECTED").count() == 1
    settings.SIGNING_PIN = "123456"
    assert sign(leader).pk


def test_a_service_that_is_away_gives_no_certificate(leader, settings):
    settings.PARTNERS = settings.PARTNERS | {"csc": f"http://127.0.0.1:{free_port()}"}

    with pytest.raises(CommandError, match="không trả lời"):
        call_command("add_certificate", credential="ky-rsa", owner=f"official:{leader.official_id}")


def test_a_root_that_nobody_vouched_for_is_not_trusted(remote, leader, csc_double, capsys):
    call_command("add_certificate", credential="ky-rsa", owner=f"official:{leader.official_id}")

    assert "Chưa có chứng thư gốc" in capsys.readouterr().err
    assert queries.report_on(content(sign(leader).file)).verdict == "doubtful"


def test_pyhankos_own_client_accepts_the_double(csc_double):
    """So that the double is honest: a client that we did not write signs with it."""

    class Leave(csc_signer.CSCAuthorizationManager):
        async def authorize_signature(self, hash_b64s: list[str]) -> csc_signer.CSCAuthorizationInfo:
            url, asked = self.csc_session_info.endpoint_url("credentials/authorize"), {"num_signatures": len(hash_b64s)}
            body = self.format_csc_auth_request(**asked, hash_b64s=hash_b64s)
            async with self.session.post(url, headers=self.auth_headers, json=body, raise_for_status=True) as answer:
                return self.parse_csc_auth_response(await answer.json())

    async def theirs() -> bytes:
        at = csc_signer.CSCServiceSessionInfo(
            csc_double.address, credential_id="ky-rsa", oauth_token=house.CSC["token"]
        )
        async with aiohttp.ClientSession() as session:
            info = await csc_signer.fetch_certs_in_csc_credential(session, at)
            leave = Leave(at, info)
            leave.session = session
            signer = csc_signer.CSCSigner(session, leave, prefer_pss=True)
            meta = signers.PdfSignatureMetadata(field_name="Sig", subfilter=fields.SigSeedSubFilter.PADES)
            out, writer = io.BytesIO(), IncrementalPdfFileWriter(io.BytesIO(a_decision()))
            await signers.async_sign_pdf(writer, meta, signer=signer, output=out)
        return out.getvalue()

    assert queries.report_on(asyncio.run(theirs())).signatures[0].intact


def test_our_client_speaks_with_a_service_that_we_did_not_write(leader, settings, tmp_path):
    keys = {
        "root": rsa.generate_private_key(65537, 2048),
        "signer": rsa.generate_private_key(65537, 2048),
        "curve": ec.generate_private_key(ec.SECP256R1()),
    }
    for name, key in keys.items():
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / f"{name}.pem").write_bytes(pem)
    plan = (house.ROOT / "tinhso/engines/signing/tests/csc-dummy.yml").read_text()
    (tmp_path / "plan.yml").write_text(plan.replace("KEYS", str(tmp_path)))
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "csc_dummy", str(tmp_path / "plan.yml"), str(port), "2"], stderr=subprocess.DEVNULL
    )
    try:
        wait_for_port(port, server)
        settings.PARTNERS = settings.PARTNERS | {"csc": f"http://localhost:{port}"}
        for credential in ("signer", "curve"):
            Certificate.objects.filter(owner_ref=f"official:{leader.official_id}").delete()
            SignedPaper.objects.all().delete()
            call_command("add_certificate", credential=f"province/{credential}", owner=f"official:{leader.official_id}")
            assert queries.report_on(content(sign(leader).file)).signatures[0].intact
            SignedPaper.objects.all().delete()
    finally:
        client_for(f"http://localhost:{port}").close()
        server.terminate()
        server.wait(5)
