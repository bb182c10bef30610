"""The paper of a result, with room for the signature, the number and the seal."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils import timezone

from tinhso.engines.signing.queries import address_of
from tinhso.government.dossiers.models import Dossier, Outcome, Result
from tinhso.government.dossiers.papers.frame import Signer
from tinhso.government.dossiers.papers.result import ON_SEALING, ResultFacts
from tinhso.government.dossiers.papers.result import result as result_paper
from tinhso.government.dossiers.printing.frame import letterhead
from tinhso.government.dossiers.rules import signing_lines
from tinhso.ground.people.models import Official, Role
from tinhso.ground.people.queries import posts_of, standing_substitution

UNSIGNED = "CHUA-KY"  # stands for the public code of a draft, and verifies as nothing
KINDS = {
    "/NĐ-CP": "Nghị định",
    "/TTLT-": "Thông tư liên tịch",
    "/TT-": "Thông tư",
    "/NQ-": "Nghị quyết",
    "/QĐ-": "Quyết định",
}
# Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15, Điều 4: from the top down. Decisions last: those that the
# catalogue names are of ministries and of the province.
FORCE = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Thông tư", "Quyết định")


def with_its_kind(basis: str) -> str:
    """A legal basis of which the catalogue gives the number alone, named as law names it: "Thông tư 85/2019/TT-BTC"."""
    kind = (
        next((kind for mark, kind in KINDS.items() if mark in basis.split(" ", maxsplit=1)[0]), "")
        if basis[0].isdecimal()
        else ""
    )
    return f"{kind} {basis}".strip()


def in_order_of_force(bases: str) -> list[str]:
    """Legal bases, one a line or between semicolons, the strongest instrument first as in any decision of law."""
    named = [with_its_kind(basis.strip()) for basis in re.split(r"[;\n]", bases) if basis.strip()]
    return sorted(
        named, key=lambda basis: next((n for n, kind in enumerate(FORCE) if basis.startswith(kind)), len(FORCE))
    )


def result_pdf(dossier: Dossier, result: Result, *, signer: Official, code: str, now: datetime) -> bytes:
    """The result or the letter of refusal, with room for the signature, the number and the seal."""
    on = timezone.localdate(now)
    held = posts_of(signer.pk, on=on)
    post = next((one for one in held if (one.agency_id, one.role) == (dossier.resolving_agency_id, Role.LEADER)), None)
    substituting = standing_substitution(signer.pk, dossier.resolving_agency_id, on=on)
    refused = result.outcome == Outcome.REFUSED
    return result_paper(
        ResultFacts(
            head=letterhead(dossier.resolving_agency, on=on, number=ON_SEALING),
            title=result.title,
            about=dossier.procedure_version.name,
            bases=tuple(
                f"Căn cứ {basis}"
                for basis in in_order_of_force(result.legal_basis or dossier.procedure_version.legal_basis)
            )[:8],
            signer=Signer(
                signer.full_name,
                substituting.lines if substituting else signing_lines(post.title if post else "Lãnh đạo"),
            ),
            verify_url=address_of(code),
            paper_code=code,
            dossier_code=dossier.code,
            lines=(
                ("Người nộp hồ sơ", dossier.applicant_name),
                ("Địa chỉ", str(dossier.fact("address"))),
                ("Mã hồ sơ", dossier.code),
                ("Quyết định", "Từ chối giải quyết" if refused else "Đồng ý giải quyết"),
            ),
            articles=tuple(line for line in result.content.splitlines() if line.strip()),
            recipients=(dossier.applicant_name, f"Lưu: VT, {dossier.code}"),
        )
    )


def draft_pdf(dossier: Dossier, result: Result, *, signer: Official, now: datetime) -> bytes:
    """The result as this official would sign it now, to be read before; it bears no code that could be verified."""
    return result_pdf(dossier, result, signer=signer, code=UNSIGNED, now=now)
