"""Writing a playbook and putting it in force: proposed by one, approved by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.playbooks import queries
from tinhso.insight.playbooks.events import PlaybookMoved
from tinhso.insight.playbooks.lifecycle import PLAYBOOKS, WRITERS, PlaybookKind, PlaybookState, RunState
from tinhso.insight.playbooks.models import Playbook, PlaybookStep, Run
from tinhso.insight.playbooks.rules import check_hours, said

NOT_YOURS = "Kịch bản do lãnh đạo, bộ phận trực của tỉnh soạn và duyệt."
MOST_STEPS, MOST_WATCHED = 60, 12
OPEN = (PlaybookState.DRAFT, PlaybookState.PROPOSED)


@act()
def write_playbook(
    person: Person, *, kind: str, name: str, source: str, watched: Sequence[str], now: datetime
) -> Playbook:
    """Begin a playbook as a draft. Refused beside its field: name-, source-missing, name-taken, watched-wrong."""
    _check(person)
    name, source = _head(name, source)
    code = slugify(fold(name))[:40].strip("-")
    if Playbook.objects.filter(code=code).exists():
        raise Refused(
            "name-taken", "Đã có kịch bản mang tên này; hãy mở kịch bản đó và sửa thành bản mới.", field="name"
        )
    made = Playbook.objects.create(
        code=code, version=1, kind=PlaybookKind(kind), name=name, source=source, confidence="M",
        watched=_watched(watched, timezone.localdate(now)),
    )  # fmt: skip
    return _recorded(person, made, "write", now=now)


@act()
def change_playbook(
    person: Person, playbook: Playbook, *, kind: str, name: str, source: str, watched: Sequence[str], now: datetime
) -> Playbook:
    """Change the head of a draft. Refused as above, and `not-a-draft`."""
    one = _draft(person, playbook)
    one.kind = str(PlaybookKind(kind))
    one.name, one.source = _head(name, source)
    one.watched = _watched(watched, timezone.localdate(now))
    one.save()
    return _recorded(person, one, "change", now=now)


@act()
def add_step(
    person: Person, playbook: Playbook, *, text: str, lead: str, hours: int | None, contact: str, source: str,
    now: datetime,
) -> PlaybookStep:  # fmt: skip
    """Put a step at the end of a draft. lead: slug of an agency, '' for each commune; hours: None where not set.

    Refused beside its field: text-, contact-, source-missing, hours-wrong, no-such-agency, too-many.
    """
    one = _draft(person, playbook)
    if hours is not None:
        check_hours(hours)
    if lead and not people.stands_on(people.agency(lead), timezone.localdate(now)):
        raise Refused("lead-gone", "Cơ quan này không còn hoạt động.", field="lead")
    last = one.steps.order_by("-place").first()
    if last and one.steps.count() >= MOST_STEPS:
        raise Refused("too-many", f"Một kịch bản có nhiều nhất {MOST_STEPS} việc.", field="text")
    step = PlaybookStep.objects.create(
        playbook=one, place=last.place + 1 if last else 1, lead=lead, hours=hours,
        text=said(text, "text", "Hãy ghi việc phải làm.", 300),
        contact=said(contact, "contact", "Hãy ghi đầu mối liên hệ: chức danh, không ghi tên người.", 200),
        source=said(source, "source", "Hãy ghi căn cứ: văn bản, điều, khoản.", 300),
    )  # fmt: skip
    _recorded(person, one, "add_step", step.text, now=now)
    return step


@act()
def set_hours(person: Person, playbook: Playbook, hours: dict[int, int], *, now: datetime) -> Playbook:
    """Say within how many hours the steps of a draft are due, by the number of the step. Refused `hours-wrong`."""
    one = _draft(person, playbook)
    for value in hours.values():
        check_hours(value)
    for step in one.steps.filter(pk__in=hours):
        step.hours = hours[step.pk]
        step.save(update_fields=["hours"])
    return _recorded(person, one, "set_hours", now=now)


@act()
def drop_step(person: Person, playbook: Playbook, number: int, *, now: datetime) -> Playbook:
    """Take a step out of a draft. NotVisible where it has no such step."""
    one = _draft(person, playbook)
    step = one.steps.filter(pk=number).first()
    if step is None:
        raise NotVisible("no-step", "Không có việc này.")
    text = step.text
    step.delete()
    return _recorded(person, one, "drop_step", text, now=now)


@act()
def revise(person: Person, playbook: Playbook, *, now: datetime) -> Playbook:
    """A draft of the next version with the steps of this one. Refused `being-written` where there is a draft."""
    _check(person)
    versions = Playbook.objects.select_for_update().filter(code=playbook.code).order_by("-version")
    newest = next(iter(versions))
    if any(one.state in OPEN for one in versions):
        raise Refused("being-written", "Kịch bản này đang có một bản soạn hoặc chờ duyệt.")
    made = Playbook.objects.create(
        code=newest.code, version=newest.version + 1, kind=playbook.kind, name=playbook.name, source=playbook.source,
        confidence=playbook.confidence, watched=playbook.watched,
    )  # fmt: skip
    for step in playbook.steps.all():
        step.pk, step.playbook = None, made
        step.save(force_insert=True)
    return _recorded(person, made, "revise", now=now)


@act()
def move_playbook(person: Person, playbook: Playbook, verb: str, *, words: str = "", now: datetime) -> Playbook:
    """propose, approve, return or end a version.

    Refused: steps-missing, hours-missing (to propose), same-person (to approve), words-missing (to return), running.
    Approved, it is in force from today and the version before it ends.
    """
    _check(person)
    one = Playbook.objects.select_for_update().get(pk=playbook.pk)
    one.state = str(PLAYBOOKS.move(one.state, verb, person.roles))
    today = timezone.localdate(now)
    match verb:
        case "propose":
            _check_whole(one)
            one.proposed_by_ref, one.proposed_by_name, one.proposed_at = person.ref, person.name[:200], now
            one.returned = ""
        case "return":
            one.returned = said(words, "words", "Hãy ghi cần sửa gì.", 500)
        case "approve":
            if one.proposed_by_ref == person.ref:
                raise Refused("same-person", "Kịch bản do người khác với người trình duyệt.")
            one.decided_by_ref, one.decided_by_name, one.decided_at = person.ref, person.name[:200], now
            one.valid_from = today
            for older in Playbook.objects.filter(code=one.code, state=PlaybookState.IN_FORCE):
                _end(older, today)
        case _:
            if Run.objects.filter(playbook=one, state=RunState.RUNNING).exists():
                raise Refused("running", "Kịch bản đang được kích hoạt; hãy kết thúc lần kích hoạt đó trước.")
            one.valid_to = today
    one.save()
    return _recorded(person, one, verb, words, now=now)


def _end(older: Playbook, today: date) -> None:
    older.state, older.valid_to = PlaybookState.ENDED, today - timedelta(days=1)
    older.save(update_fields=["state", "valid_to"])


def _check_whole(one: Playbook) -> None:
    steps = list(one.steps.all())
    if not steps:
        raise Refused("steps-missing", "Kịch bản chưa có việc nào.")
    if any(step.hours is None for step in steps):
        raise Refused("hours-missing", "Còn việc chưa đặt hạn tính bằng giờ; hãy đặt trước khi trình duyệt.")


def _head(name: str, source: str) -> tuple[str, str]:
    return (
        said(name, "name", "Hãy ghi tên kịch bản.", 200),
        said(source, "source", "Hãy ghi căn cứ: các văn bản mà kịch bản làm theo.", 500),
    )


def _watched(codes: Sequence[str], today: date) -> list[str]:
    known = {one.code for one in ioc.indicators(today)}
    if len(codes) > MOST_WATCHED or not set(codes) <= known:
        raise Refused("watched-wrong", f"Hãy chọn nhiều nhất {MOST_WATCHED} chỉ tiêu đang áp dụng.", field="watched")
    return list(dict.fromkeys(codes))


def _check(person: Person) -> None:
    if not (ioc.sees_all(person) and person.roles & WRITERS):
        raise NotAllowed("wrong-role", NOT_YOURS)


def _draft(person: Person, playbook: Playbook) -> Playbook:
    _check(person)
    one = queries.visible_to(person).select_for_update().get(pk=playbook.pk)
    if not one.is_draft:
        raise Refused("not-a-draft", "Chỉ sửa được kịch bản đang soạn; hãy mở bản mới.")
    return one


def _recorded(person: Person, one: Playbook, verb: str, words: str = "", *, now: datetime) -> Playbook:
    record(person, PlaybookMoved(one.pk, one.code, one.version, verb, words), at=now)
    return one
