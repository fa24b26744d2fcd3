"""The plugin's side of the protocol: a method for each of its calls."""

from collections.abc import AsyncIterator

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import engine_pb2, plugin_pb2
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin import configuring
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.plugin.verbs import Verbs
from sevalla_provider.schema import schema_text
from sevalla_provider.version import VERSION


class Provider:
    """Serves one engine. `engine`: its address; empty where it is told later.

    Attributes:
        attached: whether the engine found us running, and did not start us.
    """

    def __init__(self, engine: str) -> None:
        self.attached = False
        self._log = EngineLog(engine)
        self._cancellation = Cancellation()
        self._session: Session | None = None
        self._cancels = 0
        self._cut_off = False
        self._by_hand = False

    async def handshake(self, request: pb.ProviderHandshakeRequest) -> pb.ProviderHandshakeResponse:
        """Learn where the engine is; say what we understand."""
        self._log = EngineLog(request.engine_address)
        return pb.ProviderHandshakeResponse(
            accept_secrets=True, supports_autonaming_configuration=True
        )

    async def attach(self, request: plugin_pb2.PluginAttach) -> Empty:
        """Learn where the engine is that found us running."""
        self.attached = True
        self._log = EngineLog(request.address)
        return Empty()

    async def get_plugin_info(self, _request: Empty) -> plugin_pb2.PluginInfo:
        """Tell our version."""
        return plugin_pb2.PluginInfo(version=VERSION)

    async def get_schema(self, _request: pb.GetSchemaRequest) -> pb.GetSchemaResponse:
        """Tell the schema, which SDKs and YAML programs are checked by."""
        return pb.GetSchemaResponse(schema=schema_text())

    async def check_config(self, request: pb.CheckRequest) -> pb.CheckResponse:
        """Judge the provider's own configuration."""
        for warning in configuring.warnings(request):
            self._log.say("", warning, engine_pb2.WARNING, passing=False)
        return configuring.check(request)

    async def diff_config(self, request: pb.DiffRequest) -> pb.DiffResponse:
        """Compare it: nothing of it replaces a resource."""
        return configuring.diff(request)

    async def configure(self, request: pb.ConfigureRequest) -> pb.ConfigureResponse:
        """Open the session."""
        self._session = Session(configuring.settings(request))
        self._by_hand = self._log.result_alone = configuring.is_by_hand(request)
        return pb.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    async def check(self, request: pb.CheckRequest) -> pb.CheckResponse:
        """See `Verbs`, as of all verbs."""
        return await self._verbs.check(request)

    async def diff(self, request: pb.DiffRequest) -> pb.DiffResponse:
        """See `Verbs`."""
        return await self._verbs.diff(request)

    async def create(self, request: pb.CreateRequest) -> pb.CreateResponse:
        """See `Verbs`."""
        return await self._verbs.create(request)

    async def read(self, request: pb.ReadRequest) -> pb.ReadResponse:
        """See `Verbs`."""
        return await self._verbs.read(request)

    async def update(self, request: pb.UpdateRequest) -> pb.UpdateResponse:
        """See `Verbs`."""
        return await self._verbs.update(request)

    async def delete(self, request: pb.DeleteRequest) -> Empty:
        """See `Verbs`."""
        return await self._verbs.delete(request)

    async def invoke(self, request: pb.InvokeRequest) -> pb.InvokeResponse:
        """Answer a function of a program."""
        # Most stacks look nothing up, and need not load what does.
        from sevalla_provider.plugin.invoking import invoke  # noqa: PLC0415

        return await invoke(self._configured, self._cancellation, self._log, request)

    async def list_resources(self, request: "pb.ListRequest") -> AsyncIterator["pb.ListResponse"]:
        """Tell what there is of a resource."""
        # The names are quoted, and this is loaded late: an older `pulumi` does not know them.
        from sevalla_provider.plugin.listing import Lister  # noqa: PLC0415

        lister = Lister(self._configured, self._cancellation, self._log)
        async for told in lister.list(request):
            yield told

    def cancel(self) -> None:
        """End what is under way, at once."""
        self._cancels += 1
        self._cut_off |= self._cancellation.under_way
        self._cancellation.cancel()

    def interrupted(self) -> None:
        """Take the engine's last word.

        At the end of its run it says `Cancel` once, and then this: by then it has written its
        state. Whoever cancels the run makes it say `Cancel` once more, before, while things are
        under way.
        """
        if self._session is not None and self._cancels == 1 and not self._cut_off:
            self._session.intent_log.ended_in_order()

    @property
    def _configured(self) -> Session:
        if self._session is None:
            raise Failed(
                "the plugin was asked for something before it was configured",
                grpc.StatusCode.FAILED_PRECONDITION,
            )
        return self._session

    @property
    def _verbs(self) -> Verbs:
        return Verbs(self._configured, self._cancellation, self._log, by_hand=self._by_hand)
