"""Pulumi's resource options: taken as a program says them, or refused in words."""

from typing import Any

import pulumi
import pytest

from sevalla_provider.dynamic.options import PATHS, options_for_engine
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL


def told(path: str, option: str = "ignore_changes", resource: Resource[Any] = PROCESS) -> str:
    said = pulumi.ResourceOptions()
    setattr(said, option, [path])
    opts = options_for_engine(resource, "web", said)
    (found,) = getattr(opts, option)
    return str(found)


@pytest.mark.parametrize("option", PATHS)
@pytest.mark.parametrize(
    ("said", "on_the_wire"),
    [
        ("display_name", "displayName"),
        ("displayName", "displayName"),
        ("port", "port"),
        ("internal_hostname", "internalHostname"),
        ("scaling_strategy.config.instance_count", "scalingStrategy.config.instanceCount"),
        ("scalingStrategy.config.instanceCount", "scalingStrategy.config.instanceCount"),
        ('["scaling_strategy"]["config"]', "scalingStrategy.config"),
        (
            "liveness_probe.http_get.http_headers[0].name",
            "livenessProbe.httpGet.httpHeaders[0].name",
        ),
        (
            "liveness_probe.http_get.http_headers[*].name",
            "livenessProbe.httpGet.httpHeaders.*.name",
        ),
        ("liveness_probe.exec.command[1]", "livenessProbe.exec.command[1]"),
        ("scaling_strategy.*", "scalingStrategy.*"),
        ("scaling_strategy[*].instance_count", "scalingStrategy.*.instanceCount"),
        ("*.config", "*.config"),
        ("*", "*"),
    ],
)
def test_a_path_is_told_as_the_engine_knows_it(option: str, said: str, on_the_wire: str) -> None:
    assert told(said, option) == on_the_wire


def test_keys_that_are_the_user_s_stay_as_they_are() -> None:
    assert told('metadata["team_name"].on_call', resource=TUNNEL) == "metadata.team_name.on_call"
    assert told('metadata["a.b"]', resource=TUNNEL) == 'metadata["a.b"]'


@pytest.mark.parametrize("option", PATHS)
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("prot", "'prot', and `prot` is not a property: did you mean `port`?"),
        ("scaling_strategy.confg", "and `confg` is not a property: did you mean `config`?"),
        ("scaling_strategy.x", "and `x` is not a property: there are config, type"),
        ("port[", "'port[', which is no path to a property, such as `display_name`"),
        ("", "'', which is no path to a property"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(option: str, path: str, words: str) -> None:
    with pytest.raises(pulumi.RunError) as caught:
        told(path, option)
    assert str(caught.value).startswith(f'process "web": `{option}` has ')
    assert words in str(caught.value)


def test_an_import_is_refused_with_what_to_do() -> None:
    with pytest.raises(pulumi.RunError, match=r'process "web": `import_` needs the plugin'):
        options_for_engine(PROCESS, "web", pulumi.ResourceOptions(import_="an/id"))


def test_other_options_are_none_of_our_business() -> None:
    opts = pulumi.ResourceOptions(protect=True)
    assert options_for_engine(PROCESS, "web", opts).protect
    assert opts.ignore_changes is None
