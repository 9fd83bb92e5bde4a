"""WebSockets beside a threaded WSGI server: each costs one file descriptor, none costs a thread.

The server's thread does the HTTP part, then hands the socket over to one event loop in a thread of its own and is
free for the next request.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import os
import socket
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any, NoReturn

from flask import Request, Response, abort, jsonify
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

MAX_MESSAGE_BYTES = 64 * 1024
MAX_OPEN = 500
# Under the load balancer's idle time-out of 60 s, with room for one that is lost.
PING_SECONDS = 20.0
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

Answer = Callable[[str], str]


class Hub:
    """All WebSockets of this process, on one event loop that starts with the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: set[Future[None]] = set()
        self._closing = False

    @property
    def open_connections(self) -> int:
        return len(self._open)

    @property
    def full(self) -> bool:
        return self._closing or self.open_connections >= MAX_OPEN

    def take(self, sock: socket.socket, hello: bytes, answer: Answer) -> None:
        """Owns the socket from here on: sends the hello, then answers each message until either side closes."""
        sock.setblocking(False)
        future = asyncio.run_coroutine_threadsafe(_converse(sock, hello, answer), self._running_loop())
        self._open.add(future)
        future.add_done_callback(self._open.discard)

    def close(self, timeout: float = 2.0) -> None:
        """Tell every client "going away" (1001) and end the loop."""
        self._closing = True
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        still_open = list(self._open)
        for future in still_open:
            future.cancel()
        asyncio.run_coroutine_threadsafe(_all_tasks_done(), loop).result(timeout)
        loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), name="websockets", daemon=True).start()
            return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _all_tasks_done() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


async def _converse(sock: socket.socket, hello: bytes, answer: Answer) -> None:
    reader, writer = await asyncio.open_connection(sock=sock)
    protocol = Connection(ConnectionType.SERVER)
    try:
        writer.write(hello)
        await _frames(reader, writer, protocol, answer)
    except asyncio.CancelledError:
        writer.write(protocol.send(CloseConnection(code=CloseReason.GOING_AWAY, reason="instance is stopping")))
        raise
    except RemoteProtocolError:
        writer.write(protocol.send(CloseConnection(code=CloseReason.PROTOCOL_ERROR)))
    except (OSError, LocalProtocolError):
        pass  # The client has gone without a word.
    finally:
        writer.close()


async def _frames(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, protocol: Connection, answer: Answer
) -> None:
    received: list[str | bytes | bytearray] = []
    silent_since_ping = False
    while True:
        try:
            data = await asyncio.wait_for(reader.read(MAX_MESSAGE_BYTES), PING_SECONDS)
        except TimeoutError:
            if silent_since_ping:
                return
            silent_since_ping = True
            writer.write(protocol.send(Ping()))
            continue
        silent_since_ping = False
        if not data:
            return
        protocol.receive_data(data)
        for event in protocol.events():
            if isinstance(event, Ping):
                writer.write(protocol.send(event.response()))
            elif isinstance(event, CloseConnection):
                writer.write(protocol.send(event.response()))
                return
            elif isinstance(event, Message):
                received.append(event.data)
                if sum(map(len, received)) > MAX_MESSAGE_BYTES:
                    writer.write(protocol.send(CloseConnection(code=CloseReason.MESSAGE_TOO_BIG)))
                    return
                if event.message_finished:
                    writer.write(protocol.send(_answered(received, answer)))
                    received = []
        await writer.drain()


def _answered(received: list[Any], answer: Answer) -> TextMessage | BytesMessage:
    if isinstance(received[0], str):
        return TextMessage(data=answer("".join(received)))
    return BytesMessage(data=b"".join(received))


class Handover(Response):
    """The answer to a WebSocket request: status 101, after which the socket belongs to the hub."""

    def __init__(self, hub: Hub, key: str, answer: Answer) -> None:
        super().__init__(status=101)
        self._hub, self._key, self._answer = hub, key, answer

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        theirs: socket.socket = environ["gunicorn.socket"]
        ours = theirs.dup()
        # The server will shut its socket down when this request ends. Give it another one to shut down.
        left, right = socket.socketpair()
        with left, right:
            os.dup2(left.fileno(), theirs.fileno())
        self._hub.take(ours, self._hello(), self._answer)
        raise StopIteration  # what the server takes for "nothing more to do on this connection"

    def _hello(self) -> bytes:
        accept = base64.b64encode(hashlib.sha1(self._key.encode() + _GUID, usedforsecurity=False).digest()).decode()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        lines.append(f"Sec-WebSocket-Accept: {accept}")
        lines += [f"{name}: {value}" for name, value in self.headers if name.startswith("X-BlueGreen-")]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def accept_websocket(request: Request, hub: Hub, answer: Answer) -> Handover:
    """Aborts with 400 (bad key), 426 (another version), 501 (another server) or 503 (too many, or stopping)."""
    headers = request.headers
    if headers.get("Sec-WebSocket-Version") != "13":
        upgrade_required("WebSocket version 13 is the only one spoken here.")
    key = headers.get("Sec-WebSocket-Key", "")
    try:
        valid = len(base64.b64decode(key, validate=True)) == 16
    except binascii.Error:
        valid = False
    if not valid:
        abort(400, "Sec-WebSocket-Key is not 16 bytes in base64.")
    if "gunicorn.socket" not in request.environ:
        abort(501, "WebSockets need the production server: start the application with app/start.")
    if hub.full:
        abort(503, "No more WebSockets here: too many are open, or the instance is stopping.")
    return Handover(hub, key, answer)


def upgrade_required(sentence: str) -> NoReturn:
    # A whole response, because the framework knows no exception for this status.
    response = jsonify(error=sentence)
    response.status_code = 426
    response.headers["Upgrade"] = "websocket"
    response.headers["Sec-WebSocket-Version"] = "13"
    abort(response)


# One per process, like the server's own thread pool.
HUB = Hub()
