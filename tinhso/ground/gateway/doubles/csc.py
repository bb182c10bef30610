"""The double of a remote signing service (CSC API 1.0.4.0): python -m tinhso.ground.gateway.doubles.csc

Faults beside those of kit: wrong_signature (a signature of something else), dies (the connection breaks in the middle
of signHash), one_short (a signature is missing), disabled (the key is switched off), other_certificate.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiohttp import web
from django.conf import settings

from tinhso.ground.gateway.doubles.csc_books import Books, Key
from tinhso.ground.gateway.doubles.kit import Faults, Handler, serve

FAULTS = Faults("wrong_signature", "dies", "one_short", "disabled", "other_certificate")
MOST = 10


class BadRequest(Exception):
    """An error of the API: its name, and what it says (chapter 10.1)."""


class Service:
    """The four methods and info."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def application(self) -> web.Application:
        """The HTTP side."""
        application = web.Application(middlewares=[FAULTS.middleware("/csc/"), self.door])
        application.add_routes(FAULTS.routes())
        methods = {
            "info": self.info, "credentials/list": self.list, "credentials/info": self.credential,
            "credentials/authorize": self.authorize, "signatures/signHash": self.sign,
        }  # fmt: skip
        application.add_routes([web.post(f"/csc/v1/{path}", method) for path, method in methods.items()])
        return application

    @web.middleware
    async def door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only who brings the token gets in; what is wrong with a request is said as the API says it."""
        if request.path.startswith("/__"):
            return await handler(request)
        given, right = request.headers.get("Authorization", ""), f"Bearer {settings.CSC['token']}"
        if request.path != "/csc/v1/info" and not hmac.compare_digest(given.encode(), right.encode()):
            return _error("invalid_token", "The access token is unknown", status=401)
        try:
            return await handler(request)
        except BadRequest as wrong:
            return _error(*wrong.args)
        except (KeyError, TypeError, ValueError) as wrong:
            return _error("invalid_request", f"Missing or invalid parameter {wrong}")

    async def info(self, request: web.Request) -> web.Response:
        """Who we are."""
        return web.json_response({
            "specs": "1.0.4.0", "name": "Dịch vụ ký số từ xa mô phỏng", "logo": "https://ky-so.example/logo.png",
            "region": "VN", "lang": "vi-VN", "description": "Không có giá trị pháp lý", "authType": ["external"],
            "methods": ["credentials/list", "credentials/info", "credentials/authorize", "signatures/signHash"],
        })  # fmt: skip

    async def list(self, request: web.Request) -> web.Response:
        """The ids of all keys."""
        return web.json_response({"credentialIDs": list(self.books.keys)})

    async def credential(self, request: web.Request) -> web.Response:
        """One key with its certificates."""
        body = await request.json()
        key = self._key(body)
        if FAULTS.strikes("other_certificate"):
            other = next(one for one in self.books.keys.values() if one is not key)
            key = replace(key, certificates=other.certificates)
        status = "disabled" if FAULTS.strikes("disabled") else "enabled"
        said = key.info(most=MOST, status=status)
        if body.get("certificates", "single") == "single":
            said["cert"]["certificates"] = said["cert"]["certificates"][:1]
        return web.json_response(said)

    async def authorize(self, request: web.Request) -> web.Response:
        """Leave to sign some hashes, once."""
        body = await request.json()
        key, wanted = self._key(body), body["hash"]
        if not 0 < int(body["numSignatures"]) <= MOST or len(wanted) != int(body["numSignatures"]):
            raise BadRequest("invalid_request", "Numbers of hashes and of signatures differ or are too large")
        if key.pin and not hmac.compare_digest(str(body.get("PIN", "")).encode(), key.pin.encode()):
            raise BadRequest("invalid_pin", "The PIN is wrong")
        return web.json_response({"SAD": self.books.allow(body["credentialID"], wanted), "expiresIn": 300})

    async def sign(self, request: web.Request) -> web.Response:
        """Signatures of hashes, for a SAD that covers them."""
        body = await request.json()
        key, wanted = self._key(body), body["hash"]
        if not self.books.spend(body["SAD"], body["credentialID"], wanted):
            raise BadRequest("invalid_request", "The SAD is unknown, spent, or covers other hashes")
        parameters = base64.b64decode(body["signAlgoParams"]) if body.get("signAlgoParams") else None
        made = [key.sign(base64.b64decode(one), body["signAlgo"], parameters) for one in wanted]
        if FAULTS.strikes("dies") and request.transport:
            request.transport.abort()
        if FAULTS.strikes("wrong_signature"):
            other = bytes(reversed(base64.b64decode(wanted[-1])))
            made[-1] = key.sign(other, body["signAlgo"], parameters)
        if FAULTS.strikes("one_short"):
            made.pop()
        return web.json_response({"signatures": [base64.b64encode(one).decode() for one in made]})

    def _key(self, body: dict[str, Any]) -> Key:
        found = self.books.keys.get(body["credentialID"])
        if found is None:
            raise BadRequest("invalid_request", "Invalid parameter credentialID")
        return found


def _error(name: str, words: str, *, status: int = 400) -> web.Response:
    return web.json_response({"error": name, "error_description": words}, status=status)


def main() -> None:
    """Serve at the address that the settings give to the signing service."""
    books = Books(Path(settings.CSC["double_folder"]), pin=settings.CSC["double_pin"])
    asyncio.run(serve(Service(books).application(), settings.PARTNERS["csc"]))


if __name__ == "__main__":
    main()
