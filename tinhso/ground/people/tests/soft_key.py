"""An authenticator made of software: a P-256 key that answers WebAuthn challenges as a browser would."""

from __future__ import annotations

import hashlib
import json
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT_AND_VERIFIED, WITH_CREDENTIAL = 0x05, 0x40


class SoftKey:
    """One passkey; `count` is its signature count."""

    def __init__(self, origin: str = "http://testserver") -> None:
        self.origin, self.id, self.count = origin, b"soft-key-1234567", 0
        self.private = ec.generate_private_key(ec.SECP256R1())

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _head(self, rp_id: str, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _said(self, response: dict[str, bytes]) -> dict[str, object]:
        coded = {name: websafe_encode(value) for name, value in response.items()}
        own = websafe_encode(self.id)
        return {"id": own, "rawId": own, "type": "public-key", "response": coded, "clientExtensionResults": {}}

    def create(self, orders: dict) -> dict[str, object]:
        data = self._head(orders["rp"]["id"], PRESENT_AND_VERIFIED | WITH_CREDENTIAL)
        public = cbor.encode(ES256.from_cryptography_key(self.private.public_key()))
        data += bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._said(
            {"clientDataJSON": self._client("webauthn.create", orders["challenge"]), "attestationObject": attestation}
        )

    def get(self, orders: dict) -> dict[str, object]:
        data, client = (
            self._head(orders["rpId"], PRESENT_AND_VERIFIED),
            self._client("webauthn.get", orders["challenge"]),
        )
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._said({"clientDataJSON": client, "authenticatorData": data, "signature": signature})
