"""How the emulator is to serve: one table of options, for each command that starts one."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Annotated, Concatenate, Literal, ParamSpec, TypeAlias, get_type_hints

import typer

from sevalla_emulator.default_keys import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
)

LogLevel: TypeAlias = Literal["critical", "error", "warning", "info", "debug"]
Own = ParamSpec("Own")


def _key(what: str) -> object:
    return typer.Option(metavar="KEY", help=f"The key {what}.")


def _file(what: str) -> object:
    return typer.Option(metavar="FILE", dir_okay=False, help=what)


@dataclass(frozen=True, kw_only=True)
class ServingOptions:
    """What may be said of an emulator when it is started."""

    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen at.")] = (
        "127.0.0.1"
    )
    port: Annotated[
        int | None,
        typer.Option(
            metavar="PORT",
            min=0,
            max=65_535,
            help="The port; 0 is any free one.  [default: 8787; with `run`: 0]",
        ),
    ] = None
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name that it may be called by; may be repeated."),
    ] = None
    database: Annotated[Path | None, _file("Keep the objects here, not in memory.")] = None
    seed: Annotated[
        bool,
        typer.Option("--seed", help="Begin with an application and an agent, and print their ids."),
    ] = False
    api_key: Annotated[str, _key("that may do all")] = DEFAULT_API_KEY
    read_only_key: Annotated[str, _key("that may only read")] = DEFAULT_READ_ONLY_KEY
    private_connect_key: Annotated[str, _key("of Private Connect")] = DEFAULT_PRIVATE_CONNECT_KEY
    other_api_key: Annotated[str, _key("of another company, which sees nothing of the first")] = (
        DEFAULT_OTHER_API_KEY
    )
    other_private_connect_key: Annotated[str, _key("of another workspace of Private Connect")] = (
        DEFAULT_OTHER_PRIVATE_CONNECT_KEY
    )
    tls: Annotated[
        bool, typer.Option("--tls", help="Serve HTTPS with a certificate made for this run.")
    ] = False
    tls_ca_file: Annotated[
        Path | None, _file("Where to put what clients must trust; implies --tls.")
    ] = None
    forwarding: Annotated[
        bool,
        typer.Option("--forwarding/--no-forwarding", help="Let proxies and tunnels forward."),
    ] = True
    run: Annotated[
        bool,
        typer.Option(
            "--run",
            help="Run what is deployed: entrypoints of applications whose source is a folder"
            " of this machine, by the shell, with your rights.",
        ),
    ] = False
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="APP=FOLDER",
            help="With --run: the folder of an application, by its name or id, if its"
            " repo_url is no file:// address; may be repeated.",
        ),
    ] = None
    build: Annotated[
        str,
        typer.Option(metavar="COMMAND", help="With --run: what builds a source, in its folder."),
    ] = ""
    announce: Annotated[Path | None, _file("Write url, pid … here, as JSON, once it listens.")] = (
        None
    )
    log_level: Annotated[LogLevel, typer.Option(help="How much to log.")] = "warning"


def with_serving_options(
    act: Callable[Concatenate[ServingOptions, Own], None],
) -> Callable[..., None]:
    """Let a command have these options beside its own; `act` gets them as one."""
    hints = get_type_hints(ServingOptions, include_extras=True)
    declared = [
        inspect.Parameter(
            each.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=each.default,
            annotation=hints[each.name],
        )
        for each in fields(ServingOptions)
    ]
    own = list(inspect.signature(act, eval_str=True).parameters.values())[1:]

    @wraps(act)
    def command(*others: Own.args, **given: Own.kwargs) -> None:
        options = {each.name: given.pop(each.name) for each in declared}
        act(ServingOptions(**options), *others, **given)  # type: ignore[arg-type]

    parameters = [*own, *declared]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return command
