"""Item 9: (a) one receipt from its facts to PDF/A with a PAdES B-B signature; (b) signing papers that are ready.

Beside it in the same run: pyHanko as its manual shows it, and the bare RSA operation. CPU time of this process;
every signature made here is verified by pyHanko outside the clock.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from bench import peers
from bench.report import Row
from bench.stage import Stage
from tinhso.engines.signing import authority, marks, pictures, reports
from tinhso.engines.signing.cms import CmsSigner
from tinhso.engines.signing.keys.file import FileSigner, private_key
from tinhso.engines.signing.keys.signer import PSS, SHA256
from tinhso.government.dossiers.papers.receipt import receipt
from tinhso.government.dossiers.papers.tests.examples import a_receipt
from tinhso.ground.base.vietnamese import VIETNAM

ROUNDS = 5
PAPERS = 40
AT = datetime(2026, 11, 23, 9, 15, tzinfo=VIETNAM)
NAME = "Nguyễn Thị Lan"


class Desk:
    """A signer with a certificate of a CA of his own, ready to sign in two ways."""

    def __init__(self, keys: Path) -> None:
        issued = authority.issue(
            keys, name=NAME, organisation="Ủy ban nhân dân phường Nam Định", title="Người tiếp nhận"
        )
        above = authority.authority(keys)
        certificate = issued.certificate.public_bytes(Encoding.DER)
        self.roots = [above.root.certificate.public_bytes(Encoding.DER)]
        self.key = private_key(keys / issued.key_name)
        self.signer = CmsSigner(
            FileSigner(self.key, certificate, (above.issuing.certificate.public_bytes(Encoding.DER),))
        )
        (keys / "signer.crt").write_bytes(certificate)
        self.theirs = signers.SimpleSigner.load(
            str(keys / issued.key_name),
            str(keys / "signer.crt"),
            ca_chain_files=(str(keys / "issuing.crt"),),
            prefer_pss=True,
        )
        self.picture = pictures.signature_png(NAME)

    def sign(self, pdf: bytes) -> bytes:
        """Ours, with the picture in box 7c."""
        unsigned = marks.sign_for_person(pdf, name=NAME, picture=self.picture, signer=self.signer, at=AT)
        return unsigned.signed(self.signer.sign(unsigned.digest, now=AT))

    def sign_as_documented(self, pdf: bytes) -> bytes:
        """PyHanko's own way, without a picture."""
        out = io.BytesIO()
        meta = signers.PdfSignatureMetadata(field_name="Signature1", subfilter=fields.SigSeedSubFilter.PADES)
        signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=self.theirs, output=out)
        return out.getvalue()


def cpu_ms(work: Callable[[int], object], units: int) -> float:
    """CPU milliseconds of this process for one unit."""
    begun = time.process_time()
    for unit in range(units):
        work(unit)
    return 1000 * (time.process_time() - begun) / units


def made(number: int) -> bytes:
    """The receipt of one dossier; every code differs, so that nothing but fonts and templates is remembered."""
    return receipt(
        a_receipt(code=f"H42.13669-261123-{number:04d}", follow_url=f"https://dvc.example.vn/ho-so/{number:04d}/")
    )


def run(stage: Stage | None = None) -> list[Row]:
    """The rows of item 9; needs no database."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        papers = [made(number) for number in range(PAPERS)]
        signed = [desk.sign(pdf) for pdf in papers]
        assert all(reports.report_on(pdf, desk.roots).good for pdf in signed)
        ours: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, work, units in (
                ("typeset", made, PAPERS),
                ("whole", lambda n: desk.sign(made(n)), PAPERS),
                ("whole as documented", lambda n: desk.sign_as_documented(made(n)), PAPERS // 8),
                ("sign", lambda n: desk.sign(papers[n]), PAPERS),
                ("sign as documented", lambda n: desk.sign_as_documented(papers[n]), PAPERS // 8),
                ("rsa", lambda n: desk.key.sign(papers[n][:256], PSS, SHA256), PAPERS),
                ("verify", lambda n: reports.report_on(signed[n], desk.roots), PAPERS // 8),
            ):
                ours.setdefault(name, []).append(cpu_ms(work, units))
    cost = {name: statistics.median(rounds) for name, rounds in ours.items()}

    def row(item: str, mine: str, other: str, named: str, judged: str = "") -> Row:
        ratio = statistics.median(b / a for a, b in zip(ours[mine], ours[other], strict=True))
        return Row(item, "CPU ms each", cost[mine], cost[other], named, ratio, PAPERS * ROUNDS, judged)

    usual = Row(
        "9a receipt beside the usual way", "CPU ms each", cost["whole"], peers.RECEIPT_CPU_MS,
        "WeasyPrint 70.0 + pyHanko 0.38 as documented, measured apart", peers.RECEIPT_CPU_MS / cost["whole"],
        PAPERS * ROUNDS, "9a receipt",
    )  # fmt: skip
    return [
        usual,
        row("9a receipt, typeset and signed", "whole", "whole as documented", "typst + pyHanko as documented"),
        row("9a receipt, typeset and signed (limit)", "whole", "typeset", "typst alone"),
        row("9b signing ready papers", "sign", "sign as documented", "pyHanko as documented", "9b signing"),
        row("9b signing ready papers (limit)", "sign", "rsa", "bare RSA-2048 PSS", "9b signing, of the limit"),
        row("9 verifying a paper", "verify", "sign as documented", "pyHanko signing as documented"),
    ]
