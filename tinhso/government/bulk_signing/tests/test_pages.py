"""What the official sees, by plain requests: the list, the bar, what became of each paper."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.government.bulk_signing import actions
from tinhso.government.bulk_signing.models import SigningItem
from tinhso.government.bulk_signing.tests.factories import NOW, run_to_the_end, states
from tinhso.government.dossiers import actions as dossiers
from tinhso.ground.people.models import Account, Post
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def test_the_leader_opens_reads_leaves_out_and_confirms(place, drafts):
    leader = browser_of(place.leader)
    (offer,) = leader.get(reverse("bulk_signing:lists")).context["offers"]
    opened = leader.post(reverse("bulk_signing:open", args=[offer.office.agency.pk, "SIGN"]))
    page = leader.get(opened.url)
    first = page.context["lines"][0].item
    assert "Ký 3 giấy" in page.text

    draft = leader.get(reverse("dossiers:draft", args=[drafts[0].code]))
    assert draft.content.startswith(b"%PDF")
    back = leader.post(reverse("bulk_signing:move_item", args=[page.context["session"].key, first.pk, "leave_out"]))
    assert back.url.endswith(f"#giay-{first.pk}")
    leader.post(reverse("bulk_signing:act", args=[page.context["session"].key, "start"]))

    running = leader.get(opened.url)
    assert (running.context["session"].state, running.context["far"].total) == ("RUNNING", 2)
    assert '<meta http-equiv="refresh"' in running.text
    assert states(running.context["session"]) == ["LEFT_OUT", "WAITING", "WAITING"]


def test_the_bar_says_what_is_signed_what_waits_and_what_failed_and_why(place, drafts, opened, sign_in):
    dossiers.send_back(place.leader, drafts[0], reason="Thiếu căn cứ", now=NOW)
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    leader, bar = browser_of(place.leader), reverse("bulk_signing:progress", args=[opened.key])
    run_to_the_end(opened, papers=2)

    running = leader.get(bar)
    run_to_the_end(opened)
    done = leader.get(bar)

    assert '<progress class="bar-of-papers" max="3" value="2"' in running.text
    assert "Hồ sơ vừa được Phạm Mai Anh cập nhật" in running.text
    assert ("HX-Refresh" in running, done["HX-Refresh"]) == (False, "true")


def test_who_went_to_another_agency_reads_nobodys_name_in_his_old_list(place, drafts, opened, sign_in):
    dossiers.send_back(place.leader, drafts[0], reason="Thiếu căn cứ", now=NOW)
    actions.start(place.leader, opened, sign_in=sign_in, now=NOW)
    run_to_the_end(opened, papers=2)
    Post.objects.filter(official=place.leader.official_id).update(agency=agency("NB.C13777"))
    leader, item = browser_of(place.leader), SigningItem.objects.filter(state="WAITING").get()

    page = leader.get(reverse("bulk_signing:show", args=[opened.key]))

    assert (page.status_code, page.context["far"].done) == (200, 1)
    assert not any(word in page.text for draft in drafts for word in (draft.applicant_name, draft.code))
    assert leader.get(reverse("bulk_signing:send_back", args=[opened.key, item.pk])).status_code == 404


def test_nobody_else_finds_the_list(place, drafts, opened):
    clerk = browser_of(place.clerk)

    assert clerk.get(reverse("bulk_signing:show", args=[opened.key])).status_code == 404
    assert clerk.post(reverse("bulk_signing:act", args=[opened.key, "start"])).status_code == 404
    assert browser_of(place.officer).get(reverse("bulk_signing:lists")).status_code == 403


@pytest.mark.parametrize(("asked", "found"), [("?tim=tran+thi+mo", 3), ("?tim=xyzzy", 0), ("?thu-tuc=0", 0)])
def test_a_long_list_is_narrowed_by_words_and_procedure(place, drafts, opened, asked, found):
    page = browser_of(place.leader).get(reverse("bulk_signing:show", args=[opened.key]) + asked)

    assert (len(page.context["lines"]), page.context["all"]) == (found, 3)
