"""The routes of the console: the page, its files, its events, and what its buttons do."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from sevalla_emulator.api import Api
from sevalla_emulator.console.actions import Actions, Form
from sevalla_emulator.console.events import changes
from sevalla_emulator.console.guard import FIELD, ConsoleGuard, response_headers
from sevalla_emulator.console.log import Filter
from sevalla_emulator.console.view import Viewer, Wanted
from sevalla_emulator.control.routes import Controls
from sevalla_emulator.errors import ApiError, invalid
from sevalla_emulator.serving.browser import CONSOLE

PAGE = "/"
_ASSETS = f"{CONSOLE}/static"
_STATIC = Path(__file__).parent / "static"
_TYPES = {
    "console.css": "text/css",
    "console.js": "text/javascript",
    "morph.js": "text/javascript",
    "icon.png": "image/png",
}
_REVEALED = "x-console-reveal"
_LARGEST = 1_000_000  # characters of a form
_NO_TOKEN = "sevalla-emulator: this needs the token of a console that is open: load it anew\n"  # noqa: S105


class Console:
    """The console of one emulator."""

    def __init__(self, apis: Sequence[Api], controls: Controls) -> None:
        self._guard = ConsoleGuard()
        self._actions = Actions(controls)
        self._viewer = Viewer(apis, controls)

    def routes(self) -> list[Route]:
        """Return what is served, with whole paths."""
        return [
            Route(PAGE, self._page, methods=["GET"]),
            Route("/_emulator", _to_the_page, methods=["GET"]),
            Route("/_emulator/", _to_the_page, methods=["GET"]),
            Route(f"{CONSOLE}/events", self._events, methods=["GET"]),
            Route(f"{CONSOLE}/reveal", self._reveal, methods=["POST"]),
            Route(f"{CONSOLE}/do/{{name}}", self._do, methods=["POST"]),
            Route(f"{_ASSETS}/{{name}}", _file, methods=["GET"]),
        ]

    async def _page(self, request: Request) -> Response:
        if not self._guard.may_look(request):
            return _refused(request)
        told = request.headers.get(_REVEALED, "") if self._guard.holds(request) else ""
        return self._shown(request, _wanted(request.query_params, told.split(",")))

    async def _events(self, request: Request) -> Response:
        if not self._guard.may_look(request, request.query_params):
            return _refused(request)
        headers = response_headers(request, _ASSETS)
        return StreamingResponse(
            changes(self._viewer.revision), media_type="text/event-stream", headers=headers
        )

    async def _reveal(self, request: Request) -> Response:
        form = await _form(request)
        if not self._guard.holds(request, form):
            return _refused(request)
        back = dict(parse_qsl(form.get("back", "")))
        return self._shown(request, _wanted(back, [form.get("id", "")]))

    async def _do(self, request: Request) -> Response:
        form = await _form(request)
        if not self._guard.holds(request, form):
            return _refused(request)
        action = self._actions.by_name.get(request.path_params["name"])
        if action is None:
            return PlainTextResponse("sevalla-emulator: no such button\n", 404)
        status, said = _done(action, form)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"said": said}, status, response_headers(request, _ASSETS))
        if status == 200:
            return RedirectResponse(f"{PAGE}?{form.get('back', '')}", 303)
        back = dict(parse_qsl(form.get("back", "")))
        return self._shown(request, _wanted(back, ()), problem=said, status=status)

    def _shown(
        self, request: Request, wanted: Wanted, problem: str = "", status: int = 200
    ) -> Response:
        """Render the page: with its token where nobody but a person and the page itself gets it."""
        trusted = (
            request.method == "POST" or self._guard.holds(request) or self._guard.is_opened(request)
        )
        text = (
            _templates()
            .get_template("page.html")
            .render(
                view=self._viewer.look(wanted),
                token=self._guard.token if trusted else "",
                token_field=FIELD,
                problem=problem,
                assets=_ASSETS,
                base=CONSOLE,
                origin=f"{request.url.scheme}://{request.url.netloc}",
            )
        )
        return HTMLResponse(text, status, response_headers(request, _ASSETS))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("sevalla_emulator.console"),
        autoescape=True,  # whatever its name is: all that users wrote is text
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _wanted(query: Mapping[str, str], revealed: Sequence[str]) -> Wanted:
    return Wanted(
        query.get("show", ""),
        Filter.model_validate(dict(query)),
        frozenset(each for each in revealed if each),
    )


async def _form(request: Request) -> Form:
    text = (await request.body()).decode(errors="replace")
    return dict(parse_qsl(text[:_LARGEST], keep_blank_values=True))


def _done(action: Callable[[Form], str], form: Form) -> tuple[int, str]:
    try:
        return 200, action(form)
    except ValidationError as problem:
        refusal = invalid(problem)
    except ApiError as problem:
        refusal = problem
    return refusal.status, refusal.message


async def _to_the_page(_request: Request) -> Response:
    return RedirectResponse(PAGE, 307)


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _TYPES:
        return PlainTextResponse("sevalla-emulator: no such file\n", 404)
    headers = {**response_headers(request, _ASSETS), "cache-control": "no-cache"}
    return FileResponse(_STATIC / name, media_type=_TYPES[name], headers=headers)


def _refused(request: Request) -> Response:
    return PlainTextResponse(_NO_TOKEN, 403, response_headers(request, _ASSETS))
