"""The official papers that leave the house (forms 01–05): promised in the act, signed by a job right after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.drafts import PersonDraft, SealDraft, draft_of_person, draft_of_seal, signed_files
from tinhso.engines.signing.rules import ProofLevel, new_code
from tinhso.government.documents.actions import entered_released
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.numbering import number_paper
from tinhso.government.dossiers.events import IssuedPaperHeldUp, IssuedPaperSigned
from tinhso.government.dossiers.models import Dossier, IssuedPaper
from tinhso.government.dossiers.papers.forms import LEVELS, PaperForm, is_sealed
from tinhso.government.dossiers.printing import issued_pdf
from tinhso.ground.acts import act, as_one, change, inserting, send, sent
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import substitution_for
from tinhso.ground.watch.tracks import handed

NO_SIGNER = "Việc này do một ứng dụng kết nối thực hiện nên chưa có người ký; cần một cán bộ có thẩm quyền ký."
BROKEN_OFF = "Lần ký trước bị gián đoạn; hệ thống đang ký lại."


# The row and its job in one statement, which goes with the act.
PROMISED = """
WITH made AS ({insert} RETURNING id)
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'dossiers.sign_paper', 0, NULL, NULL,
    jsonb_build_object('paper_id', id) || %s::jsonb, NULL)::procrastinate_job_to_defer_v1]) FROM made
"""


def issue_paper(
    actor: Actor,
    dossier: Dossier,
    form: PaperForm,
    *,
    agency: Agency,
    number: int = 1,
    now: datetime,
    **facts: object,
) -> None:
    """Promise a paper inside the act that causes it: its row and its job commit or vanish with the act.

    number: of the supplement. facts: what the paper says and no other row keeps. An act of a program has no
    signature to give, so its paper waits for an official.
    """
    signer = actor.official_id if isinstance(actor, Person) else None
    issued = IssuedPaper(
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
    insert, values = inserting([issued])
    if signer:
        send(PROMISED.format(insert=insert), [*values, json.dumps(handed())])
    else:
        send(insert, values)


def sign_paper(paper_id: int, *, now: datetime) -> bool:
    """Sign a paper that is due; True when it was signed. Safe to repeat and to interrupt.

    What signing refuses (no certificate, an expired one, a full disk) is kept as the paper's problem and tried
    again: after minutes at first, then every hour.
    """
    return sign_papers([paper_id], now=now) == 1


def sign_papers(paper_ids: Sequence[int], *, now: datetime) -> int:
    """Sign those of these papers that are due, each key asked once for all of its papers; how many were signed.

    As `sign_paper` for each: where one is refused, the others are signed without it.
    """
    claimed = _claim(paper_ids, now=now)
    try:
        return len(_sign(queries.SYSTEM, claimed, now=now))
    except Refused as refused:
        if len(claimed) > 1:
            return sum(_sign_alone(paper_id, now=now) for paper_id in claimed)
        _hold_up(claimed[0], refused.sentence, now=now)
        return 0


def _sign_alone(paper_id: int, *, now: datetime) -> int:
    try:
        return len(_sign(queries.SYSTEM, [paper_id], now=now))
    except Refused as refused:
        _hold_up(paper_id, refused.sentence, now=now)
        return 0


def sign_by_hand(actor: Person, issued: IssuedPaper, *, now: datetime) -> IssuedPaper:
    """Sign a waiting paper at once as the official who asks: he becomes its signer.

    Refused: wrong-role, already-signed, and what signing refuses.
    """
    if not queries.may_sign(actor, issued):
        raise NotAllowed("wrong-role", "Chỉ người có thẩm quyền lập giấy này mới ký được.")
    signed = _sign(actor, [issued.pk], signer=actor, now=now)
    if not signed:
        raise Refused("already-signed", "Giấy này đã được ký số; hãy tải lại trang.")
    return signed[0]


@act()
def _claim(paper_ids: Sequence[int], *, now: datetime) -> list[int]:
    """Those that are due. Their try is counted and the next one set first: a worker may die while it signs."""
    rows = IssuedPaper.objects.select_for_update(skip_locked=True).filter(pk__in=paper_ids, next_try_at__lte=now)
    claimed = list(rows.order_by("pk"))
    for due in claimed:
        due.tries += 1
        due.next_try_at = rules.next_signing(due.tries, now=now)
        due.problem = due.problem or (BROKEN_OFF if due.tries > 1 else "")
        change(due, ["tries", "next_try_at", "problem"])
    return [due.pk for due in claimed]


@dataclass(frozen=True)
class _Ready:
    """A paper that waits for a key alone; the draft of its person's signature."""

    issued: IssuedPaper
    draft: PersonDraft
    is_sealed: bool

    def seal(self, actor: Actor, signed: bytes, *, now: datetime) -> SealDraft:
        """The signed paper as the agency will seal it."""
        issued = self.issued
        level = LEVELS[PaperForm(issued.form)]
        return draft_of_seal(actor, signed, agency_id=issued.agency_id, number=issued.number, now=now, level=level)


