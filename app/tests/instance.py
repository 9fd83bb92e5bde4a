"""A real instance: the production server as its own process."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .postgres import free_port
from .template import ForkedProcess, Template

APPLICATION = Path(__file__).parent.parent
START_LIMIT_SECONDS = 60.0


@dataclass
class Instance:
    process: subprocess.Popen[bytes] | ForkedProcess
    port: int

    def get(self, path: str, timeout: float = 10.0) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def ready(self) -> bool:
        try:
            return self.get("/health", timeout=2)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the instance did not become ready (exit code {self.process.poll()})")
            time.sleep(0.02)

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def exit_code(self, timeout: float = 60.0) -> int:
        return self.process.wait(timeout)


def launch(environment: dict[str, str], measured: bool = False) -> Instance:
    """Starts the server without waiting. `measured`: under branch coverage, if that is on at all."""
    port = free_port()
    gunicorn = Path(sys.executable).parent / "gunicorn"
    process = subprocess.Popen(
        [gunicorn, "-c", APPLICATION / "gunicorn.conf.py"],
        env=_server_environment(port, environment, measured),
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    return Instance(process, port)


def launch_from(template: Template, environment: dict[str, str]) -> Instance:
    """The same, but forked from a process that has the libraries loaded, which takes a tenth of the time."""
    port = free_port()
    return Instance(template.fork(_server_environment(port, environment)), port)


def _server_environment(port: int, given: dict[str, str], measured: bool = False) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if measured or not k.startswith(("COVERAGE", "COV_"))}
    return {**inherited, "PORT": str(port), "HOST": "127.0.0.1", "DRAIN_SECONDS": "0", **given}


@contextmanager
def running(environment: dict[str, str], measured: bool = False) -> Iterator[Instance]:
    instance = launch(environment, measured)
    try:
        instance.wait_until_ready()
        yield instance
    finally:
        if instance.process.poll() is None:
            instance.terminate()
            try:
                instance.process.wait(30)
            except subprocess.TimeoutExpired:
                instance.process.kill()
                instance.process.wait()
