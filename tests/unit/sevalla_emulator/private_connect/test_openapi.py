"""The document of the second API."""

from sevalla_emulator.catalogue import PRIVATE_CONNECT
from sevalla_emulator.testing import Control


def test_every_operation_is_in_it(control: Control) -> None:
    document = control.openapi("private-connect")
    paths = document["paths"]
    assert isinstance(paths, dict)

    documented = {
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        if isinstance(methods, dict)
        for method in methods
    }
    assert documented == {operation.route for operation in PRIVATE_CONNECT.operations}
    assert "'x-api-key'" in str(document)
    assert "'403'" not in str(document)
