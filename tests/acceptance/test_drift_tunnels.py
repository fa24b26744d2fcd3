"""What is wrong with tunnels, connections and shares beside their properties."""

from typing import Any

from tools.workbench.program import Program
from tools.workbench.stack import Stack

from acceptance.drift_command import found, heal, ids, kept, report_of, sevalla, values
from acceptance.tunnels import connection, share, tunnel
from sevalla_emulator.testing import RunningEmulator

FORMS = ("text", "json", "markdown", "junit", "sarif")


def web(agent: str, name: str, **props: Any) -> Any:
    return tunnel(agent, name=name, target="localhost:3000", protocol="http", **props)


def test_what_has_failed_expired_or_gone_is_told_with_what_heals_it(
    emulator: RunningEmulator, stack: Stack
) -> None:
    control = emulator.control
    agent, teammate = (control.make_agent(label).id for label in ("here", "there"))
    program: Program = {
        "failed": tunnel(agent, name="failed"),
        "stuck": tunnel(agent, name="stuck"),
        "gone": tunnel(agent, name="gone"),
        "join": connection(teammate, of="gone", local_port=15432),
        "web": web(agent, "web"),
        "short": share(name="short", expires_in="1h"),
        "once": share(name="once", expires_in="1h", recreate_on_expiry=False),
        "revoked": share(name="revoked", expires_in="never"),
    }
    stack.up(program).succeeded()
    before = kept(stack)
    assert found(report_of(stack, code=0)) == {}
    own = ids(stack)
    control.change_object(own["Tunnel failed"], {"status": "error"})
    control.change_object(own["Tunnel stuck"], {"status": "connecting"})
    control.remove_object(own["Tunnel gone"])
    control.remove_object(own["TunnelShare revoked"])
    control.advance(2 * 3600)
    control.clear_log()

    wrong = found(report_of(stack, code=2))
    assert kept(stack) == before
    assert control.counters().writes == 0
    assert {name: each["status"] for name, each in wrong.items()} == {
        "Tunnel failed unhealthy": "error",
        "Tunnel stuck unhealthy": "connecting",
        "Tunnel gone gone": None,
        "TunnelConnection join gone": None,
        "TunnelShare short unhealthy": "expired",
        "TunnelShare revoked gone": None,
    }
    assert not any(each["differences"] for each in wrong.values())

    assert len({each["heal"] for each in wrong.values()}) == 2
    heal(stack, wrong["Tunnel failed unhealthy"])
    heal(stack, wrong["Tunnel stuck unhealthy"])
    assert found(report_of(stack, code=0)) == {}


def test_secrets_are_named_and_never_shown(emulator: RunningEmulator, stack: Stack) -> None:
    control = emulator.control
    agent = control.make_agent("here").id
    password = {"password": {"secret": "hush-hush"}, "team": "shop"}
    target = {"secret": "hush-hush.internal:80"}
    program: Program = {
        "web": web(agent, "web", metadata=password),
        "hushed": tunnel(agent, name="hushed", target=target),
        "link": share(expires_in="24h"),
    }
    stack.up(program).succeeded()
    own = ids(stack)
    (there,) = control.objects().by_kind["shares"]
    control.change_object(own["Tunnel web"], {"metadata": {"password": "loud-1", "team": "shop"}})
    control.change_object(own["Tunnel hushed"], {"targetHost": "loud-2"})
    wrong = found(report_of(stack, code=2))
    named = {name: values(each) for name, each in wrong.items()}
    assert named["Tunnel web drifted"] == {"metadata": (None, None)}
    assert named["Tunnel hushed drifted"] == {"target": (None, None)}
    assert all(each["secret"] for finding in wrong.values() for each in finding["differences"])
    control.remove_object(there.id)
    hidden = ("hush-hush", "loud-1", "loud-2", str(there["token"]))
    for form in FORMS:
        ended = sevalla(stack, "drift", "--format", form)
        assert ended.returncode == 2
        assert [each for each in hidden if each in ended.stdout + ended.stderr] == []
        assert "link" in ended.stdout


def test_an_error_of_a_look_at_a_share_holds_no_token(
    emulator: RunningEmulator, stack: Stack
) -> None:
    agent = emulator.control.make_agent("here").id
    stack.up({"web": web(agent, "web"), "link": share()}).succeeded()
    (there,) = emulator.control.objects().by_kind["shares"]
    emulator.control.add_fault("status", status=403, path="/v1/shared/*/info")
    ended = sevalla(stack, "drift")
    assert ended.returncode == 1
    assert "403" in ended.stdout
    assert str(there["token"]) not in ended.stdout + ended.stderr
