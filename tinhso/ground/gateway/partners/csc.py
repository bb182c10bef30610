"""A remote signing service by the API of the Cloud Signature Consortium, version 1.0.4.0: every call POSTs JSON.

Used here: credentials/list, credentials/info, credentials/authorize, signatures/signHash (chapters 11.3 to 11.9).
Who we are says a bearer token that the operator of the service gave us (chapter 8.3). Only hashes cross: no paper.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tinhso.ground.gateway.errors import Unavailable
from tinhso.ground.gateway.partners.wire import call, json_object

PARTNER = "csc"
MOST_BYTES = 1024 * 1024
MOST_CREDENTIALS = 1000
OID = re.compile(r"\d+(\.\d+)+")


@dataclass(frozen=True)
class Credential:
    """What the service says of one key (credentials/info).

    certificates: DER, the signer's own first. algorithms: OIDs. most: how many hashes one authorization may cover.
    wants_hashes: the authorization names them (SCAL 2). mode: implicit, explicit, oauth2code. pin, otp: what an
    explicit authorization asks for.
    """

    enabled: bool
    certificate_status: str
    certificates: tuple[bytes, ...]
    algorithms: frozenset[str]
    most: int
    wants_hashes: bool
    mode: str
    wants_pin: bool
    wants_otp: bool


def credentials() -> list[str]:
    """The ids of all credentials that are ours. Unavailable, Rejected."""
    answer = _ask("credentials/list", {"maxResults": MOST_CREDENTIALS})
    ids = answer.get("credentialIDs")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise Unavailable(PARTNER, "câu trả lời thiếu credentialIDs")
    return ids


def credential(credential_id: str) -> Credential:
    """What is known of one credential, its certificates included. Unavailable, Rejected."""
    asked = {"credentialID": credential_id, "certificates": "chain", "certInfo": False, "authInfo": True}
    answer = _ask("credentials/info", asked)
    key, cert = _part(answer, "key"), _part(answer, "cert")
    algorithms, most = key.get("algo"), answer.get("multisign")
    if not isinstance(algorithms, list) or not all(isinstance(one, str) and OID.fullmatch(one) for one in algorithms):
        raise Unavailable(PARTNER, "câu trả lời thiếu key.algo")
    certificates = _binaries(cert, "certificates")
    if not certificates or not isinstance(most, int) or isinstance(most, bool) or most < 1:
        raise Unavailable(PARTNER, "câu trả lời thiếu chứng thư hoặc multisign")
    return Credential(
        enabled=key.get("status") == "enabled",
        certificate_status=str(cert.get("status", "valid"))[:20],
        certificates=tuple(certificates),
        algorithms=frozenset(algorithms),
        most=most,
        wants_hashes=str(answer.get("SCAL", "1")) == "2",
        mode=str(answer.get("authMode", ""))[:20],
        wants_pin=_is_wanted(answer.get("PIN")),
        wants_otp=_is_wanted(answer.get("OTP")),
    )


def authorize(credential_id: str, hashes: Sequence[bytes], *, pin: str = "") -> str:
    """Leave to sign these hashes with a credential, once: the SAD. Unavailable, Rejected."""
    asked: dict[str, Any] = {
        "credentialID": credential_id, "numSignatures": len(hashes), "hash": [_base64(one) for one in hashes],
    }  # fmt: skip
    sad = _ask("credentials/authorize", asked | ({"PIN": pin} if pin else {})).get("SAD")
    if not isinstance(sad, str) or not sad:
        raise Unavailable(PARTNER, "câu trả lời thiếu SAD")
    return sad


def sign_hashes(
    credential_id: str,
    hashes: Sequence[bytes],
    *,
    sad: str,
    hash_algorithm: str,
    algorithm: str,
    parameters: bytes | None = None,
) -> list[bytes]:
    """One raw signature for each hash, in their order. Unavailable, Rejected.

    algorithm, hash_algorithm: OIDs. parameters: DER, where the algorithm needs them (RSASSA-PSS).
    """
    asked: dict[str, Any] = {
        "credentialID": credential_id, "SAD": sad, "hash": [_base64(one) for one in hashes],
        "hashAlgo": hash_algorithm, "signAlgo": algorithm,
    }  # fmt: skip
    answer = _ask("signatures/signHash", asked | ({"signAlgoParams": _base64(parameters)} if parameters else {}))
    signatures = _binaries(answer, "signatures")
    if len(signatures) != len(hashes):
        raise Unavailable(PARTNER, f"{len(signatures)} chữ ký cho {len(hashes)} hash")
    return signatures


def _ask(method: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = call(
        PARTNER,
        settings.PARTNERS[PARTNER].rstrip("/"),
        "POST",
        f"/csc/v1/{method}",
        json=body,
        headers={"Authorization": f"Bearer {settings.CSC['token']}"},
        most_bytes=MOST_BYTES,
    )
    return json_object(PARTNER, answer)


def _part(answer: dict[str, Any], name: str) -> dict[str, Any]:
    part = answer.get(name)
    if not isinstance(part, dict):
        raise Unavailable(PARTNER, f"câu trả lời thiếu {name}")
    return part


def _binaries(answer: dict[str, Any], name: str) -> list[bytes]:
    """A list of base64 texts, decoded. Unavailable when it is anything else."""
    texts = answer.get(name)
    try:
        return [base64.b64decode(text, validate=True) for text in texts or ()]
    except (TypeError, ValueError) as error:
        raise Unavailable(PARTNER, f"câu trả lời có {name} không đọc được") from error


def _is_wanted(said: Any) -> bool:
    """Whether PIN or OTP must be given: {"presence": "true" | "false" | "optional"}."""
    return isinstance(said, dict) and said.get("presence") == "true"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
