"""The header: few links for everybody, the rest behind one word, by the roles that one holds."""

import re

import pytest

from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency, make_official

pytestmark = pytest.mark.django_db


def links_of(client, *roles):
    """What stands in the header, and what of it behind the word."""
    client.force_login(make_official(agency(), *roles).account)
    header = client.get("/can-bo/").content.decode().split("</header>")[0]
    menu = header.split('<details class="nav-menu">')[1].split("</details>")[0]
    return re.findall(r'<a href="([^"]+)"', header), re.findall(r'<a href="([^"]+)"', menu)


def test_the_header_of_an_official_stays_short_whatever_he_is(client):
    everything, further = links_of(client, *Role)

    assert len(everything) - len(further) == 3  # the desk, dossiers, his account
    assert len(further) > 8
    assert len(set(further)) == len(further)


def test_what_stands_behind_the_word_goes_by_roles(client):
    _, of_officer = links_of(client, Role.CASE_OFFICER)
    _, of_admin = links_of(client, Role.ADMIN)

    assert of_officer == [
        "/can-bo/van-ban/", "/lien-thong/", "/can-bo/lich-lam-viec/", "/so-lieu/", "/chi-so/", "/ke-hoach/nhiem-vu/",
        "/can-bo/so-lieu/", "/can-bo/du-lieu/yeu-cau/",
    ]  # fmt: skip
    assert set(of_admin) - set(of_officer) == {"/can-bo/van-hanh/", "/can-bo/tai-khoan/"}
