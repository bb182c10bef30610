"""Reading bundles and cases; a case is reached through its root's dossier, so who sees the one sees the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from tinhso.engines.workflow.models import Clock
from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.life_events.lifecycle import ENDED, PartState
from tinhso.government.life_events.models import Bundle, Case, CasePart
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import standing_on
from tinhso.ground.web.pages import KeysetPage, keyset_page

SYSTEM = System("life_events")


def bundle_for(procedure_code: str, *, on: date) -> Bundle | None:
    """The bundle that is filed under a procedure of the catalogue, as it stands on a day; None for other procedures."""
    found = Bundle.objects.filter(standing_on(on), procedure_code=procedure_code).order_by("-number")
    return found.prefetch_related("parts").first()


def visible_to(person: Person) -> QuerySet[Case]:
    """Cases whose root's dossier this person may see: the only way to a row."""
    return Case.objects.filter(parts__dossier__in=dossiers.visible_to(person)).select_related("bundle", "clock")


def cases_page(person: Person, *, after: str = "", size: int = 20) -> KeysetPage[Case]:
    """A page of the cases that a person may see, newest first."""
    return keyset_page(visible_to(person), by="-filed_at", after=after, size=size)


def part_codes_of(person: Person, *, most: int = 1000) -> dict[str, str]:
    """The codes of a person's cases by the subject of each of their parts (life_event_part:17), the newest of them."""
    parts = CasePart.objects.filter(case__in=visible_to(person).values("pk")).select_related("case")
    return {part.subject: part.case.code for part in parts.order_by("-pk")[:most]}


def with_lines(cases: Sequence[Case], *, now: datetime) -> list[tuple[Case, list[PartLine]]]:
    """Each case with its parts, in two statements for all."""
    parts: dict[int, list[CasePart]] = {case.pk: [] for case in cases}
    rows = CasePart.objects.filter(case__in=parts).select_related("plan", "clock", "dossier").order_by("place")
    for part in rows:
        parts[part.case_id].append(part)
    return [(case, lines_of(parts[case.pk], now=now)) for case in cases]


def case_for(person: Person, code: str) -> Case:
    """The case with this code. NotVisible when there is none for this person."""
    found = visible_to(person).filter(code=code).first()
    if found is None:
        raise NotVisible("no-case", "Không tìm thấy hồ sơ liên thông này trong phạm vi bạn được xem.")
    return found


def case_of(dossier: Dossier) -> Case | None:
    """The case to which a dossier, seen already, belongs; None for most."""
    return Case.objects.filter(parts__dossier=dossier.pk).select_related("bundle", "clock").first()


def root_dossier(case: Case) -> Dossier:
    """The dossier of ours with which a case begins; it bears the code of the case."""
    root = CasePart.objects.filter(case=case, dossier__isnull=False).select_related("dossier").earliest("place")
    return root.dossier  # type: ignore[return-value]


def part_of_dossier(dossier_id: int) -> CasePart | None:
    """The part that a dossier does, if it does one."""
    return CasePart.objects.filter(dossier=dossier_id).only("pk", "case_id").first()


def locked(case_id: int) -> tuple[Case, list[CasePart]]:
    """A case and its parts in order, locked: news about one case is heard one after the other."""
    case = Case.objects.select_for_update(of=("self",)).select_related("bundle", "agency", "clock").get(pk=case_id)
    return case, parts_of(case)


def parts_of(case: Case) -> list[CasePart]:
    """The parts of a case in order, each with its plan, its clock and its dossier."""
    return list(CasePart.objects.filter(case=case).select_related("plan", "clock", "dossier").order_by("place"))


def part_by_subject(subject: str) -> CasePart | None:
    """The part that a partner or the gateway calls by this subject; None for anything else."""
    kind, _, number = subject.partition(":")
    if kind != "life_event_part" or not number.isdecimal():
        return None
    return CasePart.objects.filter(pk=int(number)).only("pk", "case_id").first()


