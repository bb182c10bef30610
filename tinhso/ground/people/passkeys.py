"""The WebAuthn ceremony for passkeys, through fido2; challenges wait in the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from tinhso.ground.base.refused import Refused

REFUSED = "Khóa truy cập không hợp lệ hoặc đã hết thời gian chờ. Hãy thử lại."


def offered_on(host: str) -> bool:
    """False where browsers refuse passkeys: on a bare network address such as 127.0.0.1."""
    name = host.partition(":")[0]
    try:
        ip_address(name)
    except ValueError:
        return True
    return False


def _server(origin: str) -> Fido2Server:
    name = origin.partition("://")[2].partition(":")[0]
    return Fido2Server(PublicKeyCredentialRpEntity(id=name, name="Tỉnh Số"), verify_origin=lambda said: said == origin)


def begin_adding(
    origin: str, *, account_id: int, username: str, full_name: str, known: Sequence[bytes]
) -> tuple[dict[str, Any], Any]:
    """What the browser needs to make a passkey, and the state to keep until it answers."""
    user = PublicKeyCredentialUserEntity(id=str(account_id).encode(), name=username, display_name=full_name)
    options, state = _server(origin).register_begin(
        user, _credentials(known), user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(options), state


def finish_adding(origin: str, state: Any, answer: Mapping[str, Any]) -> tuple[bytes, int]:
    """The new credential (public key included) and its signature count. Refused `bad-passkey`."""
    try:
        made = _server(origin).register_complete(state, answer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("bad-passkey", REFUSED) from error
    return bytes(made.credential_data or b""), made.counter


def begin_use(origin: str, known: Sequence[bytes]) -> tuple[dict[str, Any], Any]:
    """What the browser needs to use one of these passkeys, and the state to keep until it answers."""
    options, state = _server(origin).authenticate_begin(
        _credentials(known), user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(options), state


def finish_use(origin: str, state: Any, known: Sequence[bytes], answer: Mapping[str, Any]) -> tuple[bytes, int]:
    """Which credential signed our challenge, and its new signature count. Refused `bad-passkey`."""
    try:
        used = _server(origin).authenticate_complete(state, _credentials(known), answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("bad-passkey", REFUSED) from error
    return bytes(used), counter


def _credentials(known: Sequence[bytes]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(credential)) for credential in known]
