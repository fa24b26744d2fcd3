"""From what the engine saw to what is wrong."""

from dataclasses import replace
from typing import Any

import pytest

from sevalla_provider.drift.findings import findings
from sevalla_provider.drift.pulumi_cli import RefreshStep
from sevalla_provider.drift.report import Finding
from unit.samples import AGENT, APP, SIZE, TUNNEL_ID
from unit.sevalla_provider.drift.samples import JUST_NOW, LONG_AGO, NOW, proxy, step
from unit.spellings import ELSEWHERE, OF_A_COUNT, OF_A_WORD

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
WORKER = {"appId": APP, "type": "worker", "displayName": "Worker", "resourceTypeId": SIZE}
PROCESS = "sevalla:index:Process"
TOMORROW = "2026-11-23T12:00:00.000Z"
TUNNEL = {"target": "db.internal:5432", "agentId": AGENT, "name": "db"}


def wrong(*steps: RefreshStep) -> list[Finding]:
    return findings("dev", steps, NOW)


def named(found: Finding) -> dict[str, tuple[Any, Any]]:
    return {each.property: (each.expected, each.actual) for each in found.differences}


def test_a_value_that_the_program_never_said_stands_for_its_default() -> None:
    scaled = {"scalingStrategy": {"type": "manual", "config": {"instanceCount": 7}}}
    (found,) = wrong(step(PROCESS, WORKER, scaled))
    assert named(found) == {"scalingStrategy.config.instanceCount": (1, 7)}


def test_a_map_of_the_users_own_keeps_its_keys() -> None:
    inputs = {**TUNNEL, "metadata": {"on_call": "ann", "teamName": "db"}}
    now = {"metadata": {"on_call": "bob", "teamName": "db"}, "status": "active"}
    (found,) = wrong(step("sevalla:privateconnect:Tunnel", inputs, now))
    assert named(found) == {"metadata.on_call": ("ann", "bob")}


def test_a_key_that_looks_like_a_path_is_quoted() -> None:
    inputs = {**TUNNEL, "metadata": {"on.call": {'a"]': 1}}}
    changed = {"metadata": {"on.call": {'a"]': 2}}, "status": "active"}
    there = step("sevalla:privateconnect:Tunnel", inputs, changed)
    (found,) = wrong(there)
    assert named(found) == {'metadata["on.call"]["a\\"]"]': (1, 2)}
    assert wrong(replace(there, ignore_changes=["metadata"])) == []
    assert wrong(replace(there, ignore_changes=['metadata["on.call"]'])) == []


COUNTED = {"scalingStrategy": {"type": "manual", "config": {"instanceCount": 7}}}
PROBED = {"livenessProbe": {"exec": {"command": ["test", "-f", "/ready"]}}}
REPROBED = {"livenessProbe": {"exec": {"command": ["test", "-e", "/ready"]}}}


@pytest.mark.parametrize("ignored", OF_A_COUNT)
def test_what_the_program_ignores_is_not_told(ignored: str) -> None:
    assert wrong(step(PROCESS, WORKER, COUNTED, ignore_changes=[ignored])) == []


@pytest.mark.parametrize("ignored", OF_A_WORD)
def test_an_item_of_a_list_that_is_ignored_is_not_told(ignored: str) -> None:
    web = {**WORKER, "type": "web"}
    there = step(PROCESS, {**web, **PROBED}, {**web, **REPROBED})
    (found,) = wrong(there)
    assert len(found.differences) == 1
    assert wrong(replace(there, ignore_changes=[ignored])) == []


@pytest.mark.parametrize("ignored", ELSEWHERE)
def test_what_leads_elsewhere_ignores_nothing(ignored: str) -> None:
    (found,) = wrong(step(PROCESS, WORKER, COUNTED, ignore_changes=[ignored]))
    assert len(found.differences) == 1


def test_what_the_engine_calls_the_same_is_the_same() -> None:
    assert wrong(step(PROCESS, WORKER, {"displayName": "Other"}, "same")) == []


def test_a_change_that_nothing_explains_is_told_all_the_same() -> None:
    (found,) = wrong(step(PROCESS, WORKER, {}))
    assert (found.kind, found.differences) == ("drifted", [])


