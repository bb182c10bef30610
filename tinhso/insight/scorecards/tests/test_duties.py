"""Who answers for a leaf until when: said by the keeper, seen by the agency, reminded once, proven by files."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError

from tinhso.engines.notifications.models import Message
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.tests.factories import PDF, picture, sent
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Agency, AgencySuccession
from tinhso.ground.people.persons import VISITOR
from tinhso.ground.people.succession import successors_of
from tinhso.ground.people.tests.factories import NOON, TODAY, agency, make_citizen, make_official, person_of
from tinhso.insight.scorecards import actions, queries
from tinhso.insight.scorecards.models import Duty, EvidenceFile, Reminder, Stage
from tinhso.insight.scorecards.rules.duties import is_late, is_soon
from tinhso.insight.scoring.rules.patterns import Given

BROKEN = (InternalError, ProgrammingError)
HEALTH = "NB.SYT"


def test_a_deadline_is_near_for_a_week_and_late_the_day_after():
    due = date(2026, 11, 30)

    assert [is_soon(due, day) for day in (date(2026, 11, 22), date(2026, 11, 23), due, date(2026, 12, 1))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert [is_late(due, day) for day in (due, date(2026, 12, 1))] == [False, True]
    assert not is_late(None, due)
    assert not is_soon(None, due)


def assigned(controller, dti, codes=("DTI22.1",), *, year=2026, **facts):
    said = {"agency": agency(HEALTH), "due_date": date(2026, 11, 27), "needs_file": True} | facts
    return actions.assign(controller, dti, year, codes, now=NOON, **said)


def score(person, dti, **more):
    facts = {"stage": Stage.SELF, "given": Given(Decimal("0.85")), "evidence": "12/BC-SYT", "now": NOON} | more
    return actions.enter_score(person, dti, agency("NB"), 2026, "DTI22.1", **facts)


def pdf(name="Bao-cao.pdf"):
    return sent(PDF, name, "application/pdf")


def test_the_keeper_says_who_answers_and_each_change_is_kept(controller, dti):
    with pytest.raises(NotAllowed):
        assigned(person_of(make_official(agency(HEALTH), "LEADER"), on=TODAY), dti)
    assert assigned(controller, dti, ["DTI22.1", "DTI22.2", "DTI22.6", "NOTHING"]) == 2
    with pytest.raises(Refused) as refused:
        assigned(controller, dti, due_date=date(2026, 12, 15))
    assert refused.value.code == "reason-missing"
    assigned(controller, dti, due_date=date(2026, 12, 15), reason="Chờ số liệu quý 4")

    held = queries.duties_of(dti, 2026, today=TODAY)
    assert (held["DTI22.1"].agency.slug, held["DTI22.1"].due_date) == (HEALTH, date(2026, 12, 15))
    assert (held["DTI22.3"].agency.slug, held["DTI22.3"].is_assigned) == ("NB.SKHCN", False)
    assert queries.duties_of(dti, 2025, today=TODAY)["DTI22.1"].is_assigned is False
    assert [one.reason for one in queries.history_of(dti, 2026, "DTI22.1")] == ["Chờ số liệu quý 4", ""]
    assert Entry.objects.filter(kind="scorecards.duty_assigned").count() == 2
    with pytest.raises(BROKEN), transaction.atomic():
        Duty.objects.update(due_date=None)


def test_the_agency_that_answers_sees_its_leaves_and_is_reminded_once_before_and_once_after(controller, dti):
    officer = person_of(make_official(agency(HEALTH), "CASE_OFFICER"), on=TODAY)
    leader = make_official(agency(HEALTH), "LEADER", full_name="Phạm Thị Hoa")
    leader.email = "hoa@example.com"
    leader.save()
    assert queries.tasks_for(officer, now=NOON) == []
    assigned(controller, dti, ["DTI22.1", "DTI22.2"])

    assert [task.held.node.code for task in queries.tasks_for(officer, now=NOON)] == ["DTI22.1", "DTI22.2"]
    assert (actions.remind(now=NOON), actions.remind(now=NOON + timedelta(days=1))) == (2, 0)
    score(officer, dti, uploads=[pdf()])
    assert actions.remind(now=NOON + timedelta(days=5)) == 1
    assert actions.remind(now=NOON + timedelta(days=6)) == 0
    assert sorted(Reminder.objects.values_list("node", "when")) == [
        ("DTI22.1", "SOON"), ("DTI22.2", "LATE"), ("DTI22.2", "SOON"),
    ]  # fmt: skip
    assert Message.objects.filter(template="leaves-due", to_ref=leader.ref).count() == 2
    assigned(controller, dti, ["DTI22.2"], due_date=date(2026, 11, 29), reason="Gia hạn")
    assert actions.remind(now=NOON + timedelta(days=5)) == 1


def test_a_leaf_that_wants_a_file_takes_none_without_and_keeps_those_that_a_correction_names(controller, dti):
    officer = person_of(make_official(agency(HEALTH), "CASE_OFFICER"), on=TODAY)
    assigned(controller, dti)
    with pytest.raises(Refused) as refused:
        score(officer, dti)
    assert (refused.value.code, refused.value.field) == ("file-missing", "files")
    with pytest.raises(Refused) as refused:
        score(officer, dti, uploads=[sent(b"MZ nothing", "a.pdf", "application/pdf")])
    assert refused.value.field == "files"
    assert not EvidenceFile.objects.exists()

    first = score(officer, dti, uploads=[pdf(), sent(picture("PNG"), "Anh.png", "image/png")])
    kept = first.files.order_by("pk").first()
    second = score(officer, dti, keep=[kept.key], given=Given(Decimal("0.9")))

    assert [one.file_id for one in second.files.all()] == [kept.file_id]
    assert first.files.count() == 2
    (share,) = [
        one for one in queries.shares_of(queries.tasks_of(dti, 2026, agency("NB"), today=TODAY))
        if one.agency.slug == HEALTH
    ]  # fmt: skip
    assert (share.leaves, share.scored, share.with_file, share.lacking_file, share.late) == (1, 1, 1, 0, 0)
    with pytest.raises(BROKEN), transaction.atomic():
        kept.delete()


def test_evidence_is_opened_by_those_who_answer_coordinate_or_watch_and_by_nobody_else(controller, auditor, dti):
    officer = person_of(make_official(agency(HEALTH), "CASE_OFFICER"), on=TODAY)
    assigned(controller, dti)
    key = score(officer, dti, uploads=[pdf()]).files.get().key
    coordinator = person_of(make_official(agency("NB.SKHCN"), "CASE_OFFICER"), on=TODAY)
    strangers = [
        person_of(make_official(agency("NB.SXD"), "LEADER"), on=TODAY), person_of(make_citizen(), on=TODAY), VISITOR,
    ]  # fmt: skip

    for person in (officer, controller, auditor, coordinator):
        assert queries.evidence_for(person, key).key == key
    for person in strangers:
        with pytest.raises(NotVisible):
            queries.evidence_for(person, key)


def test_who_took_an_agency_over_answers_for_its_leaves_and_sees_its_evidence(controller, dti):
    old, between, new = agency(HEALTH), agency("NB.SXD"), agency("NB.STP")
    person = person_of(make_official(old, "CASE_OFFICER"), on=TODAY)
    assigned(controller, dti)
    key = score(person, dti, uploads=[pdf()]).files.get().key
    for before, after in ((old, between), (between, new)):
        AgencySuccession.objects.create(old=before, new=after, effective_date=TODAY, instrument="Nghị quyết thử")
        Agency.objects.filter(pk=before.pk).update(valid_to=TODAY - timedelta(days=1))
    heir = person_of(make_official(new, "CASE_OFFICER"), at=NOON)

    def answers(day):
        return queries.duties_of(dti, 2026, today=day)["DTI22.1"].agency

    assert (answers(TODAY - timedelta(days=1)), answers(TODAY)) == (old, new)
    assert [task.held.node.code for task in queries.tasks_for(heir, now=NOON)] == ["DTI22.1"]
    assert queries.evidence_for(heir, key).key == key
    assert score(heir, dti, keep=[key]).files.get().agency == new

    other = agency("NB.STC")  # split: each may, until the keeper says which
    AgencySuccession.objects.create(old=between, new=other, effective_date=TODAY, instrument="Nghị quyết thử")
    successors_of.cache_clear()
    Duty.objects.create(
        version=dti, year=2026, node="DTI22.2", agency=old, due_date=TODAY, assigned_by="x", assigned_at=NOON
    )
    assert {one.slug: len(its) for one, its in queries.due_reminders(now=NOON).items()} == {"NB.STP": 1, "NB.STC": 1}
    assert [task.held.node.code for task in queries.tasks_for(heir, now=NOON)] == ["DTI22.2", "DTI22.1"]
    actions.enter_score(
        heir, dti, agency("NB"), 2026, "DTI22.2", stage=Stage.SELF, given=Given(Decimal(1)), evidence="BC", now=NOON
    )


def test_of_our_own_what_is_not_scored_may_bring_most_and_a_change_says_the_rank_among_our_units(controller, dti):
    mains = [node.code for node in queries.enterable(dti)]
    for slug, value in (("NB", "0.5"), (HEALTH, "0.8"), ("NB.STC", "0.9")):
        for code in mains:
            if (slug, code) != ("NB.STC", "DTI22.9"):
                actions.enter_score(
                    controller, dti, agency(slug), 2026, code, stage=Stage.SELF, given=Given(Decimal(value)),
                    evidence="BC", now=NOON,
                )  # fmt: skip

    half = queries.result(dti, "NB", 2026)
    others = queries.others_of(dti, agency("NB"), 2026, decided=False, today=TODAY)
    first = half.raising[0]
    assert (first.line.node.code, first.gain, first.is_known) == ("DTI22.7", 100, True)
    assert others == {1: Decimal(800)}
    tried = queries.what_if(half, "DTI22.7", Decimal(1), ours=others)
    assert (tried.total, tried.place.best, tried.place.worst, tried.rank_of) == (Decimal("0.6"), 2, 2, 2)
    (open_one,) = [one for one in queries.result(dti, "NB.STC", 2026).raising if not one.is_known]
    assert (open_one.line.node.code, open_one.gain) == ("DTI22.9", 150)
    rows = {row.agency.slug: row.rank for row in queries.standings(dti, 2026, today=TODAY)}
    assert rows == {"NB": 2, HEALTH: 1, "NB.STC": None}


def test_the_coordinator_of_communes_appraises_them_and_does_not_score_them(db):
    version, place = queries.version("NTM-KM-2022"), agency("NB.C14167")
    coordinator = person_of(make_official(agency("NB.SNNMT"), "LEADER"), on=TODAY)
    commune = person_of(make_official(place, "CASE_OFFICER"), on=TODAY)
    neighbour = person_of(make_official(agency("NB.C13669"), "LEADER"), on=TODAY)

    def enter(person, stage=Stage.SELF, met=True):
        actions.enter_score(
            person, version, place, 2025, "NTMKM.1", stage=stage, given=Given(met=(met,)), evidence="QĐ", now=NOON
        )

    for person in (coordinator, neighbour):
        with pytest.raises(NotAllowed):
            enter(person)
    enter(commune)
    with pytest.raises(NotAllowed):
        enter(commune, Stage.APPRAISED)
    enter(coordinator, Stage.APPRAISED, met=False)

    assert queries.passes(version, place, 2025) is False
    (row,) = [one for one in queries.standings(version, 2025, today=TODAY) if one.agency == place]
    assert (row.scored, row.appraised, row.passes, row.words) == (1, 1, False, "Đang thẩm định")
    worst = queries.criteria_of(queries.standings(version, 2025, today=TODAY))[0]
    assert (worst.node.code, worst.met, worst.failed) == ("NTMKM.1", 0, 1)
    assert agency("NB.C13669") not in queries.assessed_by(version, 2025, today=TODAY)  # a ward
