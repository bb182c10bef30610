"""What papers say of what lies in a dossier and of the law behind it."""

from __future__ import annotations

import pytest

from tinhso.government.dossiers.models import DossierPart
from tinhso.government.dossiers.printing.receipts import _part_lines
from tinhso.government.dossiers.printing.results import in_order_of_force, with_its_kind
from tinhso.government.dossiers.tests.factories import make_dossier


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("85/2019/TT-BTC", "Thông tư 85/2019/TT-BTC"),
        ("66.7/2025/NQ-CP Điều 3", "Nghị quyết 66.7/2025/NQ-CP Điều 3"),
        ("23/2015/NĐ-CP", "Nghị định 23/2015/NĐ-CP"),
        ("Luật Hộ tịch 60/2014/QH13 Điều 11", "Luật Hộ tịch 60/2014/QH13 Điều 11"),
        ("Nghị định 123/2015/NĐ-CP", "Nghị định 123/2015/NĐ-CP"),
    ],
)
def test_a_basis_is_named_with_the_kind_of_its_instrument(basis, said):
    assert with_its_kind(basis) == said


def test_bases_stand_in_the_order_of_their_force_and_else_as_given():
    given = "04/2020/TT-BTP; 85/2019/TT-BTC;Nghị định 123/2015/NĐ-CP\nLuật Hộ tịch 60/2014/QH13;"

    assert in_order_of_force(given) == [
        "Luật Hộ tịch 60/2014/QH13", "Nghị định 123/2015/NĐ-CP", "Thông tư 04/2020/TT-BTP", "Thông tư 85/2019/TT-BTC",
    ]  # fmt: skip


def test_a_form_filled_in_online_is_no_paper_on_the_receipt(place):
    dossier = make_dossier(place)
    part = DossierPart.objects.filter(dossier=dossier).first()

    kinds = {}
    for note in ("Biểu mẫu điện tử", "Bản giấy nộp tại quầy"):
        DossierPart.objects.filter(pk=part.pk).update(state="SUBMITTED", file=None, note=note)
        kinds[note] = {line.name: line.kind for line in _part_lines(dossier)}[part.name]

    assert kinds == {"Biểu mẫu điện tử": "Bản điện tử", "Bản giấy nộp tại quầy": "Bản giấy"}
