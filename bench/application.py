"""The application that every contender releases: one small answer, the release and the colour it has as its instance's tags.

A release whose name begins with "bad" is good in verification (/health, and requests with the preview header) and turns bad for users
two seconds after it met the first of them: from then on it answers 500.
"""

import asyncio
import os
import time
import urllib.request

BASE = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"].rstrip("/") + "/latest/"
TURNS_BAD_AFTER = 2.0

# Nobody's first health check is passed by luck: an instance is healthy at its second one, like most applications.
STARTS_IN = 1.0
PHRASES = {200: "OK", 500: "Internal Server Error"}


def ask(path: str, method: str = "GET", **headers: str) -> str:
    request = urllib.request.Request(BASE + path, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read().decode()


def tag(name: str) -> str:
    token = ask("api/token", "PUT", X_aws_ec2_metadata_token_ttl_seconds="60")
    return ask(f"meta-data/tags/instance/bluegreen:{name}", X_aws_ec2_metadata_token=token)


class Application(asyncio.Protocol):
    release = ""
    colour = ""
    first_user: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            self.transport.write(self.answer(head))

    @classmethod
    def status(cls, head: bytes) -> int:
        is_user = not head.startswith(b"GET /health") and b"x-bluegreen-preview:" not in head.lower()
        if not is_user or not cls.release.startswith("bad"):
            return 200
        if cls.first_user is None:
            cls.first_user = time.monotonic()
        return 500 if time.monotonic() - cls.first_user > TURNS_BAD_AFTER else 200

    @classmethod
    def answer(cls, head: bytes) -> bytes:
        status = cls.status(head)
        return (
            f"HTTP/1.1 {status} {PHRASES[status]}\r\nContent-Length: 3\r\nContent-Type: text/plain\r\n"
            f"X-BlueGreen-Release: {cls.release}\r\nX-BlueGreen-Colour: {cls.colour}\r\n\r\nok\n"
        ).encode()


async def serve() -> None:
    await asyncio.sleep(STARTS_IN)
    Application.release = tag("release")
    Application.colour = tag("colour")
    server = await asyncio.get_running_loop().create_server(Application, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
