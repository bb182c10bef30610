"""Every way in which a key may sign is accepted by pyHanko and by poppler, and fits into the room kept for it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tinhso.engines.signing.keys.signer import Algorithm
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.engines.signing.tests.test_verification import PERSON, Signers
from tinhso.ground.base.refused import Refused

KEYS = {
    Algorithm.RSA_PKCS1: lambda: rsa.generate_private_key(65537, 2048),
    Algorithm.RSA_PSS: lambda: rsa.generate_private_key(65537, 3072),
    Algorithm.ECDSA_P256: lambda: ec.generate_private_key(ec.SECP256R1()),
    Algorithm.ECDSA_P384: lambda: ec.generate_private_key(ec.SECP384R1()),
}


@pytest.fixture(scope="module")
def signers(tmp_path_factory) -> Signers:
    return Signers(tmp_path_factory.mktemp("keys"))


@pytest.mark.parametrize("algorithm", Algorithm)
def test_each_algorithm_is_accepted_by_those_who_judge(signers, algorithm, tmp_path):
    signer = signers.certified(PERSON, "Phó CT", key=KEYS[algorithm](), pss=algorithm != Algorithm.RSA_PKCS1)
    assert signer.signer.algorithm == algorithm

    once = signers.signed(a_decision(), signer)
    twice = signers.sealed(once)

    assert signers.report(once).good
    assert signers.report(twice).good
    room = re.search(rb"/Contents<([0-9a-f]+)>", once)[1]
    assert len(room) == 2 * signer.size
    assert len(room) - len(room.rstrip(b"0")) < 20, "a room of the right size, a few zeros left at most"
    if shutil.which("pdfsig"):
        (tmp_path / "paper.pdf").write_bytes(twice)
        said = subprocess.run(["pdfsig", tmp_path / "paper.pdf"], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature Validation: Signature is Valid.") == 2


@pytest.mark.parametrize(
    "weak", [lambda: rsa.generate_private_key(65537, 1024), lambda: ec.generate_private_key(ec.SECP521R1())]
)
def test_a_key_that_the_circular_does_not_know_is_refused(signers, weak):
    with pytest.raises(Refused, match="unfit-key"):
        signers.certified(PERSON, "Phó CT", key=weak())
