"""Files and output in JSON and YAML that somebody else wrote: what is no document has words."""

import json
from typing import Any


class NoDocument(ValueError):
    """Text that is no JSON, or no YAML, or is nested deeper than Python goes."""


def json_document(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON. Raises `NoDocument`."""
    try:
        return json.loads(text)
    except RecursionError:
        raise NoDocument("it is nested too deep") from None
    except ValueError as error:
        raise NoDocument(str(error)) from None


def yaml_document(text: str) -> Any:  # noqa: ANN401 - any YAML
    """Read YAML. Raises `NoDocument`."""
    import yaml  # noqa: PLC0415 - few files are YAML, and a plugin starts often

    try:
        return yaml.safe_load(text)
    except RecursionError:
        raise NoDocument("it is nested too deep") from None
    except (yaml.YAMLError, ValueError) as error:
        raise NoDocument(str(error)) from None
