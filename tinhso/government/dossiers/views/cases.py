"""The officer's pages: the queue, one dossier, the boards, the papers."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.engines.eforms.rules import summary
from tinhso.engines.notifications.queries import undelivered
from tinhso.engines.payments.lifecycle import CASHIERS
from tinhso.engines.payments.queries import charges_of
from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.store.actions import note_opening
from tinhso.government.dossiers import actions, forms, printing, queries
from tinhso.government.dossiers.carrying_out import carry_out
from tinhso.government.dossiers.events import RegisterTaken
from tinhso.government.dossiers.lifecycle import Desk, DossierState
from tinhso.government.dossiers.models import Dossier, Phase
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.government.dossiers.views.lines import lines_of, standing_of, state_options
from tinhso.government.dossiers.views.retrieving import retrieved_on
from tinhso.government.dossiers.wording import told
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.states import Move
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.files.responses import download
from tinhso.ground.journal.actions import record
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, staff_only, what_was_typed
from tinhso.ground.people.models import Agency, Substitution
from tinhso.ground.people.queries import agencies_on, standing_substitution
from tinhso.ground.web.pages import fragment

SHOWN = (
    ("desk", "Cần tôi xử lý", "inbox"),
    ("mine", "Tôi thụ lý", "person"),
    ("agency", "Cả cơ quan", "building"),
    ("waiting", "Chờ người nộp", "hourglass-split"),
)


@staff_only
def queue(request: Request) -> HttpResponse:
    """My work, the most urgent first; every filter and page has its own address."""
    asked = request.GET
    chosen = queries.Queue(
        show=asked.get("hien", "desk"),
        state=asked.get("trang-thai", ""),
        late=asked.get("han") == "qua-han",
        due_today=asked.get("han") == "hom-nay",
        procedure=asked.get("thu-tuc", ""),
        text=asked.get("tim", "")[:100],
    )
    page = queries.queue(request.person, chosen, after=asked.get("sau", ""), now=request.now)
    figures = queries.standing_figures(request.person)
    following = asked.copy()
    following["sau"] = page.next_key
    context = {
        "rows": lines_of(page.rows, now=request.now),
        "next": following.urlencode() if page.next_key else "",
        "chosen": chosen,
        "due": asked.get("han", ""),
        "shown": [(*part, getattr(figures, part[0], None)) for part in SHOWN],
        "states": state_options(chosen.state),
        "paged": bool(asked.get("sau")),
    }
    return render(request, "dossiers/queue.html", context)


@dataclass(frozen=True)
class Offered:
    """One act that the page offers: the move and its small form."""

    move: Move
    form: forms.ActForm

    @property
    def has_fields(self) -> bool:
        """False when a button alone will do."""
        return len(self.form.fields) > 1


@staff_only
def show(request: Request, code: str) -> HttpResponse:
    """One dossier: what is asked, what came with it, where it stands, what may be done now."""
    return _page(request, code)


def _page(request: Request, code: str, *, failed: forms.ActForm | None = None, verb: str = "") -> HttpResponse:
    # Here and not in `show`: an act that failed shows the same data, so it is a look all the same.
    dossier = queries.opened_by(request.person, code, purpose="Mở hồ sơ để giải quyết", now=request.now)
    offered = [
        Offered(move, failed if failed and move.verb == verb else _form(request, dossier, move.verb))
        for move in _offers(request, dossier)
    ]
    schema = dossier.form_version.spoken if dossier.form_version else None
    context = (
        _papers(request, dossier)
        | retrieved_on(request, dossier)
        | {
            "standing": standing_of(dossier, now=request.now),
            "summary": summary(schema, dossier.answers)
            if schema
            else [("", [(k, v) for k, v in dossier.answers.items()])],
            "elsewhere": queries.foreign_codes_of(dossier),
            "sheets": queries.sheets_of(dossier).count() if queries.may_digitise(request.person, dossier) else 0,
            "parts": queries.parts_of(dossier),
            "slip": queries.hand_overs(dossier),
            "timeline": [(entry, *told(entry)) for entry in reversed(queries.timeline(dossier))],
            "charges": charges_of(dossier.subject),
            "supplements": queries.supplements_of(dossier),
            "consultations": queries.consultations_of(dossier),
            "verifications": queries.verifications_of(dossier),
            "undelivered": list(undelivered(dossier.subject)[:5]),
            "twins": queries.duplicates_of(request.person, dossier),
            "result": getattr(dossier, "result", None),
            "offered": offered,
            "substituting": _substituting(request, dossier, offered),
            "failed": verb if failed else "",
            "may_collect": bool(CASHIERS & request.person.roles_at(dossier.receiving_agency_id)),
        }
    )
    return render(request, "dossiers/dossier.html", context, status=422 if failed else 200)


def _substituting(request: Request, dossier: Dossier, offered: list[Offered]) -> Substitution | None:
    """By what the one who may sign here signs for the head of the agency; None when he signs as himself."""
    if not request.person.official_id or not any(offer.move.verb == "sign" for offer in offered):
        return None
    today = timezone.localdate(request.now)
    return standing_substitution(request.person.official_id, dossier.resolving_agency_id, on=today)


def _form(request: Request, dossier: Dossier, verb: str) -> forms.ActForm:
    """The small form of an act; with what was typed into it when the session had already ended."""
    where = reverse("dossiers:act", args=[dossier.code, verb])
    typed = what_was_typed(request, where) if verb in forms.FORM_OF else None
    return forms.form_for(verb, dossier, request.now, typed)


def _offers(request: Request, dossier: Dossier) -> list[Move]:
    """The moves that make sense now: the table's, less those that the dossier's own columns rule out."""
    ruled_out = {"issue" if dossier.outcome == "REFUSED" else "issue_refusal", "rate"}
    if queries.first_desk(dossier.route_version_id) is Desk.DIVISION_HEAD:
        ruled_out.add("take")
    if dossier.desk == Desk.DIVISION_HEAD:
        ruled_out.add("sign")
    else:
        ruled_out.add("endorse")
    if dossier.apologised_at or request.now >= dossier.due_at:
        ruled_out.add("extend_with_apology")
    if queries.supplement_of(dossier, Phase.EXAMINATION if dossier.received_at else Phase.RECEPTION):
        ruled_out.add("request_supplement")  # once in each phase
    if not queries.countables_of(dossier):
        ruled_out.add("recount")
    moves = [move for move in queries.verbs_for(request.person, dossier) if move.verb not in ruled_out]
    if dossier.state == DossierState.CONSULTING and queries.consultation_of(dossier, request.person):
        moves.append(queries.ANSWER)
    return sorted(moves, key=lambda move: move.verb == "send_back")  # what moves on stands before what turns back


def _papers(request: Request, dossier: Dossier) -> dict[str, object]:
    issued = queries.issued_papers(dossier)
    return {
        "dossier": dossier,
        "issued": [(paper, queries.may_sign(request.person, paper)) for paper in issued],
        "being_signed": any(paper.is_being_signed for paper in issued),
        "has_receipt": any(paper.form == PaperForm.RECEIPT for paper in issued),
    }


@keeping_what_was_typed
@staff_only
def act(request: Request, code: str, verb: str) -> HttpResponse:
    """Do one act; a form that is not filled well comes back with its sentences, nothing typed is lost."""
    dossier = queries.dossier_for(request.person, code)
    if request.method != "POST":
        return redirect("dossiers:show", dossier.code)
    form = forms.form_for(verb, dossier, request.now, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, code, failed=form, verb=verb)
    try:
        carry_out(request.person, dossier, verb, form, now=request.now)
    except Refused as refused:
        if refused.field not in form.fields:
            raise
        form.add_error(refused.field, refused.sentence)
        return _page(request, code, failed=form, verb=verb)
    messages.success(request, _("Đã ghi nhận."))
    return redirect("dossiers:counter_done" if request.POST.get("back") == "counter" else "dossiers:show", dossier.code)


@staff_only
def paper(request: Request, code: str, form: str) -> HttpResponse:
    """One of the dossier's forms as PDF: as signed, or as it will be signed."""
    dossier = queries.opened_by(request.person, code, purpose="In giấy tờ của hồ sơ", now=request.now)
    return pdf(printing.paper_pdf(dossier, form), f"{dossier.code}-{form}.pdf")


