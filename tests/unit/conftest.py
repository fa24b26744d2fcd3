"""What every unit test may rely on."""

import pytest
from hypothesis import settings

# Time limits belong to the suite as a whole; a busy machine is no failure.
settings.register_profile("unit", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("unit")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio."""
    return "asyncio"
