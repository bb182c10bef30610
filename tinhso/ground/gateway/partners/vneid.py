"""VNeID through the national portal: OpenID Connect, authorization code, with claims of its own."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import wire

PARTNER = "vneid"
ALGORITHMS = ["RS256", "PS256", "ES256"]

# What the portal calls a thing -> what we call it; the first that is present wins. Observed in real clients
# (claims table of the profile). `loAs` is large and of no use to us: what stands in no row here is dropped.
CLAIMS: Mapping[str, tuple[str, ...]] = {
    "tech_id": ("TechID",),
    "kind": ("LoaiTaiKhoan",),
    "full_name": ("HoVaTen",),
    "personal_number": ("SoDinhDanh", "SoCMND"),
    "birth_date": ("NgayThangNamSinh",),
    "sex": ("GioiTinh",),
    "ethnicity": ("DanToc",),
    "nationality": ("QuocTich",),
    "phone": ("SoDienThoai",),
    "email": ("ThuDienTu",),
    "address": ("NoiOHienNay", "ThuongTru"),
    "tax_code": ("MaSoThue", "MaSoDoanhNghiep"),
    "organisation_name": ("TenDoanhNghiep",),
    "organisation_address": ("DiaChi",),
}
SEXES = {"nam": "MALE", "nữ": "FEMALE", "1": "MALE", "2": "FEMALE"}


@dataclass(frozen=True)
class Identity:
    """Who the platform says is at the door; texts are empty when it does not say.

    is_organisation: LoaiTaiKhoan other than 1; then tax_code names the organisation and the personal
    facts are those of the one who signs in for it. level: how strongly it knows him (acr: LoA1, LoA2, …).
    """

    tech_id: str
    is_organisation: bool
    full_name: str
    personal_number: str
    birth_date: date | None
    sex: str
    ethnicity: str
    nationality: str
    phone: str
    email: str
    address: str
    tax_code: str
    organisation_name: str
    organisation_address: str
    id_token: str
    level: int = 1


@dataclass(frozen=True)
class Departure:
    """What we remember while the citizen is away at the platform; `address` is where to send the browser."""

    address: str
    state: str
    nonce: str
    verifier: str


class VNeID:
    """The relying party's side of one provider."""

    def __init__(self, base: str, *, client_id: str, client_secret: str, timeout_s: float = 10) -> None:
        self.base = base.rstrip("/")
        self.client_id = client_id
        self.client_secret = client_secret
        self.timeout_s = timeout_s
        self._known: tuple[float, dict[str, Any]] = (0, {})

    def depart(self, redirect_uri: str) -> Departure:
        """A fresh sign-in: state, nonce and PKCE are sent although not every server of this profile uses them."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid",
            "acr_values": "LoA1",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return Departure(f"{self._endpoint('authorization')}?{urlencode(query)}", state, nonce, verifier)

    def identity(self, code: str, *, redirect_uri: str, nonce: str, verifier: str, now: datetime) -> Identity:
        """Exchange the code, verify the signed token and read the person. Unavailable or Rejected."""
        answer = self._call(
            "POST",
            self._endpoint("token"),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "code_verifier": verifier,
            },
        )
        id_token, access_token = answer.get("id_token"), answer.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise Unavailable(PARTNER, "token answer without tokens")
        signed = self._verified(id_token, nonce=nonce, now=now)
        told = self._call("GET", self._endpoint("userinfo"), headers={"Authorization": f"Bearer {access_token}"})
        if told.get("sub") != signed["sub"]:
            raise Rejected(PARTNER, "userinfo of another subject")
        # How strongly is said under the signature, where it is said there.
        return read_identity(signed | told | {"acr": signed.get("acr") or told.get("acr")}, id_token)

    def farewell(self, *, id_token: str, back: str) -> str:
        """Where to send the browser so that the platform ends its session too; '' when it offers nothing."""
        address = self._metadata().get("end_session_endpoint")
        query = {"id_token_hint": id_token, "post_logout_redirect_uri": back, "state": secrets.token_urlsafe(16)}
        return f"{address}?{urlencode(query)}" if address else ""

    def _verified(self, id_token: str, *, nonce: str, now: datetime) -> dict[str, Any]:
        """Claims of a token that the platform signed for us. An absent nonce is tolerated, a wrong one never."""
        rules = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=60,
            iss={"essential": True, "value": self._metadata().get("issuer", self.base)},
            aud={"essential": True, "value": self.client_id},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"value": nonce},
        )
        keys = self._call("GET", self._metadata().get("jwks_uri", f"{self.base}/oauth2/jwks"))
        try:
            claims = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
            rules.validate(claims)
        except (JoseError, ValueError, KeyError) as error:
            raise Rejected(PARTNER, f"id_token: {type(error).__name__}") from error
        return claims

    def _metadata(self) -> dict[str, Any]:
        """The discovery document, asked again every ten minutes; {} from a server that has none."""
        read_at, document = self._known
        if not document or time.monotonic() - read_at > 600:
            try:
                document = self._call("GET", f"{self.base}/.well-known/openid-configuration")
            except Rejected:
                document = {}
            self._known = (time.monotonic(), document)
        return document

    def _endpoint(self, name: str) -> str:
        """An endpoint as discovered, else at the path that this server is known to use."""
        usual = {"authorization": "authorize"}.get(name, name)
        return str(self._metadata().get(f"{name}_endpoint", f"{self.base}/oauth2/{usual}"))

    def _call(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        answer = wire.call(PARTNER, self.base, method, url, timeout=self.timeout_s, **more)
        return wire.json_object(PARTNER, answer)


def read_identity(claims: Mapping[str, Any], id_token: str = "") -> Identity:
    """The person behind the claims, through the table CLAIMS. Rejected without TechID or name."""
    said = {
        ours: next((str(claims[theirs]).strip() for theirs in names if claims.get(theirs)), "")
        for ours, names in CLAIMS.items()
    }
    if not said["tech_id"] or not (said["full_name"] or said["organisation_name"]):
        raise Rejected(PARTNER, "claims without TechID or name")
    kind, born, sex = said.pop("kind"), said.pop("birth_date"), said.pop("sex")
    return Identity(
        **said,
        is_organisation=kind not in ("", "1"),
        birth_date=_day(born),
        sex=SEXES.get(sex.lower(), ""),
        id_token=id_token,
        level=level_of(claims.get("acr")),
    )


def level_of(acr: object) -> int:
    """The level behind `acr` (LoA2 → 2). The weakest where the platform says none or a word that we do not know."""
    found = re.fullmatch(r"LoA([1-4])", str(acr or ""), re.IGNORECASE)
    return int(found[1]) if found else 1


def _day(text: str) -> date | None:
    """yyyymmdd; None for a year alone or anything else, which old papers really carry."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None


def platform() -> VNeID:
    """The platform that the settings name; one client with its connections a process."""
    return _client(settings.PARTNERS["vneid"], **settings.VNEID)


@cache
def _client(base: str, **options: Any) -> VNeID:
    return VNeID(base, **options)
