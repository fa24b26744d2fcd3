"""A Terraform state of version 4: the instances of resources in it, each with its address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from sevalla_provider.documents import NoDocument, json_document

VERSION = 4

MODULE = re.compile(r'module\.([^.\[\]"]+)(?:\[("(?:[^"\\]|\\.)*"|[^\]]*)\])?(?:\.|$)')
"""One step into a module: `module.env["live"]`, with its name and its key."""

SOURCE = re.compile(r'provider\["([^"]*)"\]')
"""Where a provider comes from: `provider["<registry>/sevalla-hosting/sevalla"]`."""


ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
TEMPLATE = re.compile(r"([$%])(?=\{)")
"""How Terraform writes keys: `${` would begin a template."""


class StateError(Exception):
    """A file that is no state which can be read. The message says why, for people."""


class InstanceModel(BaseModel):
    """One instance, as the file has it."""

    index_key: str | int | None = None
    status: str | None = None
    deposed: str | None = None
    attributes: dict[str, Any] | None = None
    sensitive_attributes: list[Any] | None = None


class ResourceModel(BaseModel):
    """One resource, as the file has it."""

    mode: Literal["managed", "data"]
    type: str
    name: str
    provider: str = ""
    module: str = ""
    instances: list[InstanceModel] | None = None


class StateModel(BaseModel):
    """The whole file."""

    resources: list[ResourceModel] | None = None
    outputs: dict[str, Any] | None = None


@dataclass(frozen=True)
class Instance:
    """One instance of a resource.

    Attributes:
        address: what Terraform calls it: `module.env["live"].sevalla_application.this[0]`.
        label: the parts of the address that a name is made of: `env`, `live`, `this`, `0`.
        source: where the provider comes from; empty where the state does not tell.
        provider: which configuration of that, so which account.
        is_data: whether it was read by a data source.
        tainted: whether Terraform would make it anew.
        deposed: the key of what a replacement has left behind; empty of all others.
        attributes: what Terraform knows of it.
        sensitive: the attributes that are sensitive there, or hold what is.
    """

    address: str
    type: str
    label: tuple[str, ...]
    source: str = ""
    provider: str = ""
    is_data: bool = False
    tainted: bool = False
    deposed: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict, repr=False)
    sensitive: frozenset[str] = frozenset()


@dataclass(frozen=True)
class State:
    """What a file holds. `outputs`: the names of the root module's."""

    instances: tuple[Instance, ...]
    outputs: tuple[str, ...] = ()


def read_state(path: Path) -> State:
    """Read a file. Raises `StateError`; no message repeats a value."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror or type(error).__name__}") from None
    try:
        return state_in(content)
    except StateError as error:
        raise StateError(f"{path} {error}") from None


def state_in(content: bytes) -> State:
    """Read what a file holds. Raises `StateError`, whose message continues the file's name."""
    try:
        document = json_document(content)
    except NoDocument:
        raise StateError(
            "is no Terraform state: it is no JSON. `terraform state pull` prints the state"
        ) from None
    _insist_on_the_version(document)
    try:
        model = StateModel.model_validate(document)
    except ValidationError as error:
        place, *_ = error.errors(include_input=False, include_url=False)
        where = ".".join(map(str, place["loc"]))
        raise StateError(f"is no Terraform state: {where}: {place['msg']}") from None
    found = tuple(one for resource in model.resources or () for one in _instances(resource))
    return State(found, tuple(model.outputs or ()))


def _insist_on_the_version(document: object) -> None:
    """Tell what else a file may be that has to do with Terraform."""
    known = document if isinstance(document, dict) else {}
    if "encrypted_data" in known:
        raise StateError("is encrypted: `tofu state pull` prints the state in clear")
    if "format_version" in known:
        raise StateError(
            "is what `terraform show -json` or a plan prints: take the state itself, which "
            "`terraform state pull` prints"
        )
    version = known.get("version")
    if version != VERSION:
        told = f"of version {version}" if isinstance(version, int) else "without a version"
        raise StateError(
            f"is no Terraform state of version {VERSION}, but {told}: Terraform 0.12 and later "
            "write that version, at each `terraform apply -refresh-only`"
        )


def _instances(resource: ResourceModel) -> Iterator[Instance]:
    mode = "data." if resource.mode == "data" else ""
    module = f"{resource.module}." if resource.module else ""
    source = SOURCE.search(resource.provider)
    for one in resource.instances or ():
        yield Instance(
            address=f"{module}{mode}{resource.type}.{resource.name}{_key(one.index_key)}",
            type=resource.type,
            label=tuple(_label(resource, one)),
            source=source[1] if source else "",
            provider=resource.provider,
            is_data=resource.mode == "data",
            tainted=one.status == "tainted",
            deposed=one.deposed or "",
            attributes=one.attributes or {},
            sensitive=frozenset(_sensitive(one)),
        )


def _sensitive(one: InstanceModel) -> Iterator[str]:
    """The first step of each path: `[{"type": "get_attr", "value": "db_password"}]`."""
    for path in one.sensitive_attributes or ():
        step = path[0] if isinstance(path, list) and path else None
        if isinstance(step, dict) and isinstance(step.get("value"), str):
            yield step["value"]


def _key(key: str | int | None) -> str:
    """The key of an instance, as an address has it."""
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    written = TEMPLATE.sub(r"\1\1", key.translate(ESCAPES))
    return f'["{written}"]'


def _label(resource: ResourceModel, one: InstanceModel) -> Iterator[str]:
    for step in MODULE.finditer(resource.module):
        yield from (part for part in step.groups() if part)
    yield resource.name
    if one.index_key is not None:
        yield str(one.index_key)