def test_secrets_are_named_and_never_shown() -> None:
    hidden = {**WORKER, "displayName": SECRET, "entrypoint": SECRET}
    (by_name,) = wrong(step(PROCESS, hidden, {}, detailed_diff=["displayName"]))
    (by_guess,) = wrong(step(PROCESS, hidden, {"displayName": "told by mistake"}))
    assert named(by_name) == {"displayName": (None, None)}
    assert named(by_guess) == {"displayName": (None, None), "entrypoint": (None, None)}
    (beside,) = wrong(step(PROCESS, hidden, {"port": 1, "type": "web"}))
    assert named(beside) == {"type": ("worker", "web")}


@pytest.mark.parametrize("op", ["same", "update"])
def test_a_failed_object_is_unhealthy_whatever_the_state_knew(op: str) -> None:
    (found,) = wrong(proxy(op, status="failed"))
    assert (found.kind, found.status) == ("unhealthy", "failed")
    assert found.heal == "pulumi up --refresh --stack dev"


def test_an_object_that_does_not_get_ready_is_stuck_after_a_while() -> None:
    assert wrong(proxy(status="creating", createdAt=JUST_NOW)) == []
    for status in ("creating", "a word of tomorrow"):
        (found,) = wrong(proxy(status=status, createdAt=LONG_AGO))
        assert found.kind == "unhealthy"
        urn = "urn:pulumi:dev::shop::sevalla:index:TcpProxy::it"
        assert found.heal == (
            f"pulumi destroy --target {urn} --stack dev && pulumi up --refresh --stack dev"
        )
    assert wrong(proxy(status="ready")) == []


def test_what_has_a_name_of_its_own_is_replaced_while_the_old_one_is_there() -> None:
    stuck = {"status": "connecting", "createdAt": LONG_AGO}
    fixed, automatic = (
        wrong(step("sevalla:privateconnect:Tunnel", {**TUNNEL, "name": name}, stuck, "same"))
        for name in ("db", "it-0123abc")
    )
    assert fixed[0].heal.startswith("pulumi destroy --target urn:")
    assert automatic[0].heal.startswith("pulumi up --refresh --stack dev --replace urn:")


def test_a_tunnel_that_was_paused_has_drifted_and_one_in_error_is_unhealthy() -> None:
    token = "sevalla:privateconnect:Tunnel"
    (paused,) = wrong(step(token, TUNNEL, {"status": "paused", "createdAt": LONG_AGO}))
    assert named(paused) == {"status": ("active", "paused")}
    (failed,) = wrong(step(token, TUNNEL, {"status": "error", "createdAt": LONG_AGO}))
    assert (failed.kind, failed.differences) == ("unhealthy", [])


def test_an_expired_share_is_unhealthy_unless_the_program_is_content_with_it() -> None:
    token = "sevalla:privateconnect:TunnelShare"
    share = {"tunnelId": TUNNEL_ID, "name": "visitors", "recreateOnExpiry": True}
    (found,) = wrong(step(token, share, {"status": "expired"}))
    assert found.kind == "unhealthy"
    over = replace(step(token, share, None, "delete"), old={"outputs": {"expiresAt": LONG_AGO}})
    assert [(each.kind, each.status) for each in wrong(over)] == [("unhealthy", "expired")]
    for end in (None, TOMORROW):
        revoked = replace(over, old={"outputs": {"expiresAt": end}})
        assert [(each.kind, each.status) for each in wrong(revoked)] == [("gone", None)]
    content = {**share, "recreateOnExpiry": False}
    assert wrong(step(token, content, {"status": "expired"}, "same")) == []


def test_both_ways_in_are_read_and_other_providers_are_not() -> None:
    dynamic = "pulumi-python:dynamic/sevalla:Process"
    kept = {**WORKER, "__provider": "a reference", "__sevalla": {"given": ["port"]}}
    (found,) = wrong(step(dynamic, kept, {"displayName": "Other"}))
    assert named(found) == {"displayName": ("Worker", "Other")}
    (gone,) = wrong(step(dynamic, kept, None, "delete"))
    assert (gone.kind, gone.type, gone.name) == ("gone", "Process", "it")
    assert wrong(step("aws:s3/bucket:Bucket", {}, None, "delete")) == []


def test_what_holds_data_is_never_told_to_be_replaced() -> None:
    token = "sevalla:index:Database"
    for status, created_at in (("updating", LONG_AGO), ("passwordChangeFailed", JUST_NOW)):
        inputs = {"displayName": "orders", "type": "mysql"}
        (found,) = wrong(step(token, inputs, {"status": status, "createdAt": created_at}, "same"))
        assert (found.kind, found.status) == ("unhealthy", status)
        assert found.heal == "pulumi up --refresh --stack dev"