def part_with(part_id: int, file_key: str) -> CasePart | None:
    """The part to whose agency a file was sent with an answer."""
    part = CasePart.objects.filter(pk=part_id).select_related("plan", "case__bundle").first()
    keys = {file["key"] for one in part.answers for file in one.get("files", ())} if part else set()
    return part if file_key in keys else None


SILENT_FOR = timedelta(hours=4)


def silent_parts(now: datetime, *, limit: int = 200) -> list[CasePart]:
    """Parts at partners of which nothing was heard for four hours, the longest silence first."""
    waiting = CasePart.objects.filter(
        state__in=[PartState.WITH_PARTNER, PartState.NEEDS_APPLICANT], heard_at__lt=now - SILENT_FOR
    )
    return list(waiting.select_related("case__bundle", "plan").order_by("heard_at")[:limit])


def late_parts(now: datetime, *, limit: int = 200) -> list[CasePart]:
    """Parts at partners whose promise has passed and whose citizens do not know it yet, the longest delay first."""
    late = CasePart.objects.filter(
        state__in=[PartState.SENDING, PartState.WITH_PARTNER], clock__due_at__lt=now, late_told_at=None
    )
    return list(late.order_by("clock__due_at").only("pk", "case_id")[:limit])


def story_of(case: Case) -> QuerySet[Entry]:
    """What the journal tells of the case, oldest first."""
    return entries_about(case.subject).order_by("id")


@dataclass(frozen=True)
class PartLine:
    """A part as its citizen reads it: who does it, where it stands, by when, and why then.

    due_at is None while the part has not begun or its limit is not known; sentence then says so.
    """

    code: str
    name: str
    performer: str
    state: str
    state_label: str
    due_at: datetime | None
    sentence: str
    reason: str
    result: str
    external_code: str
    is_late: bool
    is_stuck: bool

    @property
    def tone(self) -> str:
        """good, bad, warn or '' for the colour beside the words."""
        return TONES.get(PartState(self.state), "")


TONES = {
    PartState.DONE: "good",
    PartState.REFUSED: "bad",
    PartState.NOT_STARTED: "bad",
    PartState.NEEDS_APPLICANT: "warn",
    PartState.UNDOING: "warn",
    PartState.UNDONE: "bad",
}


def lines_of(parts: Sequence[CasePart], *, now: datetime) -> list[PartLine]:
    """The parts in the citizen's words."""
    return [_line(part, now=now) for part in parts]


def _line(part: CasePart, *, now: datetime) -> PartLine:
    due_at, sentence = due_of(part) if part.state not in ENDED else (None, "")
    return PartLine(
        code=part.code,
        name=part.plan.name,
        performer=part.performer_label,
        state=part.state,
        state_label=part.state_label,
        due_at=due_at,
        sentence=sentence,
        reason=part.reason,
        result=result_words(part.result),
        external_code=part.external_code,
        is_late=bool(due_at and due_at < now),
        is_stuck=part.is_stuck,
    )


def result_words(result: Mapping[str, Any]) -> str:
    """What a result is called, its number and its day (yyyyMMdd as partners write it), as far as they are known."""
    day = str(result.get("ngay") or "")
    said = [str(result.get("ten") or "")]
    said += [f"số {result['so']}"] if result.get("so") else []
    said += [f"ngày {day[6:]}/{day[4:6]}/{day[:4]}"] if len(day) == 8 and day.isdecimal() else []
    return ", ".join(word for word in said if word)


def due_of(part: CasePart) -> tuple[datetime | None, str]:
    """By when a part is promised and why: by its dossier, by its own clock, or not yet."""
    dossier, clock = part.dossier, part.clock
    if dossier is not None:
        return (dossier.due_at, dossier.due_sentence) if dossier.is_open else (None, "")
    if isinstance(clock, Clock):
        return clock.due_at, clock.due_sentence
    limit = part.plan.limit
    if part.state != PartState.WAITING:
        return None, ""
    if limit is None:
        return None, "Chưa có văn bản nào cho biết thời hạn của bước này."
    return None, f"{limit.words[:1].upper()}{limit.words[1:]} kể từ khi bước trước có kết quả."
