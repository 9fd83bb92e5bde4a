"""Open-loop load clients of many sites in one process that is warm from the start: `python -m bench.load`.

Does what the lines of its standard input say and answers each with a line; ends with its input. Words are separated by tabs:
`begin LOG NODES PORT PER_SECOND` or `end LOG`. A log has the form of the project's own load client (LoadLog.java): due, over, kind,
status, colour, release, or 0 and a reason where nobody answered. Nothing is ever sent twice: a request without an answer was lost.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LIMIT = 10.0

# What is still open then is in no log; whatever answers at all answers sooner.
LAST_ANSWERS = 2.0

# The load balancer may close a connection that nobody uses. A client that then writes to it has lost nothing but its own time.
IDLE = 10.0


@dataclass(frozen=True)
class Answer:
    status: int
    colour: str = ""
    release: str = ""
    stays: bool = False


def parse(data: bytes) -> Answer | None:
    """The answer, once it is whole."""
    head, separator, body = data.partition(b"\r\n\r\n")
    if not separator:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if len(body) < int(headers.get("content-length", 0)):
        return None
    stays = headers.get("connection", "").lower() != "close"
    return Answer(int(first.split(" ")[1]), headers.get("x-bluegreen-colour", ""), headers.get("x-bluegreen-release", ""), stays)


class Connection(asyncio.Protocol):
    """Answers one request at a time."""

    def __init__(self) -> None:
        self.received = b""
        self.closed = False
        self.used = time.monotonic()
        self.answer: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        answer = parse(self.received)
        if answer and self.answer and not self.answer.done():
            self.answer.set_result(answer)

    def connection_lost(self, problem: Exception | None) -> None:
        self.closed = True
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionError(problem or "closed without an answer"))

    async def ask(self, request: bytes) -> Answer:
        self.received = b""
        self.used = time.monotonic()
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.answer


class Client:
    """Every request has the moment at which it is due; a slow answer delays none of the others."""

    def __init__(self, log: Path, nodes: Sequence[str], port: int, per_second: float):
        self.nodes, self.port, self.per_second = nodes, port, per_second
        self.log = log.open("w", buffering=1)
        self.idle: dict[str, list[Connection]] = {node: [] for node in nodes}
        self.open: set[asyncio.Task[None]] = set()
        self.sending = asyncio.create_task(self.send())

    async def send(self) -> None:
        begin, number = time.time(), 0
        while True:
            due = begin + number / self.per_second
            await asyncio.sleep(max(0.0, due - time.time()))
            task = asyncio.create_task(self.get(number, due))
            self.open.add(task)
            task.add_done_callback(self.open.discard)
            number += 1

    async def get(self, number: int, due: float) -> None:
        node = self.nodes[number % len(self.nodes)]
        path = "/" if number % 4 == 0 else "/api/orders?limit=5"
        connection = None
        try:
            async with asyncio.timeout(LIMIT):
                connection = await self.connection(node)
                answer = await connection.ask(f"GET {path} HTTP/1.1\r\nHost: {node}:{self.port}\r\n\r\n".encode())
        except (OSError, ValueError) as problem:
            answer = Answer(0, release=f"{type(problem).__name__} {problem}".replace(",", " "))
        over = time.time()
        if connection and answer.stays:
            self.idle[node].append(connection)
        elif connection:
            connection.transport.abort()
        self.log.write(f"{due * 1000:.1f},{over * 1000:.1f},request,{answer.status},{answer.colour},{answer.release}\n")

    async def connection(self, node: str) -> Connection:
        while self.idle[node]:
            known = self.idle[node].pop()
            if not known.closed and time.monotonic() - known.used < IDLE:
                return known
            known.transport.abort()
        _, made = await asyncio.get_running_loop().create_connection(Connection, node, self.port)
        return made

    async def end(self) -> None:
        self.sending.cancel()
        if self.open:
            await asyncio.wait(self.open, timeout=LAST_ANSWERS)
        for connection in (one for known in self.idle.values() for one in known):
            connection.transport.abort()
        self.log.close()


async def serve() -> None:
    clients: dict[str, Client] = {}
    while line := await asyncio.to_thread(sys.stdin.readline):
        what, log, *words = line.rstrip("\n").split("\t")
        if what == "begin":
            nodes, port, per_second = words
            clients[log] = Client(Path(log), nodes.split(","), int(port), float(per_second))
        else:
            await clients.pop(log).end()
        print("done", flush=True)
    for client in clients.values():
        await client.end()


if __name__ == "__main__":
    asyncio.run(serve())
