"""Keys in a token (SoftHSM through PKCS #11): they sign as near ones do, and a token that was pulled is found again."""

from __future__ import annotations

import os
import subprocess

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from django.core.management import CommandError, call_command
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from tinhso.engines.signing import actions, authority, queries
from tinhso.engines.signing.keys import token as tokens
from tinhso.engines.signing.models import Certificate, SignedPaper
from tinhso.engines.signing.tests.papers import NOON, a_decision
from tinhso.engines.signing.tests.softhsm import bring, softhsm
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.queries import content

pytestmark = pytest.mark.django_db
TOKEN, PIN = "UBND Nam Định", "1234"
CLERK = System("văn thư")


@pytest.fixture(scope="module")
def hsm(tmp_path_factory):
    """A token with keys of three kinds: rsa, p256, p384; its folder, which a test may take away."""
    found = softhsm() or bring() or softhsm()
    if found is None:
        pytest.skip("no SoftHSM: neither the system's nor Debian's package could be had (make token)")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    made = [
        found.util,
        "--module",
        found.library,
        "--init-token",
        "--free",
        "--label",
        TOKEN,
        "--pin",
        PIN,
        "--so-pin",
        "12345678",
    ]
    subprocess.run(made, check=True, capture_output=True)
    with pkcs11.lib(found.library).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, label="rsa", store=True)
        for label, curve in (("p256", "secp256r1"), ("p384", "secp384r1")):
            form = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(curve)}
            parameters = session.create_domain_parameters(pkcs11.KeyType.EC, form, local=True)
            parameters.generate_keypair(label=label, store=True)
        publics = {
            key.label: (encode_ec_public_key if key.key_type == pkcs11.KeyType.EC else encode_rsa_public_key)(key)
            for key in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PUBLIC_KEY})
        }
    yield found.library, folder, publics
    tokens._start_anew()


@pytest.fixture
def held(hsm, leader, settings, tmp_path):
    """A leader whose key is in the token."""
    library, _, publics = hsm
    settings.SIGNING_TOKEN_MODULE, settings.SIGNING_PIN = library, PIN
    (settings.KEYS_DIR / f"pin-refused-{TOKEN.replace(' ', '_')}").unlink(missing_ok=True)
    owner = f"official:{leader.official_id}"
    Certificate.objects.filter(owner_ref=owner).delete()

    def make(label: str) -> Certificate:
        public = load_der_public_key(publics[label])
        facts = {"name": leader.official.full_name, "organisation": leader.agency.name, "title": leader.title}
        (tmp_path / "own.crt").write_bytes(
            authority.certified(settings.KEYS_DIR, public, **facts).public_bytes(Encoding.PEM)
        )
        call_command("add_certificate", token=TOKEN, label=label, owner=owner, certificate=[tmp_path / "own.crt"])
        return Certificate.objects.get(owner_ref=owner)

    return make


def sign(leader) -> SignedPaper:
    facts = {"official_id": leader.official_id, "title": "Giấy phép xây dựng", "subject": "dossier:17"}
    return actions.sign_as_person(CLERK, a_decision(), now=NOON, **facts)


@pytest.mark.parametrize("label", ["rsa", "p256", "p384"])
@pytest.mark.parametrize("pss", [True, False])
def test_a_token_signs(held, leader, label, pss, settings):
    settings.SIGNING_PSS = pss
    row = held(label)

    assert queries.report_on(content(sign(leader).file)).good
    assert row.key_name == f"pkcs11:token=UBND%20Nam%20%C4%90%E1%BB%8Bnh;object={label}"


def test_a_token_that_was_pulled_signs_nothing_until_it_is_back(held, hsm, leader):
    _, folder, _ = hsm
    held("rsa")
    (folder / "tokens").rename(folder / "pulled")
    (folder / "tokens").mkdir()
    try:
        with pytest.raises(Refused, match="signer-unavailable") as refused:
            sign(leader)
        assert "có thể đã bị rút ra" in refused.value.sentence
        assert not SignedPaper.objects.exists()
    finally:
        (folder / "tokens").rmdir()
        (folder / "pulled").rename(folder / "tokens")

    assert queries.report_on(content(sign(leader).file)).good


def test_a_wrong_pin_is_tried_once_only_so_that_the_token_is_not_locked(held, leader, settings):
    held("rsa")
    tokens._start_anew()
    settings.SIGNING_PIN = "9999"
    with pytest.raises(Refused, match="không đúng"):
        sign(leader)
    with pytest.raises(Refused, match="không thử lại"):
        sign(leader)

    settings.SIGNING_PIN = PIN
    assert sign(leader).pk


def test_a_key_that_is_not_there_is_not_written_down(held, leader):
    with pytest.raises(CommandError, match="không có đúng một khoá"):
        call_command("add_certificate", token=TOKEN, label="con-dau", owner=f"agency:{leader.agency_id}")


def test_a_certificate_of_another_key_is_found_out_before_anything_is_written(held, hsm, leader, tmp_path, settings):
    issued = authority.issue(settings.KEYS_DIR, name="Người khác", organisation="Nơi khác", title="PCT")
    (tmp_path / "other.crt").write_bytes(issued.certificate.public_bytes(Encoding.PEM))
    before = Certificate.objects.count()

    with pytest.raises(CommandError, match="không khớp với chứng thư"):
        call_command(
            "add_certificate", token=TOKEN, label="rsa", owner=f"agency:{leader.agency_id}",
            certificate=[tmp_path / "other.crt"],
        )  # fmt: skip
    assert Certificate.objects.count() == before
