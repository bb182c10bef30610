"""What walls promise: the warehouse's own figures, counted once; no number without a source; old is called old."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Account, Role
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.models import Snapshot
from tinhso.insight.ioc.rules import Light
from tinhso.insight.ioc.tests.conftest import LATER, in_force
from tinhso.insight.ioc.tests.factories import watcher
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.models import Metric
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import PROVINCE
from tinhso.insight.warehouse.tests.factories import enter, lock, make_chain, value


def panel(code: str, unit: int = PROVINCE, now=LATER):
    one = queries.indicator(code, now.date())
    bounds = queries.bounds_in_force(now.date())
    return queries.panel_of(queries.newest(), one, unit, now=now, bounds=bounds)


def test_a_wall_says_what_the_warehouse_says_and_nothing_where_nothing_is_connected(lived):
    wall = queries.panels_of(queries.newest(), PROVINCE, now=LATER)
    assert len(wall) == 12
    domains = {one.indicator.domain for one in wall}
    assert domains >= {"PROCEDURES", "TRAFFIC", "HEALTH", "EDUCATION", "ENVIRONMENT"}
    for one in wall:
        if one.indicator.feed == "METRIC":
            for unit in (PROVINCE, lived.place.agency.pk):
                (figure,) = warehouse.figures(
                    [warehouse.metric(one.indicator.code, LATER.date())], period("2026-11"), units=[unit], now=LATER
                )
                shown = panel(one.indicator.code, unit)
                assert (shown.value, shown.as_of) == (figure.value, figure.as_of), one.indicator.code
        else:
            assert one.value is None, "neither entered nor connected: no number"
            assert one.has_source or one.indicator.needs
    # Counted once: the same facts are not counted again.
    first = Snapshot.objects.get()
    assert actions.refresh(now=LATER + timedelta(minutes=1)).pk == first.pk
    # Old is called old after twice the class, and then not judged any more.
    in_force(lived, "ADM.ONTIME", "95", "90")
    assert (panel("ADM.ONTIME").is_stale, panel("ADM.ONTIME").mark) == (False, "green")
    later = panel("ADM.ONTIME", now=LATER + timedelta(hours=3))
    assert (later.is_stale, later.mark, later.age) == (True, "old", "3 giờ")


def test_a_metric_whose_source_died_has_no_figure_and_not_a_nought(lived):
    assert panel("ADM.RECEIVED").value == 3
    Metric.objects.filter(code="ADM.RECEIVED").update(code="ADM.GONE")
    Snapshot.objects.all().delete()
    actions.refresh(now=LATER)

    shown = panel("ADM.RECEIVED")

    assert (shown.value, shown.is_stale, shown.mark) == (None, True, "old")


def test_entered_figures_of_communes_add_up_and_say_of_how_many_they_tell(lived):
    chain = make_chain(now=LATER)
    made = enter(chain.enterer, value("17"), value("4", "13684"), now=LATER)
    lock(chain, made, now=LATER)
    actions.refresh(now=LATER)

    shown = panel("NET.WEAKSPOT")

    assert (shown.value, shown.covered, shown.expected, shown.period) == (21, 2, 129, "2026-10")
    assert panel("NET.WEAKSPOT", lived.place.agency.pk).value == 17
    places = queries.places(queries.newest(), shown.indicator, LATER.date(), UnitLevel.COMMUNE, now=LATER)
    told = {one.code: (one.value, one.period_words) for one in places if one.value is not None}
    assert told == {"13669": (17, "Tháng 10 năm 2026"), "13684": (4, "Tháng 10 năm 2026")}
    # Each commune is held against the threshold by itself, the province by its sum.
    in_force(lived, "NET.WEAKSPOT", "5", "10")
    raised = actions.watch(queries.newest(), now=LATER)
    assert [one.unit for one in raised] == [PROVINCE, lived.place.agency.pk]


def test_a_threshold_judges_from_the_midnight_of_vietnam(lived):
    in_force(lived, "ADM.ONLINE", "100", "100")
    early = LATER.astimezone(VIETNAM).replace(hour=1).astimezone(UTC)  # the day before, in Greenwich
    one = queries.indicator("ADM.ONLINE", LATER.date())

    places = queries.places(queries.newest(), one, LATER.date(), UnitLevel.COMMUNE, now=early)

    assert {place.light for place in places if place.value is not None} == {Light.GREEN}


@pytest.mark.parametrize(
    ("day", "level", "many", "name"),
    [
        (date(2026, 11, 25), UnitLevel.COMMUNE, 129, "Phường Nam Định"),
        (date(2025, 6, 30), UnitLevel.COMMUNE, 175, "Phường Vị Xuyên"),
        (date(2024, 8, 31), UnitLevel.COMMUNE, 226, "Phường Hạ Long"),
        (date(2024, 8, 31), UnitLevel.DISTRICT, 10, "Huyện Mỹ Lộc"),
    ],
)
def test_the_map_shows_the_communes_of_its_day_and_each_has_a_shape(db, settings, day, level, many, name):
    one = queries.indicator("ADM.OVERDUE", day)
    found = queries.places(None, one, day, level, now=LATER)
    file = settings.ROOT / f"tinhso/insight/ioc/static/ioc/map/{queries.stage_of(day).file(level)}.geojson"
    shapes = file.read_text()

    assert len(found) == many
    assert name in {place.name for place in found}
    assert all(f'"code": "{place.code}"'.replace(" ", "") in shapes.replace(" ", "") for place in found)
    assert all(place.agency for place in found)


def test_before_the_record_there_is_no_map():
    with pytest.raises(Refused):
        queries.stage_of(date(2019, 12, 31))


def test_a_ward_watches_itself_and_a_department_what_it_answers_for(lived):
    ward, chief = lived.place.agency, watcher("NB.SYT", Role.LEADER, "Lê Hồng Minh", now=LATER)

    assert queries.units_of(lived.ward) == [ward.pk]
    assert queries.unit_for(lived.ward, "") == ward.pk
    for person, slug in ((lived.ward, "NB.SYT"), (chief, ward.slug), (lived.place.applicant, "")):
        with pytest.raises(NotVisible):
            queries.unit_for(person, slug)
    assert queries.unit_for(lived.head, ward.slug) == ward.pk
    of_health = {one.indicator.code for one in queries.panels_of(queries.newest(), chief_unit(chief), now=LATER)}
    assert {"HLT.INS", "HLT.EPI", "ADM.ONTIME"} <= of_health
    of_ward = [one.indicator.code for one in queries.panels_of(queries.newest(), ward.pk, now=LATER)]
    assert len(of_ward) == 12 and {"ADM.OVERDUE", "HLT.INS", "ENV.WASTE"} <= set(of_ward)
    assert "SE.DISBURSE" not in of_ward, "nobody asks a ward for it"


def chief_unit(person) -> int:
    return queries.unit_for(person, "")


def test_from_the_wall_to_a_dossier_in_two_clicks(lived, time_machine):
    time_machine.move_to(LATER + timedelta(minutes=1), tick=False)
    browser = Client()
    browser.force_login(Account.objects.get(pk=lived.ward.account_id))

    wall = browser.get(reverse("ioc:wall")).text
    place = reverse("ioc:place", args=[lived.place.agency.slug])
    assert "Chưa có ai vào ca trực." in wall
    page = browser.get(f"{place}?chi-tieu=ADM.RECEIVED").text

    assert page.count("queue-row") == 3
    assert reverse("ioc:map") in wall
    assert place in browser.get(reverse("ioc:map")).text
