"""Forms 02–05 from what the act wrote down: each is typeset once to be signed, or to be read while it waits."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier, IssuedPaper, Phase
from tinhso.government.dossiers.papers import notices
from tinhso.government.dossiers.papers.forms import PaperForm, is_sealed
from tinhso.government.dossiers.papers.frame import Letterhead, Signer
from tinhso.government.dossiers.printing.frame import applicant_of, follow_url, letterhead, one_stop_of
from tinhso.government.dossiers.rules import signing_lines
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.counter import official
from tinhso.ground.people.queries import posts_of, standing_substitution


def supplement_pdf(dossier: Dossier, issued: IssuedPaper, *, code: str = "") -> bytes:
    """Form 02 of one request."""
    asked = next(one for one in queries.supplements_of(dossier) if one.number == issued.round)
    return notices.supplement_request(
        notices.SupplementFacts(
            head=_head(issued, code, at_one_stop=asked.phase == Phase.RECEPTION),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            phase=asked.phase_label,
            missing=tuple(notices.Missing(item["name"], item.get("wrong", ""), item["how"]) for item in asked.items),
            reason=asked.reason,
            legal_basis=asked.legal_basis,
            answer_by=timezone.localdate(asked.due_at),
            contact=asked.asked_by_name,
            phone=_phone_of(asked.asked_by_ref),
            signer=Signer(issued.signer_name, ("Người yêu cầu bổ sung",)),
            follow_url=follow_url(dossier),
        )
    )


def _phone_of(ref: str) -> str:
    """Where the applicant reaches the official who asked: his own telephone, or the one-stop's, if either is known."""
    kind, _, number = ref.partition(":")
    own = official(int(number)).phone if kind == "official" else ""
    return own or settings.ONE_STOP_HOTLINE


def refusal_pdf(dossier: Dossier, issued: IssuedPaper, *, code: str = "") -> bytes:
    """Form 03."""
    return notices.refusal(
        notices.RefusalFacts(
            head=_head(issued, code, at_one_stop=True),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            reason=issued.facts["reason"],
            legal_basis=issued.facts["legal_basis"],
            right_place="",
            signer=Signer(issued.signer_name, _office_of(issued)),
            follow_url=follow_url(dossier),
        )
    )


def apology_pdf(dossier: Dossier, issued: IssuedPaper, *, code: str = "") -> bytes:
    """Form 04. NotVisible when there was no apology."""
    sent = getattr(dossier, "extension", None)
    if sent is None or dossier.received_at is None:
        raise NotVisible("no-apology", "Hồ sơ này chưa có phiếu xin lỗi.")
    return notices.apology(
        notices.ApologyFacts(
            head=_head(issued, code),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            received_at=dossier.received_at,
            old_due_at=sent.old_due_at,
            new_due_at=sent.new_due_at,
            stage=issued.facts["stage"],
            reason=sent.reason,
            responsible=dossier.resolving_agency.name,
            signer=Signer(issued.signer_name, _office_of(issued)),
            follow_url=follow_url(dossier),
        )
    )


def stop_pdf(dossier: Dossier, issued: IssuedPaper, *, code: str = "") -> bytes:
    """Form 05 of 2025."""
    return notices.stop_notice(
        notices.StopFacts(
            head=_head(issued, code),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            phase=issued.facts["stage"],
            ground=issued.facts["reason"],
            decision="Dừng giải quyết hồ sơ",
            fee="Không hoàn trả" if dossier.fee_vnd else "",
            originals="Trả lại tại nơi đã nộp",
            signer=Signer(issued.signer_name, _office_of(issued)),
            follow_url=follow_url(dossier),
        )
    )


def _head(issued: IssuedPaper, code: str, *, at_one_stop: bool = False) -> Letterhead:
    """The agency that issues the paper, on the day of the act."""
    unit = one_stop_of(issued.agency) if at_one_stop else ""
    on = timezone.localdate(issued.issued_at)
    return letterhead(issued.agency, on=on, unit=unit, number=issued.number, code=code)


def _office_of(issued: IssuedPaper) -> tuple[str, ...]:
    """The office in which the signer signs: the head's or his deputy's, else the post as it is called."""
    held = posts_of(issued.signer_id or 0, on=timezone.localdate(issued.issued_at))
    substituting = standing_substitution(
        issued.signer_id or 0, issued.agency_id, on=timezone.localdate(issued.issued_at)
    )
    if substituting and is_sealed(PaperForm(issued.form), timezone.localdate(issued.issued_at)):
        return substituting.lines
    posts = sorted(held, key=lambda post: (post.agency_id != issued.agency_id, post.role != "LEADER", post.pk))
    return signing_lines(posts[0].title) if posts else ("Người có thẩm quyền",)
