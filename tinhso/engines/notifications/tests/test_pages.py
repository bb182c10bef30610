"""The page on which a citizen chooses how to be reached."""

import pytest

from tinhso.ground.people.tests.factories import make_citizen

pytestmark = pytest.mark.django_db


def test_ones_own_addresses_are_masked_on_the_page_of_channels(client):
    client.force_login(make_citizen("Trần Thị Mơ").account)

    page = client.get("/thong-bao/").text

    assert "m•••@example.com" in page
    assert "mo@example.com" not in page
    assert "0912345678" not in page
