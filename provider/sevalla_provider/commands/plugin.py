"""`pulumi-sevalla plugin`: this very package as Pulumi's plugin, for the interpreter it runs in."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from sevalla_provider.commands import fail
from sevalla_provider.plugin.arguments import COMMAND
from sevalla_provider.plugin_folder import write_executable, write_plugin_project
from sevalla_provider.version import VERSION

plugin = typer.Typer(
    help="Make this very package Pulumi's plugin.", no_args_is_help=True, rich_markup_mode=None
)

NO_PULUMI = (
    "there is no `pulumi` on PATH: install Pulumi, or put its folder on PATH, and run "
    "`pulumi-sevalla plugin install` again"
)


@plugin.command(short_help="Print a folder for `pulumi package add`.")
def path() -> None:
    """Print a folder that `pulumi package add` takes.

    The plugin that Pulumi starts from it is this package, in this environment. Add it by
    `pulumi package add "$(pulumi-sevalla plugin path)"`: Pulumi makes an SDK in the program's
    language, and notes the folder in Pulumi.yaml.
    """
    try:
        typer.echo(write_plugin_project())
    except OSError as error:
        fail(f"cannot write the folder ({error}): set PULUMI_HOME to one that can be written to")


@plugin.command(short_help="Install it where Pulumi looks for plugins.")
def install() -> None:
    """Install this package as Pulumi's plugin of its version.

    It runs in this environment, and works for as long as that is there. Another of the same
    version is replaced.
    """
    with TemporaryDirectory() as folder:
        write_executable(Path(folder))
        _pulumi(
            "plugin", "install", "resource", "sevalla", VERSION, "--file", folder, "--reinstall"
        )
    typer.echo(f"installed the plugin sevalla {VERSION}, which runs by {sys.executable}")
    _take_off_path()


def _pulumi(*arguments: str) -> None:
    """Run `pulumi`; its words are the user's where it fails."""
    try:
        ended = subprocess.run(  # noqa: S603 - no shell
            ["pulumi", *arguments],  # noqa: S607 - the one on PATH
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        fail(NO_PULUMI)
    except OSError as error:
        fail(f"could not run `pulumi`: {error}")
    if ended.returncode != 0:
        fail(f"`pulumi {' '.join(arguments[:2])}` failed:\n{ended.stderr.strip()}")


def _take_off_path() -> None:
    """Remove this environment's own script of the plugin's name.

    Pulumi prefers what it finds on PATH to what is installed, of whatever version, starts it twice
    and warns of it at each command.
    """
    script = Path(sysconfig.get_path("scripts")) / COMMAND
    for found in (script, script.with_suffix(".exe")):
        try:
            found.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            fail(
                f"Pulumi would take {found} from PATH, with a warning, and it cannot be removed "
                f"({error}): remove it, or set PULUMI_IGNORE_AMBIENT_PLUGINS=true"
            )
        typer.echo(f"removed {found}, which Pulumi would have preferred, with a warning")
