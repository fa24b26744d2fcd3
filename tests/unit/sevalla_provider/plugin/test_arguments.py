"""What the plugin's process is started with."""

import pytest

from sevalla_provider.plugin.arguments import HELP, engine_address
from sevalla_provider.version import VERSION

ENGINE = "127.0.0.1:4711"


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ([], ""),
        ([ENGINE], ENGINE),
        (["--logtostderr", "-v=9", ENGINE], ENGINE),
        (["--tracing", "file:///tmp/trace", ENGINE], ENGINE),
        (["--of-tomorrow", ENGINE], ENGINE),
        (["--logtostderr", "-v=9"], ""),
    ],
)
def test_the_engines_address_is_found_among_its_options(arguments: list[str], address: str) -> None:
    assert engine_address(arguments) == address


@pytest.mark.parametrize(
    ("option", "said"),
    [("--version", f"pulumi-resource-sevalla {VERSION}\n"), ("--help", HELP)],
)
def test_it_tells_of_itself(option: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        engine_address([option])
    assert ended.value.code == 0
    assert capsys.readouterr().out == said
    assert max(map(len, said.splitlines())) <= 80


def test_a_mistyped_option_is_told() -> None:
    with pytest.raises(SystemExit) as ended:
        engine_address(["--nope"])
    said = "there is no option --nope: `pulumi-resource-sevalla --help` lists them"
    assert ended.value.code == f"pulumi-resource-sevalla: {said}"
