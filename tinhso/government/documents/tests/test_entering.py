"""Papers of dossiers in the book of what goes out: one series with documents, nothing that names a person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DataError, transaction

from tinhso.government.documents import actions, invariants, queries, rules
from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.tests.factories import HOUR, MONDAY, document_in

DAY = {"first": MONDAY.date(), "last": MONDAY.date()}
BASIS = "Căn cứ Luật Đầu tư;\nĐiều 1. Phê duyệt."


def enter(office, kind: str, origin: str, **facts: object) -> str:
    more = {"subject": "Cấp giấy phép", "on": MONDAY.date(), "now": MONDAY} | facts
    return actions.enter(office.clerk, office.agency, queries.kind_coded(kind), origin=origin, **more)


def test_a_paper_of_a_dossier_stands_among_the_documents_of_its_kind_and_gives_up_no_number(office):
    mine = document_in(office, "RELEASED", kind=queries.kind_by_code("QĐ"), subject="Phê duyệt", body=BASIS)
    assert mine.notation == "01/QĐ-STC"
    assert enter(office, "QĐ", "dossier:1") == "02/QĐ-STC"
    assert enter(office, "QĐ", "dossier:2") == "03/QĐ-STC"
    assert enter(office, "GP", "dossier:3", given_at_once=True) == "01/2026/GP-STC"
    after = document_in(office, "RELEASED", kind=queries.kind_by_code("QĐ"), subject="Phê duyệt", body=BASIS)
    assert after.notation == "04/QĐ-STC"
    assert enter(office, "GP", "dossier:4", on=date(2027, 1, 4)) == "01/2027/GP-STC"

    def held(notation: str, year: int = 2026) -> bool:
        held_by = {"origin": "dossier:1", "agency_id": office.agency.pk, "year": year}
        return queries.is_number_held(notation=notation, **held_by)

    assert (held("02/QĐ-STC"), held("02/QĐ-STC", 2027), held("03/QĐ-STC")) == (True, False, False)
    out = {"signer_name": "Phan Ngọc Hoa", "signed_at": MONDAY, "paper_code": "AAAA-BBBB-CCCC", "now": MONDAY + HOUR}
    actions.entered_released(office.clerk, origin="dossier:1", notation="02/QĐ-STC", on=MONDAY.date(), **out)
    actions.void_entered(["dossier:1", "dossier:2"], agencies=[office.agency.pk], reason="Cơ quan kết thúc", now=MONDAY)
    late = {"origin": "dossier:2", "notation": "03/QĐ-STC", "on": MONDAY.date()}
    with pytest.raises(DataError, match="03/QĐ-STC: 0"), transaction.atomic():
        actions.entered_released(office.clerk, **late, **out)

    lines = queries.book_lines(office.clerk, office.agency.pk, Direction.OUT, **DAY)
    assert [(one.document.notation, one.document.state) for one in lines] == [
        ("01/2026/GP-STC", "RELEASED"), ("01/QĐ-STC", "RELEASED"), ("02/QĐ-STC", "RELEASED"), ("03/QĐ-STC", "VOIDED"),
        ("04/QĐ-STC", "RELEASED"),
    ]  # fmt: skip
    assert held("02/QĐ-STC") is False, "it went out"
    assert set(queries.visible_to(office.clerk)) == {mine, after}, "read where its dossier is"
    assert invariants.numbers().named == ()
    (counted,) = queries.signed_counts(begin=MONDAY.replace(day=1), end=MONDAY.replace(month=12))
    assert (counted.signed, counted.of_dossiers) == (3, 1)
    assert actions.succeed_agencies({office.agency.pk: office.agency.pk}, now=MONDAY) == 0, "lines stay with their book"


@pytest.mark.parametrize(
    ("title", "code"),
    [("Quyết định cho phép tách thửa", "QĐ"), ("Quyết định/khoản tiền", "QĐ"), ("Giấy phép xây dựng", "GP"),
     ("Giấy khai sinh", ""), ("Thông báo dừng giải quyết hồ sơ", "TBD"), ("Thông báo nộp thuế", "TB"), ("", "")],
)  # fmt: skip
def test_a_title_names_its_kind_by_its_first_words(title, code):
    names = {"QĐ": "Quyết định", "TB": "Thông báo", "TBD": "Thông báo dừng giải quyết hồ sơ", "GP": "Giấy phép"}

    assert rules.kind_titled(title, names) == code
