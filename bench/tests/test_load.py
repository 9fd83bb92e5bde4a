"""The load client of the bench: what it counts as answered and as lost, and when it asks."""

import asyncio
from contextlib import asynccontextmanager

from bench.load import Answer, Client, parse
from bench.loadlog import read

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-BlueGreen-Colour: blue\r\nX-BlueGreen-Release: 7\r\n\r\nok\n"


def test_an_answer_is_whole_with_the_last_byte_of_its_body():
    assert parse(GOOD[:-1]) is None
    assert parse(GOOD) == Answer(200, "blue", "7", stays=True)


def test_a_connection_that_is_to_be_closed_does_not_stay():
    assert parse(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nConnection: Close\r\n\r\n") == Answer(503)


def test_a_request_is_sent_when_it_is_due_and_its_answer_read_from_the_log(tmp_path):
    async def run():
        async with server(GOOD) as port:
            return await asked(tmp_path, port, per_second=5, seconds=1.1)

    answers = asyncio.run(run())

    assert len(answers) in (5, 6)
    assert all(answer.status == 200 and answer.colour == "blue" for answer in answers)
    assert sorted(answer.over - answer.due for answer in answers)[2] < 0.15


def test_a_request_whose_connection_closes_without_an_answer_is_lost_and_not_sent_again(tmp_path):
    requests = []

    async def run():
        async with server(b"", requests) as port:
            return await asked(tmp_path, port, per_second=20, seconds=0.5)

    answers = asyncio.run(run())

    assert answers
    assert all(answer.is_lost for answer in answers)
    assert len(requests) == len(answers)


async def asked(folder, port, per_second, seconds):
    client = Client(folder / "load.csv", ["127.0.0.1"], port, per_second)
    await asyncio.sleep(seconds)
    await client.end()
    return read(folder / "load.csv")


@asynccontextmanager
async def server(answer, requests=None):
    """Answers so, or hangs up on every request if there is no answer."""

    async def serve(reader, writer):
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            if requests is not None:
                requests.append(1)
            if not answer:
                break
            writer.write(answer)
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
