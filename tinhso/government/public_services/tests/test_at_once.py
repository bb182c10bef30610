"""The button pressed twice, on two telephones, at the same moment: one dossier, and both arrive at it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.api.filing import CHILD
from tinhso.government.dossiers.models import Dossier
from tinhso.government.public_services.models import Application
from tinhso.government.public_services.tests.factories import AtHome, photograph
from tinhso.ground.people.models import Account

ROUNDS, HANDS = 4, 3


def ready_to_send(mo: AtHome) -> Application:
    """Filled in to the end, with two photographs of one paper."""
    application = mo.begins()
    application.draft.answers = CHILD
    application.draft.save(update_fields=["answers"])
    where = reverse("public_services:parts", args=[application.key])
    mo.client.post(where, {"part": "TP02", "files": [photograph(shade=1), photograph("sau.jpg", shade=2)]})
    return application


@pytest.mark.django_db(transaction=True)
def test_sent_at_the_same_moment_there_is_one_dossier_and_everybody_arrives_at_it():
    mo = AtHome()
    account = Account.objects.get(pk=mo.person.account_id)
    applications = [ready_to_send(mo) for _ in range(ROUNDS)]
    together = Barrier(HANDS)

    def press(application: Application) -> tuple[int, str]:
        try:
            hand = Client()
            hand.force_login(account)
            together.wait(20)
            answer = hand.post(reverse("public_services:review", args=[application.key]))
            return answer.status_code, answer.headers.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        arrived = [list(hands.map(press, [application] * HANDS)) for application in applications]

    for application, answers in zip(applications, arrived, strict=True):
        dossier = Application.objects.select_related("dossier").get(pk=application.pk).dossier
        there = reverse("public_services:dossier", args=[dossier.code])
        assert {(status, address.partition("?")[0]) for status, address in answers} == {(302, there)}
        assert dossier.parts.filter(part_code="TP02").count() == 2
    assert Dossier.objects.count() == ROUNDS