@staff_only
def papers(request: Request, code: str) -> HttpResponse:
    """The list of papers alone: the page asks for it again while one is being signed."""
    return fragment(request, "dossiers/_papers.html", _papers(request, queries.dossier_for(request.person, code)))


@staff_only
@require_POST
def sign_paper(request: Request, code: str, form: str) -> HttpResponse:
    """Sign a paper that waits, as the official who presses the button."""
    dossier = queries.dossier_for(request.person, code)
    actions.sign_by_hand(request.person, queries.issued_paper_for(dossier, form), now=request.now)
    messages.success(request, _("Đã ký số."))
    return redirect("dossiers:show", dossier.code)


@staff_only
def held_up(request: Request) -> HttpResponse:
    """Papers of our agencies that could not be signed, with the reason."""
    return render(request, "dossiers/held_up.html", {"papers": queries.held_up(request.person)[:100]})


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF of our own making, shown in the browser."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@staff_only
def file(request: Request, code: str, key: str) -> HttpResponse:
    """A file that came with the dossier."""
    dossier = queries.opened_by(request.person, code, purpose="Xem giấy tờ kèm hồ sơ", now=request.now)
    part = queries.parts_of(dossier).filter(file__key=key).first()
    if part is None or part.file is None:
        raise NotVisible("no-file", "Hồ sơ này không có tệp đó.")
    if part.stored_paper:
        note_opening(
            request.person, part.stored_paper, subject=dossier.subject, purpose="Xem giấy tờ kèm hồ sơ", now=request.now
        )
    return download(part.file, inline=True)


