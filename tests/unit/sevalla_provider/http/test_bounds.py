"""What one exchange may take, of time and of memory: over real sockets, whatever a server does."""

import asyncio
import gzip
import itertools
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import httpx
import pytest

from sevalla_provider.http.errors import (
    ApiError,
    Executed,
    InvalidResponse,
    ResponseLost,
    Unreachable,
)
from sevalla_provider.http.transport import LARGEST, MIB, Response, Transport
from unit.clocks import FakeClock
from unit.web import SECRET

pytestmark = pytest.mark.anyio

SHORT = 0.3
"""Seconds that a request may take here."""

PATIENCE = 20.0
"""Seconds; a busy machine is no failure."""

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
FINE = HEAD + b'content-length: 11\r\n\r\n{"id": "1"}'
CHUNKED = HEAD + b"transfer-encoding: chunked\r\n\r\n"

Answering = Callable[[asyncio.StreamWriter], Awaitable[None]]


def bit_by_bit(begin: bytes, bits: Iterable[bytes], pause: float = SHORT / 10) -> Answering:
    """Send a bit, again and again, so that no single read takes long."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(begin)
        for bit in bits:
            writer.write(bit)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


def at_once(answer: bytes) -> Answering:
    return bit_by_bit(answer, ())


@asynccontextmanager
async def served(*answers: Answering) -> AsyncIterator[int]:
    """Answer each request in turn; yields the port."""
    turn = iter(answers)
    handling: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        handling.add(task)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await next(turn)(writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:
            pass  # the end of the test
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in handling:
            task.cancel()
        await asyncio.gather(*handling, return_exceptions=True)


@asynccontextmanager
async def speaking_to(*answers: Answering, seconds: float = SHORT) -> AsyncIterator[Transport]:
    async with (
        served(*answers) as port,
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False
        ) as client,
    ):
        yield Transport(client, SECRET, FakeClock(), seconds)


async def outcome(*answers: Answering, seconds: float = SHORT) -> ApiError:
    async with speaking_to(*answers, seconds=seconds) as transport, asyncio.timeout(PATIENCE):
        found = (await transport.send("GET", "/things")).outcome
    assert isinstance(found, ApiError)
    return found


DRIPS: dict[str, Answering] = {
    "silence": bit_by_bit(b"", itertools.repeat(b"")),
    "headers": bit_by_bit(HEAD, (b"x-%d: y\r\n" % number for number in itertools.count())),
    "half a header": bit_by_bit(HEAD + b"x: ", itertools.repeat(b"y")),
    "status lines": bit_by_bit(b"", itertools.repeat(b"HTTP/1.1 102 Processing\r\n\r\n")),
    "a flood of status lines": bit_by_bit(
        b"", itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100), pause=0
    ),
    "a body": bit_by_bit(HEAD + b"content-length: 999999\r\n\r\n", itertools.repeat(b" ")),
    "a body without a length": bit_by_bit(HEAD + b"\r\n", itertools.repeat(b" ")),
    "chunks": bit_by_bit(CHUNKED, itertools.repeat(b"1\r\n \r\n")),
}


@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS)
async def test_whatever_takes_so_long_the_answer_is_given_up_for_lost(drip: Answering) -> None:
    found = await outcome(drip)
    assert isinstance(found, ResponseLost)
    assert found.message == "no whole answer within 0.3 s"
    assert found.executed is Executed.PERHAPS


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        (["connection.connect_tcp.started", "connection.start_tls.started"], Unreachable),
        (["connection.start_tls.complete", "http11.send_request_headers.started"], ResponseLost),
        ([], ResponseLost),
    ],
    ids=["no connection", "begun", "nobody knows"],
)
async def test_a_request_that_was_surely_not_begun_was_not_carried_out(
    steps: list[str], kind: type[ApiError]
) -> None:
    async def hang(request: httpx.Request) -> httpx.Response:
        for step in steps:
            await request.extensions["trace"](step, {})
        await asyncio.sleep(PATIENCE)
        raise AssertionError

    carrier = httpx.MockTransport(hang)
    async with httpx.AsyncClient(base_url="http://a", transport=carrier) as client:
        found = (await Transport(client, SECRET, FakeClock(), 0.01).send("POST", "/things")).outcome
    assert type(found) is kind


async def test_httpx_tells_its_steps_by_these_names() -> None:
    steps = []

    async def trace(step: str, _info: object) -> None:
        steps.append(step)

    async with served(at_once(FINE)) as port, httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"http://127.0.0.1:{port}", extensions={"trace": trace})
    begun = next(number for number, step in enumerate(steps) if "send_request" in step)
    assert "connection.connect_tcp.complete" in steps[:begun]


async def test_an_answer_that_was_given_up_spoils_nothing_for_the_next() -> None:
    async with speaking_to(DRIPS["chunks"], at_once(FINE), at_once(FINE)) as transport:
        lost = (await transport.send("GET", "/things")).outcome
        transport._seconds = PATIENCE
        next_ones = [(await transport.send("GET", "/things")).outcome for _ in range(2)]
    assert isinstance(lost, ResponseLost)
    assert next_ones == [Response({"id": "1"}, None)] * 2


def packed(content: bytes, encoding: bytes = b"gzip") -> bytes:
    head = b"content-encoding: %b\r\ncontent-length: %d\r\n\r\n" % (encoding, len(content))
    return HEAD + head + content


async def test_an_answer_may_be_packed() -> None:
    content = packed(gzip.compress(b'{"id": "1"}', mtime=0))
    async with speaking_to(at_once(content), seconds=PATIENCE) as transport:
        found = (await transport.send("GET", "/things")).outcome
    assert found == Response({"id": "1"}, None)


TOO_LARGE = "the answer is larger than 32 MiB"


@pytest.mark.parametrize(
    "endless",
    [
        bit_by_bit(HEAD + b"\r\n", itertools.repeat(b" " * MIB), pause=0),
        bit_by_bit(CHUNKED, itertools.repeat(b"100000\r\n" + b" " * MIB + b"\r\n"), pause=0),
        at_once(packed(gzip.compress(b" " * (LARGEST + 1)))),
    ],
    ids=["a body", "chunks", "a few packed bytes"],
)
async def test_an_answer_without_end_takes_no_more_than_a_bounded_part_of_the_memory(
    endless: Answering,
) -> None:
    tracemalloc.start()
    try:
        found = await outcome(endless, seconds=PATIENCE)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(found, InvalidResponse)
    assert (found.message, found.status) == (TOO_LARGE, 200)
    assert peak < 4 * LARGEST


async def test_as_much_as_is_allowed_is_read() -> None:
    content = b'"' + b"x" * (LARGEST - 2) + b'"'
    async with speaking_to(at_once(packed(gzip.compress(content, 1))), seconds=PATIENCE) as it:
        found = (await it.send("GET", "/things")).outcome
    assert not isinstance(found, ApiError)


@pytest.mark.parametrize("encoding", [b"br", b"zstd", b"deflate", b"gzip, gzip"])
async def test_what_is_packed_in_a_way_that_nobody_asked_for_is_not_unpacked(
    encoding: bytes,
) -> None:
    found = await outcome(at_once(packed(b"whatever", encoding)), seconds=PATIENCE)
    assert isinstance(found, InvalidResponse)
    assert "packed in a way that nobody asked for" in found.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no gzip", "compression is damaged"),
        (gzip.compress(b'{"id": "1"}', mtime=0)[:-9], "cut off within its compression"),
    ],
)
async def test_what_cannot_be_unpacked_is_nonsense(content: bytes, words: str) -> None:
    found = await outcome(at_once(packed(content)), seconds=PATIENCE)
    assert isinstance(found, InvalidResponse)
    assert words in found.message
