"""Shelves, search without marks, and how many were signed."""

from __future__ import annotations

from datetime import date

import pytest

from tinhso.government.documents import queries
from tinhso.government.documents.queries import Shelf
from tinhso.government.documents.queries.counts import Level
from tinhso.government.documents.tests.factories import MONDAY, document_in
from tinhso.ground.base.vietnamese import VIETNAM


def test_each_finds_on_his_shelves_what_waits_for_him(office, ward):
    draft, submitted = document_in(office), document_in(office, "SUBMITTED")
    signed, released = document_in(office, "SIGNED"), document_in(office, "RELEASED")

    def on(person, shelf):
        return set(queries.shelf(person, shelf).values_list("pk", flat=True))

    assert on(office.leader, Shelf.TO_SIGN) == {submitted.pk}
    assert on(office.clerk, Shelf.TO_RELEASE) == {signed.pk}
    assert on(office.drafter, Shelf.MINE) == {draft.pk, submitted.pk, signed.pk}
    assert on(office.drafter, Shelf.TO_SIGN) == set()
    assert released.pk in on(office.clerk, Shelf.OUTGOING)
    (arrived,) = queries.shelf(ward.clerk, Shelf.ARRIVED)
    assert arrived.notation == released.notation
    waits = {one.shelf: one.waiting for one in queries.waiting_counts(office.leader)}
    assert (waits[Shelf.TO_SIGN], waits[Shelf.TO_ASSIGN]) == (1, 0)
    assert Shelf.TO_RELEASE not in waits


@pytest.mark.parametrize(
    ("text", "found"),
    [("chuyen doi so", 1), ("Chuyển đổi", 1), ("01/KH-STC", 1), ("ke hoach chuy", 1), ("xyzzy", 0), ("rõ thời hạn", 1)],
)
def test_words_find_a_document_with_or_without_marks(office, text, found):
    document_in(office, "RELEASED")

    assert queries.found_by(office.drafter, queries.shelf(office.drafter, Shelf.OUTGOING), text).count() == found


def test_signed_documents_are_counted_by_level_and_month_of_signing(office, ward):
    document_in(office, "SIGNED")
    document_in(office, "RELEASED")
    document_in(ward, "SIGNED", agencies=[office.agency])
    begin, end = (MONDAY.replace(month=1, day=1), MONDAY.replace(year=2027, month=1, day=1))

    counted = queries.signed_counts(begin=begin.astimezone(VIETNAM), end=end)

    november = date(2026, 11, 1)
    assert [(one.level, one.month, one.signed, one.released) for one in counted] == [
        (Level.COMMUNE, november, 1, 0), (Level.DEPARTMENT, november, 2, 1),
    ]  # fmt: skip
