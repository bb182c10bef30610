"""A paper may come in several files: each is kept, numbered, and shown to applicant and officer."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.actions import ItemAsked, PartIn
from tinhso.government.dossiers.tests.factories import BIRTH_PARTS, HOUR, MONDAY, ask, dossier_in, make_dossier
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_citizen, person_of

OTHERS = [part for part in BIRTH_PARTS if part.part_code != "TP02"]


def pages(person, count, code="TP02", **more):
    """Photographs of the pages of one paper."""
    return [
        PartIn(
            code,
            store_bytes(person, b"\xff\xd8\xff" + bytes([n]), name=f"trang-{n}.jpg", mime="image/jpeg", now=MONDAY).key,
            **more,
        )
        for n in range(1, count + 1)
    ]


def named(dossier):
    return [(part.part_code, part.round, part.place, part.file.name) for part in queries.parts_of(dossier) if part.file]


def test_every_file_of_a_paper_is_filed_in_its_order(place):
    dossier = make_dossier(place, parts=[*OTHERS, *pages(place.applicant, 3)])

    assert named(dossier) == [("TP02", 0, n, f"trang-{n + 1}.jpg") for n in range(3)]


def test_an_eleventh_file_of_a_paper_is_refused_with_the_way_out(place):
    make_dossier(place, parts=[*OTHERS, *pages(place.applicant, 10)])

    with pytest.raises(Refused, match="too-many-files") as refused:
        make_dossier(place, parts=[*OTHERS, *pages(place.applicant, 11)])

    assert refused.value.field == "TP02"
    assert "tối đa 10 tệp" in refused.value.sentence
    assert "gộp các trang vào một tệp PDF" in refused.value.sentence


def test_one_file_of_somebody_else_among_ones_own_is_refused(place):
    other = person_of(make_citizen("Lê Văn Hùng"), on=MONDAY.date())

    with pytest.raises(Refused, match="file-unknown"):
        make_dossier(place, parts=[*OTHERS, *pages(place.applicant, 1), *pages(other, 1)])


def test_a_supplement_brings_several_files_for_a_listed_and_for_an_unlisted_paper(place):
    dossier = ask(place.reception, dossier_in(place, "AWAITING_RECEPTION"), now=MONDAY + HOUR)
    brought = [*pages(place.applicant, 2), *pages(place.applicant, 2, code="", note="Ảnh hiện trạng")]

    dossier = actions.answer_supplement(place.applicant, dossier, parts=brought, now=MONDAY + 2 * HOUR)

    assert named(dossier)[-4:] == [
        ("TP02", 1, 0, "trang-1.jpg"),
        ("TP02", 1, 1, "trang-2.jpg"),
        ("", 1, 0, "trang-1.jpg"),
        ("", 1, 1, "trang-2.jpg"),
    ]
    assert queries.parts_of(dossier).last().name == "Ảnh hiện trạng"


def test_a_supplement_of_eleven_files_for_one_paper_is_refused_and_stays_open(place):
    dossier = ask(place.reception, dossier_in(place, "AWAITING_RECEPTION"), now=MONDAY + HOUR)

    with pytest.raises(Refused, match="too-many-files"):
        actions.answer_supplement(place.applicant, dossier, parts=pages(place.applicant, 11), now=MONDAY + 2 * HOUR)

    assert queries.open_supplement(dossier) is not None


def test_the_officer_sees_and_opens_each_file_and_the_receipt_counts_them(place):
    dossier = make_dossier(place, parts=[*OTHERS, *pages(place.applicant, 3)], now=timezone.now())
    officer = Client()
    officer.force_login(Account.objects.get(pk=place.reception.account_id))

    page = officer.get(reverse("dossiers:show", args=[dossier.code])).text

    for part in queries.parts_of(dossier).filter(file__isnull=False):
        address = reverse("dossiers:file", args=[dossier.code, part.file.key])
        assert page.count(address) == 1
        assert officer.get(address).status_code == 200
    # The slip of the paper says once what it is, however many files it came in.
    names = queries.parts_of(dossier).filter(part_code="TP02").values_list("name", flat=True)
    assert len(names) == 3
    assert page.count(f"{names[0]}:") == 1


def test_two_unlisted_things_asked_at_once_can_both_be_answered(place):
    dossier = actions.request_supplement(
        place.reception, dossier_in(place, "AWAITING_RECEPTION"), reason="Thiếu", legal_basis="Luật Hộ tịch",
        items=[ItemAsked("", name, "Nộp bản chụp", "Thiếu") for name in ("Ảnh trẻ", "Giấy ra viện")], now=MONDAY + HOUR,
    )  # fmt: skip
    brought = [pages(place.applicant, 1, code="", note=name)[0] for name in ("Ảnh trẻ", "Giấy ra viện")]

    dossier = actions.answer_supplement(place.applicant, dossier, parts=brought, now=MONDAY + 2 * HOUR)

    assert [part.name for part in queries.parts_of(dossier).filter(round=1)] == ["Ảnh trẻ", "Giấy ra viện"]
