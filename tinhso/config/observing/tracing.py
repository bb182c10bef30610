"""Spans by OpenTelemetry, sent to OTEL_EXPORTER_OTLP_ENDPOINT as OTLP over HTTP; sampling by OTEL_TRACES_SAMPLER.

Spans carry routes, names of verbs, partners and statements without values: nobody is named, no error's message kept.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from typing import Any

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, StatusCode, TraceFlags, Tracer

from tinhso.ground.base.refused import Refused
from tinhso.ground.watch import tracks
from tinhso.ground.watch.parts import Part, unwatch, watch

# Only these begin a trace; what a process does between requests and jobs interests nobody.
ROOTS = frozenset({"request", "job"})
KIND = {"request": SpanKind.SERVER, "job": SpanKind.CONSUMER, "http": SpanKind.CLIENT, "sql": SpanKind.CLIENT}
NAMES = {
    "route": "http.route",
    "method": "http.request.method",
    "status": "http.response.status_code",
    "statement": "db.query.text",
}


class _Ids(RandomIdGenerator):
    """A trace has the id of the track, so that log lines and error pages name it even where it is not kept."""

    def generate_trace_id(self) -> int:
        """The track's, or a new one outside any."""
        here = tracks.current()
        return int(here.trace_id, 16) if here else super().generate_trace_id()


@dataclass(frozen=True)
class _Open:
    span: Span
    token: Any


class Spans:
    """Draws each part as a span below the one in which it began."""

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def began(self, part: Part) -> _Open | None:
        """The span, begun; None for a part of nothing that anybody keeps."""
        if part.kind in ROOTS:
            within = _caller()
        elif trace.get_current_span().is_recording():
            within = None
        else:
            return None
        span = self.tracer.start_span(part.name, context=within, kind=KIND.get(part.kind, SpanKind.INTERNAL))
        return _Open(span, contexts.attach(trace.set_span_in_context(span)))

    def ended(self, part: Part, kept: _Open | None, error: BaseException | None, seconds: float) -> None:
        """The span ends with what became known."""
        if kept is None:
            return
        contexts.detach(kept.token)
        span = kept.span
        if span.is_recording():
            span.update_name(part.name if part.kind in {"request", "sql"} else f"{part.kind} {part.name}")
            span.set_attribute("tinhso.part", part.kind)
            for name, value in part.facts.items():
                span.set_attribute(NAMES.get(name, f"tinhso.{name}"), value)
            if part.kind in ROOTS:
                span.set_attribute("tinhso.request_id", tracks.request_id())
            if part.kind == "sql":
                span.set_attribute("db.system.name", "postgresql")
            if error is not None and not isinstance(error, Refused):
                # Its message may quote what somebody typed.
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(StatusCode.ERROR, type(error).__name__)
            elif isinstance(status := part.facts.get("status"), int) and status >= 500:
                span.set_status(StatusCode.ERROR)
        span.end()


def _caller() -> contexts.Context:
    """The context in which a request or job begins: below its caller's span, or nothing at all."""
    here = tracks.current()
    empty = contexts.Context()
    if here is None or not here.caller:
        return empty
    flags = TraceFlags(TraceFlags.SAMPLED if here.is_sampled else TraceFlags.DEFAULT)
    caller = SpanContext(int(here.trace_id, 16), int(here.caller, 16), is_remote=True, trace_flags=flags)
    return trace.set_span_in_context(NonRecordingSpan(caller), empty)


def span_now() -> str:
    """The traceparent of the span in which we are; '' outside any."""
    now = trace.get_current_span().get_span_context()
    if not now.is_valid:
        return ""
    return f"00-{now.trace_id:032x}-{now.span_id:016x}-{'01' if now.trace_flags.sampled else '00'}"


def resource() -> Resource:
    """Who we are to the collector; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before."""
    own = {"service.instance.id": f"{socket.gethostname()}:{os.getpid()}"}
    if "OTEL_SERVICE_NAME" not in os.environ:
        own["service.name"] = "tinhso"
    return Resource.create(own)


def provider() -> TracerProvider:
    """Spans go out in batches, five seconds late at most, by a thread of their own."""
    made = TracerProvider(resource=resource(), id_generator=_Ids())
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return made


def begin(made: TracerProvider | None = None) -> Spans:
    """Draw spans from now on; who draws them, for `end`."""
    spans = Spans((made or provider()).get_tracer("tinhso"))
    watch(spans)
    tracks.draw_spans_by(span_now)
    return spans


def end(spans: Spans) -> None:
    """Draw no more."""
    unwatch(spans)
    tracks.draw_spans_by(None)
