from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tinhso.engines.notifications.models import Message
from tinhso.engines.notifications.reactions import hear_mandate
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.mandates import actions, queries
from tinhso.ground.mandates.actions import Reach, Stated
from tinhso.ground.mandates.lifecycle import MandateState
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.queries import mandated, principals_of
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.mandates.tests.factories import a_child, authorise, for_child, make_helper, stated
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.tests.factories import NOON, agency, make_citizen, make_official, make_organisation, person_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
YEAR = timedelta(days=366)


def names(citizen: Citizen, at=NOON) -> list[str]:
    return [one.name for one in principals_of(person_of(citizen, at=at), at=at)]


@pytest.fixture
def loi() -> Citizen:
    return make_citizen("Phạm Văn Lợi", birth_date=date(1948, 2, 3), phone="0359998877")


@pytest.fixture
def lan() -> Citizen:
    return make_citizen("Phạm Thị Lan")


def ask(lan: Citizen, loi: Citizen, way: Way, *, now=NOON) -> Mandate:
    return actions.propose(
        person_of(lan, at=now), kind=Kind.AUTHORISED, principal=stated(loi), reach=Reach(), way=way, now=now
    )


def told(mandate: Mandate) -> list[tuple[str, str]]:
    """Carry out what the worker would, and give (template, name) of what was told."""
    for entry in Entry.objects.filter(subject=f"mandate:{mandate.pk}").order_by("id"):
        hear_mandate(entry)
    messages = Message.objects.filter(about=f"mandate:{mandate.pk}").order_by("id").values_list("template", "to_name")
    return list(dict.fromkeys(messages))  # one fact, told on some channels


def test_what_is_asked_for_opens_nothing_until_the_principal_agrees(lan, loi):
    mandate = ask(lan, loi, Way.OWN)
    assert (names(lan), told(mandate)) == ([], [("mandate-proposed", "Phạm Văn Lợi")])

    actions.confirm(person_of(loi, at=NOON), mandate, now=NOON)

    assert names(lan) == ["Phạm Văn Lợi"]
    assert names(loi) == []
    assert told(mandate)[1:] == [("mandate-confirmed", "Phạm Văn Lợi")]


@pytest.mark.parametrize("verb", ["revoke", "give_up"])
def test_either_side_ends_it_at_once(lan, loi, verb):
    mandate = authorise(loi, lan)
    who = person_of(loi if verb == "revoke" else lan, at=NOON)

    actions.close(who, mandate, verb, now=NOON + HOUR)

    assert names(lan, NOON + HOUR - timedelta(seconds=1)) == ["Phạm Văn Lợi"]  # it did stand until then
    assert names(lan, NOON + HOUR) == []
    with pytest.raises(Refused):
        actions.close(who, mandate, verb, now=NOON + HOUR)


def test_nobody_makes_himself_a_representative(lan, loi):
    stranger = person_of(make_citizen("Kẻ Lạ"), at=NOON)
    officer = person_of(make_official(agency(), "RECEPTION"), at=NOON)
    mandate = ask(lan, loi, Way.OWN)
    for who in (person_of(lan, at=NOON), stranger, officer):
        with pytest.raises(NotAllowed):
            actions.confirm(who, mandate, now=NOON)
        with pytest.raises(NotAllowed):
            actions.confirm_by_paper(who, mandate, now=NOON)
    paper = for_child(lan, a_child(), confirmed=False)
    elsewhere = person_of(make_official(agency("NB.C13795"), "RECEPTION"), at=NOON)
    case_officer = person_of(make_official(agency(), "CASE_OFFICER"), at=NOON)
    for who in (person_of(lan, at=NOON), elsewhere, case_officer):
        with pytest.raises(NotAllowed):
            actions.confirm_by_paper(who, paper, now=NOON)
    with pytest.raises(NotAllowed):  # a parent needs a paper: no word, no code, nobody's click
        actions.propose(person_of(lan, at=NOON), kind=Kind.PARENT, principal=a_child(), reach=Reach(), way=Way.CODE,
                        now=NOON)  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.assist(stranger, principal=stated(loi), procedure_code="1.001193", way=Way.WORD, witness_name="Bà Sáu",
                       now=NOON)  # fmt: skip
    assert names(lan) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(starts_at=NOON)


def test_who_is_named_wrongly_cannot_agree(lan, loi):
    wrong = replace(stated(loi), birth_date=date(1949, 2, 3))
    mandate = actions.propose(
        person_of(lan, at=NOON), kind=Kind.AUTHORISED, principal=wrong, reach=Reach(), way=Way.OWN, now=NOON
    )

    with pytest.raises(Refused, match="not-him"):
        actions.confirm(person_of(loi, at=NOON), mandate, now=NOON)


