"""A native plugin whose work costs nothing: the engine's own time, and nothing of ours."""

from sevalla_provider.plugin.fast_start import load_only_what_serves

load_only_what_serves()

import asyncio  # noqa: E402 - only now is it lean
import signal  # noqa: E402
from collections.abc import Callable, Mapping  # noqa: E402
from typing import Any  # noqa: E402

import grpc.aio  # noqa: E402
from google.protobuf.empty_pb2 import Empty  # noqa: E402
from google.protobuf.json_format import MessageToDict  # noqa: E402
from google.protobuf.message import Message  # noqa: E402
from google.protobuf.message_factory import GetMessageClass  # noqa: E402
from pulumi.runtime.proto import plugin_pb2  # noqa: E402
from pulumi.runtime.proto import provider_pb2 as pb  # noqa: E402

from benchmarks.free.answers import made  # noqa: E402
from sevalla_provider.version import VERSION  # noqa: E402

SERVICE = pb.DESCRIPTOR.services_by_name["ResourceProvider"]
OPTIONS = (
    ("grpc.max_send_message_length", -1),
    ("grpc.max_receive_message_length", -1),
)


def create(request: pb.CreateRequest) -> pb.CreateResponse:
    kind = request.urn.split("::")[2].rpartition(":")[2]
    resource_id, outputs = made(kind, MessageToDict(request.properties))
    answer = pb.CreateResponse(id="" if request.preview else resource_id)
    answer.properties.update(outputs)
    return answer


def read(request: pb.ReadRequest) -> pb.ReadResponse:
    return pb.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)


ANSWERS: Mapping[str, Callable[[Any], Message]] = {
    "Handshake": lambda _: pb.ProviderHandshakeResponse(accept_secrets=True),
    "Attach": lambda _: Empty(),
    "Cancel": lambda _: Empty(),
    "GetPluginInfo": lambda _: plugin_pb2.PluginInfo(version=VERSION),
    "CheckConfig": lambda request: pb.CheckResponse(inputs=request.news),
    "DiffConfig": lambda _: pb.DiffResponse(changes=pb.DiffResponse.DIFF_NONE),
    "Configure": lambda _: pb.ConfigureResponse(acceptSecrets=True, supportsPreview=True),
    "Check": lambda request: pb.CheckResponse(inputs=request.news),
    "Diff": lambda _: pb.DiffResponse(changes=pb.DiffResponse.DIFF_NONE),
    "Create": create,
    "Read": read,
    "Update": lambda request: pb.UpdateResponse(properties=request.news),
    "Delete": lambda _: Empty(),
}


def handler(name: str, answer: Callable[[Any], Message]) -> "grpc.RpcMethodHandler[Any, Any]":
    async def behaviour(request: Any, _context: Any) -> Message:
        return answer(request)

    described = SERVICE.methods_by_name[name]
    return grpc.unary_unary_rpc_method_handler(
        behaviour,
        request_deserializer=GetMessageClass(described.input_type).FromString,
        response_serializer=GetMessageClass(described.output_type).SerializeToString,
    )


async def serve() -> None:
    """Serve until a signal comes, as the engine sends it at the end."""
    server = grpc.aio.server(options=OPTIONS)
    handlers = {name: handler(name, answer) for name, answer in ANSWERS.items()}
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler(SERVICE.full_name, handlers),)
    )
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)  # noqa: T201 - the one line that the engine reads
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()
    await server.stop(grace=0)


if __name__ == "__main__":
    asyncio.run(serve())
