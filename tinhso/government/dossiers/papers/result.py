"""The paper of a result (kết quả giải quyết): decision, permit, extract, in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from dataclasses import dataclass

from tinhso.government.dossiers.papers.frame import TEMPLATES, Letterhead, Signer, head_facts
from tinhso.ground.web.paper import ARCHIVAL, qr_svg, typeset

ON_SEALING = "?"


@dataclass(frozen=True)
class ResultFacts:
    """What a result says. head.number: ON_SEALING leaves room for number and date, which the clerk gives with the seal.

    bases: "Căn cứ …" in order. lines: named facts of the result. articles: its paragraphs. verify_url: for the QR;
    paper_code: printed below it, to be typed by hand. recipients: nơi nhận.
    """

    head: Letterhead
    title: str
    about: str
    bases: tuple[str, ...]
    signer: Signer
    verify_url: str
    paper_code: str
    dossier_code: str
    lines: tuple[tuple[str, str], ...] = ()
    articles: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def result(facts: ResultFacts) -> bytes:
    """A result as PDF/A, A4, with room in box 7c for the signature and beside it for the seal."""
    return typeset(
        TEMPLATES / "result.typ",
        {
            **vars(facts),
            "head": head_facts(facts.head),
            "form_mark": f"Mã hồ sơ {facts.dossier_code}",
            "qr": qr_svg(facts.verify_url),
        },
        standards=ARCHIVAL,
    )
