"""A paper to sign."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.web.paper import ARCHIVAL, ROOT, typeset

NOON = datetime(2026, 11, 23, 12, 0, 7, tzinfo=VIETNAM)


def a_decision(**changes: object) -> bytes:
    """A building permit for Mr Thắng, with room for signature, number and date."""
    facts = {
        "head": {"superior": "", "agency": "Ủy ban nhân dân phường Nam Định", "unit": "", "place": "Nam Định",
                 "number": "?", "day": "23", "month": "11", "year": "2026"},
        "title": "Giấy phép xây dựng",
        "form_mark": "",
        "text": "Cấp cho ông Vũ Đức Thắng.",
        "position": ["KT. Chủ tịch", "Phó Chủ tịch"],
        "name": "Phạm Mai Anh",
    }  # fmt: skip
    return typeset(ROOT / "engines" / "signing" / "tests" / "decision.typ", facts | changes, standards=ARCHIVAL)
