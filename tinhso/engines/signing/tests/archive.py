"""A CA, signers and a time-stamping clock of one's own, at any moment: what decades need and no test can wait for."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import tsp, x509

from tinhso.engines.signing import authority_services, longterm, marks, pictures, reports
from tinhso.engines.signing.authority_services import Revoked
from tinhso.engines.signing.cms import CmsSigner
from tinhso.engines.signing.rules import ProofLevel
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.engines.signing.tests.test_verification import AGENCY, PERSON, Signers
from tinhso.ground.gateway.doubles.timestamps import Timestamps
from tinhso.ground.gateway.partners.timestamps import request


def clock_at(folder: Path, at: datetime) -> longterm.Ask:
    """The time-stamping certificate in a folder, with a clock that stands."""
    authority_services.stamper(folder)
    clock = Timestamps(folder)

    def stamp(digest: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request(digest, 7))
        answer = clock._signer("timestamps", at).request_tsa_response(asked)
        return bytes(answer["time_stamp_token"].dump())

    return stamp


class Archive(Signers):
    """Papers signed at `at`, and what they gained a minute later."""

    def __init__(self, folder: Path, at: datetime) -> None:
        super().__init__(folder)
        authority_services.stamper(folder)
        self.at = at
        self.pdf = a_decision()

    def ask(self, at: datetime) -> longterm.Ask:
        """A clock that stands at a moment."""
        return clock_at(self.folder, at)

    def lists(self, at: datetime, *gone: Revoked) -> list[bytes]:
        """The revocation lists of that moment."""
        return [
            authority_services.revocation_list(self.folder, label, gone if label == "issuing" else (), now=at)
            for label in ("root", "issuing")
        ]

    def paper(self, level: ProofLevel, signer: CmsSigner | None = None) -> bytes:
        """A paper signed by a person and sealed, proven up to a level."""
        facts = {"name": PERSON, "picture": pictures.signature_png(PERSON), "at": self.at}
        person = marks.sign_for_person(self.pdf, signer=signer or self.leader, **facts)
        signed = person.signed((signer or self.leader).sign(person.digest, now=self.at))
        sealed = marks.seal_for_agency(
            signed, agency=AGENCY, picture=pictures.seal_png(AGENCY), number="15/GP", signer=self.agency, at=self.at,
            issued_on=self.at.date(), spare=longterm.TOKEN_ROOM,
        )  # fmt: skip
        return self.grown(sealed.signed(self.agency.sign(sealed.digest, now=self.at)), level)

    def grown(self, pdf: bytes, level: ProofLevel) -> bytes:
        """A signed paper with what a level asks."""
        later = self.at + timedelta(minutes=1)
        if level is ProofLevel.B:
            return pdf
        pdf = longterm.stamped(pdf, self.ask(later))
        if level is ProofLevel.T:
            return pdf
        return longterm.extended(
            pdf, certificates=longterm.proofs_of(pdf).certificates, lists=self.lists(later),
            ask=self.ask(later + timedelta(minutes=1)) if level is ProofLevel.LTA else None,
        )  # fmt: skip

    def renewed(self, pdf: bytes, at: datetime) -> bytes:
        """The paper with one more document time-stamp, over the lists of that moment."""
        certificates = longterm.proofs_of(pdf).certificates
        return longterm.extended(pdf, certificates=certificates, lists=self.lists(at), ask=self.ask(at))

    def judged(self, pdf: bytes, at: datetime, *gone: Revoked, lists: bool = True) -> reports.Report:
        """The report at a moment, with the lists of that moment or without any."""
        return reports.report_on(pdf, self.roots, lists=self.lists(at, *gone) if lists else (), at=at)

    def serial(self, signer: CmsSigner) -> int:
        """The number of a signer's certificate."""
        return int(x509.Certificate.load(signer.signer.certificate).serial_number)
