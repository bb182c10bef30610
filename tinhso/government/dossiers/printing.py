"""From a dossier to its papers: gathers the official fields of forms 01–07 and of the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from tinhso.engines.payments.queries import charges_of
from tinhso.engines.signing.queries import address_of
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Delivery, Dossier, Outcome, PartState, Result
from tinhso.government.dossiers.papers import books, notices
from tinhso.government.dossiers.papers.frame import Applicant, Letterhead, Signer
from tinhso.government.dossiers.papers.receipt import FeePaid, PartLine, ReceiptFacts
from tinhso.government.dossiers.papers.receipt import receipt as receipt_paper
from tinhso.government.dossiers.papers.result import ON_SEALING, ResultFacts
from tinhso.government.dossiers.papers.result import result as result_paper
from tinhso.government.dossiers.rules import Timeliness, timeliness
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.counter import official
from tinhso.ground.people.models import Agency, Official
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import standing_on

ONE_STOP = "Trung tâm Phục vụ hành chính công"
_PLACE = re.compile(r"(?:phường|xã|đặc khu|tỉnh)\s+(.+)$", re.IGNORECASE)


def letterhead(agency: Agency, *, on: date, unit: str = "", number: str = "") -> Letterhead:
    """Who issues, where and when; the place is the unit's name without its kind."""
    place = _PLACE.search(agency.name)
    return Letterhead(
        superior=agency.parent.name if agency.parent else "",
        agency=agency.name,
        unit=unit,
        place=place[1] if place else agency.short_name,
        on=on,
        number=number,
    )


def applicant_of(dossier: Dossier) -> Applicant:
    """The applicant as written down at filing."""
    known = {name: str(dossier.fact(name)) for name in ("phone", "email", "address")}
    return Applicant(name=dossier.applicant_name, id_number=str(dossier.fact("number")), **known)


def follow_url(dossier: Dossier) -> str:
    """Where anyone follows the dossier: what the QR of a form says."""
    return f"{settings.PUBLIC_ORIGIN}/tra-cuu/?ma={dossier.code}"


def receipt_pdf(dossier: Dossier) -> bytes:
    """Form 01. NotVisible before acceptance."""
    if dossier.received_at is None or dossier.clock is None:
        raise NotVisible("no-receipt", "Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận.")
    charges = list(charges_of(dossier.subject))
    taken = queries.hand_overs(dossier).filter(at=dossier.received_at).first()
    return receipt_paper(
        ReceiptFacts(
            head=letterhead(dossier.receiving_agency, on=timezone.localdate(dossier.received_at), unit=ONE_STOP),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            parts=_part_lines(dossier),
            limit=dossier.clock.limit.words[:1].upper() + dossier.clock.limit.words[1:],
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            due_sentence=dossier.due_sentence,
            return_at=dossier.receiving_agency.name
            if dossier.delivery == Delivery.COUNTER
            else Delivery(dossier.delivery).label,
            officer=Signer(taken.from_name if taken else "", ("Người tiếp nhận hồ sơ",)),
            follow_url=follow_url(dossier),
            hotline=settings.ONE_STOP_HOTLINE,
            fees=tuple(FeePaid(line["name"], line["amount_vnd"]) for charge in charges for line in charge.lines),
            fee_state="chưa nộp" if dossier.owes_fee else "đã nộp" if charges else "không thu",
        )
    )


def _part_lines(dossier: Dossier) -> tuple[PartLine, ...]:
    """One line a paper, however many files it came in."""
    kinds = {PartState.FROM_DATA: "Dữ liệu", PartState.REUSED: "Dữ liệu"}
    lines = []
    for _code, several in groupby(queries.parts_of(dossier), key=lambda part: (part.round, part.part_code)):
        first, *others = several
        kind = kinds.get(PartState(first.state), "Bản điện tử" if first.file_id else "Bản giấy")
        lines.append(
            PartLine(first.name, f"{kind} ({len(others) + 1} tệp)" if others else kind, from_data=first.source)
        )
    return tuple(lines)


