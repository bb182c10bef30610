"""A time-stamping authority as a process: python -m tinhso.ground.gateway.doubles.timestamps

RFC 3161 over HTTP with a certificate of its own, which the development CA leaves in KEYS_DIR. It wants queries in the
right form, refuses in the protocol's own words, and never looks at a clock but its own.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from asn1crypto import keys, pem, tsp, x509
from django.conf import settings
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tinhso.ground.gateway.doubles.kit import Faults, page, serve
from tinhso.ground.gateway.partners.timestamps import PARTNER, QUERY, REPLY, Reply

POLICY = "1.3.6.1.4.1.0.2023.1"  # an arc that belongs to nobody: a trial's policy
SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}
FAULTS = Faults("wrong_nonce", "wrong_imprint", "wrong_signature", "clock", "other_purpose", "busy")


class Refusal(Exception):
    """What the protocol calls the reason of a refusal (PKIFailureInfo)."""


class Stamper(DummyTimeStamper):
    """pyHanko's signer of tokens with the policy and the accuracy of an authority."""

    def _build_tst_info(self, message_imprint: tsp.MessageImprint, dt: datetime, req: tsp.TimeStampReq) -> tsp.TSTInfo:
        said = super()._build_tst_info(message_imprint, dt.replace(microsecond=0), req)
        said["policy"] = POLICY
        said["accuracy"] = {"seconds": 1}
        return said


class Timestamps:
    """The authority. given: its last time-stamps, newest last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.given: list[dict[str, str]] = []

    def application(self) -> web.Application:
        """The authority as a web application."""
        application = web.Application(middlewares=[FAULTS.middleware("/tsa")])
        application.add_routes(FAULTS.routes())
        application.add_routes([
            web.post("/tsa", self.answer),
            web.get("/", self.front),
            web.get("/__given", self.as_json),
        ])  # fmt: skip
        return application

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to one query."""
        if request.content_type != QUERY:
            return web.Response(status=415)
        try:
            reply: Reply | tsp.TimeStampResp = self._stamped(self._asked(await request.read()))
        except Refusal as refusal:
            reply = Reply({"status": {"status": "rejection", "fail_info": {str(refusal)}}})
        der = bytearray(reply.dump())
        if FAULTS.strikes("wrong_signature"):
            der[-1] ^= 1
        return web.Response(body=bytes(der), content_type=REPLY)

    def _asked(self, query: bytes) -> tsp.TimeStampReq:
        """The question. Refusal: bad_data_format, bad_alg, unaccepted_policy, time_not_available."""
        try:
            asked = tsp.TimeStampReq.load(query, strict=True)
            imprint = asked["message_imprint"]
            size = SIZES.get(imprint["hash_algorithm"]["algorithm"].native)
            length = len(imprint["hashed_message"].native)
            policy = asked["req_policy"].native
        except (ValueError, TypeError, KeyError) as error:
            raise Refusal("bad_data_format") from error
        if size is None:
            raise Refusal("bad_alg")
        if length != size:
            raise Refusal("bad_data_format")
        if policy not in {None, POLICY}:
            raise Refusal("unaccepted_policy")
        if FAULTS.strikes("busy"):
            raise Refusal("time_not_available")
        return asked

    def _stamped(self, asked: tsp.TimeStampReq) -> tsp.TimeStampResp:
        clock = datetime.now(UTC) + timedelta(seconds=FAULTS.on.get("clock", 0))
        if FAULTS.strikes("wrong_nonce"):
            asked["nonce"] = 1
        if FAULTS.strikes("wrong_imprint"):
            asked["message_imprint"]["hashed_message"] = bytes(len(asked["message_imprint"]["hashed_message"].native))
        reply = self._signer("issuing" if FAULTS.strikes("other_purpose") else "timestamps", clock)
        made = reply.request_tsa_response(asked)
        told = made["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        self.given.append({"serial": str(told["serial_number"].native), "at": clock.isoformat(timespec="seconds")})
        del self.given[:-100]
        return made

    def _signer(self, label: str, clock: datetime) -> Stamper:
        """The certificate as it lies in the folder now: it may be renewed while we run."""
        above = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        above.register(x509.Certificate.load((self.folder / "issuing.crt").read_bytes()))
        _, _, key = pem.unarmor((self.folder / f"{label}.key").read_bytes())
        return Stamper(
            x509.Certificate.load((self.folder / f"{label}.crt").read_bytes()),
            keys.PrivateKeyInfo.load(key),
            certs_to_embed=above,
            fixed_dt=clock,
        )

    async def front(self, request: web.Request) -> web.Response:
        """What was stamped last."""
        return page("timestamps.html", {"given": self.given[::-1], "policy": POLICY})

    async def as_json(self, request: web.Request) -> web.Response:
        """What was stamped, oldest first."""
        return web.json_response(self.given)


def main() -> None:
    """Serve at the address that the settings give this partner."""
    asyncio.run(serve(Timestamps(settings.KEYS_DIR).application(), settings.PARTNERS[PARTNER]))


if __name__ == "__main__":
    main()
