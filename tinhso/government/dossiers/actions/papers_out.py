"""The official papers that leave the house (forms 01–05): promised in the act, signed by a job right after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.drafts import PersonDraft, SealDraft, draft_of_person, draft_of_seal, signed_files
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
from tinhso.ground.people.queries import substitution_for
from tinhso.ground.watch.tracks import handed

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
        app.configure_task("dossiers.sign_paper").defer(paper_id=issued.pk, **handed())
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


def sign_by_hand(actor: Person, issued: IssuedPaper, *, now: datetime) -> IssuedPaper:
    """Sign a waiting paper at once as the official who asks: he becomes its signer.

    Refused: wrong-role, already-signed, and what signing refuses.
    """
    if not queries.may_sign(actor, issued):
        raise NotAllowed("wrong-role", "Chỉ người có thẩm quyền lập giấy này mới ký được.")
    signed = _sign(actor, issued.pk, signer=actor, now=now)
    if signed is None:
        raise Refused("already-signed", "Giấy này đã được ký số; hãy tải lại trang.")
    return signed


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


@dataclass(frozen=True)
class _Ready:
    """A paper that waits for a key alone; the draft of its person's signature."""

    issued: IssuedPaper
    draft: PersonDraft
    is_sealed: bool


def _sign(actor: Actor, paper_id: int, *, signer: Person | None = None, now: datetime) -> IssuedPaper | None:
    """Sign a paper, and seal it where its form is sealed; no transaction waits for a key. None: already signed."""
    ready = _ready(actor, paper_id, signer=signer, now=now)
    if ready is None:
        return None
    (signed,) = signed_files([ready.draft], now=now)
    if not ready.is_sealed:
        return _keep(actor, ready, signed, now=now)
    issued = ready.issued
    level = LEVELS[PaperForm(issued.form)]
    seal = draft_of_seal(actor, signed, agency_id=issued.agency_id, number=issued.number, now=now, level=level)
    (sealed,) = signed_files([seal], now=now)
    return _keep(actor, ready, signed, seal=(seal, sealed), now=now)


@transaction.atomic
def _ready(actor: Actor, paper_id: int, *, signer: Person | None, now: datetime) -> _Ready | None:
    """The paper as it will be signed; its number stays with it when the key cannot sign."""
    issued = queries.locked_paper(paper_id)
    if issued.paper_id:
        return None
    form = PaperForm(issued.form)
    if not issued.number:
        issued.number = reserve_paper_number(issued.agency, form, issued_at=issued.issued_at)
        issued.save(update_fields=["number"])
    if signer is not None:
        issued.signer_id, issued.signer_name = signer.official_id, signer.name[:200]
    if issued.signer_id is None:
        return None
    seals = is_sealed(form, timezone.localdate(issued.issued_at))
    # A letter of the agency is signed by its leader or for him; a slip is signed by whoever received the dossier.
    by = substitution_for(issued.signer_id, issued.agency_id, on=timezone.localdate(now)) if seals else None
    code = new_code()
    draft = draft_of_person(
        actor,
        issued_pdf(issued, code=code),
        official_id=issued.signer_id,
        agency_id=issued.agency_id,
        title=issued.title,
        subject=issued.dossier.subject,
        number=issued.number,
        position_title=", ".join(by.lines) if by else "",
        now=now,
        code=code,
        level=ProofLevel.B if seals else LEVELS[form],  # what the seal follows gains nothing of its own
    )
    return _Ready(issued, draft, seals)


@transaction.atomic
def _keep(
    actor: Actor, ready: _Ready, signed: bytes, *, seal: tuple[SealDraft, bytes] | None = None, now: datetime
) -> IssuedPaper | None:
    """Take the signed paper in; None when somebody else was faster."""
    issued = queries.locked_paper(ready.issued.pk)
    if issued.paper_id:
        return None
    paper = signing.keep_signed(actor, ready.draft, signed, now=now)
    if seal:
        paper = signing.keep_sealed(actor, paper, *seal, now=now)
    issued.signer_id, issued.signer_name = ready.issued.signer_id, ready.issued.signer_name
    issued.paper, issued.next_try_at, issued.problem = paper, None, ""
    issued.save(update_fields=["signer", "signer_name", "paper", "next_try_at", "problem"])
    told = IssuedPaperSigned(
        issued.dossier_id, issued.form, issued.title, issued.number, issued.signer_name, paper.code
    )
    record(actor, told, at=now)
    return issued


@transaction.atomic
def _hold_up(paper_id: int, problem: str, *, now: datetime) -> None:
    issued = queries.locked_paper(paper_id)
    if issued.paper_id or issued.problem == problem:
        return
    issued.problem = problem[:500]
    issued.save(update_fields=["problem"])
    record(queries.SYSTEM, IssuedPaperHeldUp(issued.dossier_id, issued.form, issued.title, problem), at=now)
