"""What `make run` says to the processes that it starts."""

from __future__ import annotations

import pytest

from tinhso.config.launch.run import surroundings


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "1"),
        ({"TINHSO_DOUBLES": "0"}, "0"),
        ({"TINHSO_PARTNER_NATIONAL_PORTAL": "https://cong.example"}, "0"),
        ({"TINHSO_PARTNER_NATIONAL_PORTAL": "https://cong.example", "TINHSO_PORTAL_SYNC": "1"}, "1"),
        ({"TINHSO_PORTAL_SYNC": "0"}, "0"),
    ],
)
def test_dossiers_go_to_the_portal_unasked_only_where_it_is_its_own_double(monkeypatch, said, expected):
    for name in ("TINHSO_DOUBLES", "TINHSO_PARTNER_NATIONAL_PORTAL", "TINHSO_PORTAL_SYNC"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)

    assert surroundings()["TINHSO_PORTAL_SYNC"] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "1"),
        ({"TINHSO_DOUBLES": "0"}, "0"),
        ({"TINHSO_PARTNER_AXIS": "https://truc.example"}, "0"),
        ({"TINHSO_PARTNER_AXIS": "https://truc.example", "TINHSO_AXIS": "1"}, "1"),
    ],
)
def test_documents_go_over_the_axis_unasked_only_where_it_is_its_own_double(monkeypatch, said, expected):
    for name in ("TINHSO_DOUBLES", "TINHSO_PARTNER_AXIS", "TINHSO_AXIS", "TINHSO_PARTNER_NATIONAL_PORTAL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)

    assert surroundings()["TINHSO_AXIS"] == expected
