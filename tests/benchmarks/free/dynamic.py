"""Dynamic resources whose work costs nothing: the time of the engine and of Pulumi's own host."""

from typing import Any, ClassVar

import pulumi
from pulumi.dynamic import CreateResult, ReadResult, Resource, ResourceProvider

from benchmarks.free.answers import OWN_IDS, made


class FreeProvider(ResourceProvider):
    """Named in state, as ours is. A subclass names the kind."""

    kind: ClassVar[str]
    serialize_as_secret_always = False

    def create(self, props: dict[str, Any]) -> CreateResult:
        return CreateResult(*made(self.kind, props))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        return ReadResult(id_, props)


class FreeProcess(FreeProvider):
    kind = "Process"


class FreeTcpProxy(FreeProvider):
    kind = "TcpProxy"


class Process(Resource, module="sevalla", name="Process"):
    def __init__(
        self, name: str, props: dict[str, Any], opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(FreeProcess(), name, {**props, OWN_IDS["Process"]: None}, opts)


class TcpProxy(Resource, module="sevalla", name="TcpProxy"):
    def __init__(
        self, name: str, props: dict[str, Any], opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(FreeTcpProxy(), name, {**props, OWN_IDS["TcpProxy"]: None}, opts)
