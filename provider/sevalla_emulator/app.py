"""The emulator, put together."""

import re
import uuid
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount

from sevalla_emulator.access import Keys
from sevalla_emulator.backend import Backend
from sevalla_emulator.catalogue import APIS
from sevalla_emulator.clock import Clock, WallClock
from sevalla_emulator.console.pages import Console
from sevalla_emulator.control.routes import Controls
from sevalla_emulator.default_keys import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
)
from sevalla_emulator.errors import ApiError, ErrorBody, NoSuchRoute, error_body
from sevalla_emulator.faults import Faults
from sevalla_emulator.gateway import Gateway
from sevalla_emulator.limits.limiter import Limiter
from sevalla_emulator.private_connect.shares import SHARED
from sevalla_emulator.private_connect.tunnel_proxy import tunnel_proxies
from sevalla_emulator.private_connect.tunnels import PUBLIC
from sevalla_emulator.request_log import RequestLog
from sevalla_emulator.runtime.hosts import ApplicationHosts
from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.runtime.runtime import Runtime
from sevalla_emulator.seeding import first_objects
from sevalla_emulator.serving.browser import CONTROL, BrowserGuard
from sevalla_emulator.settings import ApiName, Settings
from sevalla_emulator.store import Store

CONTROL_PREFIX = CONTROL


def create_app(
    *,
    database: Path | None = None,
    api_key: str = DEFAULT_API_KEY,
    read_only_key: str = DEFAULT_READ_ONLY_KEY,
    private_connect_key: str = DEFAULT_PRIVATE_CONNECT_KEY,
    other_api_key: str = DEFAULT_OTHER_API_KEY,
    other_private_connect_key: str = DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    settings: Settings | None = None,
    clock: Clock | None = None,
    allowed_hosts: Collection[str] = (),
    seed: bool = False,
    runs: RuntimeOptions | None = None,
) -> Starlette:
    """Return the emulator as an ASGI application: the APIs and ``/_emulator``.

    The ``other`` keys belong to another company and another workspace. ``database`` keeps the
    objects in a file, else in memory. ``settings`` hold at the start
    and after each reset. ``allowed_hosts`` are names by which it may be called, beside addresses
    and ``localhost``. ``seed`` begins with what one needs to try a program, unless there is an
    application already; ``app.state.seeded`` is that. ``runs`` lets processes run, else
    they are rows. Forwarding, running, seeding and closing need the application's lifespan, which
    a server runs and ``httpx.ASGITransport`` does not.

    Raises:
        UnusableDatabaseError: another emulator has the file open, or it is no database.
    """
    start = settings or Settings()
    store = Store(database)
    kinds = {kind.name: kind for api in APIS for kind in api.kinds}
    backend = Backend(store, clock or WallClock(), start, kinds)
    keys: dict[ApiName, Keys] = {
        "sevalla": Keys(api_key, read_only_key, other_api_key),
        "private-connect": Keys(private_connect_key, other=other_private_connect_key),
    }
    limiter, faults, request_log = Limiter(), Faults(), RequestLog()
    controls = Controls(APIS, backend, limiter, faults, request_log, start)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        backend.apply(start)
        app.state.seeded = first_objects(backend, kinds) if seed else []
        async with AsyncExitStack() as cleanup:
            if runs:
                runtime = Runtime(backend, runs)
                backend.workload = runtime
                await cleanup.enter_async_context(runtime.running())
            yield
        await backend.relays.aclose()
        store.close()

    guard = Middleware(BrowserGuard, proxied=(SHARED, PUBLIC), names=allowed_hosts)
    app = Starlette(
        lifespan=lifespan,
        middleware=[*([Middleware(ApplicationHosts, backend=backend)] if runs else []), guard],
        exception_handlers={HTTPException: _documented},
        routes=[
            *Console(APIS, controls).routes(),
            Mount(CONTROL_PREFIX, routes=controls.routes()),
            *(
                _mount(
                    api.prefix, Gateway(api, backend, keys[api.name], limiter, faults, request_log)
                )
                for api in APIS
            ),
            *tunnel_proxies(backend, limiter),
        ],
    )
    app.router.redirect_slashes = False
    app.state.backend = backend
    return app


def _mount(prefix: str, gateway: Gateway) -> Mount:
    """Whatever is below a prefix, also where a line break is in it: Starlette's `.*` ends there."""
    mount = Mount(prefix, gateway)
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


async def _documented(request: Request, problem: Exception) -> Response:
    """Give what Starlette itself turns away the form of other refusals."""
    assert isinstance(problem, HTTPException)  # noqa: S101 - it is registered for these
    path = request.url.path
    refusal = (
        NoSuchRoute(request.method, path)
        if problem.status_code == httpx.codes.NOT_FOUND
        else ApiError(problem.status_code, "err-no-route", f"{path}: nothing here")
    )
    headers = {**(problem.headers or {}), "x-request-id": str(uuid.uuid4())}
    return JSONResponse(error_body(ErrorBody, refusal), refusal.status, headers)
