"""What one application object is made of; held by Flask, reached by `parts()`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from .database import Database
from .drain import Drain
from .health import CheckResult, SharedCheck
from .identity import Identity
from .metrics import Metrics
from .rehearsal import Play
from .settings import Settings


@dataclass(frozen=True)
class Parts:
    settings: Settings
    shown: Identity  # what answers state: the real identity, unless a rehearsal falsifies it
    database: Database
    database_check: SharedCheck[CheckResult]
    service_checks: Mapping[str, SharedCheck[CheckResult]]
    metrics: Metrics
    play: Play
    drain: Drain


def parts() -> Parts:
    found = current_app.extensions["orders"]
    assert isinstance(found, Parts)  # noqa: S101 - tells the type checker; create_app put it there
    return found
