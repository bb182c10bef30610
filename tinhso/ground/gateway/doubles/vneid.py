"""A real OpenID provider in the VNeID profile: `python -m tinhso.ground.gateway.doubles.vneid`.

oidc-provider-mock (Authlib's server) speaks the protocol; here are the claims, the page and the faults.
Faults last until changed: POST /control/fault with {"fault": "slow"}; "" heals.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import flask
from authlib.deprecate import AuthlibDeprecationWarning
from django.conf import settings
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import run_simple

warnings.simplefilter("ignore", AuthlibDeprecationWarning)

import oidc_provider_mock  # noqa: E402 - warns on import of what its own author will mend
from oidc_provider_mock import _app as provider  # noqa: E402
from oidc_provider_mock._storage import Client, ClientAllowAny, User, storage  # noqa: E402

FAULTS = ("", "slow", "garbage", "bad-signature", "no-nonce", "denied", "down")
SLOW_S = 30
TYPED = ("HoVaTen", "SoDinhDanh", "NgayThangNamSinh", "LoaiTaiKhoan", "MaSoThue", "TenDoanhNghiep", "acr")


def claims_of(person: dict[str, Any]) -> dict[str, object]:
    """What the portal returns for a demo citizen, under the portal's names."""
    said = {
        "TechID": person["tech_id"],
        "LoaiTaiKhoan": "1",
        "HoVaTen": person["full_name"],
        "SoDinhDanh": person["personal_number"],
        "NgayThangNamSinh": (person["birth_date"] or "").replace("-", ""),
        "GioiTinh": {"MALE": "Nam", "FEMALE": "Nữ"}.get(person["sex"], ""),
        "DanToc": person["ethnicity"],
        "QuocTich": person["nationality"],
        "NoiOHienNay": person["address"],
        "loginIdp": "BCA",
        "loAs": "x" * 2000,
    }
    return {name: value for name, value in said.items() if value}


def organisation_claims(person: dict[str, Any]) -> dict[str, object]:
    """The organisation account of a demo citizen who represents one."""
    body = person["represents"]
    return claims_of(person) | {
        "TechID": f"{person['tech_id']}-tc",
        "LoaiTaiKhoan": "2",
        "MaSoThue": body["tax_code"],
        "TenDoanhNghiep": body["name"],
        "DiaChi": body["address"],
    }


def make_app(people: list[dict[str, Any]], *, client_id: str, client_secret: str) -> flask.Flask:
    """The provider with these people, our one client, and a switch for faults."""
    app = flask.Flask(__name__, template_folder=str(Path(__file__).parent / "vneid_pages"))
    app.secret_key = secrets.token_bytes(16)
    known = {str(claims["TechID"]): claims for claims in (claims_of(person) for person in people)}
    known |= {str(c["TechID"]): c for c in (organisation_claims(p) for p in people if "represents" in p)}
    oidc_provider_mock.init_app(
        app,
        require_client_registration=True,
        issue_refresh_token=False,
        user_claims=[User(sub=sub, claims=claims) for sub, claims in known.items()],
    )
    app.debug = False  # its interactive debugger would run anyone's Python
    app.wsgi_app = app.wsgi_app.app  # type: ignore[method-assign, attr-defined]
    app.context_processor(lambda: {"people": known, "fresh_sub": f"vneid-{secrets.token_hex(6)}"})
    app.add_url_rule("/oauth2/userinfo", "userinfo_wso2", provider.userinfo, methods=["GET", "POST"])
    switch = {"fault": ""}

    @app.before_request
    def prepare() -> flask.Response | None:
        storage.store_client(
            Client(
                id=client_id,
                secret=client_secret,
                redirect_uris=ClientAllowAny(),
                allowed_scopes=Client.SCOPES_SUPPORTED,
                token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a method
            )
        )
        form = flask.request.form
        if flask.request.path == "/oauth2/authorize" and form.get("HoVaTen"):
            typed = {name: form[name].strip() for name in TYPED if form.get(name, "").strip()}
            storage.store_user(User(sub=form["sub"], claims={"TechID": form["sub"], "LoaiTaiKhoan": "1"} | typed))
        return broken(switch["fault"])

    @app.after_request
    def finish(response: flask.Response) -> flask.Response:
        response = told_where(response)
        mend = MENDS.get((flask.request.path, switch["fault"]))
        return mend(response) if mend else response

    @app.post("/control/fault")
    def control() -> flask.typing.ResponseReturnValue:
        fault = (flask.request.get_json(silent=True) or {}).get("fault")
        if fault not in FAULTS:
            return {"faults": FAULTS}, 400
        switch["fault"] = fault
        return {"fault": fault}

    return app


def broken(fault: str) -> flask.Response | None:
    """The answer of a provider that is down, slow or refuses; None when this request is served as usual."""
    path = flask.request.path
    if not path.startswith("/oauth2/"):
        return None
    if fault == "down":
        return flask.Response("upstream gone", 503)
    if fault == "garbage" and path == "/oauth2/token":
        return flask.Response("<html>Bảo trì hệ thống</html>", 200)
    if fault == "slow" and path == "/oauth2/token":
        time.sleep(SLOW_S)
    # The mock forgets `state` when someone refuses; the portal does not.
    refused = fault == "denied" or flask.request.form.get("action") == "deny"
    if refused and path == "/oauth2/authorize":
        asked = flask.request.args
        back = f"{asked['redirect_uri']}?error=access_denied&state={asked.get('state', '')}"
        return flask.redirect(back)  # type: ignore[return-value]
    return None


def told_where(response: flask.Response) -> flask.Response:
    """Discovery names the path that the portal really uses for userinfo."""
    if flask.request.path == "/.well-known/openid-configuration":
        document = response.get_json()
        document["userinfo_endpoint"] = flask.request.host_url + "oauth2/userinfo"
        response.set_data(json.dumps(document))
    return response


def badly_signed(response: flask.Response) -> flask.Response:
    """The same token with a signature that does not fit."""
    answer = response.get_json()
    head, body, signature = answer["id_token"].split(".")
    answer["id_token"] = f"{head}.{body}.{signature[:20][::-1]}{signature[20:]}"
    response.set_data(json.dumps(answer))
    return response


def without_nonce(response: flask.Response) -> flask.Response:
    """The token of a server that knows no nonce, signed as it should be."""
    answer = response.get_json()
    key = RSAKey.import_key(storage.jwk.as_dict(is_private=True))
    token = jwt.decode(answer["id_token"], key, algorithms=["RS256"])
    answer["id_token"] = jwt.encode(token.header, {k: v for k, v in token.claims.items() if k != "nonce"}, key)
    response.set_data(json.dumps(answer))
    return response


MENDS: dict[tuple[str, str], Callable[[flask.Response], flask.Response]] = {
    ("/oauth2/token", "bad-signature"): badly_signed,
    ("/oauth2/token", "no-nonce"): without_nonce,
}


def main() -> None:
    """Serve on the port that the settings name, until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    seed = settings.ROOT / "seed" / "people" / "demo.json"
    app = make_app(
        json.loads(seed.read_text())["citizens"],
        client_id=str(settings.VNEID["client_id"]),
        client_secret=str(settings.VNEID["client_secret"]),
    )
    where = urlsplit(settings.PARTNERS["vneid"])
    run_simple(where.hostname or "127.0.0.1", where.port or 80, app, threaded=True)


if __name__ == "__main__":
    main()
