import grpc
from pulumi.runtime.proto import provider_pb2, status_pb2

from sevalla_provider.plugin.failure import DETAILS, Failed, half_done
from unit.sevalla_provider.plugin.engine import got, secret, sent


def test_a_failure_is_unknown_to_grpc_where_nothing_else_is_said() -> None:
    failure = Failed("no luck")
    assert (str(failure), failure.code, failure.details) == (
        "no luck",
        grpc.StatusCode.UNKNOWN,
        (),
    )


def test_what_is_half_done_arrives_as_the_engine_reads_it() -> None:
    properties = {"appId": "1", "port": secret(80), "nested": {"list": [1, None]}}
    failure = half_done("app/1", sent(properties), "could not create it: too late")
    ((name, packed),) = failure.details
    status = status_pb2.Status.FromString(packed)
    (detail,) = status.details
    assert name == DETAILS == "grpc-status-details-bin"
    assert (status.code, status.message) == (2, "could not create it: too late")
    assert detail.type_url == "type.googleapis.com/pulumirpc.ErrorResourceInitFailed"
    kept = provider_pb2.ErrorResourceInitFailed.FromString(detail.value)
    assert kept.id == "app/1"
    assert got(kept.properties) == properties
    assert list(kept.reasons) == ["could not create it: too late"]
    assert not kept.HasField("inputs")
    assert failure.code is grpc.StatusCode.UNKNOWN
