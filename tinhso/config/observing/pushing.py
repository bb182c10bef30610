"""The same figures to a collector of OpenTelemetry: one process, the worker, sends those of the whole machine."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import export as otlp
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client.core import Metric

from tinhso.config.observing import figures, tracing

BEGAN_NS = time.time_ns()
CUMULATIVE = otlp.AggregationTemporality.CUMULATIVE


@cache
def _exporter() -> OTLPMetricExporter:
    return OTLPMetricExporter()


def push() -> None:
    """Send all figures of now."""
    _exporter().export(as_otlp(figures.registry().collect(), at_ns=time.time_ns()))


def as_otlp(families: Iterable[Metric], *, at_ns: int) -> otlp.MetricsData:
    """Prometheus' families as OTLP: counters as sums, the rest under their own kind."""
    metrics = [otlp.Metric(one.name, one.documentation, "", _points(one, at_ns)) for one in families if one.samples]
    scope = otlp.ScopeMetrics(InstrumentationScope("tinhso"), metrics, "")
    return otlp.MetricsData([otlp.ResourceMetrics(tracing.resource(), [scope], "")])


def _points(family: Metric, at_ns: int) -> Any:
    if family.type == "histogram":
        return otlp.Histogram(list(_histograms(family, at_ns)), CUMULATIVE)
    wanted = [one for one in family.samples if not one.name.endswith("_created")]
    points = [otlp.NumberDataPoint(one.labels, BEGAN_NS, at_ns, one.value) for one in wanted]
    if family.type == "counter":
        return otlp.Sum(points, CUMULATIVE, is_monotonic=True)
    return otlp.Gauge(points)


def _histograms(family: Metric, at_ns: int) -> Iterable[otlp.HistogramDataPoint]:
    """Cumulative buckets with their bounds become counts between the bounds."""
    sums: dict[tuple[tuple[str, str], ...], float] = {}
    buckets: dict[tuple[tuple[str, str], ...], dict[float, float]] = defaultdict(dict)
    for sample in family.samples:
        labels = tuple(sorted((name, value) for name, value in sample.labels.items() if name != "le"))
        if sample.name.endswith("_bucket"):
            buckets[labels][float(sample.labels["le"])] = sample.value
        elif sample.name.endswith("_sum"):
            sums[labels] = sample.value
    for labels, upto in buckets.items():
        bounds = sorted(upto)
        counts = [int(upto[bound]) for bound in bounds]
        between = [count - before for count, before in zip(counts, [0, *counts], strict=False)]
        yield otlp.HistogramDataPoint(
            dict(labels), BEGAN_NS, at_ns, counts[-1], sums.get(labels, 0.0), between, bounds[:-1], 0.0, bounds[-2]
        )
