"""Long answers for rehearsals: slow, streamed, WebSocket. Not registered in production."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import NoReturn

from flask import Blueprint, Response, abort, jsonify, request

from .operations import now
from .parts import parts
from .websocket import HUB, Handover, accept_websocket, upgrade_required

MAX_SECONDS = 60.0
# Of the server's 64 threads; the rest is for ordinary requests.
MAX_LONG_REQUESTS = 48
_long_requests = threading.BoundedSemaphore(MAX_LONG_REQUESTS)

rehearsal_endpoints = Blueprint("rehearsal", __name__)


@rehearsal_endpoints.get("/slow")
def slow() -> Response:
    """Answers after `seconds` (0 to 60, default 1)."""
    seconds = _seconds()
    _take_place()
    try:
        time.sleep(seconds)
    finally:
        _long_requests.release()
    return jsonify(slept_seconds=seconds)


@rehearsal_endpoints.get("/stream")
def stream() -> Response:
    """One JSON line each tenth of the `seconds` asked for, ten in all."""
    seconds = _seconds()
    _take_place()
    return LongResponse(_lines(seconds), mimetype="application/x-ndjson")


class LongResponse(Response):
    """Gives its place back when the server closes it, also if the client left before the first line."""

    def close(self) -> None:
        super().close()
        _long_requests.release()


@rehearsal_endpoints.get("/ws")
def without_upgrade() -> NoReturn:
    upgrade_required("This address speaks WebSocket: send Upgrade: websocket and Connection: Upgrade.")


@rehearsal_endpoints.get("/ws", websocket=True)
def websocket() -> Handover:
    """Echoes each text message as JSON with release and colour, each binary message as it is."""
    shown = parts().shown

    def answer(message: str) -> str:
        return json.dumps({"echo": message, "release": shown.release, "colour": shown.colour, "timestamp": now()})

    return accept_websocket(request, HUB, answer)


def _lines(seconds: float) -> Iterator[str]:
    for number in range(1, 11):
        time.sleep(seconds / 10)
        yield json.dumps({"line": number, "of": 10, "timestamp": now()}) + "\n"


def _seconds() -> float:
    asked = request.args.get("seconds", "1")
    try:
        seconds = float(asked)
    except ValueError:
        seconds = float("nan")
    if not 0 <= seconds <= MAX_SECONDS:
        abort(400, f"seconds={asked!r} is not a number from 0 to {MAX_SECONDS:g}.")
    return seconds


def _take_place() -> None:
    if not _long_requests.acquire(blocking=False):
        abort(503, f"{MAX_LONG_REQUESTS} long requests are running already; try again later.")
