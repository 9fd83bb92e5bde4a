"""What happens around every request: identity headers, log line, metrics, rehearsals, errors, foreign forms."""

from __future__ import annotations

import logging
import time
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, jsonify, render_template, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from .parts import Parts
from .rehearsal import Errors

_QUIET = ("operations.health", "operations.metrics", "static")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_ORDINARY = ("pages", "api", "rehearsal")
_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def wrap_requests(app: Flask, parts: Parts, logger: logging.Logger) -> None:
    @app.before_request
    def begin() -> None:
        g.start = time.perf_counter()
        _rehearse(parts)
        _refuse_foreign_forms()

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-BlueGreen-Release"] = parts.shown.release
        response.headers["X-BlueGreen-Colour"] = parts.shown.colour
        response.headers.update(_SECURITY_HEADERS)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        _account(parts, logger, response)
        return response

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        if isinstance(error.response, Response):
            return error.response
        return _explained(error.code or 500, error.description or error.name)

    @app.errorhandler(OperationalError)
    @app.errorhandler(PoolTimeoutError)
    def without_database(error: Exception) -> Response:
        # Without the stack: while a database is away there is one of these per request, all the same.
        logger.error("The database did not serve a request: %s", str(error).partition("\n")[0])
        response = _explained(503, "The database does not answer at the moment. Nothing was changed; try again.")
        response.headers["Retry-After"] = "2"
        return response

    @app.errorhandler(Exception)
    def crashed(error: Exception) -> Response:
        logger.error("A request failed", exc_info=error)
        return _explained(500, "Something went wrong here. It has been logged.")


def _rehearse(parts: Parts) -> None:
    ordinary = request.blueprint in _ORDINARY
    if ordinary:
        parts.play.ordinary_request()
        time.sleep(parts.play.delay_seconds())
    if parts.play.fails(ordinary):
        abort(
            500, f"Rehearsal: this release answers {_share(parts.settings.rehearsal.errors)} of its requests with 500."
        )


def _share(errors: Errors | None) -> str:
    return f"{errors.rate:.0%}" if errors else "some"


def _refuse_foreign_forms() -> None:
    """No session, no cookie, no shared secret between two releases: the browser itself says where a form came from."""
    if request.method in _SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:
        foreign = origin is not None and urlsplit(origin).netloc != request.host
    if foreign:
        abort(403, "This form was sent from another site.")


def _explained(status: int, sentence: str) -> Response:
    if request.blueprint == "pages" or (request.blueprint is None and request.accept_mimetypes.accept_html):
        response = Response(render_template("error.html", status=status, sentence=sentence))
    else:
        response = jsonify(error=sentence)
    response.status_code = status
    return response


def _account(parts: Parts, logger: logging.Logger, response: Response) -> None:
    seconds = time.perf_counter() - g.start
    route = request.url_rule.rule if request.url_rule else "unknown"
    # The rehearsal's long answers are long on purpose and would hide what the pages do.
    if request.blueprint != "rehearsal":
        parts.metrics.answered(request.method, route, response.status_code, seconds)
    level = logging.DEBUG if request.endpoint in _QUIET and response.status_code < 400 else logging.INFO
    logger.log(
        level,
        "%s %s %d",
        request.method,
        request.path,
        response.status_code,
        extra={
            "fields": {
                "method": request.method,
                "path": request.path,
                "route": route,
                "status": response.status_code,
                "duration_ms": round(seconds * 1000, 2),
                "trace": request.headers.get("X-Amzn-Trace-Id"),
                "client": request.headers.get("X-Forwarded-For", request.remote_addr),
            }
        },
    )