def test_a_code_goes_to_the_telephone_of_the_principal_and_opens_once(lan, loi):
    mandate = actions.ask_code(person_of(lan, at=NOON), ask(lan, loi, Way.CODE), now=NOON)
    assert told(mandate) == [("mandate-code", "Phạm Văn Lợi")]
    message = Message.objects.get(about=f"mandate:{mandate.pk}")
    code = queries.code_of(mandate)
    assert (message.address, code in message.body) == ("0359998877", True)
    with pytest.raises(Refused, match="code-wrong"):
        actions.confirm_by_code(person_of(lan, at=NOON), mandate, f"{(int(code) + 1) % 10**6:06d}", now=NOON)

    actions.confirm_by_code(person_of(lan, at=NOON), mandate, f"{code[:3]} {code[3:]}", now=NOON)

    assert names(lan) == ["Phạm Văn Lợi"]


def test_codes_are_few_short_lived_and_not_to_be_guessed(lan, loi):
    who, mandate = person_of(lan, at=NOON), ask(lan, loi, Way.CODE)
    mandate = actions.ask_code(who, mandate, now=NOON)
    with pytest.raises(Refused, match="code-wrong"):
        actions.confirm_by_code(who, mandate, queries.code_of(mandate), now=NOON + timedelta(minutes=10))
    for _ in range(4):
        with pytest.raises(Refused, match="code-wrong"):
            actions.confirm_by_code(who, mandate, "000000x", now=NOON)
    with pytest.raises(Refused, match="code-wrong"):  # the right one, after five wrong ones
        actions.confirm_by_code(who, mandate, queries.code_of(mandate), now=NOON)
    for minutes in (1, 2):
        actions.ask_code(who, mandate, now=NOON + timedelta(minutes=minutes))
    with pytest.raises(Refused, match="codes-too-many"):
        actions.ask_code(who, mandate, now=NOON + timedelta(minutes=3))
    other = ask(make_citizen("Kẻ Phiền"), loi, Way.CODE)
    pest = person_of(Citizen.objects.get(full_name="Kẻ Phiền"), at=NOON)
    for minutes in (4, 5, 6):
        actions.ask_code(pest, other, now=NOON + timedelta(minutes=minutes))
    third = ask(make_citizen("Kẻ Thứ Ba"), loi, Way.CODE)
    with pytest.raises(Refused, match="codes-too-many"):  # six a day to one person, whoever asks
        actions.ask_code(person_of(Citizen.objects.get(full_name="Kẻ Thứ Ba"), at=NOON), third, now=NOON + HOUR)


def test_a_telephone_that_another_wrote_down_gets_no_code(lan):
    nobody = Stated("000700000777", "Cụ Già", date(1940, 1, 1))
    Citizen.objects.create(
        personal_number=nobody.number, full_name="Cụ Già", sort_key="", folded_name="cu gia", phone="0912000111"
    )
    mandate = actions.propose(
        person_of(lan, at=NOON), kind=Kind.AUTHORISED, principal=nobody, reach=Reach(), way=Way.CODE, now=NOON
    )
    mandate = actions.ask_code(person_of(lan, at=NOON), mandate, now=NOON)

    assert told(mandate) == []
    with pytest.raises(Refused, match="code-wrong"):
        actions.confirm_by_code(person_of(lan, at=NOON), mandate, queries.code_of(mandate), now=NOON)


def test_a_child_is_represented_until_it_is_of_age_and_cannot_end_what_the_law_gives(lan):
    child = a_child(date(2008, 12, 24))
    mandate = for_child(lan, child)
    assert names(lan) == [child.full_name]
    assert names(lan, NOON.replace(month=12, day=24)) == []
    grown = Citizen.objects.get(personal_number=child.number)
    assert grown.birth_date == child.birth_date
    with pytest.raises(NotAllowed, match="of-law"):
        actions.close(replace(person_of(lan, at=NOON), citizen_id=grown.pk), mandate, "revoke", now=NOON)
    officer = person_of(make_official(agency(), "HEAD_OF_ONE_STOP"), at=NOON)
    with pytest.raises(Refused, match="reason-missing"):
        actions.close(officer, mandate, "annul", now=NOON)

    actions.close(officer, mandate, "annul", reason="Giấy khai sinh giả", now=NOON)

    assert names(lan) == []


