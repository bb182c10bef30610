"""Sending, against running servers for mail, SMS and Zalo: once for each fact, however bad the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.engines.notifications import actions, jobs, queries
from tinhso.engines.notifications.lifecycle import MessageState
from tinhso.engines.notifications.models import Message
from tinhso.engines.notifications.rules import Recipient, fact_key
from tinhso.engines.notifications.tests.test_rules import FACTS, MO
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests import factories as people
from tinhso.ground.people.tests.factories import NOON

pytestmark = pytest.mark.django_db
ACTOR = System("test")
LATER = NOON + timedelta(minutes=2)


def tell(to=MO, template="result-ready", **facts):
    actions.notify(ACTOR, to=to, template=template, facts=FACTS | facts, about="dossier:7", now=NOON)
    return list(Message.objects.filter(fact_key=fact_key(template, to.ref, "dossier:7", FACTS | facts)).order_by("id"))


def send(messages, now=NOON):
    return actions.send_messages([message.pk for message in messages], now=now)


def test_a_message_goes_out_by_mail_and_sms_and_stands_in_the_timeline(message_double):
    told = tell()

    assert send(told) == 2

    letter, short = message_double.received(str(told[0].key)), message_double.received(str(told[1].key))
    assert letter[0]["to"] == "mo@example.com"
    assert letter[0]["title"] == "Hồ sơ H42.134-261123-0001 đã có kết quả"
    assert "Kính gửi Trần Thị Mơ," in letter[0]["text"]
    assert short[0]["text"] == "Hồ sơ H42.134-261123-0001 đã có kết quả."
    assert {message.state for message in queries.messages_about("dossier:7")} == {MessageState.SENT}
    assert MessageLog.objects.filter(subject="dossier:7", outcome=Outcome.DONE).count() == 2


def test_zalo_is_used_when_it_was_chosen(message_double):
    citizen = people.person_of(people.make_citizen())
    actions.choose_channels(citizen, citizen.ref, email=False, sms=False, zalo=True, language="en", now=NOON)

    told = tell(Recipient(citizen.ref, citizen.name, phone="0912345678", email="mo@example.com"))
    send(told)

    assert [message.channel for message in told] == ["ZALO"]
    assert message_double.received(str(told[0].key))[0]["text"] == "The result of dossier H42.134-261123-0001 is ready."


def test_the_same_fact_is_told_once():
    first, again = tell(), tell()

    assert first == again
    assert ProcrastinateJob.objects.filter(task_name="notifications.send").count() == 1


def test_another_fact_of_the_same_kind_is_told_again():
    tell(template="due-date-moved", reason="Nghỉ bù 02/01/2026.")
    tell(template="due-date-moved", reason="Bão số 9.")

    assert Message.objects.count() == 4


def test_rows_and_job_vanish_with_the_act_that_failed():
    with pytest.raises(RuntimeError), transaction.atomic():
        tell()
        raise RuntimeError

    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="notifications.send").exists()


def test_the_job_sends_what_the_act_told(message_double):
    told = tell(template="withdrawn")
    Message.objects.update(next_try_at="2026-01-01T00:00Z")

    jobs.send(**ProcrastinateJob.objects.get(task_name="notifications.send").args)

    assert message_double.received(str(told[0].key))
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


@pytest.mark.parametrize("fault", [{"smtp_451": 1, "error_500": 1}, {"smtp_451": 1, "garbage": 1}])
def test_a_provider_that_is_down_is_tried_again_later(message_double, fault):
    told = tell()
    message_double.faults(**fault)

    assert send(told) == 0
    assert send(told) == 0, "not before its time"
    assert list(queries.due_messages(LATER)) == told
    assert send(told, now=LATER) == 2


def test_an_answer_that_was_lost_does_not_make_a_second_sms(message_double):
    told = tell(Recipient("citizen:1", "Trần Thị Mơ", phone="0912345678"))
    message_double.faults(answer_lost=1)
    send(told)

    assert send(told, now=LATER) == 1
    assert len(message_double.received(str(told[0].key))) == 1


def test_a_worker_killed_between_sending_and_marking_does_not_make_a_second_message(message_double, monkeypatch):
    told = tell(Recipient("citizen:1", "Trần Thị Mơ", phone="0912345678", email="mo@example.com"))
    for message in told:
        with monkeypatch.context() as worker:
            worker.setattr(Message, "save", killed_after(Message.save, saves=1))
            with pytest.raises(SystemExit):
                send([message])
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.QUEUED}
    assert send(told, now=LATER) == 0, "a claim holds for five minutes"

    assert send(told, now=NOON + timedelta(minutes=6)) == 2

    assert [len(message_double.received(str(message.key))) for message in told] == [1, 1]


def killed_after(save, *, saves):
    left = [saves]

    def dying(self, *args, **kwargs):
        if not left[0]:
            raise SystemExit
        left[0] -= 1
        return save(self, *args, **kwargs)

    return dying


def test_a_mailbox_that_does_not_exist_is_given_up_at_once_and_seen(message_double):
    told = tell(Recipient("citizen:1", "Trần Thị Mơ", email="mo@example.com"))
    message_double.faults(smtp_550=1)

    send(told)

    assert list(queries.undelivered("dossier:7")) == told
    assert Entry.objects.filter(kind="notifications.undelivered", subject="dossier:7").count() == 1


def test_after_the_last_try_the_failure_is_seen(settings):
    settings.PARTNERS = settings.PARTNERS | {"messages": "http://127.0.0.1:9"}
    told = tell(Recipient("citizen:1", "Trần Thị Mơ", phone="0912345678"))
    now = NOON
    for _ in range(7):
        send(told, now=now)
        now += timedelta(days=1)

    message = Message.objects.get()
    assert (message.state, message.tries, message.last_error) == (MessageState.FAILED, 7, "ConnectError")


def test_a_person_without_any_address_is_a_failure_that_is_seen():
    (message,) = tell(Recipient("citizen:9", "Ông Bình"))

    assert message.state == MessageState.NO_ADDRESS
    assert list(queries.undelivered("dossier:7")) == [message]
    assert Entry.objects.filter(kind="notifications.undelivered").exists()


def test_one_bad_address_does_not_hold_up_the_others(message_double):
    bad = tell(Recipient("citizen:1", "Trần Thị Mơ", phone="không có"))
    good = tell(Recipient("citizen:2", "Nguyễn Văn Bình", phone="0987654321"))

    assert send([*bad, *good]) == 1
    assert Message.objects.get(pk=bad[0].pk).state == MessageState.FAILED


def test_a_citizen_chooses_channels_and_reads_what_was_sent(client):
    citizen = people.make_citizen()
    tell(Recipient(citizen.ref, citizen.full_name, email=citizen.email))
    client.force_login(citizen.account)
    address = reverse("notifications:preferences")

    page = client.get(address).content.decode()
    saved = client.post(address, {"zalo": "on", "language": "en"}, follow=True).content.decode()

    assert "Hồ sơ H42.134-261123-0001 đã có kết quả" in page
    assert "0912345678" not in page
    assert "Đã lưu cách nhận thông báo." in saved
    chosen = queries.preference_of(citizen.ref)
    assert (chosen.email, chosen.sms, chosen.zalo, chosen.language) == (False, False, True, "en")


def test_a_language_that_we_do_not_speak_is_answered_beside_the_field(client):
    client.force_login(people.make_citizen().account)

    answer = client.post(reverse("notifications:preferences"), {"language": "fr"})

    assert answer.status_code == 422
    assert "Hãy chọn một ngôn ngữ trong danh sách." in answer.content.decode()


def test_nobody_reads_the_messages_of_another(client):
    tell()
    client.force_login(people.make_citizen("Nguyễn Văn Bình").account)

    assert "H42.134-261123-0001" not in client.get(reverse("notifications:preferences")).content.decode()
