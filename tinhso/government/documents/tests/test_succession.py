"""Merger day: open documents go on at the successor, released ones stay as they were and can be read there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tinhso.government.documents import actions, queries
from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.models import Document, Recipient
from tinhso.government.documents.tests.factories import HOUR, MONDAY, arrival_at, document_in, make_office
from tinhso.ground.people.models import AgencySuccession
from tinhso.ground.people.queries import agency_by_id, agency_standing


def test_open_work_goes_to_the_successor_and_what_was_released_is_read_there(office, ward):
    heir = make_office("NB.C13777", title="Chủ tịch Ủy ban nhân dân phường")
    draft, signed = document_in(ward, agencies=[office.agency]), document_in(ward, "SIGNED", agencies=[office.agency])
    released = document_in(ward, "RELEASED", agencies=[office.agency])
    arrival = actions.register(ward.clerk, arrival_at(ward, document_in(office, "RELEASED")), now=MONDAY + 2 * HOUR)
    known = document_in(office, "RELEASED")
    settled = actions.register(ward.clerk, arrival_at(ward, known), now=MONDAY + 2 * HOUR)
    settled = actions.file_away(ward.leader, settled, reason="Để biết", now=MONDAY + 2 * HOUR)
    meant = document_in(office, agencies=[ward.agency, heir.agency])

    successors = {ward.agency.pk: heir.agency.pk}
    assert actions.succeed_agencies(successors, now=MONDAY + 3 * HOUR) == 3
    assert actions.succeed_agencies(successors, now=MONDAY + 3 * HOUR) == 0

    where = dict(Document.objects.values_list("pk", "agency"))
    assert {where[one.pk] for one in (draft, signed, arrival)} == {heir.agency.pk}
    assert where[released.pk] == ward.agency.pk
    assert (queries.locked(signed).state, queries.locked(signed).paper_code) == ("RETURNED", "")
    assert [one.agency_id for one in Recipient.objects.filter(document=meant)] == [heir.agency.pk]

    # The number that it had stays in the ward's book; the successor reads that, and what the ward released.
    assert queries.locked(arrival).number == 1
    day = {"first": MONDAY.date(), "last": MONDAY.date()}
    assert queries.book_lines(heir.clerk, heir.agency.pk, Direction.IN, **day) == []
    facts = {"old": ward.agency, "new": heir.agency, "instrument": "Nghị quyết 9/NQ-THỬ"}
    AgencySuccession.objects.create(effective_date=date(2026, 11, 23), **facts)
    reader = replace(heir.clerk, at=MONDAY)
    assert queries.document_for(reader, released.key) == released
    own, *before = queries.agencies_with_books(reader, on=MONDAY.date())
    assert own == heir.agency and ward.agency in before
    lines = queries.book_lines(reader, ward.agency.pk, Direction.IN, **day)
    assert [one.document.pk for one in lines] == [arrival.pk, settled.pk]
    assert not queries.visible_to(replace(reader, at=MONDAY - 24 * HOUR)).filter(pk=released.pk).exists()

    # What corrects a document that the ward had settled goes to who took over, and leads to it.
    type(ward.agency).objects.filter(pk=ward.agency.pk).update(valid_to=date(2026, 11, 22))
    agency_by_id.cache_clear()
    agency_standing.cache_clear()
    letter = {"kind": queries.kind_by_code("CV"), "subject": "đính chính", "addressees": "Phường", "agencies": []}
    fix = document_in(office, "RELEASED", mends=known, mends_how="CORRECTS", now=MONDAY + 3 * HOUR, **letter)
    assert [one.agency_id for one in Recipient.objects.filter(document=fix)] == [heir.agency.pk]
    assert (arrival_at(heir, fix).mends, arrival_at(heir, fix).mends_how) == (settled, "CORRECTS")
