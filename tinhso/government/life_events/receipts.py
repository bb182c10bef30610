"""The receipt of a life event: the total date, and each agency's date with its reason, on one paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from tinhso.government.dossiers.papers.frame import head_facts
from tinhso.government.dossiers.printing.frame import applicant_of, follow_url, letterhead, one_stop_of
from tinhso.government.life_events import queries
from tinhso.government.life_events.models import Case
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.web.paper import qr_svg, typeset

TEMPLATE = Path(__file__).parent / "typ" / "receipt.typ"


def receipt_pdf(case: Case, *, now: datetime) -> bytes:
    """PDF/A of the promise as it stands now; before the root is accepted it says from when the dates will count."""
    parts = queries.parts_of(case)
    root = queries.root_dossier(case)
    agency = root.receiving_agency
    head = letterhead(agency, on=timezone.localdate(now), unit=one_stop_of(agency))
    lines = queries.lines_of(parts, now=now)
    return typeset(
        TEMPLATE,
        {
            "title": "Giấy hẹn trả kết quả hồ sơ liên thông",
            "form_mark": "Giấy hẹn liên thông (không thay giấy tiếp nhận của từng cơ quan)",
            "head": head_facts(head),
            "code": case.code,
            "applicant": applicant_of(root),
            "bundle": case.bundle.name,
            "basis": case.bundle.legal_basis,
            "filed_at": format_moment(case.filed_at),
            "due_at": format_moment(case.clock.due_at) if case.clock else "",
            "due_sentence": case.clock.due_sentence if case.clock else "",
            "parts": [
                {
                    "name": line.name,
                    "performer": line.performer,
                    "state": line.state_label,
                    "due_at": format_moment(line.due_at) if line.due_at else "",
                    "sentence": line.sentence or line.reason,
                }
                for line in lines
            ],
            "follow_url": follow_url(root),
            "qr": qr_svg(follow_url(root)),
        },
    )
