"""A load client that balances by readiness, as a load balancer does, and never retries."""

from __future__ import annotations

import http.client
import random
import threading
import time
from dataclasses import dataclass, field

from .instance import Instance

PROBE_SECONDS = 0.1


@dataclass
class Balancer:
    """Sends each request to one of the instances whose last readiness probe succeeded; keeps connections alive."""

    requests: int = 0
    lost: list[str] = field(default_factory=list)
    reused_connections: int = 0
    _instances: dict[int, Instance] = field(default_factory=dict)
    _ready: tuple[int, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)

    def add(self, instance: Instance) -> None:
        with self._lock:
            self._instances[instance.port] = instance
            self._ready = (*self._ready, instance.port)
        threading.Thread(target=self._probe, args=(instance,), daemon=True).start()

    def remove(self, instance: Instance) -> None:
        with self._lock:
            del self._instances[instance.port]
            self._ready = tuple(port for port in self._ready if port != instance.port)

    def stop(self) -> None:
        self._stop.set()

    def _probe(self, instance: Instance) -> None:
        # One thread per instance: a probe that waits for one must not delay those of the others.
        while instance.port in self._instances and not self._stop.wait(PROBE_SECONDS):
            ready = instance.ready()
            with self._lock:
                others = tuple(port for port in self._ready if port != instance.port)
                known = instance.port in self._instances
                self._ready = (*others, instance.port) if ready and known else others

    def send_requests(self, per_second: float) -> None:
        """One client: sequential requests at this rate, each on a kept-alive connection if there is one."""
        connections: dict[int, http.client.HTTPConnection] = {}
        due = time.monotonic()
        while not self._stop.is_set():
            due = max(due + 1 / per_second, time.monotonic() - 0.1)
            port = random.choice(self._ready)
            reused = port in connections
            connection = connections.pop(port, None) or http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            failure = self._request(connection)
            with self._lock:
                self.requests += 1
                self.reused_connections += reused
                if failure:
                    self.lost.append(f"port {port}, {'old' if reused else 'new'} connection: {failure}")
            if connection.sock is not None:
                connections[port] = connection
            self._stop.wait(max(0.0, due - time.monotonic()))
        for connection in connections.values():
            connection.close()

    @staticmethod
    def _request(connection: http.client.HTTPConnection) -> str | None:
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return repr(error)
        return None if answer.status == 200 else f"status {answer.status}"
