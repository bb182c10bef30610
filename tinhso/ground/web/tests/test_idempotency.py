"""A write through the API is done once, however often it is sent."""

import json

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory

from tinhso.ground.base.actors import System
from tinhso.ground.web.idempotency import IdempotencyMiddleware

pytestmark = pytest.mark.django_db
REQUESTS = RequestFactory()


class Counter:
    """A write that counts how often it was really done."""

    def __init__(self, status: int = 201) -> None:
        self.done, self.status = 0, status

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.done += 1
        return JsonResponse({"done": self.done}, status=self.status)


def post(body: dict, key: str | None = "k-1", caller: System | None = None) -> HttpRequest:
    headers = {"Idempotency-Key": key} if key is not None else {}
    request = REQUESTS.post("/api/lamps", json.dumps(body), content_type="application/json", headers=headers)
    request.person = caller or System("a")
    return request


def test_a_repeated_key_gets_the_first_answer_again():
    write = Counter()
    door = IdempotencyMiddleware(write)

    first, second = door(post({"a": 1})), door(post({"a": 1}))

    assert (write.done, first.content, first.status_code) == (1, second.content, second.status_code)
    assert second["Idempotent-Replayed"] == "true"


def test_the_same_key_from_another_client_is_another_write():
    write = Counter()
    door = IdempotencyMiddleware(write)

    door(post({"a": 1}))
    door(post({"a": 1}, caller=System("b")))

    assert write.done == 2


def test_a_key_reused_for_another_request_is_refused():
    write = Counter()
    door = IdempotencyMiddleware(write)

    door(post({"a": 1}))
    answer = door(post({"a": 2}))

    assert (answer.status_code, write.done) == (422, 1)


@pytest.mark.parametrize("key", [None, "", "x" * 129])
def test_a_write_without_a_proper_key_is_not_done(key):
    write = Counter()

    answer = IdempotencyMiddleware(write)(post({}, key=key))

    assert (answer.status_code, write.done) == (400, 0)


def test_a_refused_write_may_be_tried_again_with_its_key():
    write = Counter(status=409)
    door = IdempotencyMiddleware(write)

    door(post({}))
    write.status = 201
    answer = door(post({}))

    assert (answer.status_code, write.done) == (201, 2)


def test_a_stranger_goes_to_the_door_and_gets_nobodys_answer():
    write = Counter()
    door = IdempotencyMiddleware(write)
    door(post({"a": 1}))

    write.status = 401
    answer = door(post({"a": 1}, caller=System("a", roles=frozenset())))

    assert answer.status_code == 401
    assert "Idempotent-Replayed" not in answer


def test_reading_and_pages_need_no_key():
    write = Counter()
    door = IdempotencyMiddleware(write)

    door(REQUESTS.get("/api/lamps"))
    door(REQUESTS.post("/ho-so/"))

    assert write.done == 2
