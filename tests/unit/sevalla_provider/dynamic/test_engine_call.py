"""What the engine says and hears beside what Pulumi's dynamic host hands on."""

import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.dynamic.engine_call import (
    EngineCall,
    answer_with,
    complete_answers,
    engine_call,
)

URN = "urn:pulumi:dev::shop::pulumi-python:dynamic/sevalla:Process::web"
CALLS = [
    (pb.CheckRequest(urn=URN, randomSeed=b"seed"), EngineCall(URN, seed=b"seed")),
    (pb.DiffRequest(urn=URN, ignoreChanges=["port"]), EngineCall(URN, ignored=("port",))),
    (pb.CreateRequest(urn=URN, timeout=5), EngineCall(URN, 5)),
    (pb.ReadRequest(urn=URN), EngineCall(URN)),
    (pb.UpdateRequest(urn=URN, timeout=5, ignoreChanges=["*"]), EngineCall(URN, 5, b"", ("*",))),
    (pb.DeleteRequest(urn=URN, timeout=5), EngineCall(URN, 5)),
]


def asked_by(request: object, work: Callable[[], Any]) -> Any:
    """Call as the host does, which has the request in a variable of that name."""
    return work()


@pytest.mark.parametrize(("request_", "expected"), CALLS, ids=lambda each: type(each).__name__)
def test_the_host_s_variable_is_found_however_deep_we_are(
    request_: object, expected: EngineCall
) -> None:
    assert asked_by(request_, lambda: [engine_call() for _ in "x"]) == [expected]


@pytest.mark.parametrize("request_", [None, "text", pb.GetSchemaRequest(version=1)])
def test_where_the_host_is_another_nothing_is_known(request_: object) -> None:
    assert asked_by(request_, engine_call) == EngineCall()


def decorated(method: Callable[..., Any]) -> Callable[..., Any]:
    def wrapper(self: object, request: object, context: object) -> Any:
        return method(self, request, context)

    return wrapper


class Host:
    """As Pulumi's, as far as it matters."""

    found: Callable[[], None] = staticmethod(lambda: None)

    @decorated
    def Diff(self, _request: object, _context: object) -> pb.DiffResponse:  # noqa: N802
        self.found()
        return pb.DiffResponse(changes=pb.DiffResponse.DIFF_SOME, replaces=["type"])


class Plain:
    """A host that decorates nothing."""

    def Diff(self, _request: object, _context: object) -> pb.DiffResponse:  # noqa: N802
        return pb.DiffResponse()


class Otherwise:
    """A host that decorates something else."""

    Diff = decorated(lambda *_: pb.DiffResponse())


@pytest.fixture
def served_by(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    cell = vars(Host)["Diff"].__closure__[0]
    before = cell.cell_contents

    def serve(servicer: object) -> None:
        main = types.ModuleType("__main__")
        vars(main)["DynamicResourceProviderServicer"] = servicer
        monkeypatch.setitem(sys.modules, "__main__", main)
        complete_answers.__wrapped__()

    yield serve
    cell.cell_contents = before


def test_an_answer_says_what_differs_though_the_method_was_bound_before(
    served_by: Callable[[object], None],
) -> None:
    host = Host()
    bound = host.Diff
    served_by(Host)
    replaced = pb.PropertyDiff(kind=pb.PropertyDiff.UPDATE_REPLACE)
    host.found = lambda: answer_with(["type"], {"type": replaced})
    answer = bound(pb.DiffRequest(), None)
    assert (answer.hasDetailedDiff, list(answer.diffs)) == (True, ["type"])
    assert dict(answer.detailedDiff) == {"type": replaced}
    assert list(answer.replaces) == ["type"]

    host.found = lambda: answer_with([], {})
    answer = bound(pb.DiffRequest(), None)
    assert (answer.hasDetailedDiff, list(answer.diffs)) == (True, [])


def test_what_another_diff_found_is_not_told_again(served_by: Callable[[object], None]) -> None:
    host = Host()
    served_by(Host)
    answer_with(["port"], {})
    assert not host.Diff(pb.DiffRequest(), None).hasDetailedDiff


@pytest.mark.parametrize("servicer", [None, object, Plain, Otherwise])
def test_another_host_is_left_as_it_is(
    served_by: Callable[[object], None], servicer: object
) -> None:
    variable = vars(Otherwise)["Diff"].__closure__[0]
    before = variable.cell_contents
    served_by(servicer)
    assert Plain().Diff(None, None) == pb.DiffResponse()
    assert variable.cell_contents is before
