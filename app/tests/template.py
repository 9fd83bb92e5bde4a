"""The production server with its libraries loaded once: forks an instance for each environment it is given.

Fifty starts would cost a minute of importing. The application itself is imported by each instance, so that they
share nothing; what is served, and how it stops, is the same as in a process started from scratch.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

APPLICATION = Path(__file__).parent.parent
LIBRARIES = (
    "flask",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "prometheus_client",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.orm",
    "wsproto",
)


@dataclass
class ForkedProcess:
    """The part of subprocess.Popen that an Instance needs."""

    pid: int
    code: Future[int] = field(default_factory=Future)

    def poll(self) -> int | None:
        return self.code.result() if self.code.done() else None

    def wait(self, timeout: float | None = None) -> int:
        return self.code.result(timeout)

    def send_signal(self, number: int) -> None:
        if not self.code.done():
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@dataclass
class Template:
    _process: subprocess.Popen[str]
    _forked: dict[int, ForkedProcess] = field(default_factory=dict)
    _next: list[Future[ForkedProcess]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fork(self, environment: dict[str, str]) -> ForkedProcess:
        forked: Future[ForkedProcess] = Future()
        assert self._process.stdin is not None
        with self._lock:
            self._next.append(forked)
            print(json.dumps(environment), file=self._process.stdin, flush=True)
        return forked.result(30)

    def listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            event, pid, code = line.split()
            if event == "forked":
                self._forked[int(pid)] = ForkedProcess(int(pid))
                self._next.pop(0).set_result(self._forked[int(pid)])
            else:
                self._forked[int(pid)].code.set_result(int(code))


@contextmanager
def template() -> Iterator[Template]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.template"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=APPLICATION,
        env={key: value for key, value in os.environ.items() if not key.startswith(("COVERAGE", "COV_"))},
    ) as process:
        started = Template(process)
        listener = threading.Thread(target=started.listen)
        listener.start()
        try:
            yield started
        finally:
            assert process.stdin is not None
            process.stdin.close()
            listener.join()


def _main() -> None:
    for library in LIBRARIES:
        importlib.import_module(library)
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write)
    signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)
    while True:
        ready, _, _ = select.select([sys.stdin, read], [], [])
        if read in ready:
            os.read(read, 100)
            _report_ended()
        if sys.stdin in ready:
            # One line at a time is asked for, so nothing waits in Python's own buffer.
            line = sys.stdin.readline()
            if not line:
                return
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                _serve(json.loads(line))
            print("forked", pid, 0, flush=True)


def _report_ended() -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            print("ended", ended[0], os.waitstatus_to_exitcode(ended[1]), flush=True)


def _serve(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    silent = os.open(os.devnull, os.O_RDWR)
    os.dup2(silent, 0)
    os.dup2(silent, 1)
    sys.argv = ["gunicorn", "-c", str(APPLICATION / "gunicorn.conf.py")]
    code: int | str | None = 1
    try:
        importlib.import_module("gunicorn.app.wsgiapp").WSGIApplication("%(prog)s").run()
    except SystemExit as end:
        code = end.code
    finally:
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)


if __name__ == "__main__":
    _main()
