"""Rehearsals: a release made bad on purpose, in a chosen way, to see whether the deployer notices.

REHEARSAL holds modes separated by ";", each `name` or `name:key=value,key=value`:

    errors:rate=0.5,after=5s   that share of ordinary requests answers 500; scope=all: of all, health included
    slow:ms=800,after=5s       ordinary requests take that much longer
    wrong-version              answers carry another release id
    broken-database            the database cannot be reached
    fail-health                /health answers 503 (after=... works here too)

`after` counts from the first ordinary request, so that a release turns bad in live traffic, not while it boots.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

_KEYS: dict[str, dict[str, str]] = {
    "errors": {"rate": "1", "after": "0s", "scope": "pages"},
    "slow": {"ms": "1000", "after": "0s"},
    "wrong-version": {},
    "broken-database": {},
    "fail-health": {"after": "0s"},
}


@dataclass(frozen=True)
class Errors:
    """Share of requests that fail (0 to 1), from `after_seconds` on."""

    rate: float
    after_seconds: float
    scope: Literal["pages", "all"]


@dataclass(frozen=True)
class Slow:
    """Seconds added to each request, from `after_seconds` on."""

    seconds: float
    after_seconds: float


@dataclass(frozen=True)
class Rehearsal:
    """What is bad about this release. By default, nothing is."""

    errors: Errors | None = None
    slow: Slow | None = None
    fail_health_after_seconds: float | None = None
    wrong_version: bool = False
    broken_database: bool = False

    @classmethod
    def parse(cls, text: str) -> Rehearsal:
        """Raises ValueError with a sentence for an unknown mode or key, or a value out of range."""
        modes = dict(_mode(part.strip()) for part in text.split(";") if part.strip())
        errors, slow, health = modes.get("errors"), modes.get("slow"), modes.get("fail-health")
        return cls(
            errors=Errors(_number(errors, "rate", 0, 1), _after(errors), _scope(errors)) if errors else None,
            slow=Slow(_number(slow, "ms", 0, 60_000) / 1000, _after(slow)) if slow else None,
            fail_health_after_seconds=_after(health) if health is not None else None,
            wrong_version="wrong-version" in modes,
            broken_database="broken-database" in modes,
        )


NO_REHEARSAL = Rehearsal()


def _mode(part: str) -> tuple[str, dict[str, str]]:
    name, _, rest = part.partition(":")
    if name not in _KEYS:
        raise ValueError(f"unknown mode {name!r}, choose from {', '.join(_KEYS)}")
    values = dict(_KEYS[name])
    for pair in filter(None, rest.split(",")):
        key, _, value = pair.partition("=")
        if key not in values:
            raise ValueError(f"{name} does not know {key!r}, it takes {', '.join(_KEYS[name]) or 'nothing'}")
        values[key] = value
    return name, values


def _number(values: dict[str, str], key: str, low: float, high: float) -> float:
    try:
        number = float(values[key])
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise ValueError(f"{key}={values[key]!r} is not a number from {low} to {high}")
    return number


def _after(values: dict[str, str]) -> float:
    return _number({"after": values["after"].removesuffix("s")}, "after", 0, 86_400)


def _scope(values: dict[str, str]) -> Literal["pages", "all"]:
    scope = values["scope"]
    if scope == "pages":
        return "pages"
    if scope == "all":
        return "all"
    raise ValueError(f"scope={scope!r} is neither pages nor all")


@dataclass
class Play:
    """A rehearsal under way: knows when the first ordinary request came, and whose turn it is to fail."""

    rehearsal: Rehearsal
    clock: Callable[[], float] = time.monotonic
    _first: float | None = None
    _debt: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ordinary_request(self) -> None:
        with self._lock:
            if self._first is None:
                self._first = self.clock()

    def fails(self, ordinary: bool) -> bool:
        """Whether this request must answer 500. Exact in its share: at rate 0.5, every other request."""
        errors = self.rehearsal.errors
        if errors is None or not (ordinary or errors.scope == "all"):
            return False
        with self._lock:
            if not self._since(errors.after_seconds):
                return False
            self._debt += errors.rate
            if self._debt < 1:
                return False
            self._debt -= 1
            return True

    def delay_seconds(self) -> float:
        slow = self.rehearsal.slow
        return slow.seconds if slow is not None and self._since(slow.after_seconds) else 0.0

    def fails_health(self) -> bool:
        after = self.rehearsal.fail_health_after_seconds
        return after is not None and (after == 0 or self._since(after))

    def _since(self, seconds: float) -> bool:
        return self._first is not None and self.clock() - self._first >= seconds
