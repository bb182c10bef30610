"""The official papers that leave the house (forms 01–05): promised in the act, signed by a job right after it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.rules import ProofLevel, new_code
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.numbering import reserve_paper_number
from tinhso.government.dossiers.events import IssuedPaperHeldUp, IssuedPaperSigned
from tinhso.government.dossiers.models import Dossier, IssuedPaper
from tinhso.government.dossiers.papers.forms import LEVELS, PaperForm, is_sealed
from tinhso.government.dossiers.printing import issued_pdf
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person

NO_SIGNER = "Việc này do một ứng dụng kết nối thực hiện nên chưa có người ký; cần một cán bộ có thẩm quyền ký."
BROKEN_OFF = "Lần ký trước bị gián đoạn; hệ thống đang ký lại."


def issue_paper(
    actor: Actor,
    dossier: Dossier,
    form: PaperForm,
    *,
    agency: Agency,
    number: int = 1,
    now: datetime,
    **facts: object,
) -> IssuedPaper:
    """Promise a paper inside the act that causes it: its row and its job commit or vanish with the act.

    number: of the supplement. facts: what the paper says and no other row keeps. An act of a program has no
    signature to give, so its paper waits for an official.
    """
    signer = actor.official_id if isinstance(actor, Person) else None
    issued = IssuedPaper.objects.create(
        dossier=dossier,
        form=str(form),
        round=number,
        agency=agency,
        facts=facts,
        issued_at=now,
        signer_id=signer,
        signer_name=actor.name[:200] if signer else "",
        next_try_at=now if signer else None,
        problem="" if signer else NO_SIGNER,
    )
    if signer:
        app.configure_task("dossiers.sign_paper").defer(paper_id=issued.pk)
    return issued


def sign_paper(paper_id: int, *, now: datetime) -> bool:
    """Sign a paper that is due; True when it was signed. Safe to repeat and to interrupt.

    What signing refuses (no certificate, an expired one, a full disk) is kept as the paper's problem and tried
    again: after minutes at first, then every hour.
    """
    if not _claim(paper_id, now=now):
        return False
    try:
        _sign(queries.SYSTEM, paper_id, now=now)
    except Refused as refused:
        _hold_up(paper_id, refused.sentence, now=now)
        return False
    return True


@transaction.atomic
def sign_by_hand(actor: Person, issued: IssuedPaper, *, now: datetime) -> IssuedPaper:
    """Sign a waiting paper at once as the official who asks: he becomes its signer.

    Refused: wrong-role, already-signed, and what signing refuses.
    """
    if not queries.may_sign(actor, issued):
        raise NotAllowed("wrong-role", "Chỉ người có thẩm quyền lập giấy này mới ký được.")
    locked = queries.locked_paper(issued.pk)
    if locked.paper_id:
        raise Refused("already-signed", "Giấy này đã được ký số; hãy tải lại trang.")
    locked.signer_id, locked.signer_name = actor.official_id, actor.name[:200]
    locked.save(update_fields=["signer", "signer_name"])
    return _sign(actor, locked.pk, now=now)


@transaction.atomic
def _claim(paper_id: int, *, now: datetime) -> bool:
    """Count the try and set the time of the next one first: a worker may die while it signs."""
    due = IssuedPaper.objects.select_for_update(skip_locked=True).filter(pk=paper_id, next_try_at__lte=now).first()
    if due is None:
        return False
    due.tries += 1
    due.next_try_at = rules.next_signing(due.tries, now=now)
    due.problem = due.problem or (BROKEN_OFF if due.tries > 1 else "")
    due.save(update_fields=["tries", "next_try_at", "problem"])
    return True


@transaction.atomic
def _sign(actor: Actor, paper_id: int, *, now: datetime) -> IssuedPaper:
    issued = queries.locked_paper(paper_id)
    if issued.paper_id or issued.signer_id is None:
        return issued
    form = PaperForm(issued.form)
    sealed, code = is_sealed(form, timezone.localdate(issued.issued_at)), new_code()
    issued.number = reserve_paper_number(issued.agency, form, issued_at=issued.issued_at)
    paper = signing.sign_as_person(
        actor,
        issued_pdf(issued, code=code),
        official_id=issued.signer_id,
        agency_id=issued.agency_id,
        title=issued.title,
        subject=issued.dossier.subject,
        number=issued.number,
        now=now,
        code=code,
        level=ProofLevel.B if sealed else LEVELS[form],
    )
    if sealed:
        paper = signing.seal(
            actor, paper, agency_id=issued.agency_id, number=issued.number, now=now, level=LEVELS[form]
        )
    issued.paper, issued.next_try_at, issued.problem = paper, None, ""
    issued.save(update_fields=["number", "paper", "next_try_at", "problem"])
    signed = IssuedPaperSigned(
        issued.dossier_id, issued.form, issued.title, issued.number, issued.signer_name, paper.code
    )
    record(actor, signed, at=now)
    return issued


@transaction.atomic
def _hold_up(paper_id: int, problem: str, *, now: datetime) -> None:
    issued = queries.locked_paper(paper_id)
    if issued.paper_id or issued.problem == problem:
        return
    issued.problem = problem[:500]
    issued.save(update_fields=["problem"])
    record(queries.SYSTEM, IssuedPaperHeldUp(issued.dossier_id, issued.form, issued.title, problem), at=now)
