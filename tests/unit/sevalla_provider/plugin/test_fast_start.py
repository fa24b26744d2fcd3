"""In processes of their own: what is loaded once stays loaded."""

import subprocess
import sys

import pytest

START = """
import sys
from sevalla_provider.plugin.fast_start import load_only_what_serves
load_only_what_serves()
"""


def ran(*lines: str) -> str:
    program = START + "\n".join(lines)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_protocol_can_be_imported_and_the_sdk_is_not_loaded() -> None:
    program = "from pulumi.runtime.proto import engine_pb2, provider_pb2, status_pb2"
    shown = (
        "print(provider_pb2.CreateRequest.DESCRIPTOR.full_name, 'pulumi.resource' in sys.modules)"
    )
    assert ran(program, shown) == "pulumirpc.CreateRequest False"


@pytest.mark.parametrize("module", ["plugin.server", "plugin.provider"])
def test_what_the_plugin_never_uses_is_not_loaded(module: str) -> None:
    heavy = ("rich", "click", "typer", "pygments", "pulumi.resource", "pulumi.output")
    loaded = ran(
        f"import sevalla_provider.{module}",
        f"print([name for name in {heavy!r} if sys.modules.get(name) is not None])",
    )
    assert loaded == "[]"


def test_a_server_starts_without_what_only_the_first_call_needs() -> None:
    heavy = ("httpx", "pydantic", "sevalla_provider.plugin.verbs")
    loaded = ran(
        "import sevalla_provider.plugin.server",
        f"print([name for name in {heavy!r} if name in sys.modules])",
    )
    assert loaded == "[]"


def test_without_the_sdk_the_plugin_says_what_to_install() -> None:
    program = [
        "from sevalla_provider.plugin import fast_start",
        "fast_start.find_spec = lambda name: None",
        "try:",
        "    fast_start.load_only_what_serves()",
        "except ModuleNotFoundError as error:",
        "    print(error)",
    ]
    assert "pip install pulumi" in ran(*program)
