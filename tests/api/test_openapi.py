"""The API keeps what its description promises, whatever it is sent."""

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tinhso.config.api import api
from tinhso.config.wsgi import application

PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
schema = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
schema.app = application


def test_the_description_is_openapi_3_1_and_names_the_key_of_every_write():
    described = api.get_openapi_schema()

    assert described["openapi"].startswith("3.1")
    writes = [operation for path in described["paths"].values() for verb, operation in path.items() if verb == "post"]
    assert writes
    for operation in writes:
        assert "Idempotency-Key" in [parameter["name"] for parameter in operation["parameters"]]


@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@hypothesis.settings(max_examples=5, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_no_input_crashes_the_api_or_gets_an_answer_outside_the_description(case, token):
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}

    case.call_and_validate(checks=PROMISES)
