"""Results and forms take their numbers in the agency's book of what goes out, and are read where their dossier is."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.db import connection

from tinhso.config.navigation import dossier_pages
from tinhso.engines.signing.models import SignedPaper
from tinhso.government.documents import invariants as of_books
from tinhso.government.documents import queries as books
from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.models import Document, NumberBook
from tinhso.government.dossiers import actions, invariants, queries
from tinhso.government.dossiers.actions.issuing import ready_to_seal
from tinhso.government.dossiers.actions.numbering import number_paper
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import IssuedPaper, Result
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in
from tinhso.government.dossiers.tests.test_issued_papers import apologised
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency, make_official, person_of

AT = MONDAY + 3 * HOUR
MIGRATION = import_module("tinhso.government.dossiers.migrations.0017_numbers_stand_in_the_book")


def lines_of(place):
    day = {"first": MONDAY.date(), "last": MONDAY.date() + timedelta(days=60)}
    return [one.document for one in books.book_lines(place.clerk, place.agency.pk, Direction.OUT, **day)]


def test_what_is_numbered_stands_in_the_book_without_a_name_and_leads_who_may_see_it_to_its_dossier(place):
    granted, refused, waits = (dossier_in(place, S.AWAITING_SIGNATURE) for _ in range(3))
    later = {"new_due_at": waits.due_at + timedelta(days=4), "reason": "Chưa nhận được ý kiến"}
    actions.extend_with_apology(place.leader, waits, now=MONDAY + HOUR, **later)
    Result.objects.filter(dossier=granted).update(title="Quyết định công nhận")
    refused_title = {"outcome": "REFUSED", "title": "Văn bản từ chối giải quyết hồ sơ", "legal_basis": "Luật Hộ tịch"}
    Result.objects.filter(dossier=refused).update(**refused_title)
    type(refused).objects.filter(pk=refused.pk).update(outcome="REFUSED")
    for one in (granted, refused, waits):
        actions.sign(place.leader, one, now=AT)
    for one in (granted, refused):
        actions.issue(place.clerk, queries.locked(one.pk), now=AT)
    ready_to_seal(place.clerk, waits, now=AT)  # its key never answers
    # Nor does that of a form of the same dossier.
    form = queries.issued_paper_for(waits, "xin-loi")
    IssuedPaper.objects.filter(pk=form.pk).update(number=number_paper(place.leader, form, now=AT))

    found = {line.notation: line for line in lines_of(place)}
    name = granted.procedure_version.name
    assert [(number, line.subject, line.state) for number, line in sorted(found.items())] == [
        ("01/2026/KQ-UBND", f"Từ chối giải quyết: {name}", "RELEASED"), ("01/2026/XL-UBND", name, "SIGNED"),
        ("01/QĐ-UBND", name, "RELEASED"), ("02/2026/KQ-UBND", name, "SIGNED"),
    ]  # fmt: skip
    line = found["01/QĐ-UBND"]
    assert (line.origin, line.signer_name, line.signed_at) == (granted.subject, place.leader.name, AT)
    assert granted.applicant_name not in str(vars(line))
    stranger = person_of(make_official(agency("NB.STC"), Role.CLERK), on=MONDAY.date())
    assert dossier_pages(place.clerk, {line.origin}) == {granted.subject: f"/can-bo/ho-so/{granted.code}/"}
    assert dossier_pages(stranger, {line.origin}) == {}
    assert (of_books.numbers().named, invariants.results().named) == ((), ())

    # The year turns before the key answers: the old number stays given, to nothing.
    late = actions.issue(place.clerk, waits, now=AT.replace(year=2027, month=1, day=4))
    assert Result.objects.get(dossier=late).number == "01/2027/KQ-UBND"
    assert Document.objects.get(notation="02/2026/KQ-UBND").state == "VOIDED"
    assert Document.objects.get(notation="01/2026/XL-UBND").state == "SIGNED", "of the form, which waits still"
    assert actions.sign_papers([form.pk], now=AT) == 1
    assert Document.objects.get(notation="01/2026/XL-UBND").state == "RELEASED"
    assert [one().named for one in (of_books.numbers, invariants.results, invariants.papers)] == [(), (), ()]


def test_a_form_has_its_line_with_its_number_and_goes_out_with_its_signature(place):
    dossier = apologised(place)
    paper = queries.issued_paper_for(dossier, "xin-loi")
    actions.sign_papers([paper.pk], now=AT)

    (line,) = lines_of(place)
    assert (line.notation, line.kind.code, line.state) == ("01/2026/XL-UBND", "XL", "RELEASED")
    assert (line.origin, line.paper_code) == (dossier.subject, SignedPaper.objects.get(number=line.notation).code)


def test_series_that_were_begun_go_on_behind_their_last_number(place):
    """The move of the counters, on counters made for it."""
    dossier = dossier_in(place, S.RESULT_READY)
    Document.objects.filter(origin__gt="").delete()
    NumberBook.objects.all().delete()
    Result.objects.filter(dossier=dossier).update(number="02/2026/KQ-UBND")
    with connection.cursor() as cursor:
        for name, more in (("resultcounter", ""), ("papercounter", ", form text")):
            cursor.execute(f"CREATE TEMP TABLE dossiers_{name} (agency_id bigint, year int, last_number int{more})")
        cursor.execute("INSERT INTO dossiers_resultcounter VALUES (%s, 2026, 3)", [place.agency.pk])
        cursor.execute("INSERT INTO dossiers_papercounter VALUES (%s, 2026, 1, 'APOLOGY')", [place.agency.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for step in ("OPENED", "KINDS", "BOOKS", "LINES", "UNUSED", "CLOSED"):
            cursor.execute(getattr(MIGRATION, step))

    stand = {(line.kind.code, line.number): line for line in Document.objects.filter(agency=place.agency)}
    assert {key: line.state for key, line in stand.items()} == {
        ("KQ", 1): "VOIDED", ("KQ", 2): "RELEASED", ("KQ", 3): "VOIDED", ("XL", 1): "VOIDED",
    }  # fmt: skip
    assert stand["KQ", 2].origin == dossier.subject
    assert (of_books.numbers().named, invariants.results().named) == ((), ())
    second = actions.sign(place.leader, dossier_in(place, S.AWAITING_SIGNATURE), now=AT)
    assert Result.objects.get(dossier=actions.issue(place.clerk, second, now=AT)).number == "04/2026/KQ-UBND"
