"""Prometheus metrics, and the latest response times for the validation."""

from __future__ import annotations

from collections import deque

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from .identity import Identity

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    def __init__(self, identity: Identity) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "http_request_duration_seconds", "Time to answer", ["route"], buckets=_BUCKETS, registry=self.registry
        )
        info = Gauge("release_info", "1, labelled with what runs here", ["release", "colour"], registry=self.registry)
        info.labels(identity.release, identity.colour).set(1)
        self.websockets = Gauge("websockets_open", "WebSocket connections open", registry=self.registry)
        ProcessCollector(registry=self.registry)
        self._latest: deque[float] = deque(maxlen=1000)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._latest.append(seconds)

    def latest_seconds(self) -> list[float]:
        """Response times of the latest requests, at most 1,000, newest last."""
        return list(self._latest)

    def text(self) -> bytes:
        return generate_latest(self.registry)


def percentile(samples: list[float], share: float) -> float:
    """The smallest sample that at least `share` (0 to 1) of all samples do not exceed; 0 if there are none."""
    if not samples:
        return 0.0
    rank = max(1, -(-len(samples) * share // 1))
    return sorted(samples)[int(rank) - 1]
