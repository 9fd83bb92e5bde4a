"""The health check under stress: shared, fresh, and never hanging, whatever the database does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import psycopg
import pytest

from orders import create_app
from orders.health import CheckResult, SharedCheck, timed

from .conftest import MakeApp, environment, parts_of


def test_a_hundred_callers_share_one_check() -> None:
    calls, let_go = [], threading.Event()

    def check() -> str:
        calls.append(1)
        let_go.wait(5)
        return "fine"

    shared = SharedCheck(check, lambda _: "late", timeout=5)
    with ThreadPoolExecutor(100) as pool:
        answers = [pool.submit(shared.result) for _ in range(100)]
        time.sleep(0.1)
        let_go.set()
        assert {answer.result() for answer in answers} == {"fine"}
    assert len(calls) == 1


def test_a_result_is_kept_for_a_second_and_no_longer() -> None:
    now, calls = [0.0], iter(range(100))
    shared = SharedCheck(lambda: next(calls), lambda _: -1, timeout=5, clock=lambda: now[0])
    results = []
    for at in (0.0, 0.5, 1.0, 1.01, 2.0, 2.02):
        now[0] = at
        results.append(shared.result())
    assert results == [0, 0, 0, 1, 1, 2]


def test_a_check_that_hangs_is_reported_in_time_and_not_started_again() -> None:
    calls, let_go = [], threading.Event()

    def check() -> str:
        calls.append(1)
        let_go.wait(10)
        return "fine"

    shared = SharedCheck(check, lambda timeout: f"late after {timeout:g}", timeout=0.2)
    start = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(lambda _: shared.result(), range(20))) == {"late after 0.2"}
    assert shared.result() == "late after 0.2"
    assert time.monotonic() - start < 1
    assert len(calls) == 1
    let_go.set()
    deadline = time.monotonic() + 5
    while shared.result() != "fine":
        assert time.monotonic() < deadline


def test_any_failure_of_a_check_is_a_result() -> None:
    def broken() -> None:
        raise ZeroDivisionError("with details that nobody outside may read")

    result = timed(broken)
    assert result == CheckResult(False, result.millis, "ZeroDivisionError")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that accepts connections and never says a word: what a hung database looks like."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_silent_database_gives_503_within_the_time_out(silent_port: int) -> None:
    app = create_app(environment(f"postgresql://u@127.0.0.1:{silent_port}/d", HEALTH_TIMEOUT_SECONDS="0.5"))
    start = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: app.test_client().get("/health"), range(8)))
    assert time.monotonic() - start < 1.5
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].get_json()["database"]["reason"] == "no answer within 0.5 s"
    assert app.test_client().get("/health?probe=liveness").status_code == 200


def test_an_absent_database_gives_503_at_once() -> None:
    app = create_app(environment("postgresql://u@127.0.0.1:1/d"))
    start = time.monotonic()
    assert app.test_client().get("/health").status_code == 503
    assert time.monotonic() - start < 1


def test_a_database_that_comes_back_is_healthy_again_without_a_restart(make_app: MakeApp, database: str) -> None:
    app = make_app()
    client = app.test_client()
    assert client.get("/health").status_code == 200
    assert client.get("/").status_code == 200
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert client.get("/").status_code == 200
    parts_of(app).database.ping()


class Service(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/fine" else 500)
        self.end_headers()
        self.wfile.write(b"x")

    def log_message(self, *_args: object) -> None:
        pass


def test_external_services_are_reported_but_do_not_make_the_instance_unhealthy(make_app: MakeApp) -> None:
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}"
        answer = make_app(EXTERNAL_SERVICES=f"payments={base}/fine,mail={base}/broken").test_client().get("/health")
        server.shutdown()
        thread.join()
    assert answer.status_code == 200
    services = answer.get_json()["external_services"]
    assert services["payments"]["status"] == "healthy"
    assert services["mail"]["status"] == "unhealthy"
    assert services["mail"]["reason"] == "HTTPError"
