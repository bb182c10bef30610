"""What a session was answered lies in nobody's cache; what everybody may see may."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tinhso.ground.web.unkept import UnkeptMiddleware


def kept(answer: HttpResponse, method: str = "GET", **cookies: str) -> str | None:
    request = RequestFactory().generic(method, "/")
    request.COOKIES.update(cookies)
    return UnkeptMiddleware(lambda _: answer)(request).headers.get("Cache-Control")


@pytest.mark.parametrize("answer", [HttpResponse("của tôi"), HttpResponseRedirect("/ho-so/")])
def test_pages_and_redirects_of_a_session_are_not_stored(answer):
    assert kept(answer, sessionid="x") == "private, no-store"


def test_the_answer_that_begins_a_session_is_not_stored_either():
    answer = HttpResponse()
    answer.set_cookie("sessionid", "x")

    assert kept(answer) == "private, no-store"


def test_a_visitors_page_is_left_alone():
    assert kept(HttpResponse("thủ tục"), csrftoken="x") is None


def test_what_the_view_said_stands():
    assert kept(HttpResponse(headers={"Cache-Control": "max-age=60"}), sessionid="x") == "max-age=60"


@pytest.mark.parametrize(("status", "said"), [(422, "private, no-cache"), (409, "private, no-store")])
def test_a_form_with_its_mistakes_may_be_gone_back_to_without_sending_it_again(status, said):
    assert kept(HttpResponse(status=status), method="POST", sessionid="x") == said
