"""A key at a remote signing service, asked through the API of the Cloud Signature Consortium.

Each batch: what the service says of the key today, leave to sign these hashes, the signatures. All crosses through
the gateway and stands in its message log; only hashes leave the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos

from tinhso.engines.signing.keys.pins import note_refused, pin_of, refuse_spent
from tinhso.engines.signing.keys.signer import Algorithm
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.actions.crossing import Call, logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import csc

PURPOSE = "Ký số từ xa: chỉ gửi giá trị băm của văn bản"
LEGAL_BASIS = "Luật Giao dịch điện tử 20/2023/QH15; Thông tư 15/2025"
HASHES = {one: algos.DigestAlgorithmId.unmap(one) for one in ("sha256", "sha384")}
OIDS = {
    Algorithm.RSA_PKCS1: algos.SignedDigestAlgorithmId.unmap("sha256_rsa"),
    Algorithm.RSA_PSS: algos.SignedDigestAlgorithmId.unmap("rsassa_pss"),
    Algorithm.ECDSA_P256: algos.SignedDigestAlgorithmId.unmap("sha256_ecdsa"),
    Algorithm.ECDSA_P384: algos.SignedDigestAlgorithmId.unmap("sha384_ecdsa"),
}
PSS_PARAMETERS = algos.RSASSAPSSParams({
    "hash_algorithm": {"algorithm": "sha256"},
    "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
    "salt_length": 32,
}).dump()  # fmt: skip


@dataclass(frozen=True)
class RemoteSigner:
    """A key that a service keeps (signer.Signer). owner_ref: whose it is, for the message log."""

    credential_id: str
    owner_ref: str
    certificate: bytes
    chain: tuple[bytes, ...]
    algorithm: Algorithm
    most: int = 50

    def sign_many(self, digests: Sequence[bytes], *, now: datetime) -> list[bytes]:
        """One raw signature for each digest; as many authorizations as the service's own limit makes needful."""
        try:
            with self._logged("credentials/info", now):
                credential = csc.credential(self.credential_id)
            pin = self._allowed(credential)
            signatures: list[bytes] = []
            for start in range(0, len(digests), credential.most):
                signatures += self._batch(digests[start : start + credential.most], pin, now)
        except Unavailable as silent:
            raise Refused(
                "signer-unavailable",
                "Dịch vụ ký số từ xa đang gián đoạn nên văn bản chưa được ký. Hãy ký lại sau ít phút.",
            ) from silent
        except Rejected as no:
            raise Refused(
                "signer-rejected",
                f"Dịch vụ ký số từ xa từ chối ký ({no.detail[:60]}). Văn bản chưa được ký; "
                "hãy báo quản trị viên kiểm tra khoá ký.",
            ) from no
        return signatures

    def _batch(self, digests: Sequence[bytes], pin: str, now: datetime) -> list[bytes]:
        with self._logged("credentials/authorize", now) as call:
            call.detail = f"{len(digests)} hash"
            sad = self._authorized(digests, pin)
        with self._logged("signatures/signHash", now) as call:
            call.detail = f"{len(digests)} hash"
            return csc.sign_hashes(
                self.credential_id,
                digests,
                sad=sad,
                hash_algorithm=HASHES[self.algorithm.digest],
                algorithm=OIDS[self.algorithm],
                parameters=PSS_PARAMETERS if self.algorithm is Algorithm.RSA_PSS else None,
            )

    def _authorized(self, digests: Sequence[bytes], pin: str) -> str:
        try:
            return csc.authorize(self.credential_id, digests, pin=pin)
        except Rejected as no:
            if pin and "pin" in no.detail.lower():
                note_refused(self.credential_id, pin)
            raise

    def _allowed(self, credential: csc.Credential) -> str:
        """The PIN that the credential asks for, '' for none. Refused when it may not or cannot sign any more."""
        if not credential.enabled or credential.certificate_status != "valid":
            raise Refused(
                "signer-rejected",
                "Khoá ký từ xa hoặc chứng thư của nó không còn dùng được (bị khoá, thu hồi hoặc hết hạn). "
                "Văn bản chưa được ký.",
            )
        if credential.certificates[0] != self.certificate:
            raise Refused(
                "signer-rejected",
                "Dịch vụ ký số từ xa đã đổi chứng thư của khoá này. Quản trị viên hãy nạp chứng thư mới rồi ký lại.",
            )
        if credential.mode == "implicit":
            return ""
        pin = pin_of(self.credential_id)
        if credential.mode != "explicit" or credential.wants_otp or (credential.wants_pin and not pin):
            raise Refused(
                "signer-rejected",
                "Khoá ký từ xa này đòi xác nhận của người ký (mã OTP hoặc mã PIN chưa khai báo) nên hệ thống không tự "
                "ký được.",
            )
        refuse_spent(self.credential_id, pin)
        return pin

    def _logged(self, operation: str, now: datetime) -> AbstractContextManager[Call]:
        return logged(
            csc.PARTNER,
            purpose=PURPOSE,
            legal_basis=LEGAL_BASIS,
            subject=self.owner_ref,
            now=now,
            operation=operation,
        )


def ways_of(algorithms: frozenset[str]) -> frozenset[Algorithm]:
    """The ways of signing that a service names by OID; the plain RSA one stands for PKCS #1 (CSC 1.0.4, 11.5)."""
    plain = {algos.SignedDigestAlgorithmId.unmap("rsassa_pkcs1v15")}
    found = {way for way, oid in OIDS.items() if oid in algorithms}
    return frozenset(found | ({Algorithm.RSA_PKCS1} if plain & algorithms else set()))
