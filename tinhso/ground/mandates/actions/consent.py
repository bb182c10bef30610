"""How a mandate comes to stand: by the principal's own act, by a compared paper, a code, or a word before a witness."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.journal.actions import record
from tinhso.ground.mandates import queries, rules
from tinhso.ground.mandates.events import CodeAsked, CodeFailed, MandateConfirmed
from tinhso.ground.mandates.lifecycle import LIFECYCLE
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.people.counter import citizen_at_counter
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import citizen, reachable

VERB_OF = {Way.OWN: "confirm", Way.PAPER: "confirm_by_paper", Way.CODE: "confirm_by_code", Way.WORD: "confirm_by_word"}


@transaction.atomic
def confirm(actor: Person, mandate: Mandate, *, now: datetime) -> Mandate:
    """The principal says yes himself, signed in. Refused `way-not-enough` where the law wants a paper, `not-him`."""
    mandate = queries.locked(mandate.pk)
    LIFECYCLE.move(mandate.state, VERB_OF[Way.OWN], queries.roles_on(actor, mandate))
    own = None if mandate.principal_organisation_id else citizen(actor.citizen_id or 0)
    if own is not None:
        _check_is_meant(own, mandate)
    return stand(actor, mandate, Way.OWN, principal=own, now=now)


@transaction.atomic
def confirm_by_paper(officer: Person, mandate: Mandate, *, now: datetime) -> Mandate:
    """An official has compared the paper with the persons: the principal is written down if nobody knows him yet."""
    mandate = queries.locked(mandate.pk)
    LIFECYCLE.move(mandate.state, VERB_OF[Way.PAPER], queries.roles_on(officer, mandate))
    return stand(officer, mandate, Way.PAPER, principal=written_down(officer, mandate, now=now), now=now)


@transaction.atomic
def ask_code(actor: Person, mandate: Mandate, *, now: datetime) -> Mandate:
    """Have a code sent to the telephone that the principal himself gave us; the answer is the same if there is none.

    Refused `codes-too-many`: three an hour for a mandate, six a day to one person.
    """
    mandate = queries.locked(mandate.pk)
    LIFECYCLE.move(mandate.state, VERB_OF[Way.CODE], queries.roles_on(actor, mandate))
    _check_way(mandate, Way.CODE)
    again = mandate.code_sent_at and now < mandate.code_sent_at + timedelta(hours=1)
    number = mandate.principal_number
    today = queries.codes_sent_to(number, since=now - timedelta(days=1))
    if (again and mandate.code_number >= rules.CODES_AN_HOUR) or today >= rules.CODES_A_DAY:
        raise Refused("codes-too-many", "Đã gửi nhiều mã quá. Hãy chờ rồi thử lại, hoặc dùng giấy ủy quyền.")
    mandate.code_number = mandate.code_number + 1
    mandate.code_sent_at, mandate.code_tries = now, 0
    mandate.save(update_fields=["code_number", "code_sent_at", "code_tries"])
    record(actor, CodeAsked(mandate.pk, mandate.code_number), at=now)
    return mandate


def confirm_by_code(actor: Person, mandate: Mandate, code: str, *, now: datetime) -> Mandate:
    """The principal read out his code. Refused `code-wrong` (counted, also when it is right but too late)."""
    wrong = Refused("code-wrong", "Mã không đúng hoặc đã hết hạn. Hãy xin mã mới.", field="code")
    with transaction.atomic():
        mandate = queries.locked(mandate.pk)
        LIFECYCLE.move(mandate.state, VERB_OF[Way.CODE], queries.roles_on(actor, mandate))
        own = reachable(mandate.principal_number)
        meant = own is not None and _is_meant(own, mandate)
        if meant and queries.code_opens(mandate, "".join(code.split()), now=now):
            return stand(actor, mandate, Way.CODE, principal=own, now=now)
        mandate.code_tries += 1
        mandate.save(update_fields=["code_tries"])
        record(actor, CodeFailed(mandate.pk, mandate.code_tries), at=now)
    raise wrong  # after the count is kept


def stand(actor: Person, mandate: Mandate, way: Way, *, principal: Citizen | None, now: datetime) -> Mandate:
    """Write down the consent, and from when to when the mandate holds; the caller holds the lock."""
    target = LIFECYCLE.move(mandate.state, VERB_OF[way], queries.roles_on(actor, mandate))
    _check_way(mandate, way)
    kind = Kind(mandate.kind)
    starts_at, ends_at = rules.term_of(
        kind, birth_date=mandate.principal_birth_date, wished_last_day=mandate.wished_last_day, confirmed_at=now
    )
    mandate.state, mandate.principal_citizen = str(target), principal
    mandate.starts_at, mandate.ends_at = starts_at, ends_at
    mandate.consented_at, mandate.consented_by_ref, mandate.consented_by_name = now, actor.ref, actor.name[:200]
    mandate.save()
    record(actor, MandateConfirmed(mandate.pk, str(way), starts_at, ends_at, mandate.witness_name), at=now)
    return mandate


def written_down(actor: Actor, mandate: Mandate, *, now: datetime) -> Citizen:
    """The principal as a citizen, found by his number or written down; no telephone that another told of him.

    Refused `name-differs`, `birth-date-differs` when that number belongs to somebody else.
    """
    found = citizen_at_counter(
        actor, personal_number=mandate.principal_number, full_name=mandate.principal_name, phone="", email="",
        address="", commune_code="", birth_date=mandate.principal_birth_date, now=now,
    )  # fmt: skip
    _check_is_meant(found, mandate)
    return found


def _check_way(mandate: Mandate, way: Way) -> None:
    if way not in mandate.basis.ways or mandate.way != way:
        raise NotAllowed("way-not-enough", "Cách đồng ý này không đủ cho việc đại diện này theo quy định.")


def _is_meant(own: Citizen, mandate: Mandate) -> bool:
    same_day = not (own.birth_date and mandate.principal_birth_date) or own.birth_date == mandate.principal_birth_date
    return own.folded_name == fold(mandate.principal_name) and same_day


def _check_is_meant(own: Citizen, mandate: Mandate) -> None:
    if not _is_meant(own, mandate):
        raise Refused("not-him", "Họ tên hoặc ngày sinh không khớp với số định danh; hãy kiểm tra lại.")
