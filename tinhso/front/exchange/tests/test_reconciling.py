"""Our outbox held against what a partner knows."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tinhso.ground.gateway.models import MessageLog, OutboxMessage
from tinhso.ground.gateway.tests.letters import deliver, post

pytestmark = pytest.mark.django_db


def reconcile():
    said = StringIO()
    try:
        call_command("reconcile_exchange", stdout=said)
    except CommandError as error:
        return said.getvalue(), str(error)
    return said.getvalue(), ""


def delivered(*numbers):
    for number in numbers:
        post(number)
    assert deliver() == len(numbers)
    OutboxMessage.objects.filter(state="DELIVERED").update(delivered_at=timezone.now())


def test_books_that_agree_are_said_to_agree(residence_double, insurance_double):
    delivered(1, 2)
    post(3, partner="insurance")

    said, wrong = reconcile()

    assert wrong == ""
    assert "Công an – Đăng ký cư trú: chờ 0, đã tới 2, không gửi được 0\n" in said
    assert "Bảo hiểm xã hội: chờ 1, đã tới 0, không gửi được 0, chờ lâu nhất từ 12:00" in said
    assert MessageLog.objects.filter(operation="doi-soat", detail="khớp").count() == 2


def test_what_a_partner_took_and_no_longer_knows_is_named_without_persons(residence_double):
    delivered(1)
    residence_double.forget()
    delivered(2)
    lost = OutboxMessage.objects.earliest("id")

    said, wrong = reconcile()

    assert wrong == "Có 1 điểm không khớp hoặc chưa hỏi được."
    assert f"đối tác không có thư {lost.pk} (tiep-nhan, life_event_part:1)" in said
    assert "life_event_part:2" not in said
    assert "Nguyễn" not in said


def test_a_partner_that_does_not_answer_is_said_and_the_next_is_asked(residence_double, insurance_double):
    delivered(1)
    post(2, partner="insurance")
    assert deliver(partner="insurance") == 1
    OutboxMessage.objects.update(delivered_at=timezone.now())
    insurance_double.faults(error_500=1)

    said, wrong = reconcile()

    assert "không hỏi được: HTTP 500" in said
    assert "Công an – Đăng ký cư trú: chờ 0, đã tới 1" in said
    assert wrong
