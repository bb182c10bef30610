"""Form 01 from its dossier: what came in, and the promise as it was made."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from tinhso.engines.payments.queries import charges_of
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Delivery, Dossier, IssuedPaper, PartState
from tinhso.government.dossiers.models.parts import ELECTRONIC_FORM
from tinhso.government.dossiers.papers.frame import Signer
from tinhso.government.dossiers.papers.receipt import FeePaid, PartLine, ReceiptFacts, receipt
from tinhso.government.dossiers.printing.frame import applicant_of, follow_url, letterhead, one_stop_of
from tinhso.ground.base.refused import NotVisible


def receipt_pdf(dossier: Dossier, issued: IssuedPaper | None = None, *, code: str = "") -> bytes:
    """Form 01. NotVisible before acceptance.

    issued: the promise as it stood when it was signed; without one (a program received the dossier) as it stands now.
    """
    if dossier.received_at is None or dossier.clock is None:
        raise NotVisible("no-receipt", "Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận.")
    charges = list(charges_of(dossier.subject))
    said = issued.facts if issued else {}
    on = timezone.localdate(dossier.received_at)
    return receipt(
        ReceiptFacts(
            head=letterhead(dossier.receiving_agency, on=on, unit=one_stop_of(dossier.receiving_agency), code=code),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            parts=_part_lines(dossier, up_to=said.get("round")),
            limit=dossier.clock.limit.words[:1].upper() + dossier.clock.limit.words[1:],
            received_at=dossier.clock.received_at,  # when the complete dossier arrived: the sentence counts from there
            due_at=datetime.fromisoformat(said["due_at"]) if said else dossier.due_at,
            due_sentence=said.get("due_sentence", dossier.due_sentence),
            return_at=dossier.receiving_agency.name
            if dossier.delivery == Delivery.COUNTER
            else Delivery(dossier.delivery).label,
            officer=Signer(
                issued.signer_name if issued else _received_by(dossier, at=dossier.received_at),
                ("Người tiếp nhận hồ sơ",),
            ),
            follow_url=follow_url(dossier),
            hotline=settings.ONE_STOP_HOTLINE,
            fees=tuple(FeePaid(line["name"], line["amount_vnd"]) for charge in charges for line in charge.lines),
            fee_state="chưa nộp" if dossier.owes_fee else "đã nộp" if charges else "không thu",
        )
    )


def _received_by(dossier: Dossier, *, at: datetime) -> str:
    taken = queries.hand_overs(dossier).filter(at=at).first()
    return taken.from_name if taken else ""


def _part_lines(dossier: Dossier, *, up_to: int | None = None) -> tuple[PartLine, ...]:
    """One line a paper, however many files it came in."""
    kinds = {PartState.FROM_DATA: "Dữ liệu", PartState.REUSED: "Dùng lại"}
    lines = []
    parts = [part for part in queries.listed_parts(dossier) if up_to is None or part.round <= up_to]
    for _code, several in groupby(parts, key=lambda part: (part.round, part.part_code)):
        first, *others = several
        electronic = first.file_id or first.note == ELECTRONIC_FORM
        handed_in = "Bản giấy, đã số hoá" if first.is_digitised else "Bản điện tử" if electronic else "Bản giấy"
        kind = kinds.get(PartState(first.state), handed_in)
        source = first.source
        if first.state == PartState.REUSED and first.stored_paper:
            source = f"kho dữ liệu điện tử ({first.stored_paper.words})"
        lines.append(PartLine(first.name, f"{kind} ({len(others) + 1} tệp)" if others else kind, from_data=source))
    return tuple(lines)
