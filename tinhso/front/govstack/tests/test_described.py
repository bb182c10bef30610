"""The description says of the header what GovStack's says."""

from __future__ import annotations

from tinhso.config.api import govstack

MEDIATOR = "Information-Mediator-Client"


def test_the_header_is_required_where_govstack_requires_it():
    described = govstack.get_openapi_schema()
    required = {
        f"{method} {path.removeprefix('/govstack/registration')}"
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if any(one["name"] == MEDIATOR and one["required"] for one in operation["parameters"])
    }

    assert {one for one in required if "/registries/" not in one} == {
        "post /services/{service_id}/applications", "get /applications", "get /applications/{file_id}",
        "put /applications/{file_id}", "get /data/statistics/1.0",
    }  # fmt: skip
    assert sum("/registries/" in one for one in required) == 14