def supplement_pdf(dossier: Dossier) -> bytes:
    """Form 02 of the last request. NotVisible when nothing was ever asked."""
    asked = queries.supplements_of(dossier)
    if not asked:
        raise NotVisible("no-request", "Hồ sơ này chưa có yêu cầu bổ sung.")
    last = asked[-1]
    agency = dossier.resolving_agency if dossier.received_at else dossier.receiving_agency
    return notices.supplement_request(
        notices.SupplementFacts(
            head=letterhead(agency, on=timezone.localdate(last.asked_at), unit=ONE_STOP, number=f"{last.number}/YCBS"),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            phase=last.phase_label,
            missing=tuple(notices.Missing(item["name"], item.get("wrong", ""), item["how"]) for item in last.items),
            reason=last.reason,
            legal_basis=last.legal_basis,
            answer_by=timezone.localdate(last.due_at),
            contact=last.asked_by_name,
            phone=_phone_of(last.asked_by_ref),
            signer=Signer(last.asked_by_name, ("Người yêu cầu bổ sung",)),
            follow_url=follow_url(dossier),
        )
    )


def _phone_of(ref: str) -> str:
    """Where the applicant reaches the official who asked: his own telephone, or the one-stop's, if either is known."""
    kind, _, number = ref.partition(":")
    own = official(int(number)).phone if kind == "official" else ""
    return own or settings.ONE_STOP_HOTLINE


def refusal_pdf(dossier: Dossier) -> bytes:
    """Form 03. NotVisible unless the dossier was refused at reception."""
    entry = _entry(dossier, "dossiers.refused")
    return notices.refusal(
        notices.RefusalFacts(
            head=letterhead(dossier.receiving_agency, on=timezone.localdate(entry.at), unit=ONE_STOP),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            reason=entry.facts["reason"],
            legal_basis=entry.facts["legal_basis"],
            right_place="",
            signer=Signer(entry.actor_name, (f"Đại diện {ONE_STOP}",)),
            follow_url=follow_url(dossier),
        )
    )


def apology_pdf(dossier: Dossier) -> bytes:
    """Form 04. NotVisible when there was no apology."""
    sent = getattr(dossier, "extension", None)
    if sent is None or dossier.received_at is None:
        raise NotVisible("no-apology", "Hồ sơ này chưa có phiếu xin lỗi.")
    return notices.apology(
        notices.ApologyFacts(
            head=letterhead(dossier.resolving_agency, on=timezone.localdate(sent.apologised_at)),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            received_at=dossier.received_at,
            old_due_at=sent.old_due_at,
            new_due_at=sent.new_due_at,
            stage=dossier.state_label,
            reason=sent.reason,
            responsible=dossier.resolving_agency.name,
            signer=Signer(sent.by_name, ("Người đứng đầu cơ quan giải quyết",)),
            follow_url=follow_url(dossier),
        )
    )


def stop_pdf(dossier: Dossier) -> bytes:
    """Form 05 of 2025. NotVisible unless the dossier was stopped."""
    stopped = [entry for entry in queries.timeline(dossier) if entry.facts.get("verb") == "stop"]
    if not stopped:
        raise NotVisible("not-stopped", "Hồ sơ này không bị dừng giải quyết.")
    entry = stopped[-1]
    return notices.stop_notice(
        notices.StopFacts(
            head=letterhead(dossier.resolving_agency, on=timezone.localdate(entry.at)),
            code=dossier.code,
            applicant=applicant_of(dossier),
            procedure=dossier.procedure_version.name,
            phase="Đang giải quyết",
            ground=entry.facts["reason"],
            decision="Dừng giải quyết hồ sơ",
            fee="Không hoàn trả" if dossier.fee_vnd else "",
            originals="Trả lại tại nơi đã nộp",
            signer=Signer(entry.actor_name, ("Người có thẩm quyền",)),
            follow_url=follow_url(dossier),
        )
    )


