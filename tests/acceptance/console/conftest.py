"""One browser for all tests of the console, and a page whose own faults fail its test."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tools.chromium import NoChromiumError, chromium

from sevalla_emulator.testing import RunningEmulator, running_emulator

OPTIONS = (
    "--no-sandbox",  # of no use to root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 10_000  # milliseconds for what takes a tenth of a second on a machine that is not busy


# Of the module, and not the session: as long as its driver lives, no test of this process can
# run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with FileLock(Path(tempfile.gettempdir()) / "pulumi-sevalla-chromium.lock"):
        try:
            path = chromium()
        except NoChromiumError as problem:
            pytest.skip(str(problem))
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes windows that share nothing, such as `new_context(color_scheme="dark")`."""
    made: list[BrowserContext] = []

    def make(width: int = 1280, **options: object) -> BrowserContext:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A window. What the page itself gets wrong fails the test."""
    page, wrong = new_context().new_page(), []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    assert wrong == []


@pytest.fixture(scope="module")
def shown() -> Iterator[RunningEmulator]:
    """An emulator that holds some of everything, whose ports listen."""
    with running_emulator(forwarding=True) as emulator:
        control = emulator.control
        seeded = control.seed(
            applications=2, processes=2, tcp_proxies=2, deployments=2, agents=1, tunnels=1
        )
        app, other = seeded.applications
        control.change_object(seeded.deployments[0].id, {"status": "failed"})
        control.make_object("env_vars", {"app_id": app.id, "key": "TOKEN", "value": "hush"})
        control.make_object(
            "domains", {"app_id": app.id, "name": "a.example", "status": "POINTING"}
        )
        database = control.make_object("databases", {"display_name": "orders"})
        ends = {"app_id": app.id, "source_id": app.id, "target_id": database.id}
        control.make_object("internal_connections", {**ends, "target_type": "dbResource"})
        control.change_object(other.id, {"is_suspended": True, "display_name": "x" * 200})
        for kind in ("static_sites", "load_balancers", "pipelines", "object_storages", "webhooks"):
            control.make_object(kind, {})
        control.make_object("api_keys", {"is_enabled": False})
        control.make_object("projects", {})
        control.add_fault("status", status=503, path="**/never")
        yield emulator