def test_a_company_gives_and_takes_mandates_through_its_legal_representative_alone(lan):
    hong = make_citizen("Lê Thị Diệu Hồng")
    company = make_organisation("Công ty Sông Vị", represented_by=hong)
    director, accountant = person_of(hong, at=NOON), person_of(lan, at=NOON)
    with pytest.raises(NotAllowed):
        actions.grant(accountant, representative=stated(hong), reach=Reach(), organisation_id=company.pk, now=NOON)

    mandate = actions.grant(
        director, representative=stated(lan), reach=Reach("1.001612"), organisation_id=company.pk, now=NOON
    )

    assert names(lan) == names(hong) == ["Công ty Sông Vị"]
    (held,) = principals_of(accountant, at=NOON)
    assert (held.covers("1.001612"), held.covers("1.001193")) == (True, False)
    with pytest.raises(NotAllowed):
        actions.use(accountant, mandate.pk, procedure_code="1.001193", now=NOON)
    with pytest.raises(NotAllowed):  # the accountant cannot let another in
        actions.grant(accountant, representative=stated(make_citizen("Bạn")), reach=Reach(), organisation_id=company.pk,
                      now=NOON)  # fmt: skip
    actions.close(director, mandate, "revoke", now=NOON + HOUR)
    with pytest.raises(NotAllowed, match="mandate-ended"):
        actions.use(accountant, mandate.pk, procedure_code="1.001612", now=NOON + HOUR)


def test_help_rests_on_a_word_before_a_witness_who_is_somebody_else(loi):
    helper = make_helper()
    facts = {"principal": stated(loi), "procedure_code": "1.001193", "way": Way.WORD, "now": NOON}
    for witness in ("", " ", "đoàn văn thanh"):
        with pytest.raises(Refused, match="witness"):
            actions.assist(helper, witness_name=witness, **facts)

    mandate = actions.assist(helper, witness_name="Bà Nguyễn Thị Sáu", **facts)

    assert (mandate.state, mandate.team.hamlet, mandate.agency) == (MandateState.CONFIRMED, "Xóm 5", agency())
    (held,) = mandated(helper, at=NOON)
    assert (held.represents, held.covers("1.001193"), held.covers("1.004873")) == (False, True, False)
    looked = Entry.objects.get(kind="people.looked", subject=loi.ref)
    assert looked.actor_name == "Đoàn Văn Thanh"


def test_a_mandate_is_seen_by_its_two_sides_and_by_nobody_else(lan, loi):
    mandate = for_child(lan, a_child(), confirmed=False)
    free = authorise(loi, lan)
    seen = {
        who: {row.pk for row in queries.visible_to(person)}
        for who, person in {
            "lan": person_of(lan, at=NOON),
            "loi": person_of(loi, at=NOON),
            "stranger": person_of(make_citizen("Kẻ Lạ"), at=NOON),
            "officer": person_of(make_official(agency(), "RECEPTION"), at=NOON),
            "elsewhere": person_of(make_official(agency("NB.C13795"), "RECEPTION"), at=NOON),
            "clerk": person_of(make_official(agency(), "CLERK"), at=NOON),
            "auditor": person_of(make_official(agency(), "AUDITOR"), at=NOON),
        }.items()
    }
    both, paper = {mandate.pk, free.pk}, {mandate.pk}
    assert seen == {"lan": both, "loi": {free.pk}, "stranger": set(), "officer": paper, "elsewhere": set(),
                    "clerk": set(), "auditor": both}  # fmt: skip
    with pytest.raises(NotVisible):
        queries.mandate_for(person_of(make_citizen("Ai Đó"), at=NOON), free.key)


def test_papers_that_wait_go_to_the_successor_of_the_agency(lan):
    waits, done = for_child(lan, a_child(), confirmed=False), for_child(lan, a_child())

    actions.succeed_agencies({agency().pk: agency("NB.C13795").pk})

    neighbour = person_of(make_official(agency("NB.C13795"), "RECEPTION"), at=NOON)
    assert list(queries.to_be_compared(neighbour)) == [waits]
    assert Mandate.objects.get(pk=done.pk).agency == agency()


def test_the_clock_says_what_has_run_out_and_what_nobody_answered(lan, loi):
    ends, waits = authorise(loi, lan, last_day=NOON.date()), ask(make_citizen("Hàng Xóm"), loi, Way.OWN)
    assert actions.expire_due(now=NOON + HOUR) == 0

    assert actions.expire_due(now=NOON + YEAR) == 2

    ends.refresh_from_db()
    waits.refresh_from_db()
    assert {ends.state, waits.state} == {"EXPIRED"}
    assert actions.expire_due(now=NOON + YEAR) == 0
    with pytest.raises(Refused):
        actions.confirm(person_of(loi, at=NOON), waits, now=NOON + YEAR)
