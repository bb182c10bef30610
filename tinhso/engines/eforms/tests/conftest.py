"""A member of staff at the keyboard."""

import pytest
from django.test import Client

from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.tests.factories import agency, make_official


@pytest.fixture
def staff(client: Client) -> Client:
    official = make_official(agency(), Role.RECEPTION, full_name="Đỗ Thị Hạnh")
    client.force_login(Account.objects.get(official=official))
    return client
