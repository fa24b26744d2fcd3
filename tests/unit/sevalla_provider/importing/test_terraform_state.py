"""Files that are Terraform states, and files that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.importing.terraform_state import StateError, read_state, state_in
from unit import terraform

ONE: dict[str, Any] = {
    "module": 'module.env["live"]',
    "mode": "managed",
    "type": "sevalla_application",
    "name": "this",
    "provider": 'module.env.provider["registry.terraform.io/sevalla-hosting/sevalla"].eu',
    "instances": [
        {"index_key": 'say "x" \\', "attributes": {"id": "canary"}},
        {"index_key": 1, "status": "tainted", "attributes": {}},
        {"deposed": "ab12cd34", "attributes": None},
    ],
}


def content(*resources: object, **more: object) -> bytes:
    return json.dumps({"version": 4, "resources": resources, **more}).encode()


def test_each_instance_has_its_address() -> None:
    state = state_in(content(ONE, {**ONE, "mode": "data", "module": ""}, {**ONE, "instances": []}))
    this = 'module.env["live"].sevalla_application.this'
    assert [each.address for each in state.instances] == [
        f'{this}["say \\"x\\" \\\\"]',
        f"{this}[1]",
        this,
        'data.sevalla_application.this["say \\"x\\" \\\\"]',
        "data.sevalla_application.this[1]",
        "data.sevalla_application.this",
    ]
    first, tainted, deposed, data, *_ = state.instances
    assert first.source == "registry.terraform.io/sevalla-hosting/sevalla"
    assert first.label == ("env", '"live"', "this", 'say "x" \\')
    assert (tainted.tainted, deposed.deposed, data.is_data) == (True, "ab12cd34", True)
    assert "canary" not in repr(state)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_state_is_read_in_whichever_encoding_a_shell_wrote_it(encoding: str) -> None:
    text = terraform.PROJECT.read_text(encoding="utf-8")
    assert len(state_in(text.encode(encoding)).instances) == 30


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("${a} %{b} $c", '["$${a} %%{b} $c"]'),
        ("two\nlines\t", '["two\\nlines\\t"]'),
        ("日本", '["日本"]'),
    ],
)
def test_keys_are_written_as_terraform_does(key: str, told: str) -> None:
    (one,) = state_in(content({**ONE, "module": "", "instances": [{"index_key": key}]})).instances
    assert one.address == f"sevalla_application.this{told}"


def test_what_is_sensitive_is_known_by_its_attribute() -> None:
    paths = [
        [{"type": "get_attr", "value": "entrypoint"}],
        [{"type": "get_attr", "value": "list"}, {"type": "index", "value": 0}],
        [],
        "odd",
        [{"type": "index", "value": 0}],
    ]
    marked = {"attributes": {}, "sensitive_attributes": paths}
    (one,) = state_in(content({**ONE, "instances": [marked]})).instances
    assert one.sensitive == {"entrypoint", "list"}


def test_an_empty_state_holds_nothing() -> None:
    assert state_in(b'{"version": 4, "resources": [], "outputs": {}}').instances == ()
    assert state_in(b'{"version": 4}').instances == ()
    assert state_in(b'{"version": 4, "resources": null, "outputs": null}').instances == ()
    none = {**ONE, "instances": None}
    assert state_in(content(none)).instances == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "it is no JSON"),
        (b'resource "sevalla_application" "canary" {}', "it is no JSON"),
        (b"\xff\xfe\x00canary", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "but without a version"),
        (b'"canary"', "but without a version"),
        (b'{"version": 3, "modules": ["canary"]}', "but of version 3"),
        (b'{"version": 5}', "but of version 5"),
        (b'{"version": "4"}', "but without a version"),
        (b'{"format_version": "1.0", "values": "canary"}', "take the state itself"),
        (b'{"serial": 1, "encrypted_data": "canary"}', "`tofu state pull` prints the state"),
        (content({**ONE, "mode": "canary"}), "resources.0.mode"),
        (content({**ONE, "instances": [{"attributes": "canary"}]}), "resources.0.instances.0"),
        (content({**ONE, "instances": [{"index_key": ["canary"]}]}), "instances.0.index_key"),
        (content("canary"), "resources.0"),
    ],
)
def test_what_is_none_is_refused_without_a_word_of_it(
    text: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "some.tfstate"
    path.write_bytes(text)
    with pytest.raises(StateError) as error:
        read_state(path)
    assert str(error.value).startswith(f"{path} is ")
    assert reason in str(error.value)
    assert "canary" not in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"none\.tfstate: No such file or directory"):
        read_state(tmp_path / "none.tfstate")
    with pytest.raises(StateError, match="Is a directory"):
        read_state(tmp_path)
