"""How the application is served: one process, many threads, and a stop that loses no request.

SIGTERM: readiness turns 503 at once while everything is still served for DRAIN_SECONDS (each answer closes its
connection, so that load balancers let go of it); then the socket closes, requests in flight finish within
GRACEFUL_SECONDS, WebSockets get "going away". A second SIGTERM skips the waiting.
The signal may reach the master alone (KillMode=mixed) or the worker too (systemd's default): both wait.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

HERE = str(Path(__file__).resolve().parent)
sys.path.insert(0, HERE)

from orders import websocket  # noqa: E402 - needs the path above
from orders.drain import DRAIN  # noqa: E402


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "")
    if text and not text.isdecimal():
        sys.exit(f"{name}={text!r} is not a whole number: leave it out for {default}")
    return int(text) if text else default


chdir = HERE
wsgi_app = "orders:create_app()"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{_number('PORT', 8000)}"
# One process: the health cache, the metrics and the rehearsal's counters are one. Instances scale by their number.
workers = 1
worker_class = "gthread"
threads = _number("THREADS", 64)
worker_connections = 2000
backlog = 2048
# Longer than the load balancer's idle time-out (60 s): the side that closes first must be the load balancer.
keepalive = 75
timeout = 30
graceful_timeout = _number("GRACEFUL_SECONDS", 45)  # with drain_seconds under a minute, the usual limit
# Two failed checks at the load balancer's interval of 5 s, and a little more.
drain_seconds = float(os.environ.get("DRAIN_SECONDS", "12"))
if Path("/dev/shm").is_dir():  # noqa: S108 - the worker's heartbeat file must not wait for a disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
loglevel = "warning"  # the application writes its own structured log


def when_ready(server: Any) -> None:
    """Put the waiting in front of the server's own graceful stop."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        DRAIN.stop()
        server.signal(signal.SIGTERM, None)

    def drain(_signal: int, frame: FrameType | None) -> None:
        if DRAIN.begun or drain_seconds <= 0:
            stop(_signal, frame)
        else:
            DRAIN.begin()
            signal.setitimer(signal.ITIMER_REAL, drain_seconds)

    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGTERM, drain)


def post_worker_init(worker: Any) -> None:
    """A signal that did not come from the master's own stop waits too, and a second longer: the master goes first."""

    def stop(_signal: int, frame: FrameType | None) -> None:
        if DRAIN.stopping or drain_seconds <= 0 or _signal == signal.SIGALRM:
            worker.handle_exit(_signal, frame)
        else:
            signal.setitimer(signal.ITIMER_REAL, drain_seconds + 1)

    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGTERM, stop)


def pre_request(_worker: Any, request: Any) -> None:
    if DRAIN.begun:
        request.force_close()


def worker_exit(_server: Any, _worker: Any) -> None:
    websocket.HUB.close()
