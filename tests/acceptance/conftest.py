import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from tools.workbench.stack import Stack
from tools.workbench.ways import DYNAMIC, WAYS, Way

from acceptance.forking.hosts import Template
from acceptance.packages import built_packages
from acceptance.provider_host import ProviderHost, provider_host
from acceptance.quick_stack import QuickStack
from acceptance.yesterday import emulator_of_yesterday
from sevalla_emulator.testing import RunningEmulator

# Here, and not beside it: what is imported from a conftest is a second module of it.
pytest.register_assert_rewrite("acceptance.bad_day.walk")

NOWHERE = "http://127.0.0.1:9"

POLL_INTERVAL = "0.05"
"""Seconds; the emulator settles things by polls or within milliseconds."""


def pytest_configure() -> None:
    if shutil.which("pulumi") is None:
        pytest.exit("no `pulumi` on PATH: run `make test`, or put `make engine`'s folder on PATH")


@pytest.fixture(scope="session", params=WAYS, ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in. A test that belongs to one alone says so: `ONLY_DYNAMIC`, `ONLY_NATIVE`."""
    found: Way = request.param
    return found


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    with emulator_of_yesterday() as running:
        yield running


@pytest.fixture
def app_id(emulator: RunningEmulator) -> str:
    return emulator.control.seed(applications=1).applications[0].id


@pytest.fixture(scope="session")
def template(way: Way) -> Iterator[Template]:
    """What the hosts of quick stacks are forked off."""
    template = Template(way)
    yield template
    template.close()


@pytest.fixture
def quickly() -> None:
    """Asked for by tests of what goes on between provider and API alone: see `quick_stack`."""


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """All packages, as a release would have them."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", "alone")
    return built_packages(tmp_path_factory, str(run))


@pytest.fixture
def new_bare_stack(request: pytest.FixtureRequest) -> Callable[..., Stack]:
    """Makes a stack on the engine, or on the small one."""
    if "quickly" in request.fixturenames:
        return partial(QuickStack, template=request.getfixturevalue("template"))
    return Stack


@pytest.fixture
def new_stack(
    tmp_path: Path, emulator: RunningEmulator, new_bare_stack: Callable[..., Stack]
) -> Callable[..., Stack]:
    def make(project: Path, way: Way = DYNAMIC) -> Stack:
        folder = tmp_path / "stack"
        folder.mkdir()
        environment = {
            "SEVALLA_API_KEY": emulator.api_key,
            "SEVALLA_API_URL": emulator.url,
            "PRIVATE_CONNECT_API_KEY": emulator.private_connect_key,
            "PRIVATE_CONNECT_API_URL": emulator.private_connect_url,
            "SEVALLA_POLL_INTERVAL": POLL_INTERVAL,
            "SEVALLA_RETRY_SECONDS": "3",
        }
        return new_bare_stack(folder, project, environment, way)

    return make


@pytest.fixture
def stack(new_stack: Callable[..., Stack], way: Way) -> Stack:
    return new_stack(way.project, way)


@pytest.fixture(scope="module")
def host(way: Way) -> Iterator[ProviderHost]:
    """A host that could not send anything: there is neither a key nor an API."""
    nowhere = {
        "SEVALLA_API_KEY": "",
        "SEVALLA_API_URL": NOWHERE,
        "PRIVATE_CONNECT_API_URL": NOWHERE,
    }
    with provider_host(way, nowhere) as host:
        yield host
