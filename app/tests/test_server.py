"""The application as it runs in production: a process of its own, real sockets, real signals."""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from orders.metrics import percentile

from .conftest import environment
from .instance import Instance, launch, running


@pytest.fixture
def instance(database: str) -> Iterator[Instance]:
    """One that the test may stop."""
    with running(environment(database, DRAIN_SECONDS="0.7"), measured=True) as started:
        yield started


@pytest.fixture(scope="module")
def lasting(migrated: str) -> Iterator[Instance]:
    """One for all tests that leave it as it was."""
    with running(environment(migrated), measured=True) as started:
        yield started


def websocket(instance: Instance) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{instance.port}/ws", proxy=None)


def test_an_instance_starts_quickly(database: str) -> None:
    """Judged by processor time, which other work on the machine does not change; the time it took is printed."""
    seconds, before = [], resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(3):
        start = time.monotonic()
        with running(environment(database)):
            seconds.append(time.monotonic() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 3
    print(f"\nseconds from start to healthy: {', '.join(f'{s:.2f}' for s in sorted(seconds))}; processor {cpu:.2f}")
    assert cpu < 3


def test_health_answers_under_200_ms_at_p95_beside_50_requests_a_second(database: str) -> None:
    seconds, load_seconds, stop = [], [], threading.Event()
    with running(environment(database)) as instance:

        def load() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=10)
            due = time.monotonic()
            while not stop.is_set():
                due += 5 / 50
                start = time.perf_counter()
                connection.request("GET", "/")
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200
                load_seconds.append(time.perf_counter() - start)
                stop.wait(max(0.0, due - time.monotonic()))
            connection.close()

        with ThreadPoolExecutor(5) as pool:
            loads = [pool.submit(load) for _ in range(5)]
            began = time.monotonic()
            for _ in range(200):
                start = time.perf_counter()
                assert instance.get("/health")[0] == 200
                seconds.append(time.perf_counter() - start)
                time.sleep(0.02)
            lasted = time.monotonic() - began
            stop.set()
            for finished in loads:
                finished.result()
    rate, p95 = len(load_seconds) / lasted, percentile(seconds, 0.95) * 1000
    print(
        f"\n/health beside {rate:.0f} requests/s: p50 {percentile(seconds, 0.5) * 1000:.1f} ms, p95 {p95:.1f} ms, "
        f"max {max(seconds) * 1000:.1f} ms; pages p95 {percentile(load_seconds, 0.95) * 1000:.1f} ms"
    )
    assert rate > 40
    assert p95 < 200


def test_a_stopping_instance_turns_unready_serves_on_and_finishes_what_is_in_flight(instance: Instance) -> None:
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(instance.get, "/slow?seconds=2.5")
        streamed = pool.submit(instance.get, "/stream?seconds=2.5")
        time.sleep(0.3)
        instance.terminate()
        time.sleep(0.3)
        status, body = instance.get("/health")
        assert status == 503
        assert json.loads(body)["application"]["status"] == "draining"
        assert instance.get("/health?probe=liveness")[0] == 200
        assert instance.get("/")[0] == 200
        assert slow.result() == (200, b'{"slept_seconds":2.5}\n')
        assert streamed.result()[1].count(b"\n") == 10
    assert instance.exit_code() == 0


def test_a_draining_instance_closes_connections_that_would_be_used_again(instance: Instance) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=5)
    headers = []
    for step in range(2):
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        headers.append(answer.headers["Connection"])
        if step == 0:
            instance.terminate()
            time.sleep(0.2)
    connection.close()
    assert headers == ["keep-alive", "close"]


def test_a_signal_that_reaches_the_worker_too_changes_nothing(instance: Instance) -> None:
    """What systemd does by default: SIGTERM to every process of the service."""
    children = Path(f"/proc/{instance.process.pid}/task/{instance.process.pid}/children").read_text().split()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(instance.get, "/slow?seconds=1.5")
        time.sleep(0.2)
        for child in children:
            os.kill(int(child), signal.SIGTERM)
        instance.terminate()
        time.sleep(0.2)
        assert instance.get("/health")[0] == 503
        assert instance.get("/")[0] == 200
        assert slow.result()[0] == 200
    assert instance.exit_code() == 0


