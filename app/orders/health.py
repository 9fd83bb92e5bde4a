"""Whether this instance can serve: checked at most once a second however many ask, answered in bounded time."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class CheckResult:
    """One check: healthy or not, milliseconds it took, and the reason if it failed."""

    healthy: bool
    millis: float
    reason: str | None = None

    def as_json(self) -> dict[str, object]:
        result: dict[str, object] = {
            "status": "healthy" if self.healthy else "unhealthy",
            "duration_ms": round(self.millis, 2),
        }
        return result if self.reason is None else {**result, "reason": self.reason}


class SharedCheck(Generic[T]):
    """A check shared by all who ask: a result is kept for `max_age` seconds, one check runs at a time, and nobody
    waits longer than `timeout` seconds for it. A check that hangs is never started a second time."""

    def __init__(
        self,
        check: Callable[[], T],
        late: Callable[[float], T],
        timeout: float,
        max_age: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._check, self._late, self._timeout, self._max_age, self._clock = check, late, timeout, max_age, clock
        self._state = threading.Condition()
        self._latest: tuple[float, T] | None = None
        self._running_since: float | None = None

    def result(self) -> T:
        with self._state:
            fresh = self._fresh()
            if fresh is not None:
                return fresh
            if self._running_since is None:
                self._running_since = self._clock()
                threading.Thread(target=self._run, name="health-check", daemon=True).start()
            waited = self._clock() - self._running_since
            self._state.wait_for(lambda: self._running_since is None, timeout=max(0.0, self._timeout - waited))
            if self._running_since is None and self._latest is not None:
                return self._latest[1]
            return self._late(self._timeout)

    def _fresh(self) -> T | None:
        if self._latest is None or self._clock() - self._latest[0] > self._max_age:
            return None
        return self._latest[1]

    def _run(self) -> None:
        result = self._check()
        with self._state:
            self._latest = (self._clock(), result)
            self._running_since = None
            self._state.notify_all()


def timed(action: Callable[[], object]) -> CheckResult:
    """Runs the action; whatever it raises is its failure. The reason is the kind of error only: /health is public."""
    start = time.perf_counter()
    try:
        action()
    except Exception as error:  # noqa: BLE001 - any failure of a dependency is a result, not a crash
        return CheckResult(False, (time.perf_counter() - start) * 1000, type(error).__name__)
    return CheckResult(True, (time.perf_counter() - start) * 1000)


def database_check(ping: Callable[[], object], timeout: float) -> SharedCheck[CheckResult]:
    return SharedCheck(lambda: timed(ping), _late, timeout)


def _late(timeout: float) -> CheckResult:
    return CheckResult(False, timeout * 1000, f"no answer within {timeout:g} s")


def service_check(url: str, timeout: float) -> SharedCheck[CheckResult]:
    def call() -> None:
        with urllib.request.urlopen(url, timeout=timeout) as response:  # noqa: S310 - configured by the operator
            response.read(1)

    # A fifth of the database's freshness: other people's services need not hear from each instance every second.
    return SharedCheck(lambda: timed(call), _late, timeout, max_age=5.0)