@staff_only
def opinion(request: Request, code: str, key: str) -> HttpResponse:
    """The file that an agency added to its opinion."""
    dossier = queries.opened_by(request.person, code, purpose="Xem văn bản trả lời ý kiến", now=request.now)
    asked = queries.consultations_of(dossier).filter(file__key=key).first()
    if asked is None or asked.file is None:
        raise NotVisible("no-file", "Hồ sơ này không có tệp đó.")
    return download(asked.file, inline=True)


@staff_only
def minutes(request: Request, code: str, key: str) -> HttpResponse:
    """A file that belongs to the minutes of a verification."""
    dossier = queries.opened_by(request.person, code, purpose="Xem biên bản xác minh", now=request.now)
    found = [file for one in queries.verifications_of(dossier) for file in one.files.all() if file.key == key]
    if not found:
        raise NotVisible("no-file", "Hồ sơ này không có tệp đó.")
    return download(found[0], inline=True)


@staff_only
def result(request: Request, code: str) -> HttpResponse:
    """The signed result."""
    dossier = queries.opened_by(request.person, code, purpose="Xem kết quả giải quyết", now=request.now)
    found = getattr(dossier, "result", None)
    if found is None or not found.paper_code:
        raise NotVisible("no-result", "Hồ sơ này chưa có kết quả đã ký.")
    return download(paper_by_code(found.paper_code).file, inline=True)


@holders_of("LEADER")
def draft(request: Request, code: str) -> HttpResponse:
    """The result as the leader would sign it."""
    dossier = queries.opened_by(request.person, code, purpose="Đọc dự thảo trước khi ký", now=request.now)
    found, signer = getattr(dossier, "result", None), queries.official_of(request.person)
    if found is None or found.paper_code or signer is None:
        raise NotVisible("no-draft", "Hồ sơ này không có dự thảo chờ ký.")
    return pdf(printing.draft_pdf(dossier, found, signer=signer, now=request.now), f"{dossier.code}-du-thao.pdf")


@staff_only
def silent(request: Request) -> HttpResponse:
    """Dossiers that nobody moves: the board of the head of the one-stop."""
    return render(request, "dossiers/silent.html", {"alerts": queries.silent_board(request.person)[:100]})


@staff_only
def asked(request: Request) -> HttpResponse:
    """Opinions that our agencies owe."""
    return render(request, "dossiers/asked.html", {"rows": queries.asked_of_us(request.person, limit=100)})


@staff_only
def register(request: Request) -> HttpResponse:
    """The register (mẫu 07) for a span of days: asked first, then given as PDF; who took it is written down."""
    agencies = agencies_of(request)
    form = forms.Span(agencies, request.now.astimezone(VIETNAM).date(), request.GET)
    if not request.GET or not form.is_valid():
        return render(request, "dossiers/register.html", {"form": form})
    given = form.cleaned_data
    agency = next(a for a in agencies if str(a.pk) == given["agency"])
    content, rows = printing.register_pdf(request.person, agency, first=given["first"], last=given["last"])
    record(request.person, RegisterTaken(agency.pk, given["first"], given["last"], rows), at=request.now)
    return pdf(content, f"so-theo-doi-{given['first']}.pdf")


def agencies_of(request: Request) -> list[Agency]:
    """The agencies at which the official works today, their superiors at hand."""
    today = request.now.astimezone(VIETNAM).date()
    return list(agencies_on(today).filter(pk__in=request.person.agency_ids).select_related("parent"))