def test_a_worker_told_to_stop_on_its_own_is_replaced(instance: Instance) -> None:
    children = Path(f"/proc/{instance.process.pid}/task/{instance.process.pid}/children")
    before = children.read_text()
    os.kill(int(before), signal.SIGTERM)
    deadline = time.monotonic() + 30
    while children.read_text() in (before, ""):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    instance.wait_until_ready()
    assert instance.get("/")[0] == 200


def test_a_second_signal_skips_the_waiting(database: str) -> None:
    with running(environment(database, DRAIN_SECONDS="30")) as instance:
        instance.terminate()
        time.sleep(0.2)
        assert instance.process.poll() is None
        instance.terminate()
        assert instance.exit_code(timeout=10) == 0


def test_bad_settings_end_the_start_with_a_sentence(database: str) -> None:
    instance = launch({**environment(database), "THREADS": "many"})
    assert instance.exit_code() != 0


def test_open_websockets_take_no_thread_from_ordinary_requests(database: str) -> None:
    with running(environment(database, THREADS="4"), measured=True) as instance, ExitStack() as opened:
        sockets = [opened.enter_context(websocket(instance)) for _ in range(40)]
        for number, each in enumerate(sockets):
            each.send(f"message {number}")
        echoes = [json.loads(each.recv(5)) for each in sockets]
        assert [echo["echo"] for echo in echoes] == [f"message {number}" for number in range(40)]
        assert {(echo["release"], echo["colour"]) for echo in echoes} == {("7", "green")}
        start = time.perf_counter()
        with ThreadPoolExecutor(4) as pool:
            assert {status for status, _ in pool.map(instance.get, ["/"] * 40)} == {200}
        print(f"\n40 pages with 40 WebSockets open and 4 threads: {time.perf_counter() - start:.2f} s")
        assert b"websockets_open 40.0" in instance.get("/metrics")[1]


def test_a_websocket_answer_carries_release_and_colour_and_binary_comes_back(lasting: Instance) -> None:
    with websocket(lasting) as opened:
        assert opened.response is not None
        assert opened.response.headers["X-BlueGreen-Release"] == "7"
        assert opened.response.headers["X-BlueGreen-Colour"] == "green"
        opened.send(bytes(range(256)) * 100)
        assert opened.recv(5) == bytes(range(256)) * 100
        assert opened.ping().wait(5)


def test_a_stopping_instance_says_going_away_to_its_websockets(instance: Instance) -> None:
    with websocket(instance) as opened:
        instance.terminate()
        opened.send("still here")
        assert json.loads(opened.recv(5))["echo"] == "still here"
        with pytest.raises(ConnectionClosed) as closed:
            opened.recv(10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1001
    assert instance.exit_code() == 0


def test_a_message_that_is_too_big_is_refused(lasting: Instance) -> None:
    with websocket(lasting) as opened:
        opened.send("x" * 70_000)
        with pytest.raises(ConnectionClosed) as closed:
            opened.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_a_broken_frame_closes_that_websocket_only(lasting: Instance) -> None:
    with websocket(lasting) as other:
        raw = handshake(lasting, {})
        raw.sendall(b"\xff\xff\xff\xff")
        assert b"\x03\xea" in raw.recv(1000)  # 1002, protocol error
        raw.close()
        handshake(lasting, {}).close()  # leaves without a word
        other.send("unharmed")
        assert json.loads(other.recv(5))["echo"] == "unharmed"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({"Sec-WebSocket-Version": "8"}, b"426"),
        ({"Sec-WebSocket-Key": "short"}, b"400"),
        ({"Sec-WebSocket-Key": "c2hvcnQ="}, b"400"),
        ({"Upgrade": "h2c"}, b"426"),
    ],
)
def test_a_wrong_handshake_is_refused(lasting: Instance, header: dict[str, str], status: bytes) -> None:
    raw = handshake(lasting, header, expected=status)
    raw.close()


def test_in_production_there_is_no_websocket(database: str) -> None:
    variables = {**environment(database), "APP_ENVIRONMENT": "production"}
    with running(variables) as instance, pytest.raises(InvalidStatus, match="404"):
        websocket(instance)


def handshake(instance: Instance, changed: dict[str, str], expected: bytes = b"101") -> socket.socket:
    headers = {
        "Host": "localhost",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        **changed,
    }
    raw = socket.create_connection(("127.0.0.1", instance.port), timeout=5)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    raw.sendall(f"GET /ws HTTP/1.1\r\n{lines}\r\n".encode())
    first_line = raw.recv(4000).split(b"\r\n")[0]
    assert expected in first_line, first_line
    return raw
