"""`pulumi-sevalla drift`: what is not as it was left."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from sevalla_provider.commands.failing import fail
from sevalla_provider.drift.checking import check
from sevalla_provider.drift.engine import CheckFailed
from sevalla_provider.drift.formats.as_json import as_json
from sevalla_provider.drift.formats.github import add_summary, annotations, runs_there
from sevalla_provider.drift.formats.junit import junit
from sevalla_provider.drift.formats.markdown import markdown
from sevalla_provider.drift.formats.sarif import sarif
from sevalla_provider.drift.formats.text import in_colour, text
from sevalla_provider.drift.ignoring import rules_in
from sevalla_provider.drift.report import Report
from sevalla_provider.drift.stacks import FULL_NAME, Wanted, projects
from sevalla_provider.drift.telling import progress
from sevalla_provider.drift.unmanaged import write_import_file

Format = Literal["text", "json", "markdown", "junit", "sarif"]
FORMATS: Mapping[Format, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
    "junit": junit,
    "sarif": sarif,
}


def drift(
    *,
    cwd: Annotated[Path, typer.Option(help="The folder of the project.")] = Path(),
    backend: Annotated[
        str | None,
        typer.Option(help=f"A backend's address; its stacks are named {FULL_NAME}."),
    ] = None,
    stack: Annotated[
        list[str] | None, typer.Option(help="A stack; may be given more than once.")
    ] = None,
    all_stacks: Annotated[bool, typer.Option("--all-stacks", help="Every stack there is.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Stacks to check at a time.")] = 4,
    unmanaged: Annotated[
        bool, typer.Option("--unmanaged", help="Look for objects that are in no stack, too.")
    ] = False,
    import_file: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Where to write these for `pulumi import --file`."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="The form of the report.")] = "text",
    output: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Where to write it; else to stdout.")
    ] = None,
) -> None:
    """Name what is not as the stacks left it, value by value, and what heals it.

    Changes neither state nor API, and runs no program. Ends with 0 when all is well, with 2 when
    something has drifted, is gone or unhealthy, with 3 when there are but unmanaged objects, and
    with 1 when the check itself failed. What may be unmanaged stands in .sevalla-drift.yaml.
    """
    wanted = Wanted(cwd, backend, tuple(dict.fromkeys(stack or ())), all_stacks)
    try:
        rules = rules_in(cwd) if unmanaged or import_file else None
        # Not what rich takes for a terminal: CI systems ask for colours where there is none.
        console = Console(stderr=True, force_terminal=sys.stderr.isatty())
        elsewhere = output is not None or format_ != "text" or not sys.stdout.isatty()
        with projects(wanted) as found, progress(console, lasting=elsewhere) as tell:
            report = check(found, jobs, tell, rules)
        if import_file is not None and not report.errors:
            write_import_file(report.unmanaged, import_file)
        _write(report, format_, output)
        _show_on_github(report)
    except (CheckFailed, OSError) as failed:
        fail(failed)
    raise typer.Exit(report.exit_code)


def _write(report: Report, form: Format, output: Path | None) -> None:
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(FORMATS[form](report), encoding="utf-8")
    elif form == "text" and sys.stdout.isatty():
        in_colour(report, sys.stdout)
    else:
        typer.echo(FORMATS[form](report), nl=False)


def _show_on_github(report: Report) -> None:
    if runs_there():
        for line in annotations(report):
            typer.echo(line, err=True)  # the runner reads both; stdout may be the report
        add_summary(report)
