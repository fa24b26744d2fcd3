"""A key, and what a program marks as secret, is nowhere that it does not belong."""

from tools.workbench.stack import Stack

from acceptance.leaks import holders
from acceptance.one_way import ONLY_DYNAMIC
from acceptance.properties import process, proxy
from sevalla_emulator.testing import RunningEmulator

TOKEN = "probe-token-4711"


def test_a_key_from_the_environment_is_nowhere(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    program = {"web": process("web", app_id), "proxy": proxy(app_id, "web")}
    texts = [
        stack.up(program, "-v=9", "--logtostderr").succeeded().text,
        stack.drift().text,
        stack.pulumi("stack", "export", "--show-secrets").succeeded().text,
    ]
    emulator.control.add_fault("status", status=500, body={"message": emulator.api_key})
    texts.append(stack.drift().failed().text)
    assert not [text for text in texts if emulator.api_key in text]
    assert holders(emulator.api_key, stack.folder) == []


def test_a_key_from_the_configuration_is_encrypted(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.environment["SEVALLA_API_KEY"] = ""
    stack.pulumi("config", "set", "--secret", "sevalla:apiKey", emulator.api_key).succeeded()
    stack.up({"web": process("web", app_id)}).succeeded()
    assert holders(emulator.api_key, stack.folder) == []
    stack.destroy().succeeded()


def test_a_secret_input_stays_secret(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    header = {"name": "Authorization", "value": {"secret": TOKEN}}
    probe = {"http_get": {"path": "/", "port": 80, "http_headers": [header]}}
    outcome = stack.up({"web": process("web", app_id, liveness_probe=probe)}).succeeded()
    assert TOKEN not in outcome.text
    assert TOKEN not in stack.drift().succeeded().text
    (web,) = emulator.control.objects().processes
    assert TOKEN in str(web["liveness_probe"])
    (stack.work / stack.way.file).unlink()
    assert holders(TOKEN, stack.folder) == []


@ONLY_DYNAMIC
def test_a_secret_input_that_a_program_passes_plain_is_encrypted(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    """No input of today is secret by its model, so that one is made so, in the program alone."""
    program = stack.work / "__main__.py"
    program.write_text(
        "from sevalla_provider.resources.applications.process import PROCESS\n"
        'vars(PROCESS)["secrets"] = frozenset({"entrypoint"})\n' + program.read_text()
    )
    declared = {"web": process("web", app_id, entrypoint=TOKEN)}
    assert TOKEN not in stack.up(declared).succeeded().text
    assert TOKEN not in stack.drift().succeeded().text
    (web,) = emulator.control.objects().processes
    assert web["entrypoint"] == TOKEN
    (stack.work / stack.way.file).unlink()
    assert holders(TOKEN, stack.folder) == []
