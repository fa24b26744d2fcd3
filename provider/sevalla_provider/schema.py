"""The package schema, as the plugin serves it: generated from the models by `make schema`."""

from pathlib import Path

NAME = "schema.json"
PACKAGE = Path(__file__).parent


def schema_text(package: Path = PACKAGE) -> str:
    """Read the schema: a wheel carries it beside the package, a checkout has it at its root."""
    shipped = package / NAME
    return (shipped if shipped.is_file() else package.parents[1] / NAME).read_text("utf-8")
