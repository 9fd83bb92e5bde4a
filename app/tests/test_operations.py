"""What load balancers and deployers ask."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from orders.drain import Drain

from .conftest import MakeApp


def test_a_healthy_instance_says_so_with_release_and_colour(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    body = answer.get_json()
    assert body["status"] == "healthy"
    assert body["database"]["status"] == "healthy"
    assert body["database"]["duration_ms"] > 0
    assert body["application"] == {"status": "healthy"}
    assert body["external_services"] == {}
    assert (body["release"], body["colour"]) == ("7", "green")
    assert body["timestamp"].endswith("+00:00")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/health", 200), ("/version", 200), ("/static/style.css", 200), ("/orders/99", 404), ("/none", 404)],
)
def test_every_answer_carries_release_and_colour(client: FlaskClient, path: str, status: int) -> None:
    with client.get(path) as answer:
        assert answer.status_code == status
        assert answer.headers["X-BlueGreen-Release"] == "7"
        assert answer.headers["X-BlueGreen-Colour"] == "green"


def test_a_draining_instance_is_alive_but_not_ready_and_still_serves(make_app: MakeApp) -> None:
    drain = Drain()
    client = make_app(drain).test_client()
    drain.begin()
    readiness = client.get("/health?probe=readiness")
    assert readiness.status_code == 503
    assert readiness.get_json()["application"] == {"status": "draining"}
    assert client.get("/health?probe=liveness").status_code == 200
    assert client.get("/").status_code == 200


def test_an_unknown_probe_is_refused(client: FlaskClient) -> None:
    answer = client.get("/health?probe=startup")
    assert answer.status_code == 400
    assert "readiness or liveness" in answer.get_json()["error"]


def test_a_good_release_is_ready_for_traffic_and_every_check_measures(client: FlaskClient) -> None:
    answer = client.get("/deployment/validate")
    body = answer.get_json()
    assert answer.status_code == 200, body
    assert body["deployment_ready"] is True
    checks = body["checks"]
    assert {name: check["status"] for name, check in checks.items()} == dict.fromkeys(
        (
            "database_connectivity",
            "application_functionality",
            "performance",
            "memory_usage",
            "disk_space",
            "migrations",
        ),
        "pass",
    )
    assert checks["database_connectivity"]["round_trip_ms"] > 0
    assert checks["database_connectivity"]["rolled_back"] is True
    assert checks["application_functionality"]["passed"] == ["create", "edit", "find", "list", "render", "reject"]
    assert 0 < checks["performance"]["p50_ms"] <= checks["performance"]["p95_ms"] <= 200
    assert checks["memory_usage"]["process_mb"] > 10
    assert checks["disk_space"]["free_mb"] > 0
    assert checks["migrations"] | {"duration_ms": 0} == {
        "status": "pass",
        "schema_version": 2,
        "applied_migrations": 2,
        "failed_migrations": 0,
        "required_min": 2,
        "required_max": 3,
        "duration_ms": 0,
    }


def test_the_validation_leaves_no_order_behind(client: FlaskClient) -> None:
    client.get("/deployment/validate")
    assert client.get("/api/orders").get_json() == {"orders": []}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"X-Forwarded-For": "10.1.2.3"}, 200),
        ({"X-Forwarded-For": "8.8.8.8"}, 403),
        ({"X-Forwarded-For": "10.0.0.1, 8.8.8.8"}, 403),
        ({"X-Forwarded-For": "nonsense"}, 403),
        ({"X-Forwarded-For": "8.8.8.8", "X-Validate-Token": "secret"}, 200),
        ({"X-Forwarded-For": "8.8.8.8", "Authorization": "Bearer secret"}, 200),
        ({"X-Validate-Token": "wrong"}, 403),
        ({"X-Validate-Token": "schlüssel"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/deployment/validate", "/metrics"])
def test_only_the_private_network_or_the_token_opens_what_is_for_operators(
    make_app: MakeApp, path: str, headers: dict[str, str], status: int
) -> None:
    client = make_app(VALIDATE_TOKEN="secret").test_client()
    assert client.get(path, headers=headers).status_code == status


def test_without_a_token_set_no_token_opens(make_app: MakeApp) -> None:
    client = make_app().test_client()
    outside = {"X-Forwarded-For": "8.8.8.8", "X-Validate-Token": ""}
    assert client.get("/deployment/validate", headers=outside).status_code == 403


def test_the_version_names_release_colour_and_schema_range(client: FlaskClient) -> None:
    assert client.get("/version").get_json() == {"release": "7", "colour": "green", "schema": {"min": 2, "max": 3}}


def test_metrics_count_requests_by_route_and_status(client: FlaskClient) -> None:
    client.get("/")
    client.get("/orders/4")
    text = client.get("/metrics").text
    assert 'http_requests_total{method="GET",route="/",status="200"} 1.0' in text
    assert 'http_requests_total{method="GET",route="/orders/<int:order_id>",status="404"} 1.0' in text
    assert 'release_info{colour="green",release="7"} 1.0' in text
    assert "process_resident_memory_bytes" in text
