"""The double of a collector of OpenTelemetry: python -m tinhso.ground.gateway.doubles.collector http://127.0.0.1:4318

It takes OTLP over HTTP (protobuf) at /v1/traces and /v1/metrics and shows at /__heard what came in, as JSON.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from typing import Any

from aiohttp import web
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from tinhso.ground.gateway.doubles.kit import serve

PROTOBUF = "application/x-protobuf"


class Collector:
    """What came in, since it was last asked to forget."""

    def __init__(self) -> None:
        self.spans: list[dict[str, Any]] = []
        self.metrics: dict[str, int] = {}

    def application(self) -> web.Application:
        """The two doors of OTLP, and the one that shows."""
        application = web.Application(client_max_size=16 * 1024 * 1024)
        application.add_routes([
            web.post("/v1/traces", self.traces),
            web.post("/v1/metrics", self.figures),
            web.get("/__heard", self.show),
        ])  # fmt: skip
        return application

    async def traces(self, request: web.Request) -> web.Response:
        """Take spans."""
        asked = ExportTraceServiceRequest.FromString(await _body(request))
        for whole in asked.resource_spans:
            service = {one.key: one.value.string_value for one in whole.resource.attributes}.get("service.name", "")
            for scope in whole.scope_spans:
                self.spans += [_read(span, service) for span in scope.spans]
        return web.Response(body=ExportTraceServiceResponse().SerializeToString(), content_type=PROTOBUF)

    async def figures(self, request: web.Request) -> web.Response:
        """Take figures: by name, how many points."""
        asked = ExportMetricsServiceRequest.FromString(await _body(request))
        for whole in asked.resource_metrics:
            for scope in whole.scope_metrics:
                for metric in scope.metrics:
                    kind = metric.WhichOneof("data") or "gauge"
                    self.metrics[metric.name] = len(getattr(metric, kind).data_points)
        return web.Response(body=ExportMetricsServiceResponse().SerializeToString(), content_type=PROTOBUF)

    async def show(self, request: web.Request) -> web.Response:
        """What came in."""
        return web.json_response({"spans": self.spans, "metrics": self.metrics})


async def _body(request: web.Request) -> bytes:
    body = await request.read()
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body  # aiohttp may have unpacked it already


def _read(span: Any, service: str) -> dict[str, Any]:
    facts = {one.key: one.value.string_value or one.value.int_value for one in span.attributes}
    return {
        "service": service, "name": span.name, "trace_id": span.trace_id.hex(), "span_id": span.span_id.hex(),
        "parent": span.parent_span_id.hex(), "facts": facts, "is_error": span.status.code == 2,
    }  # fmt: skip


if __name__ == "__main__":
    asyncio.run(serve(Collector().application(), sys.argv[1]))
