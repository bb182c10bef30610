"""From a dossier to its papers: gathers the official fields of forms 01–07 and of the result."""

from __future__ import annotations

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier, IssuedPaper
from tinhso.government.dossiers.papers.forms import SLUGS, PaperForm
from tinhso.government.dossiers.printing import letters
from tinhso.government.dossiers.printing.books import control_slip_pdf, register_pdf
from tinhso.government.dossiers.printing.receipts import receipt_pdf
from tinhso.government.dossiers.printing.results import draft_pdf, result_pdf
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.queries import content

__all__ = ["draft_pdf", "issued_pdf", "paper_pdf", "receipt_pdf", "register_pdf", "result_pdf"]


def issued_pdf(issued: IssuedPaper, *, code: str = "") -> bytes:
    """One of forms 01–05, not signed yet. code: the public code under which it will be verified, printed as QR."""
    dossier = issued.dossier
    match PaperForm(issued.form):
        case PaperForm.RECEIPT:
            return receipt_pdf(dossier, issued, code=code)
        case PaperForm.SUPPLEMENT:
            return letters.supplement_pdf(dossier, issued, code=code)
        case PaperForm.REFUSAL:
            return letters.refusal_pdf(dossier, issued, code=code)
        case PaperForm.APOLOGY:
            return letters.apology_pdf(dossier, issued, code=code)
        case PaperForm.STOP:
            return letters.stop_pdf(dossier, issued, code=code)
    raise ValueError(issued.form)


def paper_pdf(dossier: Dossier, slug: str) -> bytes:
    """A form of the dossier by its name in addresses: as it was signed, or what it will say while it waits for that.

    NotVisible for a name or a form that does not exist.
    """
    issued = queries.issued_paper(dossier, slug)
    if issued is not None:
        return content(issued.paper.file) if issued.paper else issued_pdf(issued)
    if slug == SLUGS[PaperForm.CONTROL_SLIP]:
        return control_slip_pdf(dossier)
    if slug == SLUGS[PaperForm.RECEIPT]:
        return receipt_pdf(dossier)
    raise NotVisible("no-form", "Hồ sơ này không có giấy tờ đó.")
