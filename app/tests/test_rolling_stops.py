"""The promise of the drain: stopping instances, one after the other under load, loses no request."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor

from .balancer import Balancer
from .conftest import environment
from .instance import Instance, launch_from
from .template import template

STOPS = 50
CLIENTS = 4
REQUESTS_PER_SECOND = 100
# Twenty probes long, so that a busy machine does not make the balancer itself come too late.
DRAIN_SECONDS = 2


def test_fifty_rolling_stops_under_load_lose_no_request(database: str) -> None:
    variables = environment(database, DRAIN_SECONDS=str(DRAIN_SECONDS), THREADS="16")
    balancer, began = Balancer(), time.monotonic()
    launched: list[Instance] = []

    def start() -> Instance:
        instance = launch_from(forking, variables)
        launched.append(instance)
        instance.wait_until_ready()
        balancer.add(instance)
        return instance

    def stop(instance: Instance) -> int:
        instance.terminate()
        code = instance.exit_code()
        balancer.remove(instance)
        return code

    with template() as forking, ThreadPoolExecutor(CLIENTS) as clients, ThreadPoolExecutor(8) as stopping:
        try:
            serving = [start(), start()]
            load = [clients.submit(balancer.send_requests, REQUESTS_PER_SECOND / CLIENTS) for _ in range(CLIENTS)]
            stops: list[Future[int]] = []
            for _ in range(STOPS):
                serving.append(start())
                stops.append(stopping.submit(stop, serving.pop(0)))
            codes = [each.result() for each in stops]
            lasted = time.monotonic() - began
        finally:
            balancer.stop()
            for instance in launched:
                if instance.process.poll() is None:
                    instance.terminate()
                instance.exit_code()
    for each in load:
        each.result()
    print(
        f"\n{STOPS} rolling stops in {lasted:.0f} s: {balancer.requests} requests, "
        f"{balancer.reused_connections} of them on a reused connection, {len(balancer.lost)} lost"
    )
    assert balancer.lost == []
    assert codes == [0] * STOPS
    assert balancer.requests > lasted * REQUESTS_PER_SECOND / 4
    assert balancer.reused_connections > balancer.requests / 2
