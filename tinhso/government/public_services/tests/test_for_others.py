"""Filing for a child, a father, a company, and for somebody who cannot."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms.rules import step_of, steps
from tinhso.engines.notifications.models import Message
from tinhso.engines.procedures.queries import version_for
from tinhso.engines.store.models import StoredPaper
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.actions import withdraw
from tinhso.government.dossiers.queries.assisted import assisted_counts
from tinhso.government.dossiers.tests.factories import dossier_in, make_dossier, make_one_stop
from tinhso.government.life_events.queries import case_of
from tinhso.government.life_events.tests.factories import CHILD
from tinhso.government.public_services import actions, queries
from tinhso.government.public_services.models import Application
from tinhso.government.public_services.prefill import choices
from tinhso.government.public_services.story import story
from tinhso.government.public_services.tests.factories import SINGLE, AtHome, begin_for_another, file_for, photograph
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.journal.models import Entry
from tinhso.ground.mandates import actions as mandates
from tinhso.ground.mandates.actions import Reach
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.queries import mandated
from tinhso.ground.mandates.rules import Way
from tinhso.ground.mandates.tests.factories import a_child, authorise, for_child, make_helper, stated
from tinhso.ground.people.models import Account, Citizen, Representative
from tinhso.ground.people.tests.factories import NOON, agency, make_citizen, make_official, make_organisation, person_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OTHER = "1.001193"
TOGETHER = "3.000722"


def seen(citizen: Citizen, *, at: datetime) -> set[str]:
    """What a citizen sees, told the same by the list, by the condition, and by the page of each."""
    person = person_of(citizen, at=at)
    listed = [row.code for row in cases.my_dossiers(person).rows]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(cases.visible_to(person).values_list("code", flat=True))
    return set(listed)


@pytest.fixture
def loi() -> Citizen:
    return make_citizen("Phạm Văn Lợi", birth_date=date(1948, 2, 3), phone="0359998877", email="loi@example.com")


@pytest.fixture
def lan() -> Citizen:
    return make_citizen("Phạm Thị Lan", phone="0987654321")


def test_a_daughter_files_for_her_father_under_both_names_and_he_is_told(lan, loi):
    authorise(loi, lan)
    person = person_of(lan, at=NOON)
    application = begin_for_another(person)
    assert application.draft.answers["applicant_name"] == "Phạm Văn Lợi"
    assert application.draft.answers["applicant_personal_number"] == loi.personal_number

    dossier = actions.send_application(person, application, now=NOON)

    assert (dossier.applicant_citizen, dossier.applicant_name) == (loi, "Phạm Văn Lợi")
    assert (dossier.submitted_by_ref, dossier.submitted_by_name) == (lan.ref, "Phạm Thị Lan thay mặt Phạm Văn Lợi")
    assert (dossier.is_assisted, dossier.channel) == (False, "ONLINE")
    filed = Entry.objects.get(kind="dossiers.filed", subject=dossier.subject)
    assert (filed.actor_ref, filed.actor_name) == (lan.ref, "Phạm Thị Lan thay mặt Phạm Văn Lợi")
    said = [moment.sentence for moment in story(cases.timeline(dossier), [], [])]
    assert said == ["Phạm Thị Lan thay mặt Phạm Văn Lợi đã nộp hồ sơ."]
    told = Message.objects.filter(about=dossier.subject, template="filed-for-you")
    assert {(one.to_ref, one.address) for one in told} >= {(loi.ref, "loi@example.com")}
    assert seen(lan, at=NOON) == seen(loi, at=NOON) == {dossier.code}
    withdraw(person, dossier, reason="Nộp nhầm", now=NOON)
    assert Entry.objects.filter(subject=dossier.subject).order_by("-id")[0].actor_name == filed.actor_name


def test_access_ends_with_the_mandate_drafts_included_and_the_principal_keeps_all(lan, loi):
    mandate = authorise(loi, lan)
    dossier = file_for(person_of(lan, at=NOON))
    draft = begin_for_another(person_of(lan, at=NOON))
    mandates.close(person_of(loi, at=NOON), mandate, "revoke", now=NOON + HOUR)
    after = person_of(lan, at=NOON + HOUR)

    assert (seen(lan, at=NOON + HOUR), seen(loi, at=NOON + HOUR)) == (set(), {dossier.code})
    with pytest.raises(NotVisible):
        cases.dossier_for(after, dossier.code)
    with pytest.raises(NotAllowed):
        withdraw(after, dossier, reason="Vẫn muốn rút", now=NOON + HOUR)
    with pytest.raises(NotVisible):
        queries.application_for(after, draft.key)
    with pytest.raises(NotAllowed, match="mandate-ended"):  # even for who still has the page open
        actions.send_application(person_of(lan, at=NOON), draft, now=NOON + HOUR)
    assert not choices(after, version_for(SINGLE, on=NOON.date()), at=NOON + HOUR)


@pytest.mark.parametrize(
    ("reach", "sees"),
    [({}, {"new"}), ({"procedure_code": SINGLE}, {"new"}), ({"procedure_code": OTHER}, set()),
     ({"dossier_code": "OLD"}, {"old"})],
)  # fmt: skip
def test_a_mandate_opens_exactly_what_it_reaches(lan, loi, reach, sees):
    helper = make_citizen("Cháu Nội")
    authorise(loi, helper, now=NOON - HOUR)
    dossiers = {"old": file_for(person_of(helper, at=NOON - HOUR), now=NOON - HOUR)}
    if reach.get("dossier_code"):
        reach = {"dossier_code": dossiers["old"].code}
    mandate = authorise(loi, lan, **reach)
    dossiers["new"] = file_for(person_of(helper, at=NOON + HOUR), now=NOON + HOUR)
    foreign = authorise(make_citizen("Bà Hàng Xóm"), helper, now=NOON + 2 * HOUR)
    assert foreign.stands_at(NOON + 2 * HOUR)

    assert seen(lan, at=NOON + 3 * HOUR) == {dossiers[name].code for name in sees}
    for name, dossier in dossiers.items():
        assert cases.owns(person_of(lan, at=NOON + 3 * HOUR), dossier) is (name in sees)
    authorise(loi, lan)  # a second mandate shows nothing twice
    assert seen(lan, at=NOON + 3 * HOUR) >= {dossiers[name].code for name in sees}
    assert seen(lan, at=mandate.ends_at - timedelta(seconds=1)) and not seen(lan, at=mandate.ends_at + 400 * 24 * HOUR)


def test_a_mother_sees_all_of_her_child_and_is_told_in_its_place(lan):
    child = a_child()
    for_child(lan, child)

    dossier = file_for(person_of(lan, at=NOON))

    assert dossier.applicant_name == child.full_name
    assert (dossier.contact["phone"], dossier.contact["number"]) == ("0987654321", child.number)
    father = make_citizen("Nguyễn Văn Bình")
    assert seen(father, at=NOON) == set()
    for_child(father, child, now=NOON + HOUR)
    assert seen(father, at=NOON + HOUR) == {dossier.code}  # also what was filed before
    assert seen(father, at=NOON.replace(year=2030, month=3, day=1)) == set()


def test_an_accountant_files_for_the_company_as_far_as_it_lets_her(lan):
    hong = make_citizen("Lê Thị Diệu Hồng")
    company = make_organisation("Công ty Sông Vị", represented_by=hong)
    mandates.grant(person_of(hong, at=NOON), representative=stated(lan), reach=Reach(SINGLE),
                   organisation_id=company.pk, now=NOON)  # fmt: skip

    dossier = file_for(person_of(lan, at=NOON))

    assert (dossier.applicant_organisation, dossier.applicant_citizen) == (company, None)
    assert dossier.submitted_by_name == "Phạm Thị Lan thay mặt Công ty Sông Vị"
    assert dossier.answers["applicant_name"] == "Công ty Sông Vị"
    assert seen(lan, at=NOON) == seen(hong, at=NOON) == {dossier.code}
    assert not choices(person_of(lan, at=NOON), version_for(OTHER, on=NOON.date()), at=NOON)


def mandate_of(kind: str, loi: Citizen, who: Citizen, *, scope: str = "") -> Mandate:
    """A mandate of this kind that stands at NOON, by the consent that its kind needs."""
    person = person_of(who, at=NOON)
    match kind:
        case "PARENT":
            return for_child(who, a_child())
        case "AUTHORISED":
            return authorise(loi, who, procedure_code=scope)
        case "EMPLOYEE":
            company = make_organisation("Công ty Sông Vị", represented_by=loi)
            return mandates.grant(person_of(loi, at=NOON), representative=stated(who), reach=Reach(scope),
                                  organisation_id=company.pk, now=NOON)  # fmt: skip
    make_helper(citizen=who)
    return mandates.assist(person, principal=stated(loi), procedure_code=scope or SINGLE, way=Way.WORD,
                           witness_name="Bà Sáu", now=NOON)  # fmt: skip


@pytest.mark.parametrize("kind", ["PARENT", "AUTHORISED", "EMPLOYEE", "ASSISTED"])
def test_each_kind_opens_for_its_own_representative_while_it_stands_and_for_nobody_else(kind, lan, loi):
    mandate = mandate_of(kind, loi, lan)
    dossier = file_for(person_of(lan, at=NOON))
    represents = kind != "ASSISTED"
    end = mandate.ends_at

    def opens(citizen: Citizen, at: datetime) -> tuple[bool, bool, bool]:
        """What the list, the right to act, and the right to file something new say."""
        person = person_of(citizen, at=at)
        with suppress(NotAllowed):
            mandates.use(person, mandate.pk, procedure_code=SINGLE, now=at)
            return bool(seen(citizen, at=at)), cases.owns(person, dossier), True
        return bool(seen(citizen, at=at)), cases.owns(person, dossier), False

    nothing = (False, False, False)
    assert opens(lan, NOON) == opens(lan, end - timedelta(seconds=1)) == (represents, represents, True)
    assert opens(lan, NOON - timedelta(seconds=1)) == opens(lan, end) == nothing
    assert opens(make_citizen("Kẻ Lạ"), NOON) == nothing
    mandates.close(person_of(lan, at=NOON), mandate, "give_up", now=NOON + HOUR)
    assert opens(lan, NOON + HOUR) == nothing


@pytest.mark.parametrize("kind", ["AUTHORISED", "EMPLOYEE", "ASSISTED"])
def test_each_limited_kind_lets_nobody_file_beyond_it(kind, lan, loi):
    mandate = mandate_of(kind, loi, lan, scope=OTHER)
    person = person_of(lan, at=NOON)

    assert choices(person, version_for(SINGLE, on=NOON.date()), at=NOON) == []
    with pytest.raises(NotAllowed):
        mandates.use(person, mandate.pk, procedure_code=SINGLE, now=NOON)


@pytest.mark.parametrize("by", ["team", "officer"])
def test_help_is_marked_leaves_a_slip_and_the_helped_person_finds_it_when_he_signs_in(by):
    helper = make_helper() if by == "team" else person_of(make_official(agency(), "RECEPTION"), at=NOON)
    old = replace(a_child(date(1940, 1, 1), "Cụ Nguyễn Văn Tư"))
    mandates.assist(
        helper, principal=old, procedure_code=SINGLE, way=Way.WORD, witness_name="Bà Nguyễn Thị Sáu", now=NOON
    )

    dossier = file_for(helper)

    assert (dossier.is_assisted, dossier.channel, dossier.support_agency) == (True, "ONLINE", agency())
    assert dossier.submitted_by_name == f"{helper.name} hỗ trợ Cụ Nguyễn Văn Tư"
    assert dossier.mandate.consented_at == NOON
    assert cases.helped_dossier(helper, dossier.code, at=NOON) == dossier
    (again,) = mandated(helper, at=NOON)
    with pytest.raises(Refused, match="help-used"):  # he agreed to one filing
        actions.begin_application(helper, version_for(SINGLE, on=NOON.date()), facts={}, principal=again,
                                  commune_code="13669", now=NOON)  # fmt: skip
    if by == "team":  # a helper is never the applicant
        assert (list(cases.visible_to(helper)), cases.owns(helper, dossier)) == ([], False)
        with pytest.raises(NotAllowed):
            withdraw(helper, dossier, reason="Rút hộ", now=NOON)
    with pytest.raises(NotVisible):
        cases.helped_dossier(helper, dossier.code, at=NOON + timedelta(days=30))
    with pytest.raises(NotAllowed):  # by then the consent is over
        mandates.use(helper, dossier.mandate_id, procedure_code=SINGLE, now=NOON + timedelta(days=30))
    himself = Citizen.objects.get(personal_number=old.number)
    Account.objects.create(username="vneid:tu", citizen=himself, password="!")
    assert seen(himself, at=NOON) == {dossier.code}


def test_a_helper_files_a_life_event_and_the_mother_finds_the_whole_of_it():
    helper, mother = make_helper(), make_citizen("Trần Thị Thu Hà")
    mandates.assist(
        helper, principal=stated(mother), procedure_code=TOGETHER, way=Way.WORD, witness_name="Bà Sáu", now=NOON
    )
    version = version_for(TOGETHER, on=NOON.date())
    (one,) = choices(helper, version, at=NOON)
    application = actions.begin_application(
        helper, version, facts={}, principal=one.principal, commune_code="13669", now=NOON
    )
    schema = application.draft.form_version.schema
    for step in steps(schema, CHILD):
        answers = {name: CHILD[name] for name in step_of(schema, step.code).fields if name in CHILD}
        application.draft = eforms.save_step(helper, application.draft, step.code, answers, now=NOON)
    paper = store_upload(helper, photograph(), now=NOON)
    for part in ("TP01", "TP02", "TP03"):
        application.draft = eforms.attach(helper, application.draft, part, paper, NOON)

    dossier = actions.send_application(helper, application, now=NOON)

    assert (dossier.is_assisted, dossier.applicant_citizen) == (True, mother)
    assert seen(mother, at=NOON) == {dossier.code}
    assert case_of(dossier).applicant == mother
    assert cases.helped_dossier(helper, dossier.code, at=NOON) == dossier


def test_an_officer_who_helps_sees_nothing_of_the_store_and_takes_nothing_from_it():
    place = make_one_stop(on=NOON)
    dossier_in(place, "RESULT_READY", code="1.000656", now=NOON)
    extract = StoredPaper.objects.get()
    helper = person_of(make_official(agency(), "RECEPTION", full_name="Cán bộ Hỗ trợ"), at=NOON)
    mandates.assist(helper, principal=stated(place.citizen), procedure_code=SINGLE, way=Way.WORD,
                    witness_name="Bà Nguyễn Thị Sáu", now=NOON)  # fmt: skip
    application = begin_for_another(helper)

    assert not any(row.offered for row in queries.part_rows(helper, application, on=NOON.date()))
    with pytest.raises(NotVisible):
        actions.use_stored_paper(helper, application, "TP03", str(extract.key), now=NOON)


def test_who_represents_a_company_no_more_sees_its_draft_no_more_and_cannot_send_it(lan):
    make_organisation("Công ty Sông Vị", represented_by=lan)
    before = person_of(lan, at=NOON)
    application = begin_for_another(before)
    Representative.objects.update(valid_to=NOON.date() - timedelta(days=1))
    after = person_of(lan, at=NOON)

    assert list(queries.visible_to(after)) == []
    with pytest.raises(NotAllowed, match="no-mandate"):
        actions.send_application(after, application, now=NOON)


def test_without_a_mandate_nobody_begins_for_another(lan, loi):
    mandate = authorise(loi, lan)
    (one,) = choices(person_of(lan, at=NOON), version_for(SINGLE, on=NOON.date()), at=NOON)
    stranger = person_of(make_citizen("Kẻ Lạ"), at=NOON)
    facts = {"facts": {}, "commune_code": "13669", "now": NOON}
    with pytest.raises(NotAllowed):
        actions.begin_application(stranger, version_for(SINGLE, on=NOON.date()), principal=one.principal, **facts)
    company = make_organisation()
    for forged in (
        replace(one.principal, mandate_id=None, organisation_id=company.pk, citizen_id=None),
        replace(one.principal, citizen_id=stranger.citizen_id),
    ):
        with pytest.raises(NotAllowed):
            actions.begin_application(
                person_of(lan, at=NOON), version_for(SINGLE, on=NOON.date()), principal=forged, **facts
            )
    authorise(loi, lan, procedure_code="3.000722")
    narrow = mandated(person_of(lan, at=NOON), at=NOON)[1]
    with pytest.raises(Refused, match="whole-mandate"):
        actions.begin_application(
            person_of(lan, at=NOON), version_for("3.000722", on=NOON.date()), principal=narrow, **facts
        )
    at_home = AtHome(lan)
    answer = at_home.client.post(f"/thu-tuc/{SINGLE}/nop/", {"principal": f"m{mandate.pk + 99}", "commune": "13669"})
    assert (answer.status_code, Application.objects.count()) == (422, 0)
    assert Client().get(f"/uy-quyen/{mandate.key}/").status_code == 302
    assert AtHome(make_citizen("Người Ngoài")).client.get(f"/uy-quyen/{mandate.key}/").status_code == 404


def test_help_is_counted_against_all_that_was_filed_online_with_its_rows_behind():
    now = timezone.now()
    team, officer = make_helper(now=now), person_of(make_official(agency(), "RECEPTION"), at=now)
    facts = {"procedure_code": SINGLE, "way": Way.WORD, "witness_name": "Bà Nguyễn Thị Sáu", "now": now}
    mandates.assist(team, principal=a_child(date(1940, 1, 1), "Cụ Tư"), **facts)
    mandates.assist(officer, principal=a_child(date(1941, 1, 1), "Cụ Năm"), **facts)
    by_team, by_officer = file_for(team, now=now), file_for(officer, now=now)
    place = make_one_stop(on=now)
    make_dossier(place, now=now)
    make_dossier(place, code="2.000815", now=now)  # by post: no online filing
    head = Client()
    head.force_login(Account.objects.get(pk=place.head.account_id))

    page = head.get("/can-bo/ho-so/nop-ho/")

    lines = page.context["lines"]
    assert {(line.team, line.assisted, line.online, line.share) for line in lines} == {
        ("Tổ công nghệ số cộng đồng xóm 5", 1, 3, 33), ("Cán bộ Bộ phận Một cửa", 1, 3, 33)
    }  # fmt: skip
    table = head.get("/can-bo/ho-so/nop-ho/?dang=csv").content.decode("utf-8-sig").splitlines()
    assert table[0].endswith("so_nop_ho,tong_truc_tuyen") and len(table) == 3
    for line in lines:
        behind = head.get(f"/can-bo/ho-so/nop-ho/{line.agency_id}/{line.team_id or 0}/").text
        mine, other = (by_team, by_officer) if line.team_id else (by_officer, by_team)
        assert mine.code in behind and other.code not in behind and "Cụ " not in behind
    elsewhere = person_of(make_official(agency("NB.C13795"), "RECEPTION"), at=now)
    assert assisted_counts(elsewhere, first=now.date(), last=now.date()) == []