def control_slip_pdf(dossier: Dossier) -> bytes:
    """The control slip: every hand-over, and how each stood against its step's budget."""
    lines = list(queries.hand_overs(dossier))
    budgets = [None, *(line.step_due_at for line in lines)]
    return books.control_slip(
        books.SlipFacts(
            head=letterhead(dossier.receiving_agency, on=timezone.localdate(dossier.moved_at), unit=ONE_STOP),
            code=dossier.code,
            procedure=dossier.procedure_version.name,
            applicant_name=dossier.applicant_name,
            received_at=dossier.received_at or dossier.filed_at,
            due_at=dossier.due_at,
            hand_overs=tuple(
                books.HandOver(line.from_name, line.to_name, line.at, _kept(line.at, budget), line.note)
                for line, budget in zip(lines, budgets, strict=False)
            ),
        )
    )


FORMS: dict[str, Callable[[Dossier], bytes]] = {
    "giay-tiep-nhan": receipt_pdf,
    "yeu-cau-bo-sung": supplement_pdf,
    "tu-choi": refusal_pdf,
    "xin-loi": apology_pdf,
    "dung-giai-quyet": stop_pdf,
    "phieu-kiem-soat": control_slip_pdf,
}


def paper_pdf(dossier: Dossier, form: str) -> bytes:
    """A form of the dossier by its name in addresses. NotVisible for a name or a form that does not exist."""
    if form not in FORMS:
        raise NotVisible("no-form", "Không có mẫu giấy này.")
    return FORMS[form](dossier)


def register_pdf(person: Person, agency: Agency, *, first: date, last: date) -> tuple[bytes, int]:
    """Form 07 for a span of days, and how many lines it has."""
    rows = list(queries.register(person, agency.pk, first=first, last=last))
    lines = tuple(
        books.RegisterLine(
            code=row.code,
            procedure=row.procedure_version.name,
            sets=row.procedure_version.dossier_sets or 1,
            applicant=row.applicant_name,
            contact=str(row.fact("phone") or row.fact("address")),
            unit=row.resolving_agency.short_name,
            received_at=row.received_at or row.filed_at,
            due_at=row.due_at if row.received_at else None,
            transferred_at=row.received_at,
            result_at=row.finished_at,
            returned_at=row.returned_at,
            returned_by=Delivery(row.delivery).label if row.returned_at else "",
            note=row.state_label if not row.returned_at else "",
        )
        for row in rows
    )
    span = f"Từ ngày {format_date(first)} đến ngày {format_date(last)}"
    head = letterhead(agency, on=last, unit=ONE_STOP)
    return books.register(books.RegisterFacts(head=head, book=str(last.year), span=span, lines=lines)), len(lines)


def result_pdf(dossier: Dossier, result: Result, *, signer: Official, code: str, now: datetime) -> bytes:
    """The result or the letter of refusal, with room for the signature, the number and the seal."""
    on = timezone.localdate(now)
    post = signer.posts.filter(standing_on(on), agency=result.agency, role="LEADER").first()
    refused = result.outcome == Outcome.REFUSED
    return result_paper(
        ResultFacts(
            head=letterhead(dossier.resolving_agency, on=on, number=ON_SEALING),
            title=result.title,
            about=dossier.procedure_version.name,
            bases=tuple(
                f"Căn cứ {basis.strip()}"
                for basis in re.split(r"[;\n]", result.legal_basis or dossier.procedure_version.legal_basis)
                if basis.strip()
            )[:8],
            signer=Signer(signer.full_name, (post.title if post else "Lãnh đạo",)),
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


def _entry(dossier: Dossier, kind: str) -> Entry:
    found = [entry for entry in queries.timeline(dossier) if entry.kind == kind]
    if not found:
        raise NotVisible("no-form", "Hồ sơ này không có giấy tờ đó.")
    return found[-1]


def _kept(at: datetime, budget: datetime | None) -> str:
    if budget is None:
        return ""
    kept = timeliness(due_at=budget, now=at, finished_at=at)
    return {Timeliness.EARLY: "Trước hạn", Timeliness.ON_TIME: "Đúng hạn"}.get(kept, "Quá hạn")
