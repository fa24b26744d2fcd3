"""What `--run`, `--source` and `--build` mean together."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sevalla_emulator.cli.failure import Failure
from sevalla_emulator.cli.options import ServingOptions
from sevalla_emulator.runtime.options import RuntimeOptions


def runtime_of(
    options: ServingOptions, *, origin: str, loopback: bool, say: Callable[[str], None]
) -> RuntimeOptions | None:
    """Return what is to run, if anything is.

    Raises:
        Failure: the options do not go together, or name no folder.
    """
    if not options.run:
        if options.source or options.build:
            raise Failure("--source and --build are for what --run runs; add --run")
        return None
    if not loopback:
        raise Failure(
            "--run is for a loopback address alone: whoever reaches the emulator says what it runs"
        )
    sources = _sources(options.source or ())
    return RuntimeOptions(sources=sources, build=options.build, origin=origin, say=say)


def _sources(given: Iterable[str]) -> dict[str, Path]:
    return dict(_source(one) for one in given)


def _source(given: str) -> tuple[str, Path]:
    name, equals, folder = given.partition("=")
    path = Path(folder).expanduser().resolve()
    if not (name and equals and folder):
        raise Failure(f"--source {given}: say APP=FOLDER, such as shop=./shop")
    if not path.is_dir():
        raise Failure(f"--source {given}: {path} is no folder")
    return name, path
