"""The provider's own configuration: `sevalla:apiKey` and its neighbours."""

import difflib
import os
from collections.abc import Iterator, Mapping

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.configuration import Configuration
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.marshalling import MARK, SECRET, received
from sevalla_provider.plugin.stack_file import in_plain_text, stack_of
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.traits import trait_of
from sevalla_provider.resources.unknown import holds_unknown
from sevalla_provider.settings import ACCESS, ALLOW_HTTP, Settings, SettingsError, load

NAMES = tuple(map(to_camel, Configuration.model_fields))
BY_LOWER_CASE = {name.lower(): name for name in NAMES}
SECRETS = tuple(
    to_camel(name) for name, field in Configuration.model_fields.items() if trait_of(field).secret
)


def check(request: pb.CheckRequest) -> pb.CheckResponse:
    """Judge a configuration. It is kept as it is; a key is a secret, whoever forgot to say so."""
    kept = Struct()
    kept.CopyFrom(request.news)
    for name in SECRETS:
        if name in kept.fields and MARK not in kept.fields[name].struct_value.fields:
            kept.update({name: {MARK: SECRET, "value": kept[name]}})
    return pb.CheckResponse(inputs=kept, failures=_failures(request.news))


def warnings(request: pb.CheckRequest) -> Iterator[str]:
    """Warn of a key that anybody can read who reads the stack's configuration."""
    for access in ACCESS.values():
        # What nobody set must not come to be by being asked for.
        value = access.key in request.news and request.news.fields[access.key].string_value
        name = f"sevalla:{access.key}"
        if value and in_plain_text(stack_of(request.urn), name, value):
            yield access.plain_key()


def diff(request: pb.DiffRequest) -> pb.DiffResponse:
    """Take every change at once; none replaces a resource."""
    names = {*request.olds.fields, *request.news.fields}
    changed = sorted(
        name for name in names if request.olds.fields[name] != request.news.fields[name]
    )
    changes = pb.DiffResponse.DIFF_SOME if changed else pb.DiffResponse.DIFF_NONE
    return pb.DiffResponse(changes=changes, diffs=changed)


def settings(request: pb.ConfigureRequest) -> Settings:
    """Read the settings. Raises `Failed`."""
    try:
        return load(_by_full_name(request.args))
    except SettingsError as error:
        raise Failed(str(error)) from None


def is_by_hand(request: pb.ConfigureRequest) -> bool:
    """Whether no program asks, and no stack keeps what is made: `pulumi do --stateless`.

    The provider of such a command has no name, and whatever it makes has the name of its type.
    """
    return str(getattr(request, "urn", "")).endswith("::")  # an older pulumi tells no URN


def _failures(news: Struct) -> Iterator[pb.CheckFailure]:
    for name in news.fields:
        # The engine has names of its own here, and may get more: only a slip is an error.
        near = difflib.get_close_matches(name.lower(), BY_LOWER_CASE, n=1, cutoff=0.8)
        if name not in NAMES and near:
            meant = BY_LOWER_CASE[near[0]]
            yield pb.CheckFailure(
                property=name,
                reason=f"`{name}` is not configuration of Sevalla: did you mean `{meant}`?",
            )
    try:
        # What the environment says wrong is no fault of the configuration.
        load(_by_full_name(news), {ALLOW_HTTP: os.environ.get(ALLOW_HTTP, "")})
    except SettingsError as error:
        yield pb.CheckFailure(reason=str(error))


def _by_full_name(configured: Struct) -> Mapping[str, str]:
    properties = received(Configuration, configured).properties
    return {
        f"sevalla:{to_camel(name)}": f"{value:g}" if isinstance(value, float) else str(value)
        for name, value in properties.items()
        if name in Configuration.model_fields and not (value is None or holds_unknown(value))
    }