@dataclass(frozen=True)
class _Signed:
    """A paper with its signature, and its seal where its form is sealed."""

    ready: _Ready
    signed: bytes
    seal: tuple[SealDraft, bytes] | None


def _sign(actor: Actor, paper_ids: Sequence[int], *, signer: Person | None = None, now: datetime) -> list[IssuedPaper]:
    """Sign papers, and seal those whose form is sealed; no transaction waits for a key. All or none of them.

    The papers that were signed: not those which somebody else had signed before.
    """
    ready = _ready(actor, paper_ids, signer=signer, now=now)
    signed = signed_files([one.draft for one in ready], now=now)
    seals = {
        place: one.seal(actor, file, now=now)
        for place, (one, file) in enumerate(zip(ready, signed, strict=True))
        if one.is_sealed
    }
    sealed = dict(
        zip(seals, zip(seals.values(), signed_files(list(seals.values()), now=now), strict=True), strict=True)
    )
    made = [_Signed(one, file, sealed.get(place)) for place, (one, file) in enumerate(zip(ready, signed, strict=True))]
    return _keep(actor, made, now=now)


@as_one()
def _ready(actor: Actor, paper_ids: Sequence[int], *, signer: Person | None, now: datetime) -> list[_Ready]:
    """The papers as they will be signed; their numbers stay with them when the key cannot sign."""
    waiting = [issued for issued in queries.locked_papers(paper_ids) if not issued.paper_id]
    return [one for issued in waiting if (one := _ready_one(actor, issued, signer=signer, now=now))]


def _ready_one(actor: Actor, issued: IssuedPaper, *, signer: Person | None, now: datetime) -> _Ready | None:
    form = PaperForm(issued.form)
    if not issued.number:
        issued.number = number_paper(actor, issued, now=now)
        change(issued, ["number"])
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


@as_one()
def _keep(actor: Actor, made: Sequence[_Signed], *, now: datetime) -> list[IssuedPaper]:
    """Take the signed papers in; those for which nobody else was faster."""
    free = queries.unsigned_papers([one.ready.issued.pk for one in made])
    return [_keep_one(actor, one, now=now) for one in made if one.ready.issued.pk in free]


def _keep_one(actor: Actor, made: _Signed, *, now: datetime) -> IssuedPaper:
    issued = made.ready.issued
    paper = signing.keep_signed(actor, made.ready.draft, made.signed, now=now)
    if made.seal:
        sent()  # it is read again to be sealed
        paper = signing.keep_sealed(actor, paper, *made.seal, now=now)
    issued.paper, issued.next_try_at, issued.problem = paper, None, ""
    change(issued, ["signer", "signer_name", "paper", "next_try_at", "problem"])
    if issued.number:
        entered_released(
            actor, origin=issued.dossier.subject, notation=issued.number, on=timezone.localdate(issued.issued_at),
            signer_name=issued.signer_name, signed_at=now, paper_code=paper.code, now=now,
        )  # fmt: skip
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
