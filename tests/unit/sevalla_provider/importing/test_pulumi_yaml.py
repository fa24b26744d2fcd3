"""Programs in YAML for what is there already."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sevalla_provider.importing.declarations import ImportedObject
from sevalla_provider.importing.pulumi_yaml import FunctionKeyError, yaml_program
from unit import samples
from unit.samples import OTHER_PROCESS_ID
from unit.sevalla_provider.importing import samples as found


def written(*objects: ImportedObject) -> str:
    (text,) = yaml_program("shop", objects).values()
    return text


def declared(*objects: ImportedObject) -> dict[str, Any]:
    whole = yaml.safe_load(written(*objects))
    assert (whole["name"], whole["runtime"]) == ("shop", "yaml")
    resources: dict[str, Any] = whole["resources"]
    return resources


def as_pulumi_reads(value: Any) -> Any:
    """Strings without references, in which `$$` stands for `$`."""
    match value:
        case dict():
            return {as_pulumi_reads(key): as_pulumi_reads(item) for key, item in value.items()}
        case list():
            return [as_pulumi_reads(item) for item in value]
        case str():
            parts = value.split("$$")
            assert not any("${" in each for each in parts), value
            return "$".join(parts)
    return value


def test_a_proxy_names_its_process_where_that_is_there() -> None:
    resources = declared(found.process(), found.proxy())
    assert resources["a_worker"]["name"] == "a-worker"
    assert resources["proxy"]["properties"]["processId"] == "${a_worker.processId}"
    assert "name" not in resources["proxy"]
    alone = declared(found.process(), found.proxy(process_id=OTHER_PROCESS_ID))
    assert alone["proxy"]["properties"]["processId"] == OTHER_PROCESS_ID


def test_properties_have_pulumis_names() -> None:
    (one,) = declared(found.process(scaling_strategy=samples.manual(3))).values()
    assert one["type"] == "sevalla:index:Process"
    assert one["properties"]["scalingStrategy"]["config"] == {"instanceCount": 3}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("run ${NAME}", "run $${NAME}"),
        ("kill -9 $$", "kill -9 $$$"),
        ("$${x} $x $", "$$$${x} $x $"),
    ],
)
def test_a_reference_that_is_none_stays_words(text: str, escaped: str) -> None:
    (one,) = declared(found.process(entrypoint=text)).values()
    assert one["properties"]["entrypoint"] == escaped


@example({"${a}": {"$$": ["$${"]}})
@given(found.documents(st.sampled_from("${}a.\n\"'\\") | st.characters(categories=["L", "Z"])))
def test_all_metadata_survives(metadata: dict[str, Any]) -> None:
    (one,) = declared(found.tunnel(metadata=metadata)).values()
    assert as_pulumi_reads(one["properties"]["metadata"]) == metadata


@pytest.mark.parametrize("key", ["fn::readFile", "FN::Secret", "fn::anything:else"])
def test_metadata_calls_no_functions(key: str) -> None:
    with pytest.raises(FunctionKeyError, match=re.escape(f'"{key}"')):
        yaml_program("shop", [found.tunnel(metadata={"a": [{key: "/etc/passwd"}]})])


@pytest.mark.parametrize("text", ["0o14", "1e3", "yes", "null", "1:30", "2026-01-01", "# no", ""])
def test_what_looks_like_something_else_is_quoted(text: str) -> None:
    lines = written(found.process(display_name=text)).splitlines()
    (line,) = [each for each in lines if "displayName" in each]
    assert line.split(": ", 1)[1] in (f'"{text}"', f"'{text}'")


def test_words_of_every_language_stay_readable_on_one_line() -> None:
    long = "日本 “x” " * 40
    assert long in written(found.process(display_name=long))


def test_nothing_is_a_program_too() -> None:
    assert declared() == {}
