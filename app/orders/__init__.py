"""A small orders application that shows how to be deployed blue-green."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

from flask import Flask

from .api import api
from .database import Database
from .drain import DRAIN, Drain
from .health import database_check, service_check
from .logs import make_logger
from .metrics import Metrics
from .migrate import migrate
from .operations import operations
from .pages import pages
from .parts import Parts
from .rehearsal import Play
from .rehearsal_endpoints import rehearsal_endpoints
from .requests import wrap_requests
from .settings import Settings, read_settings
from .websocket import HUB

MAX_BODY_BYTES = 64 * 1024


def create_app(environ: Mapping[str, str] | None = None, drain: Drain = DRAIN) -> Flask:
    """The application as the environment describes it; raises SettingsError with one sentence if it cannot."""
    settings = read_settings(os.environ if environ is None else environ)
    parts = _assemble(settings, drain)
    logger = make_logger(settings.identity, settings.log_level)
    if settings.migrate_on_start:
        for script in migrate(parts.database.engine, settings.migrations / "expand"):
            logger.info("Applied %s", script)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["orders"] = parts
    app.context_processor(lambda: {"identity": parts.shown})
    app.register_blueprint(pages)
    app.register_blueprint(api)
    app.register_blueprint(operations)
    if settings.rehearsal_endpoints:
        app.register_blueprint(rehearsal_endpoints)
    wrap_requests(app, parts, logger)
    logger.info("Ready to serve", extra={"fields": {"rehearsal": str(settings.rehearsal)}})
    return app


def _assemble(settings: Settings, drain: Drain) -> Parts:
    shown = settings.identity
    if settings.rehearsal.wrong_version:
        shown = replace(shown, release=f"{shown.release}-wrong")
    database = Database(settings)
    timeout = settings.health_timeout_seconds
    metrics = Metrics(shown)
    metrics.websockets.set_function(lambda: HUB.open_connections)
    return Parts(
        settings=settings,
        shown=shown,
        database=database,
        database_check=database_check(database.ping, timeout),
        service_checks={name: service_check(url, timeout) for name, url in (settings.external_services or {}).items()},
        metrics=metrics,
        play=Play(settings.rehearsal),
        drain=drain,
    )
