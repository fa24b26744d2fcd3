import grpc
import pytest
from pulumi.runtime.proto import provider_pb2, status_pb2

from sevalla_provider.plugin.failure import DETAILS, LARGEST, Failed, half_done
from unit.samples import Inputs
from unit.sevalla_provider.plugin.engine import got, kept_in, secret, sent

MEBI = 1024 * 1024
SEEN_TO_BREAK = 12 * MEBI
"""Bytes of details, before base64, that an engine's gRPC (Go, 1.83) did not take any more."""


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


def test_the_words_of_a_failure_can_be_written_and_have_a_bound() -> None:
    failure = Failed("half \ud83d " + "x" * 20_000_000)
    assert str(failure).startswith("half \\ud83d xxx")
    assert len(str(failure)) <= 8000


@pytest.mark.parametrize(
    ("properties", "kept"),
    [
        ({"appId": "1", "log": "x" * 20 * MEBI}, {"appId"}),
        ({"appId": "1", "log": "x" * 5 * MEBI, "more": "y" * 3 * MEBI}, {"appId", "more"}),
        ({"log": "x" * 20 * MEBI, "more": ["y" * 6 * MEBI]}, set()),
        ({"appId": "1", "log": secret("x" * 20 * MEBI)}, {"appId"}),
        ({"appId": "1", "log": "x" * 3 * MEBI}, {"appId", "log"}),
    ],
)
def test_what_is_too_large_for_the_engine_is_left_out_and_the_id_never(
    properties: Inputs, kept: set[str]
) -> None:
    failure = half_done("app/1", sent(properties), "too late \ud83d " + "z" * 20_000_000)
    ((_, packed),) = failure.details
    told = kept_in(packed)
    assert told.id == "app/1"
    assert set(got(told.properties)) == kept
    assert len(packed) < LARGEST + 100_000 < SEEN_TO_BREAK
    assert list(told.reasons) == [str(failure)]
    (reason,) = told.reasons
    left_out = set(properties) - kept
    assert ("Too large to be kept: " in reason) == bool(left_out)
    assert all(name in reason for name in left_out)
