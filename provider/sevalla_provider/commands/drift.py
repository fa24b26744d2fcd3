"""`pulumi-sevalla drift`: what is not as it was left."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from sevalla_provider.commands import fail
from sevalla_provider.drift.check import OnChecked, Search, check
from sevalla_provider.drift.formats.ci import add_summary, annotations, junit, on_github, sarif
from sevalla_provider.drift.formats.markdown import markdown
from sevalla_provider.drift.formats.text import in_colour, text
from sevalla_provider.drift.formats.wording import count, stack_line
from sevalla_provider.drift.ignore_file import rules_in
from sevalla_provider.drift.pulumi_cli import CheckFailed
from sevalla_provider.drift.report import Report, StackReport, as_json
from sevalla_provider.drift.stacks import FULL_NAME, StackSelection, selected_stacks
from sevalla_provider.importing.import_file import Entry, write_import_file
from sevalla_provider.sanitize import visible

ASKING = "asking the engine what is there"

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
    account: Annotated[
        bool,
        typer.Option(
            "--account",
            help="Of what serves the whole account, too, such as projects and registries, "
            "whether a stack has one or not.",
        ),
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
    looks = unmanaged or import_file is not None
    if account and not looks:
        fail("--account widens --unmanaged: give that, too")
    selection = StackSelection(cwd, backend, tuple(dict.fromkeys(stack or ())), all_stacks)
    try:
        search = Search(rules_in(cwd), account_wide=account) if looks else None
        # Not what rich takes for a terminal: CI systems ask for colours where there is none.
        console = Console(stderr=True, force_terminal=sys.stderr.isatty())
        elsewhere = output is not None or format_ != "text" or not sys.stdout.isatty()
        with (
            selected_stacks(selection) as stacks,
            progress(console, keep_lines=elsewhere) as on_checked,
        ):
            report = check(stacks, jobs, on_checked, search)
        if import_file is not None and not report.errors:
            entries = (Entry(each.type, each.name, each.id) for each in report.unmanaged)
            write_import_file(entries, import_file)
        _write(report, format_, output)
        _show_on_github(report)
    except (CheckFailed, OSError) as failed:
        fail(failed)
    raise typer.Exit(report.exit_code)


@contextmanager
def progress(console: Console, *, keep_lines: bool = True) -> Iterator[OnChecked]:
    """Show each stack as it ends: in something that moves on a terminal, in lines anywhere else.

    `keep_lines`: on a terminal, too, the lines stay to be read.
    """

    def line(stack: StackReport) -> None:
        console.print(visible(stack_line(stack)), markup=False, highlight=False, soft_wrap=True)

    if not console.is_terminal:
        yield line
        return
    with console.status(ASKING) as status:
        ended: list[StackReport] = []

        def counted(stack: StackReport) -> None:
            ended.append(stack)
            status.update(f"{ASKING}: {count(len(ended), 'stack')} done")

        yield line if keep_lines else counted


def _write(report: Report, form: Format, output: Path | None) -> None:
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(FORMATS[form](report), encoding="utf-8")
    elif form == "text" and sys.stdout.isatty():
        in_colour(report, sys.stdout)
    else:
        typer.echo(FORMATS[form](report), nl=False)


def _show_on_github(report: Report) -> None:
    if on_github():
        for line in annotations(report):
            typer.echo(line, err=True)  # the runner reads both; stdout may be the report
        add_summary(report)
