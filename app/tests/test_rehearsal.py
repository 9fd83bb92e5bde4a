"""Releases made bad on purpose: each mode does what it says, and nothing else."""

from __future__ import annotations

import time

import pytest

from orders.rehearsal import Errors, Play, Rehearsal, Slow

from .conftest import MakeApp


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_modes_combine() -> None:
    assert Rehearsal.parse("errors:rate=0.25,after=5s; slow:ms=800;fail-health") == Rehearsal(
        errors=Errors(0.25, 5, "pages"), slow=Slow(0.8, 0), fail_health_after_seconds=0
    )
    assert Rehearsal.parse("") == Rehearsal()


@pytest.mark.parametrize(("rate", "failures"), [("0", 0), ("0.1", 10), ("0.5", 50), ("1", 100)])
def test_the_share_of_failing_requests_is_exact(rate: str, failures: int) -> None:
    play = Play(Rehearsal.parse(f"errors:rate={rate}"))
    play.ordinary_request()
    assert abs(sum(play.fails(ordinary=True) for _ in range(100)) - failures) <= 1


def test_after_counts_from_the_first_ordinary_request() -> None:
    clock = Clock()
    play = Play(Rehearsal.parse("errors:after=5s;slow:ms=100,after=5s;fail-health:after=5s"), clock)
    for seconds, bad in [(60, False), (0, False), (4.9, False), (0.2, True)]:
        clock.now += seconds
        if seconds != 60:
            play.ordinary_request()
        assert play.fails(ordinary=True) is bad
        assert play.delay_seconds() == (0.1 if bad else 0)
        assert play.fails_health() is bad


def test_errors_spare_health_and_probes_unless_told_otherwise(make_app: MakeApp) -> None:
    client = make_app(REHEARSAL="errors:rate=1").test_client()
    assert client.get("/").status_code == 500
    assert client.get("/api/orders").status_code == 500
    assert client.get("/slow?seconds=0").status_code == 500
    assert "answers 100% of its requests with 500" in client.get("/").text
    assert client.get("/health").status_code == 200
    assert client.get("/deployment/validate").status_code == 200
    everything = make_app(REHEARSAL="errors:rate=1,scope=all").test_client()
    assert everything.get("/").status_code == 500
    assert everything.get("/health").status_code == 500


def test_a_slow_release_takes_its_time_and_fails_the_validation(make_app: MakeApp) -> None:
    client = make_app(REHEARSAL="slow:ms=300").test_client()
    start = time.perf_counter()
    assert client.get("/").status_code == 200
    assert time.perf_counter() - start >= 0.3
    body = client.get("/deployment/validate").get_json()
    assert body["deployment_ready"] is False
    assert body["checks"]["performance"]["status"] == "fail"
    assert body["checks"]["performance"]["p95_ms"] >= 300
    assert "the limit is 200 ms" in body["checks"]["performance"]["reason"]


def test_a_wrong_version_shows_everywhere(make_app: MakeApp) -> None:
    client = make_app(REHEARSAL="wrong-version").test_client()
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.get_json()["release"] == "7-wrong"
    assert answer.headers["X-BlueGreen-Release"] == "7-wrong"
    assert client.get("/version").get_json()["release"] == "7-wrong"


def test_a_broken_database_fails_health_validation_and_pages_but_not_liveness(make_app: MakeApp) -> None:
    client = make_app(REHEARSAL="broken-database").test_client()
    assert client.get("/health").status_code == 503
    assert client.get("/health").get_json()["database"]["reason"] == "OperationalError"
    assert client.get("/health?probe=liveness").status_code == 200
    page = client.get("/")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "2"
    validation = client.get("/deployment/validate")
    assert validation.status_code == 503
    assert validation.get_json()["checks"]["database_connectivity"]["status"] == "fail"


def test_a_release_that_fails_its_health_serves_pages_all_the_same(make_app: MakeApp) -> None:
    client = make_app(REHEARSAL="fail-health").test_client()
    assert client.get("/health").status_code == 503
    assert client.get("/health").get_json()["application"] == {"status": "unhealthy"}
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/slow", "/stream"])
@pytest.mark.parametrize("seconds", ["-1", "61", "nan", "long"])
def test_long_requests_are_bounded(make_app: MakeApp, path: str, seconds: str) -> None:
    assert make_app().test_client().get(f"{path}?seconds={seconds}").status_code == 400


def test_long_requests_leave_threads_for_the_others(make_app: MakeApp) -> None:
    client = make_app().test_client()
    streams = [client.get("/stream?seconds=0") for _ in range(48)]
    refused = client.get("/slow?seconds=0")
    assert refused.status_code == 503
    assert "48 long requests" in refused.get_json()["error"]
    for stream in streams:
        stream.close()
    assert client.get("/slow?seconds=0").status_code == 200


def test_in_production_there_are_no_rehearsal_endpoints(make_app: MakeApp) -> None:
    client = make_app(APP_ENVIRONMENT="production").test_client()
    assert [client.get(path).status_code for path in ("/slow", "/stream", "/ws")] == [404, 404, 404]


def test_a_websocket_needs_the_production_server(make_app: MakeApp) -> None:
    headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert make_app().test_client().get("/ws", headers=headers).status_code == 501
