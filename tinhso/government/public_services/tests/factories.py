"""A citizen at her computer, with an application begun."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.procedures.queries import version_for
from tinhso.government.dossiers.models import Dossier
from tinhso.government.public_services import actions
from tinhso.government.public_services.models import Application
from tinhso.government.public_services.prefill import choices, facts_for
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.models import Account, Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on
from tinhso.ground.people.tests.factories import NOON, make_citizen, person_of

BIRTH = "1.001193"
SINGLE = "1.004873"  # giấy xác nhận tình trạng hôn nhân


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


def fill(person: Person, application: Application, *, now: datetime) -> None:
    """What is not prefilled."""
    known = application.draft.answers
    asked = {
        "applicant_personal_number": "000996000999",
        "applicant_address": "Số 1 đường Hàn Thuyên, phường Nam Định",
        "applicant_phone": "0912345678",
    }
    for step, answers in [
        ("nguoi-yeu-cau", asked | {k: v for k, v in known.items() if k.startswith("applicant_")}),
        ("nguoi-duoc-xac-nhan", {"for_self": True, "status": "NEVER", "lived_elsewhere": False,
                                 "subject_birth_date": "1996-05-14", "subject_sex": "FEMALE",
                                 "subject_nationality": "Việt Nam"}),
        ("muc-dich", {"purpose": "LOAN", "issued_before": False, "commitment": True}),
    ]:  # fmt: skip
        application.draft = eforms.save_step(person, application.draft, step, answers, now=now)
    paper = store_upload(person, photograph(), now=now)
    application.draft = eforms.attach(person, application.draft, "TP03", paper, now)


def begin_for_another(person: Person, *, now: datetime = NOON) -> Application:
    """An application for the one other for whom this person may file, filled in."""
    version = version_for(SINGLE, on=now.date())
    (one,) = choices(person, version, at=now)
    application = actions.begin_application(
        person, version, facts=facts_for(person, one.principal, today=now.date()), principal=one.principal,
        commune_code="13669", now=now,
    )  # fmt: skip
    fill(person, application, now=now)
    return application


def file_for(person: Person, *, now: datetime = NOON) -> Dossier:
    """The dossier of the one other for whom this person may file."""
    return actions.send_application(person, begin_for_another(person, now=now), now=now)
