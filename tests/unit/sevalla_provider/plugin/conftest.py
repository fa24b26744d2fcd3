"""One event loop for all tests of a module: gRPC's own thread may speak to a loop once more, when
a server or a channel of an earlier test is collected, and a closed loop is an error to it."""

from collections.abc import AsyncIterator

import pytest


@pytest.fixture(scope="module")
async def one_loop(anyio_backend: object) -> AsyncIterator[None]:
    yield  # noqa: PT022 - for as long as this waits, the loop is there
