"""Before the form: the place must be one that answers."""

import pytest

from tinhso.engines.procedures.queries import version_for
from tinhso.government.public_services import actions
from tinhso.government.public_services.tests.factories import BIRTH, AtHome
from tinhso.ground.base.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("commune", "code"), [("", "commune-missing"), ("00000", "commune-unknown"), ("x", "commune-unknown")]
)
def test_an_application_begins_only_at_a_commune_of_the_province(commune, code):
    mo = AtHome()

    with pytest.raises(Refused) as refused:
        actions.begin_application(
            mo.person, version_for(BIRTH, on=mo.now.date()), facts={}, principal=None,
            commune_code=commune, now=mo.now,
        )  # fmt: skip

    assert (refused.value.code, refused.value.field) == (code, "commune")


def test_the_sentence_about_an_unknown_commune_stands_beside_its_field():
    answer = AtHome().client.post(f"/thu-tuc/{BIRTH}/nop/", {"commune": "00000"})

    assert answer.status_code == 422
    assert "Tỉnh không có xã, phường này." in answer.text.partition('id="commune-error"')[2].partition("</p>")[0]
