from typing import Any

import pytest

from sevalla_provider.clients.models import WireModel
from sevalla_provider.lifecycle.errors import NotDeleted, ObjectFailed, Vanished
from sevalla_provider.lifecycle.gone import Gone
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.poller import Pending, Settled
from sevalla_provider.lifecycle.readiness import Readiness, health_of
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.properties import Properties
from sevalla_provider.settings import load
from unit.clocks import FakeClock
from unit.listeners import listening
from unit.objects import a_process, a_proxy


def proxy(status: str | None, proxy_id: str = "p1") -> Any:
    return a_proxy(id=proxy_id, status=status, request_id="r-1")


def run(clock: FakeClock | None = None) -> Session:
    """A session that never connects."""
    return Session(load({}, {}), clock or FakeClock())


def readiness(
    *,
    new: bool = False,
    clock: FakeClock | None = None,
    session: Session | None = None,
    wanted: Properties | None = None,
) -> Readiness[WireModel]:
    return Readiness(session or run(clock), TCP_PROXY, wanted or {}, new=new)


def test_a_ready_object_has_settled() -> None:
    verdict = readiness()(proxy("ready"))
    assert isinstance(verdict, Settled)
    assert verdict.record == proxy("ready")


@pytest.mark.parametrize("status", ["creating", None, "hibernating"])
def test_an_object_on_its_way_is_waited_for(status: str | None) -> None:
    assert readiness()(proxy(status)) == Pending(f'status "{status}"')


def test_a_failed_object_is_an_error_with_the_request_id_and_what_to_do() -> None:
    with pytest.raises(ObjectFailed) as caught:
        readiness()(proxy("failed"))
    text = str(caught.value)
    assert text.startswith(
        'the platform shows the TCP proxy p1 with status "failed" (request id r-1)'
    )
    assert "`pulumi up`" in text


def test_an_object_that_somebody_deletes_is_an_error() -> None:
    with pytest.raises(Vanished, match="TCP proxy p1 is being deleted by somebody else"):
        readiness()(proxy("deleting"))


def test_a_new_object_may_be_missing_for_a_while() -> None:
    clock = FakeClock()
    judge = readiness(new=True, clock=clock)
    assert judge(None) == Pending("not visible yet")
    clock.advance(GRACE - 0.1)
    assert judge(None) == Pending("not visible yet")
    clock.advance(0.2)
    with pytest.raises(Vanished, match="deleted by somebody else while it was waited for"):
        judge(None)


def test_an_old_object_that_is_missing_is_an_error() -> None:
    with pytest.raises(Vanished):
        readiness(new=False)(None)


def test_a_new_object_may_come_and_go_and_come() -> None:
    judge = readiness(new=True)
    looks = [proxy("creating"), None, proxy("creating"), None]
    assert all(isinstance(judge(look), Pending) for look in looks)
    assert isinstance(judge(proxy("ready")), Settled)


def test_a_status_that_nobody_documented_is_warned_of_once() -> None:
    judge = readiness()
    with listening() as listener:
        for status in ("hibernating", "hibernating", "dreaming", "creating", "ready"):
            judge(proxy(status))
    assert len(listener.warnings) == 2
    assert listener.warnings[0].startswith(
        'the API shows the TCP proxy p1 with status "hibernating", which this version of the '
        "provider does not know"
    )


def test_each_object_with_such_a_status_is_warned_of_once() -> None:
    session = run()
    with listening() as listener:
        for proxy_id in ("p1", "p2", "p1"):
            for _ in range(2):
                readiness(session=session)(proxy("hibernating", proxy_id))
                health_of(session, TCP_PROXY, proxy("hibernating", proxy_id))
    first, second = listener.warnings
    assert "TCP proxy p1" in first
    assert "TCP proxy p2" in second


def test_the_next_run_in_one_process_warns_again() -> None:
    with listening() as listener:
        for session in (run(), run()):
            health_of(session, TCP_PROXY, proxy("hibernating"))
    assert len(listener.warnings) == 2


def test_a_property_that_is_applied_later_is_waited_for() -> None:
    wanted: Properties = {"ingress_protocol": "grpc", "port": 80}
    judge = Readiness(run(), PROCESS, wanted, new=False)
    assert judge(a_process(id="1", ingress_protocol="http")) == Pending(
        'ingress_protocol is still "http"'
    )
    assert isinstance(judge(a_process(id="1", ingress_protocol="grpc", port=1)), Settled)


def test_a_property_that_the_program_does_not_give_is_not_waited_for() -> None:
    judge = Readiness(run(), PROCESS, {"port": 80}, new=False)
    assert isinstance(judge(a_process(id="1", ingress_protocol=None)), Settled)


@pytest.mark.parametrize(
    ("found", "seen"),
    [(proxy("deleting"), 'status "deleting"'), (a_process(id="1"), "still there")],
)
def test_an_object_is_gone_when_it_is_not_there(found: WireModel, seen: str) -> None:
    gone = Gone("object")
    assert gone(found) == Pending(seen)
    verdict = gone(None)
    assert isinstance(verdict, Settled)
    assert verdict.record is None


def test_a_deletion_that_failed_is_an_error_but_not_by_what_is_left_of_an_earlier_one() -> None:
    gone = Gone("application", frozenset({"appDeletionFailed"}))
    found = proxy("appDeletionFailed")

    assert gone(found) == Pending('status "appDeletionFailed"')
    with pytest.raises(NotDeleted, match=r"could not delete the application p1.*r-1"):
        gone(found)
