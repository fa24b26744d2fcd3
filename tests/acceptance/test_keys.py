"""What a person is told about the key: none at a preview, one that anybody can read."""

import subprocess

from tools.workbench.environment import STACK, variables
from tools.workbench.stack import Stack

from acceptance.properties import process

ENCRYPT = "`pulumi config get sevalla:apiKey | pulumi config set --secret sevalla:apiKey`"


def test_the_key_is_asked_for_at_preview_and_wanted_encrypted(stack: Stack, app_id: str) -> None:
    key = stack.environment.pop("SEVALLA_API_KEY")
    program = {name: process("worker", app_id, display_name=name) for name in ("a", "b")}
    outcome = stack.preview(program).succeeded()
    assert outcome.text.count("There is no Sevalla API key. Make one in") == 1
    assert "`pulumi config set --secret sevalla:apiKey <key>` or set SEVALLA_API_KEY" in (
        " ".join(outcome.text.split())
    )
    stack.pulumi("config", "set", "--plaintext", "sevalla:apiKey", key).succeeded()
    outcome = stack.preview().succeeded()
    assert "There is no" not in outcome.text
    assert outcome.text.count(ENCRYPT) == 1
    assert key not in outcome.text
    environment = {**variables(stack.folder), **stack.environment}
    subprocess.run(["sh", "-c", ENCRYPT.strip("`")], cwd=stack.work, env=environment, check=True)
    assert key not in (stack.work / f"Pulumi.{STACK}.yaml").read_text()
    outcome = stack.preview().succeeded()
    assert ENCRYPT not in outcome.text
    assert "no Sevalla API key" not in outcome.text
