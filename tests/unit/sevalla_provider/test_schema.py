"""The schema that the plugin serves: beside the package in a wheel, at the root of a checkout."""

import json
import subprocess
import sys
from pathlib import Path

from sevalla_provider.schema import NAME, PACKAGE, schema_text


def test_a_checkout_serves_the_generated_file() -> None:
    assert schema_text() == (PACKAGE.parents[1] / NAME).read_text("utf-8")
    assert json.loads(schema_text())["name"] == "sevalla"


def test_a_wheel_serves_its_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{}")
    assert schema_text(tmp_path) == "{}"


def test_serving_it_needs_neither_pulumi_nor_grpc() -> None:
    program = (
        "import sys, sevalla_provider.schema, sevalla_provider.configuration;"
        "sys.exit(any(name in sys.modules for name in ('pulumi', 'grpc')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
