"""A citizen at her computer, with an application begun."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tinhso.engines.procedures.queries import version_for
from tinhso.government.public_services import actions
from tinhso.government.public_services.models import Application
from tinhso.ground.people.models import Account, Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on
from tinhso.ground.people.tests.factories import make_citizen, person_of

BIRTH = "1.001193"


class AtHome:
    """A citizen (Trần Thị Mơ, unless one is named), signed in, on the real clock that the pages read."""

    def __init__(self, citizen: Citizen | None = None) -> None:
        self.now = timezone.now()
        self.citizen = citizen or make_citizen()
        self.person: Person = person_of(self.citizen, on=timezone.localdate(self.now))
        self.client = Client()
        self.client.force_login(Account.objects.get(pk=self.person.account_id))

    def begins(self, code: str = BIRTH) -> Application:
        """An application at the commune of the demonstration, nothing filled in yet."""
        today = timezone.localdate(self.now)
        return actions.begin_application(
            self.person,
            version_for(code, on=today),
            facts={},
            principal=None,
            commune_code=agencies_on(today).get(slug="NB.C13669").unit_code,
            now=self.now,
        )


def photograph(name: str = "trang-1.jpg", *, shade: int = 0) -> SimpleUploadedFile:
    """A small real JPEG, as a telephone sends it. shade: 0 to 255, so that two of them differ."""
    written = BytesIO()
    Image.new("L", (16, 16), shade).save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")
