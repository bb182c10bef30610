"""/api/: every room's endpoints behind one door of client tokens; OpenAPI 3.1 at /api/openapi.json."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from tinhso.engines.procedures.api import router as procedures
from tinhso.front.govstack.api.registration import router as registration
from tinhso.front.govstack.api.registries import router as registries
from tinhso.front.govstack.door import describe_callers
from tinhso.front.govstack.errors import speak_system_errors
from tinhso.government.dossiers.api import files
from tinhso.government.dossiers.api import router as dossiers
from tinhso.government.webhooks.api import router as events
from tinhso.ground.people.bearer import ClientToken
from tinhso.ground.web.rest import describe_problems, speak_problems
from tinhso.infrastructure.cameras.api import router as cameras
from tinhso.insight.warehouse.api import router as statistics


class ProvinceAPI(NinjaAPI):
    """Ninja's API with our own words for errors in its description."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 description of all endpoints."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schema.update(describe_problems(schema))
        return schema


class MediatorAPI(NinjaAPI):
    """Ninja's API with the header by which GovStack knows its callers."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 description of all endpoints."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schema.update(describe_callers(schema))
        return schema


api = ProvinceAPI(
    title="Tỉnh Số",
    version="1",
    description="Hồ sơ, thủ tục và thanh toán của tỉnh cho các hệ thống được cấp mã truy cập.",
    auth=ClientToken(),
    docs_url=None,
    urls_namespace="api",
)
speak_problems(api)
api.add_router("/procedures", procedures)
api.add_router("/dossiers", dossiers)
api.add_router("/files", files)
api.add_router("/events", events)
api.add_router("/statistics", statistics)
api.add_router("/cameras", cameras)

# GovStack's building blocks under addresses of their own: other words for the same acts, other words for errors.
govstack = MediatorAPI(
    title="Tỉnh Số: GovStack",
    version="1",
    description="GovStack Registration 0.1.1, Digital Registries 1.3.0.",
    docs_url=None,
    urls_namespace="api-govstack",
)
speak_system_errors(govstack)
govstack.add_router("/registration", registration)
govstack.add_router("/registries", registries)
