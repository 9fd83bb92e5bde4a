"""What load balancers, deployers and operators ask: /health, /deployment/validate, /version, /metrics."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from .access import require_operator
from .parts import parts
from .validation import validate

operations = Blueprint("operations", __name__)


@operations.get("/health")
def health() -> tuple[Response, int]:
    """probe=readiness (the default: may it get traffic?) or probe=liveness (should it be restarted?)."""
    probe = request.args.get("probe", "readiness")
    if probe not in ("readiness", "liveness"):
        abort(400, f"probe={probe!r} is unknown: ask for readiness or liveness.")
    app = parts()
    draining = app.drain.begun
    failing = app.play.fails_health()
    body: dict[str, object] = {
        "application": {"status": "draining" if draining else "unhealthy" if failing else "healthy"},
        "probe": probe,
        "release": app.shown.release,
        "colour": app.shown.colour,
        "timestamp": now(),
    }
    ready = not failing
    if probe == "readiness":
        database = app.database_check.result()
        # Reported, not judged: when another service is down, taking this one down as well helps nobody.
        services = {name: check.result().as_json() for name, check in app.service_checks.items()}
        body |= {"database": database.as_json(), "external_services": services}
        ready = ready and database.healthy and not draining
    body["status"] = "healthy" if ready else "unhealthy"
    return jsonify(body), 200 if ready else 503


@operations.get("/deployment/validate")
def deployment_validate() -> tuple[Response, int]:
    """The deep check before traffic moves: does real work in a transaction that is rolled back."""
    app = parts()
    require_operator(request, app.settings)
    ready, checks = validate(app)
    body = {
        "deployment_ready": ready,
        "checks": checks,
        "release": app.shown.release,
        "colour": app.shown.colour,
        "timestamp": now(),
    }
    return jsonify(body), 200 if ready else 503


@operations.get("/version")
def version() -> Response:
    app = parts()
    schema = {"min": app.settings.schema.min, "max": app.settings.schema.max}
    return jsonify(release=app.shown.release, colour=app.shown.colour, schema=schema)


@operations.get("/metrics")
def metrics() -> Response:
    app = parts()
    require_operator(request, app.settings)
    return Response(app.metrics.text(), content_type=CONTENT_TYPE_LATEST)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
